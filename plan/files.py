"""Files that are written atomically, even if another process writes them too, or the writer is killed."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_DAY_SECONDS = 24 * 3600
_HOST = re.sub(r"\W", "_", socket.gethostname()) or "host"
_PROCESSES = Path("/proc")
_EXITING = 0x4
"""PF_EXITING among the flags of a process in Linux."""
_numbers = itertools.count()


@contextmanager
def partial(path: Path) -> Iterator[Path]:
    """Yield a name beside a file to write to; the file takes its own name when the block ends without an error.

    The name says which process writes it, so that no other process deletes the file meanwhile. Files that were left by
    processes that have ended are deleted.
    """
    draft = partial_name(path)
    try:
        yield draft
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def partial_name(path: Path) -> Path:
    """Return a name such as `partial` uses; the caller renames the file to its own name, or deletes it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    clear_leftovers(path)
    owner = f"{_HOST}-{os.getpid()}-{_started(os.getpid())}"
    return path.with_name(f".{path.stem}.{owner}-{next(_numbers)}{path.suffix}")


@contextmanager
def partial_folder(path: Path) -> Iterator[Path]:
    """Yield a new folder that replaces `path` when the block ends without an error."""
    draft = partial_name(path)
    draft.mkdir()
    try:
        yield draft
        shutil.rmtree(path, ignore_errors=True)
        draft.rename(path)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def clear_leftovers(path: Path) -> None:
    """Delete the partial files of a path whose writers have ended.

    Whether a process on another machine still runs is unknown: its file is deleted once it is a day old.
    """
    form = re.compile(rf"\.{re.escape(path.stem)}\.(\w+)-(\d+)-(\d+)-\d+{re.escape(path.suffix)}")
    for entry in list(os.scandir(path.parent)):
        found = form.fullmatch(entry.name)
        if not found:
            continue
        try:
            runs = _started(int(found[2])) == found[3]
            if runs if found[1] == _HOST else time.time() - entry.stat().st_mtime < _DAY_SECONDS:
                continue
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry, ignore_errors=True)
            else:
                os.unlink(entry)
        except FileNotFoundError:  # its writer, or another build, was faster
            pass


def _started(process: int) -> str:
    """Return when a process was started, which tells it from a later one of the same number; "" if it has ended.

    One that was killed may keep its number for long: on a busy machine until it gets a processor to end on, and then
    until its parent asks how it ended.
    """
    folder = _PROCESSES / str(process)
    try:
        state, *fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        status = (folder / "status").read_text(encoding="utf-8", errors="replace")
        waiting = re.search(r"^SigPnd:\s*([0-9a-f]+)", status, re.MULTILINE)
        killed = waiting and int(waiting[1], 16) & 1 << signal.SIGKILL - 1
        return "" if state in "ZX" or killed or int(fields[5]) & _EXITING else fields[18]
    except (FileNotFoundError, ProcessLookupError):
        if (_PROCESSES / "self" / "stat").exists():
            return ""
    try:
        os.kill(process, 0)  # where there is no /proc, as on macOS
    except ProcessLookupError:
        return ""
    except (PermissionError, OverflowError):
        pass
    return "0"


def write_whole(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Write a file whole or not at all, whoever else is writing it.

    Args:
        path: the file; its folder is made.
        content: what is written.
        mode: its permissions, less those that the umask takes away.
    """
    with partial(path) as draft:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(content)


def write_if_changed(path: Path, content: bytes) -> bool:
    """Write a file whole, and only if it differs from what is there; return whether it did.

    Make rebuilds what is older than its sources: a file that came out the same keeps its age.
    """
    if path.exists() and path.read_bytes() == content:
        return False
    write_whole(path, content)
    return True
