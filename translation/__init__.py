"""The translator's way: a folder of sentences to fill, its exchange with Weblate as PO, and a check of all of it.

python -m translation.fill --locale es     makes or updates words/es: what is new, changed since or done
python -m translation.check --locale es    checks words/es at once, without speaking

unit.py            one text to translate, with its source and its state
markdown_file.py   scenes and film.md as units, and back
page_file.py       page.toml as units, and back
folder.py          all units of a language, and their files
po.py              units as a PO file for Weblate, and back
facts.py           what a translation must keep of its source: cues, numbers, direction
widths.py          how wide a label is in the film's typeface
length.py          how long the sentences take, and which to cut
"""
