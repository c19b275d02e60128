"""Errors that say what is allowed."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def similar(name: str, known: Iterable[str]) -> str:
    """Return which of the `known` names look similar to `name`, and which there are.

    >>> similar("steriod", ("antiviral", "steroid"))
    'did you mean steroid? known: antiviral, steroid'
    >>> similar("aspirin", ("antiviral", "steroid"))
    'known: antiviral, steroid'
    """
    names = list(known)
    close = get_close_matches(name, names)
    return (f"did you mean {' or '.join(close)}? " if close else "") + f"known: {', '.join(names)}"


def unknown(what: str, name: str, known: Iterable[str]) -> ValueError:
    """Return the error for a `name` that is not among the `known` ones; it suggests those that look similar.

    >>> unknown("drug", "steriod", ("antiviral", "steroid"))
    ValueError("unknown drug 'steriod', did you mean steroid? known: antiviral, steroid")
    >>> unknown("drug", "aspirin", ("antiviral", "steroid"))
    ValueError("unknown drug 'aspirin'; known: antiviral, steroid")
    """
    hint = similar(name, known)
    return ValueError(f"unknown {what} {name!r}{',' if hint.startswith('did') else ';'} {hint}")
