"""Checks a film's words against its model before anything is spoken or drawn.

    python -m plan.check_words --locale en

The film's `model/claims.py` checks each `claim` line, and its `model/hours.py` finds the hours of each `hours` line.
What `shows` lines say of numbers on the screen is read here, and compared with the film by `make check`.
Each letter must have a glyph in a typeface of the language.
With --json, one JSON document comes instead of the lines (docs/programs.md).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plan import parts
from plan.errors import InputError
from plan.exits import exit_on
from plan.markdown import without_comments
from plan.options import edition, parser
from plan.schedule import ends_of, model_hours
from plan.segments import paragraph
from plan.shown import shown_at_cues
from plan.text import lines_of, read_text
from plan.typefaces import missing_letters, refusal
from plan.words import Note, Script, read


def claim_errors(script: Script) -> Iterator[InputError]:
    """Yield an error for each claim of a scene that cannot be read or that is false in the model."""
    check = parts.claim_check()
    for claim in script.claims:
        if check is None:
            fix = "write a model/claims.py with check(claim), or delete this line"
            yield InputError(script.notes_path, claim.line, "the film has no model to check this claim", fix)
            continue
        try:
            verdict = check(claim.text)
        except ValueError as error:
            yield InputError(script.notes_path, claim.line, f"the claim {claim.text!r} cannot be read", str(error))
            continue
        if not verdict.ok:
            problem = f"the model gives {verdict.measured}, so {claim.text!r} is false"
            fix = f"change the model back, or the claim and the words: «{_sentence(script, claim)}»"
            yield InputError(script.notes_path, claim.line, problem, fix)


def hour_errors(script: Script) -> Iterator[InputError]:
    """Yield an error for each `hours` line of a scene that cannot be read or whose hours the model does not have."""
    try:
        lines = model_hours(script)
    except InputError as error:
        yield error
        return
    for line in lines:
        try:
            ends_of(line, script.notes_path)
        except InputError as error:
            yield error


def shown_errors(script: Script) -> Iterator[InputError]:
    """Yield the error of the first `shows` line of a scene that cannot be read."""
    try:
        shown_at_cues(script)
    except InputError as error:
        yield error


def letter_errors(script: Script, locale: str) -> Iterator[InputError]:
    """Yield an error for each line that is displayed and has a letter that no typeface of its language has."""
    lines = without_comments(lines_of(read_text(script.path, ""), script.path), script.path)
    for number, line in enumerate(lines, 1):
        for letter in () if line.startswith("visual") else missing_letters(line, locale):
            problem, fix = refusal(letter, locale)
            yield InputError(script.path, number, problem, fix)


def _sentence(script: Script, claim: Note) -> str:
    """Return the sentence that makes a claim, or all sentences of the scene if the claim names no cue."""
    spoken = [beat.text for beat in script.beats if claim.cue in (cue.name for cue in beat.cues)]
    return paragraph(spoken or [beat.text for beat in script.beats])


@dataclass
class Checked:
    """What is checked in the words of a language, and what is wrong with it."""

    claims: int = 0
    hours: int = 0
    errors: list[InputError] = field(default_factory=list)

    def add(self, path: Path, locale: str) -> None:
        """Check a scene's words in a language."""
        try:
            script = read(path)
        except InputError as error:
            self.errors.append(error)
            return
        self.claims += len(script.claims)
        self.hours += len(script.hours)
        self.errors += [*claim_errors(script), *hour_errors(script), *shown_errors(script)]
        self.errors += letter_errors(script, locale)

    def document(self) -> dict[str, Any]:
        """Return all of it in terms of JSON."""
        return {"findings": [error.entry() for error in self.errors], "claims": self.claims, "hours": self.hours}


def main() -> None:
    """Check the words of a language; end with one line for each error."""
    options = parser((__doc__ or "").splitlines()[0], json=True).parse_args()
    began, checked = time.monotonic(), Checked()
    with exit_on("words", document=checked.document if options.json else None):
        for name in options.scenes:
            checked.add(edition(options).words / f"{name}.md", options.locale)
    if checked.errors:
        sys.exit("\n".join(f"words: {error}" for error in checked.errors))
    if not options.json:
        agree = f"{checked.claims} claims and {checked.hours} lines of hours agree with the model"
        print(f"words: {agree} ({time.monotonic() - began:.1f} s)")


if __name__ == "__main__":
    main()
