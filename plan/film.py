"""The declaration of a film: `film.toml` in the film's folder, as one typed value.

    film().scenes        ("message", "normal", …) in running order
    film().words("en")   words/en
    film().build         build

The film's folder is named by the environment variable FILM; by default it is the working folder. Only the standard
library is used here, since make reads the declaration before anything is installed.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from plan.errors import InputError, near
from plan.locale import FORM
from plan.text import lines_of, read_text, refuse_invisible
from plan.voices import AUTO, UnknownVoiceError, parse_choice

NAME = "film.toml"
MUSIC = ("on", "off")
KEYS = ("title", "scenes", "seconds", "voice", "music", "languages", "one_video", "sites", "accent", "figure")
_STEM = re.compile(r"(?!(?:film|captioned|narration|phrases|pronunciation)$)[a-z][a-z0-9_]*")
_TAKEN = "film, captioned, narration, phrases and pronunciation are names of other files"
_DAY = 86_400
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Film:
    """What film.toml says.

    Attributes:
        root: the film's folder.
        title: the film's name in reports and file names, the same for all languages.
        scenes: their names, the stems of their words and code, in running order.
        shortest, longest: seconds that the film may last.
        voice, music: the defaults of make's VOICE and MUSIC.
        languages: locales that the film is made in, the first one the reference for translations.
        one_video: languages whose texts and captions are on one video, the one that is heard first; empty for a video a
            language.
        sites: where it is published.
        accent: the colour (#rrggbb) in which captions light up.
        figure: the package of the page's interactive figure, "" if the page has none.
    """

    root: Path
    title: str
    scenes: tuple[str, ...]
    shortest: float
    longest: float
    voice: str
    music: str
    languages: tuple[str, ...]
    one_video: tuple[str, ...]
    sites: tuple[str, ...]
    accent: str
    figure: str

    @property
    def build(self) -> Path:
        """The folder of everything that is built."""
        return self.root / "build"

    @property
    def slug(self) -> str:
        r"""The title as part of a file name.

        >>> load_text('title = "A film"\nscenes = ["loop"]', Path("film.toml")).slug
        'a-film'
        """
        return "-".join(re.findall(r"[a-z0-9]+", self.title.lower())) or "film"

    def words(self, locale: str) -> Path:
        """The folder of everything that people read or hear in a language."""
        return self.root / "words" / locale

    def picture(self, scene: str) -> Path:
        """The file that draws a scene."""
        return self.root / "scenes" / f"{scene}.py"


@cache
def film() -> Film:
    """Return the film that this process works on, from the folder that FILM names.

    Raises:
        InputError: film.toml is missing or wrong; the message names the file, the line and the fix.
    """
    return load(Path(os.environ.get("FILM") or "."))


def load(root: Path) -> Film:
    """Read a film's declaration.

    Raises:
        InputError: film.toml is missing or wrong.
    """
    path = root / NAME
    return load_text(read_text(path, "name the film's folder, such as FILM=examples/epidemic"), path)


def load_text(text: str, path: Path) -> Film:
    """Read a declaration from its text; `path` names its file in errors.

    Raises:
        InputError: it is not TOML, or a key is unknown, missing or invalid.
    """
    lines = lines_of(text, path)
    keys = _Keys(parse_toml(lines, path), lines, path)
    keys.refuse_unknown()
    shortest, longest = keys.range("seconds", (0.0, 59.9))
    return Film(
        root=path.parent,
        title=keys.text("title"),
        scenes=keys.texts("scenes", _STEM, f"names such as loop, the stems of words and scene code; {_TAKEN}"),
        shortest=shortest,
        longest=longest,
        voice=keys.voice("voice"),
        music=keys.one_of("music", MUSIC),
        languages=keys.texts("languages", FORM, "codes such as en, es or pt-BR", ("en",)),
        one_video=keys.texts("one_video", FORM, "codes such as en, es or pt-BR", ()),
        sites=keys.texts("sites", _STEM, "names such as youtube", ()),
        accent=keys.text("accent", "#f3ab2c", _COLOUR, "a colour such as #f3ab2c"),
        figure=keys.text("figure", ""),
    )


def parse_toml(lines: list[str], path: Path) -> dict[str, Any]:
    """Return what the lines of a TOML file say; `path` names it in errors.

    Raises:
        InputError: they are not TOML.
    """
    try:
        return tomllib.loads("\n".join([*lines, ""]))
    except RecursionError:
        raise InputError(path, 1, "lists or tables are nested too deeply", "write them flat") from None
    except ValueError as error:  # tomllib's own, or that of a number with too many digits
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else len(lines) if "end of document" in str(error) else 1
        raise InputError(path, line, f"this is not TOML ({error})", "correct this line") from None


class _Keys:
    """The keys of film.toml, with the line of each for errors."""

    def __init__(self, raw: dict[str, Any], lines: list[str], path: Path) -> None:
        self._raw, self._lines, self._path = raw, lines, path

    def refuse_unknown(self) -> None:
        for key in self._raw:
            if key not in KEYS:
                raise self._error(key, f"unknown key {key!r}{near(key, KEYS)}", f"use one of {', '.join(KEYS)}")

    def text(self, key: str, default: str | None = None, form: re.Pattern[str] | None = None, wanted: str = "") -> str:
        value = self._get(key, default)
        if not isinstance(value, str) or (form and not form.fullmatch(value)):
            raise self._error(key, f"{key} is {value!r}", f"write {wanted or 'text in quotes'}")
        if default is None and not value.strip():
            raise self._error(key, f"{key} is empty", "write some text")
        if "\n" in value:
            raise self._error(key, f"{key} has several lines", "write one")
        refuse_invisible(value, self._path, self._line(key))  # TOML can write it as an escape
        return value

    def texts(
        self, key: str, form: re.Pattern[str], wanted: str, default: tuple[str, ...] | None = None
    ) -> tuple[str, ...]:
        value = self._get(key, default)
        if not isinstance(value, list | tuple) or (default is None and not value):
            raise self._error(key, f"{key} is {value!r}", f'write a list of {wanted}, such as {key} = ["…"]')
        for each in value:
            if not isinstance(each, str) or not form.fullmatch(each):
                raise self._error(key, f"{key} has {each!r}", f"write {wanted}")
            if value.count(each) > 1:
                raise self._error(key, f"{key} names {each!r} twice", "keep one")
        return tuple(value)

    def one_of(self, key: str, choices: tuple[str, ...]) -> str:
        value = self._get(key, choices[0])
        if value not in choices:
            raise self._error(key, f"{key} is {value!r}{near(str(value), choices)}", f"use one of {', '.join(choices)}")
        return str(value)

    def voice(self, key: str) -> str:
        value = self._get(key, AUTO)
        try:
            parse_choice(str(value))
        except UnknownVoiceError as error:
            raise self._error(key, error.problem, error.fix) from None
        return str(value)

    def range(self, key: str, default: tuple[float, float]) -> tuple[float, float]:
        value = self._get(key, default)
        numbers = isinstance(value, list | tuple) and all(type(n) in (int, float) for n in value)
        if not numbers or len(value) != 2 or not 0 <= value[0] < value[1] <= _DAY:
            fix = f"write the shortest and the longest, such as {key} = [50, 59.9]"
            raise self._error(key, f"{key} is {value!r}", fix)
        return float(value[0]), float(value[1])

    def _get(self, key: str, default: Any) -> Any:
        if key not in self._raw and default is None:
            raise InputError(self._path, 1, f"the key {key!r} is missing", f"add a line {key} = …")
        return self._raw.get(key, default)

    def _error(self, key: str, problem: str, fix: str) -> InputError:
        return InputError(self._path, self._line(key), problem, fix)

    def _line(self, key: str) -> int:
        form = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*[=.]|\s*\[+\s*["']?{re.escape(key)}\b""")
        return next((number for number, line in enumerate(self._lines, 1) if form.match(line)), 1)
