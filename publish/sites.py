"""What each site takes: format, limits, and what it must be told. Limits move: check them against the sites' pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def characters(text: str) -> int:
    """Length as people count it, in code points."""
    return len(text)


def utf8_bytes(text: str) -> int:
    """Length as YouTube counts a description."""
    return len(text.encode())


@dataclass(frozen=True)
class Site:
    """One place to publish.

    Attributes:
        title: most characters of a title; None where the site has no title and the text opens with it.
        description: most of a description, in the unit of `measure`.
        tags: most tags; tag_characters: of each; tags_total: of all, as the site counts them.
        hashtags: most tags written into the text; for sites that have no field for them.
        chapters: fewest chapters and shortest chapter (s) that the site accepts; None where it has none.
        captions: files it takes, by suffix; none where they are burned in.
        voice_counts: the site wants a synthetic voice declared as synthetic media, drawn pictures or not.
    """

    name: str
    format: str
    title: int | None
    description: int
    measure: Callable[[str], int] = characters
    tags: int = 0
    tag_characters: tuple[int, int] = (1, 100)
    tags_total: int | None = None
    hashtags: int = 0
    forbidden: str = ""
    chapters: tuple[int, float] | None = None
    captions: tuple[str, ...] = ()
    voice_counts: bool = False


_YOUTUBE = {"title": 100, "description": 5000, "measure": utf8_bytes, "tags": 100, "tags_total": 500, "forbidden": "<>"}

SITES = {
    site.name: site
    for site in (
        Site("youtube", "landscape", **_YOUTUBE, chapters=(3, 10.0), captions=("srt", "vtt")),
        Site("vimeo", "landscape", 128, 5000, tags=20, chapters=(1, 1.0), captions=("srt", "vtt", "ttml")),
        Site(
            "peertube",
            "landscape",
            120,
            10_000,
            tags=5,
            tag_characters=(2, 30),
            chapters=(1, 1.0),
            captions=("srt", "vtt"),
        ),
        Site("shorts", "portrait", **_YOUTUBE, captions=("srt", "vtt")),
        Site("reels", "portrait", None, 2200, hashtags=5, voice_counts=True),
        Site("tiktok", "portrait", None, 2200, hashtags=5, voice_counts=True),
    )
}

POSTER_BYTES = 2_000_000
POSTERS = {"landscape": (1280, 720), "portrait": (1080, 1920)}
"""Pixels of a poster; the smallest limit of all sites holds for all."""
