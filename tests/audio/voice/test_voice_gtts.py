"""gTTS over real HTTPS against a local stand-in: what a service can do to a film."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from email.utils import formatdate
from itertools import pairwise
from pathlib import Path

import gtts_stand_in as service
import numpy as np
import pytest

from audio.voice.choice import Patience, VoiceError, speak_all
from audio.voice.gtts import LONGEST_PIECE, pieces

FILM = ["Infected cells raise the alarm.", "Immune cells rush in.", "Steroids can break the loop."]
LONG = "In a storm the feedback turns positive: cells release signals, which call more cells, and once again."
QUICK = Patience(first=5, request=5, attempts=3, backoff=0.05, longest=3)
HASTY = Patience(first=0.4, request=0.4, attempts=3, backoff=0.05, longest=3)


class Build:
    """One build of the film after another, in the same folder; what each of them said."""

    def __init__(self, cache: Path):
        self.cache = cache
        self.said: list[str] = []

    def __call__(self, film: list[str] = FILM, **options: object):
        self.said.clear()
        return speak_all(film, cache=self.cache, say=self.said.append, **{"patience": QUICK, **options})


@pytest.fixture
def build(tmp_path: Path) -> Build:
    return Build(tmp_path / "takes")


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for sentence in [*FILM, *pieces(LONG)]:
        service.mp3(sentence)  # spoken beforehand: an answer must not be late because Piper had to be loaded
    return tmp_path_factory.mktemp("certificate")


Serve = Callable[..., Iterator[service.StandIn]]


@pytest.fixture
def serve(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Serve:
    @contextmanager
    def start(*plan: service.Answer) -> Iterator[service.StandIn]:
        with service.stand_in(certificate, *plan) as record:
            point_to(record.url, monkeypatch)
            yield record

    return start


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    point_to(url, monkeypatch)


def point_to(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Send gTTS's requests to a proxy at `url`."""
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    for name in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, url)


def check_gtts(voice, takes, film=FILM):
    assert voice.engine == "gtts"
    for take, sentence in zip(takes, film, strict=True):
        assert take.spoken == sentence and take.word_times == "aligned"
        assert [word.text for word in take.words] == sentence.split()
        with wave.open(str(take.path)) as sound:
            assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, 48_000)
            assert sound.getnframes() / 48_000 == pytest.approx(take.seconds, abs=1e-4)


def check_piper(voice, takes, film=FILM):
    """The whole film falls back: no take is gTTS's."""
    assert voice.engine == "piper"
    assert [take.spoken for take in takes] == film
    assert {take.word_times for take in takes} == {"voice"}


def test_gtts_speaks_each_sentence_in_one_request(build, serve):
    with serve() as record:
        check_gtts(*build())
    assert record.asked == FILM
    assert record.hosts == {"translate.google.com:443"}
    assert build.said == []


def test_the_silence_that_the_service_adds_is_trimmed(build, serve):
    with serve():
        _, takes = build(FILM[:1])
    _, spoken = build(FILM[:1], choice="piper")
    assert takes[0].seconds == pytest.approx(spoken[0].seconds, abs=0.1)


def test_a_long_sentence_takes_one_request_for_each_piece(build, serve):
    with serve() as record:
        voice, takes = build([LONG])
    check_gtts(voice, takes, [LONG])
    assert record.asked == pieces(LONG) and len(record.asked) == 2
    assert all(len(piece) <= LONGEST_PIECE for piece in record.asked)
    assert " ".join(record.asked) == LONG
    gaps = [after.start - before.end for before, after in pairwise(takes[0].words)]
    assert max(gaps) < 0.5, "the silences around the pieces are not in the sentence"


def test_a_region_asks_its_own_host(build, serve):
    with serve() as record:
        voice, _ = build(FILM[:1], locale="en-GB")
    assert record.hosts == {"translate.google.co.uk:443"} and voice.accent == "British"


@pytest.mark.parametrize(
    "answer",
    [
        service.status(429),
        service.status(500),
        service.status(503),
        service.cut_in_half,
        service.cut_unnoticed,
        service.half_spoken,
        service.no_sound,
    ],
)
def test_a_passing_fault_is_asked_again(build, serve, answer):
    with serve(answer) as record:
        check_gtts(*build(FILM[:1]), FILM[:1])
    assert record.asked == [FILM[0]] * 2
    assert len(build.said) == 1 and "asking again" in build.said[0]


def test_waits_grow(build, serve):
    """0.2 s, then 0.4 s, either up to half as long again."""
    with serve(service.status(500), service.status(500)) as record:
        check_gtts(*build(FILM[:1], patience=replace(QUICK, backoff=0.2)), FILM[:1])
    waits = np.diff(record.times)
    assert waits[0] >= 0.2 and waits[1] >= 0.4


@pytest.mark.parametrize("header", [lambda: "1", lambda: formatdate(time.time() + 2, usegmt=True)])
def test_retry_after_is_honoured(build, serve, header):
    with serve(service.status(429, Retry_After=header())) as record:
        check_gtts(*build(FILM[:1]), FILM[:1])
    assert record.times[1] - record.times[0] >= 0.9


def test_a_service_that_asks_to_wait_long_has_failed(build, serve):
    with serve(service.status(429, Retry_After="3600")) as record:
        check_piper(*build(FILM[:1]), FILM[:1])
    assert len(record.asked) == 1
    assert build.said == ["gTTS is busy (429): Piper speaks the whole film"]


def test_a_failing_service_is_given_up(build, serve):
    with serve(*[service.status(500)] * 10) as record:
        check_piper(*build(FILM[:1]), FILM[:1])
    assert len(record.asked) == QUICK.attempts
    assert build.said[-1] == "gTTS failed (500) (3 tries): Piper speaks the whole film"


def test_a_refusal_is_final(build, serve):
    with serve(service.status(403)) as record:
        check_piper(*build(FILM[:1]), FILM[:1])
    assert len(record.asked) == 1


@pytest.mark.parametrize("answer", [service.hang, service.trickle])
def test_a_service_without_an_answer_is_given_up_in_time(build, serve, answer):
    with serve(*[answer] * 10) as record:
        with pytest.raises(VoiceError, match=r"did not answer within 0\.4 s.*VOICE=piper"):
            build(FILM[:1], choice="gtts", patience=HASTY)
        check_piper(*build(FILM[:1], patience=HASTY), FILM[:1])
    assert len(record.asked) <= 4, "auto asks once, and forced gtts as often as it has patience"
    assert "did not answer within 0.4 s" in build.said[0]


@pytest.mark.usefixtures("no_network")
def test_without_a_network_the_whole_film_falls_back(build):
    started = time.monotonic()
    check_piper(*build())
    assert build.said == ["gTTS cannot be reached: Piper speaks the whole film"]
    assert time.monotonic() - started < 30


@pytest.mark.usefixtures("no_network")
def test_forced_gtts_without_a_network_names_the_mend(build):
    with pytest.raises(VoiceError, match="cannot be reached.*VOICE=piper"):
        build(choice="gtts")


def test_nobody_else_is_told(serve, tmp_path):
    """Not even by the embedded voice: its onnxruntime would keep an identifier and report its use."""
    code = "import pathlib, audio.voice.choice as v; v.speak_all(['Hello.'], cache=pathlib.Path.home() / 'takes')"
    with serve(service.status(403)) as record:
        home = {
            "HOME": str(tmp_path),
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(Path(__file__).parent.parent),
        }
        subprocess.run([sys.executable, "-c", code], check=True, env={**home, "HTTPS_PROXY": record.url})
    assert [path.name for path in tmp_path.iterdir()] == ["takes"]
    assert record.hosts == {"translate.google.com:443"}


def test_a_failure_at_the_third_sentence_leaves_no_mixed_film(build, serve):
    with serve(service.speech, service.speech, *[service.status(500)] * 3) as record:
        check_piper(*build())
        assert record.asked == [*FILM, FILM[2], FILM[2]]
        check_gtts(*build())  # the service is well again: what it had spoken is kept
        assert record.asked[5:] == [FILM[2]]
    assert "the voice changes from Piper" in build.said[-1]


def test_a_film_in_the_cache_needs_no_service(build, serve, monkeypatch):
    with serve():
        first = build()
    point_to("http://127.0.0.1:9", monkeypatch)
    assert build() == first == build(choice="gtts")
    check_piper(*build([*FILM, "One more."]), [*FILM, "One more."])
    assert build.said[0] == "gTTS cannot be reached: Piper speaks the whole film"
    assert "the voice changes from gTTS" in build.said[1]


def test_an_interrupted_answer_leaves_nothing(build, serve):
    with serve(*[service.cut_in_half] * 3), pytest.raises(VoiceError):
        build(choice="gtts")
    assert not list(build.cache.glob("*"))


@pytest.mark.usefixtures("no_network")
def test_a_language_that_nobody_speaks_is_a_clear_error(build):
    with pytest.raises(VoiceError, match="xx"):
        build(locale="xx")
    with pytest.raises(VoiceError, match="VOICE=piper"):
        build(choice="gtts", locale="xx")
    with pytest.raises(VoiceError, match="no embedded Piper voice speaks 'es'"):
        build(locale="es")
