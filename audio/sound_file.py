"""Sound files of any format that ffmpeg reads, as samples at RATE."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from audio.samples import RATE


class UnreadableError(ValueError):
    """A file that ffmpeg finds no sound in; the message is a verb phrase."""


@dataclass(frozen=True)
class SoundFile:
    """What a sound file holds.

    Attributes:
        samples: mono, (n,) float32 at RATE, within ±1.
        rate: samples a second in the file.
        bits: bits a sample in the file; 0 where its format has no such number, as mp3.
    """

    samples: np.ndarray
    rate: int
    bits: int


def read_sound(path: Path) -> SoundFile:
    """Read a sound file.

    Raises:
        UnreadableError: ffmpeg cannot read it, or there is no sound in it.
    """
    probe = ["ffprobe", "-v", "error", "-select_streams", "a:0", "-of", "json", "-show_entries"]
    shown = subprocess.run([*probe, "stream=sample_rate,bits_per_sample", str(path)], capture_output=True, text=True)
    streams = json.loads(shown.stdout or "{}").get("streams", [])
    target = ["-map", "0:a:0", "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"]
    run = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", str(path), *target], capture_output=True)
    samples = np.frombuffer(run.stdout[: len(run.stdout) // 4 * 4], "<f4")
    if not streams or run.returncode or not len(samples):
        raise UnreadableError("has no sound that ffmpeg can read")
    return SoundFile(samples, int(streams[0]["sample_rate"]), int(streams[0].get("bits_per_sample") or 0))
