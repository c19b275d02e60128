"""Phonemes: a film's own pronunciations replace espeak's, and nothing else."""

from __future__ import annotations

import pytest
from piper_film import IPA

from audio.voice.phonemes import phonemes


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Alveoli fill.", "ælvˈiːəlˌaɪ fˈɪl."),
        ("the alveoli and", "ðɪʲ ælvˈiːəlˌaɪʲ ænd"),
        ("covid's spread", "kˈoʊvɪdz spɹˈɛd"),
        ("Is COVID over?", "ɪz kˈoʊvɪd ˈoʊvɚ?"),
    ],
)
def test_a_word_of_the_film_is_pronounced_as_its_entry_says(sentence, said):
    assert phonemes(sentence, ipa=IPA) == [said]


def test_an_entry_applies_to_its_word_and_not_inside_of_others():
    assert phonemes("A cell excels in a cellar.", ipa={"cell": "kˈɛl"}) == ["ɐ kˈɛl ɛksˈɛlz ɪn ɐ sˈɛlɚ."]
    assert phonemes("covidlike", ipa=IPA) == phonemes("covidlike")


def test_a_language_that_espeak_does_not_know_is_an_error():
    with pytest.raises(ValueError, match="espeak does not know the language 'xx'"):
        phonemes("Hola.", "xx")
