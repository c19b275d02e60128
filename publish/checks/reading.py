"""Reads words in pictures with tesseract, as a measure of whether people can read them."""

from __future__ import annotations

import difflib
import shutil
import subprocess
import tempfile
import unicodedata
from functools import cache
from pathlib import Path

from PIL import Image

from plan.typefaces import script_of

NOT_MEASURED = "not measured: tesseract is not installed (sh setup.sh test does it)"
_LOOK_ALIKES = str.maketrans("αβ×", "abx")
"""Signs that tesseract reads as these English letters."""
_SMALL, _ENLARGED = 160, 4
"""Pixels across a small poster, and how much larger tesseract gets it."""


_ENGLISH = "eng"
_LANGUAGES = {
    "Arab": "ara",
    "Beng": "ben",
    "Deva": "hin",
    "Hans": "chi_sim",
    "Hant": "chi_tra",
    "Hebr": "heb",
    "Jpan": "jpn",
    "Kore": "kor",
    "Taml": "tam",
    "Telu": "tel",
    "Thai": "tha",
}
"""Tesseract's name of a language of each script that the typefaces besides Inter are for."""


def can_read(locale: str = "en") -> bool:
    """Return whether tesseract is installed and reads the script of a locale."""
    found = shutil.which("tesseract")
    return found is not None and _language(locale) in _languages(found)


@cache
def _languages(tesseract: str) -> frozenset[str]:
    """Return the names of the languages that a tesseract reads, given its path."""
    return frozenset(subprocess.run([tesseract, "--list-langs"], capture_output=True, text=True).stdout.split())


def _language(locale: str) -> str:
    """Return tesseract's name of a language; English stands for all of its script."""
    script = script_of(locale)
    return _LANGUAGES.get(script, script) if script else _ENGLISH


def read_all(pictures: list[Image.Image], locale: str = "en") -> list[str]:
    """Return what tesseract reads on each picture, in the language of a locale."""
    if not pictures:
        return []
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.png" for number in range(len(pictures))]
        for picture, file in zip(pictures, files, strict=True):
            picture.save(file)
        (Path(folder) / "all.txt").write_text("\n".join(map(str, files)))
        pages = _tesseract(Path(folder) / "all.txt", locale).split("\f")
    return [" ".join(page.split()) for page in pages[: len(pictures)]]


def read_small(picture: Image.Image, locale: str = "en") -> list[str]:
    """Return the words that can be read on a picture that is 160 pixels wide, of a script with capitals only those."""
    small = picture.resize((_SMALL, round(_SMALL * picture.height / picture.width)), Image.Resampling.LANCZOS)
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        small.resize((_ENLARGED * _SMALL, _ENLARGED * small.height), Image.Resampling.BICUBIC).save(file.name)
        text = _tesseract(Path(file.name), locale)
    if script_of(locale):
        return text.split()
    return [word for word in text.split() if word.isalpha() and word.isupper() and len(word) > 1]


def _tesseract(source: Path, locale: str) -> str:
    command = ["tesseract", str(source), "-", "--psm", "6", "-l", _language(locale)]
    return subprocess.run(command, capture_output=True, text=True).stdout


def likeness(words: str, text: str) -> float:
    """Return which share of some words was read, by letters and figures, 0 to 1; other text beside them is ignored.

    >>> likeness("β-carotene", "b-carotene"), likeness("DAYS", "|DAYS, AL"), likeness("Heart", "Hoa")
    (1.0, 1.0, 0.5)
    """
    wanted, found = _letters(words), _letters(text)
    return 1.0 if wanted in found else difflib.SequenceMatcher(None, wanted, found).ratio()


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(filter(str.isalnum, plain.translate(_LOOK_ALIKES)))
