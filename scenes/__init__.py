"""This film's pictures.

One file a scene, named as its words are (`loop.py` draws `words/<language>/loop.md`), with one class that extends
`stage.stage.Stage`. Beside the scenes: `cast/`, the drawings that they share; `style.py`, what each colour means;
`score.py`, what the music follows; `poster.py` and `sheet.py`, the poster and the style sheet.

What every film needs belongs to `stage/`, numbers belong to `model/`, and sentences, labels and hours to `words/`.
"""
