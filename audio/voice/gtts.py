"""gTTS: the voice of Google Translate, over the network.

gTTS asks once and waits as long as it is told to, so patience is here: a time-out on every request, and
another try, each time after a longer wait, when the service is busy (429), fails (5xx), sends half an answer
or, having answered before, none. A sentence is one request, unless it is longer than the service takes.
"""

from __future__ import annotations

import random
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from queue import Empty, SimpleQueue
from threading import Thread

import numpy as np
import requests
from gtts import gTTS, gTTSError
from gtts.lang import tts_langs
from urllib3.exceptions import InvalidHeader
from urllib3.util import Retry

from audio.voice.takes import RATE, Voice, Word, trim

# Region → (top-level domain of the service, how its accent is called); gTTS's documentation lists them.
REGIONS = {
    "AU": ("com.au", "Australian"),
    "BR": ("com.br", "Brazilian"),
    "CA": ("ca", "Canadian"),
    "GB": ("co.uk", "British"),
    "IE": ("ie", "Irish"),
    "IN": ("co.in", "Indian"),
    "MX": ("com.mx", "Mexican"),
    "PT": ("pt", "European"),
    "US": ("us", "American"),
    "ZA": ("co.za", "South African"),
}
DEFAULT = ("com", "standard")
LONGEST_PIECE = gTTS.GOOGLE_TTS_MAX_CHARS - 5  # gTTS may add spaces, and would then cut the piece itself
PHRASE_GAP, WORD_GAP = 0.18, 0.03  # seconds between two pieces, with and without punctuation
FASTEST = 26  # letters a second: people speak up to 20, so a sound that needs more was cut short


class GttsError(Exception):
    """gTTS cannot speak; the message is a verb phrase, as in "gTTS did not answer within 3 s"."""


@dataclass(frozen=True)
class Patience:
    """How long to wait for the service, in seconds, and how often to ask."""

    first: float = 3.0  # for its first answer, where there is another voice to turn to
    request: float = 10.0  # for any other answer
    attempts: int = 5
    backoff: float = (
        1.0  # before the second attempt; doubled for each further one, and up to half as much again
    )
    longest: float = 30.0  # a service that asks for a longer wait than this has failed


@dataclass(eq=False)
class _FaultError(Exception):
    """One request that failed: why, whether another may succeed, and the wait that was asked for (s)."""

    why: str
    passing: bool = True
    answered: bool = True
    wait: float | None = None


class Gtts:
    """The engine behind VOICE=gtts. With `probing`, it gives up at once if its first request has no answer.

    Raises GttsError if the service does not know the language, and from `speak`.
    """

    abreast = 1

    def __init__(self, locale: str, patience: Patience, say: Callable[[str], None], *, probing: bool):
        base, _, region = locale.partition("-")
        language = locale if locale in tts_langs() else base
        if language not in tts_langs():
            raise GttsError(f"does not speak {locale!r}")
        self.tld, accent = REGIONS.get(region, DEFAULT)
        self.voice = Voice(
            engine="gtts",
            version=version("gTTS"),
            name=f"translate.google.{self.tld}",
            language=language,
            accent=accent,
            speed=1.0,
            description=f"gTTS, {accent} ({locale}), from translate.google.{self.tld}",
        )
        self._patience, self._say, self._probing = patience, say, probing

    def recipe(self, text: str) -> str:
        """What else shapes the sound of `text`: how it is cut into requests, and how they are joined."""
        return " | ".join([str(PHRASE_GAP), str(WORD_GAP), *pieces(text)])

    def speak(self, text: str) -> tuple[np.ndarray, tuple[Word, ...] | None]:
        """The sound of `text` at RATE. The service does not say when its words fall."""
        sounds: list[np.ndarray] = []
        for piece in pieces(text):
            sound, _ = trim(self._ask(piece))
            gap = WORD_GAP if piece[-1].isalnum() else PHRASE_GAP
            sounds += [sound, np.zeros(round(gap * RATE), sound.dtype)]
        return np.concatenate(sounds[:-1]), None

    def _ask(self, text: str) -> np.ndarray:
        """The sound of one request, asked for as often as it makes sense."""
        for attempt in range(1, self._patience.attempts + 1):
            try:
                sound = self._request(text)
            except _FaultError as fault:
                unreachable = self._probing and not fault.answered
                wait = fault.wait or self._patience.backoff * 2 ** (attempt - 1) * random.uniform(1, 1.5)
                last = attempt == self._patience.attempts or wait > self._patience.longest
                if unreachable or last or not fault.passing:
                    tries = f" ({attempt} tries)" if attempt > 1 else ""
                    raise GttsError(fault.why + tries) from fault
                self._probing = False
                self._say(f"gTTS {fault.why}: asking again in {wait:.1f} s")
                time.sleep(wait)
            else:
                self._probing = False
                return sound
        raise AssertionError("an attempt either returns or raises")

    def _request(self, text: str) -> np.ndarray:
        """One request and its sound at RATE. Raises _FaultError."""
        seconds = self._patience.first if self._probing else self._patience.request
        speech = gTTS(text, lang=self.voice.language, tld=self.tld, timeout=seconds)
        try:
            sound = _decoded(_within(seconds, lambda: b"".join(speech.stream())))
        except gTTSError as error:
            raise _fault(error, seconds) from error
        except TimeoutError as error:
            raise _FaultError(f"did not answer within {seconds:g} s", answered=False) from error
        except ValueError as error:  # no base64, no mp3, or too little of it
            raise _FaultError("sent a broken answer") from error
        if len(sound) / RATE < sum(map(str.isalnum, text)) / FASTEST:
            raise _FaultError("sent half an answer")
        return sound


def pieces(text: str) -> list[str]:
    """`text` in pieces that the service takes at a time, cut after punctuation where that is not too early.

    >>> text = "In a storm the feedback turns positive: " + "cells release more, " * 3 + "and more."
    >>> [len(piece) for piece in pieces(text)]
    [79, 29]
    """
    rest, found = " ".join(text.split()), []
    while len(rest) > LONGEST_PIECE:
        head = rest[: LONGEST_PIECE + 1]
        phrase = max(head.rfind(mark + " ") + 1 for mark in ",;:.!?—")
        cut = phrase if phrase > LONGEST_PIECE / 3 else head.rfind(" ")
        cut = cut if cut > 0 else LONGEST_PIECE
        found.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return [*found, rest]


def _within(seconds: float, work: Callable[[], bytes]) -> bytes:
    """The result of `work`, or TimeoutError; requests raises none for a name look-up or a trickle."""
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


def _fault(error: gTTSError, seconds: float) -> _FaultError:
    """What went wrong, as far as gTTS tells."""
    cause = error.__context__  # gTTS hides it behind "Failed to connect"
    if error.rsp is None:
        if isinstance(cause, requests.Timeout):
            return _FaultError(f"did not answer within {seconds:g} s", answered=False)
        if isinstance(cause, requests.ConnectionError):
            return _FaultError("cannot be reached", answered=False)
        return _FaultError("broke off its answer")
    status = error.rsp.status_code
    if status == 200:
        return _FaultError("sent no whole sound")
    why = (
        "is busy (429)" if status == 429 else f"failed ({status})" if status >= 500 else f"refused ({status})"
    )
    return _FaultError(why, passing=status == 429 or status >= 500, wait=_retry_after(error.rsp))


def _retry_after(response: requests.Response) -> float | None:
    """The seconds that a Retry-After header asks for, be it a number or a date."""
    try:
        return Retry().parse_retry_after(response.headers["Retry-After"])
    except (KeyError, InvalidHeader):
        return None


def _decoded(mp3: bytes) -> np.ndarray:
    """The samples of an mp3 at RATE. Raises ValueError if there are none."""
    command = [
        "ffmpeg",
        "-v",
        "quiet",
        "-f",
        "mp3",
        "-i",
        "pipe:0",
        "-f",
        "f32le",
        "-ac",
        "1",
        "-ar",
        str(RATE),
        "-",
    ]
    sound = subprocess.run(command, input=mp3, capture_output=True, check=False).stdout
    samples = np.frombuffer(sound, "<f4")
    if not len(samples):
        raise ValueError("no sound in it")
    return samples
