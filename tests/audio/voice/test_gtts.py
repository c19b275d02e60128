"""gTTS over real HTTPS against a local stand-in: how requests to a slow, busy or failing service end."""

from __future__ import annotations

import time
from dataclasses import replace
from email.utils import formatdate
from itertools import pairwise

import gtts_stand_in as service
import numpy as np
import pytest
from gtts_builds import HASTY, LONG, QUICK, SENTENCES, check_embedded, check_gtts

from audio.voice.choice import VoiceError
from audio.voice.gtts import LONGEST_PIECE_CHARACTERS
from audio.voice.pieces import pieces


def test_gtts_speaks_each_sentence_in_one_request(build, serve):
    with serve() as record:
        check_gtts(build())
    assert record.asked == SENTENCES
    assert record.hosts == {"translate.google.com:443"}
    assert build.said == []


def test_the_silence_that_the_service_adds_is_trimmed(build, serve):
    with serve():
        _, takes = build(SENTENCES[:1])
    _, spoken = build(SENTENCES[:1], choice="piper")
    assert takes[0].seconds == pytest.approx(spoken[0].seconds, abs=0.1)


def test_a_long_sentence_takes_one_request_for_each_piece(build, serve):
    with serve() as record:
        voice, takes = build([LONG])
    check_gtts((voice, takes), [LONG])
    assert record.asked == pieces(LONG, LONGEST_PIECE_CHARACTERS) and len(record.asked) == 2
    assert all(len(piece) <= LONGEST_PIECE_CHARACTERS for piece in record.asked)
    assert " ".join(record.asked) == LONG
    gaps = [after.start - before.end for before, after in pairwise(takes[0].words)]
    assert max(gaps) < 0.5, "the silences around the pieces are not in the sentence"


def test_a_region_asks_its_own_host(build, serve):
    with serve() as record:
        voice, _ = build(SENTENCES[:1], locale="en-GB")
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
def test_a_temporary_error_is_asked_again(build, serve, answer):
    with serve(answer) as record:
        check_gtts(build(SENTENCES[:1]), SENTENCES[:1])
    assert record.asked == [SENTENCES[0]] * 2
    assert len(build.said) == 1 and "asking again" in build.said[0]


def test_waits_grow(build, serve):
    """0.2 s, then 0.4 s, either up to half as long again."""
    with serve(service.status(500), service.status(500)) as record:
        check_gtts(build(SENTENCES[:1], retry=replace(QUICK, first_wait_seconds=0.2)), SENTENCES[:1])
    waits = np.diff(record.times)
    assert waits[0] >= 0.2 and waits[1] >= 0.4


@pytest.mark.parametrize("header", [lambda: "1", lambda: formatdate(time.time() + 2, usegmt=True)])
def test_retry_after_is_honoured(build, serve, header):
    with serve(service.status(429, Retry_After=header())) as record:
        check_gtts(build(SENTENCES[:1]), SENTENCES[:1])
    assert record.times[1] - record.times[0] >= 0.9


def test_a_service_that_asks_to_wait_long_has_failed(build, serve):
    with serve(service.status(429, Retry_After="3600")) as record:
        check_embedded(build(SENTENCES[:1]), SENTENCES[:1])
    assert len(record.asked) == 1
    assert build.said == ["gTTS is busy (429): Hibari speaks the whole film"]


def test_a_failing_service_is_given_up(build, serve):
    with serve(*[service.status(500)] * 10) as record:
        check_embedded(build(SENTENCES[:1]), SENTENCES[:1])
    assert len(record.asked) == QUICK.attempts
    assert build.said[-1] == "gTTS failed (500) (3 tries): Hibari speaks the whole film"


def test_a_refusal_is_final(build, serve):
    with serve(service.status(403)) as record:
        check_embedded(build(SENTENCES[:1]), SENTENCES[:1])
    assert len(record.asked) == 1


@pytest.mark.parametrize("answer", [service.hang, service.trickle])
def test_a_service_without_an_answer_is_given_up_in_time(build, serve, answer):
    with serve(*[answer] * 10) as record:
        with pytest.raises(VoiceError, match=r"did not answer within 0\.4 s.*VOICE=hibari"):
            build(SENTENCES[:1], choice="gtts", retry=HASTY)
        check_embedded(build(SENTENCES[:1], retry=HASTY), SENTENCES[:1])
    assert len(record.asked) <= 4, "auto asks once, and forced gtts as often as its retry policy says"
    assert "did not answer within 0.4 s" in build.said[0]


def test_an_interrupted_answer_leaves_nothing(build, serve):
    with serve(*[service.cut_in_half] * 3), pytest.raises(VoiceError):
        build(choice="gtts")
    assert not list(build.store.glob("*"))


def test_other_ipa_is_another_take_of_the_same_sound(build, serve):
    """The service takes no IPA, but the aligner listens for it."""
    with serve():
        (plain,), (other,) = (build(SENTENCES[:1], ipa=ipa)[1] for ipa in ({}, {"alarm": "ɐlˈɑːɹm"}))
    assert plain.path.name.split(".")[0] != other.path.name.split(".")[0]
    assert plain.path.name.split(".")[1] == other.path.name.split(".")[1]


@pytest.mark.parametrize(("locale", "code"), [("fr", "fr"), ("he", "iw"), ("sr-Latn", "sr"), ("es-419", "es")])
def test_other_languages_are_spoken_whatever_their_sentences_end_in(build, serve, locale, code):
    """A French question is longer than a request, and its last piece would be the question mark alone."""
    sentence = "Pourquoi le corps se défend-il si fort, et pourquoi ne cesse-t-il pas, jour après jour, de lutter ?"
    with serve() as record:
        voice, (take,) = build([sentence], locale=locale)
    assert voice.engine == "gtts" and set(record.languages) == {code}
    assert len(record.asked) == 2 and all(any(map(str.isalnum, piece)) for piece in record.asked)
    assert [word.text for word in take.words] == sentence.split() and take.word_times == "aligned"
