"""Leans on `suspend_mobject_updating`: without it, a mobject does not move while an animation of it plays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from manim import Animation, Square
from manim.animation.animation import prepare_animation

from stage.manim.animation import LiveAnimation, animate_live
from stage.manim.updaters import add_timed_updater


class Still(Animation):
    """As Manim would have it."""


class Live(LiveAnimation):
    """As the engine has it."""


def mover() -> Square:
    """Return a square that moves to the right, one unit a second."""
    return add_timed_updater(Square(), lambda square, dt: square.shift((dt, 0.0, 0.0)))


@pytest.mark.parametrize(("kind", "moves"), [(Still, False), (Live, True)])
def test_a_mobject_goes_on_moving_under_a_live_animation_alone(kind: type[Animation], moves: bool) -> None:
    """`Animation(suspend_mobject_updating=…)`, `begin`, and `update_mobjects` as a scene calls them."""
    square = mover()
    animation = kind(square, run_time=1)
    animation.begin()
    square.update(0.5)
    animation.update_mobjects(0.5)
    assert (square.get_center()[0] > 0.4) == moves


@pytest.mark.parametrize(
    ("animate", "moves"), [(lambda square: square.animate.set_fill("#ff0000", 1), False),
                           (lambda square: animate_live(square).set_fill("#ff0000", 1), True)]
)  # fmt: skip
def test_a_mobject_goes_on_moving_under_animate_live_alone(animate: Callable[[Square], Any], moves: bool) -> None:
    """`mobject.animate(suspend_mobject_updating=…)`; a scene interpolates animations before it calls updaters."""
    square = mover()
    animation = prepare_animation(animate(square))
    animation.begin()
    animation.interpolate(0.5)
    square.update(0.5)
    assert 0 < square.get_fill_opacity() < 1
    assert (square.get_center()[0] > 0.4) == moves
