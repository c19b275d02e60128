"""How loud sound is, measured by ffmpeg after EBU R 128, and the loudness that big sites ask for."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

LOUDNESS_LUFS = -14.0
PEAK_DBTP = -1.0
ROUNDING_DB = 0.05
"""How far a peak may be above the value of the meter, which rounds to tenths."""
METER = "ebur128=peak=true"
"""The filter of ffmpeg that measures what passes through it; `parse_loudness` reads its result from the log."""


class SoundError(RuntimeError):
    """The sound could not be made with the loudness and peaks that are asked for."""


@dataclass(frozen=True)
class Loudness:
    """Integrated loudness (LUFS) and true peak (dBTP) after EBU R 128."""

    lufs: float
    peak: float

    @property
    def excess(self) -> float:
        """By how much the peak may be above PEAK_DBTP (dB); 0 or less if it is certainly not."""
        return round(self.peak + ROUNDING_DB - PEAK_DBTP, 2)


def measure(path: Path) -> Loudness:
    """Measure a sound file, or the sound of a film, as it is decoded.

    Raises:
        SoundError: ffmpeg cannot read it.
    """
    return parse_loudness(ffmpeg("-i", str(path), "-map", "0:a:0", "-af", METER, "-f", "null", "-"))


def parse_loudness(log: str) -> Loudness:
    """Return what METER found, from ffmpeg's log.

    Raises:
        SoundError: METER's summary is not in it.
    """
    _, _, summary = log.rpartition("Summary:")
    lufs, peak = (re.search(rf"{name}:\s+(-?[\d.]+|-inf)", summary) for name in ("I", "Peak"))
    if not lufs or not peak:
        raise SoundError("ffmpeg did not report the loudness")
    return Loudness(float(lufs[1]), float(peak[1]))


def ffmpeg(*arguments: str) -> str:
    """Run ffmpeg and return its log.

    Raises:
        SoundError: it fails.
    """
    command = ["ffmpeg", "-hide_banner", "-nostdin", *arguments]
    run = subprocess.run(command, capture_output=True, text=True, errors="replace")
    if run.returncode:
        says = (run.stderr.strip().splitlines() or [f"it ended with {run.returncode}"])[-1]
        raise SoundError(f"ffmpeg failed: {says}")
    return run.stderr
