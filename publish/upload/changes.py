"""What an edit changed in a published film, and the smallest upload that leaves nothing outdated at a site."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from publish.upload.manifest import PARTS, State
from publish.upload.stills import Sentence

_VISIBLE = 2.0
"""Of 255: stills that differ by less on average show the same."""


@dataclass(frozen=True)
class Side:
    """A sentence and its still, as they are published or as they will be."""

    sentence: Sentence
    still: Path


@dataclass(frozen=True)
class Change:
    """One sentence before and after; None on the side where it does not exist."""

    before: Side | None
    after: Side | None

    def __str__(self) -> str:
        """Return the change in words."""
        match self.before, self.after:
            case Side(sentence=was), Side(sentence=now):
                same = was.text == now.text
                text = f"another picture under «{now.text}»" if same else f"«{was.text}» is now «{now.text}»"
                return f"{now.scene}: {text}"
            case None, Side(sentence=now):
                return f"{now.scene}: new: «{now.text}»"
            case Side(sentence=was), None:
                return f"{was.scene}: gone: «{was.text}»"
        raise ValueError("a change has at least one side")


def changed_parts(old: State, new: State) -> list[str]:
    """Return which parts differ, those of further languages last; a part may be on one side only."""
    further = sorted((old.parts.keys() | new.parts.keys()) - set(PARTS))
    return [part for part in (*PARTS, *further) if old.parts.get(part) != new.parts.get(part)]


def first_steps(parts: Iterable[str]) -> list[str]:
    """Return the steps of a new video, given the parts that further languages have.

    Its own texts go with the film, those of the other languages after it.

    >>> first_steps(["captions.es", "metadata.es"])
    ['upload', 'metadata', 'captions', 'captions.es', 'poster']
    """
    names = list(parts)
    texts = ["metadata"] if any(name.startswith("metadata.") for name in names) else []
    return ["upload", *texts, "captions", *(name for name in names if name.startswith("captions.")), "poster"]


def steps_for(parts: Sequence[str], replaces: bool, all_parts: Iterable[str] = PARTS) -> list[str]:
    """Return the fewest steps that leave nothing outdated at a site.

    Args:
        parts: which parts differ.
        replaces: whether the site can put a film in place of another.
        all_parts: which parts there are now.

    >>> steps_for(["captions"], replaces=False)
    ['captions']
    >>> steps_for(["sound", "captions"], replaces=True)
    ['replace', 'captions']
    >>> steps_for(["picture", "metadata"], replaces=False)
    ['upload', 'captions', 'poster']
    >>> steps_for(["captions.es", "metadata.ar", "metadata.es"], False, [*PARTS, "captions.es", "metadata.es"])
    ['captions.es', 'metadata']
    """
    now = set(all_parts)
    film = {"picture", "sound"} & set(parts)
    if film and not replaces:
        return first_steps(all_parts)
    sent = ("metadata" if part.startswith("metadata.") else part for part in parts if part not in film)
    steps = [step for step in dict.fromkeys(sent) if step in now or step == "metadata"]
    return ["replace", *steps] if film else steps


def named(part: str) -> str:
    """Return a part in words.

    >>> named("sound"), named("captions.es"), named("metadata.ar")
    ('sound', 'captions in es', 'title and description in ar')
    """
    kind, _, language = part.partition(".")
    return part if not language else f"{'title and description' if kind == 'metadata' else kind} in {language}"


def compare(old: Sequence[Side], new: Sequence[Side]) -> list[Change]:
    """Return the changes between two films, sentence by sentence: other words, or another picture under the same."""
    found: list[Change] = []
    was_said, is_said = ([side.sentence.text for side in sides] for sides in (old, new))
    matcher = difflib.SequenceMatcher(None, was_said, is_said, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        before, after = old[first:last], new[start:end]
        if tag == "equal":
            pairs = zip(before, after, strict=True)
            found += [Change(was, now) for was, now in pairs if _differ(was.still, now.still)]
            continue
        for number in range(max(len(before), len(after))):
            was, now = (sides[number] if number < len(sides) else None for sides in (before, after))
            found.append(Change(was, now))
    return found


def _differ(before: Path, after: Path) -> bool:
    if not before.exists():
        return False
    with Image.open(before) as one, Image.open(after) as other:
        size = one.size
        pixels = [np.asarray(image.convert("RGB").resize(size), dtype=float) for image in (one, other)]
    return bool(np.abs(pixels[0] - pixels[1]).mean() > _VISIBLE)
