"""The words of a text in any script, and the only place where a text is cut into words.

    segments(text)            the words, each with the blank that separates it from the next one
    words_of(text)            the words alone
    joined(segments)          the text again, exactly
    spoken_words(spoken)      the words of a text that is to be spoken, and unmarked(spoken), what the voice gets

Most scripts separate words by blanks. Chinese, Japanese, Thai, Lao, Khmer, Burmese and Tibetan do not: there ICU's
dictionaries find the words, and a word keeps the punctuation at which a line must not break. ICU chooses the dictionary
by the script, so that the language need not be known. It is loaded only for these scripts.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from plan.text import NO_BREAK

if TYPE_CHECKING:
    from budoux import Parser

BORDER = "\u200b"
"""ZERO WIDTH SPACE: in a text that is to be spoken, the border of two words that no blank separates."""

_RUN = re.compile(r"\s+")
_WIDE = "\u2e80-\u2fff\u3001-\u30ff\u31c0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U0001b000-\U0001b16f"
_WIDE += "\U00020000-\U0003ffff"
"""Chinese and Japanese letters and their punctuation, after which no blank is written."""
_STACKED = "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\ua9e0-\ua9ff\uaa60-\uaa7f"
"""Thai, Lao, Tibetan, Burmese and Khmer, which write blanks between sentences or clauses only."""
_UNSPACED = re.compile(f"[{_WIDE}{_STACKED}]")
_ENDS_WIDE = re.compile(f"[{_WIDE}]$")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]+")
_LONGEST_KATAKANA = 12
"""Letters of a word in katakana that is kept whole: most are foreign, which ICU does not know and cuts at random."""
_PHRASES = {"ja": "ja", "th": "th", "zh": "zh-hans", "zh-Hant": "zh-hant", "zh-TW": "zh-hant", "zh-HK": "zh-hant"}
"""BudouX's model of a language's phrases, by the beginning of a locale."""


class Spaced(Protocol):
    """A word, and what separates it from the next one."""

    @property
    def text(self) -> str:
        """The word, with its punctuation."""

    @property
    def after(self) -> str:
        """A blank, or nothing."""


_Word = TypeVar("_Word", bound=Spaced)


class Segment(NamedTuple):
    """A word with its punctuation, and the blank that follows it, which is "" in scripts that write none."""

    text: str
    after: str


def segments(text: str, borders: Iterable[int] = ()) -> list[Segment]:
    r"""Return the words of a text; a no-break space does not separate two words, unless another space is beside it.

    Args:
        text: a line of any language.
        borders: places in `normal(text)` at which another word begins, such as the edges of cues; those at which the
            script allows none are ignored.

    >>> segments("Dix\u2009mg  jour\u00a0!")
    [Segment(text='Dix', after=' '), Segment(text='mg', after=' '), Segment(text='jour\xa0!', after=' ')]
    >>> [part.text for part in segments("「IL-6」は10 mg。")]
    ['「IL-6」', 'は', '10', 'mg。']
    """
    plain, wanted = normal(text), set(borders)
    found, start = [], 0
    for chunk in plain.split(" ") if plain else []:
        ends = _cuts(chunk, {place - start for place in wanted})
        words = [chunk[begin:end] for begin, end in zip([0, *ends], [*ends, len(chunk)], strict=True)]
        found += [*(Segment(word, "") for word in words[:-1]), Segment(words[-1], " ")]
        start += len(chunk) + 1
    if found and _ENDS_WIDE.search(found[-1].text):
        found[-1] = Segment(found[-1].text, "")
    return found


def words_of(text: str) -> list[str]:
    r"""Return the words of a text, without the blanks between them.

    >>> words_of("  À bientôt\u00a0! Dix\u2009mg ")
    ['À', 'bientôt\xa0!', 'Dix', 'mg']
    """
    return [segment.text for segment in segments(text)]


def joined(words: Iterable[Spaced]) -> str:
    """Return the text that words make up: that of `segments` again.

    >>> joined(segments("A  cell divides。IL-6 上升"))
    'A cell divides。IL-6 上升'
    """
    parts = list(words)
    return "".join(word.text + word.after for word in parts[:-1]) + (parts[-1].text if parts else "")


def normal(text: str) -> str:
    r"""Return a text with one blank for each run of spaces and none at its ends; no-break spaces stay.

    >>> normal(" one\u3000 two\u00a0! ")
    'one two\xa0!'
    """
    return _RUN.sub(lambda run: run[0][0] if set(run[0]) <= set(NO_BREAK) else " ", text).strip()


def count_words(line: str, words: Sequence[Spaced]) -> int:
    """Return how many of the first words make up a line; 0 if the line is of other words.

    >>> count_words("A cell", segments("A cell divides.")), count_words("A c", segments("A cell divides."))
    (2, 0)
    """
    text = ""
    for number, word in enumerate(words, 1):
        text += word.text
        if text == line:
            return number
        text += word.after
        if len(text) > len(line):
            break
    return 0


def wrap(words: Sequence[_Word], fits: Callable[[str], bool]) -> list[list[_Word]]:
    """Return words in rows: each holds as many of the next words as fit, and at least one.

    >>> [joined(row) for row in wrap(segments("A cell divides in two."), lambda row: len(row) <= 10)]
    ['A cell', 'divides in', 'two.']
    """
    rows: list[list[_Word]] = []
    for word in words:
        if rows and fits(joined([*rows[-1], word])):
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def paragraph(sentences: Iterable[str]) -> str:
    """Return sentences as one text, with a blank between two of them where the script writes one.

    >>> paragraph(["One.", "Two."]), paragraph(["一。", "二。"])
    ('One. Two.', '一。二。')
    """
    return "".join(text + ("" if _ENDS_WIDE.search(text) else " ") for text in sentences).strip()


def spoken_words(spoken: str) -> list[str]:
    """Return the words of a text that is to be spoken, in which BORDER stands where no blank does.

    >>> spoken_words("I L six"), spoken_words("免疫\u200b细胞。")
    (['I', 'L', 'six'], ['免疫', '细胞。'])
    """
    plain = normal(spoken.replace(BORDER, " "))
    return plain.split(" ") if plain else []


def unmarked(spoken: str) -> str:
    """Return a text that is to be spoken as voices get it, without BORDER."""
    return spoken.replace(BORDER, "")


def phrase_ends(text: str, locale: str) -> set[int]:
    """Return the places in `normal(text)` at which a phrase ends, where a line breaks best.

    Args:
        text: a sentence.
        locale: its language; phrases are known in Chinese, Japanese and Thai.

    >>> sorted(phrase_ends("免疫が自分を攻撃する。", "ja")), phrase_ends("No one knows.", "en")
    ([3, 6, 11], set())
    """
    name = max((name for name in _PHRASES if f"{locale}-".startswith(f"{name}-")), key=len, default="")
    return set(accumulate(map(len, _phrase_parser(_PHRASES[name]).parse(normal(text))))) if name else set()


@cache
def _phrase_parser(model: str) -> Parser:
    from budoux import Parser

    content = files("budoux").joinpath("models", f"{model}.json").read_text(encoding="utf-8")
    return Parser(json.loads(content))


def _cuts(chunk: str, wanted: Iterable[int]) -> list[int]:
    """Return the places inside a text without blanks at which a word ends and another begins."""
    if not _UNSPACED.search(chunk):
        return []
    from icu4py.breakers import CharacterBreaker, LineBreaker, WordBreaker

    words, lines, characters = (
        set(accumulate(map(len, breaker(chunk, "en")))) for breaker in (WordBreaker, LineBreaker, CharacterBreaker)
    )
    ends = words & lines
    for word in _KATAKANA.finditer(chunk):
        if word.end() - word.start() <= _LONGEST_KATAKANA:
            ends -= set(range(word.start() + 1, word.end()))
    ends |= {place for place in characters.intersection(wanted) if all(map(_is_letter, chunk[place - 1 : place + 1]))}
    return sorted(place for place in ends if 0 < place < len(chunk) and _UNSPACED.search(chunk[place - 1 : place + 1]))


def _is_letter(character: str) -> bool:
    """Return whether a character is a letter, a part of one, or a figure."""
    return unicodedata.category(character)[0] in "LMN"
