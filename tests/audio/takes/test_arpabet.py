"""ARPABET: pronunciations of words that pocketsphinx does not know."""

from __future__ import annotations

from piper_film import IPA

from audio.takes.arpabet import arpabet


def test_words_unknown_to_the_dictionary_are_pronounced():
    assert arpabet("tocilizumab", IPA) == "T OW S IH L IH Z Y UW M AE B"
    assert arpabet("alveoli", IPA) == "AE L V IY AH L AY"
    assert arpabet("picograms") == "P IY K OW G R AE M Z"
    assert arpabet("IL-6").endswith("S IH K S")
