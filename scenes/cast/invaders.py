"""What starts the illness: viruses, bacteria, and the engineered T cells that can set off a storm too."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import TAU, Circle, RoundedRectangle, VGroup, VMobject

from scenes import style
from scenes.cast.cells import ImmuneCell
from stage import style as house
from stage.crowd import Herd
from stage.layout import Box
from stage.manim.updaters import add_updater
from stage.shapes import line, ring_points


def invader(radius: float = 0.32, spikes: int = 11) -> VGroup:
    """Return a virus: a magenta ball with knobbed spikes."""
    spikes_mobject = VMobject(color=style.INVADER, fill_opacity=1, stroke_width=3.5)
    knobs = VMobject(color=style.INVADER, fill_opacity=1, stroke_width=0)
    for point in ring_points(np.full(spikes, radius)):
        spikes_mobject.append_points(line(point * 0.6, point * 1.02))
        knobs.append_points(Circle(radius * 0.15, num_components=5).shift(point * 1.1).points)
    body = Circle(radius * 0.72, color=style.INVADER, fill_opacity=1, stroke_width=0)
    core = Circle(radius * 0.34, stroke_width=0, fill_color=style.INVADER_CORE, fill_opacity=1).shift(
        radius * 0.12 * np.array([1, 1, 0])
    )
    return VGroup(spikes_mobject, knobs, body, core)


def infection(box: Box, radius: float, load: Callable[[], float], count: int = 9) -> Herd:
    """Return invaders around the middle of a box, within a radius; `load` (0-1) says how many of them are there."""
    angles = np.random.default_rng(5).permutation(np.linspace(0, TAU, count, endpoint=False))
    reach = radius * (0.12 + 0.55 * np.arange(count) / count)
    ways = np.stack([np.cos(angles), np.sin(angles), 0 * angles], axis=1)
    invaders = Herd(invader(0.14 * radius), np.array(box.center) + reach[:, None] * ways)
    limits = np.arange(1, count + 1) / (count + 1)
    return add_updater(invaders, lambda herd: herd.resize(np.clip(1 + (count + 1) * (load() - limits), 0, 1)))


def bacterium(length: float = 0.9) -> VGroup:
    """Return a rod with tails: the trigger of sepsis."""
    tails = VMobject(stroke_color=style.INVADER, stroke_width=house.LINE)
    for offset in (-0.12, 0.12):
        x = np.linspace(0, 0.45 * length, 9)
        wave = np.stack([-0.5 * length - x, offset + 0.07 * np.sin(9 * x / length), 0 * x], axis=1)
        tail = VMobject().set_points_smoothly(wave)
        tails.append_points(tail.points)
    body = RoundedRectangle(
        corner_radius=0.22 * length,
        width=length,
        height=0.46 * length,
        fill_color=style.INVADER,
        fill_opacity=1,
        stroke_width=0,
    )
    core = RoundedRectangle(
        corner_radius=0.07 * length,
        width=0.5 * length,
        height=0.15 * length,
        fill_color=style.INVADER_CORE,
        fill_opacity=1,
        stroke_width=0,
    )
    return VGroup(tails, body, core)


def cart_cell(radius: float = 0.42) -> VGroup:
    """Return an engineered T cell: an immune cell with built-in Y-shaped receptors."""
    receptors = VMobject(stroke_color=style.BRAKE, stroke_width=1.6 * house.LINE)
    for point in ring_points(np.full(8, radius)):
        out, side = point / radius, np.array([-point[1], point[0], 0]) / radius
        fork = point * 1.22
        receptors.append_points(line(point * 0.9, fork))
        for sign in (1, -1):
            receptors.append_points(line(fork, fork + radius * (0.17 * out + sign * 0.13 * side)))
    return VGroup(receptors, ImmuneCell(radius, seed=4))
