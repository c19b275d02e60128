"""How words are said: the file `pronunciation.md` of a language, and sentences respelled by it.

Each line of the file is one entry, of one of three forms. A line that opens with `#` is prose.

    IL-6: I L six                 the voice reads "I L six" where the captions show IL-6
    covid: /kˈoʊvɪd/              the voice reads the word itself; where espeak gets it wrong, this is how it is said
    TCZ: tocilizumab /tˌoʊsɪlˈɪzjuːmˌæb/      both: the voice reads "tocilizumab", and that is said so

What stands between slashes is IPA as espeak writes it; `python -m audio.voice.phonemes covid` prints espeak's own. It
holds for a word of the text that the voice reads, in small letters or capitals, and so for words of other entries, too
(`COVID-19: covid nineteen`). The embedded voice speaks it and the aligner listens for it. gTTS has pronunciations of
its own and takes none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from audio.voice.ipa import bare, symbols
from plan.errors import InputError

_ENTRY = re.compile(r"(?P<written>\S+):\s+(?P<spoken>[^/]*?)\s*(?:/(?P<ipa>[^/]*)/)?")
_SECOND_ENTRY = re.compile(r":\s.*\S:\s")
_EDGES = re.compile(r"^(?P<before>[^\w]*)(?P<core>.*?)(?P<after>(?:['’]s)?[^\w]*)$")
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
        InputError: a line is not of a form above, gives IPA that the embedded voice cannot speak, or repeats an entry.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return Pronunciation()
    except UnicodeDecodeError as error:
        number = error.object[: error.start].count(b"\n") + 1
        raise InputError(path, number, "this is not UTF-8 text", "save the file as UTF-8") from None
    written: set[str] = set()
    spoken: dict[str, str] = {}
    ipa: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        entry = _parse(line.strip(), path, number)
        word = entry["written"]
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
    if _SECOND_ENTRY.search(line):
        raise InputError(path, number, "there are two entries on this line", "give each a line of its own")
    entry = _ENTRY.fullmatch(line)
    if not entry or not (entry["spoken"] or entry["ipa"] is not None):
        fix = "put the IPA between two slashes at the end of the line" if line.partition(": ")[2].count("/") else _FORMS
        raise InputError(path, number, f"{line!r} is no entry", fix)
    if entry["ipa"] is not None and len(entry["spoken"].split()) > 1:
        fix = f"write an entry for each word that needs IPA, such as {entry['spoken'].split()[0]}: /…/"
        raise InputError(path, number, f"IPA cannot stand for the several words {entry['spoken']!r}", fix)
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


def respell(words: Sequence[str], spoken: Mapping[str, str]) -> Spelling:
    """Return a sentence of written words as a voice reads it; the punctuation around the words stays.

    Args:
        words: the words with the punctuation around them.
        spoken: what is read instead of a written word.

    >>> respell(["of", "IL-6,", "too"], {"IL-6": "I L six"})
    Spelling(spoken='of I L six, too', counts=(1, 3, 1))
    """
    parts = [_respell_word(word, spoken) for word in words]
    return Spelling(" ".join(parts), tuple(len(part.split()) for part in parts))


def _respell_word(word: str, spoken: Mapping[str, str]) -> str:
    def core(edges: re.Match[str]) -> str:
        return edges["before"] + spoken.get(edges["core"], edges["core"]) + edges["after"]

    return _EDGES.sub(core, word)
