"""A still picture is drawn with the film's typeface, in a frame of the format's units."""

from __future__ import annotations

import numpy as np

from stage.layout import LAYOUTS
from stage.still import still
from stage.type import Words


def test_mobjects_are_made_and_drawn_for_the_format():
    picture = still(lambda: [Words("Mm", "#ffffff", 200)], LAYOUTS["square"], (320, 320))
    ink = np.asarray(picture.convert("L")) > 128
    assert picture.size == (320, 320) and picture.mode == "RGB"
    rows = np.flatnonzero(ink.any(axis=1))
    height = Words("Mm", size=200).height / LAYOUTS["square"].frame[1] * 320
    assert abs(len(rows) - height) <= 3
