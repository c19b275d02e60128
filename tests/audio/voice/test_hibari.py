"""The embedded English voice: the same every time, at a narrator's pace, and it reports when it says each word."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from piper_film import IPA
from piper_film import SENTENCES as FILM
from project import ROOT
from voice_print import SENTENCES, voice_print

from audio.loudness import measure
from audio.samples import MARGIN_SECONDS, RATE, read_samples, trim
from audio.takes.align import align
from audio.takes.speak import speak_all
from audio.voice.engine import Role
from audio.voice.hibari import Hibari
from audio.voice.pronunciation import read_pronunciation, spell
from plan.film import film
from plan.segments import spoken_words
from plan.words import read

REFERENCE = json.loads(Path(__file__).with_name("hibari.json").read_text(encoding="utf-8"))
PROCESSORS_DB = 1.5
"""By how much levels may differ between processors, whose arithmetic is not the same to the last bit."""


@pytest.fixture(scope="module")
def takes(tmp_path_factory):
    """The sentences of this film, and three with words that need IPA."""
    pronunciation = read_pronunciation(ROOT / "words/en/pronunciation.md")
    scripts = [read(ROOT / f"words/en/{scene}.md") for scene in film().scenes]
    sentences = [spelling.spoken for script in scripts for spelling in spell(script, pronunciation)]
    store = tmp_path_factory.mktemp("hibari")
    ipa = {**IPA, **pronunciation.ipa}
    return speak_all([*sentences, *FILM], choice="hibari", ipa=ipa, store=store)[1]


@pytest.fixture
def engine():
    return Hibari(Role("en", "heart", IPA))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_it_sounds_and_times_as_the_version_that_was_listened_to(sentence):
    """If this fails after an update, listen to the new version, then write the reference anew (voice_print.py)."""
    now, then = voice_print(sentence), REFERENCE[sentence]
    assert now["phonemes"] == then["phonemes"] and now["lengths"] == then["lengths"]
    for name in ("octaves", "parts"):
        assert np.abs(np.subtract(now[name], then[name])).max() < PROCESSORS_DB, name


def test_the_reference_is_that_of_the_version_in_the_lock():
    (version,) = re.findall(r"^hibari-tts==(\S+)", (ROOT / "requirements.lock").read_text(), re.M)
    assert f'"hibari-tts=={version}"' in (ROOT / "pyproject.toml").read_text(), "no other version is taken unheard"


def test_the_same_text_gives_the_same_bytes_in_another_process(engine):
    code = "import hashlib, sys; from audio.voice.hibari import *; from piper_film import IPA; "
    code += "print(hashlib.sha256(Hibari(Role('en', 'heart', IPA)).speak(sys.argv[1])[0].tobytes()).hexdigest())"
    command, paths = [sys.executable, "-c", code, FILM[1]], {"PYTHONPATH": f"{ROOT}:{ROOT}/tests/helpers"}
    found = {subprocess.run(command, capture_output=True, cwd=ROOT, env=paths, check=True).stdout for _ in range(2)}
    assert len(found) == 1
    sound = engine.speak(FILM[1])[0]
    assert np.array_equal(sound, engine.speak(FILM[1])[0]) and np.abs(sound).max() < 1


def test_every_word_has_its_time_from_the_voice_close_to_where_an_aligner_hears_it(takes):
    late = []
    for take in takes:
        assert take.word_times == "voice" and [word.text for word in take.words] == spoken_words(take.spoken)
        found = align(read_samples(take.path), spoken_words(take.spoken), IPA)
        assert found is not None
        late += [abs(word.start - one.start) for word, one in zip(take.words, found, strict=True)]
    assert np.median(late) < 0.020 and np.percentile(late, 90) < 0.050


def test_words_are_loud_and_the_pause_between_two_is_quiet(takes):
    take = takes[-3]
    samples = read_samples(take.path)
    positive, cells = take.words[6], take.words[7]
    assert cells.start - positive.end > 0.15
    middle = samples[round((positive.end + 0.03) * RATE) : round((cells.start - 0.03) * RATE)]
    assert np.abs(middle).max() < 0.01
    for word in take.words:
        assert np.abs(samples[round(word.start * RATE) : round(word.end * RATE)]).max() > 0.03, word


def test_its_tail_is_trimmed(engine):
    """The model adds half a second of silence after the last word."""
    sound, words = engine.speak(FILM[2])
    trimmed, cut = trim(sound)
    assert len(sound) / RATE - words[-1].end > 0.3
    assert len(trimmed) / RATE <= words[-1].end - cut + MARGIN_SECONDS + 0.02


def test_sentences_are_equally_loud_and_spoken_at_a_narrators_pace(takes):
    loud = [measure(take.path).lufs for take in takes]
    assert max(loud) - min(loud) < 2.5
    seconds = sum(take.seconds + 0.35 for take in takes)
    assert 140 < sum(len(take.words) for take in takes) / seconds * 60 < 180


def test_its_pace_can_be_set():
    slow, fast = (Hibari(Role("en", "heart", speed=speed)) for speed in (1.0, 1.12))
    assert fast.voice.speed == pytest.approx(1.12 * slow.voice.speed, rel=0.01)
    lengths = [len(trim(engine.speak(FILM[2])[0])[0]) for engine in (slow, fast)]
    assert 1.05 < lengths[0] / lengths[1] < 1.25, "it rounds the length of each sound to 25 ms"


def test_words_are_said_as_the_pronunciations_say(engine):
    assert "tˌOsɪlˈɪzjumˌæbz ænd ælvˈiəlˌI" in engine.recipe("Tocilizumab's and alveoli.")
    assert "tˌOsɪlˈɪzjumˌæb" not in Hibari(Role("en", "heart")).recipe("Tocilizumab.")


@pytest.mark.parametrize("text", ["A R D S.", "So T?", "The end…"])
def test_a_last_letter_keeps_the_stop_after_it(engine, text):
    assert engine.recipe(text).endswith(text[-1])


def test_a_text_without_words_is_an_error(engine):
    with pytest.raises(ValueError, match="nothing to speak"):
        engine.speak("\u200b")


def test_a_long_text_is_spoken_sentence_by_sentence(engine):
    text = "It rises. " * 3 + "And then, " * 40 + "it falls."
    sound, words = engine.speak(text)
    assert [word.text for word in words] == text.split()
    times = [time for word in words for time in (word.start, word.end)]
    assert times == sorted(times) and 20 < times[-1] < len(sound) / RATE
