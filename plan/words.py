"""Words of a scene: Markdown in, Script out.

    ---
    title: How yeast grows
    label.cell: Yeast cell
    ---
    Each yeast cell [divides in two](#divide).

A flat header, then one sentence per line. A line is a *beat*; a link is a *cue*, the moment at which its
words are spoken. Sentences and texts of the header are read as Markdown: emphasis is dropped, `&amp;` is &, and
comments are never spoken. `parse` and `compose` are inverse to each other.

Claims, hours and effects are about the film and not about a language. So they stand in the words of the film's first
language alone, and `read` gives them to every translation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from pathlib import Path

from plan.errors import InputError, near
from plan.film import film
from plan.markdown import escaped, pieces, plain, refuse_blocks, without_comments
from plan.segments import Segment, joined, normal, segments, words_of
from plan.text import lines_of, read_text

KEYS = ("title", "chapter", "visual", "label.<name>", "claim", "claim.<cue>", "hours", "hours.<cue>", "shows.<cue>",
        "effect.<cue>")  # fmt: skip
_NOTES = {"claim": "claims", "hours": "hours", "shows": "shows", "effect": "effects"}
NOTE_KEYS = tuple(_NOTES)
"""Keys of what is about the film and not about a language."""
_TEXTS = ("title", "chapter", "visual")
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_HEADER_LINE = re.compile(r"(title|chapter|visual|(label|claim|hours|shows|effect)(\.[a-z0-9-]*)?)\s*:")
LONGEST_SENTENCE = 1_000
"""Most characters of a sentence: a minute of speech without a pause."""
LONGEST_WORD = 100
"""Most characters of a word; a caption's line has 42."""


@dataclass(frozen=True)
class Cue:
    """A named moment: the words `first` up to, not including, `last` of its beat."""

    name: str
    first: int
    last: int


@dataclass(frozen=True)
class Beat:
    """One sentence as it is displayed, without its links.

    Attributes:
        line: its line in the file.
        text: the sentence.
        cues: its named moments.
        borders: the places in the text at which a word begins because a cue begins or ends there, in scripts that
            write no blanks between words.
    """

    line: int
    text: str
    cues: tuple[Cue, ...] = ()
    borders: tuple[int, ...] = ()

    @property
    def segments(self) -> list[Segment]:
        """The words of the sentence, and the blanks between them."""
        return segments(self.text, self.borders)

    @property
    def words(self) -> list[str]:
        """The words of the sentence as they are displayed, with their punctuation."""
        return [segment.text for segment in self.segments]


@dataclass(frozen=True)
class Note:
    """A header line that another module reads; `cue` is the cue that it belongs to, "" for the whole scene.

    Claims are checked by `plan.check_words`; hours are read by `plan.schedule`, what is shown by `plan.shown`, and
    effects by `audio.music.effects`.
    """

    line: int
    text: str
    cue: str = ""


@dataclass(frozen=True)
class Script:
    """The words of one scene.

    `notes_from` is the file in which the claims, hours, effects and what is shown stand, if that is not `path` itself.
    """

    path: Path
    title: str
    chapter: str = ""
    visual: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    claims: tuple[Note, ...] = ()
    hours: tuple[Note, ...] = ()
    shows: tuple[Note, ...] = ()
    effects: tuple[Note, ...] = ()
    beats: tuple[Beat, ...] = ()
    notes_from: Path | None = None

    @property
    def notes_path(self) -> Path:
        """The file in which the claims, hours, effects and what is shown stand."""
        return self.notes_from or self.path

    @property
    def cues(self) -> tuple[str, ...]:
        """The names of all cues, in the order of the words."""
        return tuple(cue.name for beat in self.beats for cue in beat.cues)

    @property
    def scene(self) -> str:
        """The scene's name, the stem of the file: `loop` for `words/en/loop.md`."""
        return self.path.stem

    @property
    def word_count(self) -> int:
        """How many words the scene displays."""
        return sum(len(beat.words) for beat in self.beats)


def words_path(folder: Path, scene: str, locale: str) -> Path:
    """Return the path of the words of a scene in a language.

    >>> words_path(Path("words"), "loop", "es").as_posix()
    'words/es/loop.md'
    """
    return folder / locale / f"{scene}.md"


def read(path: Path) -> Script:
    """Read one scene's words; a translation gets its notes from the film's first language.

    Raises:
        InputError: the file is missing or damaged, `parse` refuses its text, or a translation lacks a cue.
    """
    script = parse(read_text(path, "write it, or take its scene out of film.toml"), path)
    original = path.parent.with_name(film().languages[0]) / path.name
    return script if original == path or not original.is_file() else _with_notes(script, read(original))


def _with_notes(script: Script, original: Script) -> Script:
    """Return a translation with the claims, hours, effects and what is shown of the original, unless it has its own.

    Raises:
        InputError: the translation lacks a cue of the original.
    """
    for number, beat in enumerate(original.beats):
        for cue in beat.cues:
            if cue.name not in script.cues:
                line = script.beats[min(number, len(script.beats) - 1)].line
                problem = f"the cue {cue.name!r} of {original.path}:{beat.line} is missing"
                raise InputError(script.path, line, problem, f"mark the words that it belongs to: [words](#{cue.name})")
    if any(getattr(script, name) for name in _NOTES.values()):
        return script
    notes = {name: getattr(original, name) for name in _NOTES.values()}
    return replace(script, **notes, notes_from=original.path)


def parse(text: str, path: Path) -> Script:
    """Parse a scene's words; `path` names them in errors.

    Raises:
        InputError: the text is not a valid scene file; the message names the line and the fix.
    """
    lines = without_comments(lines_of(text, path), path)
    start, end = header_lines(lines, path)
    header = _parse_header(list(enumerate(lines[start + 1 : end], start + 2)), path)
    beats = [_parse_beat(line, number, path) for number, line in enumerate(lines[end + 1 :], end + 2) if line.strip()]
    if not beats:
        raise InputError(
            path, end + 1, "the scene has no sentence", "write one below the header, or take the scene out of film.toml"
        )
    _refuse_repeated_cues(beats, path)
    for kind, field_name in _NOTES.items():
        _refuse_unknown_cues(kind, header[field_name], beats, path)
    return Script(path=path, beats=tuple(beats), **header)


def compose(script: Script) -> str:
    """Write a Script as the Markdown that `parse` reads."""
    texts = {key: getattr(script, key) for key in _TEXTS} | {
        f"label.{key}": text for key, text in script.labels.items()
    }
    header = [f"{key}: {escaped(text, opening=False)}" for key, text in texts.items() if text]
    for kind, name in _NOTES.items():
        header += [f"{kind}{note.cue and '.' + note.cue}: {note.text}" for note in getattr(script, name)]
    return "\n".join(["---", *header, "---", *map(_compose_beat, script.beats), ""])


def header_lines(lines: list[str], path: Path) -> tuple[int, int]:
    """Return which lines, counted from 0, open and close the header; blank lines may come before it.

    Raises:
        InputError: there is no header, or it does not end.
    """
    ends = [number for number, line in enumerate(lines) if line.strip() == "---"]
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if not ends or ends[0] != first:
        raise InputError(path, first + 1, "the header is missing", "open the file with ---, key: value lines, and ---")
    if len(ends) < 2:
        raise InputError(path, len(lines), "the header does not end", "close it with a line of ---")
    return ends[0], ends[1]


def _parse_header(lines: list[tuple[int, str]], path: Path) -> dict:
    values: dict[str, str] = {}
    labels: dict[str, str] = {}
    notes: dict[str, list[Note]] = {name: [] for name in _NOTES.values()}
    for number, line in lines:
        if not line.strip():
            continue
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not colon or not value:
            raise InputError(path, number, f"{line.strip()!r} is not a header line", "write key: value")
        kind, _, name = key.partition(".")
        if kind in _NOTES:
            notes[_NOTES[kind]].append(Note(number, value, name))
            continue
        if not (key in _TEXTS or (kind == "label" and _NAME.fullmatch(name))):
            raise InputError(
                path, number, f"unknown header key {key!r}{near(key, KEYS)}", f"use one of {', '.join(KEYS)}"
            )
        target, slot = (labels, name) if kind == "label" else (values, key)
        if slot in target:
            raise InputError(path, number, f"the key {key!r} appears twice", "keep one")
        target[slot] = shown(value, path, number)
    if "title" not in values:
        fix = "add a line such as title: How yeast grows"
        raise InputError(path, lines[0][0] - 1 if lines else 1, "the header has no title", fix)
    return {**values, "labels": labels, **{name: tuple(found) for name, found in notes.items()}}


def shown(value: str, path: Path, number: int) -> str:
    """Return a text of a header as Markdown shows it.

    Raises:
        InputError: it is not plain text, or shows nothing.
    """
    text = normal(plain(value, path, number))
    if not text:
        raise InputError(path, number, f"{value!r} shows nothing", "write some words")
    return text


def _parse_beat(line: str, number: int, path: Path) -> Beat:
    if len(line) > LONGEST_SENTENCE:
        fix = f"write at most {LONGEST_SENTENCE:,} in a sentence"
        raise InputError(path, number, f"this sentence has {len(line):,} characters", fix)
    refuse_blocks(line, path, number)
    if _HEADER_LINE.match(line.strip()):
        problem = f"{line.strip()!r} would be spoken: it looks like a line of the header"
        raise InputError(path, number, problem, r"move it between the two --- lines, or write \: for the colon")
    text, links = "", []
    for piece in pieces(line.strip(), path, number):
        if piece.link:
            links.append((_cue_name(piece.link, piece.text, path, number), _place(text, piece.text)))
        text += piece.text
    beat = _beat(number, normal(text), links)
    _refuse_shared_words(beat.cues, path, number)
    if "](" in text or "(#" in text:
        raise InputError(path, number, "this link is not a cue", "write [the words](#cue-name)")
    for word in beat.words:
        if len(word) > LONGEST_WORD:
            fix = f"split it: a word has at most {LONGEST_WORD} characters"
            raise InputError(path, number, f"the word «{word[:20]}…» has {len(word)} characters", fix)
    if not any(character.isalpha() for character in beat.text):
        problem = "the sentence has no letters, so it cannot be spoken"
        raise InputError(path, number, problem, "write words, or delete the line")
    return beat


def _beat(number: int, text: str, links: Sequence[tuple[str, tuple[int, int]]]) -> Beat:
    """Return a sentence, from the name of each of its cues and the places in the text at which that begins and ends."""
    edges = {edge for _, place in links for edge in place}
    ends = list(accumulate(len(word.text) + len(word.after) for word in segments(text, edges)))
    usual = set(accumulate(len(word.text) + len(word.after) for word in segments(text)))
    cues = (Cue(name, bisect_right(ends, first), bisect_right(ends, last - 1) + 1) for name, (first, last) in links)
    return Beat(number, text, tuple(cues), tuple(sorted(set(ends) - usual)))


def _cue_name(link: str, words: str, path: Path, number: int) -> str:
    """Return the name of a cue, from the address of its link and the words in it."""
    if not link.startswith("#"):
        raise InputError(path, number, "this link is not a cue", "write [the words](#cue-name)")
    name = link[1:]
    if not _NAME.fullmatch(name):
        fix = "use lower-case letters, digits and hyphens, such as (#more-cells)"
        raise InputError(path, number, f"{name!r} cannot name a cue", fix)
    if not words_of(words):
        raise InputError(path, number, f"the cue {name!r} has no words", f"write [the words](#{name})")
    return name


def _place(before: str, words: str) -> tuple[int, int]:
    """Return where words after the text `before` begin and end, once all spaces are `normal`."""
    space = len(words) - len(words.lstrip())
    return len(normal(before + words[:space] + "x")) - 1, len(normal(before + words))


def _refuse_shared_words(cues: Sequence[Cue], path: Path, number: int) -> None:
    for one, other in pairwise(cues):
        if other.first < one.last:
            problem = f"the cues {one.name!r} and {other.name!r} share a word"
            raise InputError(path, number, problem, "give each cue words of its own")


def _compose_beat(beat: Beat) -> str:
    parts = beat.segments
    words = [escaped(part.text, opening=not number) for number, part in enumerate(parts)]
    for cue in beat.cues:
        words[cue.first] = "[" + words[cue.first]
        words[cue.last - 1] += f"](#{cue.name})"
    line = joined(Segment(word, part.after) for word, part in zip(words, parts, strict=True))
    return _HEADER_LINE.sub(lambda found: found[0][:-1] + r"\:", line, count=1) if _HEADER_LINE.match(line) else line


def _refuse_repeated_cues(beats: list[Beat], path: Path) -> None:
    seen: dict[str, int] = {}
    for beat in beats:
        for cue in beat.cues:
            if cue.name in seen:
                problem = f"the cue {cue.name!r} is already on line {seen[cue.name]}"
                raise InputError(path, beat.line, problem, "give one of them another name")
            seen[cue.name] = beat.line


def _refuse_unknown_cues(kind: str, notes: Iterable[Note], beats: list[Beat], path: Path) -> None:
    cues = {cue.name for beat in beats for cue in beat.cues}
    for note in notes:
        if note.cue and note.cue not in cues:
            scenes_too = f", or write only {kind}:" if kind in ("claim", "hours") else ""
            fix = f"name one of {', '.join(sorted(cues))}{scenes_too}"
            raise InputError(path, note.line, f"the words have no cue {note.cue!r}", fix)
