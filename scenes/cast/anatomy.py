"""A body and its organs: lungs with alveoli, heart, kidneys.

Each is drawn from a few closed curves, and each shows numbers of the model: what fills, what slows, what darkens.
The numbers are read through functions in every frame, so a drawing always shows the model's state. Organs are placed
around the origin as in a body that faces the viewer, in units of `size`: the lungs are two wide.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import TAU, Circle, ManimColor, VGroup, VMobject, interpolate_color

from scenes import style
from stage.manim.updaters import TimedUpdater, add_timed_updater, add_updater
from stage.shapes import Anchor, blob, polygon, ring_points, smooth

Level = Callable[[], float]
"""Gives a number of the model now, such as an injury from 0 to 1."""

_LUNG = np.array(
    [[0.16, 0.92], [0.42, 0.86], [0.74, 0.45], [0.92, -0.1], [0.98, -0.78], [0.84, -1.02], [0.5, -0.84], [0.2, -0.72],
     [0.1, -0.1], [0.07, 0.5]]
)  # fmt: skip
_FISSURE = np.array([[0.12, 0.28], [0.45, 0.04], [0.72, -0.14], [0.95, -0.38]])
_TWIGS = np.array(
    [[[0, 0.8], [0.14, 0.5], [0.3, 0.42]], [[0.14, 0.5], [0.24, 0.2], [0.32, -0.05]],
     [[0.24, 0.2], [0.45, 0.14], [0.58, 0.2]], [[0.32, -0.05], [0.5, -0.16], [0.68, -0.22]],
     [[0.32, -0.05], [0.34, -0.3], [0.36, -0.46]], [[0.34, -0.3], [0.54, -0.5], [0.7, -0.68]]]
)  # fmt: skip
_SACS = np.array([[0.34, 0.5], [0.6, 0.22], [0.3, 0.06], [0.7, -0.26], [0.38, -0.46], [0.72, -0.72]])
_KIDNEY = np.array(
    [[0.05, 1.0], [0.46, 0.84], [0.68, 0.34], [0.68, -0.34], [0.46, -0.84], [0.05, -1.0], [-0.3, -0.78],
     [-0.36, -0.45], [-0.14, -0.16], [-0.14, 0.16], [-0.36, 0.45], [-0.3, 0.78]]
)  # fmt: skip
_HEART = np.array(
    [[-0.05, 0.62], [0.3, 0.78], [0.62, 0.68], [0.84, 0.3], [0.78, -0.2], [0.52, -0.66], [0.2, -0.98], [-0.16, -0.84],
     [-0.5, -0.48], [-0.74, -0.02], [-0.74, 0.42], [-0.48, 0.68]]
)  # fmt: skip
_CHAMBER = np.array(
    [[-0.52, 0.42], [-0.2, 0.4], [0.1, 0.02], [0.16, -0.44], [0.02, -0.62], [-0.34, -0.34], [-0.6, 0.06]]
)  # fmt: skip
_CORONARIES = np.array(
    [[[0.02, 0.58], [0.2, 0.1], [0.22, -0.4], [0.2, -0.8]], [[0.13, 0.3], [0.4, 0.12], [0.52, -0.12], [0.58, -0.36]],
     [[0.02, 0.58], [-0.3, 0.5], [-0.56, 0.3], [-0.64, 0.02]]]
)  # fmt: skip
_BODY = np.array(
    [[0.0, 2.72], [0.32, 2.6], [0.46, 2.28], [0.44, 1.98], [0.25, 1.7], [0.25, 1.42], [0.6, 1.22], [1.12, 1.06],
     [1.44, 0.72], [1.5, 0.1], [1.46, -0.8], [1.4, -1.7], [1.46, -2.6], [1.48, -3.6]]
)  # fmt: skip


class Lungs(VGroup):
    """Both lungs and the windpipe; they breathe, faster when injured, and their alveoli fill with fluid.

    Attributes:
        air, fluid: what the alveoli hold.
    """

    def __init__(self, size: float, injury: Level) -> None:
        """Draw the lungs `2 * size` wide; `injury` is 0 to 1."""
        pipe = _ways([np.array([[0, 1.45], [0, 1.2], [0, 0.95], [0, 0.8]])], size)
        pipe.set_stroke(style.AIRWAY, 13 * size)
        lobes = VMobject(fill_color=style.LUNG, fill_opacity=0.95, stroke_color=style.OXYGEN, stroke_width=4)
        twigs = VMobject(stroke_color=style.AIRWAY, stroke_width=6 * size)
        folds = VMobject(stroke_width=3, stroke_color=style.OXYGEN, stroke_opacity=0.5)
        sacs = np.vstack([_SACS * [side, 1] + [side * 0.12, 0] for side in (-1, 1)])
        self.air, self.fluid = alveoli(size * _flat(sacs), 0.15 * size, injury)
        super().__init__(pipe, lobes, twigs, folds, self.air, self.fluid)
        breathe = _breathing(size, injury, Anchor(pipe), (lobes, twigs, folds))
        add_timed_updater(self, breathe, call_now=True)

    @property
    def upper_alveolus(self) -> np.ndarray:
        """The middle (3,) of the uppermost alveolus of the lungs' left side, as one sees it."""
        points = self.air.points
        return points[: len(points) // (2 * len(_SACS))].mean(axis=0)


def _breathing(
    size: float, injury: Level, anchor: Anchor, moved: tuple[VMobject, VMobject, VMobject]
) -> TimedUpdater[VGroup]:
    """Return the updater of lungs: it redraws lobes, twigs and folds, wider and narrower around the anchor."""
    home = [np.vstack([curve(side) for side in (-1, 1)]) for curve in (_lobe, _twigs, _fold)]
    age = [0.0]

    def breathe(chest: VGroup, dt: float) -> None:
        harm = _share(injury)
        age[0] += dt * (0.28 + 0.35 * harm)
        deep = 1 + (0.045 - 0.025 * harm) * np.sin(TAU * age[0])
        for part, points in zip(moved, home, strict=True):
            part.set_points(anchor.carry(size * points * [deep, 1 + 0.6 * (deep - 1), 1]))

    return breathe


def alveoli(centres: np.ndarray, radius: float, injury: Level) -> tuple[VMobject, VMobject]:
    """Return air sacs around points (n, 3): their air, and the fluid in each, as high as the injury."""
    air = VMobject(stroke_color=style.OXYGEN, stroke_width=3, fill_color=style.AIR, fill_opacity=1)
    air.set_points(np.vstack([Circle(radius, num_components=5).shift(centre).points for centre in centres]))
    fluid = VMobject(fill_color=style.FLUID, fill_opacity=1, stroke_width=0)
    anchor = Anchor(air)

    def fill(mobject: VMobject) -> None:
        half = np.arccos(1 - 2 * float(np.clip(injury(), 0.002, 0.998)))
        angles = np.linspace(-half, half, 16) - TAU / 4
        pool = 0.97 * radius * np.stack([np.cos(angles), np.sin(angles), 0 * angles], axis=1)
        mobject.set_points(polygon(anchor.carry(centres[:, None, :] + pool[None])).reshape(-1, 3))

    return air, add_updater(fluid, fill, call_now=True)


def heart(size: float, injury: Level, slowest: float = 0.6, healthy: float = 1.1) -> VGroup:
    """Return a heart that beats; with injury (0-1) it reddens, and its beat grows slow and weak.

    Args:
        size: about half its height (units).
        injury: gives the injury now.
        slowest: heartbeats a second of a heart that has failed.
        healthy: heartbeats a second of a healthy heart.
    """
    aorta = _ways([np.array([[0.05, 0.5], [0.02, 1.05], [0.34, 1.2], [0.52, 0.82]])], size)
    aorta.set_stroke(style.AORTA, 0.2 * size * 100)
    veins = _ways([np.array([[-0.5, 1.15], [-0.5, 0.9], [-0.48, 0.7], [-0.42, 0.4]])], size)
    veins.set_stroke(style.VEINS, 0.16 * size * 100)
    muscle, chamber = VMobject(stroke_width=0, fill_opacity=1), VMobject(stroke_width=0, fill_opacity=0.22)
    chamber.set_fill(style.HEART_CHAMBER)
    coronaries = VMobject(stroke_color=style.CORONARIES, stroke_width=3.5, stroke_opacity=0.75)
    home = [smooth(_flat(_HEART)), smooth(_flat(_CHAMBER)), np.vstack([_way(way) for way in _CORONARIES])]
    group, age, anchor = VGroup(veins, aorta, muscle, chamber, coronaries), [0.0], Anchor(aorta)

    def beat(mobject: VGroup, dt: float) -> None:
        harm = _share(injury)
        age[0] += dt * (healthy + (slowest - healthy) * harm)
        phase = age[0] % 1
        pulse = np.exp(-(((phase - 0.15) / 0.07) ** 2)) + 0.5 * np.exp(-(((phase - 0.4) / 0.08) ** 2))
        swell = 1 + 0.09 * (1 - 0.8 * harm) * pulse
        for part, points in zip((muscle, chamber, coronaries), home, strict=True):
            part.set_points(anchor.carry(size * swell * points))
        muscle.set_fill(_fade(style.HEART, harm), opacity=muscle.fill_opacity)

    return add_timed_updater(group, beat, call_now=True)


def kidneys(size: float, injury: Level) -> VGroup:
    """Return a pair of kidneys with their ureters; they darken with injury (0-1)."""
    pipes = VMobject(stroke_color=style.URETERS, stroke_width=0.14 * size * 100)
    beans = VMobject(fill_opacity=1, stroke_width=0)
    pyramids = VMobject(fill_opacity=0.8, stroke_width=0)
    for side in (-1, 1):
        shift = np.array([side * 0.95, 0, 0])
        pipes.append_points(size * (_way(np.array([[0.0, 0], [-0.3, -0.3], [-0.42, -0.8], [-0.46, -1.25]]) * [side, 1])
                                    + shift))  # fmt: skip
        beans.append_points(size * (smooth(_flat(_KIDNEY * [side, 1])) + shift))
        for angle in np.linspace(-1.25, 1.25, 5):
            way = np.array([side * np.cos(angle), np.sin(angle), 0])
            drop = 0.13 * ring_points(np.array([1.2, 1.0, 1.1, 1.0, 1.2, 1.0, 1.1, 1.0]))
            pyramids.append_points(size * (smooth(drop + way * [0.4, 0.62, 0]) + shift))

    def darken(mobject: VGroup) -> None:
        harm = _share(injury)
        beans.set_fill(_fade(style.KIDNEY, harm), opacity=beans.fill_opacity)
        pyramids.set_fill(_fade(style.KIDNEY_PYRAMIDS, harm), opacity=pyramids.fill_opacity)

    return add_updater(VGroup(pipes, beans, pyramids), darken, call_now=True)


def body(size: float, depth: float) -> VMobject:
    """Return the outline of a body around organs of the same size, cut off `depth` (units of `size`) below them."""
    half = np.vstack([_BODY[_BODY[:, 1] > 1 - depth], [1.45, -depth]])
    outline = np.vstack([half, half[:0:-1] * [-1, 1]])
    return blob(
        size * _flat(outline),
        fill_color=style.SILHOUETTE,
        fill_opacity=0.8,
        stroke_color=style.SILHOUETTE_EDGE,
        stroke_width=4,
    )


def _lobe(side: int) -> np.ndarray:
    return smooth(_flat(_LUNG * [side, 1] + [side * 0.12, 0]))


def _twigs(side: int) -> np.ndarray:
    return np.vstack([_way(way * [side, 1] + [side * 0.04, 0]) for way in _TWIGS])


def _fold(side: int) -> np.ndarray:
    return _way(_FISSURE * [side, 1] + [side * 0.12, 0])


def _ways(ways: list[np.ndarray], size: float) -> VMobject:
    return VMobject().set_points(size * np.vstack([_way(way) for way in ways]))


def _way(points: np.ndarray) -> np.ndarray:
    """Return the cubic curves (4n, 3) of an open, smooth way through points (n, 2)."""
    return VMobject().set_points_smoothly(_flat(points)).points


def _flat(points: np.ndarray) -> np.ndarray:
    """Return points (n, 2) as points (n, 3) of the stage."""
    return np.column_stack([points, np.zeros(len(points))])


def _share(level: Level) -> float:
    return float(np.clip(level(), 0, 1))


def _fade(colours: tuple[str, str], harm: float) -> ManimColor:
    healthy, harmed = map(ManimColor, colours)
    return interpolate_color(healthy, harmed, harm)
