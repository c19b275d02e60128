"""Joins the takes of a scene into its sound: mono, 48 kHz, 16 bit.

A scene lasts whole 1/15 s, so that pictures can keep up with it frame by frame.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from pydub import AudioSegment

from audio.timing.record import GRID

RATE = 48_000
"""Samples a second."""
LEAD_SECONDS = 0.2
"""Silence before a scene's first word: the picture arrives first."""
PAUSE_SECONDS = 0.32
"""Silence between two sentences, about what a reader takes to breathe."""
TAIL_SECONDS = 0.25
"""Silence after a scene's last word. With the next lead it stays under the 0.8 s that sound like a fault."""


def silence(samples: int) -> AudioSegment:
    """Return that many samples of silence, which pydub alone would round to milliseconds."""
    return AudioSegment(data=bytes(2 * samples), sample_width=2, frame_rate=RATE, channels=1)


def assemble(takes: Sequence[Path]) -> tuple[AudioSegment, list[float]]:
    """Join the takes of a scene with pauses.

    Args:
        takes: WAV files, mono, 16 bit, 48 kHz.

    Returns:
        The scene's sound, and the second at which each take starts in it.
    """
    sound, starts = silence(round(LEAD_SECONDS * RATE)), []
    for number, take in enumerate(takes):
        if number:
            sound += silence(round(PAUSE_SECONDS * RATE))
        starts.append(sound.frame_count() / RATE)
        sound += AudioSegment.from_wav(str(take))
    return _pad_to_grid(sound + silence(round(TAIL_SECONDS * RATE))), starts


def _pad_to_grid(sound: AudioSegment) -> AudioSegment:
    samples, step = int(sound.frame_count()), RATE // GRID
    return sound + silence(math.ceil(samples / step) * step - samples)
