"""This film's figure: the storm to be driven, with gauges, lanes, sliders, challenges, pitfalls, drawings and claims.

`page.builder` finds it by its name in film.toml and calls `figure`. Its scripts are in page/src, its table of what a
viewer can set is controls.py.
"""

from __future__ import annotations

from pathlib import Path

from page.builder.figure import Figure
from page.builder.words import Words
from page.figure import claims, controls, scripts, stills
from page.figure.words import shape
from scenes.style import TISSUE, TISSUE_EDGE

__all__ = ["figure", "shape"]

HERE = Path(__file__).parent
CITED = (
    "Leisman 2020",
    "Said 2021",
    "Suntharalingam 2006",
    "Hardiansyah 2019",
    "ARDS Task Force 2012",
    "RECOVERY 2021",
    "Nishimoto 2008",
    "Reynolds 2006",
    "Brady 2016",
    "Yiu 2012",
    "Severinghaus 1979",
)
"""Works on which the page's sentences and the model's constants rest, in the order in which the page needs them."""


def figure(words: Words, locale: str) -> Figure:
    """Return the figure in a language, with its words.

    Raises:
        InputError: a claim about the model is false or can't be read.
        ValueError: a table of controls.py names what the model doesn't have.
    """
    controls.check()
    claims.check(words)
    tissue = f":root {{\n  --tissue: {TISSUE};\n  --tissue-edge: {TISSUE_EDGE};\n}}\n"
    return Figure(
        templates=HERE / "templates",
        values=_values(),
        style=tissue + (HERE / "figure.css").read_text(encoding="utf-8"),
        files=scripts.scripts(words, locale),
        start=scripts.START,
        cited=CITED,
    )


def _values() -> dict[str, object]:
    """Return what the templates need besides the words."""
    return {
        "still": stills.still(),
        "organs": stills.organ_chart(),
        "gauges": tuple(controls.GAUGES),
        "hours": controls.SHOWN_HOURS,
        "cases": tuple(controls.CASES),
        "first_cause": next(iter(controls.CASES.values())).amount,
        "drugs": controls.TREATMENTS,
        "timed": controls.timed_drugs(),
        "challenges": tuple(controls.CHALLENGES),
        "pitfalls": tuple(controls.PITFALLS),
    }
