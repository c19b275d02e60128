"""The organs of the cascade: lungs with alveoli, heart, kidneys, and a vessel that leaks.

Each is drawn from a few closed curves, and each shows one number of the model: what fills, what slows, what
darkens. The number is read every frame through a function, so a drawing cannot tell its own story.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import TAU, Circle, Line, ManimColor, VGroup, VMobject, interpolate_color

from scenes import style
from scenes.cast import Crowd, line_path
from scenes.layout import Box
from scenes.shapes import blob, polygon

Level = Callable[[], float]
"""Gives a number of the model now, mostly an injury from 0 to 1."""

_LUNG = np.array(
    [[0.1, 1.0], [0.42, 0.86], [0.72, 0.45], [0.9, -0.1], [0.95, -0.75], [0.8, -1.0], [0.45, -0.86], [0.14, -0.7],
     [0.06, -0.1], [0.02, 0.5]]
)  # fmt: skip
_KIDNEY = np.array(
    [[0.05, 0.95], [0.5, 0.8], [0.7, 0.25], [0.68, -0.35], [0.42, -0.88], [0.0, -0.95], [-0.2, -0.6], [-0.05, -0.25],
     [0.1, 0.0], [-0.04, 0.3], [-0.22, 0.62]]
)  # fmt: skip
_HEART = np.array(
    [[0.0, 0.55], [0.25, 0.85], [0.62, 0.85], [0.85, 0.5], [0.75, 0.0], [0.42, -0.5], [0.05, -0.95], [-0.4, -0.55],
     [-0.75, -0.05], [-0.85, 0.45], [-0.62, 0.82], [-0.25, 0.85]]
)  # fmt: skip
_ALVEOLI = [(0.3, 0.5), (0.58, 0.22), (0.28, 0.02), (0.66, -0.28), (0.36, -0.48), (0.68, -0.72)]


def lungs(size: float, injury: Level) -> VGroup:
    """Return both lungs and the windpipe; their alveoli fill with fluid as far as the injury goes."""
    lobes = VMobject(fill_color="#3d5c9e", fill_opacity=0.85, stroke_color=style.OXYGEN, stroke_width=4)
    sacs = []
    for side in (-1, 1):
        lobes.append_points(_outline(_LUNG * [side, 1] * size + [side * 0.12 * size, 0]).points)
        sacs += [[side * (x + 0.12) * size, y * size, 0] for x, y in _ALVEOLI]
    return VGroup(_windpipe(size), lobes, *alveoli(np.array(sacs), 0.165 * size, injury))


def alveoli(centres: np.ndarray, radius: float, injury: Level) -> VGroup:
    """Return air sacs around points (n, 3): their air, and the fluid that stands in each at the injury's level.

    The air carries place and size: the fluid is drawn anew around it every frame.
    """
    air = VMobject(stroke_color=style.OXYGEN, stroke_width=3, fill_color="#bfe4ff", fill_opacity=0.95)
    for centre in centres:
        air.append_points(Circle(radius, num_components=5).shift(centre).points)
    fluid = VMobject(fill_color=style.HARM, fill_opacity=1, stroke_width=0)
    width, middle = air.width, air.get_center()

    def fill(mobject: VMobject) -> None:
        half = np.arccos(1 - 2 * float(np.clip(injury(), 0.002, 0.998)))
        angles = np.linspace(-half, half, 16) - TAU / 4
        pool = 0.97 * radius * np.stack([np.cos(angles), np.sin(angles), 0 * angles], axis=1)
        scale = air.width / width
        corners = air.get_center() + scale * (centres[:, None, :] - middle + pool[None])
        mobject.set_points(polygon(corners).reshape(-1, 3))

    fill(fluid)
    return VGroup(air, fluid.add_updater(fill))


def heart(size: float, injury: Level, slowest: float = 0.6, rest: float = 1.1) -> VGroup:
    """Return a heart that beats; injury inflames it: it reddens, and its beat grows weak."""
    muscle = _outline(_HEART * size)
    vessels = VMobject(stroke_width=0, fill_opacity=1)
    for x, lean in ((-0.18, -0.12), (0.2, 0.1)):
        corners = np.array([[x - 0.13, 0.6], [x + 0.13, 0.6], [x + 0.13 + lean, 1.25], [x - 0.13 + lean, 1.25]]) * size
        vessels.append_points(_outline(corners, rounded=False).points)
    group = VGroup(vessels, muscle)
    home, age = muscle.points.copy(), [0.0]

    def beat(mobject: VGroup, dt: float) -> None:
        harm = float(np.clip(injury(), 0, 1))
        age[0] += dt * (rest + (slowest - rest) * harm)
        phase = age[0] % 1
        pulse = (np.exp(-(((phase - 0.15) / 0.07) ** 2)) + 0.5 * np.exp(-(((phase - 0.4) / 0.08) ** 2))) * (
            1 - 0.8 * harm
        )
        middle = vessels.get_center() - [0, 0.93 * size, 0]
        muscle.set_points(middle + home * (1 + 0.09 * (1 - 0.8 * harm) * pulse))
        mobject.set_fill(_fade("#ff9d94", "#9c0f2e", harm), opacity=1)

    beat(group, 0.0)
    return group.add_updater(beat)


def kidneys(size: float, injury: Level) -> VGroup:
    """Return a pair of kidneys that darken with injury."""
    pair = VGroup()
    for side in (-1, 1):
        bean = _outline(_KIDNEY * [side, 1] * size + [side * 0.75 * size, 0])
        pelvis = Circle(0.16 * size, stroke_width=0, fill_color=style.TEXT, fill_opacity=0.75)
        pair.add(VGroup(bean, pelvis.move_to([side * 0.92 * size, 0, 0])))

    def darken(mobject: VGroup) -> None:
        for bean, _ in mobject:
            bean.set_fill(_fade("#d98b6a", "#453a52", float(np.clip(injury(), 0, 1))), opacity=1)

    darken(pair)
    return pair.add_updater(darken)


def vessel(box: Box, leak: Level) -> tuple[VGroup, Crowd, Crowd]:
    """Return a vessel across a box, the blood in it, and the drops that leave it as it leaks upward."""
    walls = VMobject(stroke_color=style.HARM, stroke_width=6)
    for up in (0.25, 0.75):
        x = np.linspace(0, 1, 25)
        points = np.array([box.point(a, up + 0.04 * np.sin(14 * a)) for a in x])
        walls.append_points(VMobject().set_points_smoothly(points).points)
    lumen = Line(box.point(0, 0.5), box.point(1, 0.5), stroke_color="#5a2030", stroke_width=0.5 * box.height * 95)
    lumen.set_stroke(opacity=0.85)
    cell = Circle(0.1, num_components=5, fill_color="#ff8a80")
    blood = Crowd(cell, 46, line_path(box.point(0, 0.5), box.point(1, 0.5)), flow=0.16, jitter=0.09 * box.height)
    drops = Crowd(
        Circle(0.075, num_components=5, fill_color=style.OXYGEN), 130, _rise(box), flow=0.45, jitter=0.03, shown=0
    )
    drops.add_updater(lambda crowd: setattr(crowd, "shown", float(np.clip(leak(), 0, 1))))
    return VGroup(lumen, walls), blood, drops


def _rise(box: Box) -> Callable[[np.ndarray], np.ndarray]:
    """Return ways out of the vessel's upper wall, each at its own place along it."""

    def place(phases: np.ndarray) -> np.ndarray:
        along = (0.61803 * np.arange(len(phases))) % 1
        up = 0.75 + 0.9 * phases
        return np.stack([box.left + box.width * along, box.bottom + box.height * up, 0 * phases], axis=1)

    return place


def _windpipe(size: float) -> VGroup:
    look = {"stroke_color": "#8fb3ea", "stroke_width": 12}
    trunk = Line([0, 1.5 * size, 0], [0, 0.75 * size, 0], **look)
    return VGroup(trunk, *(Line([0, 0.8 * size, 0], [s * 0.3 * size, 0.42 * size, 0], **look) for s in (-1, 1)))


def _outline(points: np.ndarray, *, rounded: bool = True) -> VMobject:
    points = np.column_stack([points, np.zeros(len(points))])
    if rounded:
        return blob(points, stroke_width=0)
    return VMobject(stroke_width=0).set_points_as_corners([*points, points[0]])


def _fade(healthy: str, harmed: str, harm: float) -> ManimColor:
    return interpolate_color(ManimColor(healthy), ManimColor(harmed), harm)
