"""What ffmpeg and ffprobe tell of a film without decoding it: its streams, headers and soft captions."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any


def probe(film: Path) -> dict[str, Any]:
    """Return the streams and the format of a film, as ffprobe names them.

    Raises:
        ValueError: the file is not a film.
    """
    run = _run("ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", str(film))
    if run.returncode:
        raise ValueError(f"{film}: this is not a film: {run.stderr.strip()}: build the folder again with make publish")
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def uses_cabac(film: Path) -> bool:
    """Return whether the headers of the picture say that it is coded with CABAC."""
    command = ["-hide_banner", "-nostdin", "-i", str(film), "-map", "0:v:0", "-c", "copy", "-frames:v", "1"]
    headers = _run("ffmpeg", *command, "-bsf:v", "trace_headers", "-f", "null", "-").stderr
    coding = re.search(r"entropy_coding_mode_flag\s+\d+ = (\d)", headers)
    return coding is not None and coding[1] == "1"


def soft_captions(film: Path) -> str:
    """Return the captions inside a film as SubRip; empty if it has none."""
    return _run("ffmpeg", "-v", "error", "-i", str(film), "-map", "0:s:0?", "-f", "srt", "-").stdout


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, errors="replace")
