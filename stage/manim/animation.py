"""Animations under which a mobject goes on moving by itself: Manim's own stop its updaters while they play."""

from __future__ import annotations

from typing import Any

from manim import Animation, Mobject


class LiveAnimation(Animation):
    """An animation that leaves its mobject's updaters running. A subclass defines `interpolate_mobject`."""

    def __init__(self, mobject: Mobject, **options: Any) -> None:
        """Take a mobject, and what any animation takes."""
        super().__init__(mobject, suspend_mobject_updating=False, **options)
