"""The choice of the voice: the whole film has one, whenever a service fails."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from importlib.metadata import version

import gtts_stand_in as service
import pytest
from gtts_builds import QUICK, SENTENCES, check_embedded, check_gtts, point_to
from project import ROOT

from audio.voice.choice import VoiceError, create
from audio.voice.engine import Role
from plan.voices import ENGINES


@pytest.mark.usefixtures("no_network")
def test_without_a_network_the_whole_film_falls_back(build):
    started = time.monotonic()
    check_embedded(build())
    assert build.said == ["gTTS cannot be reached: Hibari speaks the whole film"]
    assert time.monotonic() - started < 30


@pytest.mark.usefixtures("no_network")
def test_forced_gtts_without_a_network_names_the_fix(build):
    with pytest.raises(VoiceError, match="cannot be reached.*VOICE=hibari"):
        build(choice="gtts")


def test_nobody_else_is_told(serve, tmp_path):
    """Not even by the embedded voice: its onnxruntime would keep an identifier and report its use."""
    code = "import pathlib, audio.takes.speak as s; s.speak_all(['Hello.'], store=pathlib.Path.home() / 'takes')"
    with serve(service.status(403)) as record:
        environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "HTTPS_PROXY": record.url}
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env=environment)
    assert [path.name for path in tmp_path.iterdir()] == ["takes"]
    assert record.hosts == {"translate.google.com:443"}


def test_a_failure_at_the_third_sentence_leaves_no_mixed_film(build, serve):
    with serve(service.speech, service.speech, *[service.status(500)] * 3) as record:
        check_embedded(build())
        assert record.asked == [*SENTENCES, SENTENCES[2], SENTENCES[2]]
        check_gtts(build())  # the service answers again: what it had spoken is kept
        assert record.asked[5:] == [SENTENCES[2]]
    assert "the voice changes from Hibari" in build.said[-1]


def test_a_film_in_the_cache_needs_no_service(build, serve, monkeypatch):
    with serve():
        first = build()
    point_to("http://127.0.0.1:9", monkeypatch)
    assert build() == first == build(choice="gtts")
    check_embedded(build([*SENTENCES, "One more."]), [*SENTENCES, "One more."])
    assert build.said[0] == "gTTS cannot be reached: Hibari speaks the whole film"
    assert "the voice changes from gTTS" in build.said[1]


@pytest.mark.usefixtures("no_network")
def test_a_language_without_a_voice_is_an_error(build):
    with pytest.raises(VoiceError, match="gTTS does not speak 'xx'"):
        build(locale="xx")
    with pytest.raises(VoiceError, match="gTTS does not speak 'xx'"):
        build(choice="gtts", locale="xx")
    with pytest.raises(VoiceError, match="no embedded voice speaks 'cy': use gTTS with a network, or your own voice"):
        build(locale="cy", retry=replace(QUICK, attempts=1))
    assert build.said == ["no embedded voice speaks 'cy': gTTS speaks it, or your own voice (VOICE=own)"]
    for locale in ("de", "ar", "cy"):
        with pytest.raises(VoiceError, match=f"Kokoro does not speak '{locale}': use gTTS, or your own voice"):
            build(choice="kokoro", locale=locale)
    with pytest.raises(VoiceError, match="Piper does not speak 'es': use VOICE=kokoro"):
        build(choice="piper", locale="es")


def test_a_language_that_gtts_does_not_speak_is_named_with_near_ones_before_anything_is_asked(build, serve):
    with serve() as record:
        for choice in ("gtts", "auto"):
            with pytest.raises(VoiceError, match=r"does not speak 'gsw'; did you mean 'de' \(German\)\?: use one of"):
                build(choice=choice, locale="gsw")
    assert record.asked == []


def test_an_unknown_voice_is_an_error(build):
    with pytest.raises(VoiceError, match=r"there is no voice 'pieper'; did you mean 'piper'\?: use auto, gtts"):
        build(choice="pieper")
    with pytest.raises(VoiceError, match=r"piper has no voice 'jo'; did you mean 'joe'\?: use piper:joe"):
        build(choice="piper:jo")


def test_every_engine_of_the_table_is_what_its_row_says(build):
    """A sentence is spoken by each of them: its row is true, and the take says who spoke."""
    for engine in ENGINES:
        if not engine.embedded:
            continue
        for locale, names in engine.voices.items():
            made = create(engine, Role(locale))
            assert (made.voice.engine, made.voice.name) == (engine.name, names[0])
            assert version(engine.needs)
            _, words = made.speak("One.")
            assert (words is not None) == engine.reports_word_times
