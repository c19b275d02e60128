"""Hours of the model that the words name: `hours.peak: free 20..60 d`, or an event such as `infected=10`."""

from __future__ import annotations

from model.epidemic import END, SERIES, simulate


def hour_of(run: str, event: str) -> float:
    """Return an hour of a scenario: a number of hours, or the first one at which a series reaches a level (%).

    Raises:
        ValueError: there is no such scenario, series or hour; the message says what there is.
    """
    trajectory = simulate(run)
    name, equals, level = event.partition("=")
    if not equals:
        hour = float(event)
        if not 0 <= hour <= END:
            raise ValueError(f"{run} has no hour {hour:g}: use hours from 0 to {END:g}")
        return hour
    if name not in SERIES:
        raise ValueError(f"there is no series {name!r}: use one of {', '.join(SERIES)}")
    found = trajectory.crossing(name, float(level))
    if found is None:
        raise ValueError(f"{run} never reaches {event} %")
    return found
