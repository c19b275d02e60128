"""What an upload needs of a site: the user's account there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol


class Account(Protocol):
    """The user's account at a site. `about` is what the folder's metadata.json holds for it.

    All methods raise UploadError if the site refuses, or fails too often.
    """

    def upload(self, folder: Path, about: Mapping[str, Any], *, again: bool = False) -> str:
        """Upload a folder's film and texts as a new, private video; return its id.

        Args:
            folder: holds film.mp4.
            about: its texts.
            again: start again an upload that the site no longer knows.
        """

    def replace(self, video_id: str, folder: Path) -> None:
        """Put the folder's film in place of a video's film, at a site where that is possible."""

    def update_metadata(self, video_id: str, about: Mapping[str, Any]) -> None:
        """Give a video new texts, in all languages that the site takes; who may see it stays as it is."""

    def set_captions(self, video_id: str, folder: Path, about: Mapping[str, Any], language: str) -> None:
        """Give a video the folder's captions in a language, in place of those it has in it."""

    def set_poster(self, video_id: str, folder: Path) -> None:
        """Give a video the folder's poster."""

    def read_back(self, video_id: str) -> str:
        """Return what the site says of a video now: who may see it, and how far it is.

        Raises:
            UploadError: the site has rejected it, or does not know it.
        """
