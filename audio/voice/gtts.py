"""gTTS: the voice of Google Translate, over the network.

gTTS itself never retries. So each request gets a time-out here, and is retried with growing delays if the service is
busy (429), fails (5xx), sends a truncated answer, or sends no answer although it has answered before. A sentence is one
request, unless it is longer than the service accepts.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from queue import Empty, SimpleQueue
from threading import Thread

import numpy as np
import requests
from gtts import gTTS, gTTSError
from tenacity import RetryCallState, Retrying, retry_if_exception
from urllib3.exceptions import InvalidHeader
from urllib3.util import Retry

from audio.samples import RATE, trim
from audio.voice.engine import Role, ServiceError, Speech, Voice
from audio.voice.gtts_languages import gtts_host, gtts_language
from audio.voice.pieces import pieces

LONGEST_PIECE_CHARACTERS = gTTS.GOOGLE_TTS_MAX_CHARS - 5
"""Most characters of one request; gTTS may add spaces, and would then cut the piece itself."""
PHRASE_GAP_SECONDS, WORD_GAP_SECONDS = 0.18, 0.03
"""Silence between two pieces that were cut after punctuation, and between words."""
FASTEST_LETTERS_A_SECOND = 26
"""People speak up to 20, so a sound with more of them was cut short."""


@dataclass(eq=False)
class _RequestError(Exception):
    """One request that failed.

    Attributes:
        reason: a verb phrase.
        temporary: whether another attempt may succeed.
        answered: whether the service sent anything.
        wait: the seconds that the service asked to wait for.
    """

    reason: str
    temporary: bool = True
    answered: bool = True
    wait: float | None = None


class Gtts:
    """The engine behind VOICE=gtts."""

    concurrency = 1  # so that a request that fails is the last one

    def __init__(self, role: Role) -> None:
        """Choose the voice of the role's locale. If it is replaceable, a first request without an answer is the last.

        Raises:
            ValueError: the service does not speak the language.
        """
        self._language = gtts_language(role.locale)
        self._domain, accent = gtts_host(role.locale)
        self.voice = Voice(
            engine="gtts",
            version=version("gTTS"),
            name=f"translate.google.{self._domain}",
            language=role.locale,
            accent=accent,
            speed=1.0,
            description=f"gTTS, {accent} ({role.locale}), from translate.google.{self._domain}",
        )
        self._retry, self._say, self._probing = role.retry, role.say, role.replaceable

    def recipe(self, text: str) -> str:
        """Return what else affects the sound of `text`: how it is cut into requests, and how they are joined."""
        return " | ".join([str(PHRASE_GAP_SECONDS), str(WORD_GAP_SECONDS), self._language, *_pieces(text)])

    def speak(self, text: str) -> Speech:
        """Return the sound of `text`, without words: the service does not report their times.

        Raises:
            ServiceError: the service failed for good.
        """
        sounds: list[np.ndarray] = []
        for piece in _pieces(text):
            sound, _ = trim(self._ask(piece))
            gap = WORD_GAP_SECONDS if piece[-1].isalnum() else PHRASE_GAP_SECONDS
            sounds += [sound, np.zeros(round(gap * RATE), sound.dtype)]
        return np.concatenate(sounds[:-1]), None

    def _ask(self, text: str) -> np.ndarray:
        """Return the sound of one piece, asked for as often as the retry policy says."""
        retrying = Retrying(
            retry=retry_if_exception(self._may_succeed),
            wait=self._wait,
            stop=self._is_over,
            before_sleep=self._announce,
            reraise=True,
        )
        try:
            sound = retrying(self._request, text)
        except _RequestError as error:
            attempts = retrying.statistics["attempt_number"]
            raise ServiceError(error.reason + (f" ({attempts} tries)" if attempts > 1 else "")) from error
        self._probing = False
        return sound

    def _may_succeed(self, error: BaseException) -> bool:
        """Return whether another attempt may succeed after a request that failed."""
        return isinstance(error, _RequestError) and error.temporary and (error.answered or not self._probing)

    def _wait(self, state: RetryCallState) -> float:
        return _failure(state).wait or self._retry.wait_seconds(state.attempt_number)

    def _is_over(self, state: RetryCallState) -> bool:
        too_long = state.upcoming_sleep > self._retry.longest_wait_seconds
        return too_long or state.attempt_number >= self._retry.attempts

    def _announce(self, state: RetryCallState) -> None:
        self._probing = False
        self._say(f"gTTS {_failure(state).reason}: asking again in {state.upcoming_sleep:.1f} s")

    def _request(self, text: str) -> np.ndarray:
        """Send one request and return its sound at RATE, or raise _RequestError."""
        seconds = self._retry.first_answer_seconds if self._probing else self._retry.answer_seconds
        speech = gTTS(text, lang=self._language, tld=self._domain, timeout=seconds)
        try:
            sound = _decode(_with_time_out(seconds, lambda: b"".join(speech.stream())))
        except gTTSError as error:
            raise _request_error(error, seconds) from error
        except TimeoutError as error:
            raise _RequestError(f"did not answer within {seconds:g} s", answered=False) from error
        except ValueError as error:  # not base64, not mp3, or too little of it
            raise _RequestError("sent a broken answer") from error
        if len(sound) / RATE < sum(map(str.isalnum, text)) / FASTEST_LETTERS_A_SECOND:
            raise _RequestError("sent half an answer")
        return sound


def _pieces(text: str) -> list[str]:
    return pieces(text, LONGEST_PIECE_CHARACTERS)


def _failure(state: RetryCallState) -> _RequestError:
    """Return why the last attempt failed."""
    error = state.outcome.exception() if state.outcome else None
    assert isinstance(error, _RequestError)
    return error


def _with_time_out(seconds: float, work: Callable[[], bytes]) -> bytes:
    """Return the result of `work`, or raise TimeoutError.

    The time-out of requests covers neither a name look-up nor an answer that trickles in byte by byte.
    """
    answer: SimpleQueue[bytes | Exception] = SimpleQueue()

    def run() -> None:
        try:
            answer.put(work())
        except Exception as error:
            answer.put(error)

    Thread(target=run, daemon=True).start()
    try:
        result = answer.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if isinstance(result, Exception):
        raise result
    return result


def _request_error(error: gTTSError, seconds: float) -> _RequestError:
    """Return what went wrong, as far as gTTS reports it."""
    cause = error.__context__  # gTTS hides it behind "Failed to connect"
    if error.rsp is None:
        if isinstance(cause, requests.Timeout):
            return _RequestError(f"did not answer within {seconds:g} s", answered=False)
        if isinstance(cause, requests.ConnectionError):
            return _RequestError("cannot be reached", answered=False)
        return _RequestError("broke off its answer")
    status = error.rsp.status_code
    if status == 200:
        return _RequestError("sent an incomplete sound")
    if status == 429:
        return _RequestError("is busy (429)", wait=_retry_after(error.rsp))
    if status >= 500:
        return _RequestError(f"failed ({status})", wait=_retry_after(error.rsp))
    return _RequestError(f"refused ({status})", temporary=False)


def _retry_after(response: requests.Response) -> float | None:
    """Return the seconds that a Retry-After header asks for, be it a number or a date."""
    try:
        return Retry().parse_retry_after(response.headers["Retry-After"])
    except (KeyError, InvalidHeader):
        return None


def _decode(mp3: bytes) -> np.ndarray:
    """Return the samples of an mp3 at RATE, or raise ValueError if there are none."""
    command = ["ffmpeg", "-v", "quiet", "-f", "mp3", "-i", "pipe:0", "-f", "f32le", "-ac", "1", "-ar", str(RATE), "-"]
    samples = np.frombuffer(subprocess.run(command, input=mp3, capture_output=True, check=False).stdout, "<f4")
    if not len(samples):
        raise ValueError("no sound in it")
    return samples
