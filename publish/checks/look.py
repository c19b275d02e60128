"""Holds films against what eyes need: places, sizes, contrast, colours, moments. A line a rule, with its worst case.

    python -m publish.checks.look build/en/portrait-1080p60/film.mp4 --scenes message normal …
    python -m publish.checks.look build/en/portrait-480p15/loop.mp4                                one scene's clip

Geometry is Manim's, by the looks that were written while the scenes were drawn; what can only be seen is measured on
the decoded film, in one pass. Ends with 1 if a rule does not hold.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import av
from av.video.reformatter import VideoReformatter

from audio.timing.record import Timing
from plan.exits import told
from publish.checks.colours import Colours
from publish.checks.finding import Case, Finding, judge, show
from publish.checks.letters import Letters
from publish.checks.moments import Film, place, read
from publish.checks.picture import Picture, watch
from publish.checks.places import check_places
from publish.checks.times import check_times

LONGEST_FREEZE = 4.0
MOST_FLASHES = 3


def check_look(film: Film) -> list[Finding]:
    """Return what holds of a film's look.

    Raises:
        FileNotFoundError: there is no such film.
        ValueError: it is not the film that was looked at: it has other frames.
    """
    letters, colours = Letters(film), Colours(film.meanings)
    moments = {moment.frame: moment for moment in film.moments}
    converter = VideoReformatter()

    def see(number: int, frame: av.VideoFrame) -> None:
        if moment := moments.get(number):
            pixels = converter.reformat(frame, format="rgb24", src_colorspace="ITU709").to_ndarray()
            letters.see(moment, pixels)
            colours.see(moment, pixels)

    seen = watch(film.path, film.quality.rate, see)
    wanted = sum(timing.frames(film.quality.rate) for timing in film.timings)
    if seen.frames != wanted:
        raise ValueError(f"{film.path} has {seen.frames} frames, its scenes {wanted}: build it again with make")
    return [
        *check_places(film),
        *letters.findings(),
        *colours.findings(),
        *check_times(film),
        *standstill_and_flashes(seen, film.timings),
    ]


def standstill_and_flashes(seen: Picture, timings: Sequence[Timing]) -> list[Finding]:
    """Return what holds of a decoded picture, whatever it was made of."""
    where, holds = place(timings, seen.freeze_begins), seen.freeze <= LONGEST_FREEZE
    frozen = Case(seen.freeze, f"{seen.freeze:.2f} s", "the picture", *where, holds)
    found = [judge(f"no freeze over {LONGEST_FREEZE:.0f} s", [frozen], "none")]
    for kind, count in (("flashes", seen.flashes), ("red flashes", seen.red_flashes)):
        where = place(timings, seen.flashes_end)
        flashes = [Case(count, f"{count}", "the picture", *where, count <= MOST_FLASHES)] if count else []
        found.append(judge(f"{MOST_FLASHES} {kind} a second at most", flashes, "none"))
    return found


def look(path: Path, scenes: Sequence[str] = ()) -> list[Finding]:
    """Return what holds of a film of these scenes, or of the clip of one scene.

    Raises:
        FileNotFoundError: it is not built.
        ValueError: it was not drawn by these scenes, or one of them was drawn anew since it was joined.
    """
    if is_clip(path):
        return check_look(read(path, [path.stem]))
    film = read(path, scenes)
    joined = path.stat().st_mtime
    newer = [scene for scene in scenes if path.with_name(f"{scene}.mp4").stat().st_mtime > joined]
    if newer:
        quality = path.parent.name.split("-")[1]
        build = f"make FORMAT={film.layout.name} QUALITY={quality}"
        raise ValueError(f"{path} is older than its scenes {', '.join(newer)}: build it again with {build}")
    return check_look(film)


def is_clip(path: Path) -> bool:
    """Whether a film is one scene's clip, by the record beside it."""
    return path.with_name(f"{path.stem}.screen.json").exists()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("films", nargs="+", type=Path)
    parser.add_argument("--scenes", nargs="+", default=[], help="scene names in running order")
    options = parser.parse_args()
    broken = 0
    for path in options.films:
        with told("look", ValueError):
            broken += show(path, look(path, options.scenes))
    if broken:
        sys.exit(f"look: {broken} rules do not hold")


if __name__ == "__main__":
    main()
