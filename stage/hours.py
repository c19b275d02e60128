"""The model's hour in the frame that is being drawn: curves, gauges and numbers all read it from one tracker."""

from __future__ import annotations

from collections.abc import Callable

from plan.schedule import Schedule


class HourTracker:
    """Follows the hour of one run through a scene, as the words' `hours` lines say.

    It can be read like Manim's ValueTracker, but not set: hours stand in the words alone.

    Attributes:
        lowest, highest: the hours between which the run stays in the scene.
    """

    def __init__(self, schedule: Schedule, run: str, seconds: Callable[[], float]) -> None:
        """Follow a run; `seconds` gives the second of the scene that is drawn now."""
        self.lowest, self.highest = schedule.extremes(run)
        self._schedule, self._run, self._seconds = schedule, run, seconds

    def get_value(self) -> float:
        """Return the hour in the frame that is being drawn."""
        return self._schedule.hour(self._run, self._seconds())
