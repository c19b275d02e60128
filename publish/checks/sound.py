"""The rules for ears, measured on the decoded sound of a film: how loud, how high, how long silent, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from audio.loudness import LOUDNESS_LUFS, PEAK_DBTP
from audio.timing.record import Timing
from plan.film import film
from plan.locale import Locale
from publish.checks.finding import Case, Finding, Limit, judge, within
from publish.checks.measurement import Measurement
from publish.narration import scene_at

LONGEST_SILENCE = 0.8
WORDS_A_MINUTE = (140, 172)
"""Speech rates that are heard well, in written words of English; other languages cut their words otherwise."""
WORDS_A_SECOND = (2.5, 2.59)
"""How many words a film has, of the shortest and of the longest that it may last: 125 to 155 for 50 to 59.9 s."""
_OFF = 0.5
_FLOOR = -200.0
"""Used instead of -inf."""


def check_sound(file: Measurement, timings: Sequence[Timing], locale: str) -> list[Finding]:
    """Check a film's sound; `timings` tell which scene a second belongs to, and when the voice pauses.

    Raises:
        SoundError: it has none that can be decoded.
    """
    log, end = file.sound_log, sum(timing.seconds for timing in timings)
    loudness = Limit(LOUDNESS_LUFS - _OFF, LOUDNESS_LUFS + _OFF, "LUFS")
    silence = Limit(most=LONGEST_SILENCE, unit="s")
    return [
        judge(f"{LOUDNESS_LUFS:.0f} ± {_OFF} LUFS", [_loudness(log, timings)], "no sound", loudness),
        judge(f"{PEAK_DBTP:.0f} dBTP at most", _peaks(log, timings), "no sound", Limit(most=PEAK_DBTP, unit="dBTP")),
        judge(f"no silence over {LONGEST_SILENCE} s", _silences(log, timings, end), "none over 0.1 s", silence),
        judge(f"voice pauses {LONGEST_SILENCE} s at most", _pauses(timings, end), "no word", silence),
        *(_speech_rate(timings, end) if Locale(locale).language == "en" else []),
    ]


def _loudness(log: str, timings: Sequence[Timing]) -> Case:
    """Return the film's loudness, placed where three seconds are loudest."""
    summary = re.search(r"I:\s+(\S+) LUFS", log[log.rindex("Summary:") :])
    lufs = _number(summary[1] if summary else "-inf")
    moments = [(_number(loud), float(second)) for second, loud in re.findall(r" t: (\S+) .*? S:\s*(\S+)", log)]
    loudest, ends = max(moments, default=(_FLOOR, 0.0))
    name = f"the sound, loudest with {loudest:.1f} over 3 s"
    where, holds = scene_at(timings, max(0.0, ends - 3)), abs(lufs - LOUDNESS_LUFS) <= _OFF
    return Case(0, f"{lufs:.1f} LUFS", name, *where, holds, value=lufs)


def _peaks(log: str, timings: Sequence[Timing]) -> Iterator[Case]:
    for second, left, right in re.findall(r" t: (\S+) .*FTPK:\s*(\S+)\s+(\S+) dBFS", log):
        peak = max(_number(left), _number(right))
        figure, begins = f"{peak:.1f} dBTP", max(0.0, float(second) - 0.1)
        yield Case(peak, figure, "the sound", *scene_at(timings, begins), peak <= PEAK_DBTP, "the sound", peak)


def _silences(log: str, timings: Sequence[Timing], end: float) -> Iterator[Case]:
    """Yield each silence; one that lasts to the end has no end in the log of older versions of ffmpeg."""
    starts = [max(0.0, float(found)) for found in re.findall(r"silence_start: (\S+)", log)]
    lengths = [float(found) for found in re.findall(r"silence_duration: (\S+)", log)]
    lengths += [end - start for start in starts[len(lengths) :]]
    for start, length in zip(starts, lengths, strict=True):
        figure = f"{length:.2f} s"
        yield Case(length, figure, "the sound", *scene_at(timings, start), length <= LONGEST_SILENCE, start, length)


def _pauses(timings: Sequence[Timing], end: float) -> Iterator[Case]:
    """Yield the times without a word, which music would hide in the film's sound."""
    heard, offset = [(0.0, 0.0, "the beginning")], 0.0
    for timing in timings:
        spoken = [word for beat in timing.beats for word in beat.words]
        heard += [(offset + word.start, offset + word.end, f"«{word.text}»") for word in spoken]
        offset += timing.seconds
    for (_, last, word), (first, *_) in pairwise([*heard, (end, end, "")]):
        length = first - last
        figure, holds = f"{length:.2f} s", length <= LONGEST_SILENCE
        yield Case(length, figure, f"after {word}", *scene_at(timings, last), holds, last, length)


def _speech_rate(timings: Sequence[Timing], end: float) -> list[Finding]:
    words = sum(timing.word_count for timing in timings)
    rate, (slowest, fastest) = 60 * words / end, WORDS_A_MINUTE
    fewest, most = round(WORDS_A_SECOND[0] * film().shortest), round(WORDS_A_SECOND[1] * film().longest)
    return [
        within(f"{fewest} to {most} words", f"{words}", words, Limit(fewest, most, "words")),
        within(f"{slowest} to {fastest} words a minute", f"{rate:.1f}", rate, Limit(slowest, fastest, "words/min")),
    ]


def _number(text: str) -> float:
    return _FLOOR if "inf" in text or "nan" in text else float(text)
