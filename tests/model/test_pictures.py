"""The figures of the model: whole, labelled, and those of docs/pictures are there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from model import pictures, plots, scenario, simulate
from model.fit import FITTED_NAMES
from model.parameters import DEFAULTS
from model.profile import Profile

PROFILES = [Profile(name, getattr(DEFAULTS, name), getattr(DEFAULTS, name) * np.array([0.8, 1, 1.3]),
                    np.array([5.0, 0, 5]), 0.8, None) for name in FITTED_NAMES]
DRAWN = {
    "fit": pictures.fit_figure,
    "triggers": pictures.triggers_figure,
    "treatments": pictures.treatments_figure,
    "ensemble": lambda: pictures.ensemble_figure(4),
    "separatrix": plots.separatrix_figure,
    "profiles": lambda: pictures.profile_figure(PROFILES),
    "treated": lambda: plots.trajectory_figure(simulate(scenario("treated"))),
}


@pytest.mark.parametrize("name", DRAWN)
def test_no_text_of_a_figure_is_cut_off_and_every_chart_has_its_quantities(name: str) -> None:
    figure: Figure = DRAWN[name]()
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    whole = figure.bbox
    written = [one for one in figure.findobj(Text) if isinstance(one, Text) and one.get_visible()]
    for text in (one for one in written if one.get_text().strip()):
        box = text.get_window_extent(canvas.get_renderer())
        inside = box.x0 >= -1 and box.y0 >= -1 and box.x1 <= whole.x1 + 1 and box.y1 <= whole.y1 + 1
        assert inside or not _shown(text, figure), text.get_text()
    charts = [axes for axes in figure.axes if axes.get_visible()]
    assert charts and all(axes.lines or axes.collections for axes in charts)
    assert any(axes.get_xlabel() or axes.get_title(loc="left") for axes in charts)


def _shown(text: Text, figure: Figure) -> bool:
    """Return whether a text is drawn: matplotlib keeps labels of ticks that are outside of their axis, or hidden."""
    return not any(text in axes.get_xticklabels(which="both") + axes.get_yticklabels(which="both") or
                   not axes.get_visible() and text in axes.findobj(Text) for axes in figure.axes)


def test_the_documents_show_all_pictures() -> None:
    text = (Path(pictures.__file__).parent.parent / "docs" / "model.md").read_text(encoding="utf-8")
    for name in pictures.PICTURES:
        assert f"(pictures/model-{name}.png)" in text
        assert (pictures.FOLDER / f"model-{name}.png").read_bytes().startswith(b"\x89PNG")
