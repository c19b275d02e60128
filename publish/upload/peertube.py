"""PeerTube by its REST API: resumable upload, captions, chapters, and the film replaced in place.

Videos start private. As with YouTube, the address of an upload is saved before its first byte, and it is asked how far
the upload has come before any byte is sent again.
"""

from __future__ import annotations

import getpass
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urljoin, urlsplit

import requests

from publish.upload import secret_files
from publish.upload.addresses import instance_address, upload_address
from publish.upload.errors import LostError, UploadError
from publish.upload.retry import RetryPolicy, TransientError, retry_after
from publish.upload.session import Session

NAME = "PeerTube"
TOKEN = "peertube-token.json"
CHUNK = 8 << 20
CATEGORIES = {"education": 13, "science": 15}
PRIVATE = 3
_SECONDS = 60


class PeerTube:
    """The user's account on an instance, such as https://peertube.example."""

    def __init__(
        self, host: str, say: Callable[[str], None], chunk: int = CHUNK, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """Name the instance.

        Raises:
            UploadError: its address is none to which a password may be sent.

        Args:
            host: its address.
            say: is given each line about the progress.
            chunk: bytes that are sent at once.
            sleep: how to wait between tries (s); for callers that must not block.
        """
        self.host, self._say = instance_address(host), say
        self._chunk, self._retry = chunk, RetryPolicy(say, sleep)

    # --- access -------------------------------------------------------------------------------------------

    def log_in(self, user: str = "", password: str = "") -> None:
        """Save a token of this instance; the password is asked for where it is not given, and never saved.

        Raises:
            UploadError: refused, or the instance cannot be reached.
        """
        user = user or os.environ.get("PEERTUBE_USER") or input("PeerTube user: ")
        password = password or os.environ.get("PEERTUBE_PASSWORD") or getpass.getpass("PeerTube password: ")
        try:
            self._get_token(grant_type="password", username=user, password=password)
        except requests.HTTPError as error:
            raise UploadError(f"{self.host} answers {error.response.status_code}: run it again later") from None
        except (requests.JSONDecodeError, LookupError, TypeError):
            raise UploadError(f"{self.host} answers, but not as a PeerTube does: check the address") from None
        except requests.RequestException as error:  # whose text holds addresses
            kind = type(error).__name__
            raise UploadError(f"{self.host} cannot be reached ({kind}): check the address and the network") from None

    def _get_token(self, **grant: str) -> None:
        answer = self._plain("GET", "api/v1/oauth-clients/local").json()
        client = {"client_id": answer["client_id"], "client_secret": answer["client_secret"]}
        response = self._plain("POST", "api/v1/users/token", data={**client, **grant})
        if response.status_code >= 500 or response.status_code == 429:
            response.raise_for_status()
        if not response.ok and grant["grant_type"] == "refresh_token":
            secret_files.delete(TOKEN)
            raise UploadError("the log-in has run out: run it again and log in, it continues where it was")
        if not response.ok:
            raise UploadError(f"PeerTube refuses the log-in ({response.status_code}): check user and password")
        token = response.json()
        saved = {"host": self.host, "access": token["access_token"], "refresh": token["refresh_token"]}
        secret_files.save(TOKEN, saved)

    # --- what can be done -----------------------------------------------------------------------------------

    def upload(self, folder: Path, about: Mapping[str, Any], *, again: bool = False) -> str:
        """Upload a folder's film and texts as a new, private video; return its id.

        Raises:
            UploadError: refused, or failed too often.
        """
        session = Session.of(folder.name, folder / "film.mp4")
        session.settle(NAME, again=again)
        if not session.video:
            channel = self._do("GET", "api/v1/users/me").json()["videoChannels"][0]["id"]
            body = {"channelId": channel, "filename": "film.mp4", "privacy": PRIVATE, **_texts(about)}
            session.video = self._send(folder / "film.mp4", session, "api/v1/videos/upload-resumable", body)
            session.save()
        self._chapters(session.video, about)
        return session.video

    def replace(self, video_id: str, folder: Path) -> None:
        """Put the folder's film in place of the video's: its address, views and comments stay."""
        film, path = folder / "film.mp4", f"api/v1/videos/{video_id}/source/replace-resumable"
        session = Session.of(f"{video_id}-in-place", film)
        try:
            self._send(film, session, path, {"filename": "film.mp4"})
        except LostError:  # no second video can come of it, so it is begun anew
            session.uri = ""
            self._send(film, session, path, {"filename": "film.mp4"})
        session.delete()

    def metadata(self, video_id: str, about: Mapping[str, Any]) -> None:
        """Give a video new texts; who may see it stays as it is."""
        self._do("PUT", f"api/v1/videos/{video_id}", json=_texts(about))
        self._chapters(video_id, about)

    def captions(self, video_id: str, folder: Path, about: Mapping[str, Any]) -> None:
        """Give a video its captions in the folder's language, in place of those it has."""
        language = about["language"]
        content = (folder / f"captions.{language}.vtt").read_bytes()
        files = {"captionfile": ("captions.vtt", content, "text/vtt")}
        self._do("PUT", f"api/v1/videos/{video_id}/captions/{language}", files=files)

    def poster(self, video_id: str, folder: Path) -> None:
        """Give a video the folder's poster."""
        picture = ("poster.png", (folder / "poster.png").read_bytes(), "image/png")
        self._do("PUT", f"api/v1/videos/{video_id}", files={"thumbnailfile": picture, "previewfile": picture})

    def _chapters(self, video_id: str, about: Mapping[str, Any]) -> None:
        chapters = [{"timecode": each["seconds"], "title": each["title"]} for each in about["chapters"]]
        self._do("PUT", f"api/v1/videos/{video_id}/chapters", json={"chapters": chapters})

    # --- inside -------------------------------------------------------------------------------------------

    def _send(self, film: Path, session: Session, path: str, body: dict[str, Any]) -> str:
        """Send a film in chunks, from where an earlier run had come; return the video's id, "" after a replacement."""
        if not session.uri:
            size = film.stat().st_size
            headers = {"X-Upload-Content-Length": str(size), "X-Upload-Content-Type": "video/mp4"}
            # A session that the server has opened and whose address was lost holds no byte, and becomes no video.
            answer = self._do("POST", path, json=body, headers=headers)
            session.uri = upload_address(NAME, urljoin(self.host, path), answer.headers["Location"])
            session.save()
        with film.open("rb") as file:
            transfer, video_id = _Transfer(self.request, session.uri, file, self._chunk, self._say), None
            while video_id is None:
                video_id = self._retry.run(transfer.advance)
        return video_id

    def _do(self, method: str, path: str, **options: Any) -> requests.Response:
        """Do a small request; each is harmless when it is done twice."""
        answer = self._retry.run(lambda: self.request(method, path, **options))
        if not answer.ok:
            raise _refused(answer)
        return answer

    def request(self, method: str, path: str, **options: Any) -> requests.Response:
        """Do a request once, with a new token where the old one has run out.

        Raises:
            TransientError: another try may help.
            UploadError: there is no log-in, or it has run out.
        """
        try:
            answer = self._plain(method, path, **options)
            if answer.status_code == 401:
                if secret_files.load(TOKEN).get("host") != self.host:
                    raise UploadError(f"there is no log-in for {self.host}: log in first")
                self._get_token(grant_type="refresh_token", refresh_token=secret_files.load(TOKEN)["refresh"])
                answer = self._plain(method, path, **options)
        except requests.RequestException as error:
            raise TransientError(f"the connection was cut ({type(error).__name__})") from None
        if answer.status_code >= 500 or answer.status_code == 429:
            seconds = retry_after(answer.headers.get("Retry-After"))
            raise TransientError(f"PeerTube answers {answer.status_code}", seconds)
        return answer

    def _plain(self, method: str, path: str, **options: Any) -> requests.Response:
        token = secret_files.load(TOKEN)
        # The token goes to its own instance alone, whatever an answer or an unfinished upload names.
        address = upload_address(NAME, self.host, path)
        access = token["access"] if token.get("host") == self.host else ""
        answer = requests.request(
            method, address, auth=_Bearer(access), timeout=_SECONDS, allow_redirects=False, **options
        )
        if answer.is_redirect:
            to = urljoin(address, answer.headers["Location"])
            raise UploadError(f"{self.host} sends on to {_server(to)}: if that is the instance, name it with PEERTUBE=")
        return answer


class _Bearer(requests.auth.AuthBase):
    """Sends a token, if there is one; without it, requests would send what ~/.netrc has for the server."""

    def __init__(self, token: str) -> None:
        """Take the token."""
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Return the request with the token."""
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


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

    def advance(self) -> str | None:
        """Send one chunk; if it was the last one, return the video's id, "" after a replacement.

        Raises:
            TransientError: it failed, and how far the upload has come is asked before the next try.
            UploadError: refused.
        """
        if self._start is None:
            answer = self._put(b"", f"bytes */{self._size}")
            if answer.status_code != 308:
                return _finished(answer)
            self._start = _reached(answer)
        start = self._start
        self._file.seek(start)
        data = self._file.read(self._chunk)
        answer = self._put(data, f"bytes {start}-{start + len(data) - 1}/{self._size}")
        if answer.status_code != 308:
            return _finished(answer)
        self._start = _reached(answer)
        self._say(f"sent {self._start / self._size:.0%}")
        return None

    def _put(self, data: bytes, place: str) -> requests.Response:
        self._start = None  # until the answer has come
        return self._request("PUT", self._uri, data=data, headers={"Content-Range": place})


def _reached(answer: requests.Response) -> int:
    """Return how many bytes of an unfinished upload have come."""
    return int(answer.headers["Range"].split("-")[1]) + 1 if "Range" in answer.headers else 0


def _finished(answer: requests.Response) -> str:
    """Return the id of the video that an upload has become, "" after a replacement.

    Raises:
        UploadError: refused, or the server has forgotten the session.
    """
    if answer.status_code in (404, 410):
        raise LostError(NAME)
    if not answer.ok:
        raise _refused(answer)
    return str(answer.json()["video"]["uuid"]) if answer.content else ""


def _server(address: str) -> str:
    """Return the server of an address, without its path, which may be a secret."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _texts(about: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": about["title"],
        "description": about["description"],
        "tags": list(about["tags"]),
        "language": about["language"],
        "category": CATEGORIES[about["category"]],
    }


def _refused(answer: requests.Response) -> UploadError:
    """Return the error of an answer: its addresses and headers hold secrets, so only the server's words are shown."""
    try:
        words = answer.json().get("detail") or answer.json().get("error") or ""
    except ValueError:
        words = ""
    return UploadError(f"PeerTube refuses ({answer.status_code}): {words or 'it gives no reason'}")
