"""The rules for captions, measured on the files of a folder and on those inside its film."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from audio.timing.record import Timing
from plan.segments import Segment, count_words, paragraph, words_of
from publish.captions.breaks import Grammar
from publish.captions.rules import Rules
from publish.checks.caption_files import READERS, TimedText, read_srt, read_vtt
from publish.checks.finding import Case, Finding, Limit, judge
from publish.checks.measurement import Measurement
from publish.narration import scene_at

CAPTION_BYTES = 20_000_000
_ROUNDING = 0.0011
"""SubRip and WebVTT round both ends to milliseconds."""
_APART = 0.0065
"""ASS rounds to hundredths of a second, the others to milliseconds."""

Measured = tuple[float, str, bool, float]
"""Of one caption: how far from ideal it is, the figure, whether the rule holds, and the value that is limited."""


def check_captions(
    film: Measurement,
    files: Sequence[Path],
    timings: Sequence[Timing],
    words: Sequence[Segment],
    rules: Rules,
    grammar: Grammar,
) -> list[Finding]:
    """Check the captions inside a film and those beside it; return the findings.

    Args:
        film: the film, which holds captions of its own.
        files: SubRip and other files, by their suffix.
        timings: the scenes in running order.
        words: the script's, first to last.
        rules: those of the film's format.
        grammar: what belongs together in the film's language.
    """
    texts = {path.suffix: path.read_bytes().decode("utf-8", "replace") for path in files if path.exists()}
    captions = read_srt(texts.get(".srt") or film.soft_captions)
    if not captions:
        return [Finding("captions", "none", False)]
    spoken = [word.text for timing in timings for beat in timing.beats for word in beat.words]
    tracks = {suffix: READERS[suffix](text) for suffix, text in texts.items()}
    soft = read_srt(film.soft_captions)
    size = max((path.stat().st_size for path in files if path.exists()), default=len(film.soft_captions))
    damaged = [suffix for suffix, text in texts.items() if "\ufffd" in text]
    return [
        _words("soft captions are the script", soft, words),
        Finding("the script is what was spoken", f"{len(words)} words", spoken == [word.text for word in words]),
        *(_words(f"{suffix} is the script", track, words) for suffix, track in tracks.items()),
        _agree(captions, {"soft": soft, **tracks}),
        Finding("captions are UTF-8", " ".join(damaged) or "all", not damaged),
        Finding(
            "captions 20 MB at most",
            f"{size / 1e6:.3f} MB",
            size <= CAPTION_BYTES,
            value=size,
            limit=Limit(most=CAPTION_BYTES, unit="bytes"),
        ),
        *_shape(captions, rules, timings),
        _breaks(captions, grammar),
        *_times(captions, timings, rules),
        *(_web(texts[".vtt"]) if ".vtt" in texts else []),
    ]


def _agree(captions: Sequence[TimedText], tracks: Mapping[str, Sequence[TimedText]]) -> Finding:
    """Return whether all files have the same times: the rules of time are measured on one of them."""
    rule = "all captions at the same times"
    worst, where = 0.0, "no other"
    for name, track in tracks.items():
        if len(track) != len(captions):
            return Finding(rule, f"{name} has {len(track)} captions of {len(captions)}", False)
        for wanted, found in zip(captions, track, strict=True):
            off = max(abs(found.start - wanted.start), abs(found.end - wanted.end))
            worst, where = max((worst, where), (off, f"{name} at {wanted.start:.1f} s"))
    figure, limit = f"{worst * 1000:.0f} ms apart at most, {where}", Limit(most=_APART, unit="s")
    return Finding(rule, figure, worst <= _APART, value=worst, limit=limit)


def _words(rule: str, track: Sequence[TimedText], words: Sequence[Segment]) -> Finding:
    position = 0
    for row in (row for each in track for row in each.rows):
        count = count_words(row, words[position:])
        if not count:
            found, wanted = words_of(row), [word.text for word in words[position:]]
            same = next((k for k, (a, b) in enumerate(zip(found, wanted, strict=False)) if a != b), len(wanted))
            return Finding(rule, f"word {position + same + 1} is «{' '.join(found[same : same + 1])}»", False)
        position += count
    figure = f"{position} words" if position == len(words) else f"word {position + 1} is «»"
    return Finding(rule, figure, position == len(words))


def _shape(captions: Sequence[TimedText], rules: Rules, timings: Sequence[Timing]) -> list[Finding]:
    def lines(caption: TimedText) -> Measured:
        longest = max(map(rules.count, caption.rows))
        holds = len(caption.rows) <= rules.lines and longest <= rules.line_characters
        return longest + 1000 * (not holds), f"{len(caption.rows)} of {longest:g}", holds, longest

    def reading_speed(caption: TimedText) -> Measured:
        speed = rules.count(paragraph(caption.rows)) / max(caption.seconds, 1e-3)
        return speed, f"{speed:.1f}", speed <= rules.reading_speed + 0.05, speed

    def shortest(caption: TimedText) -> Measured:
        return (
            -caption.seconds,
            f"{caption.seconds:.2f} s",
            caption.seconds >= rules.shortest - _ROUNDING,
            caption.seconds,
        )

    def longest(caption: TimedText) -> Measured:
        return (
            caption.seconds,
            f"{caption.seconds:.2f} s",
            caption.seconds <= rules.longest + _ROUNDING,
            caption.seconds,
        )

    def each(rule: str, measure: Callable[[TimedText], Measured], limit: Limit) -> Finding:
        return judge(rule, _cases(captions, timings, measure), "no caption", limit)

    gaps = [later.start - earlier.end for earlier, later in pairwise(captions)]
    small = [gap for gap in gaps if gap < -_ROUNDING or _ROUNDING < gap < rules.gap - _ROUNDING]
    return [
        each(
            f"{rules.lines} lines of {rules.line_characters} at most",
            lines,
            Limit(most=rules.line_characters, unit="characters"),
        ),
        each(
            f"{rules.reading_speed:g} characters a second at most",
            reading_speed,
            Limit(most=rules.reading_speed, unit="characters/s"),
        ),
        each(f"{_fraction(rules.shortest)} s at least", shortest, Limit(least=rules.shortest, unit="s")),
        each(f"{rules.longest:g} s at most", longest, Limit(most=rules.longest, unit="s")),
        Finding(
            f"no gap, or {_frames(rules.gap)} frames",
            f"{len(small)} smaller",
            not small,
            value=len(small),
            limit=Limit(most=0),
        ),
    ]


def _fraction(seconds: float) -> str:
    """Return seconds as people write them.

    >>> _fraction(5 / 6), _fraction(1.25), _fraction(1.0)
    ('5/6', '1.25', '1')
    """
    return f"{seconds:g}" if len(f"{seconds:g}") < 5 else str(Fraction(seconds).limit_denominator(60))


def _frames(seconds: float) -> str:
    """Return seconds in frames of 1/60 s.

    >>> _frames(3 / 60), _frames(0.025)
    ('3', '1.5')
    """
    return f"{seconds * 60:g}"


def _cases(
    captions: Sequence[TimedText], timings: Sequence[Timing], measure: Callable[[TimedText], Measured]
) -> Iterator[Case]:
    for number, caption in enumerate(captions):
        badness, figure, holds, value = measure(caption)
        name, where = f"«{' / '.join(caption.rows)}»", scene_at(timings, caption.start)
        yield Case(badness, figure, name, *where, holds, number, value)


def _breaks(captions: Sequence[TimedText], grammar: Grammar) -> Finding:
    """Return whether no end of a line or of a caption tears apart what belongs together."""
    lines = [words_of(line) for caption in captions for line in caption.rows]
    torn = [
        f"{part} in «{before[-1]} / {after[0]}»"
        for before, after in pairwise(lines)
        if before and after and (part := grammar.torn(before[-1], after[0]))
    ]
    return Finding("no break inside a phrase", "; ".join(torn) or f"none in {len(lines)} lines", not torn)


@dataclass(frozen=True)
class _SpokenWord:
    """A word, when it is heard in the film (s), and the number of its scene."""

    text: str
    after: str
    start: float
    end: float
    scene: int


def _spoken_words(timings: Sequence[Timing]) -> list[_SpokenWord]:
    words: list[_SpokenWord] = []
    offset = 0.0
    for number, timing in enumerate(timings):
        heard = (word for beat in timing.beats for word in beat.words)
        words += [_SpokenWord(word.text, word.after, word.start + offset, word.end + offset, number) for word in heard]
        offset += timing.seconds
    return words


def _times(captions: Sequence[TimedText], timings: Sequence[Timing], rules: Rules) -> list[Finding]:
    """Judge in-times, out-times and scenes: the words of the captions are counted through the narration."""
    words, position = _spoken_words(timings), 0
    comes: list[Case] = []
    goes: list[Case] = []
    straddles: list[Case] = []
    for number, caption in enumerate(captions):
        first = position
        for row in caption.rows:
            position += count_words(row, words[position:]) or len(words_of(row))
        heard = words[first:position]
        if not heard:
            return [Finding("captions last as long as the words", "more captions than words", False)]
        early, late = caption.start - heard[0].start, caption.end - heard[-1].end
        where = (f"«{caption.rows[0]}»", *scene_at(timings, caption.start))
        on_time = abs(early) <= rules.early + _ROUNDING
        comes.append(Case(abs(early), f"{early * 1000:+.0f} ms", *where, on_time, number, early))
        holds = -rules.early - _ROUNDING <= late <= rules.late + _ROUNDING
        goes.append(Case(late + 1000 * (not holds), f"{late * 1000:+.0f} ms", *where, holds, number, late))
        if heard[0].scene != heard[-1].scene:
            straddles.append(Case(1, "straddles", *where, False, number))
    return [
        judge(
            f"in-time within {_frames(rules.early)} frames of the sound",
            comes,
            "none",
            Limit(-rules.early, rules.early, "s"),
        ),
        judge(
            f"out-time {_frames(rules.late)} frames late at most", goes, "none", Limit(-rules.early, rules.late, "s")
        ),
        judge("no caption straddles a scene", straddles, "none"),
    ]


def _web(text: str) -> list[Finding]:
    blocks = [block.split("\n") for block in text.strip().split("\n\n")]
    cues = read_vtt(text)
    valid = blocks[0][0] == "WEBVTT" and all(0 <= cue.start < cue.end and cue.text for cue in cues)
    ordered = all(earlier.start <= later.start for earlier, later in pairwise(cues))
    markup = re.compile(r"<|&(?!amp;|lt;|gt;)|-->")
    bare = sum(1 for block in blocks[1:] for line in block[2:] if markup.search(line))
    return [
        Finding("WebVTT is valid", f"{len(cues)} cues" if valid else "no", valid),
        Finding("WebVTT starts never decrease", "yes" if ordered else "no", ordered),
        Finding("WebVTT is escaped", f"{bare} bare lines", bare == 0, value=bare, limit=Limit(most=0)),
    ]
