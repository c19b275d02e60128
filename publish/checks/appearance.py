"""The rules for what eyes need: places, sizes, contrast, colours, moments. One line per rule, with its worst case.

Where things are is known from the screen records that are written while the scenes are drawn. What can only be seen
is measured on the film, while it is decoded.
"""

from __future__ import annotations

from collections.abc import Sequence

import av
import numpy as np
from av.video.reformatter import Colorspace, VideoReformatter

from plan.edition import Edition
from publish.checks.colours import Colours
from publish.checks.finding import Finding
from publish.checks.footage import Footage, read_clip, read_film
from publish.checks.grounds import Grounds
from publish.checks.labels import check_labels
from publish.checks.landings import Landings
from publish.checks.letters import Letters
from publish.checks.measurement import measure
from publish.checks.motion import check_motion
from publish.checks.names import check_names
from publish.checks.numbers import check_numbers
from publish.checks.places import check_places
from publish.checks.rhythm import check_rhythm
from publish.checks.title import check_title


def check_footage(footage: Footage) -> list[Finding]:
    """Check the appearance of a film or a clip; return the findings.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: it has other frames than its scenes, so it is not the film of which the records were written.
    """
    letters, colours = Letters(footage), Colours(footage.meanings)
    grounds, landings = Grounds(footage), Landings(footage)
    moments = {moment.frame: moment for moment in footage.moments}
    converter = VideoReformatter()

    def view(number: int, frame: av.VideoFrame, spotted: np.ndarray) -> None:
        landings.view(number, spotted)
        if moment := moments.get(number):
            pixels = converter.reformat(frame, format="rgb24", src_colorspace=Colorspace.ITU709).to_ndarray()
            letters.view(moment, pixels)
            colours.view(moment, pixels)
            grounds.view(moment, pixels)

    picture = measure(footage.path).picture(footage.rate, view)
    wanted = sum(timing.frames(footage.rate) for timing in footage.timings)
    if picture.frames != wanted:
        raise ValueError(f"{footage.path} has {picture.frames} frames, its scenes {wanted}: build it again with make")
    return [
        *check_places(footage),
        *letters.findings(),
        *colours.findings(),
        *grounds.findings(),
        *check_rhythm(footage),
        *check_labels(footage),
        *check_title(footage),
        *check_names(footage),
        *check_numbers(footage),
        *landings.findings(),
        *check_motion(picture, footage.timings),
    ]


def check_clip_appearance(edition: Edition, scene: str) -> list[Finding]:
    """Check the appearance of one scene's clip; return the findings.

    Raises:
        FileNotFoundError: it is not built.
        ValueError: it was not drawn by this scene.
    """
    return check_footage(read_clip(edition, scene))


def check_film_appearance(edition: Edition, scenes: Sequence[str]) -> list[Finding]:
    """Check the appearance of an edition's film of these scenes; return the findings.

    Raises:
        FileNotFoundError: it is not built.
        ValueError: it was not drawn by these scenes, or one of them was drawn again since it was joined.
    """
    footage = read_film(edition, scenes)
    joined = edition.film.stat().st_mtime
    newer = [scene for scene in scenes if edition.clip(scene).stat().st_mtime > joined]
    if newer:
        build = f"make FORMAT={edition.format} QUALITY={edition.quality}"
        raise ValueError(f"{edition.film} is older than its scenes {', '.join(newer)}: build it again with {build}")
    return check_footage(footage)
