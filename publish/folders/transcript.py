"""The transcript: all that is said, and all that is seen, as Markdown and as a page.

The page is `transcript.html`, a template of Jinja2, which escapes what it puts in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from audio.timing.record import Timing
from plan.direction import direction_of, marked
from plan.segments import paragraph
from publish.folders.content import Content
from publish.folders.metadata import clock

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    keep_trailing_newline=True,
)


@dataclass(frozen=True)
class TranscriptPassage:
    """One scene: when it starts (s), its title, what is said and what is seen."""

    seconds: float
    title: str
    said: tuple[str, ...]
    seen: str


def make_passages(timings: Sequence[Timing], visuals: Sequence[str]) -> list[TranscriptPassage]:
    """Return the scenes as passages; `visuals` describe their pictures, in the same order."""
    starts = [0.0, *accumulate(timing.seconds for timing in timings)]
    return [
        TranscriptPassage(start, timing.title, tuple(beat.text for beat in timing.beats), visual)
        for start, timing, visual in zip(starts, timings, visuals, strict=False)
    ]


def compose_markdown(content: Content, passages: Sequence[TranscriptPassage], narrator: str) -> str:
    """Return the transcript as Markdown."""
    blocks = [f"# {_plain(content.title)}", content.headings["transcript"]]
    for part in passages:
        blocks += [f"## {clock(part.seconds)} {_plain(part.title)}", _plain("\n".join(part.said))]
        blocks += [f"*{content.headings['seen']}: {_plain(part.seen)}*"] if part.seen else []
    if content.sources:
        cited = content.sources.items()
        blocks.append(f"## {content.headings['sources']}")
        blocks.append("\n".join(f"- {key}: {work.citation}, <https://doi.org/{work.doi}>" for key, work in cited))
    blocks.append(content.voice_and_credits(narrator))
    blocks += [content.advice] if content.advice else []
    return marked("\n\n".join(blocks) + "\n")


def compose_page(content: Content, passages: Sequence[TranscriptPassage], narrator: str, locale: str) -> str:
    """Return the transcript as one HTML page that needs no other file."""
    return _TEMPLATES.get_template("transcript.html").render(
        content=content,
        passages=passages,
        narrator=narrator,
        locale=locale,
        direction=direction_of(locale),
        clock=clock,
        paragraph=paragraph,
    )


def _plain(text: str) -> str:
    r"""Return a text in which Markdown takes nothing for markup.

    >>> _plain("T < 0 & v > c*")
    'T &lt; 0 &amp; v > c\\*'
    """
    return re.sub(r"([\\`*_\[\]])", r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;"))
