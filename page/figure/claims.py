"""Holds the sentences of the page to the model, by the claims in claims.toml."""

from __future__ import annotations

from pathlib import Path

from model import claims
from page.builder.shape import Lines, Text
from page.builder.shape import check as check_shape
from page.builder.words import Words
from plan.errors import near
from plan.film import parse_toml
from plan.text import lines_of, read_text

PATH = Path(__file__).with_name("claims.toml")


def check(words: Words) -> None:
    """Check that what the page says of the model is so.

    Raises:
        InputError: a claim is false, cannot be read, or belongs to a key that the words don't have.
    """
    text = lines_of(read_text(PATH, "get it back from git"), PATH)
    lines, sentences = Lines(PATH, text), dict(words.leaves())
    for key, listed in parse_toml(text, PATH).items():
        if key not in sentences:
            raise lines.error(key, f"the words have no key {key}{near(key, sentences)}", "name one of their texts")
        check_shape(listed, [Text()], lines, key)
        for claim in listed:
            _check_claim(claim, key, sentences[key], lines)


def _check_claim(claim: str, key: str, sentence: str, lines: Lines) -> None:
    try:
        verdict = claims.check(claim)
    except ValueError as error:
        raise lines.error(key, f"{key}: {error}", "correct the claim") from None
    if not verdict.ok:
        problem = f"{key}: {claim!r} is false, the model gives {verdict.measured}"
        raise lines.error(key, problem, f"change the model back, or the claim and «{sentence}»")
