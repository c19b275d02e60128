"""The store of takes: a folder that keeps each spoken beat as a trimmed WAV with the time of every word.

A take is two files:

    <key>.json             what was said, how long it lasts, when each word falls, and the name of its sound
    <key>.<digest>.wav     the sound: mono, 16 bit, 48 kHz; the digest is that of the file itself

The JSON is written last and by rename, so a take is written atomically, and two builds that speak the same
sentence at once cannot mix one's sound with the other's times. Reading checks everything: for a damaged take,
`read` raises DamagedTakeError, and `audio.takes.speak` speaks the sentence again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from audio.samples import MARGIN_SECONDS, QUIET, RATE, pcm, wav_bytes
from audio.spoken import SpokenWord
from plan.files import write_whole
from plan.segments import spoken_words

VERSION = 4
"""Part of every key. Raise it when a change of the code changes takes, such as how they are trimmed or timed."""
SOURCES = ("voice", "aligned", "estimated")
"""Where the times of words may come from: the voice itself, `audio.takes.align` or `listen`, or `estimate`."""


class DamagedTakeError(Exception):
    """A take on disk that cannot be trusted; the message says what is wrong with it."""


@dataclass(frozen=True)
class Take:
    """One spoken beat.

    Attributes:
        spoken: the text that the voice was given.
        path: the WAV file.
        seconds: how long the sound lasts.
        words: the words of `spoken`, with their times.
        word_times: where their times come from, one of SOURCES.
    """

    spoken: str
    path: Path
    seconds: float
    words: tuple[SpokenWord, ...]
    word_times: str


def key(parts: Sequence[str]) -> str:
    """Return the name of a take: a hash of everything that affects it, and of nothing else.

    >>> key(["Hello.", "piper"]) == key(["Hello.", "piper"]) != key(["Hello.", "gtts"])
    True
    """
    whole = json.dumps([VERSION, RATE, MARGIN_SECONDS, QUIET, *parts], ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()[:24]


def write(
    folder: Path, name: str, spoken: str, samples: np.ndarray, words: tuple[SpokenWord, ...], word_times: str
) -> Take:
    """Keep a take under `name` and return it; `samples` is its trimmed sound.

    The sound is written first, then the JSON that refers to it.
    """
    sound = wav_bytes(pcm(samples))
    path = folder / f"{name}.{_digest(sound)}.wav"
    seconds = len(samples) / RATE
    content = {
        "spoken": spoken,
        "sound": path.name,
        "seconds": seconds,
        "word_times": word_times,
        "words": [[word.text, word.start, word.end] for word in words],
    }
    write_whole(path, sound)
    write_whole(folder / f"{name}.json", json.dumps(content, ensure_ascii=False, indent=1).encode())
    return Take(spoken, path, seconds, words, word_times)


def read(folder: Path, name: str, spoken: str) -> Take | None:
    """Return the take kept under `name`, or None if there is none.

    Raises:
        DamagedTakeError: it is not what was written, or not a take of `spoken`.
    """
    try:
        content = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        path = folder / Path(content["sound"]).name
        words = tuple(SpokenWord(text, float(start), float(end)) for text, start, end in content["words"])
        take = Take(content["spoken"], path, float(content["seconds"]), words, content["word_times"])
        sound = path.read_bytes()
    except FileNotFoundError as missing:
        if missing.filename == str(folder / f"{name}.json"):
            return None
        raise DamagedTakeError("its sound is missing") from missing
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedTakeError("its record cannot be read") from error
    _check(take, spoken, sound)
    return take


def _check(take: Take, spoken: str, sound: bytes) -> None:
    """Raise DamagedTakeError unless the sound is what was written and the words are those of `spoken`."""
    if take.path.name.split(".")[-2] != _digest(sound):
        raise DamagedTakeError("its sound is empty" if not sound else "its sound was changed or cut short")
    if take.spoken != spoken or [word.text for word in take.words] != spoken_words(spoken):
        raise DamagedTakeError("its words are not those of the sentence")
    times = [0.0, *(time for word in take.words for time in (word.start, word.end)), take.seconds]
    if times != sorted(times) or take.word_times not in SOURCES:
        raise DamagedTakeError("its word times are out of order")


def _digest(sound: bytes) -> str:
    return hashlib.sha256(sound).hexdigest()[:12]
