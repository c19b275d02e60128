"""The rules for burned-in captions, measured against the same film without them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from plan.formats import Quality
from publish.captions.burn import make_room
from publish.captions.formats import pixels
from publish.checks.finding import Finding
from stage.layout import Layout

_LIKENESS = 0.99
_EVERY = 10
"""Frames are many and alike: one of so many is compared."""
_SEEN = 96
"""Of 255: letters differ by more from what is behind them; what was only encoded again differs by less."""


def check_burned(burned: Path, plain: Path, layout: Layout, quality: Quality) -> list[Finding]:
    """Return whether the words stand in the band that the layout keeps for them, and the rest is as it was.

    Raises:
        FileNotFoundError: there is no film without them to compare.
    """
    if not plain.exists():
        raise FileNotFoundError(2, "no film to compare with", str(plain))
    width, height = quality.pixels(layout.pixels)
    left, top, right, foot = (round(edge * height / layout.pixels[1]) for edge in pixels(layout.captions, layout))
    band = f"{right - left}:{foot - top}:{left}:{top}"
    hidden = "drawbox=w={}:h={}:x={}:y={}:t=fill".format(*band.split(":"))
    room, share = make_room(layout, quality), (right - left) * (foot - top) / (width * height)
    likeness, strayed = _compare(burned, plain, room, hidden)
    # The hidden band is like itself, and is taken out of the mean.
    likeness = (likeness - share) / (1 - share)
    drawn = _compare(burned, plain, room, f"crop={band}")[1]
    where = f"x {left}-{right}, y {top}-{foot}"
    return [
        Finding(f"burned words in {where}", f"{drawn} frames inside, {strayed} outside", drawn > 0 and not strayed),
        Finding(f"SSIM {_LIKENESS} at least outside the words", f"{likeness:.4f}", likeness >= _LIKENESS),
    ]


def _compare(burned: Path, plain: Path, room: str, part: str) -> tuple[float, int]:
    """Return how like a part of two films is (SSIM), and in how many frames something was drawn there."""
    # Joined scenes start a fraction of a frame off their place: frames are paired by number.
    some = f"select='not(mod(n\\,{_EVERY}))',setpts=N"
    graph = (
        f"[0:v]{some},{part},split[a][c];[1:v]{some},{room},{part},split[b][d];[a][b]ssim[s];[s]nullsink;"
        f"[c][d]blend=all_mode=difference,signalstats,metadata=mode=print:key=lavfi.signalstats.YMAX"
    )
    command = ["ffmpeg", "-hide_banner", "-nostdin", "-i", str(burned), "-i", str(plain), "-filter_complex", graph]
    log = subprocess.run([*command, "-f", "null", "-"], capture_output=True, text=True).stderr
    likeness = re.search(r"SSIM .*All:([\d.]+)", log)
    if likeness is None:
        raise ValueError(f"{burned} and {plain} cannot be compared: {log.strip().splitlines()[-1]}")
    return float(likeness[1]), sum(float(most) > _SEEN for most in re.findall(r"YMAX=([\d.]+)", log))
