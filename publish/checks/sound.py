"""The rules for ears, measured on the decoded sound of a film: how loud, how high, how long silent, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from audio.loudness import LOUDNESS_LUFS, PEAK_DBTP, ffmpeg
from audio.timing.record import Timing
from publish.checks.finding import Case, Finding, judge
from publish.checks.moments import place

LONGEST_SILENCE = 0.8
WORDS, WORDS_A_MINUTE = (125, 155), (140, 172)
"""What is heard well, of the written words of a film in English; other languages cut theirs otherwise."""
_OFF = 0.5
_QUIET = "silencedetect=noise=-50dB:d=0.1"
_FLOOR = -200.0
"""What stands for -inf."""


def check_sound(film: Path, timings: Sequence[Timing], locale: str) -> list[Finding]:
    """Return what holds of a film's sound; `timings` tell where a second of it lies, and when the voice pauses.

    Raises:
        SoundError: it has none that can be decoded.
    """
    log = ffmpeg("-i", str(film), "-map", "0:a:0", "-af", f"ebur128=peak=true,{_QUIET}", "-f", "null", "-")
    end = sum(timing.seconds for timing in timings)
    return [
        judge(f"{LOUDNESS_LUFS:.0f} ± {_OFF} LUFS", [_loudness(log, timings)], "no sound"),
        judge(f"{PEAK_DBTP:.0f} dBTP at most", _peaks(log, timings), "no sound"),
        judge(f"no silence over {LONGEST_SILENCE} s", _silences(log, timings, end), "none over 0.1 s"),
        judge(f"voice pauses {LONGEST_SILENCE} s at most", _pauses(timings, end), "no word"),
        *(_paces(timings, end) if locale == "en" else []),
    ]


def _loudness(log: str, timings: Sequence[Timing]) -> Case:
    """The film's loudness is one figure; its place is where three seconds are loudest."""
    lufs = _number(re.search(r"I:\s+(\S+) LUFS", log[log.rindex("Summary:") :])[1])
    moments = [(_number(loud), float(second)) for second, loud in re.findall(r" t: (\S+) .*? S:\s*(\S+)", log)]
    loudest, ends = max(moments, default=(_FLOOR, 0.0))
    thing = f"the sound, loudest with {loudest:.1f} over 3 s"
    return Case(0, f"{lufs:.1f} LUFS", thing, *place(timings, max(0.0, ends - 3)), abs(lufs - LOUDNESS_LUFS) <= _OFF)


def _peaks(log: str, timings: Sequence[Timing]) -> Iterator[Case]:
    for second, left, right in re.findall(r" t: (\S+) .*FTPK:\s*(\S+)\s+(\S+) dBFS", log):
        peak = max(_number(left), _number(right))
        figure, begins = f"{peak:.1f} dBTP", max(0.0, float(second) - 0.1)
        yield Case(peak, figure, "the sound", *place(timings, begins), peak <= PEAK_DBTP, "the sound")


def _silences(log: str, timings: Sequence[Timing], end: float) -> Iterator[Case]:
    """Silence that lasts to the end has no end in the log of older versions of ffmpeg."""
    starts = [max(0.0, float(found)) for found in re.findall(r"silence_start: (\S+)", log)]
    lengths = [float(found) for found in re.findall(r"silence_duration: (\S+)", log)]
    lengths += [end - start for start in starts[len(lengths) :]]
    for start, length in zip(starts, lengths, strict=True):
        figure = f"{length:.2f} s"
        yield Case(length, figure, "the sound", *place(timings, start), length <= LONGEST_SILENCE, start)


def _pauses(timings: Sequence[Timing], end: float) -> Iterator[Case]:
    """The times without a word, which music would hide in the film's sound."""
    heard, offset = [(0.0, 0.0, "the beginning")], 0.0
    for timing in timings:
        spoken = [word for beat in timing.beats for word in beat.words]
        heard += [(offset + word.start, offset + word.end, f"«{word.text}»") for word in spoken]
        offset += timing.seconds
    for (_, last, word), (first, *_) in pairwise([*heard, (end, end, "")]):
        length = first - last
        figure, holds = f"{length:.2f} s", length <= LONGEST_SILENCE
        yield Case(length, figure, f"after {word}", *place(timings, last), holds, last)


def _paces(timings: Sequence[Timing], end: float) -> list[Finding]:
    words = sum(timing.word_count for timing in timings)
    pace = 60 * words / end
    return [
        Finding(f"{WORDS[0]} to {WORDS[1]} words", f"{words}", WORDS[0] <= words <= WORDS[1]),
        Finding(
            f"{WORDS_A_MINUTE[0]} to {WORDS_A_MINUTE[1]} words a minute",
            f"{pace:.1f}",
            WORDS_A_MINUTE[0] <= pace <= WORDS_A_MINUTE[1],
        ),
    ]


def _number(text: str) -> float:
    return _FLOOR if "inf" in text or "nan" in text else float(text)
