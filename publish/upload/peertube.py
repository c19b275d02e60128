"""PeerTube by its REST API: resumable upload, captions, chapters, and the film replaced in place.

Videos start private. As with YouTube, the address of an upload is saved before its first byte, and it is asked how far
the upload has come before any byte is sent again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urljoin

import requests

from publish.upload.addresses import upload_address
from publish.upload.answers import bytes_reached, in_a_line, part, unexpected_answer
from publish.upload.errors import LostError, UploadError
from publish.upload.languages import peertube_language
from publish.upload.peertube_server import NAME, TOKEN, Instance, json_of, refused
from publish.upload.retry import RetryPolicy, TransientError
from publish.upload.session import Session

__all__ = ["TOKEN", "PeerTube"]
CHUNK = 8 << 20
CATEGORIES = {"education": 13, "science": 15}
PRIVATE = 3


class PeerTube(Instance):
    """The user's account on an instance."""

    def __init__(
        self, host: str, say: Callable[[str], None], chunk: int = CHUNK, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """Name the instance.

        Args:
            host: its address.
            say: is given each line about the progress.
            chunk: bytes that are sent at once.
            sleep: how to wait between tries (s); for callers that must not block.

        Raises:
            UploadError: a password may not be sent to its address.
        """
        super().__init__(host)
        self._say, self._chunk, self._retry = say, chunk, RetryPolicy(say, sleep)

    # --- what can be done -----------------------------------------------------------------------------------

    def upload(self, folder: Path, about: Mapping[str, Any], *, again: bool = False) -> str:
        """Upload a folder's film and texts as a new, private video; return its id.

        Raises:
            UploadError: refused, or failed too often.
        """
        session = Session.of(folder.name, folder / "film.mp4")
        session.refuse_unfinished(NAME, again=again)
        if not session.video:
            body = {"channelId": self._channel(), "filename": "film.mp4", "privacy": PRIVATE, **self._texts(about)}
            answer = self._send(folder / "film.mp4", session, "api/v1/videos/upload-resumable", body)
            session.video = part(NAME, json_of(answer), "video", "uuid", kind=str)
            session.save()
        self._chapters(session.video, about)
        return session.video

    def replace(self, video_id: str, folder: Path) -> None:
        """Put the folder's film in place of the video's: its address, views and comments stay."""
        film, path = folder / "film.mp4", f"api/v1/videos/{video_id}/source/replace-resumable"
        session = Session.of(f"{video_id}-in-place", film)
        try:
            self._send(film, session, path, {"filename": "film.mp4"})
        except LostError:  # no second video can come of it, so it is begun again
            session.uri = ""
            self._send(film, session, path, {"filename": "film.mp4"})
        session.delete()

    def update_metadata(self, video_id: str, about: Mapping[str, Any]) -> None:
        """Give a video new texts; who may see it stays as it is."""
        self._do("PUT", f"api/v1/videos/{video_id}", json=self._texts(about))
        self._chapters(video_id, about)

    def set_captions(self, video_id: str, folder: Path, about: Mapping[str, Any], language: str) -> None:
        """Give a video the folder's captions in a language, in place of those it has in it."""
        content = (folder / f"captions.{language}.vtt").read_bytes()
        files = {"captionfile": ("captions.vtt", content, "text/vtt")}
        self._do("PUT", f"api/v1/videos/{video_id}/captions/{self._language(language)}", files=files)

    def set_poster(self, video_id: str, folder: Path) -> None:
        """Give a video the folder's poster."""
        picture = ("poster.png", (folder / "poster.png").read_bytes(), "image/png")
        self._do("PUT", f"api/v1/videos/{video_id}", files={"thumbnailfile": picture, "previewfile": picture})

    def read_back(self, video_id: str) -> str:
        """Return what the instance says of a video now; its moderators may hold a new one back."""
        about = json_of(self._do("GET", f"api/v1/videos/{video_id}"))
        privacy, state = (part(NAME, about, key, "label", kind=str) for key in ("privacy", "state"))
        found = f"{NAME} holds it as {in_a_line(privacy).lower()}, {in_a_line(state).lower()}"
        if part(NAME, about, kind=dict).get("blacklisted"):
            reason = in_a_line(part(NAME, about, kind=dict).get("blacklistedReason")) or "they give no reason"
            found += f"; the moderators of {self.host} hold it back ({reason}): ask them"
        return found

    def _texts(self, about: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "name": about["title"],
            "description": about["description"],
            "tags": list(about["tags"]),
            "language": self._language(about["language"]),
            "category": CATEGORIES[about["category"]],
        }

    def _language(self, locale: str) -> str:
        """Return the code in which the instance knows a language."""
        known = part(NAME, json_of(self._do("GET", "api/v1/videos/languages")), kind=dict)
        found = peertube_language(locale, known)
        if not found:
            fix = "ask its administrator, or leave the site out of film.toml"
            raise UploadError(f"{self.host} knows no language {locale!r}: {fix}")
        return found

    def _channel(self) -> int:
        channels = part(NAME, json_of(self._do("GET", "api/v1/users/me")), "videoChannels", kind=list)
        if not channels:
            raise UploadError(f"your account at {self.host} has no channel: make one there, then run it again")
        return part(NAME, channels, 0, "id", kind=int)

    def _chapters(self, video_id: str, about: Mapping[str, Any]) -> None:
        chapters = [{"timecode": each["seconds"], "title": each["title"]} for each in about["chapters"]]
        path = f"api/v1/videos/{video_id}/chapters"
        answer = self._retry.run(lambda: self.request("PUT", path, json={"chapters": chapters}))
        if answer.status_code == 404:  # the video is there, so it is the path that is unknown
            self._say(f"{self.host} is too old for chapters: the description lists them")
        elif not answer.ok:
            raise refused(answer)

    # --- inside -------------------------------------------------------------------------------------------

    def _send(self, film: Path, session: Session, path: str, body: dict[str, Any]) -> requests.Response:
        """Send a film in chunks, from where an earlier run had come; return the answer to the last one."""
        if not session.uri:
            size = film.stat().st_size
            headers = {"X-Upload-Content-Length": str(size), "X-Upload-Content-Type": "video/mp4"}
            # Safe to repeat: a session whose address was lost has received no byte, and never becomes a video.
            opened = self._do("POST", path, json=body, headers=headers)
            if "Location" not in opened.headers:
                raise unexpected_answer(NAME)
            session.uri = upload_address(NAME, urljoin(self.host, path), opened.headers["Location"])
            session.save()
        with film.open("rb") as file:
            transfer, answer = _Transfer(self.request, session.uri, file, self._chunk, self._say), None
            while answer is None:
                answer = self._retry.run(transfer.advance)
        return answer

    def _do(self, method: str, path: str, **options: Any) -> requests.Response:
        """Do a small request; each is harmless when it is done twice."""
        answer = self._retry.run(lambda: self.request(method, path, **options))
        if not answer.ok:
            raise refused(answer)
        return answer


class _Transfer:
    """The bytes of a film on their way to an open session."""

    def __init__(
        self,
        request: Callable[..., requests.Response],
        uri: str,
        file: BinaryIO,
        chunk: int,
        say: Callable[[str], None],
    ) -> None:
        """Take the session's address and the open film; how far the upload has come is unknown at first."""
        self._request, self._uri, self._file, self._chunk, self._say = request, uri, file, chunk, say
        self._size = os.fstat(file.fileno()).st_size
        self._start: int | None = None

    def advance(self) -> requests.Response | None:
        """Send one chunk; return the answer if it was the last one.

        Raises:
            TransientError: it failed, and how far the upload has come is asked before the next try.
            UploadError: refused.
        """
        if self._start is None:
            answer = self._put(b"", f"bytes */{self._size}")
            if answer.status_code != 308:
                return _finished(answer)
            self._start = bytes_reached(NAME, answer.headers.get("Range"), self._size)
        start = self._start
        if start == self._size:
            self._start = None
            raise TransientError(f"{NAME} has all bytes and is still at work")
        self._file.seek(start)
        data = self._file.read(self._chunk)
        answer = self._put(data, f"bytes {start}-{start + len(data) - 1}/{self._size}")
        if answer.status_code == 409:
            raise TransientError(f"{NAME} expects another part of the film")
        if answer.status_code != 308:
            return _finished(answer)
        reached = bytes_reached(NAME, answer.headers.get("Range"), self._size)
        if reached <= start:
            raise TransientError(f"{NAME} says that nothing has come")
        self._start = reached
        self._say(f"sent {reached / self._size:.0%}")
        return None

    def _put(self, data: bytes, place: str) -> requests.Response:
        self._start = None  # until the answer has come
        return self._request("PUT", self._uri, data=data, headers={"Content-Range": place})


def _finished(answer: requests.Response) -> requests.Response:
    """Return the answer that ends an upload.

    Raises:
        UploadError: refused, or the server has forgotten the session.
    """
    if answer.status_code in (404, 410):
        raise LostError(NAME)
    if not answer.ok:
        raise refused(answer)
    return answer
