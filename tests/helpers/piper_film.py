"""A few sentences spoken by Piper, for tests of voices and takes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from audio.takes.speak import speak_all
from audio.takes.store import Take
from audio.voice.engine import Voice

SENTENCES = [
    "In a storm the feedback turns positive: cells release I L six and T N F alpha.",
    "Vessels leak, the alveoli fill with fluid — and oxygen falls.",
    "Steroids or tocilizumab can break the loop.",
]
IPA = {"alveoli": "ælvˈiːəlˌaɪ", "tocilizumab": "tˌoʊsɪlˈɪzjuːmˌæb", "covid": "kˈoʊvɪd"}


def speak(store: Path, sentences: Sequence[str] = SENTENCES, said: list[str] | None = None) -> tuple[Voice, list[Take]]:
    """Speak sentences by Piper; what the build would be told is added to `said`."""
    return speak_all(sentences, choice="piper", ipa=IPA, store=store, say=print if said is None else said.append)
