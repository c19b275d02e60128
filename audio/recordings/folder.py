"""The folder of a film's own recordings, and which sentence each take was recorded for.

voice/en/loop/1.wav     the first sentence of words/en/loop.md; any format that ffmpeg reads, by the name of its stem
voice/en/loop.m4a       a recording of a whole scene, and
voice/en/film.m4a       one of the whole film, which `audio.recordings.cut` cuts into takes
voice/en/takes.json     the sentence of each take that was checked, and the hash of its file
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from audio.voice.pronunciation import Spelling
from plan.errors import InputError
from plan.files import write_whole
from plan.words import Script

NOTES = "takes.json"
FILM = "film"
"""Stem of a recording of the whole film."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of the film, and where its take lies.

    Attributes:
        scene, number: its scene, and its place there, counted from 1.
        text: as it is written, by which a take knows it again.
        spoken: as a voice reads it.
        source, line: where it is written.
    """

    scene: str
    number: int
    text: str
    spoken: str
    source: Path
    line: int

    @property
    def stem(self) -> str:
        """Its take, below the folder, without the ending."""
        return f"{self.scene}/{self.number}"


def sentences_of(scripts: Sequence[Script], spellings: Sequence[Sequence[Spelling]]) -> list[Sentence]:
    """Return the sentences of scenes, in order, given how each of them is read."""
    return [
        Sentence(script.scene, number, beat.text, spelling.spoken, script.path, beat.line)
        for script, spelled in zip(scripts, spellings, strict=True)
        for number, (beat, spelling) in enumerate(zip(script.beats, spelled, strict=True), 1)
    ]


class Recordings:
    """A folder of recordings, and its notes."""

    def __init__(self, folder: Path) -> None:
        """Read the notes.

        Raises:
            InputError: they are damaged.
        """
        self.folder = folder
        self._notes: dict[str, dict[str, str]] = {}
        path = folder / NOTES
        if path.exists():
            try:
                raw = json.loads(path.read_text(encoding="utf-8"))
                self._notes = {
                    name: {"sentence": str(note["sentence"]), "sha256": str(note["sha256"])}
                    for name, note in raw.items()
                }
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                fix = "delete it, and make record checks all takes again"
                raise InputError(path, 1, "the notes of the takes cannot be read", fix) from error

    def file(self, stem: str) -> Path | None:
        """Return the recording of that stem, whatever its format.

        Raises:
            InputError: there are several.
        """
        path = self.folder / stem
        files = [file for file in sorted(path.parent.glob(f"{path.name}.*")) if file.is_file() and file.name != NOTES]
        found = [file for file in files if file.stem == path.name]
        if len(found) > 1:
            fix = f"keep one of {' and '.join(file.name for file in found)}"
            raise InputError(found[1], 1, "this sentence has two takes", fix)
        return found[0] if found else None

    def problem(self, sentence: Sentence) -> str:
        """Return why a sentence has no take that can be used, as a whole clause; "" if it has one."""
        path = self.file(sentence.stem)
        if path is None:
            return f"{self.folder / sentence.stem}.wav is missing"
        note = self._notes.get(self._name(path))
        if note is None or note["sha256"] != digest(path):
            return f"{path} is not checked yet"
        if _said(note["sentence"]) != _said(sentence.text):
            return f"{path} was recorded for other words, “{note['sentence']}”"
        return ""

    def is_known(self, path: Path) -> bool:
        """Return whether a file is the one that was noted."""
        note = self._notes.get(self._name(path))
        return note is not None and note["sha256"] == digest(path)

    def note(self, path: Path, sentence: str) -> None:
        """Note for which sentence a file was recorded."""
        self._notes[self._name(path)] = {"sentence": sentence, "sha256": digest(path)}
        self._save()

    def set_aside(self, path: Path) -> None:
        """Rename a take that is not used any more to `<n>.unused<ending>`, in place of an earlier one."""
        path.replace(path.with_name(f"{path.stem}.unused{path.suffix}"))
        self._notes.pop(self._name(path), None)

    def arrange(self, sentences: Sequence[Sentence]) -> list[tuple[Path, Path]]:
        """Move takes to where their sentence is now, after sentences were inserted, removed or moved.

        Returns:
            Where each take that was moved lay, and where it lies now.
        """
        homes: dict[str, list[str]] = {}
        for sentence in sentences:
            homes.setdefault(_said(sentence.text), []).append(sentence.stem)
        moves: list[tuple[Path, Path]] = []
        for name, note in sorted(self._notes.items()):
            path, stems = self.folder / name, homes.get(_said(note["sentence"]), [])
            if stems and name.rpartition(".")[0] not in stems and path.exists() and self.is_known(path):
                free = [stem for stem in stems if not self._is_taken_by(stem, note["sentence"])]
                if free:
                    moves.append((path, self.folder / f"{free[0]}{path.suffix}"))
                    homes[_said(note["sentence"])].remove(free[0])
        self._move(moves)
        return moves

    def _is_taken_by(self, stem: str, text: str) -> bool:
        path = self.file(stem)
        return path is not None and _said(self._notes.get(self._name(path), {}).get("sentence", "")) == _said(text)

    def _move(self, moves: Sequence[tuple[Path, Path]]) -> None:
        """Move files; one that lies where another goes is set aside."""
        notes = [self._notes.pop(self._name(start)) for start, _ in moves]
        waiting = [start.rename(start.with_name(f".{start.name}.moving")) for start, _ in moves]
        for path, (_, end), note in zip(waiting, moves, notes, strict=True):
            end.parent.mkdir(parents=True, exist_ok=True)
            there = self.file(self._name(end).rpartition(".")[0])
            if there:
                self.set_aside(there)
            path.rename(end)
            self._notes[self._name(end)] = note
        if moves:
            self._save()

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _save(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self.folder / NOTES, json.dumps(self._notes, ensure_ascii=False, indent=1).encode() + b"\n")


def _said(text: str) -> str:
    """Return the letters and digits of a sentence: a take stays good when only punctuation or capitals change."""
    return "".join(filter(str.isalnum, text)).casefold()


def digest(path: Path) -> str:
    """Return the hash of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def takes_of(sentences: Sequence[Sentence], folder: Path, *, rehearsing: bool) -> Mapping[str, Path]:
    """Return the take of each sentence, by the text that is spoken.

    Args:
        sentences: those of the film, in order.
        folder: of the recordings in their language.
        rehearsing: whether sentences without a take are left out; another voice speaks them.

    Raises:
        InputError: a take is missing, was not checked, or was recorded for other words.
    """
    recordings = Recordings(folder)
    problems = [(sentence, recordings.problem(sentence)) for sentence in sentences]
    missing = [(sentence, problem) for sentence, problem in problems if problem]
    if missing and not rehearsing:
        sentence, problem = missing[0]
        more = f", and {len(missing) - 1} more takes" if missing[1:] else ""
        fix = "make record asks for what is missing, and VOICE=own+hibari rehearses without it"
        raise InputError(sentence.source, sentence.line, f"{problem}{more}", fix)
    found: dict[str, Path] = {}
    for sentence, problem in problems:
        path = recordings.file(sentence.stem)
        if not problem and path:
            found.setdefault(sentence.spoken, path)
    return found
