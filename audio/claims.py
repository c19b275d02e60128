"""Holds the words to the model: what falsifies a sentence, or asks the model for music it has not, stops here.

python -m audio.claims words/en/loop.md …
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from audio.music import score
from model import claims
from plan.errors import InputError
from plan.words import Note, Script, read


def check_claims(script: Script) -> None:
    """Evaluate every claim in a scene's header.

    Raises:
        InputError: a claim is false of the model, or cannot be read; the message names the sentence.
    """
    for claim in script.claims:
        try:
            verdict = claims.check(claim.text)
        except ValueError as error:
            raise InputError(script.path, claim.line, f"the claim {claim.text!r} cannot be read", str(error)) from None
        if not verdict.ok:
            problem = f"the model gives {verdict.measured}, so {claim.text!r} is false"
            mend = f"change the model back, or the claim and what the words say: «{_sentence(script, claim)}»"
            raise InputError(script.path, claim.line, problem, mend)


def _sentence(script: Script, claim: Note) -> str:
    """Return the sentence that makes a claim, or all of the scene's where the claim names no cue."""
    said = [beat.text for beat in script.beats if claim.cue in (cue.name for cue in beat.cues)]
    return " ".join(said or [beat.text for beat in script.beats])


def main(paths: Sequence[str]) -> None:
    began = time.monotonic()
    try:
        scripts = [read(Path(path)) for path in paths]
        for script in scripts:
            check_claims(script)
            score.stretches(script)
            score.effects(script)
    except InputError as error:
        sys.exit(f"claims: {error}")
    count = sum(len(script.claims) for script in scripts)
    print(f"claims: the model bears out all {count} ({time.monotonic() - began:.1f} s)")


if __name__ == "__main__":
    main(sys.argv[1:])
