"""What is published: for each site and language the video's id, the hashes of all its parts, its words and stills.

    <film>/releases/youtube-en/manifest.json
    <film>/releases/youtube-en/stills/03.jpg      the frame in the middle of the third sentence

Commit these files: the next release is compared with them, on whatever machine.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from audio.timing.record import Timing
from plan.errors import InputError
from plan.files import write_whole
from plan.film import film
from plan.text import read_text, refuse_conflict
from publish.fingerprints import content_hash, file_hash
from publish.folders.folder import UploadFolder
from publish.folders.translation import caption_languages, localizations
from publish.narration import load_timings
from publish.packets import read_packets
from publish.upload.stills import Sentence, write_stills

PARTS = ("picture", "sound", "captions", "metadata", "poster")
"""Parts of every release; further languages have parts of their own, such as "captions.es" and "metadata.es"."""
UNSENT = "not sent yet"


@dataclass(frozen=True)
class State:
    """What a folder holds: the hash of each part, and its sentences."""

    parts: dict[str, str]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Release:
    """What is published at one site.

    Attributes:
        video: its id.
        date: since when.
        state: what it is made of.
        history: the videos that it replaced, with their dates and the hashes of their parts.
    """

    video: str
    date: str
    state: State
    history: tuple[dict[str, str], ...] = field(default=())


def releases_folder() -> Path:
    """Return the folder of the film's manifests."""
    return film().root / "releases"


def state_of(folder: UploadFolder) -> State:
    """Return what an upload folder holds. Picture and sound are hashed without the soft captions in the same file.

    Raises:
        FileNotFoundError: a file of the folder, or the narration of its film, is missing.
    """
    packets = read_packets(folder.film)
    about = {key: value for key, value in folder.about.items() if key not in ("localizations", "caption_languages")}
    parts = {
        "picture": packets.picture,
        "sound": packets.sound,
        "captions": _captions_hash(folder, folder.edition.locale),
        "metadata": _json_hash(about),
        "poster": file_hash(folder.poster),
    }
    parts |= {f"captions.{other}": _captions_hash(folder, other) for other in caption_languages(folder.about)}
    parts |= {f"metadata.{other}": _json_hash(texts) for other, texts in localizations(folder.about).items()}
    return State(parts, sentences_of(load_timings(folder.edition, folder.scenes)))


def _captions_hash(folder: UploadFolder, locale: str) -> str:
    return content_hash(b"".join(path.read_bytes() for path in folder.captions(locale)))


def _json_hash(value: object) -> str:
    return content_hash(json.dumps(value, sort_keys=True).encode())


def sentences_of(timings: Sequence[Timing]) -> tuple[Sentence, ...]:
    """Return the sentences of a film in order."""
    found: list[Sentence] = []
    offset = 0.0
    for timing in timings:
        found += [Sentence(timing.scene, b.text, round(offset + (b.start + b.end) / 2, 3)) for b in timing.beats]
        offset += timing.seconds
    return tuple(found)


def read_release(name: str) -> Release | None:
    """Return what is published at a place such as youtube-en; None if nothing is.

    Raises:
        InputError: the file is damaged, or git has left a merge conflict in it.
    """
    path = releases_folder() / name / "manifest.json"
    if not os.path.lexists(path):
        return None
    text = read_text(path, "delete this link to a file that is gone")
    for number, line in enumerate(text.split("\n"), 1):
        refuse_conflict(line, path, number)
    try:
        raw = json.loads(text)
        sentences = tuple(Sentence(**each) for each in raw["state"]["sentences"])
        return Release(raw["video"], raw["date"], State(dict(raw["state"]["parts"]), sentences), tuple(raw["history"]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        fix = f"restore it: git checkout -- {path}"
        raise InputError(
            path, getattr(error, "lineno", 1), f"this is not what a release wrote ({error})", fix
        ) from None


def stills_folder(name: str) -> Path:
    """Return the folder of the stills of what is published at a place."""
    return releases_folder() / name / "stills"


def record_release(folder: UploadFolder, video: str, unsent: Sequence[str] = ()) -> Release:
    """Record that a folder is published as a video; what was published before goes into the history.

    Args:
        folder: what was uploaded.
        video: its id at the site.
        unsent: parts that are still to be sent; the next run sees that they differ.
    """
    name = folder.path.name
    before, now = read_release(name), state_of(folder)
    shown = (now.parts["picture"], now.sentences)
    now.parts.update(dict.fromkeys(unsent, UNSENT))
    history = before.history if before else ()
    if before and (before.video != video or UNSENT not in before.state.parts.values()):
        history = (*history, {"video": before.video, "date": before.date, **before.state.parts})
    release = Release(video, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), now, history)
    if before is None or (before.state.parts["picture"], before.state.sentences) != shown:
        shutil.rmtree(stills_folder(name), ignore_errors=True)
        write_stills(folder.film, now.sentences, stills_folder(name))
    text = json.dumps(asdict(release), ensure_ascii=False, indent=1) + "\n"
    write_whole(releases_folder() / name / "manifest.json", text.encode())
    return release
