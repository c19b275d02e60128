"""Holds the sentences of the page to the model, by the claims in claims.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

from model import claims
from page.builder.words import Words, WordsError

PATH = Path(__file__).with_name("claims.toml")


def check(words: Words) -> None:
    """Check that what the page says of the model is so.

    Raises:
        WordsError: a claim is false, cannot be read, or belongs to a key that the words don't have.
    """
    for key, texts in tomllib.loads(PATH.read_text(encoding="utf-8")).items():
        sentence = words.at(key)
        for text in texts:
            try:
                verdict = claims.check(text)
            except ValueError as error:
                raise WordsError(f"{PATH}: {key}: {error}") from None
            if not verdict.ok:
                problem = f"{text!r} is false, the model gives {verdict.measured}"
                raise WordsError(f"{PATH}: {key}: {problem}: change the model back, or the claim and «{sentence}»")
