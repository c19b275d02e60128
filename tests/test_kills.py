"""Builds that are killed at random moments: the next make goes on, and ends in the same bytes.

Three kills in the suite; `make torture KILLS=100` for a night.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from project import ENVIRONMENT, copy_sources

pytestmark = pytest.mark.slow
FILM = Path("examples/epidemic")
COMMAND = ["make", "-j2", "publish", "page", f"FILM={FILM}", "VOICE=hibari", "QUALITY=480p15"]
KILLS = int(os.environ.get("KILLS", "3"))
SEED = int(os.environ.get("SEED", "0"))
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
STAMPS = (".done", ".due", ".lock", ".mk")
"""Files that say when something was made, and not what."""
DATE = re.compile(rb'"uploadDate": ?"[^"]*"')
"""The page tells when its film was made."""


def start(folder: Path) -> subprocess.Popen[bytes]:
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            COMMAND, cwd=folder, env=ENVIRONMENT, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )


def built(folder: Path) -> dict[str, str]:
    """The hash of every file that was built."""
    root = folder / FILM / "build"
    files = sorted(path for path in root.rglob("*") if path.is_file() and path.suffix not in STAMPS)
    return {str(path.relative_to(root)): hashlib.sha256(DATE.sub(b"", path.read_bytes())).hexdigest() for path in files}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], float]:
    """A copy of the project, what an undisturbed build leaves in it, and how long that takes (s)."""
    folder = copy_sources(tmp_path_factory.mktemp("kills"))
    began = time.monotonic()
    assert start(folder).wait() == 0, (folder / "log").read_text()
    return folder, built(folder), time.monotonic() - began


@pytest.mark.parametrize("kill", range(KILLS))
def test_the_build_after_a_kill_ends_in_the_same_bytes(whole, kill):
    """The moments are spread over the whole build: each is drawn from its own part of it."""
    folder, expected, seconds = whole
    moment = seconds * (kill + random.Random(f"{SEED} {kill}").random()) / KILLS
    sent = SIGNALS[kill % len(SIGNALS)]
    shutil.rmtree(folder / FILM / "build")
    running = start(folder)
    time.sleep(moment)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, sent)
    running.wait()
    said = (folder / "log").read_text()
    assert start(folder).wait() == 0, (
        f"{sent.name} after {moment:.2f} s (SEED={SEED})\n{said}\nThen:\n{(folder / 'log').read_text()}"
    )
    assert built(folder) == expected, f"{sent.name} after {moment:.2f} s (SEED={SEED})\n{said}"
