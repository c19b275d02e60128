"""Only the words say which hours of the model pass: picture and music follow the same ones, no scene sets its own."""

from __future__ import annotations

import ast
import logging
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from manim import Mobject, logger
from narrations import speak
from project import ROOT
from scores import composed

from audio.music.score import STEPS
from audio.timing.record import Timing
from plan.formats import Quality
from stage.hours import HourTracker
from stage.layout import LAYOUTS, Layout
from stage.manim.settings import settings
from stage.render import find_scene
from stage.stage import perform, rehearse
from stage.type import register_fonts

logger.setLevel(logging.ERROR)
register_fonts()
RATE = 25
"""Frames a second; every fourth value of the music's curves falls on one."""
TINY = Quality(36, RATE, 30)
SCENES = sorted(path for path in (ROOT / "scenes").glob("*.py") if path.stem != "__init__")
TOLERANCE = 1e-6
"""Hours."""
READ = ("get_value", "lowest", "highest")
"""What a scene may ask a tracker for."""


def hours_of_the_picture(scene: type, timing: Timing, layout: Layout) -> dict[str, list[float]]:
    """Return, by scenario, the hour that the scene's tracker of it gives in each frame that is drawn."""
    followed: dict[str, list[float]] = {}

    class Watched(scene):
        """The scene, whose trackers are read in each frame after everything that moves has moved."""

        def setup(self) -> None:
            super().setup()
            self.trackers: dict[str, HourTracker] = {}

        def hours(self, run: str) -> HourTracker:
            followed[run] = []
            self.trackers[run] = super().hours(run)
            return self.trackers[run]

        def update_self(self, dt: float) -> None:
            super().update_self(dt)
            for run, tracker in self.trackers.items():
                followed[run].append(tracker.get_value())

    with settings(layout, TINY):
        perform(Watched, timing, layout, rehearse(scene, timing, layout))
    return followed


@pytest.mark.slow
def test_picture_and_music_agree_on_the_hour_in_every_frame_of_every_scene(scripts_of_the_film):
    timings = [speak(script) for script in scripts_of_the_film]
    heard: dict[str, np.ndarray] = {}

    def curves(run: str, hours: np.ndarray) -> SimpleNamespace:
        heard[run] = hours
        return SimpleNamespace(tension=0 * hours, heart_rate=0 * hours, injury=0 * hours)

    for script, timing in zip(scripts_of_the_film, timings, strict=True):
        heard.clear()
        steps = len(composed([script], [timing], SimpleNamespace(curves=curves)).tension)
        seen = hours_of_the_picture(find_scene(script.scene), timing, LAYOUTS["landscape"])
        schedule = timing.schedule()
        playing = [schedule.passage(step / STEPS).scenario for step in range(steps)]
        for run, hours in seen.items():
            assert len(hours) == timing.frames(RATE), f"{script.scene} does not draw {run} in every frame"
            music = dict(zip((step for step, name in enumerate(playing) if name == run), heard[run], strict=True))
            for frame, hour in enumerate(hours):
                assert hour == pytest.approx(schedule.hour(run, frame / RATE), abs=TOLERANCE)
                if (step := frame * STEPS // RATE) in music:
                    assert hour == pytest.approx(music[step], abs=TOLERANCE), f"{script.scene}, frame {frame}"


def test_every_scene_that_shows_the_model_follows_the_hours_of_the_words():
    """All scenes but the first show scenarios of the model; the first shows alarms in general."""
    asks = {path.stem for path in SCENES if "self.hours(" in path.read_text(encoding="utf-8")}
    assert asks == {"normal", "loop", "trend", "cascade", "rescue", "close"}


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.stem)
def test_no_scene_has_hours_or_seconds_of_its_own(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert list(own_times(tree)) == []


def own_times(tree: ast.Module) -> Iterator[str]:
    """Yield each place where a scene's code sets hours or seconds, which belong to the words or to the tempos."""
    trackers = {name.id for node in ast.walk(tree) for name in assigned_trackers(node)}
    for statement in tree.body:
        for target in statement.targets if isinstance(statement, ast.Assign) else []:
            if isinstance(target, ast.Name) and target.id.startswith("HOUR"):
                yield f"line {statement.lineno}: a constant {target.id}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in trackers:
            yield from [] if node.attr in READ else [f"line {node.lineno}: {node.value.id}.{node.attr}"]
        if isinstance(node, ast.keyword) and node.arg == "run_time" and holds_number(node.value):
            yield f"line {node.value.lineno}: a run time in seconds"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in ("hold", "wait") and any(map(holds_number, node.args)):
                yield f"line {node.lineno}: a wait in seconds"
            if node.func.attr == "at" and [type(getattr(each, "value", None)) for each in node.args][:1] == [str]:
                yield from [f"line {node.lineno}: a value at an hour"] if any(map(holds_number, node.args)) else []


def assigned_trackers(node: ast.AST) -> Iterator[ast.Name]:
    """Yield the names that are given a tracker of hours, alone or among others, or are arguments of that type."""
    if isinstance(node, ast.arg) and isinstance(node.annotation, ast.Name) and node.annotation.id == "HourTracker":
        yield ast.Name(node.arg)
    if not isinstance(node, ast.Assign):
        return
    for target in node.targets:
        pairs = [(target, node.value)]
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs = list(zip(target.elts, node.value.elts, strict=True))
        for name, value in pairs:
            called = isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr
            if called == "hours" and isinstance(name, ast.Name):
                yield name


def holds_number(node: ast.AST) -> bool:
    """Return whether an expression is a number, or made of numbers by operators."""
    if isinstance(node, ast.BinOp):
        return holds_number(node.left) and holds_number(node.right)
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("HOURS = (36.0, 132.0)", "a constant HOURS"),
        ("hour = self.hours('storm')\nhour.set_value(56)", "hour.set_value"),
        ("storm, hour = simulate(), self.hours('storm')\nself.play(hour.animate.set_value(9))", "hour.animate"),
        ("def draw(hour: HourTracker):\n    hour.increment_value(12)", "hour.increment_value"),
        ("self.play(FadeIn(cell), run_time=0.4)", "a run time in seconds"),
        ("self.hold(2 * 0.5)", "a wait in seconds"),
        ("level = storm.at('il6', 36)", "a value at an hour"),
    ],
)
def test_the_rule_finds_hours_and_seconds_in_a_scene(code: str, says: str):
    assert any(says in each for each in own_times(ast.parse(code)))


def test_the_trend_continues_the_chart_where_the_loop_left_it(scripts_of_the_film):
    """Both scenes show the same axis, and the hour does not jump between them."""
    loop, trend = (speak(script).schedule() for script in scripts_of_the_film if script.scene in ("loop", "trend"))
    assert loop.extremes("storm")[1] == trend.extremes("storm")[1] == loop.passages[-1].last == trend.passages[0].first


def test_a_tracker_can_be_read_but_not_set(scripts_of_the_film):
    tracker = HourTracker(speak(scripts_of_the_film[2]).schedule(), "storm", lambda: 0.0)
    assert not isinstance(tracker, Mobject) and not hasattr(tracker, "set_value")
    assert tracker.get_value() == 0.0
