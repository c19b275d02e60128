"""The rules for captions, measured on the files of a folder and inside its film."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import srt

from audio.timing.record import Timing
from publish.captions.breaks import torn
from publish.captions.captions import RULES, Rules
from publish.checks.film import soft_captions
from publish.checks.finding import Case, Finding, judge
from publish.checks.moments import place

CAPTION_BYTES = 20_000_000
_EARLY, _LATE = 3 / 60, 12 / 60
_ROUNDING = 0.0011
"""SubRip and WebVTT round both ends to milliseconds."""
_APART = 0.0065
"""ASS rounds to hundredths, others to milliseconds."""
_VTT_TIMES = re.compile(r"(\d\d:\d\d:\d\d\.\d{3}) --> (\d\d:\d\d:\d\d\.\d{3})")


@dataclass(frozen=True)
class Shown:
    """One caption as a file has it: from when to when (s), and its words."""

    start: float
    end: float
    text: str


def check_captions(
    film: Path, files: Sequence[Path], form: str, timings: Sequence[Timing], words: Sequence[str]
) -> list[Finding]:
    """Return what holds of the captions inside a film and of those beside it.

    Args:
        files: SubRip and other files, by their suffix.
        form: the film's format.
        words: the script's, first to last.
    """
    texts = {path.suffix: path.read_bytes().decode("utf-8", "replace") for path in files if path.exists()}
    inside = soft_captions(film)
    items = list(srt.parse(texts.get(".srt") or inside))
    if not items:
        return [Finding("captions", "none", False)]
    spoken = [word for timing in timings for beat in timing.beats for word in beat.words]
    tracks = {suffix: _PARSERS[suffix](text) for suffix, text in texts.items()}
    soft = _srt(inside)
    size = max((path.stat().st_size for path in files if path.exists()), default=len(inside))
    unread = [suffix for suffix, text in texts.items() if "\ufffd" in text]
    return [
        _words("soft captions are the script", [each.text for each in soft], words),
        Finding("the script is what was spoken", f"{len(words)} words", [w.text for w in spoken] == list(words)),
        *(_words(f"{suffix} is the script", [e.text for e in track], words) for suffix, track in tracks.items()),
        _agree(items, {"soft": soft, **tracks}),
        Finding("captions are UTF-8", " ".join(unread) or "all", not unread),
        Finding("captions 20 MB at most", f"{size / 1e6:.3f} MB", size <= CAPTION_BYTES),
        *_shape(items, RULES[form], timings),
        _breaks(items),
        *_times(items, timings),
        *(_web(texts[".vtt"]) if ".vtt" in texts else []),
    ]


def _srt(text: str) -> list[Shown]:
    return [Shown(i.start.total_seconds(), i.end.total_seconds(), i.content) for i in srt.parse(text)]


def _vtt(text: str) -> list[Shown]:
    shown = []
    for block in text.strip().split("\n\n")[1:]:
        lines = block.split("\n")
        times = _VTT_TIMES.fullmatch(lines[1]) if len(lines) > 2 else None
        start, end = (_seconds(times[1]), _seconds(times[2])) if times else (-1.0, -1.0)
        shown.append(Shown(start, end, html.unescape("\n".join(lines[2:]))))
    return shown


def _ttml(text: str) -> list[Shown]:
    try:
        parts = list(ET.fromstring(text).iter("{http://www.w3.org/ns/ttml}p"))
    except ET.ParseError:
        return []
    ends = [[float(part.get(name, "-1s").removesuffix("s")) for name in ("begin", "end")] for part in parts]
    return [Shown(*times, " ".join(part.itertext())) for times, part in zip(ends, parts, strict=True)]


def _ass(text: str) -> list[Shown]:
    shown = []
    for line in text.splitlines():
        if line.startswith("Dialogue:"):
            _, start, end, *_, said = line.split(",", 9)
            plain = re.sub(r"(?<!\\)\{[^}]*\}", "", said).replace("\\N", " ").replace("\u2060", "")
            shown.append(Shown(_seconds(start), _seconds(end), plain.replace("\\{", "{").replace("\\}", "}")))
    return shown


def _seconds(clock: str) -> float:
    hours, minutes, seconds = clock.strip().split(":")
    return 3600 * int(hours) + 60 * int(minutes) + float(seconds)


_PARSERS = {".srt": _srt, ".vtt": _vtt, ".ttml": _ttml, ".ass": _ass}


def _agree(items: Sequence[srt.Subtitle], tracks: Mapping[str, Sequence[Shown]]) -> Finding:
    """Rules of time are measured on one file, so the others must say the same."""
    rule = "all captions at the same times"
    wanted = [(item.start.total_seconds(), item.end.total_seconds()) for item in items]
    worst, where = 0.0, "no other"
    for name, track in tracks.items():
        if len(track) != len(wanted):
            return Finding(rule, f"{name} has {len(track)} captions of {len(wanted)}", False)
        for (start, end), shown in zip(wanted, track, strict=True):
            off = max(abs(shown.start - start), abs(shown.end - end))
            worst, where = max((worst, where), (off, f"{name} at {start:.1f} s"))
    return Finding(rule, f"{worst * 1000:.0f} ms apart at most, {where}", worst <= _APART)


def _words(rule: str, contents: Sequence[str], words: Sequence[str]) -> Finding:
    found = " ".join(contents).split()
    wrong = next((k for k, (a, b) in enumerate(zip(found, words, strict=False)) if a != b), min(len(found), len(words)))
    if found == list(words):
        return Finding(rule, f"{len(found)} words", True)
    return Finding(rule, f"word {wrong + 1} is «{' '.join(found[wrong : wrong + 1])}»", False)


def _shape(items: Sequence[srt.Subtitle], rules: Rules, timings: Sequence[Timing]) -> list[Finding]:
    def each(rule: str, measure: Callable[[Shown, list[str]], tuple[float, str, bool]]) -> Finding:
        return judge(rule, _cases(items, timings, measure), "no caption")

    def lines(shown: Shown, rows: list[str]) -> tuple[float, str, bool]:
        longest = max(map(len, rows))
        holds = len(rows) <= rules.lines and longest <= rules.line_characters
        return longest + 1000 * (not holds), f"{len(rows)} of {longest}", holds

    def speed(shown: Shown, rows: list[str]) -> tuple[float, str, bool]:
        pace = len(" ".join(rows)) / max(shown.end - shown.start, 1e-3)
        return pace, f"{pace:.1f}", pace <= rules.reading_speed + 0.05

    def brief(shown: Shown, rows: list[str]) -> tuple[float, str, bool]:
        last = shown.end - shown.start
        return -last, f"{last:.2f} s", last >= rules.shortest - _ROUNDING

    def lasting(shown: Shown, rows: list[str]) -> tuple[float, str, bool]:
        last = shown.end - shown.start
        return last, f"{last:.2f} s", last <= rules.longest + _ROUNDING

    gaps = [(b.start - a.end).total_seconds() for a, b in pairwise(items)]
    small = [gap for gap in gaps if gap < -_ROUNDING or _ROUNDING < gap < rules.gap - _ROUNDING]
    return [
        each(f"{rules.lines} lines of {rules.line_characters} at most", lines),
        each(f"{rules.reading_speed:.0f} characters a second at most", speed),
        each("5/6 s at least", brief),
        each(f"{rules.longest:.0f} s at most", lasting),
        Finding("no gap, or 2 frames", f"{len(small)} smaller", not small),
    ]


def _cases(
    items: Sequence[srt.Subtitle],
    timings: Sequence[Timing],
    measure: Callable[[Shown, list[str]], tuple[float, str, bool]],
) -> Iterator[Case]:
    for number, item in enumerate(items):
        shown = Shown(item.start.total_seconds(), item.end.total_seconds(), item.content)
        rows = shown.text.split("\n")
        badness, figure, holds = measure(shown, rows)
        yield Case(badness, figure, f"«{' / '.join(rows)}»", *place(timings, shown.start), holds, number)


def _breaks(items: Sequence[srt.Subtitle]) -> Finding:
    """Every end of a line and of a caption, by the word lists of `publish.captions.breaks`."""
    lines = [line.split() for item in items for line in item.content.split("\n")]
    wrong = [(a[-1], b[0], part) for a, b in pairwise(lines) if a and b and (part := torn(a[-1], b[0]))]
    told = "; ".join(f"{part} in «{before} / {after}»" for before, after, part in wrong)
    return Finding("no break inside a phrase", told or f"none in {len(lines)} lines", not wrong)


def _times(items: Sequence[srt.Subtitle], timings: Sequence[Timing]) -> list[Finding]:
    """In-times, out-times and scenes, by counting words through the narration."""
    words, offset = [], 0.0
    for number, timing in enumerate(timings):
        words += [(w.start + offset, w.end + offset, number) for beat in timing.beats for w in beat.words]
        offset += timing.seconds
    comes, goes, straddles, position = [], [], [], 0
    for number, item in enumerate(items):
        mine = words[position : position + len(item.content.split())]
        position += len(mine)
        if not mine:
            return [Finding("captions last as long as the words", "more captions than words", False)]
        start, end = item.start.total_seconds(), item.end.total_seconds()
        early, late = start - mine[0][0], end - mine[-1][1]
        where = (f"«{item.content.split(chr(10))[0]}»", *place(timings, start))
        comes.append(Case(abs(early), f"{early * 1000:+.0f} ms", *where, abs(early) <= _EARLY + _ROUNDING, number))
        holds = -_EARLY - _ROUNDING <= late <= _LATE + _ROUNDING
        goes.append(Case(late + 1000 * (not holds), f"{late * 1000:+.0f} ms", *where, holds, number))
        if mine[0][2] != mine[-1][2]:
            straddles.append(Case(1, "straddles", *where, False, number))
    return [
        judge("in-time within 3 frames of the sound", comes, "none"),
        judge("out-time 12 frames late at most", goes, "none"),
        judge("no caption straddles a scene", straddles, "none"),
    ]


def _web(text: str) -> list[Finding]:
    blocks = [block.split("\n") for block in text.strip().split("\n\n")]
    cues = _vtt(text)
    valid = blocks[0][0] == "WEBVTT" and all(0 <= cue.start < cue.end and cue.text for cue in cues)
    ordered = all(a.start <= b.start for a, b in pairwise(cues))
    raw = re.compile(r"<|&(?!amp;|lt;|gt;)|-->")
    bare = sum(1 for block in blocks[1:] for line in block[2:] if raw.search(line))
    return [
        Finding("WebVTT is valid", f"{len(cues)} cues" if valid else "no", valid),
        Finding("WebVTT starts never decrease", "yes" if ordered else "no", ordered),
        Finding("WebVTT is escaped", f"{bare} bare lines", bare == 0),
    ]
