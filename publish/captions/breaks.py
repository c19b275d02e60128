"""Where a caption may break: after punctuation, before conjunctions and prepositions, and never inside a phrase.

The word lists are general English, and are used for English only. Names of several words belong to the film: they stand
in its words (`plan.phrases`). A language without lists breaks after punctuation, between the film's names, and by
length.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from plan.edition import Edition
from plan.phrases import read_phrases
from plan.segments import phrase_ends

CONJUNCTIONS = frozenset("and but or nor so yet while when where because if than as until unless".split())
PREPOSITIONS = frozenset(
    "of in on at by for from to with without into onto over under above below past through against after before "
    "between during within".split()
)
DETERMINERS = frozenset(
    "a an the this that these those my your his her its our their some any each every no more".split()
)
ADJECTIVES = frozenset("too very still only few many small large whole early late high low".split())
PRONOUNS = frozenset("i you he she it we they who which".split())
AUXILIARIES = frozenset(
    "can could will would shall should may might must do does did is are was were be been have has had not "
    "can't won't isn't aren't doesn't don't".split()
)
_OPENING, _CLOSING = "«‹([{¿¡", ".!?:;,»›)]}…"
"""Marks that some languages set apart by a blank, and that must not end or begin a line."""
PUNCTUATION = ".!?:;,–—。！？：；，、…،؛؟।॥"
_OPENERS = CONJUNCTIONS | PREPOSITIONS
_PARTS = (
    ("article|noun", DETERMINERS),
    ("adjective|noun", ADJECTIVES),
    ("pronoun|verb", PRONOUNS),
    ("auxiliary|verb", AUXILIARIES),
    ("conjunction or preposition|what it opens", _OPENERS),
)
_POSSESSIVE = ("'s", "’s")


@dataclass(frozen=True, eq=False)
class Grammar:
    """What belongs together in a language, and in the names that a film uses.

    Attributes:
        openers: words that open a phrase, so that a break may come before them and not after them.
        parts: what the break after a word would tear apart, and the words of which that is true.
        phrases: pairs of words, in lower case, that are part of one name.
        locale: the language, whose phrases are known if it writes no blanks.
    """

    openers: Set[str] = frozenset()
    parts: tuple[tuple[str, Set[str]], ...] = ()
    phrases: Set[tuple[str, str]] = frozenset()
    locale: str = "en"

    def phrase_ends(self, text: str) -> set[int]:
        """Return the places in a sentence at which a phrase ends, in a language that writes no blanks."""
        return phrase_ends(text, self.locale)

    def torn(self, before: str, after: str) -> str:
        """Return what a break between two words would tear apart; "" if a break is allowed there.

        >>> grammar = english({("heart", "muscle")})
        >>> grammar.torn("past", "a"), grammar.torn("a", "threshold,"), grammar.torn("1,000", "kilometres.")
        ('conjunction or preposition|what it opens', 'article|noun', 'number|unit')
        >>> grammar.torn("Vraiment", "?"), grammar.torn("«", "Oui")
        ('word|stop', 'word|stop')
        >>> grammar.torn("heart", "muscle's"), grammar.torn("leak,", "fluid"), grammar.torn("fills", "the")
        ('adjective|noun', '', '')
        """
        if set(after) <= set(_CLOSING) or set(before) <= set(_OPENING):
            return "word|stop"
        if before[-1] in PUNCTUATION:
            return ""
        first, second = before.lower(), after.strip(PUNCTUATION).lower()
        if (first, second.removesuffix("'s").removesuffix("’s")) in self.phrases:
            return "adjective|noun"
        if second in self.openers and first not in self.openers:
            return ""
        if re.fullmatch(r"[\d.,]*\d", first):
            return "number|unit"
        return next((part for part, words in self.parts if first in words), "")

    def cost(self, before: str, after: str) -> float:
        """Return how badly a break between two words reads, where it is allowed; after punctuation it reads best."""
        if before[-1] in PUNCTUATION:
            return 1.0 if before[-1] in ",–—，、،" else 0.0
        if before.endswith(_POSSESSIVE):
            return 30.0
        return 2.5 if after.lower() in self.openers else 8.0


def english(phrases: Set[tuple[str, str]] = frozenset()) -> Grammar:
    """Return the grammar of English, with a film's names of several words."""
    return Grammar(_OPENERS, _PARTS, phrases)


def grammar(edition: Edition) -> Grammar:
    """Return the grammar of an edition's language, with the names of several words that its words list.

    Raises:
        plan.errors.InputError: the list of names is wrong.
    """
    phrases = read_phrases(edition.words)
    return english(phrases) if edition.language == "en" else Grammar(phrases=phrases, locale=edition.locale)
