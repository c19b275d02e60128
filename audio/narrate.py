"""From the words of all scenes to their sound and timing, spoken by one voice.

    python -m audio.narrate --locale en --voice auto --into build/en message normal loop …

writes `<scene>.wav` and `<scene>.json` for each scene, and touches only those that came out different: make
then renders just these. It needs all scenes at once since one film has one voice and one budget.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydub import AudioSegment

from audio.music.effects import named_effects
from audio.timing.assemble import LEAD_SECONDS, PAUSE_SECONDS, TAIL_SECONDS, assemble
from audio.timing.budget import LONGEST_SECONDS, SHORTEST_SECONDS, BudgetError, check_budget
from audio.timing.timing import GRID, BeatTime, CueTime, Timing, WordTime, dump
from audio.voice.choice import Take, VoiceError, speak_all
from audio.voice.pronunciation import read_pronunciation, respell
from audio.voice.speed import hasten, needed_speed
from plan.errors import InputError
from plan.files import write_if_changed
from plan.schedule import model_hours
from plan.words import Beat, Script, read, words_path

WORDS = Path("words")


def time_beat(beat: Beat, counts: Sequence[int], take: Take, start: float) -> BeatTime:
    """Map the times of the spoken words back to the written ones, and to the cues.

    Args:
        counts: how many spoken words stand for each written one.
        start: second of the scene at which the take begins.
    """
    words, position = [], 0
    for text, count in zip(beat.words, counts, strict=True):
        spoken = take.words[position : position + count]
        words.append(WordTime(text, _milli(start + spoken[0].start), _milli(start + spoken[-1].end)))
        position += count
    cues = tuple(CueTime(cue.name, words[cue.first].start, words[cue.last - 1].end) for cue in beat.cues)
    return BeatTime(beat.line, _milli(start), _milli(start + take.seconds), take.word_times, tuple(words), cues)


def _milli(seconds: float) -> float:
    return round(seconds, 3)


def narrate(
    scripts: Sequence[Script], entries: Mapping[str, str], *, choice: str, locale: str, cache: Path
) -> Iterator[tuple[Timing, AudioSegment]]:
    """Speak all scripts with one voice and yield each scene's timing and sound."""
    spellings = [[respell(beat.words, entries) for beat in script.beats] for script in scripts]
    texts = [spelling.spoken for scene in spellings for spelling in scene]
    voice, takes = speak_all(texts, choice=choice, locale=locale, cache=cache)
    if voice.engine == "gtts":
        takes = _keep_budget(takes, len(scripts), cache)
    remaining = iter(takes)
    for script, scene in zip(scripts, spellings, strict=True):
        scene_takes = [next(remaining) for _ in scene]
        sound, starts = assemble([take.path for take in scene_takes])
        beats = tuple(
            time_beat(beat, spelling.counts, take, start)
            for beat, spelling, take, start in zip(script.beats, scene, scene_takes, starts, strict=True)
        )
        seconds = round(sound.frame_count() / sound.frame_rate, 6)
        yield (
            Timing(
                scene=script.scene,
                source=script.path.as_posix(),
                voice=voice.description,
                title=script.title,
                chapter=script.chapter,
                labels=dict(script.labels),
                seconds=seconds,
                beats=beats,
                hours=model_hours(script),
            ),
            sound,
        )


def _keep_budget(takes: Sequence[Take], scenes: int, cache: Path) -> Sequence[Take]:
    """Hasten takes of a voice that sets its own pace, if the film would be too long with them."""
    silence = scenes * (LEAD_SECONDS + TAIL_SECONDS + 1 / GRID) + (len(takes) - scenes) * PAUSE_SECONDS
    speed = needed_speed(sum(take.seconds for take in takes), LONGEST_SECONDS - silence)
    if speed == 1:
        return takes
    print(f"narration: this voice is slow for the film, so it is hastened to {speed:g} times its pace")
    return hasten(takes, speed, cache)


def main() -> None:
    options = _options()
    began = time.monotonic()
    try:
        scripts = [read(words_path(WORDS, scene, options.locale)) for scene in options.scenes]
        for script in scripts:
            named_effects(script)
        entries = read_pronunciation(words_path(WORDS, "pronunciation", options.locale))
        spoken = list(
            narrate(scripts, entries, choice=options.voice, locale=options.locale, cache=options.into / "takes")
        )
        check_budget([timing for timing, _ in spoken], shortest=0.0 if options.part else SHORTEST_SECONDS)
    except (InputError, VoiceError, BudgetError) as error:
        sys.exit(f"narration: {error}")
    changed = [timing.scene for timing, sound in spoken if _save(options.into, timing, sound)]
    seconds = sum(timing.seconds for timing, _ in spoken)
    words = sum(timing.word_count for timing, _ in spoken)
    print(
        f"narration: {seconds:.1f} s, {words} words, {spoken[0][0].voice}; "
        f"new: {', '.join(changed) or 'nothing'} ({time.monotonic() - began:.1f} s)"
    )


def _save(into: Path, timing: Timing, sound: AudioSegment) -> bool:
    wav = sound.export(format="wav").read()
    heard = write_if_changed(into / f"{timing.scene}.wav", wav)
    return write_if_changed(into / f"{timing.scene}.json", dump(timing).encode()) or heard


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenes", nargs="+", help="scene names in running order")
    parser.add_argument("--locale", default="en")
    parser.add_argument("--voice", default="auto", choices=["auto", "gtts", "piper"])
    parser.add_argument("--part", action="store_true", help="the scenes are a part of the film: it may be short")
    parser.add_argument("--into", type=Path, required=True, help="folder for sound and timing")
    return parser.parse_args()


if __name__ == "__main__":
    main()
