"""Signs for outcomes and treatments."""

from __future__ import annotations

import numpy as np
from manim import PI, Circle, Polygon, RoundedRectangle, VGroup, VMobject

from scenes import style
from stage import style as house
from stage.shapes import line


def tick(size: float = 0.5) -> VMobject:
    """Return a check mark, for a good outcome."""
    mark = VMobject(stroke_color=style.BRAKE, stroke_width=9)
    return mark.set_points_as_corners(size * np.array([[-0.5, 0, 0], [-0.12, -0.38, 0], [0.5, 0.4, 0]]))


def cross(size: float = 0.45) -> VMobject:
    """Return a cross, for a bad outcome."""
    mark = VMobject(stroke_color=style.HARM, stroke_width=9)
    for sign in (1, -1):
        mark.append_points(line(size * np.array([-0.5, -0.5 * sign, 0]), size * np.array([0.5, 0.5 * sign, 0])))
    return mark


def capsule(size: float = 0.7) -> VGroup:
    """Return a two-coloured capsule: a drug."""
    whole = RoundedRectangle(
        corner_radius=0.2 * size, width=size, height=0.4 * size, fill_color=style.BRAKE, fill_opacity=1, stroke_width=0
    )
    half = Polygon(*(size * np.array([[0, -0.2, 0], [0.3, -0.2, 0], [0.3, 0.2, 0], [0, 0.2, 0]])))
    half.set_style(fill_color=house.TEXT, fill_opacity=1, stroke_width=0)
    end = Circle(0.2 * size, fill_color=house.TEXT, fill_opacity=1, stroke_width=0).shift((0.3 * size, 0.0, 0.0))
    return VGroup(whole, half, end).rotate(PI / 5)


def antibody(size: float = 0.7) -> VMobject:
    """Return a Y-shaped antibody: tocilizumab."""
    mark = VMobject(stroke_color=style.BRAKE, stroke_width=8)
    fork = np.array([0, 0.05 * size, 0])
    mark.append_points(line(np.array([0, -0.5 * size, 0]), fork))
    for sign in (1, -1):
        mark.append_points(line(fork, size * np.array([0.36 * sign, 0.48, 0])))
    return mark


def syringe(size: float = 0.7) -> VGroup:
    """Return a syringe: an antiviral, which is infused."""
    barrel = RoundedRectangle(
        corner_radius=0.05 * size, width=0.55 * size, height=0.24 * size, fill_color=style.BRAKE, fill_opacity=1,
        stroke_width=0,
    )  # fmt: skip
    lines = VMobject(stroke_color=house.TEXT, stroke_width=6)
    for start, end in (((0.28, 0), (0.55, 0)), ((-0.28, 0), (-0.5, 0)), ((-0.5, -0.13), (-0.5, 0.13))):
        lines.append_points(line(size * np.array([*start, 0.0]), size * np.array([*end, 0.0])))
    return VGroup(lines, barrel).rotate(PI / 5)
