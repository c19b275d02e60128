"""Stage, the base of every scene: it keeps the picture in step with the words.

    self.at("recruit")                                    # wait for the word
    self.play(Create(arrow), run_time=QUICK)              # a tempo of stage/style.py
    self.play(Create(curve), run_time=self.until_next())  # the time that is left before the next cue

`at`, `until` and `until_next` measure absolute time in whole frames, so errors never add up. A scene runs twice:
`rehearse` finds, without drawing, how much time its plays want, and `perform` fits them to the words.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from audio.timing.record import Timing
from plan.errors import near
from plan.film import film
from plan.schedule import Schedule
from stage import style
from stage.fitting import Interval, Shortening, fit
from stage.hours import HourTracker
from stage.layout import Layout
from stage.manim.animation import Playable
from stage.manim.scene import FilmScene
from stage.type import Words


class StageError(ValueError):
    """Picture and words do not fit. The message names the words' file, the line, the cue and the fix."""


class UntilFrame(float):
    """Seconds up to a fixed frame: `play` takes such a run time as it is, and does not shorten it."""

    frame: int

    def __new__(cls, seconds: float, frame: int) -> UntilFrame:
        """Make the seconds that are left until a frame."""
        until = super().__new__(cls, seconds)
        until.frame = frame
        return until


class Stage(FilmScene):
    """A scene that follows a narration.

    Attributes:
        narration: when words and cues fall, and the labels to show.
        layout: the format's boxes.
        cue_frames: the frame at which each cue was met.
        intervals: the times between fixed cues, as far as the scene was played, and what its plays want of each.
    """

    def __init__(
        self,
        narration: Timing,
        layout: Layout,
        shortenings: Sequence[Shortening] | None = None,
        meanings: Mapping[str, str] | None = None,
        report: Callable[[int], None] = lambda frame: None,
    ) -> None:
        """Set a stage up.

        Args:
            narration: the words that it follows.
            layout: the format's boxes.
            shortenings: how each interval fits the words; None for the rehearsal that finds out.
            meanings: the film's meaningful colours (#rrggbb), each with its name, for the screen record.
            report: called after each play with the number of frames drawn so far.
        """
        super().__init__(layout, meanings or {}, rehearsal=shortenings is None)
        self.narration = narration
        self.layout = layout
        self.cue_frames: dict[str, int] = {}
        self.intervals = [Interval(0.0)]
        self._shortenings = shortenings
        self._report = report
        self._frame = 0
        self._last_cue: str | None = None

    # --- time -------------------------------------------------------------------------------------------

    def at(self, cue: str) -> None:
        """Hold the picture until the cue's first word.

        Raises:
            StageError: the words lack the cue, or it is past already.
        """
        self._reach(self._frame_of(cue), f"the cue {cue!r}")
        self.cue_frames[cue] = self._frame
        self._last_cue = cue

    def until(self, cue: str) -> UntilFrame:
        """Return the seconds from now to the cue's first word, for a play's run time.

        Raises:
            StageError: the words lack the cue.
        """
        until = self._until_frame(self._frame_of(cue))
        self.cue_frames[cue] = until.frame
        self._last_cue = cue
        return until

    def until_next(self) -> UntilFrame:
        """Return the seconds from now to the next cue, or to the scene's end after the last one."""
        names = list(self.narration.cues)
        following = names[names.index(self._last_cue) + 1 :] if self._last_cue else names
        frame = self._frame_of(following[0]) if following else self.narration.frames(self.rate)
        return self._until_frame(frame)

    def hold(self, seconds: float) -> None:
        """Keep the picture for a moment; if time is short, plays are shortened first, then holds."""
        interval = self.intervals[-1]
        if self._shortenings is None:
            interval.hold += seconds
        self._wait(math.floor(seconds * self._shortening.hold * self.rate + 1e-6))

    def play(self, *animations: Playable, run_time: float = style.STEADY, **options: Any) -> None:
        """Play animations for a tempo, or up to a frame that `until` or `until_next` gave."""
        if isinstance(run_time, UntilFrame):
            frames = max(1, run_time.frame - self._frame)
            if self._shortenings is None:
                self.intervals[-1].fills += 1
        else:
            if self._shortenings is None:
                self.intervals[-1].tempo += run_time
            frames = max(1, math.floor(run_time * self._shortening.tempo * self.rate + 1e-6))
        self.play_frames(frames, *animations, **options)
        self._frame += frames
        self._report(self._frame)
        if isinstance(run_time, UntilFrame):
            self._fix(run_time.frame)

    def tear_down(self) -> None:
        """Hold the last picture to the last frame of the sound.

        Raises:
            StageError: the words have a cue that the scene does not use.
        """
        self._reach(self.narration.frames(self.rate), "the end of the scene")
        for beat in self.narration.beats:
            for cue in beat.cues:
                if cue.name not in self.cue_frames:
                    raise StageError(
                        f"{self.narration.source}:{beat.line}: no animation uses the cue {cue.name!r}: "
                        f"take the link away, or call self.at({cue.name!r}) in {self._file}"
                    )

    # --- the model's hours ------------------------------------------------------------------------------

    @property
    def seconds(self) -> float:
        """The scene's time (s) of the frame that is being drawn; between plays, of the next frame."""
        return self._frame / self.rate + self.elapsed

    @cached_property
    def schedule(self) -> Schedule:
        """Which hours of the model pass when, by the words' `hours` lines."""
        return self.narration.schedule()

    def hours(self, scenario: str) -> HourTracker:
        """Return a tracker that follows the hours of a scenario in every frame.

        Raises:
            InputError: the words have no line with hours of this scenario.
        """
        return HourTracker(self.schedule, scenario, lambda: self.seconds)

    # --- words on screen --------------------------------------------------------------------------------

    def label(self, name: str, color: str = style.TEXT, width: float | None = None) -> Words:
        """Return a label of the scene's words as a mobject, broken into lines if a width (units) is given.

        Raises:
            StageError: the header has no such label.
        """
        if name not in self.narration.labels:
            raise StageError(f"{self.narration.source}:1: the header lacks a label: add a line label.{name}: …")
        return Words(self.narration.labels[name], color, width=width)

    # --- inside -----------------------------------------------------------------------------------------

    @property
    def _file(self) -> str:
        return film().picture(self.narration.scene).as_posix()

    @property
    def _shortening(self) -> Shortening:
        return Shortening() if self._shortenings is None else self._shortenings[len(self.intervals) - 1]

    def _frame_of(self, cue: str) -> int:
        cues = self.narration.cues
        if cue not in cues:
            raise StageError(
                f"{self.narration.source}:1: {self._file} waits for the cue {cue!r}, which the words lack: "
                f"put a link [the words](#{cue}) into a sentence{near(cue, cues)}"
            )
        return round(cues[cue].start * self.rate)

    def _until_frame(self, frame: int) -> UntilFrame:
        return UntilFrame(max(frame - self._frame, 1) / self.rate, frame)

    def _reach(self, frame: int, moment: str) -> None:
        if self._shortenings is not None and self._frame > frame:
            late = (self._frame - frame) / self.rate
            line = self.narration.beat_at(frame / self.rate - 1e-3).line  # the sentence before the cue
            raise StageError(
                f"{self.narration.source}:{line}: the animation reaches {moment} {late:.2f} s too late: "
                "shorten the plays before it, or lengthen the sentence"
            )
        self._wait(frame - self._frame)
        self._fix(frame)

    def _fix(self, frame: int) -> None:
        """Close the interval at a moment that the words fix, and open the next."""
        self._frame = frame
        interval = self.intervals[-1]
        interval.end = frame / self.rate
        if interval.seconds < 0:
            raise StageError(
                f"{self.narration.source}:{self.narration.beat_at(interval.end).line}: {self._file} plays its cues in "
                "another order than the words speak them: move the links, or the at() calls"
            )
        self.intervals.append(Interval(interval.end))

    def _wait(self, frames: int) -> None:
        if frames < 1 or self._shortenings is None:
            return
        self.wait_frames(frames)
        self._frame += frames


def rehearse(scene: type[Stage], narration: Timing, layout: Layout) -> list[Shortening]:
    """Run a scene without drawing it, and return how its plays fit the words, interval by interval.

    Raises:
        StageError: plays do not fit even at their shortest; the message says which sentence to lengthen.
    """
    stage = scene(narration, layout)
    stage.render()
    return _fit_all(stage.intervals, narration)


def perform(
    scene: type[Stage],
    narration: Timing,
    layout: Layout,
    shortenings: Sequence[Shortening],
    meanings: Mapping[str, str] | None = None,
    report: Callable[[int], None] = lambda frame: None,
) -> Stage:
    """Draw a scene into the clip of `stage.manim.settings`, with the shortenings from `rehearse`; return its stage.

    Raises:
        StageError: the clip has more or fewer frames than its sound.
    """
    stage = scene(narration, layout, shortenings, meanings, report)
    stage.render()
    wanted, drawn = narration.frames(stage.rate), stage.frames_drawn
    if drawn != wanted:
        raise StageError(f"{narration.source}:1: the clip has {drawn} frames, but its sound lasts {wanted}")
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
