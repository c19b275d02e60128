"""The model's hour in the frame that is being drawn: curves, gauges and numbers all read it from one tracker."""

from __future__ import annotations

from collections.abc import Callable

from plan.schedule import Schedule


class HourTracker:
    """Follows the hour of one scenario through a scene, as the words' `hours` lines say.

    It can be read like Manim's ValueTracker, but not set: only the words set hours.

    Attributes:
        lowest, highest: the lowest and the highest hour of the scenario in the scene.
    """

    def __init__(self, schedule: Schedule, scenario: str, seconds: Callable[[], float]) -> None:
        """Follow a scenario; `seconds` gives the second of the scene that is drawn now."""
        self.lowest, self.highest = schedule.extremes(scenario)
        self._schedule, self._scenario, self._seconds = schedule, scenario, seconds

    def get_value(self) -> float:
        """Return the hour in the frame that is being drawn."""
        return self._schedule.hour(self._scenario, self._seconds())
