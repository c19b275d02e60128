"""Animations under which a mobject goes on moving by itself: Manim's own stop its updaters while they play."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from manim import Animation, Mobject

from stage.manim.updaters import Drawn

if TYPE_CHECKING:
    from manim.mobject.mobject import _AnimationBuilder

Playable: TypeAlias = "Animation | Mobject | _AnimationBuilder"
"""What a scene can play: an animation, or what `mobject.animate` gives, which Manim types as the mobject itself too."""


class LiveAnimation(Animation):
    """An animation that leaves its mobject's updaters running. A subclass defines `interpolate_mobject`."""

    def __init__(self, mobject: Mobject, **options: Any) -> None:
        """Take a mobject, and what any animation takes."""
        super().__init__(mobject, suspend_mobject_updating=False, **options)


def animate_live(mobject: Drawn) -> Drawn:
    """Return `mobject.animate` for an animation that leaves the mobject's updaters running.

    As in Manim, what it returns has the methods of the mobject, and is typed as one so that calls are checked.
    """
    builder: Any = mobject.animate
    return builder(suspend_mobject_updating=False)
