"""The rules for burned-in captions, measured against the same film without them."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from plan.formats import Quality
from publish.captions.band import box_pixels, make_room
from publish.checks.finding import Finding, Limit, within
from publish.checks.measurement import Measurement
from stage.layout import Layout

_LIKENESS = 0.99
_EVERY = 10
"""Frames are many and alike: every tenth is compared."""
_VISIBLE = 96
"""Of 255: letters differ by more from what is behind them; what was only encoded again differs by less."""


@dataclass(frozen=True)
class _Comparison:
    """SSIM of two films outside the band of the captions; how many frames differ inside the band and outside it."""

    likeness: float
    differ_inside: int
    differ_outside: int


_COMPARED: dict[tuple[str, str], _Comparison] = {}
"""Comparisons by the hashes of both films: several upload folders hold the same film."""


def check_burned(burned: Measurement, plain: Measurement, layout: Layout, quality: Quality) -> list[Finding]:
    """Check that the words are in the band that the layout keeps for them, and that the rest is unchanged.

    Raises:
        ValueError: the films cannot be compared.
    """
    width, height = quality.pixels(layout.pixels)
    left, top, right, bottom = (round(edge * height / layout.pixels[1]) for edge in box_pixels(layout.captions, layout))
    films = burned.digest, plain.digest
    if films not in _COMPARED:
        band = (left, top, right, bottom)
        _COMPARED[films] = _compare(burned.path, plain.path, make_room(layout, quality), band)
    found = _COMPARED[films]
    share = (right - left) * (bottom - top) / (width * height)
    # The hidden band is equal to itself, and is taken out of the mean.
    likeness = (found.likeness - share) / (1 - share)
    holds = found.differ_inside > 0 and not found.differ_outside
    where, measured = f"x {left}-{right}, y {top}-{bottom}", f"{found.differ_inside} frames inside"
    return [
        Finding(
            f"burned words in {where}",
            f"{measured}, {found.differ_outside} outside",
            holds,
            value=found.differ_outside,
            limit=Limit(most=0, unit="frames"),
        ),
        within(f"SSIM {_LIKENESS} at least outside the words", f"{likeness:.4f}", likeness, Limit(least=_LIKENESS)),
    ]


def _compare(burned: Path, plain: Path, room: str, band: tuple[int, int, int, int]) -> _Comparison:
    """Compare two films, once with the band hidden and once only in the band, in one pass over both.

    Both films are decoded side by side here, so the pass that measures a single film cannot be used.

    Args:
        burned: the film with the captions.
        plain: the film without them.
        room: the filter that scales the picture of the plain film as it was scaled for the captions.
        band: its left, top, right and bottom (pixels).
    """
    left, top, right, bottom = band
    hidden = f"drawbox=x={left}:y={top}:w={right - left}:h={bottom - top}:t=fill"
    cut = f"crop=x={left}:y={top}:w={right - left}:h={bottom - top}"
    # Joined scenes start a fraction of a frame off their place: frames are paired by number.
    some = f"select='not(mod(n\\,{_EVERY}))',setpts=N"
    difference = "blend=all_mode=difference,signalstats,metadata=mode=print:key=lavfi.signalstats.YMAX:file="
    graph = (
        f"[0:v]{some},split[a][b];[1:v]{some},{room},split[c][d];"
        f"[a]{hidden},split[e][f];[c]{hidden},split[g][h];[e][g]ssim[s];[s]nullsink;"
        f"[f][h]{difference}pipe\\\\:1[outside];[outside]nullsink;"
        f"[b]{cut}[i];[d]{cut}[j];[i][j]{difference}pipe\\\\:2[inside]"
    )
    command = ["ffmpeg", "-hide_banner", "-nostdin", "-i", str(burned), "-i", str(plain), "-filter_complex", graph]
    run = subprocess.run([*command, "-map", "[inside]", "-f", "null", "-"], capture_output=True, text=True)
    likeness = re.search(r"SSIM .*All:([\d.]+)", run.stderr)
    if likeness is None:
        raise ValueError(f"{burned} and {plain} cannot be compared: {run.stderr.strip().splitlines()[-1]}")
    return _Comparison(float(likeness[1]), _count_visible(run.stderr), _count_visible(run.stdout))


def _count_visible(log: str) -> int:
    return sum(float(most) > _VISIBLE for most in re.findall(r"YMAX=([\d.]+)", log))
