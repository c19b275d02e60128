"""Leans on `suspend_mobject_updating`: without it, a mobject stands still while an animation of it plays."""

from __future__ import annotations

import pytest
from manim import Animation, Square

from stage.manim.animation import LiveAnimation


class Still(Animation):
    """As Manim would have it."""


class Live(LiveAnimation):
    """As the engine has it."""


@pytest.mark.parametrize(("kind", "moves"), [(Still, False), (Live, True)])
def test_a_mobject_goes_on_moving_under_a_live_animation_alone(kind, moves):
    """`Animation(suspend_mobject_updating=…)`, `begin`, and `update_mobjects` as a scene calls them."""
    square = Square().add_updater(lambda mobject, dt: mobject.shift([dt, 0, 0]))
    animation = kind(square, run_time=1)
    animation.begin()
    square.update(0.5)
    animation.update_mobjects(0.5)
    assert (square.get_center()[0] > 0.4) == moves
