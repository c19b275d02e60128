"""How often a site is asked again after a failure, and how long to wait before that."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception_type, wait_exponential

from publish.upload.errors import UploadError

FAILURES = 8
"""After so many failures in a row, with nothing sent between them, an upload gives up for now."""
_LONGEST = 60.0
PATIENCE = 900.0
"""The longest wait that a site may ask for (s); for a longer one, an upload ends and says when to go on."""
_DAY = 86_400.0

Result = TypeVar("Result")


class TransientError(Exception):
    """A failure that another try may get over.

    Attributes:
        reason: what happened, without any secret.
        seconds: how long the server asks to wait.
    """

    def __init__(self, reason: str, seconds: float = 0.0) -> None:
        """Note what happened."""
        super().__init__(reason)
        self.reason, self.seconds = reason, seconds


class RetryPolicy:
    """Repeats an attempt that fails for a moment, and waits longer each time: 1 s, 2 s, 4 s, up to a minute.

    An upload makes each chunk an attempt of its own, so that sent bytes start the count again.
    """

    def __init__(self, say: Callable[[str], None], sleep: Callable[[float], None] = time.sleep) -> None:
        """Say each failure by `say`, and wait by `sleep` (s)."""
        self._say, self._sleep = say, sleep
        self._backoff = wait_exponential(multiplier=1, max=_LONGEST)

    def run(self, attempt: Callable[[], Result]) -> Result:
        """Return what `attempt` returns; repeat it as long as it raises TransientError.

        Raises:
            UploadError: it has failed too often, or the site asks for more time than PATIENCE.
        """
        retrying = Retrying(
            retry=retry_if_exception_type(TransientError),
            stop=lambda state: state.attempt_number >= FAILURES or _failure(state).seconds > PATIENCE,
            wait=self._wait,
            before_sleep=lambda state: self._say(f"{_failure(state).reason}: trying again"),
            sleep=self._sleep,
            retry_error_callback=_give_up,
        )
        return retrying(attempt)

    def _wait(self, state: RetryCallState) -> float:
        """Return how long to wait (s): as long as the server asks, and no less than the backoff."""
        return max(_failure(state).seconds, self._backoff(state))


def retry_after(header: str | None, now: datetime | None = None) -> float:
    """Return the seconds that a Retry-After header asks for, a day at most; 0 if it is missing or invalid.

    Args:
        header: seconds, or a date as HTTP writes it.
        now: the present moment, if not by the clock.

    >>> retry_after("5"), retry_after(None), retry_after("soon")
    (5.0, 0.0, 0.0)
    >>> retry_after("Wed, 21 Oct 2015 07:28:00 GMT", datetime(2015, 10, 21, 7, 27, tzinfo=UTC))
    60.0
    """
    text = (header or "").strip()
    if text.isdecimal():
        return min(float(text[:9]), _DAY)
    try:
        date = parsedate_to_datetime(text)
        date = date if date.tzinfo else date.replace(tzinfo=UTC)
        seconds = (date - (now or datetime.now(UTC))).total_seconds()
    except (ValueError, OverflowError):
        return 0.0
    return min(max(0.0, seconds), _DAY)


def _failure(state: RetryCallState) -> TransientError:
    error = state.outcome.exception() if state.outcome else None
    assert isinstance(error, TransientError), "tenacity asks only after such a failure"
    return error


def _give_up(state: RetryCallState) -> None:
    failure = _failure(state)
    if failure.seconds > PATIENCE:
        minutes = f"{failure.seconds / 60:.0f} minutes"
        raise UploadError(f"{failure.reason} and asks for {minutes}: run it again then, it continues where it was")
    raise UploadError(f"{failure.reason}, {FAILURES} times in a row: run it again later, it continues where it was")
