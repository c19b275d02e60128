"""What each site takes: format, limits, what it must be told, and where that is written.

Limits move: `limits_from` says which were read on a site's own pages and which only elsewhere; check those first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def characters(text: str) -> int:
    """Length as people count it, in code points."""
    return len(text)


def utf8_bytes(text: str) -> int:
    """Length as YouTube counts a description."""
    return len(text.encode())


def utf16_units(text: str) -> int:
    """Length as TikTok counts a text."""
    return len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True)
class Site:
    """One place to publish.

    Attributes:
        title: most characters of a title; None where the site has no title and the text opens with it.
        description: most of a description, in the unit of `measure`.
        tags: most tags; tag_characters: of each; tags_total: of all, as the site counts them.
        hashtags: most tags written into the text; for sites that have no field for them.
        chapters: fewest chapters and shortest chapter (s) that the site accepts; None where it has none.
        captions: files it takes, by suffix; none where they must be burned in.
        voice_counts: the site wants a synthetic voice declared as synthetic media, drawn pictures or not.
        synthetic_rule: what it asks of synthetic media, after its own pages.
        limits_from: where the figures above are written.
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
    synthetic_rule: str = ""
    limits_from: str = ""


_YOUTUBE = {
    "title": 100,
    "description": 5000,
    "measure": utf8_bytes,
    "tags": 100,
    "tags_total": 500,
    "forbidden": "<>",
    "synthetic_rule": "Disclose what seems real and is not: a real person's words or deeds, footage of a real event, "
    "a lifelike scene. A drawn film with a synthetic narrator who is no real person is none of these "
    "(YouTube help, Disclosing use of altered or synthetic content).",
    "limits_from": "YouTube Data API, video resource: title, description, tags; YouTube help: chapters",
}
_SHORT_TEXT = {"title": None, "description": 2200, "hashtags": 5, "voice_counts": True}

SITES = {
    site.name: site
    for site in (
        Site("youtube", "landscape", **_YOUTUBE, chapters=(3, 10.0), captions=("srt", "vtt")),
        Site(
            "vimeo",
            "landscape",
            128,
            5000,
            tags=20,
            chapters=(1, 1.0),
            captions=("srt", "vtt"),
            synthetic_rule="Label lifelike video made or altered by AI; animation needs no label "
            "(Vimeo help, Disclosing videos as AI-generated or AI-enhanced).",
            limits_from="not found on Vimeo's own pages: title, description, tags; its help names SRT and WebVTT for "
            "captions",
        ),
        Site(
            "peertube",
            "landscape",
            120,
            10_000,
            tags=5,
            tag_characters=(2, 30),
            chapters=(1, 1.0),
            captions=("srt", "vtt"),
            synthetic_rule="The software does not ask; an instance may have rules of its own.",
            limits_from="PeerTube's source, constants of its server",
        ),
        Site("shorts", "portrait", **_YOUTUBE, captions=("srt", "vtt")),
        Site(
            "reels",
            "portrait",
            **_SHORT_TEXT,
            synthetic_rule="Label photorealistic video and realistic-sounding audio that was made digitally: the "
            "narrator sounds real (Meta's rule, as reported by guides to Instagram).",
            limits_from="guides to Instagram, which agree on 2,200 characters, and on 5 hashtags since December 2025",
        ),
        Site(
            "tiktok",
            "portrait",
            **_SHORT_TEXT,
            measure=utf16_units,
            synthetic_rule="Label what AI has made wholly or for a good part if picture, sound or video seems real: "
            "the narrator sounds real (TikTok's support pages, as quoted by guides).",
            limits_from="documentation of services that post to TikTok: 2,200 characters; hashtags as on Instagram",
        ),
    )
}

POSTER_BYTES = 2_000_000
POSTERS = {"landscape": (1280, 720), "portrait": (1080, 1920)}
"""Pixels of a poster; the smallest limit of all sites holds for all."""
