"""Updaters: functions that redraw a mobject before every frame, typed by the class of the mobject.

Manim types an updater as a function of any mobject. What it hands over is the mobject that the updater was added to,
or the copy of it that an animation made, which is of the same class.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from manim import Mobject

Drawn = TypeVar("Drawn", bound=Mobject)
_Updated = TypeVar("_Updated", bound=Mobject, contravariant=True)


class TimedUpdater(Protocol[_Updated]):
    """An updater that also takes the seconds since the last frame. Manim recognizes it by the argument's name, `dt`."""

    def __call__(self, mobject: _Updated, /, dt: float) -> object:
        """Redraw the mobject."""


def add_updater(mobject: Drawn, updater: Callable[[Drawn], object], *, call_now: bool = False) -> Drawn:
    """Let an updater redraw a mobject before every frame, and return the mobject.

    Args:
        mobject: what is redrawn.
        updater: is called with the mobject.
        call_now: whether to call it here as well, for the state before the first frame.
    """
    return _add(mobject, updater, call_now)


def add_timed_updater(mobject: Drawn, updater: TimedUpdater[Drawn], *, call_now: bool = False) -> Drawn:
    """Let an updater that takes time into account redraw a mobject before every frame, and return the mobject.

    Args:
        mobject: what is redrawn.
        updater: is called with the mobject and the seconds since the last frame.
        call_now: whether to call it here as well, with 0 seconds, for the state before the first frame.
    """
    return _add(mobject, updater, call_now)


def _add(mobject: Drawn, updater: Any, call_now: bool) -> Drawn:
    return mobject.add_updater(updater, call_updater=call_now)
