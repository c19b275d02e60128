"""Which phonemes of a sentence belong to which of its words."""

from __future__ import annotations

import pytest
from piper_film import IPA

from audio.voice.phonemes import phonemes
from audio.voice.symbol_ranges import symbol_ranges


@pytest.mark.parametrize(
    ("sentence", "joined"),
    [
        ("Of the cells in the lungs of an old man.", "ʌvðə"),
        ("It's 1,234,567 times (e.g. this) the well-known level — from a few.", "mˈɪliən"),
        ("Doses of 3.5 mg/kg, Dr. Smith's “quote”, and COVID-19 etc.", "kˈoʊvɪd"),
        ("Of covid in the alveoli, and covid's end.", "kˈoʊvɪd"),
    ],
)
def test_phonemes_are_assigned_to_their_words(sentence, joined):
    tokens = sentence.split()
    stream = " ".join(phonemes(sentence, ipa=IPA))
    assert joined in stream
    found = symbol_ranges([" ".join(phonemes(token, ipa=IPA)) for token in tokens], stream)
    assert found
    said = [stream[start:end] for start, end in found]
    sounds = "".join(symbol for symbol in stream if symbol not in ' .,;:?"')
    assert "".join(said).replace(" ", "") == sounds, "nothing is lost"
    expected = {"of": "v", "the": "ð", "lungs": "lˈʌŋz", "1,234,567": "sˈɛvən", "—": ""}
    for token, sound in zip(tokens, said, strict=True):
        assert expected.get(token.lower(), "") in sound and (sound or token == "—")


def test_phonemes_that_are_not_similar_are_not_assigned():
    assert symbol_ranges(["tɛl", "mˈiː"], "ɡˈoʊ hˈoʊm nˈaʊ.") is None
