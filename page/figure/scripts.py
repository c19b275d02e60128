"""The figure's scripts: those of page/src, and the modules in their folder `generated/`.

    generated/model.js      the model, from model/
    generated/controls.js   what a viewer can set, from controls.py
    generated/words.js      the words that scripts need, and their language

The build leaves comments out, see page/builder/build.py.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from model import javascript
from page.builder.words import Words
from page.figure import controls

SOURCES = Path(__file__).parent.parent / "src"
START = "main.js"
TABLES = ("say", "figure", "causes", "pitfalls", "challenges")
"""Tables of the words that scripts need."""
_KEY = re.compile(r"(?<![/\w])words((?:\.[a-z]\w*)+)")
_CAUSE_KEY = re.compile(r"\bcauseWords\(\w+\)\.(\w+)")


def scripts(words: Words, locale: str) -> dict[str, bytes]:
    """Return all scripts by their path in the page's folder.

    Raises:
        WordsError: a script needs a text that the words don't have.
    """
    check_keys(words)
    files = {path.relative_to(SOURCES).as_posix(): path.read_bytes() for path in sorted(SOURCES.rglob("*.js"))}
    return files | {name: text.encode() for name, text in generated(words, locale).items()}


def generated(words: Words, locale: str) -> dict[str, str]:
    """Return the generated modules by their path in the page's folder."""
    return {
        "generated/model.js": javascript.module(),
        "generated/controls.js": controls.module(),
        "generated/words.js": words_module(words, locale),
    }


def words_module(words: Words, locale: str) -> str:
    """Return the words as the text of an ES module."""
    tables = json.dumps(words.select(*TABLES), ensure_ascii=False, indent=1)
    return (
        "// Generated from words/<locale>/page.toml: edit that, not this.\n"
        f'export const locale = "{locale}";\nexport const words = {tables};\n'
    )


def check_keys(words: Words) -> None:
    """Check that there is a text for every key that a script names, and for every row of the tables.

    Raises:
        WordsError: one is missing.
    """
    source = "".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.js"))
    keys = [key.removeprefix(".") for key in _KEY.findall(source)]
    for name, case in controls.CASES.items():
        keys += [f"figure.cases.{name}", f"figure.case_notes.{name}"]
        keys += [f"causes.{case.amount}.{key}" for key in _CAUSE_KEY.findall(source)]
    keys += [f"pitfalls.{name}.watch" for name in controls.PITFALLS]
    for key in keys:
        words.at(key)
