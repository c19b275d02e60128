"""Captions for people with other players: TTML, and ASS whose words light up as they are spoken.

SRT and WebVTT are `publish.captions.captions`'.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from plan.film import film
from publish.captions.captions import RULES, Caption
from stage import style
from stage.layout import Box, Layout

_TTML = "http://www.w3.org/ns/ttml"
_XML = "http://www.w3.org/XML/1998/namespace"
_OUTLINE = 5
_LETTER = 0.47
"""Width of a letter of these texts in sizes of ASS, at most on average over a line."""


def compose_ttml(cues: Sequence[Caption], locale: str) -> str:
    """Write TTML."""
    ET.register_namespace("", _TTML)
    root = ET.Element(f"{{{_TTML}}}tt", {f"{{{_XML}}}lang": locale})
    division = ET.SubElement(ET.SubElement(root, f"{{{_TTML}}}body"), f"{{{_TTML}}}div")
    for cue in cues:
        text = ET.SubElement(division, f"{{{_TTML}}}p", begin=f"{cue.start:.3f}s", end=f"{cue.end:.3f}s")
        text.text = cue.lines[0]
        for line in cue.lines[1:]:
            ET.SubElement(text, f"{{{_TTML}}}br").tail = line
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def compose_ass(cues: Sequence[Caption], layout: Layout) -> str:
    """Write ASS for a format: words turn amber as they are spoken, in the box that its layout keeps for them."""
    width, height = layout.pixels
    left, top, right, foot = pixels(layout.captions, layout)
    rules = RULES[layout.name]
    fits = (right - left - 2 * _OUTLINE) / (rules.line_characters * _LETTER)
    size = int(min(fits, (foot - top - 2 * _OUTLINE) / rules.lines))
    look = f"{style.FAMILY},{size},{_colour(film().accent)},{_colour(style.TEXT)},{_colour(style.NIGHT)}"
    header = (
        f"[Script Info]\nScriptType: v4.00+\nPlayResX: {width}\nPlayResY: {height}\nWrapStyle: 2\n"
        "ScaledBorderAndShadow: yes\nYCbCr Matrix: TV.709\n\n[V4+ Styles]\n"
        "Format: Name,Fontname,Fontsize,PrimaryColour,SecondaryColour,OutlineColour,Bold,BorderStyle,Outline,Shadow,"
        "Alignment,MarginL,MarginR,MarginV\n"
        f"Style: Words,{look},-1,1,{_OUTLINE},0,2,{left},{width - right},{height - foot + _OUTLINE}\n\n[Events]\n"
        "Format: Layer,Start,End,Style,Name,MarginL,MarginR,MarginV,Effect,Text\n"
    )
    lines = [f"Dialogue: 0,{_clock(c.start)},{_clock(c.end)},Words,,0,0,0,,{_karaoke(c)}\n" for c in cues]
    return header + "".join(lines)


def pixels(box: Box, layout: Layout) -> tuple[int, int, int, int]:
    """Return left, top, right and foot of a box in the format's pixels at full quality, from the upper left corner."""
    unit = layout.pixels[1] / layout.frame[1]
    across, down = layout.frame[0] / 2, layout.frame[1] / 2
    edges = (box.left + across, down - box.top, box.right + across, down - box.bottom)
    left, top, right, foot = (round(edge * unit) for edge in edges)
    return left, top, right, foot


def _karaoke(cue: Caption) -> str:
    """A wait for the first word, then each with the hundredths to the next one: rounding never adds up."""
    moments = [*(round(100 * (word.start - cue.start)) for word in cue.words), round(100 * (cue.end - cue.start))]
    ends, count = set(), 0
    for line in cue.lines[:-1]:
        count += len(line.split())
        ends.add(count - 1)
    parts = [f"{{\\k{moments[0]}}}"]
    for number, word in enumerate(cue.words):
        # A brace opens a command and a backslash starts one: neither may come from the words.
        shown = word.text.replace("\\", "\\\u2060").replace("{", "\\{").replace("}", "\\}")
        follows = "" if number + 1 == len(cue.words) else "\\N" if number in ends else " "
        parts.append(f"{{\\k{moments[number + 1] - moments[number]}}}{shown}{follows}")
    return "".join(parts)


def _colour(web: str) -> str:
    """Return a colour as ASS has it: blue, green, red.

    >>> _colour("#ffab2e")
    '&H002EABFF'
    """
    return f"&H00{web[5:7]}{web[3:5]}{web[1:3]}".upper()


def _clock(seconds: float) -> str:
    hundredths = round(seconds * 100)
    return f"{hundredths // 360_000}:{hundredths // 6000 % 60:02}:{hundredths // 100 % 60:02}.{hundredths % 100:02}"
