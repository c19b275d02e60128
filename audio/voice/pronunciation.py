"""Pronunciation: the file `pronunciation.md` of a language, and sentences respelled by it.

Each line of the file is one entry, of one of three forms. A line that begins with `#` is a comment.

    pH: P H                       the voice reads "P H" where the captions show pH
    quinoa: /kˈiːnwɑː/            the voice reads the word itself, pronounced as given; for words that espeak gets wrong
    Qn: quinoa /kˈiːnwɑː/         both: the voice reads "quinoa", pronounced as given between the slashes

The text between slashes is IPA as espeak writes it; `python -m audio.voice.phonemes quinoa` prints what espeak makes of
a word. IPA applies, ignoring case, to words of the text as the voice reads it, and so also to words that other entries
substitute (`Q-flour: quinoa flour`). The embedded voice speaks it, and the aligner uses it to find the word. gTTS has
its own pronunciations and ignores it.

An entry also applies inside a compound: non-pH, pH-neutral, l'pH. A word that differs from an entry only in its case or
in the kind of its hyphen is not respelled, but `near_misses` finds it.
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
from plan.segments import BORDER, Segment, joined, spoken_words
from plan.text import lines_of, optional_text
from plan.words import Script

_ENTRY = re.compile(r"(?P<written>\S+):\s+(?P<spoken>[^/]*?)\s*(?:/(?P<ipa>[^/]*)/)?")
_HYPHENS = str.maketrans("\u2010\u2011", "--")
"""Hyphens that look like the one on a keyboard."""
_FOLDED = str.maketrans("\u2012\u2013\u2212\u2043\ufe63\uff0d’µ", "------'μ")
"""Characters that are easily typed in place of an entry's: dashes for hyphens, ’ for ', µ for μ."""
LONGEST_ENTRY = 80
"""Most characters of a written word that has an entry."""
LONGEST_SPOKEN = 200
"""Most characters of the text that is read for it."""
LONGEST_SENTENCE = 3_000
"""Most characters of a sentence as it is read."""
_SHORTEST_IN_LOWER_CASE = 4
"""Minimum length of an entry in capitals for which spellings in lower case count as near misses: shorter ones would
match ordinary words (us, who)."""
_FORMS = "write one word, a colon, and how it is spoken, such as pH: P H, or its IPA, such as quinoa: /kˈiːnwɑː/"


@dataclass(frozen=True)
class Pronunciation:
    """The pronunciations of a language.

    Attributes:
        spoken: what a voice reads instead of a written word.
        ipa: the IPA of a word that is read, by the word in lower case.
    """

    spoken: Mapping[str, str] = field(default_factory=dict)
    ipa: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Spelling:
    """A sentence as a voice reads it, as `plan.segments.spoken_words` cuts it into words.

    `counts[i]` is how many of its words are read for the written word `i`.
    """

    spoken: str
    counts: tuple[int, ...]


def read_pronunciation(path: Path) -> Pronunciation:
    """Read a language's pronunciations; a film may do without the file.

    Raises:
        InputError: the file is damaged, or a line does not have a form above, gives IPA that the embedded voice cannot
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
            raise InputError(path, number, f"{word!r} has two entries", "keep one")
        written.add(word)
        if entry["spoken"]:
            spoken[word] = entry["spoken"]
        if entry["ipa"] is not None:
            said = (entry["spoken"] or word).lower()
            if said in ipa:
                raise InputError(path, number, f"{said!r} has IPA in two entries", "keep one")
            ipa[said] = _checked(entry["ipa"], said, path, number)
    return Pronunciation(spoken, ipa)


def _parse(line: str, path: Path, number: int) -> re.Match[str]:
    entry = _ENTRY.fullmatch(line)
    if ":" in re.sub(r"/[^/]*/", "", "".join(re.split(r":\s", line, maxsplit=1)[1:])):
        raise InputError(path, number, "there are two entries on this line", "give each a line of its own")
    if not entry or not (entry["spoken"] or entry["ipa"] is not None):
        fix = "put the IPA between two slashes at the end of the line" if line.partition(": ")[2].count("/") else _FORMS
        raise InputError(path, number, f"{line!r} is not an entry", fix)
    if entry["ipa"] is not None and len(entry["spoken"].split()) > 1:
        fix = f"write an entry for each word that needs IPA, such as {entry['spoken'].split()[0]}: /…/"
        raise InputError(path, number, f"one IPA cannot be given for several words, {entry['spoken']!r}", fix)
    if entry["spoken"] and not any(map(str.isalnum, entry["spoken"])):
        raise InputError(path, number, f"{entry['spoken']!r} cannot be spoken", _FORMS)
    if not (_kind(entry["written"][0]) and _kind(entry["written"][-1])):
        problem = f"{entry['written']!r} begins or ends with neither a letter nor a digit, so it is never found"
        raise InputError(path, number, problem, "write the word without the characters around it")
    for side, longest in (("written", LONGEST_ENTRY), ("spoken", LONGEST_SPOKEN)):
        if len(entry[side]) > longest:
            raise InputError(
                path, number, f"«{entry[side][:20]}…» has {len(entry[side])} characters", f"use at most {longest}"
            )
    return entry


def _checked(ipa: str, word: str, path: Path, number: int) -> str:
    """Return the IPA of a word in decomposed form, as espeak writes it; raise InputError if no voice can speak it."""
    ipa = unicodedata.normalize("NFD", ipa.strip())
    for symbol in ipa:
        if symbol not in symbols():
            problem = f"the IPA of {word!r} has {symbol!r} (U+{ord(symbol):04X}), which the embedded voice cannot speak"
            fix = f"use the symbols that `.venv/bin/python -m audio.voice.phonemes {word}` prints"
            raise InputError(path, number, problem, fix)
    if not bare(ipa):
        raise InputError(path, number, f"the IPA of {word!r} has no sound", "write it, such as /kˈiːnwɑː/")
    return ipa


def spell(script: Script, pronunciation: Pronunciation) -> list[Spelling]:
    """Return each sentence of a scene as a voice reads it.

    Raises:
        InputError: a sentence is too long once its words are respelled.
    """
    spellings = [respell(beat.segments, pronunciation.spoken, pronunciation.ipa) for beat in script.beats]
    for beat, spelling in zip(script.beats, spellings, strict=True):
        if len(spelling.spoken) > LONGEST_SENTENCE:
            problem = f"with its pronunciations this sentence has {len(spelling.spoken):,} characters"
            raise InputError(script.path, beat.line, problem, f"split it, so that it has at most {LONGEST_SENTENCE:,}")
    return spellings


def respell(words: Sequence[Segment], spoken: Mapping[str, str], ipa: Mapping[str, str] = NO_IPA) -> Spelling:
    """Return a sentence of written words as a voice reads it; the characters around an entry stay.

    Args:
        words: the words with the punctuation around them, and the blanks between them.
        spoken: what is read instead of a written word.
        ipa: the IPA of words that espeak gets wrong. espeak would merge such a word with the rest of a hyphenated
            compound, so each hyphen beside it is replaced by a space.

    >>> from plan.segments import segments
    >>> respell(segments("of pH, non-pH"), {"pH": "P H"})
    Spelling(spoken='of P H, non-P H', counts=(1, 2, 2))
    """
    parts = [_separated(_respell_word(word.text, spoken), ipa) for word in words]
    text = joined(Segment(part, word.after or BORDER) for part, word in zip(parts, words, strict=True))
    return Spelling(text, tuple(len(spoken_words(part)) for part in parts))


def _respell_word(word: str, spoken: Mapping[str, str]) -> str:
    word, position = word.translate(_HYPHENS), 0
    parts: list[str] = []
    for start, end in _entries_in(word, spoken):
        parts += [word[position:start], spoken[word[start:end]]]
        position = end
    return "".join([*parts, word[position:]])


def _separated(text: str, ipa: Mapping[str, str]) -> str:
    """Return a text with a space for each hyphen beside a word that has IPA.

    >>> _separated("(non-quinoa-like)", {"quinoa": "kˈiːnwɑː"}), _separated("e-mail", {"quinoa": "kˈiːnwɑː"})
    ('(non quinoa like)', 'e-mail')
    """
    pieces = text.split("-")
    known = [{word.strip("\"'’“”().,:;!?").lower() for word in piece.split()} & ipa.keys() for piece in pieces]
    joints = [" " if one or other else "-" for one, other in pairwise(known)]
    return "".join(piece + joint for piece, joint in zip(pieces, [*joints, ""], strict=True))


def _entries_in(word: str, spoken: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each entry in a word: of those that begin at the same place, the longest."""
    position = 0
    for start, ends in _boundaries(word):
        for end in ends if start >= position else ():
            if word[start:end] in spoken and not _is_part_of_number(word, start, end):
                yield start, end
                position = end
                break


def _boundaries(word: str, *, inside: bool = False) -> Iterator[tuple[int, list[int]]]:
    """Yield each index at which an entry may start in a word, with the indices at which it may end, farthest first.

    Boundaries are between letters or digits and other characters; with `inside`, also between a letter and a digit, and
    before the s of a plural.

    >>> list(_boundaries("K9-6s")), list(_boundaries("6s", inside=True))
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
    """Return whether a part of a word is only a part of a number: 10 in 10,000, −10 or $10.

    >>> _is_part_of_number("10,000", 0, 2), _is_part_of_number("$10", 1, 3), _is_part_of_number("10-fold", 0, 2)
    (True, True, False)
    """
    before = word[start - 1 : start]
    if word[start].isdigit() and before and (before in "+-−.,:/" or unicodedata.category(before) == "Sc"):
        return True
    return word[end - 1].isdigit() and bool(re.match(r"[.,:/]\d", word[end:]))


def near_misses(sentences: Iterable[Sequence[str]], spoken: Mapping[str, str]) -> Iterator[tuple[int, str, str]]:
    """Yield text that resembles an entry but is not respelled: the number of its sentence, the text, and the entry.

    The text differs from the entry in the case of letters, in the kind of a hyphen or an apostrophe, or lacks the
    hyphen, or it has a letter or digit joined to it: k-9, K–9, K9 and K-9s resemble K-9.

    Args:
        sentences: the words of each, with the punctuation around them.
        spoken: what is read instead of a written word.

    >>> list(near_misses([["k-9", "us", "NASA"]], {"K-9": "K nine", "US": "U S", "NASA": "nassa"}))
    [(0, 'k-9', 'K-9')]
    """
    folded = {_fold(entry): entry for entry in spoken}
    for entry in spoken:
        # Without its hyphen, CAR-T would be like cart; one that has a digit or a letter beyond A to Z is like no word.
        if any(letter.isdigit() or not letter.isascii() for letter in entry):
            folded.setdefault(_fold(entry).replace("-", ""), entry)
    for number, words in enumerate(sentences):
        for word in words:
            yield from (
                (number, part, entry) for part, entry in _like_entries(word.translate(_HYPHENS), spoken, folded)
            )


def _like_entries(word: str, spoken: Mapping[str, str], folded: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    taken = {place for start, end in _entries_in(word, spoken) for place in range(start, end)}
    for start, ends in _boundaries(word, inside=True):
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
    """Return whether a short word may resemble an abbreviation by chance, as us and Who do.

    >>> _is_other_word("Who", "WHO"), _is_other_word("Nasa", "NASA"), _is_other_word("k-9", "K-9")
    (True, False, False)
    """
    short = entry.isalpha() and entry.isupper() and len(entry) < _SHORTEST_IN_LOWER_CASE
    return short and (part.islower() or part.istitle())
