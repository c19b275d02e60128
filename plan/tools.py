"""Whether ffmpeg can do what films need of it, found by trying: asked before the first step, and by `make doctor`.

    python -m plan.tools build/ffmpeg.done

Only the standard library is used here, since `make doctor` asks before anything is installed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from plan.exits import exit_on

TIMEOUT_SECONDS = 20
NEEDED = {
    "-encoders": ("libx264", "aac", "mov_text"),
    "-filters": ("ass", "ebur128", "alimiter", "atempo"),
    "-demuxers": ("concat",),
}
"""What the steps use, by the option with which ffmpeg lists such things."""
_FIX = "install ffmpeg 5 or newer with libx264 and libass"


class ToolError(RuntimeError):
    """A program cannot do what is needed. The message says why, and how to fix it."""


def check_ffmpeg() -> str:
    """Return the version of ffmpeg after it has shown that it writes a film.

    Raises:
        ToolError: it is not there, hangs, fails, writes nothing, or lacks something.
    """
    where = shutil.which("ffmpeg")
    if not where:
        raise ToolError(f"there is no ffmpeg: {_FIX}")
    version = re.search(r"ffmpeg version (\S+)", _ask(where, "-version"))
    if not version:
        raise ToolError(f"{where} does not say its version: {_FIX}")
    for option, names in NEEDED.items():
        listed = set(_ask(where, option).split())
        lacking = [name for name in names if name not in listed]
        if lacking:
            raise ToolError(f"{where} {version[1]} has no {', '.join(lacking)}: {_FIX}")
    with tempfile.TemporaryDirectory() as folder:
        film = Path(folder) / "film.mp4"
        source = ["-f", "lavfi", "-i", "color=size=64x64:duration=0.2", "-f", "lavfi", "-i", "sine=duration=0.2"]
        _ask(where, "-v", "error", *source, "-c:v", "libx264", "-c:a", "aac", str(film))
        if not film.exists() or film.stat().st_size < 1000:
            raise ToolError(f"{where} {version[1]} ends without an error, but wrote no film: {_FIX}")
    return version[1]


def _ask(where: str, *arguments: str) -> str:
    """Return what ffmpeg prints.

    Raises:
        ToolError: it cannot be run, hangs or fails.
    """
    command = [where, "-hide_banner", "-nostdin"] if arguments != ("-version",) else [where]
    try:
        run = subprocess.run(
            [*command, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=TIMEOUT_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise ToolError(f"{where} did not answer within {TIMEOUT_SECONDS} s: {_FIX}") from None
    except OSError as error:
        raise ToolError(f"{where} cannot be run ({error.strerror}): {_FIX}") from None
    if run.returncode:
        says = (run.stderr.strip().splitlines() or ["no message"])[-1]
        raise ToolError(f"{where} ended with {run.returncode} ({says}): {_FIX}")
    return run.stdout


def main() -> None:
    """Write the version of ffmpeg into the file that the command line names, or say what is wrong with it."""
    with exit_on("setup", ToolError):
        version = check_ffmpeg()
        into = Path(sys.argv[1])
        into.parent.mkdir(parents=True, exist_ok=True)
        into.write_text(f"{version}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
