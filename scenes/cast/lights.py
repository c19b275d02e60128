"""The light of the alarm, and the brake that dims it."""

from __future__ import annotations

import numpy as np
from manim import PI, Arc, Circle, VGroup, VMobject

from scenes import style
from stage.manim.updaters import add_updater
from stage.screen import backdrop
from stage.shapes import line, soft


def glow(color: str, radius: float, opacity: float = 0.0) -> VMobject:
    """Return a light of a colour that fades from its middle to its rim."""
    return backdrop(soft(Circle(radius, stroke_width=0, fill_color=color, fill_opacity=opacity)))


def halo(ring: VMobject, color: str = style.IL6) -> VMobject:
    """Return the light around a ring, which follows it; it is dark until `set_fill(opacity=…)` lights it."""
    light = soft(Circle(1, stroke_width=0, fill_color=color, fill_opacity=0))
    add_updater(light, lambda light: light.scale_to_fit_width(2.8 * ring.width).move_to(ring), call_now=True)
    return backdrop(light)


def brake(ring: VMobject) -> VGroup:
    """Return the two jaws of a brake that press on a ring, left and right: green arcs on short arms."""
    radius, jaws = 0.5 * ring.width, VGroup()
    for side, middle in ((-1, PI), (1, 0.0)):
        jaw = VMobject(stroke_color=style.BRAKE, stroke_width=14)
        jaw.append_points(Arc(1.12 * radius, middle - 0.5, 1.0).points)
        jaw.append_points(line(np.array([side * 1.12 * radius, 0, 0]), np.array([side * 1.3 * radius, 0, 0])))
        jaws.add(jaw.shift(ring.get_center()))
    return jaws
