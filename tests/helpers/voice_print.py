"""What the embedded English voice sounds like, in few numbers that show a version which sounds or times differently.

    PYTHONPATH=.:tests/helpers .venv/bin/python -m voice_print > tests/audio/voice/hibari.json

writes the reference anew, once somebody has listened to the new version (`make audition VOICES="hibari piper"`).
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from audio.samples import RATE
from audio.voice import hibari
from audio.voice.engine import Role

SENTENCES = (
    "One alarm can save your life, or end it.",
    "Vessels leak, the alveoli fill with fluid — and oxygen falls.",
    "I L six climbs from below ten to above one thousand picograms per millilitre!",
)
IPA = {"alveoli": "ælvˈiːəlˌaɪ"}
EDGES_HZ = (80, 160, 320, 640, 1_280, 2_560, 5_120, 10_240)
SHARES = 16
"""Into how many parts of equal length a sentence is cut."""


def voice_print(sentence: str) -> dict[str, Any]:
    """Return a sentence's phonemes, how long each lasts (25 ms), and its levels (dB) by octave and by part."""
    engine = hibari.Hibari(Role("en", "heart", IPA))
    (phonemes,) = engine._phonemes(sentence)
    sound, _ = engine.speak(sentence)
    _, edges = hibari._synthesize(hibari._load(), phonemes, engine.voice.speed)
    power = np.abs(np.fft.rfft(sound)) ** 2 / len(sound) ** 2
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    octaves = [power[(hertz >= low) & (hertz < high)].sum() for low, high in zip(EDGES_HZ, EDGES_HZ[1:], strict=False)]
    parts = [(part.astype(np.float64) ** 2).mean() for part in np.array_split(sound, SHARES)]
    return {
        "phonemes": phonemes,
        "lengths": np.round(np.diff([0.0, *edges]) / 0.025).astype(int).tolist(),
        "octaves": _decibels(octaves),
        "parts": _decibels(parts),
    }


def _decibels(powers: list[Any]) -> list[float]:
    return [round(float(10 * np.log10(power + 1e-8)), 1) for power in powers]


if __name__ == "__main__":
    print(json.dumps({sentence: voice_print(sentence) for sentence in SENTENCES}, ensure_ascii=False, indent=1))
