"""The figure's scripts: those of page/src, and the modules in their folder `generated/`.

    generated/model.js      the model, from model/
    generated/controls.js   what a viewer can set, from controls.py
    generated/words.js      the words that scripts need, and their language

The build leaves comments out, see page/builder/build.py.
"""

from __future__ import annotations

import json
from pathlib import Path

from model import javascript
from page.builder.words import Words
from page.figure import controls

SOURCES = Path(__file__).parent.parent / "src"
START = "main.js"
TABLES = ("say", "figure", "causes", "pitfalls", "challenges")
"""Tables of the words that scripts need."""


def scripts(words: Words, locale: str) -> dict[str, bytes]:
    """Return all scripts by their path in the page's folder."""
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
