"""Kokoro's model: from symbols to sound, with the time of each symbol.

The model has no random part, so the same symbols give the same sound. It reports the duration of each symbol in steps
of STEP samples, and their sum is the length of the sound exactly.
"""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from audio.voice.kokoro.files import MODEL, symbol_numbers, voice_file
from audio.voice.onnx_model import session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

RATE = 24_000
"""Samples a second of its sound."""
STEP = 600
"""Samples of one unit of duration."""
MOST_SYMBOLS = 400
"""Most symbols of one piece; the model takes 510, and hurries towards the end of so many."""
PACES = (0.805, 0.888, 0.938, 0.970, 1.0, 1.029, 1.056, 1.082, 1.130, 1.174, 1.218)
SPEEDS = (0.80, 0.85, 0.90, 0.95, 1.0, 1.05, 1.10, 1.15, 1.20, 1.25, 1.30)
"""The pace that is heard, for the speed that the model is given: it rounds each duration to whole steps, of which most
sounds have two. Means of five languages, which differ from them by up to 0.03."""
_CUTS = (". ", "? ", "! ", "; ", ": ", ", ", " ")
"""Where a sentence that is too long is cut, best first."""
_LOADING = Lock()


def synthesize(symbols: str, voice: str, pace: float) -> tuple[np.ndarray, list[float]]:
    """Return the sound (n,) at RATE, and the seconds at which each symbol begins and the last one ends.

    Args:
        symbols: known to the model.
        voice: its name, such as ef_dora.
        pace: factor on the speech rate, from the first to the last of PACES.
    """
    sounds: list[np.ndarray] = []
    edges = [0.0]
    speed = float(np.interp(pace, PACES, SPEEDS))
    for piece in pieces(symbols):
        before = sum(map(len, sounds)) / RATE
        sound, times = _speak(piece, voice, speed)
        edges = [*edges[:-1], *(before + time for time in times)]  # a piece ends where the next one begins
        sounds.append(sound)
    return np.concatenate(sounds), edges


def pieces(symbols: str) -> list[str]:
    """Return symbols in pieces that the model can speak, cut after punctuation if possible.

    >>> [len(piece) for piece in pieces("kˈasa, " * 100)]
    [399, 301]
    """
    found = []
    while len(symbols) > MOST_SYMBOLS:
        head = symbols[:MOST_SYMBOLS]
        ends = (head.rfind(mark, MOST_SYMBOLS // 2) + len(mark) for mark in _CUTS if mark in head[MOST_SYMBOLS // 2 :])
        cut = next(ends, MOST_SYMBOLS)
        found.append(symbols[:cut])
        symbols = symbols[cut:]
    return [*found, symbols]


def durations(symbols: str, voice: str, speed: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the sound (n,) at RATE of one piece, and the samples of its beginning, of each symbol, and of its end."""
    numbers = symbol_numbers()
    tokens = [0, *(numbers[symbol] for symbol in symbols), 0]
    inputs = {
        "tokens": np.array([tokens], np.int64),
        "style": _styles(voice)[len(symbols) - 1][None],
        "speed": np.array([speed], np.float32),
    }
    sound, steps = _session().run(None, inputs)
    return sound, steps[0].astype(np.int64) * STEP


def _speak(symbols: str, voice: str, speed: float) -> tuple[np.ndarray, list[float]]:
    sound, samples = durations(symbols, voice, speed)
    if len(samples) != len(symbols) + 2 or samples.sum() != len(sound):
        raise RuntimeError(f"Kokoro gave {len(samples)} durations for {len(symbols)} symbols and {len(sound)} samples")
    return sound, (np.cumsum(samples)[:-1] / RATE).tolist()


@cache
def _styles(voice: str) -> np.ndarray:
    """Return what a voice sounds like, (510, 256): a row for each number of symbols."""
    return np.fromfile(voice_file(voice), "<f4").reshape(-1, 256)


def _session() -> InferenceSession:
    with _LOADING:  # threads that ask at the same time would each load it
        return _loaded()


@cache
def _loaded() -> InferenceSession:
    return session(MODEL.read_bytes())
