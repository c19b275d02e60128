"""An upload folder on the disk: one site's film in one language, with all that the site asks for.

<film>/build/publish/youtube-en/metadata.json     what the site gets to read, and of which film it was made
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plan.edition import Edition
from plan.film import film
from publish.folders.sites import SITES, Site

METADATA = "metadata.json"
BURNED, SOFT = "burned", "soft"
"""Captions in the picture, or only in files beside it."""
_TEXTS = ("site", "title", "description", "tags", "language", "chapters")
_ORIGIN = ("format", "quality", "captions", "scenes")
"""Of which film a folder was made; this does not go out."""


class FolderError(ValueError):
    """An upload folder that cannot be used. The message names the file and the fix."""


@dataclass(frozen=True)
class UploadFolder:
    """An upload folder.

    Attributes:
        path: of the folder.
        about: what its metadata.json holds for the site.
        edition: the film that it was made of.
        burned: whether captions are burned into its film.
        scenes: the scenes of its film, in running order.
    """

    path: Path
    about: Mapping[str, Any]
    edition: Edition
    burned: bool
    scenes: tuple[str, ...]

    @property
    def site(self) -> Site:
        """The site that it is for."""
        return SITES[self.about["site"]]

    @property
    def film(self) -> Path:
        """The film that is published."""
        return self.path / "film.mp4"

    @property
    def poster(self) -> Path:
        """The poster that is published."""
        return self.path / "poster.png"

    def captions(self, locale: str) -> list[Path]:
        """Return the files of captions in a language, in all kinds."""
        return sorted(self.path.glob(f"captions.{locale}.*"))


def folder_path(site: Site, locale: str) -> Path:
    """Return the path of a site's folder in a language."""
    return film().build / "publish" / f"{site.name}-{locale}"


def origin(edition: Edition, scenes: tuple[str, ...], *, burned: bool) -> dict[str, Any]:
    """Return what metadata.json says of the film that a folder was made of."""
    captions = BURNED if burned else SOFT
    return {"format": edition.format, "quality": edition.quality, "captions": captions, "scenes": list(scenes)}


def read_folder(path: Path) -> UploadFolder:
    """Read an upload folder.

    Raises:
        FileNotFoundError: there is no such folder.
        FolderError: its metadata are damaged, or of a site that is unknown.
    """
    metadata = path / METADATA
    try:
        raw = json.loads(metadata.read_text(encoding="utf-8"))
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise FolderError(f"{metadata}:{line}: this is damaged ({error}): make publish builds it again") from None
    missing = [key for key in (*_TEXTS, *_ORIGIN) if key not in raw]
    if missing:
        raise FolderError(f"{metadata}:1: this lacks {', '.join(missing)}: make publish builds it again")
    if raw["site"] not in SITES:
        raise FolderError(f"{metadata}:1: {raw['site']!r} is not a known site: use one of {', '.join(SITES)}")
    form, quality, captions, scenes = (raw.pop(key) for key in _ORIGIN)
    raw.pop("warnings", None)  # they are for the person who makes the folder
    return UploadFolder(path, raw, Edition(raw["language"], form, quality), captions == BURNED, tuple(scenes))
