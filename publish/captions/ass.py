"""Writes captions as ASS (.ass), whose words light up as they are spoken.

By hand, and not by pysubs2: it leaves braces and backslashes of the text as they are, so that a word could command
the player, and its current version needs Python 3.12.
"""

from __future__ import annotations

from collections.abc import Sequence

from plan.film import film
from plan.segments import count_words
from publish.captions.band import box_pixels
from publish.captions.caption import Caption
from publish.captions.rules import RULES
from stage import style
from stage.layout import Layout

_OUTLINE = 5
_LETTER = 0.47
"""Width of a letter of these texts, as a share of ASS's type size: at most so much on average over a line."""


def compose_ass(captions: Sequence[Caption], layout: Layout) -> str:
    """Return the captions as ASS for a format, in the box that its layout keeps for them.

    Words take the film's accent colour as they are spoken.
    """
    width, height = layout.pixels
    left, top, right, bottom = box_pixels(layout.captions, layout)
    rules = RULES[layout.name]
    fits = (right - left - 2 * _OUTLINE) / (rules.line_characters * _LETTER)
    size = int(min(fits, (bottom - top - 2 * _OUTLINE) / rules.lines))
    colours = ",".join(map(_colour, (film().accent, style.TEXT, style.NIGHT)))
    margins = f"{left},{width - right},{height - bottom + _OUTLINE}"
    header = (
        f"[Script Info]\nScriptType: v4.00+\nPlayResX: {width}\nPlayResY: {height}\nWrapStyle: 2\n"
        "ScaledBorderAndShadow: yes\nYCbCr Matrix: TV.709\n\n[V4+ Styles]\n"
        "Format: Name,Fontname,Fontsize,PrimaryColour,SecondaryColour,OutlineColour,Bold,BorderStyle,Outline,Shadow,"
        "Alignment,MarginL,MarginR,MarginV\n"
        f"Style: Words,{style.FAMILY},{size},{colours},-1,1,{_OUTLINE},0,2,{margins}\n\n[Events]\n"
        "Format: Layer,Start,End,Style,Name,MarginL,MarginR,MarginV,Effect,Text\n"
    )
    events = [f"Dialogue: 0,{_clock(each.start)},{_clock(each.end)},Words,,0,0,0,,{_text(each)}\n" for each in captions]
    return header + "".join(events)


def _text(caption: Caption) -> str:
    """Return a wait for the first word, then each word with the hundredths of a second until the next one.

    Each wait is the difference of two rounded times, so that rounding never adds up.
    """
    times = [*(word.start for word in caption.words), caption.end]
    moments = [round(100 * (time - caption.start)) for time in times]
    ends, count = set(), 0
    for line in caption.lines[:-1]:
        count += count_words(line, caption.words[count:])
        ends.add(count - 1)
    parts = [f"{{\\k{moments[0]}}}"]
    for number, word in enumerate(caption.words):
        # A brace opens a command and a backslash starts one: neither may come from the words.
        shown = word.text.replace("\\", "\\\u2060").replace("{", "\\{").replace("}", "\\}")
        follows = "" if number + 1 == len(caption.words) else "\\N" if number in ends else word.after
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
