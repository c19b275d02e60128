"""PeerTube by its REST API: resumable upload, captions, chapters, and the film replaced in place.

Videos start private. As with YouTube, the address of an upload is kept before its first byte, and asked how far
it came before any byte is sent again.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import requests

from publish.upload.keeping import LostError, Patience, Session, UploadError, forget, keep, recall

TOKEN = "peertube-token.json"
CHUNK = 8 << 20
CATEGORIES = {"education": 13, "science": 15}
PRIVATE = 3
_SECONDS = 60


class PeerTube:
    """The user's account on an instance, such as https://peertube.example; `pace` is for who must not wait."""

    place = "PeerTube"
    replaces = True

    def __init__(self, host: str, say: Callable[[str], None], **pace: Any) -> None:
        self._host, self._say = host.rstrip("/") + "/", say
        self._chunk = pace.get("chunk", CHUNK)
        self._pace = {key: value for key, value in pace.items() if key == "sleep"}

    # --- access -------------------------------------------------------------------------------------------

    def log_in(self, user: str = "", password: str = "") -> None:
        """Keep a token of this instance; the password is asked for where it is not given, and never kept.

        Raises:
            UploadError: refused, or the instance cannot be reached.
        """
        user = user or os.environ.get("PEERTUBE_USER") or input("PeerTube user: ")
        password = password or os.environ.get("PEERTUBE_PASSWORD") or getpass.getpass("PeerTube password: ")
        try:
            self._get_token(grant_type="password", username=user, password=password)
        except requests.HTTPError as error:
            raise UploadError(f"{self._host} answers {error.response.status_code}: run it again later") from None
        except (requests.JSONDecodeError, LookupError, TypeError):
            raise UploadError(f"{self._host} answers, but not as a PeerTube does: check the address") from None
        except requests.RequestException as error:  # whose text holds addresses
            kind = type(error).__name__
            raise UploadError(f"{self._host} cannot be reached ({kind}): check the address and the network") from None

    def _get_token(self, **grant: str) -> None:
        client = self._plain("GET", "api/v1/oauth-clients/local").json()
        client = {"client_id": client["client_id"], "client_secret": client["client_secret"]}
        answer = self._plain("POST", "api/v1/users/token", data={**client, **grant})
        if answer.status_code >= 500 or answer.status_code == 429:
            answer.raise_for_status()
        if not answer.ok and grant["grant_type"] == "refresh_token":
            forget(TOKEN)
            raise UploadError("the log-in has run out: run it again and log in, it goes on where it was")
        if not answer.ok:
            raise UploadError(f"PeerTube refuses the log-in ({answer.status_code}): check user and password")
        token = answer.json()
        keep(TOKEN, {"host": self._host, "access": token["access_token"], "refresh": token["refresh_token"]})

    # --- what can be done -----------------------------------------------------------------------------------

    def upload(self, folder: Path, about: dict[str, Any], *, again: bool = False) -> str:
        """Upload a folder's film and texts; return the video's id.

        Raises:
            UploadError: refused, or cut too often.
        """
        session = Session.of(folder.name, folder / "film.mp4")
        session.settle(self.place, again=again)
        if not session.video:
            channel = self._do("GET", "api/v1/users/me").json()["videoChannels"][0]["id"]
            body = {"channelId": channel, "filename": "film.mp4", "privacy": PRIVATE, **self._texts(about)}
            session.video = self._send(folder / "film.mp4", session, "api/v1/videos/upload-resumable", body)
            session.save()
        self._chapters(session.video, about)
        return session.video

    def replace(self, identity: str, folder: Path) -> None:
        """Put the folder's film in place of the video's: its address, views and comments stay."""
        film, path = folder / "film.mp4", f"api/v1/videos/{identity}/source/replace-resumable"
        session = Session.of(f"{identity}-in-place", film)
        try:
            self._send(film, session, path, {"filename": "film.mp4"})
        except LostError:  # no second video can come of it, so it is begun anew
            session.uri = ""
            self._send(film, session, path, {"filename": "film.mp4"})
        session.forget()

    def metadata(self, identity: str, about: dict[str, Any]) -> None:
        """Give a video new texts; who may see it stays as it is."""
        self._do("PUT", f"api/v1/videos/{identity}", json=self._texts(about))
        self._chapters(identity, about)

    def captions(self, identity: str, folder: Path, about: dict[str, Any]) -> None:
        """Give a video its captions in the folder's language, in place of those it has."""
        language = about["language"]
        content = (folder / f"captions.{language}.vtt").read_bytes()
        files = {"captionfile": ("captions.vtt", content, "text/vtt")}
        self._do("PUT", f"api/v1/videos/{identity}/captions/{language}", files=files)

    def poster(self, identity: str, folder: Path) -> None:
        """Give a video the folder's poster."""
        picture = ("poster.png", (folder / "poster.png").read_bytes(), "image/png")
        self._do("PUT", f"api/v1/videos/{identity}", files={"thumbnailfile": picture, "previewfile": picture})

    def _chapters(self, identity: str, about: dict[str, Any]) -> None:
        chapters = [{"timecode": each["seconds"], "title": each["title"]} for each in about["chapters"]]
        self._do("PUT", f"api/v1/videos/{identity}/chapters", json={"chapters": chapters})

    @staticmethod
    def _texts(about: dict[str, Any]) -> dict[str, Any]:
        return {
            "name": about["title"],
            "description": about["description"],
            "tags": list(about["tags"]),
            "language": about["language"],
            "category": CATEGORIES[about["category"]],
        }

    # --- inside -------------------------------------------------------------------------------------------

    def _send(self, film: Path, session: Session, path: str, body: dict[str, Any]) -> str:
        """Send a film in chunks, from where an earlier run had come; return the video's id, "" after a replacement."""
        patience, size = Patience(self._say, **self._pace), film.stat().st_size
        if not session.uri:
            headers = {"X-Upload-Content-Length": str(size), "X-Upload-Content-Type": "video/mp4"}
            # What the server has opened without our hearing of it holds no byte, and becomes no video.
            session.uri = self._do("POST", path, json=body, headers=headers).headers["Location"]
            session.save()
        start: int | None = None
        with film.open("rb") as file:
            while True:
                headers, data = {"Content-Range": f"bytes */{size}"}, b""
                if start is not None:
                    file.seek(start)
                    data = file.read(self._chunk)
                    headers = {"Content-Range": f"bytes {start}-{start + len(data) - 1}/{size}"}
                answer = self._try("PUT", session.uri, patience, data=data, headers=headers)
                if answer is None:
                    start = None
                elif answer.status_code == 308:
                    start = int(answer.headers["Range"].split("-")[1]) + 1 if "Range" in answer.headers else 0
                    patience.renew()
                    self._say(f"sent {start / size:.0%}")
                elif answer.status_code in (404, 410):
                    raise LostError(self.place)
                elif answer.ok:
                    return answer.json()["video"]["uuid"] if answer.content else ""
                else:
                    raise _refused(answer)

    def _do(self, method: str, path: str, **options: Any) -> requests.Response:
        """Do a small request; each is harmless when it is done twice."""
        patience = Patience(self._say, **self._pace)
        while True:
            answer = self._try(method, path, patience, **options)
            if answer is not None and not answer.ok:
                raise _refused(answer)
            if answer is not None:
                return answer

    def _try(self, method: str, path: str, patience: Patience, **options: Any) -> requests.Response | None:
        """Do a request once, with a new token where the old one has run out; None where it must be tried again."""
        try:
            answer = self._plain(method, path, **options)
            if answer.status_code == 401:
                if recall(TOKEN).get("host") != self._host:
                    raise UploadError(f"there is no log-in for {self._host}: log in first")
                self._get_token(grant_type="refresh_token", refresh_token=recall(TOKEN)["refresh"])
                answer = self._plain(method, path, **options)
        except requests.RequestException as error:
            patience.wait(f"the connection was cut ({type(error).__name__})")
            return None
        if answer.status_code >= 500 or answer.status_code == 429:
            patience.wait(f"PeerTube answers {answer.status_code}", float(answer.headers.get("Retry-After", 0)))
            return None
        return answer

    def _plain(self, method: str, path: str, **options: Any) -> requests.Response:
        kept = recall(TOKEN)
        headers = dict(options.pop("headers", {}))
        # The token goes to its own instance only, even if an answer names another place.
        address = urljoin(self._host, path)
        if kept.get("host") == self._host and address.startswith(self._host):
            headers["Authorization"] = f"Bearer {kept['access']}"
        return requests.request(method, address, headers=headers, timeout=_SECONDS, allow_redirects=False, **options)


def _refused(answer: requests.Response) -> UploadError:
    """The error of an answer; addresses and headers hold secrets, so only the server's own words are shown."""
    try:
        words = answer.json().get("detail") or answer.json().get("error") or ""
    except ValueError:
        words = ""
    return UploadError(f"PeerTube refuses ({answer.status_code}): {words or 'it gives no reason'}")
