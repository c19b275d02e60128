"""How words are said: the file `pronunciation.md` of a language, and sentences respelled by it.

Each line of the file is one entry, of one of three forms. A line that opens with `#` is prose.

    IL-6: I L six                 the voice reads "I L six" where the captions show IL-6
    covid: /kˈoʊvɪd/              the voice reads the word itself; where espeak gets it wrong, this is how it is said
    TCZ: tocilizumab /tˌoʊsɪlˈɪzjuːmˌæb/      both: the voice reads "tocilizumab", and that is said so

What stands between slashes is IPA as espeak writes it; `python -m audio.voice.phonemes covid` prints espeak's own. It
holds for a word of the text that the voice reads, in small letters or capitals, and so for words of other entries, too
(`COVID-19: covid nineteen`). The embedded voice speaks it and the aligner listens for it. gTTS has pronunciations of
its own and takes none.

An entry also holds inside a compound: anti-IL-6, IL-6-driven, l'IL-6. A word that differs from an entry in its case or
in the kind of its hyphen alone is not respelled, but `near_misses` finds it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from audio.voice.ipa import NO_IPA, bare, symbols
from plan.errors import InputError
from plan.markdown import plain, without_comments
from plan.text import lines_of, optional_text
from plan.words import Script

_ENTRY = re.compile(r"(?P<written>\S+):\s+(?P<spoken>[^/]*?)\s*(?:/(?P<ipa>[^/]*)/)?")
_HYPHENS = str.maketrans("\u2010\u2011", "--")
"""Hyphens that are the same to readers as the one on a keyboard, of the same length."""
_FOLDED = str.maketrans("\u2012\u2013\u2212\u2043\ufe63\uff0d’µ", "------'μ")
"""What is easily written for the character of an entry."""
LONGEST_ENTRY = 80
"""Characters of a written word that has an entry, at most."""
LONGEST_SPOKEN = 200
"""Characters that are read for it, at most."""
LONGEST_SENTENCE = 3_000
"""Characters of a sentence as it is read, at most."""
_LIKE_OTHER_WORDS = 4
"""Letters that an entry in capitals needs at least to be sought in small ones: US and WHO are other words there."""
_FORMS = "write one word, a colon, and how it is spoken, such as IL-6: I L six, or its IPA, such as covid: /kˈoʊvɪd/"


@dataclass(frozen=True)
class Pronunciation:
    """How the words of a language are said.

    Attributes:
        spoken: what a voice reads instead of a written word.
        ipa: how a word that is read is said, by the word in small letters.
    """

    spoken: Mapping[str, str] = field(default_factory=dict)
    ipa: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Spelling:
    """A sentence as a voice reads it; `counts[i]` words of it stand for the written word `i`."""

    spoken: str
    counts: tuple[int, ...]


def read_pronunciation(path: Path) -> Pronunciation:
    """Read a language's pronunciations; a film may do without the file.

    Raises:
        InputError: the file is damaged, or a line is not of a form above, gives IPA that the embedded voice cannot
            speak, or repeats an entry.
    """
    return parse_pronunciation(optional_text(path), path)


def parse_pronunciation(text: str, path: Path) -> Pronunciation:
    """Parse a language's pronunciations; `path` names their file in errors.

    Raises:
        InputError: as `read_pronunciation` does.
    """
    lines = without_comments(lines_of(text, path), path)
    written: set[str] = set()
    spoken: dict[str, str] = {}
    ipa: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        entry = _parse(plain(line, path, number).strip(), path, number)
        word = entry["written"].translate(_HYPHENS)
        if word in written:
            raise InputError(path, number, f"{word!r} stands twice", "keep one")
        written.add(word)
        if entry["spoken"]:
            spoken[word] = entry["spoken"]
        if entry["ipa"] is not None:
            said = (entry["spoken"] or word).lower()
            if said in ipa:
                raise InputError(path, number, f"the IPA of {said!r} stands twice", "keep one")
            ipa[said] = _checked(entry["ipa"], said, path, number)
    return Pronunciation(spoken, ipa)


def _parse(line: str, path: Path, number: int) -> re.Match[str]:
    entry = _ENTRY.fullmatch(line)
    if ":" in re.sub(r"/[^/]*/", "", "".join(re.split(r":\s", line, maxsplit=1)[1:])):
        raise InputError(path, number, "there are two entries on this line", "give each a line of its own")
    if not entry or not (entry["spoken"] or entry["ipa"] is not None):
        fix = "put the IPA between two slashes at the end of the line" if line.partition(": ")[2].count("/") else _FORMS
        raise InputError(path, number, f"{line!r} is no entry", fix)
    if entry["ipa"] is not None and len(entry["spoken"].split()) > 1:
        fix = f"write an entry for each word that needs IPA, such as {entry['spoken'].split()[0]}: /…/"
        raise InputError(path, number, f"IPA cannot stand for the several words {entry['spoken']!r}", fix)
    if entry["spoken"] and not any(map(str.isalnum, entry["spoken"])):
        raise InputError(path, number, f"{entry['spoken']!r} cannot be spoken", _FORMS)
    if not (_kind(entry["written"][0]) and _kind(entry["written"][-1])):
        problem = f"{entry['written']!r} begins or ends with neither a letter nor a digit, so it is found nowhere"
        raise InputError(path, number, problem, "write the word without what stands around it")
    for side, longest in (("written", LONGEST_ENTRY), ("spoken", LONGEST_SPOKEN)):
        if len(entry[side]) > longest:
            raise InputError(
                path, number, f"«{entry[side][:20]}…» has {len(entry[side])} characters", f"use at most {longest}"
            )
    return entry


def _checked(ipa: str, word: str, path: Path, number: int) -> str:
    """Return the IPA of a word, decomposed as espeak's is, if the embedded voice can speak it."""
    ipa = unicodedata.normalize("NFD", ipa.strip())
    for symbol in ipa:
        if symbol not in symbols():
            problem = f"the IPA of {word!r} has {symbol!r} (U+{ord(symbol):04X}), which the embedded voice cannot speak"
            fix = f"use the symbols that `.venv/bin/python -m audio.voice.phonemes {word}` prints"
            raise InputError(path, number, problem, fix)
    if not bare(ipa):
        raise InputError(path, number, f"the IPA of {word!r} has no sound", "write it, such as /kˈoʊvɪd/")
    return ipa


def spell(script: Script, pronunciation: Pronunciation) -> list[Spelling]:
    """Return each sentence of a scene as a voice reads it.

    Raises:
        InputError: a sentence gets too long where its words are respelled.
    """
    spellings = [respell(beat.words, pronunciation.spoken, pronunciation.ipa) for beat in script.beats]
    for beat, spelling in zip(script.beats, spellings, strict=True):
        if len(spelling.spoken) > LONGEST_SENTENCE:
            problem = f"this sentence is read as {len(spelling.spoken):,} characters, by the pronunciations"
            raise InputError(script.path, beat.line, problem, f"part it, so that it has at most {LONGEST_SENTENCE:,}")
    return spellings


def respell(words: Sequence[str], spoken: Mapping[str, str], ipa: Mapping[str, str] = NO_IPA) -> Spelling:
    """Return a sentence of written words as a voice reads it; what stands around an entry stays.

    Args:
        words: the words with the punctuation around them.
        spoken: what is read instead of a written word.
        ipa: how words are said that espeak gets wrong. It would run such a word into the others of a compound, so it
            is given a space for the hyphen there.

    >>> respell(["of", "IL-6,", "anti-IL-6"], {"IL-6": "I L six"})
    Spelling(spoken='of I L six, anti-I L six', counts=(1, 3, 3))
    """
    parts = [_parted(_respell_word(word, spoken), ipa) for word in words]
    return Spelling(" ".join(parts), tuple(len(part.split()) for part in parts))


def _respell_word(word: str, spoken: Mapping[str, str]) -> str:
    word, position = word.translate(_HYPHENS), 0
    parts: list[str] = []
    for start, end in _entries_in(word, spoken):
        parts += [word[position:start], spoken[word[start:end]]]
        position = end
    return "".join([*parts, word[position:]])


def _parted(text: str, ipa: Mapping[str, str]) -> str:
    """Return a text with a space for each hyphen beside a word that has IPA.

    >>> _parted("(post-covid-like)", {"covid": "kˈoʊvɪd"}), _parted("car-t", {"covid": "kˈoʊvɪd"})
    ('(post covid like)', 'car-t')
    """
    pieces = text.split("-")
    known = [{word.strip("\"'’“”().,:;!?").lower() for word in piece.split()} & ipa.keys() for piece in pieces]
    joints = [" " if one or other else "-" for one, other in pairwise(known)]
    return "".join(piece + joint for piece, joint in zip(pieces, [*joints, ""], strict=True))


def _entries_in(word: str, spoken: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Yield where entries lie in a word: of those that begin at the same place, the longest."""
    position = 0
    for start, ends in _stretches(word):
        for end in ends if start >= position else ():
            if word[start:end] in spoken and not _is_part_of_number(word, start, end):
                yield start, end
                position = end
                break


def _stretches(word: str, *, inside: bool = False) -> Iterator[tuple[int, list[int]]]:
    """Yield where an entry may begin in a word, each with the places where it may then end, the farthest one first.

    That is between letters or digits and other characters; with `inside`, also between a letter and a digit, and before
    the s of a plural.

    >>> list(_stretches("IL-6s")), list(_stretches("6s", inside=True))
    ([(0, [5, 2]), (3, [5])], [(0, [2, 1]), (1, [2])])
    """
    kinds = [0, *map(_kind, word), 0]
    if inside and word.endswith("s") and word[-2:-1].isupper():
        kinds[-2] = _DIGIT
    starts = [n for n in range(len(word)) if kinds[n + 1] and (not kinds[n] or inside and kinds[n] != kinds[n + 1])]
    ends = [
        n for n in range(1, len(word) + 1) if kinds[n] and (not kinds[n + 1] or inside and kinds[n] != kinds[n + 1])
    ]
    for start in starts:
        yield start, ends[bisect(ends, start) : bisect(ends, start + LONGEST_ENTRY)][::-1]


_LETTER, _DIGIT = 1, 2


def _kind(character: str) -> int:
    """Return whether a character is a letter or part of one, a digit, or neither (0)."""
    if character.isdigit():
        return _DIGIT
    joined = character.isalnum() or character in "_\u200c\u200d" or unicodedata.category(character)[0] == "M"
    return _LETTER if joined else 0


def _is_part_of_number(word: str, start: int, end: int) -> bool:
    """Return whether a stretch of a word is only a part of a number: 10 in 10,000, −10 or $10.

    >>> _is_part_of_number("10,000", 0, 2), _is_part_of_number("$10", 1, 3), _is_part_of_number("10-fold", 0, 2)
    (True, True, False)
    """
    before = word[start - 1 : start]
    if word[start].isdigit() and before and (before in "+-−.,:/" or unicodedata.category(before) == "Sc"):
        return True
    return word[end - 1].isdigit() and bool(re.match(r"[.,:/]\d", word[end:]))


def near_misses(sentences: Iterable[Sequence[str]], spoken: Mapping[str, str]) -> Iterator[tuple[int, str, str]]:
    """Yield what is like an entry but not respelled: the number of the sentence, what stands there, and the entry.

    It differs from the entry in the case of letters, in the kind of a hyphen or an apostrophe, or a letter or digit is
    joined to it: Il-6, IL–6 and IL-6s, of IL-6.

    Args:
        sentences: the words of each, with the punctuation around them.
        spoken: what is read instead of a written word.

    >>> list(near_misses([["Il-6", "us", "ARDS"]], {"IL-6": "I L six", "US": "U S", "ARDS": "eh R D S"}))
    [(0, 'Il-6', 'IL-6')]
    """
    folded = {_fold(entry): entry for entry in spoken}
    for number, words in enumerate(sentences):
        for word in words:
            yield from (
                (number, part, entry) for part, entry in _like_entries(word.translate(_HYPHENS), spoken, folded)
            )


def _like_entries(word: str, spoken: Mapping[str, str], folded: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    taken = {place for start, end in _entries_in(word, spoken) for place in range(start, end)}
    for start, ends in _stretches(word, inside=True):
        for end in ends if start not in taken else ():
            part = word[start:end]
            entry = folded.get(_fold(part), "")
            if any(map(str.isalpha, entry)) and end - 1 not in taken and not _is_other_word(part, entry):
                yield part, entry
                taken.update(range(start, end))
                break


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)


def _is_other_word(part: str, entry: str) -> bool:
    """Return whether a short word may be like an abbreviation by chance, as us and Who are.

    >>> _is_other_word("Who", "WHO"), _is_other_word("Ards", "ARDS"), _is_other_word("il-6", "IL-6")
    (True, False, False)
    """
    short = entry.isalpha() and entry.isupper() and len(entry) < _LIKE_OTHER_WORDS
    return short and (part.islower() or part.istitle())
