"""Writes captions as WebVTT (.vtt).

By hand, and not by webvtt-py or pysubs2: both write `&`, `<` and `-->` as they are, and a browser then drops words of
"T < 0 & v > c". The text would have to be escaped here anyway, and nothing else is left for a library to do.
webvtt-py reads the files back in the tests.
"""

from __future__ import annotations

import html
from collections.abc import Iterable

from plan.direction import marked
from publish.captions.caption import Caption


def compose_vtt(captions: Iterable[Caption], locale: str) -> str:
    """Return the captions as WebVTT, in the language `locale`."""
    blocks = [f"WEBVTT\nLanguage: {locale}\n"]
    blocks += [
        f"{number}\n{_clock(each.start)} --> {_clock(each.end)}\n{html.escape(marked(each.text), quote=False)}\n"
        for number, each in enumerate(captions, 1)
    ]
    return "\n".join(blocks)


def _clock(seconds: float) -> str:
    minutes, milliseconds = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"
