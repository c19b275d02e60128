"""Draws words in a language into a picture: a process has one language.

python draw_words.py ar words.png عاصفة
"""

from __future__ import annotations

import sys

from stage import style
from stage.layout import LAYOUTS
from stage.still import still_of_words
from stage.type import set_language

if __name__ == "__main__":
    locale, into, *words = sys.argv[1:]
    set_language(locale)
    still_of_words([(text, style.TEXT) for text in words], LAYOUTS["landscape"], (1280, 720)).save(into)
