"""The timing of a scene: the times of spoken words, mapped back to the written words and to the cues."""

from __future__ import annotations

from collections.abc import Sequence

from audio.samples import RATE
from audio.takes.store import Take
from audio.timing.record import BeatTime, CueTime, Timing, WordTime
from audio.voice.engine import Voice
from audio.voice.pronunciation import Spelling
from plan.schedule import model_hours
from plan.shown import shown_at_cues
from plan.words import Beat, Script


def time_scene(
    script: Script,
    spellings: Sequence[Spelling],
    takes: Sequence[Take],
    starts: Sequence[float],
    samples: int,
    voice: Voice,
) -> Timing:
    """Return when everything in a scene is heard.

    Args:
        script: the scene's words.
        spellings: how each of its beats was read.
        takes: the sound of each beat.
        starts: the second of the scene at which each take begins.
        samples: how many samples at RATE the scene's sound has.
        voice: who speaks.

    Raises:
        InputError: a line of the header, of hours or of what is shown, cannot be read.
    """
    beats = zip(script.beats, spellings, takes, starts, strict=True)
    return Timing(
        scene=script.scene,
        source=script.path.as_posix(),
        voice=voice.description,
        title=script.title,
        chapter=script.chapter,
        labels=dict(script.labels),
        seconds=round(samples / RATE, 6),
        beats=tuple(time_beat(beat, spelling.counts, take, start) for beat, spelling, take, start in beats),
        hours=model_hours(script),
        shows=shown_at_cues(script),
        hours_source=script.notes_path.as_posix(),
    )


def time_beat(beat: Beat, counts: Sequence[int], take: Take, start: float) -> BeatTime:
    """Return when a beat, its written words and its cues are heard.

    Args:
        beat: the beat as it is written.
        counts: how many spoken words are read for each written one.
        take: the beat as it was spoken.
        start: second of the scene at which the take begins.
    """
    words, position = [], 0
    for written, count in zip(beat.segments, counts, strict=True):
        spoken = take.words[position : position + count]
        heard = _milliseconds(start + spoken[0].start), _milliseconds(start + spoken[-1].end)
        words.append(WordTime(written.text, *heard, written.after))
        position += count
    cues = tuple(CueTime(cue.name, words[cue.first].start, words[cue.last - 1].end) for cue in beat.cues)
    end = start + take.seconds
    return BeatTime(beat.line, _milliseconds(start), _milliseconds(end), take.word_times, tuple(words), cues)


def _milliseconds(seconds: float) -> float:
    """Round to whole milliseconds."""
    return round(seconds, 3)
