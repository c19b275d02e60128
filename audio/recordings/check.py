"""Checks a recorded take: its format, level, noise, clipping and pace, and whether it says its words.

The words are recognised by pocketsphinx with its English dictionary and compared as sounds, so that a word it does not
know, such as a name, is heard as others that sound alike. In other languages only the pace shows other words.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import numpy as np
from pocketsphinx import Decoder, get_model_path

from audio.samples import RATE, levels
from audio.sound_file import SoundFile, UnreadableError, read_sound
from audio.takes.align import for_the_model
from audio.voice.ipa import bare
from audio.voice.level import loudness
from audio.voice.own import room_level, spoken_part
from audio.voice.phonemes import phonemes
from plan.locale import Locale
from plan.segments import unmarked

LEAST_BITS, LEAST_RATE = 16, 16_000
QUIETEST_LUFS = -45.0
"""Below this, the noise of the microphone's amplifier comes up with the voice."""
LEAST_ABOVE_NOISE_DB = 25.0
"""How far the voice must be above the room: a living room gives 35 dB, a café 15."""
CLIPPED, CLIPPED_RUN, MOST_CLIPPED = 0.985, 4, 2
"""Samples at this share of the take's own peak, that many in a row, are a clipped wave; so many waves are let pass."""
SLOWEST_PHONEMES, FASTEST_PHONEMES = 5.0, 20.0
"""Phonemes a second; narrators speak 10 to 14."""
LEAST_ALIKE = 0.48
"""Share of phonemes heard in the right order. Right sentences of a film have 0.57 to 0.9, others of it at most 0.40."""


def check_take(path: Path, spoken: str, locale: str) -> list[str]:
    """Return what is wrong with a take, each as a verb phrase with its fix; none if it can be used.

    Args:
        path: the recording.
        spoken: the text that it should say.
        locale: its language.
    """
    try:
        sound = read_sound(path)
        first, last = spoken_part(sound.samples)
    except UnreadableError as error:
        return [f"{error}: bring another file"]
    except ValueError:
        return ["is silent: record it again, with the microphone on"]
    return [*_format(sound), *_levels(sound.samples), *_words(sound.samples, first, last, spoken, locale)]


def _format(sound: SoundFile) -> Iterator[str]:
    if 0 < sound.bits < LEAST_BITS:
        yield f"has {sound.bits} bits a sample, whose noise is heard: record it with {LEAST_BITS} or more"
    if sound.rate < LEAST_RATE:
        yield f"has {sound.rate:,} samples a second, as a telephone: record it with {RATE:,}"


def _levels(samples: np.ndarray) -> Iterator[str]:
    level = levels(samples)
    loud = level[level > level.max() / 10]
    if loudness(samples) < QUIETEST_LUFS:
        yield f"is too quiet ({loudness(samples):.0f} LUFS): speak closer to the microphone, or turn it up"
    above = 20 * np.log10(float(np.sqrt((loud**2).mean())) / max(room_level(samples), 1e-6))
    if above < LEAST_ABOVE_NOISE_DB:
        fix = "record it in a quieter room, closer to the microphone"
        yield f"is noisy (the voice is {above:.0f} dB above the room): {fix}"
    places = _clipped(samples)
    if places > MOST_CLIPPED:
        yield f"is clipped in {places} places: turn the microphone down, or speak further from it"


def _clipped(samples: np.ndarray) -> int:
    """Return in how many places the wave is cut off flat."""
    edge = np.diff(np.concatenate([[0], np.abs(samples) >= CLIPPED * np.abs(samples).max(), [0]]).astype(int))
    return int((np.flatnonzero(edge == -1) - np.flatnonzero(edge == 1) >= CLIPPED_RUN).sum())


def _words(samples: np.ndarray, first: float, last: float, spoken: str, locale: str) -> Iterator[str]:
    wanted = _sounds(spoken, locale)
    rate = len(wanted) / (last - first)
    if not SLOWEST_PHONEMES <= rate <= FASTEST_PHONEMES:
        how, fix = ("slowly", "faster") if rate < SLOWEST_PHONEMES else ("fast", "more slowly")
        yield f"is spoken too {how}, or says other words: say “{unmarked(spoken)}” {fix}"
    elif Locale(locale).language == "en":
        heard = _recognised(samples)
        if SequenceMatcher(None, _sounds(heard, locale), wanted, autojunk=False).ratio() < LEAST_ALIKE:
            yield f"says other words (heard: “{heard}”): say “{unmarked(spoken)}”"


def _sounds(text: str, locale: str) -> str:
    """Return the phonemes of a text; its letters in a language that espeak does not know."""
    try:
        return bare("".join(phonemes(text, "en-us" if Locale(locale).language == "en" else Locale(locale).language)))
    except ValueError:
        return "".join(filter(str.isalnum, text))


def _recognised(samples: np.ndarray) -> str:
    decoder = _decoder()
    decoder.start_utt()
    decoder.process_raw(for_the_model(samples), full_utt=True)
    decoder.end_utt()
    hypothesis = decoder.hyp()
    return hypothesis.hypstr if hypothesis else ""


@cache
def _decoder() -> Decoder:
    model = Path(get_model_path()) / "en-us"
    files = {"hmm": model / "en-us", "dict": model / "cmudict-en-us.dict", "lm": model / "en-us.lm.bin"}
    return Decoder(**{key: str(path) for key, path in files.items()}, loglevel="FATAL")
