"""This film's pictures.

There is one file per scene, with the same name as its words (`loop.py` draws `words/<language>/loop.md`) and with one
class that extends `stage.stage.Stage`. There are also `cast/`, the drawings that scenes share; `style.py`, all colours
and what they mean; `score.py`, what the music follows; `poster.py` and `sheet.py`, the poster and the style sheet.

What every film needs belongs to `stage/`, numbers belong to `model/`, and sentences, labels and hours to `words/`.
"""
