"""Curves, gauges and live numbers show the model at the hour that they are told, and nothing beyond their box."""

from __future__ import annotations

import numpy as np
import pytest

from stage.charts import SAMPLES, Plot, Readout, gauge, plot_box, series, share_of_peak
from stage.hours import HourTracker
from stage.layout import Box
from stage.type import register_fonts

register_fonts()
BOX = Box(0, 0, 10, 4)


class Growth:
    """A curve that rises to its peak of 8 at 6 hours, and falls again."""

    hours = np.linspace(0, 12, 25)

    def at(self, name: str, hours: np.ndarray | float) -> np.ndarray | float:
        assert name == "curve"
        return 8 - np.abs(np.asarray(hours) - 6)

    def peak(self, name: str) -> tuple[float, float]:
        return 6.0, 8.0


class SetHour(HourTracker):
    """A tracker whose hour the test sets."""

    def __init__(self) -> None:
        self.now = 0.0

    def get_value(self) -> float:
        return self.now


def test_a_series_is_that_of_the_trajectory_at_an_hour_or_at_many_and_stays_at_its_ends():
    curve = series(Growth(), "curve")
    assert curve(3.3) == pytest.approx(5.3, abs=1e-6)
    assert np.allclose(curve(np.array([0.0, 6.0, 12.0])), [2, 8, 2])
    assert (curve(-1.0), curve(99.0)) == pytest.approx((2, 2))
    assert share_of_peak(Growth(), "curve")(6.0) == pytest.approx(1)


def test_a_logarithmic_axis_gives_each_power_of_ten_as_much_and_values_beyond_stick_to_its_ends():
    plot = Plot(BOX, (0, 12), (1, 10_000))
    assert np.allclose(np.diff(plot.up(np.array([1.0, 10.0, 100.0, 1e3, 1e4]))), 1)
    assert (plot.up(0.0), plot.up(1e9)) == pytest.approx((BOX.bottom, BOX.top))
    assert Plot(BOX, (0, 12), (0, 8), log=False).up(4.0) == pytest.approx(BOX.y)
    assert np.allclose(plot.across(np.array([0, 12])), [BOX.left, BOX.right])
    assert plot_box(BOX).left > BOX.left and plot_box(BOX).top < BOX.top


def test_a_curve_is_drawn_up_to_the_hour_and_a_copy_of_it_follows_too():
    hour, plot = SetHour(), Plot(BOX, (0, 12), (0, 8), log=False)
    line = plot.curve(series(Growth(), "curve"), "#ffffff", hour)
    copy = line.copy()
    for now in (3.0, 7.7, 12.0):
        hour.now = now
        for drawn in (line, copy):
            drawn.update()
            assert drawn.get_right()[0] == pytest.approx(plot.across(now))
    assert plot.points(series(Growth(), "curve")).shape == (SAMPLES, 3)
    assert plot.ghost(series(Growth(), "curve"), "#ffffff").get_right()[0] == pytest.approx(BOX.right)


def test_a_plot_has_its_axes_its_ticks_with_or_without_words_and_bands():
    plot = Plot(BOX, (0, 12), (1, 100))
    assert plot.frame().width == pytest.approx(BOX.width)
    assert len(plot.ticks({1.0: "1", 10.0: "", 100.0: "100"})) == 5
    band = plot.band(1, 10, "#ffffff")
    assert (band.get_bottom()[1], band.get_top()[1]) == pytest.approx((BOX.bottom, BOX.y))


def test_a_readout_shows_the_number_now_and_follows_when_it_is_scaled_and_moved():
    level = [7.0]
    number = Readout(lambda: level[0], unit="pg", widest="1,000")
    right = number[1].get_right()[0]
    assert number.words == "7"
    level[0] = 1234.0
    number.update()
    assert number.words == "1,234" and number[1].get_right()[0] == pytest.approx(right), "its room stays"
    before = number[0].height
    number.scale(0.5).shift((2, 0, 0))
    number.update()
    assert number[0].height == pytest.approx(0.5 * before, rel=0.02)


def test_a_gauge_fills_with_its_level():
    level = [0.0]
    drawn = gauge(Box(0, 0, 4, 0.5), lambda: level[0], "#ffffff")
    widths = []
    for level[0] in (0.0, 0.5, 1.0, 2.0):
        drawn.update()
        widths.append(drawn[1].width)
    assert widths == pytest.approx([0.5, 2.25, 4, 4], abs=0.01)
