"""The rule that colours hold apart: what two of them come to for eyes that lack one kind of cone.

Drawings and crowds whose colours mean something (`scenes.style`) and that are on screen together are looked up in the
film; their decoded colours are turned into what protan, deutan and tritan viewers see. Words say what they are, so
theirs are left out.

The simulation is `daltonlens`: Viénot 1999 for protan and deutan, Brettel 1997 for tritan viewers, for whom simpler
models are wrong. Distances are CIEDE2000's: side by side, eyes tell apart what differs by 1 to 2; what stands in two
places of a moving picture should differ by five times that.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

import numpy as np
from daltonlens import simulate

from publish.checks.finding import Case, Finding, judge
from publish.checks.flashes import linear_light
from publish.checks.moments import Moment
from stage.screen import ScreenItem

APART = 10.0
_SPOTS = 480
"""The film is looked up at so many columns at most."""
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
# Linear sRGB to CIE XYZ, as shares of white's.
_XYZ = np.array([[0.4339, 0.3762, 0.1899], [0.2126, 0.7152, 0.0722], [0.0178, 0.1095, 0.8727]])


class Colours:
    """Takes the frames of a film at its moments, one by one."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        self._meanings = meanings
        self._cases: list[Case] = []

    def see(self, moment: Moment, pixels: np.ndarray) -> None:
        """Compare the colours of a moment on its frame (rows, columns, RGB)."""
        step = max(1, pixels.shape[1] // _SPOTS)
        small = np.ascontiguousarray(pixels[::step, ::step].transpose(2, 0, 1))
        shown: dict[str, list[ScreenItem]] = {}
        for thing in moment.things:
            if thing.kind != "words" and thing.opacity >= _FULL and moment.stays(thing):
                for colour in filter(self._meanings.__contains__, thing.colours):
                    shown.setdefault(colour, []).append(thing)
        decoded = {colour: found for colour in shown if (found := decode(colour, shown[colour], small)) is not None}
        if len(decoded) < 2:
            return
        for kind, spots in simulated(np.array(list(decoded.values()))).items():
            for (one, a), (other, b) in combinations(zip(decoded, spots, strict=True), 2):
                far = distance(a, b)
                both = " and ".join(sorted((self._meanings[one], self._meanings[other])))
                self._cases.append(
                    Case(-far, f"{far:.1f} for {kind} viewers", both, moment.scene, moment.second, far >= APART)
                )

    def findings(self) -> list[Finding]:
        """Return what holds of all that was seen."""
        return [judge(f"colours {APART:.0f} apart for every eye", self._cases, "no two colours at once")]


def decode(colour: str, things: list[ScreenItem], small: np.ndarray) -> np.ndarray | None:
    """Return what a colour has come out as in the boxes of things; None where too little of it can be seen.

    Args:
        small: the picture (red, green and blue; rows, columns).
    """
    wanted = [int(colour[k : k + 2], 16) for k in (1, 3, 5)]
    like = np.ones(small.shape[1:], dtype=bool)
    for channel, value in zip(small, wanted, strict=True):
        like &= (channel >= max(0, value - _LIKE)) & (channel <= min(255, value + _LIKE))
    there = np.zeros_like(like)
    for thing in things:
        left, top, right, foot = np.clip(thing.box, 0, 1) * (2 * like.shape[::-1])
        there[int(top) : int(foot) + 1, int(left) : int(right) + 1] = True
    found = small[:, like & there].T
    if len(found) < _FEWEST:
        return None
    # Edges are blends with what is beside them, and shades are other colours: the nearest quarter is the colour itself.
    far = np.abs(found.astype(np.int16) - wanted).sum(axis=1)
    return np.median(found[np.argsort(far, kind="stable")[: max(_FEWEST, len(far) // 4)]], axis=0)


def simulated(colours: np.ndarray) -> dict[str, np.ndarray]:
    """Return colours (n, RGB of 255) in CIE Lab as each kind of viewer sees them."""
    picture = colours.round().astype(np.uint8)[None]
    return {kind: lab(model.simulate_cvd(picture, lack, severity=1.0)[0]) for kind, (model, lack) in _KINDS.items()}


def lab(colours: np.ndarray) -> np.ndarray:
    """Return colours (n, RGB of 255) in CIE Lab."""
    xyz = linear_light(colours) @ _XYZ.T
    x, y, z = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29).T
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=1)


def distance(one: np.ndarray, other: np.ndarray) -> float:
    """Return how far two Lab colours are apart by CIEDE2000 (Sharma, Wu and Dalal 2005, whose names these are)."""
    l1, a1, b1 = map(float, one)
    l2, a2, b2 = map(float, other)
    mean = (hypot(a1, b1) + hypot(a2, b2)) / 2
    g = 1.5 - 0.5 * sqrt(mean**7 / (mean**7 + 25.0**7))
    c1, c2 = hypot(g * a1, b1), hypot(g * a2, b2)
    h1, h2 = (degrees(atan2(b, g * a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = ((h2 - h1 + 180) % 360 - 180) * (c1 * c2 > 0)
    hue = h1 + turn / 2 if c1 * c2 else h1 + h2
    lightness, chroma = (l1 + l2) / 2 - 50, (c1 + c2) / 2
    t = 1 - 0.17 * _cos(hue - 30) + 0.24 * _cos(2 * hue) + 0.32 * _cos(3 * hue + 6) - 0.2 * _cos(4 * hue - 63)
    dl = (l2 - l1) / (1 + 0.015 * lightness**2 / sqrt(20 + lightness**2))
    dc = (c2 - c1) / (1 + 0.045 * chroma)
    dh = 2 * sqrt(c1 * c2) * sin(radians(turn / 2)) / (1 + 0.015 * chroma * t)
    bend = 60 * exp(-(((hue % 360 - 275) / 25) ** 2))
    rotation = -2 * sqrt(chroma**7 / (chroma**7 + 25.0**7)) * sin(radians(bend))
    return sqrt(dl**2 + dc**2 + dh**2 + rotation * dc * dh)


def _cos(angle: float) -> float:
    return cos(radians(angle))
