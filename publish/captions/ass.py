"""Writes captions as ASS (.ass), whose words light up as they are spoken.

By hand, and not by pysubs2: it leaves braces and backslashes of the text as they are, so that a word could command
the player, and its current version needs Python 3.12.

Words of a line that is written from left to right follow each other in the file as they are spoken, each with how long
it lasts (k). Those of a line that is written from right to left are in the order in which they are seen, each with the
moment at which it lights up (t), and with its place in the order of speech as a comment (#).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from plan.direction import ISOLATE, POP
from plan.film import film
from plan.typefaces import typeface_of
from publish.captions.band import box_pixels
from publish.captions.caption import Caption, Run
from publish.captions.extent import Extent, extent_of
from publish.captions.rules import rules_of
from publish.captions.visual import Part, parts_of
from stage import style
from stage.layout import Layout

_OUTLINE = 5
_LETTER = 0.47
"""Width of a letter of Inter, as a share of ASS's type size: at most so much on average over a line."""


def compose_ass(captions: Sequence[Caption], layout: Layout, locale: str) -> str:
    """Return the captions as ASS for a format, in the box that its layout keeps for them.

    Words take the film's accent colour as they are spoken.

    Raises:
        OSError: a line is written from right to left, and FriBidi is not installed.
    """
    width, height = layout.pixels
    left, top, right, bottom = box_pixels(layout.captions, layout)
    rules, typeface = rules_of(layout.name, locale), typeface_of(locale)
    shown = [[parts_of(row, typeface) for row in caption.rows] for caption in captions]
    extent = Extent(rules.line_characters * _LETTER)
    if typeface:
        extent = extent_of([row for rows in shown for row in rows])
    lines = rules.lines + extent.above + extent.below
    size = int(min((right - left - 2 * _OUTLINE) / extent.width, (bottom - top - 2 * _OUTLINE) / lines))
    colours = ",".join(map(_colour, (film().accent, style.TEXT, style.NIGHT)))
    margins = f"{left},{width - right},{height - bottom + _OUTLINE + round(extent.below * size)}"
    header = (
        f"[Script Info]\nScriptType: v4.00+\nPlayResX: {width}\nPlayResY: {height}\nWrapStyle: 2\n"
        "ScaledBorderAndShadow: yes\nYCbCr Matrix: TV.709\n\n[V4+ Styles]\n"
        "Format: Name,Fontname,Fontsize,PrimaryColour,SecondaryColour,OutlineColour,Bold,BorderStyle,Outline,Shadow,"
        "Alignment,MarginL,MarginR,MarginV\n"
        f"Style: Words,{style.FAMILY},{size},{colours},-1,1,{_OUTLINE},0,2,{margins}\n\n[Events]\n"
        "Format: Layer,Start,End,Style,Name,MarginL,MarginR,MarginV,Effect,Text\n"
    )
    events = (
        f"Dialogue: 0,{_clock(caption.start)},{_clock(caption.end)},Words,,0,0,0,,{_text(caption, rows)}\n"
        for caption, rows in zip(captions, shown, strict=True)
    )
    return header + "".join(events)


def _text(caption: Caption, rows: Sequence[Sequence[Part]]) -> str:
    """Return the text of a caption with its commands, from the parts of its lines."""
    if any(part.level for row in rows for part in row):
        lines = zip(rows, caption.rows, strict=True)
        return "\\N".join(_moments(row, words, caption.start) for row, words in lines)
    return _waits(caption, rows)


def _waits(caption: Caption, rows: Sequence[Sequence[Part]]) -> str:
    """Return a wait for the first word, then each word with the hundredths of a second until the next one.

    Each wait is the difference of two rounded times, so that rounding never adds up.
    """
    times = [*(word.start for word in caption.words), caption.end]
    moments = [round(100 * (time - caption.start)) for time in times]
    waits = (later - earlier for earlier, later in pairwise(moments))
    text, family = f"{{\\k{moments[0]}}}", style.FAMILY
    for number, row in enumerate(rows):
        text += "\\N" if number else ""
        for _, word in groupby(row, key=lambda part: part.word):
            pieces = [(name, list(same)) for name, same in groupby(word, key=lambda part: part.family)]
            wait = next(waits)
            for later, (name, parts) in zip(reversed(range(len(pieces))), pieces, strict=True):
                # A wait holds for one typeface only, and libass overlooks one of 0: the pieces of a word take one each.
                share = min(1, wait) if later else wait
                wait -= share
                text += f"{{\\k{share}}}" + ("" if name == family else f"{{\\fn{name}}}")
                text += "".join(_plain(part.text) for part in parts)
                family = name
    return text


def _moments(row: Sequence[Part], words: Run, start: float) -> str:
    """Return a line in the order in which it is seen; each part takes the accent when its word is spoken.

    Args:
        row: the parts of the line, from left to right.
        words: those of the line, in the order of speech.
        start: when its caption comes (s).
    """
    before, after = _colour(style.TEXT)[4:], _colour(film().accent)[4:]
    text = ""
    for part in row:
        moment = max(0, round(1000 * (words[part.word].start - start)))
        lights = f"\\1c&H{before}&\\t({moment},{moment + 1},\\1c&H{after}&)"
        text += f"{{#{part.place}\\fn{part.family}{lights}}}{ISOLATE[part.level % 2 == 1]}{_plain(part.text)}{POP}"
    return text


def _plain(text: str) -> str:
    """Return a text in which no brace opens a command and no backslash starts one."""
    return text.replace("\\", "\\\u2060").replace("{", "\\{").replace("}", "\\}")


def _colour(web: str) -> str:
    """Return a colour as ASS has it: blue, green, red.

    >>> _colour("#ffab2e")
    '&H002EABFF'
    """
    return f"&H00{web[5:7]}{web[3:5]}{web[1:3]}".upper()


def _clock(seconds: float) -> str:
    hundredths = round(seconds * 100)
    return f"{hundredths // 360_000}:{hundredths // 6000 % 60:02}:{hundredths // 100 % 60:02}.{hundredths % 100:02}"
