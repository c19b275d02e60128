"""The film on the page: player, chapters, transcript, and what search engines and social sites read of it."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

from PIL import Image

from audio.timing.record import Timing

POSTER_BYTES = 72_000
"""Of the poster at most: a quarter of what the page may weigh."""
QUALITIES = range(85, 25, -5)
"""Of a JPEG, in the order in which they are tried."""


@dataclass(frozen=True)
class Film:
    """A finished film: its file, captions and poster, and the scenes with what is shown in each."""

    video: Path
    captions: Path
    poster: Path
    scenes: Sequence[Timing]
    visuals: Sequence[str]

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return sum(scene.seconds for scene in self.scenes)

    @property
    def starts(self) -> list[float]:
        """When each scene begins, in seconds."""
        return [0.0, *accumulate(scene.seconds for scene in self.scenes)][:-1]

    @property
    def transcript(self) -> str:
        """All that is said."""
        return " ".join(beat.text for scene in self.scenes for beat in scene.beats)


def clock(seconds: float) -> str:
    """Return minutes and seconds.

    >>> clock(65.4)
    '1:05'
    """
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def player(film: Film, words: dict[str, Any], locale: str) -> str:
    """The film, its chapters and its transcript; links lead to a second of the file where nothing scripts them."""
    said = words["film"]
    chapters = "".join(
        f'<li>{_link(start, said["chapter"].format(title=scene.chapter, time=clock(start)), scene.chapter)}</li>'
        for start, scene in zip(film.starts, film.scenes, strict=True)
    )
    return (
        f'<div class="player"><div class="screen">'
        f'<video controls preload="metadata" playsinline poster="poster.jpg" width="1280" height="720">'
        f'<source src="film.mp4" type="video/mp4"><track kind="captions" src="film.vtt" srclang="{locale}" '
        f'label="{html.escape(words["language"])}" default>{html.escape(said["no_video"])} '
        f'<a href="film.mp4">{html.escape(said["download"])}</a></video>'
        f'<button type="button" class="start live-only">{html.escape(said["play"])} '
        f'<span class="time">{clock(film.seconds)}</span></button></div>'
        f'<p class="small">{html.escape(said["lead"])}</p>'
        f'<ol class="chapters" aria-label="{html.escape(said["chapters"])}">{chapters}</ol></div>'
        f'<details class="transcript"><summary>{html.escape(said["transcript"])}</summary>'
        f"{_transcript(film, said)}</details>"
    )


def _link(seconds: float, label: str, shown: str) -> str:
    return (f'<a href="film.mp4#t={seconds:.1f}" data-seconds="{seconds:.2f}" aria-label="{html.escape(label)}">'
            f'<span class="time">{clock(seconds)}</span> {html.escape(shown)}</a>')


def _transcript(film: Film, said: dict[str, str]) -> str:
    scenes = []
    for start, scene, visual in zip(film.starts, film.scenes, film.visuals, strict=True):
        beats = " ".join(html.escape(beat.text) for beat in scene.beats)
        seen = f'<p class="small"><b>{html.escape(said["seen"])}</b> {html.escape(visual)}</p>' if visual else ""
        scenes.append(f"<li><h3>{html.escape(scene.chapter)} <span class=\"time\">{clock(start)}</span></h3>"
                      f"<p>{beats}</p>{seen}</li>")
    return f"<ol>{''.join(scenes)}</ol>"


def social(film: Film, words: dict[str, Any], locale: str, site: str) -> str:
    """Open Graph and JSON-LD. Sites want whole addresses: with `site` "" they are relative to the page."""
    title, description = words["head"]["title"], words["head"]["description"]
    properties = {
        "og:type": "video.other", "og:title": title, "og:description": description,
        "og:locale": locale.replace("-", "_"),
        "og:url": site or "./", "og:image": f"{site}poster.jpg", "og:image:width": "1280", "og:image:height": "720",
        "og:image:alt": words["film"]["poster"], "og:video": f"{site}film.mp4", "og:video:type": "video/mp4",
    }
    tags = [f'<meta property="{name}" content="{html.escape(value)}">' for name, value in properties.items()]
    tags.append('<meta name="twitter:card" content="summary_large_image">')
    if site:
        tags.append(f'<link rel="canonical" href="{html.escape(site)}">')
    data = json.dumps(_linked_data(film, words, locale, site), ensure_ascii=False).replace("<", "\\u003c")
    return "\n".join([*tags, f'<script type="application/ld+json">{data}</script>'])


def _linked_data(film: Film, words: dict[str, Any], locale: str, site: str) -> dict[str, Any]:
    made = datetime.fromtimestamp(film.video.stat().st_mtime, UTC).isoformat(timespec="seconds")
    ends = [*film.starts[1:], film.seconds]
    clips = [
        {"@type": "Clip", "name": scene.chapter, "startOffset": round(start, 2), "endOffset": round(end, 2),
         "url": f"{site}?t={start:.1f}"}
        for scene, start, end in zip(film.scenes, film.starts, ends, strict=True)
    ]
    return {
        "@context": "https://schema.org", "@type": "VideoObject", "name": words["head"]["title"],
        "description": words["head"]["description"], "inLanguage": locale, "uploadDate": made,
        "duration": f"PT{film.seconds:.0f}S", "contentUrl": f"{site}film.mp4", "thumbnailUrl": [f"{site}poster.jpg"],
        "transcript": film.transcript, "hasPart": clips, "isAccessibleForFree": True,
        "accessibilityFeature": ["captions", "transcript"], "license": "https://www.gnu.org/licenses/gpl-3.0.html",
    }


def poster(film: Film, into: Path) -> None:
    """Write the film's poster as a JPEG, as good as fits into its share of the page.

    Raises:
        ValueError: it doesn't fit at any quality.
    """
    with Image.open(film.poster) as image:
        for quality in QUALITIES:
            image.convert("RGB").save(into, quality=quality, optimize=True, progressive=True)
            if into.stat().st_size <= POSTER_BYTES:
                return
    raise ValueError(f"{film.poster}: too busy for a page: at quality {quality} it is over {POSTER_BYTES} bytes still")
