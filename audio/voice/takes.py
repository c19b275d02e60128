"""Takes: one spoken beat each, as a trimmed WAV with the time of every word, kept on disk.

A take is two files in the cache folder:

    <key>.json             what was said, how long it lasts, when each word falls, and the name of its sound
    <key>.<digest>.wav     the sound: mono, 16 bit, 48 kHz; the digest is that of the file itself

The JSON is written last and by rename, so a take is there whole or not at all, and two builds that speak the
same sentence at once cannot mix one's sound with the other's times. Reading checks everything: a damaged take
is an error here and a reason to speak it anew in `audio.voice.choice`.
"""

from __future__ import annotations

import hashlib
import json
import math
import tempfile
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from audio.timing.assemble import RATE
from plan.files import write_whole

MARGIN = 0.025  # seconds of quiet kept before and after the speech
FORMAT = 2  # raise it when the same voice would give another take: trimming, resampling, word times
QUIET = 10 ** (-50 / 20)  # of the loudest window: below it is silence (the p that ends "loop" is at −40 dB)
WINDOW = 0.010  # seconds
NOTHING = 0.001  # of full scale: a sound whose loudest window is below it has no speech
SOURCES = ("voice", "aligned", "estimated")


class DamagedTakeError(Exception):
    """A take on disk that cannot be trusted; the message says what is wrong with it."""


@dataclass(frozen=True)
class Voice:
    """Who speaks a film. `speed` is against the voice's own pace; `description` is for people."""

    engine: str
    version: str
    name: str
    language: str
    accent: str
    speed: float
    description: str


@dataclass(frozen=True)
class Word:
    """One whitespace-separated token of a beat, and when it is heard, in seconds from the take's start."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Take:
    """One spoken beat. `word_times` says where the times of `words` come from: one of SOURCES."""

    spoken: str
    path: Path
    seconds: float
    words: tuple[Word, ...]
    word_times: str


def key(shape: Sequence[str]) -> str:
    """The name of a take: a hash of everything that shaped it, nothing else.

    >>> key(["Hello.", "piper"]) == key(["Hello.", "piper"]) != key(["Hello.", "gtts"])
    True
    """
    whole = json.dumps([FORMAT, RATE, MARGIN, QUIET, *shape], ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()[:24]


def resample(samples: np.ndarray, rate: int) -> np.ndarray:
    """`samples` at `rate` a second, as float32 at RATE."""
    from scipy.signal import resample_poly  # half a second to import, which kept takes need not wait for

    common = math.gcd(RATE, rate)
    return resample_poly(samples, RATE // common, rate // common).astype(np.float32)


def loudness(samples: np.ndarray, rate: int = RATE) -> np.ndarray:
    """Root mean square of every WINDOW of `samples` (full scale 1.0)."""
    size = round(WINDOW * rate)
    whole = samples[: len(samples) // size * size].astype(np.float64).reshape(-1, size)
    return np.sqrt((whole**2).mean(axis=1))


def speech_bounds(samples: np.ndarray) -> tuple[float, float]:
    """Seconds at which speech begins and ends in `samples` at RATE. Raises ValueError if all is silence."""
    level = loudness(samples)
    if not len(level) or level.max() < NOTHING:
        raise ValueError("nothing but silence")
    heard = np.flatnonzero(level > QUIET * level.max())
    return float(heard[0] * WINDOW), float((heard[-1] + 1) * WINDOW)


def trim(samples: np.ndarray) -> tuple[np.ndarray, float]:
    """`samples` without the silence around the speech but MARGIN, and the seconds cut from their start."""
    first, last = speech_bounds(samples)
    start, end = max(0.0, first - MARGIN), min(len(samples) / RATE, last + MARGIN)
    return samples[round(start * RATE) : round(end * RATE)], start


def within(words: Sequence[Word], seconds: float, shift: float = 0.0) -> tuple[Word, ...]:
    """`words` moved by `shift` seconds and held in order inside a take of `seconds`.

    >>> within([Word("a", 0.1, 0.3), Word("b", 0.3, 0.9)], 0.5, -0.2)
    (Word(text='a', start=0.0, end=0.1), Word(text='b', start=0.1, end=0.5))
    """
    held, latest = [], 0.0
    for word in words:
        start = min(max(round(word.start + shift, 4), latest), seconds)
        latest = min(max(round(word.end + shift, 4), start), seconds)
        held.append(Word(word.text, start, latest))
    return tuple(held)


def write(
    cache: Path, name: str, spoken: str, samples: np.ndarray, words: tuple[Word, ...], word_times: str
) -> Take:
    """Keep a take: the sound first, then the record that makes it count."""
    sound = _wav(samples)
    path = cache / f"{name}.{_digest(sound)}.wav"
    seconds = len(samples) / RATE
    record = {
        "spoken": spoken,
        "sound": path.name,
        "seconds": seconds,
        "word_times": word_times,
        "words": [[word.text, word.start, word.end] for word in words],
    }
    write_whole(path, sound)
    write_whole(cache / f"{name}.json", json.dumps(record, ensure_ascii=False, indent=1).encode())
    return Take(spoken, path, seconds, words, word_times)


def read(cache: Path, name: str, spoken: str) -> Take | None:
    """The take kept under `name`; None if there is none, DamagedTakeError if it is not what was written."""
    try:
        record = json.loads((cache / f"{name}.json").read_text(encoding="utf-8"))
        path = cache / Path(record["sound"]).name
        words = tuple(Word(text, float(start), float(end)) for text, start, end in record["words"])
        take = Take(record["spoken"], path, float(record["seconds"]), words, record["word_times"])
        sound = path.read_bytes()
    except FileNotFoundError as missing:
        if missing.filename == str(cache / f"{name}.json"):
            return None
        raise DamagedTakeError("its sound is gone") from missing
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedTakeError("its record cannot be read") from error
    _check(take, spoken, sound)
    return take


def _check(take: Take, spoken: str, sound: bytes) -> None:
    """Raise DamagedTakeError unless the sound is what was written and the words are those of `spoken`."""
    if take.path.name.split(".")[-2] != _digest(sound):
        raise DamagedTakeError("its sound is empty" if not sound else "its sound was changed or cut short")
    if take.spoken != spoken or [word.text for word in take.words] != spoken.split():
        raise DamagedTakeError("its words are not those of the sentence")
    times = [0.0, *(time for word in take.words for time in (word.start, word.end)), take.seconds]
    if times != sorted(times) or take.word_times not in SOURCES:
        raise DamagedTakeError("its word times are out of order")


def samples_of(path: Path) -> np.ndarray:
    """The sound of a take, as float32 within ±1 at RATE."""
    with wave.open(str(path)) as sound:
        frames = sound.readframes(sound.getnframes())
    return np.frombuffer(frames, "<i2").astype(np.float32) / 32768


def _wav(samples: np.ndarray) -> bytes:
    """A WAV file of float `samples` (full scale 1.0), 16 bit."""
    with tempfile.SpooledTemporaryFile(max_size=1 << 24) as file:
        with wave.open(file, "wb") as sound:
            sound.setparams((1, 2, RATE, 0, "NONE", ""))
            sound.writeframes((np.clip(samples, -1, 1) * 32767).round().astype("<i2").tobytes())
        file.seek(0)
        return file.read()


def _digest(sound: bytes) -> str:
    return hashlib.sha256(sound).hexdigest()[:12]
