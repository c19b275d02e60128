"""What uploads must remember between runs, outside the repository and for its owner's eyes only.

Tokens, and the address of an unfinished upload: who has it can write to it, so it is a secret too.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plan.files import write_whole

FAILURES = 8
"""So many in a row, with nothing sent between them, and an upload gives up for now."""


class UploadError(RuntimeError):
    """An upload that cannot go on. The message says why and what to do, and holds no secret."""


def home() -> Path:
    """Return the folder for secrets: ~/.config/cytokine-storm-film, or where XDG_CONFIG_HOME says."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "cytokine-storm-film"


def keep(name: str, values: dict[str, Any]) -> None:
    """Write a secret so that only its owner can read it."""
    home().mkdir(parents=True, exist_ok=True, mode=0o700)
    home().chmod(0o700)
    write_whole(home() / name, json.dumps(values).encode())  # its drafts are born with 0600
    (home() / name).chmod(0o600)


def recall(name: str) -> dict[str, Any]:
    """Return what was kept under a name; empty if nothing was.

    Raises:
        UploadError: it is damaged.
    """
    path = home() / name
    try:
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except ValueError:
        raise UploadError(f"{path} is damaged: delete it, and log in again") from None


def forget(name: str) -> None:
    """Delete what was kept under a name."""
    (home() / name).unlink(missing_ok=True)


class LostError(UploadError):
    """An upload that the server has forgotten, or that gave way to another: whether it became a video is unknown."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"an earlier upload to {place} never ended as far as is known here, but may have become a video: look "
            "there. If it did, record it with --published ID; if not, start anew with --again"
        )


@dataclass
class Session:
    """One film on its way to one place: the address that takes its bytes, then the video that it became."""

    name: str
    uri: str = ""
    video: str = ""

    @classmethod
    def of(cls, place: str, film: Path) -> Session:
        """Return the session of this very film at a place, as far as it had come."""
        with film.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        name = f"upload-{place}-{digest[:24]}.json"
        return cls(name, **recall(name))

    def settle(self, place: str, *, again: bool) -> None:
        """Make sure that no other film's upload, begun here and never seen to end, may have become a video.

        Args:
            again: forget what was begun, this film's upload too.

        Raises:
            LostError: there is such an upload.
        """
        begun = home().glob(f"upload-{self.name.split('-', 1)[1].rsplit('-', 1)[0]}-*.json")
        others = [path for path in begun if path.name != self.name and not recall(path.name)["video"]]
        if again:
            self.uri = self.video = ""
            for path in others:
                path.unlink()
        elif others:
            raise LostError(place)

    def save(self) -> None:
        keep(self.name, {"uri": self.uri, "video": self.video})

    def forget(self) -> None:
        forget(self.name)


class Patience:
    """Waits between tries, longer each time; sent bytes give new patience."""

    def __init__(self, say: Callable[[str], None], sleep: Callable[[float], None] = time.sleep) -> None:
        self._say, self._sleep, self._failures = say, sleep, 0

    def renew(self) -> None:
        self._failures = 0

    def wait(self, reason: str, seconds: float = 0.0) -> None:
        """Wait before the next try; `seconds` is what the server asked for.

        Raises:
            UploadError: it has failed too often.
        """
        self._failures += 1
        if self._failures >= FAILURES:
            raise UploadError(f"{reason}, {FAILURES} times in a row: run it again later, it goes on where it was")
        self._say(f"{reason}: trying again")
        self._sleep(max(seconds, min(60.0, 2.0 ** (self._failures - 1))))
