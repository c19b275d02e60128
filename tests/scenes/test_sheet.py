"""The style sheet shows every colour that means something, drawn as the film draws it."""

from __future__ import annotations

import numpy as np
import pytest

from scenes import sheet
from scenes.style import MEANINGS
from stage.type import register_fonts


@pytest.fixture(scope="module")
def pixels() -> np.ndarray:
    register_fonts()
    return np.asarray(sheet.draw()).reshape(-1, 3)


@pytest.mark.parametrize("colour", MEANINGS, ids=MEANINGS.get)
def test_the_sheet_shows_each_colour_that_means_something(colour: str, pixels: np.ndarray) -> None:
    wanted = [int(colour[k : k + 2], 16) for k in (1, 3, 5)]
    assert (pixels == wanted).all(axis=1).sum() > 2000
