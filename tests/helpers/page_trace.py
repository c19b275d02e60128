"""Reads from a browser's trace when the page's painter handed over which canvas, and what that cost it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

TRACED = ["devtools.timeline", "disabled-by-default-devtools.timeline", "viz", "blink", "gpu"]
"""Categories of events that are needed here and by `make bench`."""
HEARD = "HandlePostMessage"
SHARED, HANDED = "ClientSharedImage::Map", "OffscreenCanvas::PushFrame"
"""Names in the trace of a message that is heard, of the size of a picture, and of its handing over."""
SCENE_SIZE = "(c => `${c.clientWidth}x${c.clientHeight}`)(document.querySelector('#scene canvas'))"
"""In the page: the size of the canvas with loop and gauges as the trace writes it, on a screen of one dot a pixel."""

Event = dict[str, Any]


def message_id(event: Event) -> str:
    """Return what identifies a message both where it is sent and where it is heard."""
    return event["args"]["data"]["traceId"]


def moves(events: Sequence[Event], kind: str) -> list[Event]:
    return [e for e in events if e["name"] == "EventDispatch" and e["args"]["data"]["type"] == kind]


class Painter:
    """The painter's thread in a trace of one page; `scene` is the size of the canvas that follows the others."""

    def __init__(self, events: Sequence[Event], scene: str) -> None:
        one = next(
            e for e in events if e["name"] == "FunctionCall" and e["args"]["data"]["url"].endswith("/draw/painter.js")
        )
        self.scene = scene
        self.tasks = tasks_of(events, one)
        self.heard = whole(of_thread(events, one, HEARD))
        self.shared = whole(of_thread(events, one, SHARED))
        self.handed = [e for e in whole(of_thread(events, one, HANDED)) if e["ts"] > self.shared[0]["ts"]]

    def is_scene(self, handed: Event) -> bool:
        """Return whether the scene is handed over: the trace has the size right before."""
        size = max((e for e in self.shared if e["ts"] < handed["ts"]), key=lambda e: e["ts"])
        return size["args"]["size"] == self.scene

    def pictures(self) -> list[tuple[Event, Event]]:
        """Return for every picture its first message heard, and its last handing over that is not of the scene."""
        found, since = [], self.tasks[0]["ts"]
        answers = [e for e in self.handed if not self.is_scene(e)]
        for task in holders(self.tasks, answers):
            first = next((e for e in self.heard if since <= e["ts"] < task["ts"]), None)
            if first:
                found.append((first, [e for e in answers if within(e, task)][-1]))
            since = task["ts"]
        return found

    def task(self, event: Event) -> Event:
        return holders(self.tasks, [event])[0]

    def follower(self, handed: Event) -> Event:
        """Return the handing over of the scene that follows a picture; the picture's own, if none follows."""
        return next((e for e in self.handed if e["ts"] > handed["ts"] and self.is_scene(e)), handed)

    def cost(self, heard: Event, handed: Event) -> float:
        """Return the microseconds of this thread from a message to the end of a handing over."""
        first, last = self.task(heard), self.task(handed)
        before = sum(t["tdur"] for t in self.tasks if first["ts"] <= t["ts"] < last["ts"])
        return before + handed["tts"] + handed["tdur"] - last["tts"]


def whole(events: Sequence[Event]) -> list[Event]:
    """Return the events that have begun and ended, in order."""
    return sorted((e for e in events if "tdur" in e), key=lambda e: e["ts"])


def within(inner: Event, task: Event) -> bool:
    return task["ts"] <= inner["ts"] < task["ts"] + task["dur"]


def tasks_of(events: Sequence[Event], one: Event) -> list[Event]:
    """Return the tasks of the thread in which `one` happened, in order."""
    return whole(of_thread(events, one, "RunTask"))


def of_thread(events: Sequence[Event], one: Event, name: str) -> list[Event]:
    return [e for e in events if e["name"] == name and (e["pid"], e["tid"]) == (one["pid"], one["tid"])]


def holders(tasks: Sequence[Event], inner: Sequence[Event]) -> list[Event]:
    """Return the tasks in which `inner` happen, each once and in order; events before the first task are left out."""
    starts = [task["ts"] for task in tasks]
    found = {bisect_right(starts, e["ts"]) - 1 for e in inner if e["ts"] >= starts[0]}
    return [tasks[i] for i in sorted(found)]
