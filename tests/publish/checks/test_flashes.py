"""Flashes, counted on made clips: general and red ones, small and slow ones, and what only moves."""

from __future__ import annotations

import subprocess

import pytest

from publish.checks.measurement import measure

SIZE = "320x180"
"""A field of ten degrees is 106 x 81 of it, and a quarter of that 2158 points."""


def flashes(path, low: str, high: str, hertz: float = 5, box: str = "") -> tuple[int, int]:
    """Return general and red flashes of a clip that changes between two colours, everywhere or in a box."""
    period = 1 / hertz
    changes = f"drawbox={box}t=fill:color={high}:enable='lt(mod(t\\,{period})\\,{period / 2})'"
    return count(path, f"color={low}:s={SIZE}:r=30:d=2,{changes}")


def count(path, source: str) -> tuple[int, int]:
    command = ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", source, "-c:v", "libx264", "-preset", "ultrafast"]
    subprocess.run([*command, "-qp", "8", "-pix_fmt", "yuv444p", path], check=True)
    picture = measure(path).picture(30)
    return picture.flashes, picture.red_flashes


@pytest.mark.parametrize(
    ("low", "high", "general", "red"),
    [
        ("black", "white", 5, 0),
        ("0x303030", "0x707070", 5, 0),
        ("0x303030", "0x505050", 0, 0),  # less than a tenth apart
        ("0xf0f0f0", "white", 0, 0),  # the darker above 0.8
        ("0x7f7f7f", "0xff0000", 0, 5),  # as bright as each other
        ("black", "0xff0000", 5, 5),
        ("0x0b1022", "0x300000", 0, 5),  # dim, but saturated
        ("0x606060", "0xa05050", 0, 0),  # reddish, not saturated
        ("0x0000ff", "0x3c3c3c", 0, 0),  # saturated, not red
    ],
)
def test_what_changes_everywhere_five_times_a_second_is_judged_by_its_colours(low, high, general, red, tmp_path):
    assert flashes(tmp_path / "clip.mp4", low, high) == (general, red)


@pytest.mark.parametrize(("side", "counts"), [(40, 0), (52, 5)])
@pytest.mark.parametrize("corner", ["0:y=0", "200:y=100"])
@pytest.mark.parametrize("high", ["white", "0xff0000"])
def test_a_quarter_of_any_field_counts_and_less_does_not(side, counts, corner, high, tmp_path):
    found = flashes(tmp_path / "clip.mp4", "black", high, box=f"x={corner}:w={side}:h={side}:")
    assert found == (counts, counts if high != "white" else 0)


def test_small_spots_far_from_each_other_do_not_add_up(tmp_path):
    boxes = [f"drawbox=x={x}:y={y}:w=36:h=36:t=fill:color=white" for x in (0, 142, 284) for y in (0, 144)]
    blinking = ",".join(f"{box}:enable='lt(mod(t\\,0.2)\\,0.1)'" for box in boxes)
    assert count(tmp_path / "clip.mp4", f"color=black:s={SIZE}:r=30:d=2,{blinking}") == (0, 0)


@pytest.mark.parametrize("high", ["white", "0xff0000"])
def test_slow_flashes_are_counted_a_second(high, tmp_path):
    assert max(flashes(tmp_path / "clip.mp4", "black", high, hertz=2)) == 2


@pytest.mark.parametrize(("side", "general"), [(36, 0), (120, 2)])
def test_what_crosses_a_field_twice_a_second_flashes_there_only_if_it_is_large(side, general, tmp_path):
    moving = f"color=black:s={SIZE}:r=30:d=2[night];color=white:s={side}x{side}:r=30:d=2[day];"
    assert count(tmp_path / "clip.mp4", f"{moving}[night][day]overlay=x='mod(t*400\\,200)':y=30") == (general, 0)


def test_a_chequered_picture_that_turns_over_flashes_though_its_light_stays_the_same(tmp_path):
    boxes = ["drawbox=w=160:h=90:t=fill:color=white", "drawbox=x=160:y=90:w=160:h=90:t=fill:color=white"]
    turned = "negate=enable='lt(mod(t\\,0.2)\\,0.1)'"
    assert count(tmp_path / "clip.mp4", f"color=black:s={SIZE}:r=30:d=2,{','.join(boxes)},{turned}") == (5, 0)
