"""What each site takes: format, limits, questions, and where these are written.

Limits change: `limits_from` says which were read on a site's own pages, and which only elsewhere; check those first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from plan.edition import Edition
from plan.errors import InputError, near
from plan.film import NAME, film
from plan.formats import QUALITIES
from plan.text import read_text

PHONE = "1080p60"
"""The best quality that a phone shows."""
POSTER_BYTES = 2_000_000
"""The smallest limit of all sites for a poster."""


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
        name: as film.toml and the upload folders have it.
        format: of the films that it shows.
        title: most characters of a title; None where the site has no title and the text opens with it.
        description: most of a description, in the unit of `measure`.
        tags: most tags; tag_characters: of each; tags_total: of all, as the site counts them.
        hashtags: most tags written into the text; for sites that have no field for them.
        forbidden: characters that no text may hold.
        chapters: fewest chapters and shortest chapter (s) that the site accepts; None where it has none.
        captions: files it takes, by suffix; none where they must be burned in.
        localized: whether one video has titles and descriptions in several languages.
        voice_counts: the site wants a synthetic voice declared as synthetic media, even under drawn pictures.
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
    localized: bool = False
    voice_counts: bool = False
    synthetic_rule: str = ""
    limits_from: str = ""


_YOUTUBE = Site(
    "youtube",
    "landscape",
    title=100,
    description=5000,
    measure=utf8_bytes,
    tags=100,
    tags_total=500,
    forbidden="<>",
    chapters=(3, 10.0),
    captions=("srt", "vtt"),
    localized=True,
    synthetic_rule="Disclose what seems real and is not: a real person's words or deeds, footage of a real event, "
    "a lifelike scene. A drawn film with a synthetic narrator who is no real person is none of these "
    "(YouTube help, Disclosing use of altered or synthetic content).",
    limits_from="YouTube Data API, video resource: title, description, tags; YouTube help: chapters",
)
_REELS = Site(
    "reels",
    "portrait",
    title=None,
    description=2200,
    hashtags=5,
    voice_counts=True,
    synthetic_rule="Label photorealistic video and realistic-sounding audio that was made digitally: the narrator "
    "sounds real (Meta's rule, as reported by guides to Instagram).",
    limits_from="guides to Instagram, which agree on 2,200 characters, and on 5 hashtags since December 2025",
)

SITES = {
    site.name: site
    for site in (
        _YOUTUBE,
        Site(
            "vimeo",
            "landscape",
            title=128,
            description=5000,
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
            title=120,
            description=10_000,
            tags=5,
            tag_characters=(2, 30),
            chapters=(1, 1.0),
            captions=("srt", "vtt"),
            synthetic_rule="The software does not ask; an instance may have rules of its own.",
            limits_from="PeerTube's source, constants of its server",
        ),
        replace(_YOUTUBE, name="shorts", format="portrait", chapters=None),
        _REELS,
        replace(
            _REELS,
            name="tiktok",
            measure=utf16_units,
            synthetic_rule="Label what AI has made wholly or for a good part if picture, sound or video seems real: "
            "the narrator sounds real (TikTok's support pages, as quoted by guides).",
            limits_from="documentation of services that post to TikTok: 2,200 characters; hashtags as on Instagram",
        ),
    )
}
"""All sites that the engine knows."""


def declared_sites() -> list[Site]:
    """Return the sites that film.toml names, in its order.

    Raises:
        InputError: one of them is unknown; the message names the sites that are known.
    """
    path = film().root / NAME
    for name in film().sites:
        if name not in SITES:
            lines = read_text(path, "write it").split("\n")
            line = next((number for number, text in enumerate(lines, 1) if f'"{name}"' in text), 1)
            problem = f"sites has {name!r}, which is unknown{near(name, SITES)}"
            raise InputError(path, line, problem, f"use some of {', '.join(SITES)}")
    return [SITES[name] for name in film().sites]


def no_site_error(what: str) -> InputError:
    """Return the error that film.toml names no site of a kind, where one is needed."""
    return InputError(film().root / NAME, 1, f"sites names none {what}", 'add one, such as sites = ["youtube"]')


def edition_for(format: str, locale: str, quality: str) -> Edition:
    """Return the edition of a film in a format, where films in landscape have the given quality.

    Upright and square films are for phones, which show 1080 lines at most.

    >>> edition_for("portrait", "en", "2160p60").quality, edition_for("landscape", "en", "2160p60").quality
    ('1080p60', '2160p60')
    """
    phone = format != "landscape" and QUALITIES[quality].lines > QUALITIES[PHONE].lines
    return Edition(locale, format, PHONE if phone else quality)
