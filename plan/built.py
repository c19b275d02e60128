"""Files that the build made: one that is damaged is deleted and built again.

    python -m plan.built build/en build/en/landscape-1080p60

deletes each damaged file of these folders, and the marks that say that its step is done, so that make builds it again.
Reading all records of a film takes some milliseconds. Only the standard library is used here, since make may ask
before anything is installed.
"""

from __future__ import annotations

import argparse
import json
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from plan.errors import InputError

DONE = ("narration.done", "drawn")
"""Marks of steps that make more than one file."""
_WAV_HEADER = 44
"""Bytes before the samples of a WAV."""
_NEEDED = {".screen.json": "snapshots", ".json": "beats"}
"""File-name suffix of each kind of record → a key that its JSON must contain."""
_NEVER_EMPTY = (".mp4", ".aac", ".png", ".srt", ".vtt")
Record = TypeVar("Record")


def read_built(path: Path, make: Callable[[dict[str, Any]], Record]) -> Record:
    """Read a JSON file that the build wrote; return it as `make` converts it.

    Raises:
        InputError: the file is damaged.
        FileNotFoundError: it does not exist.
    """
    try:
        return make(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise damaged_error(path, getattr(error, "lineno", 1)) from None


def damaged_error(path: Path, line: int = 1) -> InputError:
    """Return the error for a damaged file of the build."""
    return InputError(path, line, "this file of the build is damaged", "run make again, which builds it again")


def damaged(folder: Path) -> Iterator[Path]:
    """Yield the records and sounds of a folder that are not what a step of the build wrote."""
    for path in sorted(folder.glob("*")):
        if not path.is_file():
            continue
        key = _NEEDED.get("".join(path.suffixes))
        valid = path.stat().st_size > 0 or path.suffix not in _NEVER_EMPTY
        if path.suffix == ".wav":
            valid = is_whole_wav(path)
        elif key:
            valid = _has(path, key)
        if not valid:
            yield path


def delete_damaged(folder: Path) -> list[Path]:
    """Delete the damaged files of a folder, and the marks that their steps are done; return the damaged files."""
    found = list(damaged(folder))
    for path in [*found, *(folder / name for name in DONE if found)]:
        path.unlink(missing_ok=True)
    return found


def _has(path: Path, key: str) -> bool:
    try:
        return read_built(path, lambda raw: key in raw and isinstance(raw, dict))
    except InputError:
        return False


def is_whole_wav(path: Path) -> bool:
    """Return whether a file begins as a WAV, and has as many bytes as its header says."""
    with path.open("rb") as file:
        head = file.read(_WAV_HEADER)
    if len(head) < _WAV_HEADER or head[:4] != b"RIFF" or head[8:12] != b"WAVE":
        return False
    size: int = struct.unpack("<I", head[4:8])[0] + 8
    return size == path.stat().st_size


def main() -> None:
    """Delete the damaged files of the folders that the command line names, and print their names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    for folder in parser.parse_args().folders:
        for path in delete_damaged(folder):
            print(f"{path}: this file was damaged, so it is built again")


if __name__ == "__main__":
    main()
