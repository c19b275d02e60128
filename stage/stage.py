"""Stage, the base of every scene: it keeps the picture in step with the words.

    self.at("recruit")                              # wait for the word
    self.play(Create(arrow), run_time=QUICK)        # a tempo of style.py
    self.play(Create(curve), run_time=self.rest())  # whatever is left before the next cue

`at`, `until` and `rest` measure absolute time in whole frames, so errors never add up. A scene runs twice:
`rehearse` finds, without rendering, how much time its plays want, and `perform` fits them to the words.
"""

from __future__ import annotations

import difflib
import inspect
import math
from collections.abc import Callable, Iterable, Mapping
from types import FunctionType
from typing import Any

from manim import Animation, MovingCameraScene, Wait, config

from audio.timing.record import Timing
from stage import style
from stage.fitting import Interval, Shortening, fit
from stage.layout import Box, Layout
from stage.manim.renderer import FilmRenderer
from stage.type import Words


class StageError(ValueError):
    """Picture and words do not fit. The message names the words' file, the line, the cue and the mend."""


class UntilFrame(float):
    """Seconds up to a fixed frame: `play` takes such a run time as it is, and does not shorten it."""

    frame: int

    def __new__(cls, seconds: float, frame: int) -> UntilFrame:
        until = super().__new__(cls, seconds)
        until.frame = frame
        return until


class Stage(MovingCameraScene):
    """A scene that follows a narration.

    Attributes:
        narration: when words and cues fall, and the labels to show.
        layout: the format's boxes.
        cue_frames: the frame at which each cue was met.
        report: called with the number of frames that are drawn, after each play.
    """

    meanings: Mapping[str, str] = {}
    """The film's meaningful colours (#rrggbb), each with its name."""

    def __init__(self, narration: Timing, layout: Layout, shortenings: list[Shortening] | None = None) -> None:
        super().__init__(renderer=FilmRenderer(skip_animations=shortenings is None))
        self.camera.frame.stretch_to_fit_width(layout.frame[0]).stretch_to_fit_height(layout.frame[1])
        self.camera.background_color = style.NIGHT
        self.narration = narration
        self.layout = layout
        self.cue_frames: dict[str, int] = {}
        self.report: Callable[[int], None] = lambda frame: None
        self.intervals = [Interval(0.0)]
        self._shortenings = shortenings
        self._frame = 0
        self._last_cue: str | None = None

    # --- time -------------------------------------------------------------------------------------------

    def at(self, cue: str) -> None:
        """Hold the picture until the cue's first word.

        Raises:
            StageError: the words lack the cue, or it is past already.
        """
        self._reach(self._frame_of(cue), cue)
        self.cue_frames[cue] = self._frame
        self._last_cue = cue

    def until(self, cue: str) -> UntilFrame:
        """Return the seconds from now to the cue's first word, for a play's run time."""
        until = self._until_frame(self._frame_of(cue))
        self.cue_frames[cue] = until.frame
        self._last_cue = cue
        return until

    def rest(self) -> UntilFrame:
        """Return the seconds from now to the next cue, or to the scene's end after the last one."""
        names = list(self.narration.cues)
        following = names[names.index(self._last_cue) + 1 :] if self._last_cue else names
        frame = self._frame_of(following[0]) if following else self.narration.frames(self._rate)
        return self._until_frame(frame)

    def hold(self, seconds: float) -> None:
        """Keep the picture for a moment; holds are the second thing to give way."""
        interval = self.intervals[-1]
        if self._shortenings is None:
            interval.hold += seconds
        self._wait(math.floor(seconds * self._shortening.hold * self._rate + 1e-6))

    def play(self, *animations: Any, run_time: float = style.STEADY, **options: Any) -> None:
        """Play animations for a tempo, or up to a frame that `until` or `rest` gave."""
        if isinstance(run_time, UntilFrame):
            frames = max(1, run_time.frame - self._frame)
            if self._shortenings is None:
                self.intervals[-1].rests += 1
        else:
            if self._shortenings is None:
                self.intervals[-1].tempo += run_time
            frames = max(1, math.floor(run_time * self._shortening.tempo * self._rate + 1e-6))
        self._sign_updaters()
        # Half a frame less asks Manim for exactly this many frames; a whole one is at the mercy of rounding.
        super().play(*animations, run_time=(frames - 0.5) / self._rate, **options)
        self._frame += frames
        self.report(self._frame)
        if isinstance(run_time, UntilFrame):
            self._fix(run_time.frame)

    def tear_down(self) -> None:
        """Hold the last picture to the last frame of the sound; refuse cues that nothing used."""
        self._reach(self.narration.frames(self._rate), "the end of the scene")
        for beat in self.narration.beats:
            for cue in beat.cues:
                if cue.name not in self.cue_frames:
                    raise StageError(
                        f"{self.narration.source}:{beat.line}: no animation uses the cue {cue.name!r}: "
                        f"take the link away, or call self.at({cue.name!r}) in scenes/{self.narration.scene}.py"
                    )

    # --- the camera -------------------------------------------------------------------------------------

    def see(self, box: Box) -> Animation:
        """Return the camera's move to a box of the stage, as near as the frame's shape allows."""
        frame = self.camera.frame
        scale = max(box.width / frame.width, box.height / frame.height)
        return frame.animate.scale(scale).move_to(box.center)

    # --- words on screen --------------------------------------------------------------------------------

    def label(self, name: str, color: str = style.TEXT, width: float | None = None) -> Words:
        """Return a label of the scene's words as a mobject, broken into lines where a width (units) is given.

        Raises:
            StageError: the header has no such label.
        """
        if name not in self.narration.labels:
            raise StageError(f"{self.narration.source}:1: the header lacks a label: add a line label.{name}: …")
        return Words(self.narration.labels[name], color, width=width)

    # --- inside -----------------------------------------------------------------------------------------

    def _sign_updaters(self) -> None:
        """Note with each updater what it takes: Manim asks in every frame, and Python would find it out anew."""
        for mobject in self.mobjects:
            for member in mobject.get_family():
                for updater in member.updaters:
                    if isinstance(updater, FunctionType) and not hasattr(updater, "__signature__"):
                        updater.__signature__ = inspect.signature(updater)

    @property
    def _rate(self) -> int:
        return int(config.frame_rate)

    @property
    def _shortening(self) -> Shortening:
        return Shortening() if self._shortenings is None else self._shortenings[len(self.intervals) - 1]

    def _frame_of(self, cue: str) -> int:
        cues = self.narration.cues
        if cue not in cues:
            near = difflib.get_close_matches(cue, cues, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise StageError(
                f"{self.narration.source}:1: scenes/{self.narration.scene}.py waits for the cue {cue!r}, which the "
                f"words lack: put a link [the words](#{cue}) into a sentence{hint}"
            )
        return round(cues[cue].start * self._rate)

    def _until_frame(self, frame: int) -> UntilFrame:
        return UntilFrame(max(frame - self._frame, 1) / self._rate, frame)

    def _reach(self, frame: int, moment: str) -> None:
        if self._shortenings is not None and self._frame > frame:
            late = (self._frame - frame) / self._rate
            raise StageError(f"{self.narration.source}:1: the picture comes {late:.2f} s late to {moment}")
        self._wait(frame - self._frame)
        self._fix(frame)

    def _fix(self, frame: int) -> None:
        """Close the interval at a moment that the words fix, and open the next."""
        self._frame = frame
        interval = self.intervals[-1]
        interval.end = frame / self._rate
        if interval.seconds < 0:
            raise StageError(
                f"{self.narration.source}:{self.narration.beat_at(interval.end).line}: "
                f"scenes/{self.narration.scene}.py plays its cues in another order than the words speak them: "
                "move the links, or the at() calls"
            )
        self.intervals.append(Interval(interval.end))

    def _wait(self, frames: int) -> None:
        if frames < 1 or self._shortenings is None:
            return
        self._sign_updaters()
        moving = any(member.updaters for mobject in self.mobjects for member in mobject.get_family())
        # Manim draws a moving wait like a play, but counts a frozen one by rounding down.
        seconds = (frames - 0.5 if moving else frames + 0.5) / self._rate
        super().play(Wait(run_time=seconds, frozen_frame=not moving))
        self._frame += frames


def rehearse(scene: type[Stage], narration: Timing, layout: Layout) -> list[Shortening]:
    """Run a scene without rendering it, and fit its plays to the words.

    Raises:
        StageError: plays do not fit even at their fastest; the message says which sentence to lengthen.
    """
    stage = scene(narration, layout)
    stage.render()
    return _fit_all(stage.intervals, narration)


def perform(
    scene: type[Stage],
    narration: Timing,
    layout: Layout,
    shortenings: list[Shortening],
    report: Callable[[int], None] = lambda frame: None,
) -> Stage:
    """Render a scene to `config.output_file` at the shortenings that `rehearse` found, reporting the frames drawn.

    Raises:
        StageError: the clip has not exactly the frames of its sound.
    """
    stage = scene(narration, layout, shortenings)
    stage.report = report
    stage.render()
    wanted, drawn = narration.frames(int(config.frame_rate)), stage.renderer.file_writer.frames
    if drawn != wanted:
        raise StageError(f"{narration.source}:1: the clip has {drawn} frames, its sound {wanted}")
    return stage


def _fit_all(intervals: Iterable[Interval], narration: Timing) -> list[Shortening]:
    shortenings = []
    for interval in intervals:
        shortening, missing = fit(interval) if math.isfinite(interval.end) else (Shortening(), 0.0)
        if missing:
            raise StageError(_too_tight(interval, missing, narration))
        shortenings.append(shortening)
    return shortenings


def _too_tight(interval: Interval, missing: float, narration: Timing) -> str:
    beat = narration.beat_at(interval.start + 1e-3)
    rate = len(beat.words) / (beat.end - beat.start)
    return (
        f"{narration.source}:{beat.line}: the picture needs {missing:.1f} s more than the words leave between "
        f"{interval.start:.1f} s and {interval.end:.1f} s of the scene: lengthen this sentence there by about "
        f"{math.ceil(missing * rate)} words, or move its cues apart: «{beat.text}»"
    )
