"""Words of a scene: Markdown in, Script out.

    ---
    title: The loop that feeds itself
    label.cell: Immune cell
    ---
    An infected cell [raises the alarm](#alarm).

A flat header, then one sentence a line. A line is a *beat*; a link is a *cue*, the moment at which its
words are spoken. `parse` and `compose` are inverse to each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plan.errors import InputError

KEYS = ("title", "chapter", "visual", "label.<name>", "claim", "claim.<cue>", "hours", "hours.<cue>", "effect.<cue>")
_NOTES = {"claim": "claims", "hours": "hours", "effect": "effects"}
_LINK = re.compile(r"\[([^\[\]]+)\]\(#([^()\s]*)\)")
_NAME = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True)
class Cue:
    """A named moment: the words `first` up to, not including, `last` of its beat."""

    name: str
    first: int
    last: int


@dataclass(frozen=True)
class Beat:
    """One sentence as it is displayed, without its links."""

    line: int
    text: str
    cues: tuple[Cue, ...] = ()

    @property
    def words(self) -> list[str]:
        """The words of the sentence as they are displayed, with their punctuation."""
        return self.text.split()


@dataclass(frozen=True)
class Note:
    """A header line that another module reads; `cue` names the words that it belongs to, "" the whole scene.

    Claims are checked by `plan.check_words`, hours are read by `plan.schedule` and effects by `audio.music.effects`.
    """

    line: int
    text: str
    cue: str = ""


@dataclass(frozen=True)
class Script:
    """The words of one scene."""

    path: Path
    title: str
    chapter: str = ""
    visual: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    claims: tuple[Note, ...] = ()
    hours: tuple[Note, ...] = ()
    effects: tuple[Note, ...] = ()
    beats: tuple[Beat, ...] = ()

    @property
    def scene(self) -> str:
        """The stem that words and picture share: `loop` for `words/en/loop.md`."""
        return self.path.stem

    @property
    def word_count(self) -> int:
        """How many words the scene displays."""
        return sum(len(beat.words) for beat in self.beats)


def words_path(folder: Path, scene: str, locale: str) -> Path:
    """Return where the words of a scene lie in a language.

    >>> words_path(Path("words"), "loop", "es").as_posix()
    'words/es/loop.md'
    """
    return folder / locale / f"{scene}.md"


def read(path: Path) -> Script:
    """Read one scene's words.

    Raises:
        InputError: the file is missing, is not UTF-8, or `parse` refuses its text.
    """
    try:
        return parse(path.read_text(encoding="utf-8"), path)
    except FileNotFoundError:
        raise InputError(path, 1, "there is no such file", "write it, or take its scene out of film.toml") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError(path, line, "this is not UTF-8 text", "save the file as UTF-8") from None


def parse(text: str, path: Path) -> Script:
    """Parse a scene's words; `path` names them in errors.

    Raises:
        InputError: the text is no valid words; the message names the line and the fix.
    """
    lines = text.splitlines()
    end = _header_end(lines, path)
    header = _parse_header(lines[1:end], path)
    beats = [_parse_beat(line, number, path) for number, line in enumerate(lines[end + 1 :], end + 2) if line.strip()]
    if not beats:
        raise InputError(
            path, end + 1, "the scene has no sentence", "write one below the header, or take the scene out of film.toml"
        )
    _refuse_doubled_cues(beats, path)
    for kind, field_name in _NOTES.items():
        _refuse_loose_notes(kind, header[field_name], beats, path)
    return Script(path=path, beats=tuple(beats), **header)


def compose(script: Script) -> str:
    """Write a Script as the Markdown that `parse` reads."""
    header = [f"{key}: {value}" for key in ("title", "chapter", "visual") if (value := getattr(script, key))]
    header += [f"label.{name}: {label}" for name, label in script.labels.items()]
    for kind, name in _NOTES.items():
        header += [f"{kind}{note.cue and '.' + note.cue}: {note.text}" for note in getattr(script, name)]
    return "\n".join(["---", *header, "---", *map(_compose_beat, script.beats), ""])


def _header_end(lines: list[str], path: Path) -> int:
    if not lines or lines[0].strip() != "---":
        raise InputError(path, 1, "the header is missing", "open the file with ---, key: value lines, and ---")
    for number, line in enumerate(lines[1:], 1):
        if line.strip() == "---":
            return number
    raise InputError(path, len(lines), "the header does not end", "close it with a line of ---")


def _parse_header(lines: list[str], path: Path) -> dict:
    values: dict[str, str] = {}
    labels: dict[str, str] = {}
    notes: dict[str, list[Note]] = {name: [] for name in _NOTES.values()}
    for number, line in enumerate(lines, 2):
        if not line.strip():
            continue
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not colon or not value:
            raise InputError(path, number, f"{line.strip()!r} is no header line", "write key: value")
        kind, _, name = key.partition(".")
        if kind in _NOTES:
            notes[_NOTES[kind]].append(Note(number, value, name))
            continue
        if not (key in ("title", "chapter", "visual") or (kind == "label" and _NAME.fullmatch(name))):
            raise InputError(path, number, f"unknown header key {key!r}", f"use one of {', '.join(KEYS)}")
        target, slot = (labels, name) if kind == "label" else (values, key)
        if slot in target:
            raise InputError(path, number, f"the key {key!r} stands twice", "keep one")
        target[slot] = value
    if "title" not in values:
        raise InputError(path, 1, "the header has no title", "add a line such as title: The loop that feeds itself")
    return {**values, "labels": labels, **{name: tuple(found) for name, found in notes.items()}}


def _parse_beat(line: str, number: int, path: Path) -> Beat:
    text, cues, position = "", [], 0
    for link in _LINK.finditer(line):
        text += line[position : link.start()]
        words, name = link.groups()
        if not _NAME.fullmatch(name):
            raise InputError(
                path,
                number,
                f"{name!r} cannot name a cue",
                "use small letters, digits and hyphens, such as (#more-cells)",
            )
        first = len(text.split()) - (1 if text and not text[-1].isspace() else 0)
        text += words
        cues.append(Cue(name, max(first, 0), len(text.split())))
        position = link.end()
    text = " ".join((text + line[position:]).split())
    if "](" in text:
        raise InputError(path, number, "this link is no cue", "write [the words](#cue-name)")
    if not any(character.isalpha() for character in text):
        problem = "the sentence has no letters, so it cannot be spoken"
        raise InputError(path, number, problem, "write words, or delete the line")
    return Beat(number, text, tuple(cues))


def _compose_beat(beat: Beat) -> str:
    words = beat.words
    for cue in beat.cues:
        words[cue.first] = "[" + words[cue.first]
        words[cue.last - 1] += f"](#{cue.name})"
    return " ".join(words)


def _refuse_doubled_cues(beats: list[Beat], path: Path) -> None:
    seen: dict[str, int] = {}
    for beat in beats:
        for cue in beat.cues:
            if cue.name in seen:
                problem = f"the cue {cue.name!r} stands on line {seen[cue.name]} already"
                raise InputError(path, beat.line, problem, "give one of them another name")
            seen[cue.name] = beat.line


def _refuse_loose_notes(kind: str, notes: Iterable[Note], beats: list[Beat], path: Path) -> None:
    cues = {cue.name for beat in beats for cue in beat.cues}
    for note in notes:
        if note.cue and note.cue not in cues:
            fix = f"name one of {', '.join(sorted(cues))}" + ("" if kind == "effect" else f", or write {kind}: alone")
            raise InputError(path, note.line, f"the words have no cue {note.cue!r}", fix)
