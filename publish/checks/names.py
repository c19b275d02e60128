"""The rule of names: a curve of a chart has its name beside it.

Charts mark their axes and curves (`stage.screen`), and a curve says which label names it. The label must be on the
screen with the curve, inside its chart or next to it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from publish.checks.finding import Case, Finding, Limit, judge
from publish.checks.footage import Footage, Moment
from publish.checks.standards import NAME_BESIDE, UNNAMED_SECONDS, Edges
from stage.screen import ScreenItem

_SEEN, _HALF = 0.3, 0.5
_LONG = 0.02
"""Of the frame's side: a curve that has just begun is a dot."""


def check_names(footage: Footage) -> list[Finding]:
    """Return whether each curve has its name in time."""
    limit = Limit(most=UNNAMED_SECONDS, unit="s")
    return [judge(f"no curve unnamed for over {UNNAMED_SECONDS:.0f} s", _unnamed(footage), "no curve", limit)]


def _unnamed(footage: Footage) -> Iterator[Case]:
    """Yield for how long each curve has been without a name, at each moment."""
    since: dict[tuple[str, int], float] = {}
    for moment in footage.moments:
        for item in moment.items:
            key, end = (moment.scene, item.number), moment.second + moment.lasts
            if item.part != "curve" or item.opacity < _SEEN or max(_sides(item.box)) < _LONG:
                continue
            if _is_named(moment, item, footage):
                since.pop(key, None)
                unnamed = 0.0
            else:
                unnamed = end - since.setdefault(key, moment.second)
            name = f"{item.name}, the curve of «{item.label}»" if item.label else f"{item.name}, a curve without a name"
            holds = unnamed <= UNNAMED_SECONDS + 1e-6
            yield Case(unnamed, f"{unnamed:.1f} s", name, moment.scene, moment.second, holds, item.number, unnamed)


def _is_named(moment: Moment, curve: ScreenItem, footage: Footage) -> bool:
    place = _place(moment, curve)
    return any(
        item.words == curve.label and _gap(item.box, place, footage) <= NAME_BESIDE for item in moment.words(_HALF)
    )


def _place(moment: Moment, curve: ScreenItem) -> Edges:
    """Return the place of a curve's chart: that of its axes, or of the curve if they are not there."""
    axes = [item.box for item in moment.items if item.part == "axes" and item.chart == curve.chart]
    return axes[0] if axes else curve.box


def _gap(one: Edges, other: Edges, footage: Footage) -> float:
    """Return how far two boxes are apart, as a share of the frame's shorter side; 0 if they touch."""
    width, height = footage.layout.pixels
    across = max(one[0] - other[2], other[0] - one[2], 0.0) * width
    down = max(one[1] - other[3], other[1] - one[3], 0.0) * height
    return float(np.hypot(across, down)) / min(width, height)


def _sides(box: Edges) -> tuple[float, float]:
    return box[2] - box[0], box[3] - box[1]
