"""Draws the poster: a designed still of the storm, in each format.

One immune cell in the eye of a storm of its own messengers, and the title so large that it reads 160 pixels wide.
"""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, TAU, VGroup, VMobject
from PIL import Image

from plan.formats import POSTERS
from plan.segments import words_of
from scenes import style
from scenes.cast import grounds
from scenes.cast.cells import Cytokine, Hero
from scenes.cast.invaders import invader
from scenes.cast.messengers import tnf_shape
from scenes.cast.surroundings import field
from stage import style as house
from stage.layout import Box, Layout
from stage.plates import Plate
from stage.shapes import ring_points, smooth
from stage.still import still
from stage.type import Words

_ARMS = 3


def draw(title: str, layout: Layout) -> Image.Image:
    """Return the poster in a format, at the pixels that sites want of it."""
    return still(lambda: _picture(title, layout), layout, POSTERS[layout.name])


def _picture(title: str, layout: Layout) -> list[VMobject]:
    whole, wide = Box(0, 0, *layout.frame), layout.wide
    words_box = whole.part(0.035, 0.08, 0.58, 0.92) if wide else layout.safe.part(0.0, 0.54, 1.0, 1.0)
    centre = np.array(whole.point(0.835, 0.5) if wide else whole.point(0.49, 0.35))
    words = _title(title)
    words_box.fit(words)
    calm = Plate(field(layout), layout, grounds.tissue(field(layout), [words_box], grain=0))
    return [calm, *_storm(centre, 1.12 if wide else 1.45, whole), words]


def _title(title: str) -> VGroup:
    """Return the title, one word a line: the longest fills the width, and all are equally tall."""
    rows = [Words(word.upper(), house.TEXT if number else style.IL6, 96) for number, word in enumerate(words_of(title))]
    widest = max(row.width for row in rows)
    for row in rows:
        row.scale(min(1.35, widest / row.width)).set_stroke(house.NIGHT, 14, background=True)
    return VGroup(*rows).arrange(DOWN, buff=0.32 * rows[0].height, aligned_edge=LEFT)


def _storm(centre: np.ndarray, eye: float, whole: Box) -> list[VMobject]:
    """Return a cell in the eye of a storm of its own messengers, which grow larger along the arms of a spiral.

    Args:
        centre: the middle of the eye (3,).
        eye: the radius of the eye (units).
        whole: the frame; messengers outside it are left out.
    """
    rng = np.random.default_rng(11)
    glow = [_disc(centre, eye * scale, style.HARM, 0.035) for scale in np.linspace(3.4, 0.8, 20)]
    streaks = [_streak(centre, eye, arm) for arm in range(_ARMS)]
    threat = invader(0.4 * eye).move_to(centre + eye * np.array([-0.98, -1.05, 0]))
    swarm, placed = VGroup(), [(centre, 0.95 * eye), (threat.get_center(), 0.46 * eye)]
    for along in np.sort(rng.uniform(0, 1, 900)):
        size = eye * (0.09 + 0.15 * along) * rng.uniform(0.75, 1.2)
        spot = _on_arm(centre, eye, int(rng.integers(_ARMS)), along)
        spot += rng.normal(0, (0.08 + 0.16 * along) * eye, 3) * (1, 1, 0)
        seen = whole.left - size < spot[0] < whole.right + size and abs(spot[1]) < whole.top + size
        if seen and all(np.linalg.norm(spot - other) > 0.98 * (size + far) for other, far in placed):
            placed.append((spot, size))
            swarm.add(_messenger(size, rng).move_to(spot))
    return [*glow, *streaks, swarm, threat, Hero(0.8 * eye, spark=1.0).move_to(centre)]


def _on_arm(centre: np.ndarray, eye: float, arm: int, along: float) -> np.ndarray:
    """Return a point on one of the storm's arms: 0 at the eye, 1 at the end."""
    angle = TAU * arm / _ARMS + 3.6 * along + 0.4
    return centre + eye * (1.12 + 1.75 * along) * np.array([np.cos(angle), np.sin(angle), 0])


def _streak(centre: np.ndarray, eye: float, arm: int) -> VMobject:
    """Return the wind of an arm: a crescent that is widest in its middle."""
    steps = np.linspace(0, 1, 24)
    way = np.array([_on_arm(centre, eye, arm, along) for along in steps])
    outward = way - centre
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    width = (0.34 * eye * np.sin(np.pi * steps))[:, None]
    edge = np.concatenate([way + width * outward, (way - width * outward)[::-1]])
    return VMobject(fill_color=style.HARM, fill_opacity=0.3, stroke_width=0).set_points_as_corners(edge)


def _messenger(size: float, rng: np.random.Generator) -> VMobject:
    """Return IL-6, or in one of three cases TNF-α."""
    if rng.random() < 0.66:
        disc = Cytokine(size)
        disc.fold.set_stroke(width=14 * size)
        return disc
    return tnf_shape(1.15 * size).set_fill(style.TNF, 1).set_stroke(width=0).rotate(rng.uniform(0, TAU))


def _disc(centre: np.ndarray, radius: float, colour: str, opacity: float) -> VMobject:
    disc = VMobject(fill_color=colour, fill_opacity=opacity, stroke_width=0)
    return disc.set_points(smooth(ring_points(np.full(24, radius)))).move_to(centre)
