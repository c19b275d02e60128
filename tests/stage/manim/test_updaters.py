"""Leans on `Mobject.add_updater`, which tells by the name `dt` of an argument whether an updater takes time."""

from __future__ import annotations

from manim import Square

from stage.manim.updaters import add_timed_updater, add_updater


class Counter(Square):
    """Counts how often it is redrawn, and the seconds that have passed."""

    def __init__(self) -> None:
        super().__init__()
        self.draws, self.seconds = 0, 0.0

    def draw(self) -> None:
        self.draws += 1

    def pass_time(self, dt: float) -> None:
        self.seconds += dt


def test_an_updater_is_called_with_its_mobject_in_every_frame() -> None:
    """`Mobject.update`."""
    counter = add_updater(Counter(), Counter.draw)
    counter.update(0.1).update(0.1)
    assert counter.draws == 2


def test_a_timed_updater_is_given_the_seconds_since_the_last_frame() -> None:
    """`inspect.signature(updater).parameters` has `dt`."""
    counter = add_timed_updater(Counter(), Counter.pass_time)
    counter.update(0.25).update(0.5)
    assert counter.seconds == 0.75


def test_an_updater_can_be_called_before_the_first_frame() -> None:
    """`call_updater`; an updater that takes time is given 0 seconds."""
    assert add_updater(Counter(), Counter.draw, call_now=True).draws == 1
    steps: list[float] = []
    add_timed_updater(Counter(), lambda counter, dt: steps.append(dt), call_now=True)
    assert steps == [0]


def test_an_updater_draws_the_copy_that_an_animation_made() -> None:
    """`Mobject.copy` keeps the updaters, and hands each the copy."""
    counter = add_updater(Counter(), Counter.draw)
    copy = counter.copy()
    copy.update()
    assert (counter.draws, copy.draws) == (0, 1)
