"""Speaks the words of all scenes with one voice: from words to sound and timing.

    python -m audio.narrate --locale en --voice auto [--part] [scene …]

writes <sound>/<scene>.wav and <scene>.json for each scene. A file whose content stays the same is not written again, so
that make renders only the scenes that changed. The step takes all scenes at once, since one film has one voice and one
budget. The package's docstring describes the steps.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from audio.music.effects import named_effects
from audio.recordings.folder import sentences_of, takes_of
from audio.samples import wav_bytes
from audio.takes.speak import speak_all
from audio.takes.speed import MOST_PACED, PACE_STEP, at_speed, needed_pace, needed_speed
from audio.takes.store import Take
from audio.timing.assemble import assemble, silence_seconds
from audio.timing.budget import BudgetError, check_budget
from audio.timing.record import Timing, dump
from audio.timing.scene import time_scene
from audio.voice.choice import VoiceError
from audio.voice.engine import Voice
from audio.voice.pronunciation import Pronunciation, near_misses, read_pronunciation, spell
from plan.edition import Edition
from plan.exits import exit_on
from plan.files import write_if_changed
from plan.film import film
from plan.options import edition, parser, voice
from plan.segments import words_of
from plan.voices import is_recorded, parse_choice, row
from plan.words import Script, read


def narrate(
    scripts: Sequence[Script],
    pronunciation: Pronunciation,
    *,
    choice: str,
    locale: str,
    store: Path,
    shortest: float,
    longest: float,
) -> Iterator[tuple[Timing, np.ndarray]]:
    """Speak all scripts with one voice and yield each scene's timing and its sound, (n,) 16 bit at RATE.

    Args:
        scripts: the words of the scenes, in running order.
        pronunciation: how they are said.
        choice: what VOICE says, as `plan.voices` explains.
        locale: their language.
        store: the folder of the takes.
        shortest: seconds that the film lasts at least.
        longest: seconds that it may last.

    Raises:
        VoiceError: no voice can speak as `choice` and `locale` ask.
        InputError: a sentence is too long, or has no recording although VOICE is own.
    """
    spellings = [spell(script, pronunciation) for script in scripts]
    sentences = [spelling.spoken for scene in spellings for spelling in scene]
    speak = partial(speak_all, sentences, choice=choice, locale=locale, ipa=pronunciation.ipa, store=store)
    if is_recorded(choice):
        folder, said = film().root / "voice" / locale, sentences_of(scripts, spellings)
        rehearsing = parse_choice(choice).understudy is not None
        speak = partial(speak, recordings=takes_of(said, folder, rehearsing=rehearsing))
    voice, takes = speak()
    silence = silence_seconds(len(scripts), len(takes))
    if row(voice.engine).recorded:
        pass  # the film fits itself to the speaker
    elif not row(voice.engine).sets_rate:
        takes = _fit(takes, longest - silence, store)
    elif locale != film().languages[0]:
        voice, takes = _paced(voice, takes, speak, max(0.0, shortest - silence), longest - silence)
    remaining = iter(takes)
    for script, scene in zip(scripts, spellings, strict=True):
        scene_takes = [next(remaining) for _ in scene]
        sound, starts = assemble([take.path for take in scene_takes])
        yield time_scene(script, scene, scene_takes, starts, len(sound), voice), sound


def _paced(
    voice: Voice, takes: list[Take], speak: Callable[..., tuple[Voice, list[Take]]], shortest: float, longest: float
) -> tuple[Voice, list[Take]]:
    """Let the voice speak faster or slower where a translation takes longer, or less long, than the film may last.

    The film's first language keeps the pace at which it was written; its author edits the words instead.
    """
    pace = needed_pace(_seconds(takes), shortest, longest)
    if pace == 1:
        return voice, takes
    voice, takes = speak(speed=pace)
    while _seconds(takes) > longest and pace < MOST_PACED:
        pace = round(pace + PACE_STEP, 2)
        voice, takes = speak(speed=pace)
    print(f"narration: this language is spoken at {pace:g} times the voice's own rate, so that it fits the film")
    return voice, takes


def _seconds(takes: Sequence[Take]) -> float:
    return sum(take.seconds for take in takes)


def _fit(takes: list[Take], seconds: float, store: Path) -> list[Take]:
    """Speed the takes up if they last longer than `seconds`."""
    speed = needed_speed(sum(take.seconds for take in takes), seconds)
    if speed == 1:
        return takes
    print(f"narration: this voice is too slow for the film, so it is sped up to {speed:g} times its speech rate")
    return at_speed(takes, speed, store)


def main() -> None:
    """Narrate the scenes that the command line names."""
    options = _options()
    began = time.monotonic()
    with exit_on("narration", VoiceError, BudgetError):
        spoken = _narrate(edition(options), options)
    changed = [timing.scene for timing, sound in spoken if _save(edition(options).sound, timing, sound)]
    seconds = sum(timing.seconds for timing, _ in spoken)
    words = sum(timing.word_count for timing, _ in spoken)
    print(
        f"narration: {seconds:.1f} s, {words} words, {spoken[0][0].voice}; "
        f"new: {', '.join(changed) or 'nothing'} ({time.monotonic() - began:.1f} s)"
    )


def _narrate(chosen: Edition, options: argparse.Namespace) -> list[tuple[Timing, np.ndarray]]:
    """Return all scenes of an edition, and check that they last as long as the film may."""
    scripts = [read(chosen.words / f"{scene}.md") for scene in options.scenes]
    for script in scripts:
        named_effects(script)  # so that an unknown effect is an error before anything is spoken
    pronunciation = read_pronunciation(chosen.words / "pronunciation.md")
    for warning in warnings(scripts, pronunciation):
        print(f"narration: {warning}")
    store, longest = chosen.sound / "takes", film().longest
    shortest = 0.0 if options.part else film().shortest
    asked = {"choice": options.voice, "locale": chosen.locale, "store": store}
    spoken = list(narrate(scripts, pronunciation, **asked, shortest=shortest, longest=longest))
    timings = [timing for timing, _ in spoken]
    check_budget(timings, shortest=shortest, longest=longest)
    return spoken


def warnings(scripts: Sequence[Script], pronunciation: Pronunciation) -> Iterator[str]:
    """Yield a warning for each word that resembles a pronunciation entry but does not match it, or is a part of one."""
    beats = [(script.path, beat) for script in scripts for beat in script.beats]
    for path, beat in beats:
        for entry in pronunciation.spoken:
            if entry in beat.text and not any(entry in word for word in beat.words):
                parts = " | ".join(words_of(entry))
                fix = f"give each of its words an entry: {parts}"
                yield f"{path}:{beat.line}: warning: {entry!r} is several words, read as they are written: {fix}"
    for number, part, entry in near_misses([beat.words for _, beat in beats], pronunciation.spoken):
        path, beat = beats[number]
        fix = f"write {entry}, or give {part} an entry of its own"
        yield f"{path}:{beat.line}: warning: {part!r} is read as it is written, unlike {entry!r}: {fix}"


def _save(folder: Path, timing: Timing, sound: np.ndarray) -> bool:
    """Write a scene's sound and timing if they changed, and return whether they did."""
    new_sound = write_if_changed(folder / f"{timing.scene}.wav", wav_bytes(sound))
    return write_if_changed(folder / f"{timing.scene}.json", dump(timing).encode()) or new_sound


def _options() -> argparse.Namespace:
    options = parser("Speaks the words of all scenes with one voice, and notes when each word falls.")
    options.add_argument("--voice", default=film().voice, type=voice, help="as plan.voices lists them")
    options.add_argument("--part", action="store_true", help="the scenes are a part of the film: it may be short")
    return options.parse_args()


if __name__ == "__main__":
    main()
