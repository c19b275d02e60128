"""The bytes of a film on their way to YouTube: where an upload begins, how far it has come, and its next chunk."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from googleapiclient.errors import HttpError
from googleapiclient.http import HttpRequest

from publish.upload.addresses import upload_address
from publish.upload.answers import bytes_reached, unexpected_answer
from publish.upload.retry import TransientError
from publish.upload.youtube_errors import NAME, translated_errors

ALSO = "https://www.googleapis.com/"
"""The older name of the same API, which may take uploads as well."""


class Transfer:
    """The bytes of a film on their way to an open session."""

    def __init__(self, request: HttpRequest, certain: bool, say: Callable[[str], None]) -> None:
        """Note whether it is `certain` how far the upload has come."""
        self._request, self._certain, self._say = request, certain, say

    def advance(self) -> dict[str, Any] | None:
        """Send one chunk; return the video if it was the last one.

        Raises:
            TransientError: it failed, and how far the upload has come is asked before the next try.
            UploadError: refused.
        """
        with translated_errors(sending=True):
            done = None if self._certain else self._ask()
            self._certain = False
            if done is None:
                done = self._send_chunk()
            self._certain = True
        return done

    def _send_chunk(self) -> dict[str, Any] | None:
        request = self._request
        reached = request.resumable_progress
        if reached == request.resumable.size():
            raise TransientError(f"{NAME} has all bytes and is still at work")
        progress, done = request.next_chunk()
        if progress:
            if not reached < progress.resumable_progress <= progress.total_size:
                raise TransientError(f"{NAME} says that nothing has come")
            self._say(f"sent {progress.progress():.0%}")
        return done

    def _ask(self) -> dict[str, Any] | None:
        """Ask the session how far it has come: it may even have become a video whose answer was lost."""
        request = self._request
        headers = {"Content-Range": f"bytes */{request.resumable.size()}", "Content-Length": "0"}
        response, content = request.http.request(request.resumable_uri, "PUT", headers=headers)
        if response.status in (200, 201):
            finished = json.loads(content)
            if not isinstance(finished, dict):
                raise unexpected_answer(NAME)
            return finished
        if response.status != 308:
            raise HttpError(response, content, uri=request.uri)
        request.resumable_progress = bytes_reached(NAME, response.get("range"), request.resumable.size())
        return None


def begin(request: HttpRequest) -> str:
    """Open a session and return its address; it becomes a video only when its last byte has come."""
    headers = {**request.headers, "X-Upload-Content-Type": "video/mp4"}
    headers["X-Upload-Content-Length"] = str(request.resumable.size())
    with translated_errors():
        response, content = request.http.request(request.uri, "POST", body=request.body, headers=headers)
        if response.status != 200 or "location" not in response:
            raise HttpError(response, content, uri=request.uri)
    return upload_address(NAME, request.uri, response["location"], also=(ALSO,))
