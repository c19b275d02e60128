"""YouTube: resumable upload, captions and thumbnail through the official client. Videos start private.

The address of an upload is saved before the first byte is sent, and it is asked how far the upload has come before any
byte is sent again: whatever fails, and whenever, no second video can come of it.
"""

from __future__ import annotations

import json
import time
import webbrowser
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import google_auth_httplib2
import httplib2
from google.oauth2.credentials import Credentials
from google_auth_oauthlib.flow import InstalledAppFlow
from googleapiclient.discovery import build_from_document
from googleapiclient.discovery_cache import get_static_doc
from googleapiclient.http import HttpRequest, MediaFileUpload
from oauthlib.oauth2 import OAuth2Error

from publish.folders.translation import localizations
from publish.upload import secret_files
from publish.upload.addresses import is_google, upload_address
from publish.upload.answers import in_a_line, part
from publish.upload.errors import RefusedError, UploadError
from publish.upload.languages import youtube_language
from publish.upload.retry import RetryPolicy, TransientError
from publish.upload.session import Session
from publish.upload.youtube_errors import CUT, NAME, NO_ACCESS, TOKEN, translated_errors
from publish.upload.youtube_transfer import ALSO, Transfer, begin

__all__ = ["TOKEN", "YouTube", "log_in"]
SCOPES = ["https://www.googleapis.com/auth/youtube.force-ssl", "https://www.googleapis.com/auth/youtube.upload"]
CLIENT = "youtube-client.json"
API = "https://youtube.googleapis.com/"
CHUNK = 8 << 20
CATEGORIES = {"education": "27", "science": "28"}


class _Bytes(MediaFileUpload):
    """Hands out bytes, not a stream: after a 401 the very same chunk must be sent again with a new token."""

    def has_stream(self) -> bool:
        return False


def video(about: Mapping[str, Any], privacy: str = "private") -> dict[str, Any]:
    """Return a folder's metadata as the API's resource."""
    return {
        "snippet": {
            "title": about["title"],
            "description": about["description"],
            "tags": list(about["tags"]),
            "categoryId": CATEGORIES[about["category"]],
            "defaultLanguage": youtube_language(about["language"]),
            "defaultAudioLanguage": youtube_language(about["language"]),
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
    folder = secret_files.secrets_folder()
    try:
        if known := secret_files.load(TOKEN):
            return Credentials.from_authorized_user_info(known, SCOPES)
    except ValueError:
        raise UploadError(f"{folder / TOKEN} is damaged: delete it, then {NO_ACCESS}") from None
    client = folder / CLIENT
    if not client.exists():
        fix = "make an OAuth client (desktop) in your Google project and save it there"
        raise UploadError(f"there is no {client}: {fix}")
    try:
        flow = InstalledAppFlow.from_client_secrets_file(str(client), SCOPES)
        given = flow.client_config
        if not (is_google(given["auth_uri"]) and is_google(given["token_uri"])):
            raise ValueError("its secret would go elsewhere")
    except (ValueError, LookupError, TypeError):
        raise UploadError(f"{client} is not an OAuth client file: download it again from your Google project") from None
    try:
        credentials = flow.run_local_server(port=0)
    except (webbrowser.Error, OAuth2Error, AttributeError, *CUT) as error:  # whose text may hold secrets
        raise UploadError(f"access was not given ({type(error).__name__}): {NO_ACCESS}") from None
    secret_files.save(TOKEN, json.loads(credentials.to_json()))
    return credentials


class YouTube:
    """The user's channel."""

    def __init__(
        self,
        credentials: Credentials,
        say: Callable[[str], None],
        api: str = API,
        chunk: int = CHUNK,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Connect to the channel.

        Args:
            credentials: the user's, from `log_in`.
            say: is given each line about the progress.
            api: where the API answers.
            chunk: bytes that are sent at once.
            sleep: how to wait between tries (s); for callers that must not block.
        """
        document = json.loads(get_static_doc("youtube", "v3"))
        document |= {"rootUrl": api, "baseUrl": api}
        document.pop("mtlsRootUrl", None)
        self._say, self._chunk, self._retry = say, chunk, RetryPolicy(say, sleep)
        transport = google_auth_httplib2.AuthorizedHttp(credentials, http=httplib2.Http(timeout=60))
        # The API never redirects: its status 308 means that an upload is not complete.
        transport.http.follow_redirects = False
        self._api = build_from_document(document, http=transport)

    def upload(self, folder: Path, about: Mapping[str, Any], *, again: bool = False) -> str:
        """Upload a folder's film and texts as a new, private video; return its id.

        Raises:
            UploadError: refused, out of quota, or failed too often.
        """
        film = folder / "film.mp4"
        session = Session.of(folder.name, film)
        session.refuse_unfinished(NAME, again=again)
        if not session.video:
            media = _Bytes(str(film), mimetype="video/mp4", chunksize=self._chunk, resumable=True)
            request = self._api.videos().insert(part="snippet,status", body=video(about), media_body=media)
            session.video = part(NAME, self._send(request, session), "id", kind=str)
            session.save()
        return session.video

    def replace(self, video_id: str, folder: Path) -> None:
        """Refuse: YouTube cannot put a film in place of another.

        Raises:
            UploadError: always.
        """
        raise UploadError("YouTube cannot replace a film: upload it as a new video")

    def update_metadata(self, video_id: str, about: Mapping[str, Any]) -> None:
        """Give a video new texts, in all languages; who may see it stays as it is.

        Raises:
            UploadError: refused, or YouTube has not kept the texts of a language.
        """
        privacy = part(NAME, self._status(video_id), "privacyStatus", kind=str)
        body, parts = {"id": video_id, **video(about, privacy)}, "snippet,status"
        texts = {youtube_language(other): text for other, text in localizations(about).items()}
        if texts:
            body, parts = {**body, "localizations": texts}, f"{parts},localizations"
        self._do(lambda: self._api.videos().update(part=parts, body=body))
        if texts:
            self._retry.run(lambda: self._confirm_texts(video_id, texts))
            self._say(f"{NAME} has title and description in {', '.join(texts)}")

    def _confirm_texts(self, video_id: str, texts: Mapping[str, Mapping[str, str]]) -> None:
        """Read back title and description in each language: YouTube answers before it has kept them.

        Raises:
            TransientError: it shows others.
        """
        listed = part(NAME, _done(self._api.videos().list(part="localizations", id=video_id)), "items", kind=list)
        shown = part(NAME, listed, 0, kind=dict).get("localizations", {}) if listed else {}
        if lacking := [name for name, text in texts.items() if not _same_texts(text, shown.get(name, {}))]:
            raise TransientError(f"{NAME} does not show the texts in {', '.join(lacking)}")

    def set_captions(self, video_id: str, folder: Path, about: Mapping[str, Any], language: str) -> None:
        """Give a video the folder's captions in a language, in place of those it has in it."""
        media = _Bytes(str(folder / f"captions.{language}.vtt"), mimetype="text/vtt")
        code = youtube_language(language)

        def attempt() -> object:
            same = self._track(video_id, code)
            if same:
                body = {"id": same, "snippet": {"isDraft": False}}
                return _done(self._api.captions().update(part="snippet", body=body, media_body=media))
            body = {"snippet": {"videoId": video_id, "language": code, "name": "", "isDraft": False}}
            try:
                return _done(self._api.captions().insert(part="snippet", body=body, media_body=media))
            except RefusedError as error:
                if error.status == 409:  # the list of tracks lags behind
                    raise TransientError(f"{NAME} has such captions already, but does not list them yet") from None
                raise

        self._retry.run(attempt)

    def _track(self, video_id: str, language: str) -> str:
        """Return the id of the captions that a video has in a language, "" if it has none but those by machine."""
        tracks = part(NAME, _done(self._api.captions().list(part="snippet", videoId=video_id)), "items", kind=list)
        for number in range(len(tracks)):
            snippet = part(NAME, tracks, number, "snippet", kind=dict)
            if snippet.get("language") == language and snippet.get("trackKind") != "asr":
                return part(NAME, tracks, number, "id", kind=str)
        return ""

    def set_poster(self, video_id: str, folder: Path) -> None:
        """Give a video the folder's poster."""
        media = _Bytes(str(folder / "poster.png"), mimetype="image/png")
        try:
            self._do(lambda: self._api.thumbnails().set(videoId=video_id, media_body=media))
        except RefusedError as error:
            if error.status != 403:
                raise
            fix = "verify yours at youtube.com/verify, then run it again"
            raise RefusedError(f"YouTube takes posters only from verified accounts: {fix}", 403) from None

    def read_back(self, video_id: str) -> str:
        """Return what YouTube says of a video now.

        Raises:
            UploadError: YouTube has rejected it, cannot read it, or does not know it.
        """
        status = self._status(video_id)
        privacy, state = (part(NAME, status, key, kind=str) for key in ("privacyStatus", "uploadStatus"))
        if state not in ("uploaded", "processed"):
            reason = in_a_line(status.get("rejectionReason") or status.get("failureReason")) or "no reason given"
            fix = "look at it in YouTube Studio, delete it there, and upload the fixed film with --again"
            raise UploadError(f"YouTube keeps {video_id} out: {in_a_line(state)}, {reason}: {fix}")
        locked = "; YouTube Studio shows whether it is locked" if privacy == "private" else ""
        return f"YouTube holds it as {in_a_line(privacy)}, {in_a_line(state)}{locked}"

    def _status(self, video_id: str) -> dict[str, Any]:
        listed = part(NAME, self._do(lambda: self._api.videos().list(part="status", id=video_id)), "items", kind=list)
        if not listed:
            raise UploadError(f"YouTube has no video {video_id}: if it was deleted, --again uploads it again")
        return part(NAME, listed, 0, "status", kind=dict)

    # --- inside -------------------------------------------------------------------------------------------

    def _send(self, request: HttpRequest, session: Session) -> dict[str, Any]:
        """Send a film in chunks, from where an earlier run had come; return the video."""
        certain = not session.uri  # a new session holds no byte
        if not session.uri:
            session.uri = self._retry.run(lambda: begin(request))
            session.save()
        request.resumable_uri = upload_address(NAME, request.uri, session.uri, also=(ALSO,))
        transfer, done = Transfer(request, certain, self._say), None
        while done is None:
            done = self._retry.run(transfer.advance)
        return done

    def _do(self, prepare: Callable[[], HttpRequest]) -> object:
        """Do a small request; each is harmless when it is done twice."""
        return self._retry.run(lambda: _done(prepare()))


def _same_texts(sent: Mapping[str, str], shown: Mapping[str, str]) -> bool:
    return all(str(shown.get(key, "")).split() == text.split() for key, text in sent.items())


def _done(request: HttpRequest) -> object:
    """Do a request once, and return the answer."""
    with translated_errors():
        answer: object = request.execute()
    return answer
