"""The transcript: all that is said, and all that is seen, as Markdown and as a page."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from audio.timing.record import Timing
from publish.folders.content import Content
from publish.folders.metadata import clock


@dataclass(frozen=True)
class Passage:
    """One scene: when it starts (s), its title, what is said and what is seen."""

    seconds: float
    title: str
    said: tuple[str, ...]
    seen: str


def passages(timings: Sequence[Timing], visuals: Sequence[str]) -> list[Passage]:
    """Return the scenes as passages; `visuals` describe their pictures, in the same order."""
    starts = [0.0, *accumulate(timing.seconds for timing in timings)]
    return [
        Passage(start, timing.title, tuple(beat.text for beat in timing.beats), visual)
        for start, timing, visual in zip(starts, timings, visuals, strict=False)
    ]


def markdown(content: Content, parts: Sequence[Passage], narrator: str) -> str:
    """Write the transcript as Markdown."""
    blocks = [f"# {_plain(content.title)}", content.headings["transcript"]]
    for part in parts:
        blocks += [f"## {clock(part.seconds)} {_plain(part.title)}", _plain("\n".join(part.said))]
        blocks += [f"*{content.headings['seen']}: {_plain(part.seen)}*"] if part.seen else []
    blocks.append(f"## {content.headings['sources']}")
    cited = content.sources.items()
    blocks.append("\n".join(f"- {key}: {work.citation}, <https://doi.org/{work.doi}>" for key, work in cited))
    blocks += [f"{content.voice}: {narrator}. {content.credits}", content.advice]
    return "\n\n".join(blocks) + "\n"


def page(content: Content, parts: Sequence[Passage], narrator: str, locale: str) -> str:
    """Write the transcript as one HTML page that needs nothing else."""
    scenes = "".join(
        f"<section><h2>{clock(part.seconds)} {_text(part.title)}</h2><p>{_text(' '.join(part.said))}</p>"
        + (f"<p><em>{_text(content.headings['seen'])}: {_text(part.seen)}</em></p>" if part.seen else "")
        + "</section>\n"
        for part in parts
    )
    sources = "".join(
        f'<li>{_text(key)}: {_text(work.citation)}, <a href="https://doi.org/{html.escape(work.doi)}">'
        f"{_text(work.doi)}</a></li>\n"
        for key, work in content.sources.items()
    )
    return (
        f'<!doctype html>\n<html lang="{locale}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><style>body{max-width:40em;margin:2em auto;padding:0 1em;'
        f"font:1.1em/1.5 sans-serif}}</style>\n<title>{_text(content.title)}</title></head>\n<body><main>"
        f"<h1>{_text(content.title)}</h1>\n<p>{_text(content.headings['transcript'])}</p>\n{scenes}"
        f"<h2>{_text(content.headings['sources'])}</h2>\n<ul>\n{sources}</ul>\n"
        f"<p>{_text(content.voice)}: {_text(narrator)}. {_text(content.credits)}</p>\n<p>{_text(content.advice)}</p>\n"
        "</main></body>\n</html>\n"
    )


def _text(text: str) -> str:
    return html.escape(text, quote=False)


def _plain(text: str) -> str:
    """Return a text of which Markdown takes nothing for a mark.

    >>> _plain("T < 0 & v > c*")
    'T &lt; 0 &amp; v > c\\\\*'
    """
    return re.sub(r"([\\`*_\[\]])", r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;"))
