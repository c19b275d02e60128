"""What YouTube's answers and the errors of its official client mean, in words that hold no address."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from contextlib import contextmanager

import httplib2
from google.auth.exceptions import RefreshError, TransportError
from googleapiclient.errors import HttpError

from publish.upload import secret_files
from publish.upload.answers import in_a_line, unexpected_answer
from publish.upload.errors import LostError, RefusedError, UploadError
from publish.upload.retry import TransientError, retry_after

NAME = "YouTube"
TOKEN = "youtube-token.json"
CUT = (OSError, httplib2.HttpLib2Error, http.client.HTTPException, TransportError)
"""Errors of a connection that broke."""
NO_ACCESS = "run make upload again and allow access in the browser"
_QUOTA = {"quotaExceeded", "dailyLimitExceeded"}
_RATE = {"rateLimitExceeded", "userRateLimitExceeded"}
_SCOPES = {"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"}


@contextmanager
def translated_errors(*, sending: bool = False) -> Iterator[None]:
    """Turn the errors of the official client into ours, whose messages hold no address.

    Args:
        sending: whether a session is open, so that a 404 means that YouTube has forgotten it.
    """
    try:
        yield
    except HttpError as error:
        raise _judged(error, sending) from None
    except RefreshError as error:
        if error.retryable:
            raise TransientError("Google gives no new token for now") from None
        raise _expired() from None
    except CUT as error:
        raise TransientError(f"the connection was cut ({type(error).__name__})") from None
    except (ValueError, LookupError, TypeError, AttributeError):  # the client met an answer that it cannot read
        raise unexpected_answer(NAME) from None


def _judged(error: HttpError, sending: bool) -> Exception:
    """Return what an answer means: TransientError if another try may help, else UploadError."""
    status, reasons = error.resp.status, reasons_of(error)
    if reasons & _QUOTA:
        return UploadError(
            "YouTube's quota of the day is used up (it is renewed at midnight, Pacific time): run it again "
            "then, it continues where it was"
        )
    if "uploadLimitExceeded" in reasons:
        return UploadError("YouTube takes no more videos of this channel today: run it again tomorrow")
    if "youtubeSignupRequired" in reasons:
        return UploadError("this Google account has no YouTube channel: make one on youtube.com, then run it again")
    if status >= 500 or status == 429 or reasons & _RATE:
        return TransientError(f"YouTube answers {status}", retry_after(error.resp.get("retry-after")))
    if status == 401 or reasons & _SCOPES:
        return _expired()
    if sending and status in (404, 410):
        return LostError(NAME)
    if status < 300:
        return unexpected_answer(NAME)
    return RefusedError(f"YouTube refuses ({status}): {in_a_line(error.reason) or 'it gives no reason'}", status)


def reasons_of(error: HttpError) -> set[str]:
    """Return the reasons of a refusal, as YouTube's API names them."""
    details = error.error_details if isinstance(error.error_details, list) else []
    found = {detail.get("reason") for detail in details if isinstance(detail, dict)}
    return {reason for reason in found if isinstance(reason, str)}


def _expired() -> UploadError:
    """Forget the token that is no longer accepted, so that the next run asks, and return the error."""
    secret_files.delete(TOKEN)
    return UploadError(f"YouTube no longer accepts the access it gave: {NO_ACCESS}, it continues where it was")
