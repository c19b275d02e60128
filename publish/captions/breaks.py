"""Where a caption may break: after punctuation, before conjunctions and prepositions, and never inside a phrase.

The word lists are English. A language without lists of its own breaks after punctuation, by length alone.
"""

from __future__ import annotations

import re

CONJUNCTIONS = frozenset("and but or nor so yet while when where because if than as until unless".split())
PREPOSITIONS = frozenset(
    "of in on at by for from to with without into onto over under above below past through against after before "
    "between during within".split()
)
DETERMINERS = frozenset(
    "a an the this that these those my your his her its our their some any each every no more".split()
)
ADJECTIVES = frozenset(
    "too very still only few many immune small large whole early late high low healthy severe normal".split()
)
PRONOUNS = frozenset("i you he she it we they who which".split())
AUXILIARIES = frozenset(
    "can could will would shall should may might must do does did is are was were be been have has had not "
    "can't won't isn't aren't doesn't don't".split()
)
NAMES = frozenset({("heart", "muscle"), ("il-6", "blocker"), ("car-t", "therapy")})
"""Pairs of nouns that are one name."""
PUNCTUATION = ".!?:;,–—"
_OPENERS = CONJUNCTIONS | PREPOSITIONS
_PARTS = (
    ("article|noun", DETERMINERS),
    ("adjective|noun", ADJECTIVES),
    ("pronoun|verb", PRONOUNS),
    ("auxiliary|verb", AUXILIARIES),
    ("conjunction or preposition|what it opens", _OPENERS),
)


def torn(before: str, after: str) -> str:
    """Return what a break between two words would tear apart; "" where a break may stand.

    >>> torn("past", "a"), torn("a", "threshold,"), torn("1,000", "pg/mL.")
    ('conjunction or preposition|what it opens', 'article|noun', 'number|unit')
    >>> torn("leak,", "fluid"), torn("fills", "the"), torn("looks", "stable.")
    ('', '', '')
    """
    if before[-1] in PUNCTUATION:
        return ""
    first, second = before.lower(), after.strip(PUNCTUATION).lower()
    if (first, second) in NAMES:
        return "adjective|noun"
    if second in _OPENERS and first not in _OPENERS:
        return ""
    if re.fullmatch(r"[\d.,]*\d", first):
        return "number|unit"
    return next((part for part, words in _PARTS if first in words), "")


def cost(before: str, after: str) -> float:
    """How badly a break between two words reads, where it may stand: after punctuation it reads best."""
    if before[-1] in PUNCTUATION:
        return 1.0 if before[-1] in ",–—" else 0.0
    if before.endswith(("'s", "’s")):
        return 30.0
    return 2.5 if after.lower() in _OPENERS else 8.0
