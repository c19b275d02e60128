"""Takes of sentences: a kept take is not spoken again, and its key depends on everything that affects its sound."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from piper_film import IPA, SENTENCES, speak

from audio.takes import store
from audio.takes.speak import speak_all
from audio.voice import piper
from audio.voice.choice import VoiceError


def test_the_same_sentence_is_the_same_sound(film, tmp_path):
    _, _, takes = film
    _, again = speak(tmp_path)
    assert [take.path.read_bytes() for take in again] == [take.path.read_bytes() for take in takes]
    assert [take.words for take in again] == [take.words for take in takes]


def test_a_kept_take_is_not_spoken_again(film, monkeypatch):
    folder, voice, takes = film
    monkeypatch.setattr(piper.Piper, "speak", None)
    assert speak(folder) == (voice, takes)


def test_after_an_edit_only_its_sentence_is_spoken(film, monkeypatch):
    folder, _, takes = film
    asked: list[str] = []
    piper_speaks = piper.Piper.speak

    def note_and_speak(self, text):
        asked.append(text)
        return piper_speaks(self, text)

    monkeypatch.setattr(piper.Piper, "speak", note_and_speak)
    _, edited = speak(folder, [SENTENCES[0], "Vessels leak.", SENTENCES[2]])
    assert asked == ["Vessels leak."]
    assert [edited[0], edited[2]] == [takes[0], takes[2]]


@pytest.mark.parametrize("constant", ["LENGTH_SCALE", "GAIN"])
def test_the_key_of_a_take_depends_on_what_affects_it(film, monkeypatch, constant):
    folder, _, takes = film
    monkeypatch.setattr(piper, constant, getattr(piper, constant) * 1.1)
    _, other = speak(folder, SENTENCES[2:])
    assert other[0].path != takes[2].path


def test_another_version_of_the_voice_is_another_take(film, monkeypatch):
    folder, _, takes = film
    monkeypatch.setattr(piper, "version", lambda package: "99")
    _, other = speak(folder, SENTENCES[2:])
    kept = store.read(folder, other[0].path.name.split(".")[0], SENTENCES[2])
    assert kept
    assert kept.path.name.split(".")[0] != takes[2].path.name.split(".")[0]


def test_a_word_with_other_ipa_makes_its_sentences_other_takes(film):
    folder, _, takes = film
    ipa = {**IPA, "tocilizumab": "tˌɑːsɪlˈɪzjuːmˌæb"}
    _, other = speak_all(SENTENCES, choice="piper", ipa=ipa, store=folder)
    assert other[:2] == takes[:2]
    assert other[2].path.read_bytes() != takes[2].path.read_bytes()


def test_words_are_aligned_if_the_voice_does_not_report_them(tmp_path, monkeypatch):
    monkeypatch.setattr(piper, "symbol_ranges", lambda alone, stream: None)
    _, takes = speak(tmp_path, SENTENCES[2:])
    assert takes[0].word_times == "aligned"
    assert [word.text for word in takes[0].words] == SENTENCES[2].split()


def test_a_sentence_that_cannot_be_spoken_is_named(tmp_path, monkeypatch):
    with pytest.raises(VoiceError, match="has nothing to speak: write words"):
        speak(tmp_path, ["—"])
    monkeypatch.setattr(piper.Piper, "speak", lambda self, text: (np.zeros(48_000), None))
    with pytest.raises(VoiceError, match=r"'Hush\.' cannot be spoken \(nothing but silence\)"):
        speak(tmp_path, ["Hush."])


def test_sentences_spoken_in_parallel_sound_as_each_does_by_itself(film, tmp_path: Path):
    """Whatever the machine's processors: the sound is kept by its digest, so that other bytes are another take."""
    _, _, takes = film
    for take, sentence in zip(takes, SENTENCES, strict=True):
        _, (alone,) = speak(tmp_path / "alone", [sentence])
        assert alone.path.name == take.path.name
