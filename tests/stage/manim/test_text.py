"""Leans on Manim's `Text`: what it makes of words, and what it reads of `config` on the way; and on `manimpango`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from manim import Text, config, tempconfig

from stage import style
from stage.manim.mobjects import layers, outline
from stage.manim.text import families, typeset
from stage.type import register_fonts

LONG = "A sentence that is longer than a very small video is wide"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path) -> Iterator[None]:
    """Keep texts in a folder of the test's own: Manim finds them there again by a name that does not tell the width."""
    register_fonts()
    typeset.cache_clear()
    with tempconfig({"media_dir": str(tmp_path)}):
        yield
    typeset.cache_clear()


def test_type_breaks_no_line_where_a_video_is_narrow_and_leaves_the_configuration_as_it_was():
    """`Text` breaks lines at `config.pixel_width`; we set that high while it lays out."""
    with tempconfig({"pixel_width": 128}):
        tall = Text(LONG, font=style.FAMILY, font_size=30).height
        flat = typeset(LONG, style.FAMILY, 30.0).height
        assert config.pixel_width == 128
    assert tall > 2 * flat, "Manim no longer breaks lines at the video's width: typeset may go without its trick"


def test_each_character_is_a_glyph_in_the_order_of_the_text_and_a_space_is_none():
    """`Text` is a group of one glyph a character. Some versions of Manim put a dot for a space, somewhere."""
    row = typeset("a b", style.FAMILY, 30.0)
    first, second = layers(row)
    assert first.get_right()[0] + 0.05 < second.get_left()[0]
    assert all(part.width > 0 for part in layers(row))
    assert len(outline(row)) == len(first.points) + len(second.points)
    assert len(typeset("0123456789,.-", style.FAMILY, 30.0)) == 13


def test_a_size_counts_in_72ths_of_a_unit():
    """`font_size` is in points, of which the stage counts 72 to a unit: an em of type at 72 is about one unit."""
    twice = typeset("M", style.FAMILY, 96.0).height / typeset("M", style.FAMILY, 48.0).height
    assert twice == pytest.approx(2, rel=0.02)
    assert np.isclose(typeset("M", style.FAMILY, 72.0).height, 72 * style.POINT * 0.727, rtol=0.05)  # Inter's capitals


def test_pango_knows_what_was_registered():
    """`manimpango.register_font` and `list_fonts`."""
    assert style.FAMILY in families()
