"""What search engines and social sites read of the page: Open Graph and JSON-LD."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from page.builder.film import POSTER_SIZE, FinishedFilm
from page.builder.words import Words


def open_graph(words: Words, locale: str, site: str) -> dict[str, str]:
    """Return the Open Graph properties. Sites want whole addresses; with `site` "" they are relative to the page."""
    width, height = POSTER_SIZE
    return {
        "og:type": "video.other",
        "og:title": words["head"]["title"],
        "og:description": words["head"]["description"],
        "og:locale": locale.replace("-", "_"),
        "og:url": site or "./",
        "og:image": f"{site}poster.jpg",
        "og:image:width": f"{width}",
        "og:image:height": f"{height}",
        "og:image:alt": words["film"]["poster"],
        "og:video": f"{site}film.mp4",
        "og:video:type": "video/mp4",
    }


def linked_data(film: FinishedFilm, words: Words, locale: str, site: str) -> dict[str, Any]:
    """Return the film as a VideoObject of schema.org, with a clip for each chapter."""
    made = datetime.fromtimestamp(film.video.stat().st_mtime, UTC).isoformat(timespec="seconds")
    clips = [
        {
            "@type": "Clip",
            "name": chapter.title,
            "startOffset": round(chapter.start, 2),
            "endOffset": round(chapter.end, 2),
            "url": f"{site}?t={chapter.start:.1f}",
        }
        for chapter in film.chapters
    ]
    licence = {"license": words["foot"]["licence_link"]} if "licence_link" in words["foot"] else {}
    return {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "name": words["head"]["title"],
        "description": words["head"]["description"],
        "inLanguage": locale,
        "uploadDate": made,
        "duration": f"PT{film.seconds:.0f}S",
        "contentUrl": f"{site}film.mp4",
        "thumbnailUrl": [f"{site}poster.jpg"],
        "transcript": film.transcript,
        "hasPart": clips,
        "isAccessibleForFree": True,
        "accessibilityFeature": ["captions", "transcript"],
        **licence,
    }
