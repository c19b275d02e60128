"""The rule that colours hold apart: how far two of them are apart for eyes that lack one kind of cone.

The film declares which of its colours carry a meaning. Where drawings and crowds in two of them are on screen together,
the decoded colours are turned into what protan, deutan and tritan viewers see. Words are left out, since
their meaning does not depend on colour.

daltonlens simulates the viewers: Viénot 1999 for protan and deutan, Brettel 1997 for tritan, for whom simpler models
are wrong. scikit-image gives the distances, by CIEDE2000: eyes tell apart colours side by side that differ by 1 to 2;
those in two places of a moving picture should differ by five times that.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import numpy as np
from daltonlens import simulate
from skimage.color import deltaE_ciede2000, rgb2lab

from publish.checks.finding import Case, Finding, Limit, judge
from publish.checks.footage import Moment
from publish.checks.standards import APART
from stage.screen import ScreenItem

_SPOTS = 480
"""The film is sampled at so many columns at most."""
_LIKE = 36
"""Of 255: a pixel is of a colour if no channel differs by more; encoding blurs the edges of small shapes."""
_FEWEST = 24
"""Spots of a colour that are seen as a colour, not as a dot."""
_FULL = 0.85
"""Opacity from which a colour is its own, not a blend with what is behind it."""
_KINDS = {
    "protan": (simulate.Simulator_Vienot1999(), simulate.Deficiency.PROTAN),
    "deutan": (simulate.Simulator_Vienot1999(), simulate.Deficiency.DEUTAN),
    "tritan": (simulate.Simulator_Brettel1997(), simulate.Deficiency.TRITAN),
}


class Colours:
    """Compares the meaningful colours of a film, on its frames at its moments."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        """Take the film's meaningful colours (#rrggbb), each with its name."""
        self._meanings = meanings
        self._cases: list[Case] = []

    def view(self, moment: Moment, pixels: np.ndarray) -> None:
        """Compare the colours of a moment on its frame (rows, columns, RGB)."""
        step = max(1, pixels.shape[1] // _SPOTS)
        small = np.ascontiguousarray(pixels[::step, ::step].transpose(2, 0, 1))
        shown: dict[str, list[ScreenItem]] = {}
        for item in moment.items:
            if item.kind != "words" and item.opacity >= _FULL and moment.stays(item):
                for colour in filter(self._meanings.__contains__, item.colours):
                    shown.setdefault(colour, []).append(item)
        decoded = {colour: found for colour in shown if (found := decode(colour, shown[colour], small)) is not None}
        if len(decoded) < 2:
            return
        for kind, spots in simulated(np.array(list(decoded.values()))).items():
            for (one, a), (other, b) in combinations(zip(decoded, spots, strict=True), 2):
                far = distance(a, b)
                both = " and ".join(sorted((self._meanings[one], self._meanings[other])))
                figure = f"{far:.1f} for {kind} viewers"
                self._cases.append(Case(-far, figure, both, moment.scene, moment.second, far >= APART, value=far))

    def findings(self) -> list[Finding]:
        """Return the findings about all frames."""
        return [
            judge(f"colours {APART:.0f} apart for every eye", self._cases, "no two colours at once", Limit(least=APART))
        ]


def decode(colour: str, items: list[ScreenItem], small: np.ndarray) -> np.ndarray | None:
    """Return the RGB values in which a colour appears in the boxes of items; None where too little of it can be seen.

    Args:
        colour: as #rrggbb.
        items: those that show the colour.
        small: the picture (red, green and blue; rows, columns).
    """
    wanted = [int(colour[k : k + 2], 16) for k in (1, 3, 5)]
    like = np.ones(small.shape[1:], dtype=bool)
    for channel, value in zip(small, wanted, strict=True):
        like &= (channel >= max(0, value - _LIKE)) & (channel <= min(255, value + _LIKE))
    inside = np.zeros_like(like)
    for item in items:
        left, top, right, bottom = np.clip(item.box, 0, 1) * (2 * like.shape[::-1])
        inside[int(top) : int(bottom) + 1, int(left) : int(right) + 1] = True
    found = small[:, like & inside].T
    if len(found) < _FEWEST:
        return None
    # Edges are blends with what is beside them, and shades are other colours: the nearest quarter is the colour itself.
    far = np.abs(found.astype(np.int16) - wanted).sum(axis=1)
    median: np.ndarray = np.median(found[np.argsort(far, kind="stable")[: max(_FEWEST, len(far) // 4)]], axis=0)
    return median


def simulated(colours: np.ndarray) -> dict[str, np.ndarray]:
    """Return colours (n, RGB of 255) in CIE Lab as each kind of viewer sees them."""
    picture = colours.round().astype(np.uint8)[None]
    return {kind: rgb2lab(model.simulate_cvd(picture, lack, severity=1.0)[0]) for kind, (model, lack) in _KINDS.items()}


def distance(one: np.ndarray, other: np.ndarray) -> float:
    """Return how far two Lab colours are apart by CIEDE2000 (Sharma, Wu and Dalal 2005)."""
    return float(deltaE_ciede2000(one, other))
