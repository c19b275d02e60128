"""Reads words in pictures with tesseract, as a measure of whether people can read them."""

from __future__ import annotations

import difflib
import shutil
import subprocess
import tempfile
import unicodedata
from pathlib import Path

from PIL import Image

NOT_MEASURED = "not measured: tesseract is not installed (sh setup.sh test does it)"
_LOOK_ALIKES = str.maketrans("αβ×", "abx")
"""Signs that tesseract reads as these English letters."""
_SMALL, _ENLARGED = 160, 4
"""Pixels across a small poster, and how much larger tesseract gets it."""


def can_read() -> bool:
    """Return whether tesseract is installed."""
    return shutil.which("tesseract") is not None


def read_all(pictures: list[Image.Image]) -> list[str]:
    """Return what tesseract reads on each picture."""
    if not pictures:
        return []
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.png" for number in range(len(pictures))]
        for picture, file in zip(pictures, files, strict=True):
            picture.save(file)
        (Path(folder) / "all.txt").write_text("\n".join(map(str, files)))
        pages = _tesseract(Path(folder) / "all.txt").split("\f")
    return [" ".join(page.split()) for page in pages[: len(pictures)]]


def read_small(picture: Image.Image) -> list[str]:
    """Return the words of capitals that can be read on a picture that is 160 pixels wide."""
    small = picture.resize((_SMALL, round(_SMALL * picture.height / picture.width)), Image.Resampling.LANCZOS)
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        small.resize((_ENLARGED * _SMALL, _ENLARGED * small.height), Image.Resampling.BICUBIC).save(file.name)
        text = _tesseract(Path(file.name))
    return [word for word in text.split() if word.isalpha() and word.isupper() and len(word) > 1]


def _tesseract(source: Path) -> str:
    return subprocess.run(["tesseract", str(source), "-", "--psm", "6"], capture_output=True, text=True).stdout


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
