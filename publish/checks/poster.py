"""The rules for a poster, measured on its file."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from plan.formats import POSTERS
from publish.checks.finding import Finding, Limit, within
from publish.checks.reading import NOT_MEASURED, can_read, likeness, read_small
from publish.folders.sites import POSTER_BYTES, Site

_READ = 0.8
"""Share of the title's letters that must be read on a small poster."""


def check_poster(poster: Path, site: Site, title: str, locale: str) -> list[Finding]:
    """Check a poster; if tesseract is installed, also whether its title can be read at a width of 160 pixels."""
    wanted = POSTERS[site.format]
    with Image.open(poster) as picture:
        size, grey = picture.size, picture.convert("L")
    size_bytes = poster.stat().st_size
    return [
        Finding(f"poster {wanted[0]}x{wanted[1]}", f"{size[0]}x{size[1]}", size == wanted),
        within("poster 2 MB at most", f"{size_bytes / 1e6:.2f} MB", size_bytes, Limit(most=POSTER_BYTES, unit="bytes")),
        _reads(grey, title, locale),
    ]


def _reads(picture: Image.Image, title: str, locale: str) -> Finding:
    rule = "poster reads at 160 pixels"
    if not can_read(locale):
        return Finding(rule, NOT_MEASURED, True)
    words = read_small(picture, locale)
    share = likeness(title, " ".join(words))
    return within(rule, f"{100 * share:.0f} % of the letters, «{' '.join(words)}»", share, Limit(least=_READ))
