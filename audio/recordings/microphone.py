"""Records from the microphone by ffmpeg, which the film needs anyway."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from audio.samples import RATE

SYSTEMS = {
    "linux": ("pulse:default", "alsa:default"),
    "darwin": ("avfoundation::0",),
    "win32": ("dshow:audio=default",),
}
"""System → its microphones to try, as ffmpeg's format, a colon and its device."""
PROBE_SECONDS = 0.2
LONGEST_SECONDS = 60
"""A take ends by itself after this."""


def microphone() -> str | None:
    """Return the first microphone that works: that of the variable MICROPHONE, or the system's; None without one."""
    named = os.environ.get("MICROPHONE")
    tried = (named,) if named else SYSTEMS.get(sys.platform, SYSTEMS["linux"])
    return next((each for each in tried if _works(each)), None)


def _works(device: str) -> bool:
    command = ["ffmpeg", "-v", "quiet", "-nostdin", *_input(device), "-t", str(PROBE_SECONDS), "-f", "null", "-"]
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, timeout=5, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


class Recorder:
    """A recording that runs from its creation until `stop`."""

    def __init__(self, device: str, into: Path) -> None:
        """Start to record into a WAV file of 16 bit, mono, at RATE."""
        into.parent.mkdir(parents=True, exist_ok=True)
        target = ["-t", str(LONGEST_SECONDS), "-ac", "1", "-ar", str(RATE), "-c:a", "pcm_s16le", "-f", "wav", str(into)]
        command = ["ffmpeg", "-v", "error", "-y", *_input(device), *target]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE)

    def stop(self) -> None:
        """End the recording; the file is whole afterwards."""
        try:
            self._process.communicate(b"q", timeout=5)
        except subprocess.TimeoutExpired:
            self._process.terminate()
            self._process.wait()


def _input(device: str) -> Sequence[str]:
    kind, _, name = device.partition(":")
    return ["-f", kind, "-i", name]
