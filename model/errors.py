"""Errors that say what is allowed."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def unknown(what: str, name: str, known: Iterable[str]) -> ValueError:
    """Return the error for a `name` that is not among the `known` ones; it suggests those that look similar.

    >>> unknown("drug", "steriod", ("antiviral", "steroid"))
    ValueError("unknown drug 'steriod', did you mean steroid? known: antiviral, steroid")
    >>> unknown("drug", "aspirin", ("antiviral", "steroid"))
    ValueError("unknown drug 'aspirin'; known: antiviral, steroid")
    """
    names = list(known)
    similar = get_close_matches(name, names)
    hint = f", did you mean {' or '.join(similar)}?" if similar else ";"
    return ValueError(f"unknown {what} {name!r}{hint} known: {', '.join(names)}")
