"""Says in one screen what is installed, what can be reached and what is missing: `make doctor`.

Only the standard library is used here, of any Python 3, since it must work before anything is installed. It names no
secret, no address and no file outside this folder, so that all it prints can go into a bug report.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import socket
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

OLDEST_PYTHON = (3, 11)
VOICE_SITE = ("translate.google.com", 443)
_VERSIONS = """
import importlib.metadata, json, sys
from pip._vendor.packaging.markers import Marker
wrong = []
for line in sys.stdin:
    name, _, rest = line.partition("==")
    version, _, marker = rest.partition(";")
    if marker.strip() and not Marker(marker.strip()).evaluate():
        continue
    try:
        found = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        found = "missing"
    if found != version.strip():
        wrong.append(f"{name} {found}, not {version.strip()}")
print(json.dumps(wrong))
"""


@dataclass(frozen=True)
class Line:
    """One thing that was looked at.

    Attributes:
        what: its name.
        found: what was found.
        ok: whether it will do.
        needed: whether no film can be built without it.
    """

    what: str
    found: str
    ok: bool = True
    needed: bool = True

    def __str__(self) -> str:
        """Return it as it is printed."""
        sign = "ok     " if self.ok else "MISSING" if self.needed else "without"
        return f"{sign}  {self.what:<12}  {self.found}"


def main() -> int:
    """Print what was found; return 0, or 1 where something is missing without which no film can be built."""
    command_line = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    command_line.add_argument("--json", action="store_true", help="one JSON document instead of lines")
    as_json = command_line.parse_args().json
    lines = [machine(), python(), compilers(), ffmpeg(), packages(), declaration(), voice(), *programs_of_tests()]
    lines += [environment(), revision()]
    missing = [line.what for line in lines if line.needed and not line.ok]
    if as_json:
        # Not by plan.exits, which an older Python than 3.11 could not import.
        found = {"lines": [asdict(line) for line in lines], "missing": missing, "error": None}
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return 1 if missing else 0
    print("\n".join(map(str, lines)))
    print(f"doctor: {'missing: ' + ', '.join(missing) if missing else 'a film can be built'}")
    print("For a bug report, copy all of this, the command that failed and what it printed; none of this is secret.")
    return 1 if missing else 0


def machine() -> Line:
    """Return what is known of the machine."""
    free = shutil.disk_usage(".").free / 2**30
    memory = re.search(r"MemAvailable:\s+(\d+)", _text("/proc/meminfo"))
    shown = f", {int(memory[1]) / 2**20:.1f} GB of memory free" if memory else ""
    system = f"{platform.system()} {platform.release()} {platform.machine()}, {os.cpu_count()} processors"
    return Line("machine", f"{system}{shown}, {free:.1f} GB of disk free", ok=free > 1)


def python() -> Line:
    """Return whether this Python is new enough."""
    version = platform.python_version()
    if sys.version_info < OLDEST_PYTHON:
        return Line("Python", f"{version}: 3.11 or newer is needed: make PYTHON=python3.12", ok=False)
    return Line("Python", version)


def compilers() -> Line:
    """Return the versions of what pycairo and ManimPango are compiled with."""
    found = {
        "cc": _say("cc", "-dumpversion"),
        "pkg-config": _say("pkg-config", "--version"),
        "Cairo": _say("pkg-config", "--modversion", "cairo"),
        "Pango": _say("pkg-config", "--modversion", "pangocairo"),
    }
    shown = ", ".join(f"{name} {version or 'MISSING'}" for name, version in found.items())
    return Line("libraries", shown, ok=all(found.values()))


def ffmpeg() -> Line:
    """Return ffmpeg's version, if it does its work."""
    from plan.tools import ToolError, check_ffmpeg

    try:
        return Line("ffmpeg", check_ffmpeg())
    except ToolError as error:
        return Line("ffmpeg", str(error), ok=False)


def packages() -> Line:
    """Return whether the packages are those of the lock."""
    installed = os.environ.get("PY", ".venv/bin/python")
    if not Path(installed).exists():
        return Line("packages", "not installed yet: make setup", ok=False)
    locked = re.findall(r"^[\w.-]+==[^\\\n]+", _text("requirements.lock"), re.MULTILINE)
    run = subprocess.run([installed, "-c", _VERSIONS], input="\n".join(locked), capture_output=True, text=True)
    if run.returncode:
        return Line("packages", f"{installed} does not work: rm -r .venv, then make setup", ok=False)
    wrong = json.loads(run.stdout)
    shown = ", ".join(wrong[:3]) + (" …" if wrong[3:] else "")
    return Line("packages", f"{shown}: make setup" if wrong else f"{len(locked)} as in requirements.lock", ok=not wrong)


def declaration() -> Line:
    """Return what film.toml declares."""
    try:
        from plan.errors import InputError
        from plan.film import film
    except ImportError:
        return Line("film", "film.toml can be read by Python 3.11 or newer alone", ok=False)
    try:
        said = film()
    except InputError as error:
        return Line("film", str(error), ok=False)
    languages = ", ".join(said.languages)
    shown = f"«{said.title}», {len(said.scenes)} scenes, {languages}, voice {said.voice}, music {said.music}"
    return Line("film", shown)


def voice() -> Line:
    """Return whether the voice that speaks over the network answers."""
    try:
        with socket.create_connection(VOICE_SITE, timeout=5):
            return Line("gTTS", "its site answers", needed=False)
    except OSError:
        return Line("gTTS", "its site does not answer; the embedded voices need no network", ok=False, needed=False)


def programs_of_tests() -> list[Line]:
    """Return what only make test and make check need."""
    chromium = next(filter(shutil.which, ("chromium", "chromium-browser", "google-chrome")), "")
    versions = {
        "tesseract": _say("tesseract", "--version"),
        "Chromium": _say(chromium, "--version") if chromium else "",
        "openssl": _say("openssl", "version"),
    }
    nothing = "none; only make test and make check need it"
    return [Line(name, said or nothing, bool(said), needed=False) for name, said in versions.items()]


def environment() -> Line:
    """Return what the environment says of languages, and the names of what it tells Python."""
    told = sorted(name for name in os.environ if name.startswith("PYTHON") and name not in ("PYTHON", "PYTHONUTF8"))
    language = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or "not set"
    return Line("environment", f"language {language}" + (f", {', '.join(told)}" if told else ""))


def revision() -> Line:
    """Return the revision of these sources."""
    return Line("revision", _say("git", "describe", "--always", "--dirty") or "not a copy of git's")


def _say(*command: str) -> str:
    """Return the first line of what a program prints; "" where it is not there or fails."""
    try:
        run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return "" if run.returncode else (run.stdout.decode(errors="replace").strip().splitlines() or [""])[0]


def _text(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8")
    except OSError:
        return ""


if __name__ == "__main__":
    sys.exit(main())
