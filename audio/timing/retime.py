"""The words of a translation at the times of the original narration: for captions of a film in another language.

Each sentence of the translation is shown while its original is spoken, and the words of a cue at the time of that cue,
so that captions and picture agree. In between, words last as long as their letters take.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from audio.timing.record import BeatTime, CueTime, Timing, WordTime
from plan.errors import InputError
from plan.segments import Segment
from plan.words import Beat, Script

SHORTEST_WORD = 0.02
"""Seconds between the starts of two neighbouring words at least; a cue gives way where words would be in no order."""


def retimed(original: Timing, translation: Script) -> Timing:
    """Return when the words of a translation are shown in a film that is spoken in another language.

    Raises:
        InputError: a scene has another number of sentences than its original.
    """
    if len(translation.beats) != len(original.beats):
        problem = f"the scene has {len(translation.beats)} sentences, and {original.source} has {len(original.beats)}"
        fix = "translate each sentence by one, so that captions come while their original is spoken"
        raise InputError(translation.path, translation.beats[0].line, problem, fix)
    pairs = zip(original.beats, translation.beats, strict=True)
    return replace(
        original,
        source=translation.path.as_posix(),
        title=translation.title,
        chapter=translation.chapter,
        labels=dict(translation.labels),
        beats=tuple(_retimed(was, beat) for was, beat in pairs),
    )


def _retimed(was: BeatTime, beat: Beat) -> BeatTime:
    words = beat.segments
    starts = _starts(words, {cue.first: _start(was, cue.name) for cue in beat.cues}, was.start, was.end)
    edges = [*starts, was.end]
    timed = tuple(
        WordTime(word.text, round(start, 3), round(end, 3), word.after)
        for word, (start, end) in zip(words, pairwise(edges), strict=True)
    )
    cues = tuple(CueTime(cue.name, timed[cue.first].start, timed[cue.last - 1].end) for cue in beat.cues)
    return BeatTime(beat.line, was.start, was.end, was.word_times, timed, cues)


def _start(was: BeatTime, name: str) -> float:
    """Return when a cue is spoken in the original sentence; its start if the cue is in another one."""
    return next((cue.start for cue in was.cues if cue.name == name), was.start)


def _starts(words: Sequence[Segment], fixed: dict[int, float], begin: float, end: float) -> list[float]:
    """Return when each word starts: fixed ones at their time, the others in proportion to their letters."""
    weights = [0, *accumulate(max(1, sum(map(str.isalnum, word.text))) for word in words)]
    knots: list[tuple[int, float]] = [(0, begin)]
    for number, second in sorted(fixed.items()):
        least = knots[-1][1] + SHORTEST_WORD * (number - knots[-1][0])
        if number > knots[-1][0] and least <= second <= end - SHORTEST_WORD * (len(words) - number):
            knots.append((number, second))
    knots.append((len(words), end))
    starts: list[float] = []
    for (first, since), (last, until) in pairwise(knots):
        span = weights[last] - weights[first]
        starts += [since + (until - since) * (weights[n] - weights[first]) / span for n in range(first, last)]
    return starts
