"""What went out: for each site and language the video's id, the hashes of all its parts, its words and stills.

    publish/releases/youtube-en/manifest.json
    publish/releases/youtube-en/stills/03.jpg      the frame in the middle of the third sentence

It belongs into git: the next release is measured against it, on whatever machine.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import av

from audio.timing.record import Timing, load
from plan.files import write_whole
from publish.folders.sites import SITES

PARTS = ("picture", "sound", "captions", "metadata", "poster")
UNSENT = "not sent yet"
_NEEDED = ("site", "title", "description", "tags", "language", "chapters", "scenes", "sound", "quality")
_INSIDE = ("sound", "quality", "burned", "scenes", "warnings")
"""What metadata.json says of where a folder was made, which doesn't go out."""
STILL = (640, 360)
"""Largest width and height of a still."""


class FolderError(ValueError):
    """An upload folder that cannot be used. The message names the file and the mend."""


@dataclass(frozen=True)
class Sentence:
    """One sentence as it went out: where it stands, its words, and the film second in its middle."""

    scene: str
    text: str
    middle: float


@dataclass(frozen=True)
class State:
    """A folder's contents: the hash of each part, and its sentences."""

    parts: dict[str, str]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Release:
    """What is out at one site: the video, since when, what it is made of, and the videos that it replaced."""

    video: str
    date: str
    state: State
    history: tuple[dict[str, str], ...] = field(default=())


def about(folder: Path) -> dict[str, Any]:
    """Return a folder's metadata.json.

    Raises:
        FileNotFoundError: there is no such folder.
        FolderError: it is damaged, or of no site that is known.
    """
    path = folder / "metadata.json"
    if not folder.exists() and folder.name.split("-")[0] not in SITES:
        raise FolderError(f"{folder}: {folder.name.split('-')[0]} is no site: use one of {', '.join(SITES)}")
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise FolderError(f"{path}:{line}: this is damaged ({error}): make publish makes it anew") from None
    missing = [key for key in _NEEDED if key not in told]
    if missing:
        raise FolderError(f"{path}:1: this lacks {', '.join(missing)}: make publish makes it anew")
    if told["site"] not in SITES:
        raise FolderError(f"{path}:1: {told['site']!r} is no site: use one of {', '.join(SITES)}")
    return told


def state(folder: Path) -> State:
    """Return what an upload folder holds. Picture and sound are hashed as packets: the soft captions are apart."""
    told = about(folder)
    timings = [load(Path(told["sound"]) / f"{Path(path).name.split('.')[0]}.json") for path in told["scenes"]]
    captions = sorted(folder.glob("captions.*"))
    texts = {key: value for key, value in told.items() if key not in _INSIDE}
    return State(
        {
            "picture": packets(folder / "film.mp4", "video"),
            "sound": packets(folder / "film.mp4", "audio"),
            "captions": _hash(b"".join(path.read_bytes() for path in captions)),
            "metadata": _hash(json.dumps(texts, sort_keys=True).encode()),
            "poster": _hash((folder / "poster.png").read_bytes()),
        },
        sentences(timings),
    )


def sentences(timings: Sequence[Timing]) -> tuple[Sentence, ...]:
    """Return the sentences of a film in order."""
    found, offset = [], 0.0
    for timing in timings:
        found += [Sentence(timing.scene, b.text, round(offset + (b.start + b.end) / 2, 3)) for b in timing.beats]
        offset += timing.seconds
    return tuple(found)


def packets(film: Path, kind: str) -> str:
    """Return the hash of a film's coded `video` or `audio`, whatever container it is in."""
    digest = hashlib.sha256()
    with av.open(str(film)) as container:
        for packet in container.demux(**{kind: 0}):
            digest.update(packet)
    return "SHA256=" + digest.hexdigest()


def _hash(content: bytes) -> str:
    return "SHA256=" + hashlib.sha256(content).hexdigest()


def stills(film: Path, lines: Sequence[Sentence], into: Path) -> list[Path]:
    """Write the frame in the middle of each sentence as a small JPEG; return the files."""
    into.mkdir(parents=True, exist_ok=True)
    files = [into / f"{number:02}.jpg" for number in range(1, len(lines) + 1)]
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        scale = min(STILL[0] / stream.width, STILL[1] / stream.height)
        size = round(stream.width * scale), round(stream.height * scale)
        for line, file in zip(lines, files, strict=True):
            container.seek(round(line.middle / stream.time_base), stream=stream)
            for frame in container.decode(stream):
                if frame.time >= line.middle:
                    break
            frame.reformat(*size, format="rgb24").to_image().save(file, quality=85)
    return files


def read(releases: Path, name: str) -> Release | None:
    """Return what is out at a place such as youtube-en; None if nothing is."""
    path = releases / name / "manifest.json"
    if not path.exists():
        return None
    raw = json.loads(path.read_text(encoding="utf-8"))
    lines = tuple(Sentence(**line) for line in raw["state"]["sentences"])
    return Release(raw["video"], raw["date"], State(raw["state"]["parts"], lines), tuple(raw["history"]))


def record(releases: Path, folder: Path, video: str, unsent: Sequence[str] = ()) -> Release:
    """Write down that a folder is out as a video; what was out before goes into the history.

    Args:
        unsent: parts that are still to be sent; the next run sees that they differ.
    """
    before, now = read(releases, folder.name), state(folder)
    drawn = now.parts["picture"]
    now.parts.update(dict.fromkeys(unsent, UNSENT))
    history = before.history if before else ()
    if before and UNSENT not in before.state.parts.values():
        history = (*history, {"video": before.video, "date": before.date, **before.state.parts})
    release = Release(video, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), now, history)
    place = releases / folder.name
    if before is None or (before.state.parts["picture"], before.state.sentences) != (drawn, now.sentences):
        shutil.rmtree(place / "stills", ignore_errors=True)
        stills(folder / "film.mp4", now.sentences, place / "stills")
    write_whole(place / "manifest.json", (json.dumps(asdict(release), ensure_ascii=False, indent=1) + "\n").encode())
    return release
