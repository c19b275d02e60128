"""One film on its way to one site: what must be known to continue the upload, or to know that it has ended."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from publish.fingerprints import file_hash
from publish.upload import secret_files
from publish.upload.errors import LostError


@dataclass
class Session:
    """An upload of one film to one place.

    Attributes:
        name: of the file that keeps it.
        uri: the address that takes the film's bytes, "" before there is one.
        video: the id of the video that it became, "" before it did.
    """

    name: str
    uri: str = ""
    video: str = ""

    @classmethod
    def of(cls, place: str, film: Path) -> Session:
        """Return the session of this very film at a place, as far as it had come."""
        digest = file_hash(film).partition("=")[2]
        name = f"upload-{place}-{digest[:24]}.json"
        saved = secret_files.load(name)
        return cls(name, str(saved.get("uri", "")), str(saved.get("video", "")))

    def refuse_unfinished(self, site: str, *, again: bool) -> None:
        """Refuse to go on if another film's upload to this place was begun here and never confirmed.

        Args:
            site: its name, for the message.
            again: forget what was begun, this film's upload too.

        Raises:
            LostError: there is such an upload, which may have become a video.
        """
        place = self.name.removeprefix("upload-").rsplit("-", 1)[0]
        begun = secret_files.secrets_folder().glob(f"upload-{place}-*.json")
        others = [path for path in begun if path.name != self.name and not secret_files.load(path.name).get("video")]
        if again:
            self.uri = self.video = ""
            for path in others:
                path.unlink()
        elif others:
            raise LostError(site)

    def save(self) -> None:
        """Remember how far the upload has come."""
        secret_files.save(self.name, {"uri": self.uri, "video": self.video})

    def delete(self) -> None:
        """Forget the upload."""
        secret_files.delete(self.name)
