"""Which typeface a language is set in.

The house's typeface, Inter, has the letters of Latin, Greek and Cyrillic. Each other script has a Noto typeface beside
it, of a package that make installs when a language first needs it, by a lock of its own; `stage.typefaces` makes the
file that is drawn with from it. Digits and Latin letters are Inter's in all languages.

Only the standard library is used here at first, since make asks before anything is installed.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).parent.with_name("stage") / "fonts"
"""The folder of Inter."""
MADE = Path(sys.prefix) / "typefaces"
"""The folder of the files that are made from the packages."""
NOTO, NOTO_CJK = "typefaces", "typefaces-cjk"
"""The locks of the packages, without their suffix."""
_IGNORED = {"Cf", "Cc", "Zs", "Zl", "Zp"}
"""Categories of characters that need no glyph: marks of direction, joiners, blanks."""


@dataclass(frozen=True)
class Typeface:
    """A typeface for one script: its family, and the lock and the file of the package that has it."""

    family: str
    lock: str = NOTO
    package: str = "manimgx_fonts"

    @property
    def source(self) -> str:
        """The path of the variable font in its package."""
        stem = self.family.replace(" ", "")
        folder = f"fonts/ofl/{stem.lower()}/" if self.lock == NOTO_CJK else ""
        return f"{folder}{stem}[wght].ttf"

    @property
    def path(self) -> Path:
        """The font that is drawn with."""
        return MADE / f"{self.family.replace(' ', '')}-SemiBold.ttf"


def _cjk(region: str) -> Typeface:
    return Typeface(f"Noto Sans {region}", NOTO_CJK, "justmytype_intl_cjk")


SCRIPTS = {
    "Arab": Typeface("Noto Sans Arabic"),
    "Armn": Typeface("Noto Sans Armenian"),
    "Beng": Typeface("Noto Sans Bengali"),
    "Deva": Typeface("Noto Sans Devanagari"),
    "Ethi": Typeface("Noto Sans Ethiopic"),
    "Geor": Typeface("Noto Sans Georgian"),
    "Gujr": Typeface("Noto Sans Gujarati"),
    "Guru": Typeface("Noto Sans Gurmukhi"),
    "Hans": _cjk("SC"),
    "Hant": _cjk("TC"),
    "Hebr": Typeface("Noto Sans Hebrew"),
    "Jpan": _cjk("JP"),
    "Khmr": Typeface("Noto Sans Khmer"),
    "Knda": Typeface("Noto Sans Kannada"),
    "Kore": _cjk("KR"),
    "Laoo": Typeface("Noto Sans Lao"),
    "Mlym": Typeface("Noto Sans Malayalam"),
    "Mymr": Typeface("Noto Sans Myanmar"),
    "Orya": Typeface("Noto Sans Oriya"),
    "Sinh": Typeface("Noto Sans Sinhala"),
    "Taml": Typeface("Noto Sans Tamil"),
    "Telu": Typeface("Noto Sans Telugu"),
    "Thai": Typeface("Noto Sans Thai"),
}
"""The typeface of each script that Inter does not have, by the script's code (ISO 15924)."""
_LANGUAGES = {
    "Arab": "ar ckb fa ps sd ug ur",
    "Armn": "hy",
    "Beng": "as bn",
    "Deva": "hi mr ne sa",
    "Ethi": "am ti",
    "Geor": "ka",
    "Gujr": "gu",
    "Guru": "pa",
    "Hans": "zh",
    "Hant": "zh-TW zh-HK zh-MO yue",
    "Hebr": "he iw yi",
    "Jpan": "ja",
    "Khmr": "km",
    "Knda": "kn",
    "Kore": "ko",
    "Laoo": "lo",
    "Mlym": "ml",
    "Mymr": "my",
    "Orya": "or",
    "Sinh": "si",
    "Taml": "ta",
    "Telu": "te",
    "Thai": "th",
}
_SCRIPT_OF = {language: script for script, languages in _LANGUAGES.items() for language in languages.split()}


def script_of(locale: str) -> str:
    """Return the code of the script of a locale, "" if its letters are Latin, Greek or Cyrillic.

    >>> script_of("ar"), script_of("zh-Hant-HK"), script_of("zh-TW"), script_of("zh"), script_of("sr-Latn")
    ('Arab', 'Hant', 'Hant', 'Hans', '')
    """
    language, *others = locale.split("-")
    named = next((part for part in others if len(part) == 4), "")
    if named:
        return named if named in SCRIPTS else ""
    return _SCRIPT_OF.get(locale, _SCRIPT_OF.get(language, ""))


def typeface_of(locale: str) -> Typeface | None:
    """Return the typeface that a locale needs besides Inter, or None."""
    return SCRIPTS.get(script_of(locale))


def fonts_of(locale: str) -> list[Path]:
    """Return the fonts of a locale in the order in which a letter is looked for in them."""
    typeface = typeface_of(locale)
    return [HOUSE / "Inter-SemiBold.otf", *([typeface.path] if typeface else [])]


def missing_letters(text: str, locale: str) -> list[str]:
    """Return the characters of a text that no typeface of its locale has a glyph for.

    Raises:
        FileNotFoundError: the locale's typeface is not installed.

    >>> missing_letters("IL-6 rises → ½ à Ω Ж", "en"), missing_letters("α 免 α", "en")
    ([], ['免'])
    """
    letters = {letter for letter in unicodedata.normalize("NFC", text) if not letter.isascii()}
    needed = sorted(letter for letter in letters if unicodedata.category(letter) not in _IGNORED)
    return [letter for letter in needed if not any(ord(letter) in _letters(path) for path in fonts_of(locale))]


def refusal(letter: str, locale: str) -> tuple[str, str]:
    """Return what is wrong with a character that is missing, and the fix.

    >>> refusal("免", "en")[0]
    '«免» (U+514D, CJK UNIFIED IDEOGRAPH-514D) has no glyph in Inter'
    """
    typeface = typeface_of(locale)
    families = "Inter" + (f" or {typeface.family}" if typeface else "")
    name = unicodedata.name(letter, "a character without a name")
    return f"«{letter}» (U+{ord(letter):04X}, {name}) has no glyph in {families}", "write it in other letters"


@cache
def _letters(font: Path) -> frozenset[int]:
    """Return the characters that a font has."""
    from fontTools.ttLib import TTFont

    with TTFont(font, lazy=True) as loaded:
        return frozenset(loaded.getBestCmap())


def locks() -> Iterable[str]:
    """Yield a line for make for each language that needs a typeface: `TYPEFACES.ar := typefaces`."""
    for language, script in _SCRIPT_OF.items():
        yield f"TYPEFACES.{language} := {SCRIPTS[script].lock}"
