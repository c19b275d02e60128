"""The rules for captions, measured on the files of a folder and inside its film."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import srt

from audio.breaks import torn
from audio.captions import RULES, Rules
from audio.timing import Timing
from publish.check_film import soft_captions
from publish.finding import Finding

_FRAME = 1 / 60
_ROUNDING = 0.0011
"""SubRip and WebVTT round both ends to milliseconds."""


def check_captions(folder: Path, form: str, timings: Sequence[Timing], words: Sequence[str]) -> list[Finding]:
    """Return what holds of a folder's captions; `words` are the script's, first to last."""
    files = sorted(folder.glob("captions.*"))
    texts = {path.suffix: path.read_text(encoding="utf-8") for path in files}
    # Where a site takes no file, the words are in the picture, and in the soft track that it was burned from.
    inside = soft_captions(folder / "film.mp4")
    items = list(srt.parse(texts.get(".srt") or inside))
    if not items:
        return [Finding("captions", "none", False)]
    spoken = [word for timing in timings for beat in timing.beats for word in beat.words]
    findings = [
        _words("soft captions are the script", inside and [i.content for i in srt.parse(inside)], words),
        Finding("the script is what was spoken", f"{len(words)} words", [w.text for w in spoken] == list(words)),
        *(_words(f"{suffix} is the script", _contents(suffix, text), words) for suffix, text in texts.items()),
        *_shape(items, RULES[form]),
        _breaks(items),
        *_times(items, timings),
    ]
    return [*findings, *_web(texts[".vtt"])] if ".vtt" in texts else findings


def _contents(suffix: str, text: str) -> list[str]:
    if suffix == ".srt":
        return [item.content for item in srt.parse(text)]
    if suffix == ".vtt":
        return [html.unescape("\n".join(block.split("\n")[2:])) for block in text.strip().split("\n\n")[1:]]
    return [" ".join(each.itertext()) for each in ET.fromstring(text).iter("{http://www.w3.org/ns/ttml}p")]


def _words(rule: str, contents: Sequence[str], words: Sequence[str]) -> Finding:
    found = " ".join(contents).split()
    wrong = next((k for k, (a, b) in enumerate(zip(found, words, strict=False)) if a != b), min(len(found), len(words)))
    if found == list(words):
        return Finding(rule, f"{len(found)} words", True)
    return Finding(rule, f"word {wrong + 1} is «{' '.join(found[wrong : wrong + 1])}»", False)


def _shape(items: Sequence[srt.Subtitle], rules: Rules) -> list[Finding]:
    lines = [item.content.split("\n") for item in items]
    most, longest = max(map(len, lines)), max(len(line) for rows in lines for line in rows)
    seconds = [(item.end - item.start).total_seconds() for item in items]
    speed = max(len(" ".join(rows)) / last for rows, last in zip(lines, seconds, strict=True))
    gaps = [(b.start - a.end).total_seconds() for a, b in zip(items, items[1:], strict=False)]
    small = [gap for gap in gaps if gap < -_ROUNDING or _ROUNDING < gap < 2 * _FRAME - _ROUNDING]
    width = rules.line_characters
    return [
        Finding(f"{rules.lines} lines of {width} at most", f"{most} of {longest}", most <= 2 and longest <= width),
        Finding("17 characters a second at most", f"{speed:.1f}", speed <= rules.reading_speed + 0.05),
        Finding("5/6 s at least", f"{min(seconds):.2f} s", min(seconds) >= rules.shortest - _ROUNDING),
        Finding("7 s at most", f"{max(seconds):.2f} s", max(seconds) <= rules.longest + _ROUNDING),
        Finding("no gap, or 2 frames", f"{len(small)} smaller", not small),
    ]


def _breaks(items: Sequence[srt.Subtitle]) -> Finding:
    """Every end of a line and of a caption, by the word lists of `audio.breaks`."""
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
    early, late, straddling, position = 0.0, 0.0, 0, 0
    for item in items:
        mine = words[position : position + len(item.content.split())]
        position += len(mine)
        if not mine:
            return [Finding("captions last as long as the words", "more captions than words", False)]
        early = max(early, abs(item.start.total_seconds() - mine[0][0]))
        late = max(late, item.end.total_seconds() - mine[-1][1])
        straddling += mine[0][2] != mine[-1][2]
    return [
        Finding("in-time within 3 frames of the sound", f"{early * 1000:.0f} ms", early <= 3 * _FRAME + _ROUNDING),
        Finding("out-time 12 frames late at most", f"{late * 1000:.0f} ms", late <= 12 * _FRAME + _ROUNDING),
        Finding("no caption straddles a scene", f"{straddling}", straddling == 0),
    ]


def _web(text: str) -> list[Finding]:
    blocks = [block.split("\n") for block in text.strip().split("\n\n")]
    clock = re.compile(r"(\d\d):(\d\d):(\d\d)\.(\d{3}) --> (\d\d):(\d\d):(\d\d)\.(\d{3})")
    times = [clock.fullmatch(block[1]) if len(block) > 2 else None for block in blocks[1:]]
    valid = blocks[0][0] == "WEBVTT" and all(times)
    starts = [match.groups()[:4] for match in times if match]
    raw = re.compile(r"<|&(?!amp;|lt;|gt;)|-->")
    bare = sum(1 for block in blocks[1:] for line in block[2:] if raw.search(line))
    return [
        Finding("WebVTT is valid", f"{len(starts)} cues" if valid else "no", valid),
        Finding("WebVTT starts never decrease", "yes" if starts == sorted(starts) else "no", starts == sorted(starts)),
        Finding("WebVTT is escaped", f"{bare} bare lines", bare == 0),
    ]
