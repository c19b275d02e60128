"""YouTube: resumable upload, captions and thumbnail through the official client. Videos start private.

The session's address is kept before the first byte is sent, and asked how far it came before any byte is sent
again: whatever is cut, and whenever, no second video can come of it.
"""

from __future__ import annotations

import http.client
import json
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

import google_auth_httplib2
import httplib2
from google.auth.exceptions import RefreshError, TransportError
from google.oauth2.credentials import Credentials
from google_auth_oauthlib.flow import InstalledAppFlow
from googleapiclient.discovery import build_from_document
from googleapiclient.discovery_cache import get_static_doc
from googleapiclient.errors import HttpError
from googleapiclient.http import HttpRequest, MediaFileUpload
from oauthlib.oauth2 import OAuth2Error

from publish.upload.keeping import LostError, Patience, Session, UploadError, home, keep, recall

SCOPES = ["https://www.googleapis.com/auth/youtube.force-ssl", "https://www.googleapis.com/auth/youtube.upload"]
TOKEN = "youtube-token.json"
CLIENT = "youtube-client.json"
API = "https://youtube.googleapis.com/"
CHUNK = 8 << 20
CATEGORIES = {"education": "27", "science": "28"}
_CUT = (OSError, httplib2.HttpLib2Error, http.client.HTTPException, TransportError)
_NO_ACCESS = "run make upload again and allow access in the browser"


class _Bytes(MediaFileUpload):
    """Hands out bytes, not a stream: after a 401 the very same chunk must be sent again with a new token."""

    def has_stream(self) -> bool:
        return False


def video(about: dict[str, Any], privacy: str = "private") -> dict[str, Any]:
    """Return a folder's metadata as the API's resource."""
    return {
        "snippet": {
            "title": about["title"],
            "description": about["description"],
            "tags": list(about["tags"]),
            "categoryId": CATEGORIES[about["category"]],
            "defaultLanguage": about["language"],
            "defaultAudioLanguage": about["language"],
        },
        "status": {
            "privacyStatus": privacy,
            "selfDeclaredMadeForKids": about["made_for_kids"],
            "containsSyntheticMedia": about["synthetic_media"],
        },
    }


def log_in() -> Credentials:
    """Return the user's credentials; the first time, ask for them in the browser.

    Raises:
        UploadError: there is no OAuth client file, or access was not given.
    """
    try:
        if known := recall(TOKEN):
            return Credentials.from_authorized_user_info(known, SCOPES)
    except ValueError:
        raise UploadError(f"{home() / TOKEN} is damaged: delete it, then {_NO_ACCESS}") from None
    client = home() / CLIENT
    if not client.exists():
        mend = "make an OAuth client (desktop) in your Google project and save it there"
        raise UploadError(f"there is no {client}: {mend}")
    try:
        flow = InstalledAppFlow.from_client_secrets_file(str(client), SCOPES)
    except ValueError:
        raise UploadError(f"{client} is no OAuth client file: download it again from your Google project") from None
    try:
        credentials = flow.run_local_server(port=0)
    except (webbrowser.Error, OAuth2Error, AttributeError, *_CUT) as error:  # whose text may hold secrets
        raise UploadError(f"access was not given ({type(error).__name__}): {_NO_ACCESS}") from None
    keep(TOKEN, json.loads(credentials.to_json()))
    return credentials


class YouTube:
    """The user's channel. `sleep` and `chunk` (bytes) are for who must not wait."""

    place = "YouTube"
    replaces = False

    def __init__(self, credentials: Credentials, say: Callable[[str], None], api: str = API, **pace: Any) -> None:
        document = json.loads(get_static_doc("youtube", "v3"))
        document |= {"rootUrl": api, "baseUrl": api}
        document.pop("mtlsRootUrl", None)
        self._chunk = pace.get("chunk", CHUNK)
        self._say, self._pace = say, {key: value for key, value in pace.items() if key == "sleep"}
        transport = google_auth_httplib2.AuthorizedHttp(credentials, http=httplib2.Http(timeout=60))
        transport.http.redirect_codes = frozenset(transport.http.redirect_codes) - {308}
        self._api = build_from_document(document, http=transport)

    def upload(self, folder: Path, about: dict[str, Any], *, again: bool = False) -> str:
        """Upload a folder's film and texts; return the video's id.

        Raises:
            UploadError: refused, out of quota, or cut too often.
        """
        film = folder / "film.mp4"
        session = Session.of(folder.name, film)
        session.settle(self.place, again=again)
        if not session.video:
            media = _Bytes(str(film), mimetype="video/mp4", chunksize=self._chunk, resumable=True)
            request = self._api.videos().insert(part="snippet,status", body=video(about), media_body=media)
            session.video = self._send(request, session)["id"]
            session.save()
        return session.video

    def metadata(self, identity: str, about: dict[str, Any]) -> None:
        """Give a video new texts; who may see it stays as it is."""
        listed = self._do(lambda: self._api.videos().list(part="status", id=identity))["items"]
        if not listed:
            raise UploadError(f"YouTube has no video {identity}: was it deleted?")
        body = {"id": identity, **video(about, listed[0]["status"]["privacyStatus"])}
        self._do(lambda: self._api.videos().update(part="snippet,status", body=body))

    def captions(self, identity: str, folder: Path, about: dict[str, Any]) -> None:
        """Give a video its captions in the folder's language, in place of those it has."""
        path, language = folder / f"captions.{about['language']}.vtt", about["language"]
        tracks = self._do(lambda: self._api.captions().list(part="snippet", videoId=identity))["items"]
        same = [track for track in tracks if track["snippet"]["language"] == language]
        same = [track for track in same if track["snippet"].get("trackKind") != "asr"]
        media = _Bytes(str(path), mimetype="text/vtt")
        if same:
            body = {"id": same[0]["id"], "snippet": {"isDraft": False}}
            self._do(lambda: self._api.captions().update(part="snippet", body=body, media_body=media))
        else:
            body = {"snippet": {"videoId": identity, "language": language, "name": "", "isDraft": False}}
            self._do(lambda: self._api.captions().insert(part="snippet", body=body, media_body=media))

    def poster(self, identity: str, folder: Path) -> None:
        """Give a video the folder's poster."""
        media = _Bytes(str(folder / "poster.png"), mimetype="image/png")
        self._do(lambda: self._api.thumbnails().set(videoId=identity, media_body=media))

    # --- inside -------------------------------------------------------------------------------------------

    def _send(self, request: HttpRequest, session: Session) -> dict[str, Any]:
        """Send a film in chunks, from where an earlier run had come; return the video."""
        patience, size = Patience(self._say, **self._pace), request.resumable.size()
        asked = bool(session.uri)
        while True:
            try:
                if not session.uri:
                    session.uri = self._begin(request)
                    session.save()
                request.resumable_uri = session.uri
                done = self._ask(request, size) if asked else None
                asked = False
                while done is None:
                    progress, done = request.next_chunk()
                    if progress:
                        self._say(f"sent {progress.progress():.0%}")
                    patience.renew()
                return done
            except HttpError as error:
                self._judge(error, patience, sending=bool(session.uri))
            except RefreshError:
                raise _expired() from None
            except _CUT as error:
                patience.wait(f"the connection was cut ({type(error).__name__})")
            asked = bool(session.uri)

    def _begin(self, request: HttpRequest) -> str:
        """Open a session; nothing is a video before its last byte has come."""
        headers = {**request.headers, "X-Upload-Content-Type": "video/mp4"}
        headers["X-Upload-Content-Length"] = str(request.resumable.size())
        response, content = request.http.request(request.uri, "POST", body=request.body, headers=headers)
        if response.status != 200 or "location" not in response:
            raise HttpError(response, content, uri=request.uri)
        return response["location"]

    def _ask(self, request: HttpRequest, size: int) -> dict[str, Any] | None:
        """Ask a session how far it came: it may even have become a video whose answer was lost."""
        headers = {"Content-Range": f"bytes */{size}", "Content-Length": "0"}
        response, content = request.http.request(request.resumable_uri, "PUT", headers=headers)
        if response.status in (200, 201):
            return json.loads(content)
        if response.status != 308:
            raise HttpError(response, content, uri=request.uri)
        request.resumable_progress = int(response["range"].split("-")[1]) + 1 if "range" in response else 0
        return None

    def _do(self, prepare: Callable[[], HttpRequest]) -> dict[str, Any]:
        """Do a small request; each is harmless when it is done twice."""
        patience = Patience(self._say, **self._pace)
        while True:
            try:
                return prepare().execute()
            except HttpError as error:
                self._judge(error, patience)
            except RefreshError:
                raise _expired() from None
            except _CUT as error:
                patience.wait(f"the connection was cut ({type(error).__name__})")

    def _judge(self, error: HttpError, patience: Patience, *, sending: bool = False) -> None:
        """Wait if another try may help, else raise; an error's own text holds addresses, and is not shown."""
        status = error.resp.status
        reasons = {detail.get("reason") for detail in error.error_details if isinstance(detail, dict)}
        if reasons & {"quotaExceeded", "dailyLimitExceeded", "uploadLimitExceeded"}:
            raise UploadError(
                "YouTube's quota of the day is used up (it is renewed at midnight, Pacific time): run it again "
                "then, it goes on where it was"
            ) from None
        if status >= 500 or status == 429 or reasons & {"rateLimitExceeded", "userRateLimitExceeded"}:
            return patience.wait(f"YouTube answers {status}")
        if status == 401:
            raise _expired() from None
        if sending and status in (404, 410):
            raise LostError(self.place) from None
        raise UploadError(f"YouTube refuses ({status}): {error.reason}") from None


def _expired() -> UploadError:
    return UploadError(f"YouTube no longer accepts the access it gave: delete {home() / TOKEN}, then {_NO_ACCESS}")
