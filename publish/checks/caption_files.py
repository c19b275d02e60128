"""Reads captions back from files of all kinds, as a player would."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

import srt

from plan.direction import without_marks

_VTT_TIMES = re.compile(r"(\d\d:\d\d:\d\d\.\d{3}) --> (\d\d:\d\d:\d\d\.\d{3})")
_TTML = "{http://www.w3.org/ns/ttml}p"


@dataclass(frozen=True)
class TimedText:
    """One caption as a file has it: from when to when (s), and its text, a row a line, without marks of direction."""

    start: float
    end: float
    text: str

    @property
    def seconds(self) -> float:
        """How long it stays."""
        return self.end - self.start

    @property
    def rows(self) -> list[str]:
        """Its rows, the upper one first."""
        return self.text.split("\n")


def read_srt(text: str) -> list[TimedText]:
    """Return the captions of a SubRip file."""
    parsed = srt.parse(text)
    return [TimedText(i.start.total_seconds(), i.end.total_seconds(), without_marks(i.content)) for i in parsed]


def read_vtt(text: str) -> list[TimedText]:
    """Return the captions of a WebVTT file; a caption with unreadable times gets -1 for both."""
    found = []
    for block in text.strip().split("\n\n")[1:]:
        lines = block.split("\n")
        times = _VTT_TIMES.fullmatch(lines[1]) if len(lines) > 2 else None
        start, end = (_seconds(times[1]), _seconds(times[2])) if times else (-1.0, -1.0)
        found.append(TimedText(start, end, without_marks(html.unescape("\n".join(lines[2:])))))
    return found


def read_ttml(text: str) -> list[TimedText]:
    """Return the captions of a TTML file; none if it is not XML."""
    try:
        parts = list(ET.fromstring(text).iter(_TTML))
    except ET.ParseError:
        return []
    return [
        TimedText(_offset(part, "begin"), _offset(part, "end"), without_marks("\n".join(part.itertext())))
        for part in parts
    ]


def read_ass(text: str) -> list[TimedText]:
    """Return the captions of an ASS file, without its commands; numbered parts of a line are put in order."""
    found = []
    for line in text.splitlines():
        if line.startswith("Dialogue:"):
            _, start, end, *_, content = line.split(",", 9)
            rows = (_in_order(row) for row in content.split("\\N"))
            plain = re.sub(r"(?<!\\)\{[^}]*\}", "", "\n".join(rows)).replace("\u2060", "")
            plain = plain.replace("\\{", "{").replace("\\}", "}")
            found.append(TimedText(_seconds(start), _seconds(end), plain))
    return found


def _in_order(row: str) -> str:
    """Return a line of ASS whose parts are in the order in which they are read, if they are numbered."""
    parts = re.findall(r"\{#(\d+)[^}]*\}[\u2066\u2067](.*?)\u2069", row)
    return "".join(text for _, text in sorted(parts, key=lambda part: int(part[0]))) if parts else row


READERS = {".srt": read_srt, ".vtt": read_vtt, ".ttml": read_ttml, ".ass": read_ass}
"""The reader of each kind of file, by its suffix."""


def _offset(part: ET.Element, name: str) -> float:
    return float(part.get(name, "-1s").removesuffix("s"))


def _seconds(clock: str) -> float:
    hours, minutes, seconds = clock.strip().split(":")
    return 3600 * int(hours) + 60 * int(minutes) + float(seconds)
