"""How often a site is asked again after a failure, and how long is waited before."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from publish.upload.errors import UploadError

FAILURES = 8
"""After so many failures in a row, with nothing sent between them, an upload gives up for now."""
_LONGEST = 60.0

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

    An upload makes each chunk an attempt of its own, so that sent bytes start the count anew.
    """

    def __init__(self, say: Callable[[str], None], sleep: Callable[[float], None] = time.sleep) -> None:
        """Say each failure by `say`, and wait by `sleep` (s)."""
        self._say, self._sleep = say, sleep
        self._backoff = wait_exponential(multiplier=1, max=_LONGEST)

    def run(self, attempt: Callable[[], Result]) -> Result:
        """Return what `attempt` returns; repeat it as long as it raises TransientError.

        Raises:
            UploadError: it has failed too often.
        """
        retrying = Retrying(
            retry=retry_if_exception_type(TransientError),
            stop=stop_after_attempt(FAILURES),
            wait=self._wait,
            before_sleep=lambda state: self._say(f"{_failure(state).reason}: trying again"),
            sleep=self._sleep,
            retry_error_callback=_give_up,
        )
        return retrying(attempt)

    def _wait(self, state: RetryCallState) -> float:
        """Return how long to wait (s): as long as the server asks, and no less than the backoff."""
        return max(_failure(state).seconds, self._backoff(state))


def retry_after(header: str | None) -> float:
    """Return the seconds that a Retry-After header asks for; 0 if there is none, or if it names a date.

    >>> retry_after("5"), retry_after(None)
    (5.0, 0.0)
    """
    return float(header) if header and header.strip().isdecimal() else 0.0


def _failure(state: RetryCallState) -> TransientError:
    error = state.outcome.exception() if state.outcome else None
    assert isinstance(error, TransientError), "tenacity asks only after such a failure"
    return error


def _give_up(state: RetryCallState) -> None:
    reason = _failure(state).reason
    raise UploadError(f"{reason}, {FAILURES} times in a row: run it again later, it continues where it was")
