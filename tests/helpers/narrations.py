"""Narrations for tests: timings without a voice, the same words spoken faster or slower, and a sound like a voice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from audio.samples import RATE, pcm, wav_bytes
from audio.timing.record import GRID, BeatTime, CueTime, Timing, WordTime
from plan.schedule import model_hours
from plan.shown import shown_at_cues
from plan.words import Script

PAUSE_SECONDS = 0.4
"""Silence between two sentences."""


def word_seconds(word: str) -> float:
    """Return how long a word takes at the film's speech rate: by its letters, and a breath after a comma."""
    return 0.13 + 0.042 * len(word) + (0.2 if word[-1] in ",:;" else 0.0)


def speak(script: Script) -> Timing:
    """Return a timing in which words last by their letters."""
    beats, now = [], 0.2
    for beat in script.beats:
        words = []
        for word in beat.segments:
            words.append(WordTime(word.text, round(now, 3), round(now + word_seconds(word.text), 3), word.after))
            now += word_seconds(word.text)
        cues = tuple(CueTime(cue.name, words[cue.first].start, words[cue.last - 1].end) for cue in beat.cues)
        beats.append(BeatTime(beat.line, words[0].start, words[-1].end, "voice", tuple(words), cues))
        now += PAUSE_SECONDS
    return Timing(
        scene=script.scene,
        source=script.path.as_posix(),
        voice="a metronome",
        title=script.title,
        chapter=script.chapter,
        labels=dict(script.labels),
        seconds=_on_grid(now),
        beats=tuple(beats),
        hours=model_hours(script),
        shows=shown_at_cues(script),
    )


def stretch(timing: Timing, number: int, factor: float) -> Timing:
    """Return the timing with sentence `number` lasting `factor` times as long, and all that follows moved."""
    beat = timing.beats[number]
    longer = (beat.end - beat.start) * (factor - 1)

    def moved(second: float) -> float:
        if second <= beat.start:
            return second
        return round(beat.start + (second - beat.start) * factor if second <= beat.end else second + longer, 3)

    beats = tuple(
        replace(
            each,
            start=moved(each.start),
            end=moved(each.end),
            words=tuple(replace(word, start=moved(word.start), end=moved(word.end)) for word in each.words),
            cues=tuple(replace(cue, start=moved(cue.start), end=moved(cue.end)) for cue in each.cues),
        )
        for each in timing.beats
    )
    return replace(timing, beats=beats, seconds=_on_grid(moved(timing.seconds)))


def buzz(path: Path, seconds: float, level: float = 0.1) -> Path:
    """Write a WAV of a buzz that comes and goes like syllables, at `level` of full scale, and return its path."""
    now = np.arange(round(seconds * RATE)) / RATE
    sound = level * np.sign(np.sin(2 * np.pi * 140 * now)) * (0.55 + 0.45 * np.sin(2 * np.pi * 4 * now))
    path.write_bytes(wav_bytes(pcm(sound)))
    return path


def _on_grid(seconds: float) -> float:
    """Round up to whole frames at every frame rate."""
    return -(-round(seconds * GRID, 6) // 1) / GRID
