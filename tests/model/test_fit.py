"""The fit to published points: what it finds, how well the points hold it, and what is computed from accepted fits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from model import ensemble, intervals, profile, scenario, simulate
from model import fit as fitting
from model.__main__ import main
from model.agreement import agreement
from model.evidence import points
from model.fit import FITTED_NAMES, Fit, bounds, fit, improve, predictions, residuals, targets
from model.parameters import DEFAULTS, adopt, constants

HERE = np.log([getattr(DEFAULTS, name) for name in FITTED_NAMES])


@pytest.fixture(scope="module")
def optimum() -> tuple[np.ndarray, float]:
    """The logarithms of the constants at the optimum near those of the model, and its sum of squares."""
    return improve(FITTED_NAMES, HERE)


def test_the_fit_uses_all_points_after_the_start_and_both_rises() -> None:
    measured = [point for point in points("janum") if point.hour > 0]
    assert len(targets()) == len(measured) + len(fitting.RISES)
    assert sum(one.logarithmic and one.hour is not None for one in targets()) == 21
    assert len(targets()) > 2 * len(FITTED_NAMES)


def test_the_constants_of_the_model_are_in_the_confidence_region_of_the_fit(optimum: tuple[np.ndarray, float]) -> None:
    """Within the region, the storms have chosen. After a change of the equations or the points: python -m model fit."""
    squares = float((residuals({}) ** 2).sum())
    assert profile.rise(squares, optimum[1]) < profile.threshold(len(FITTED_NAMES))
    low, high = bounds(FITTED_NAMES)
    assert np.all((np.exp(HERE) >= low) & (np.exp(HERE) <= high))


def test_the_curves_of_the_fit_meet_their_points(optimum: tuple[np.ndarray, float]) -> None:
    for parameters in ({}, dict(zip(FITTED_NAMES, np.exp(optimum[0]).tolist(), strict=True))):
        curves = [curve for curve in agreement(parameters) if curve.study == "janum"]
        cytokines = [curve for curve in curves if curve.fold is not None]
        assert sum(curve.within_2_sd or 0 for curve in cytokines) >= 19
        assert all(curve.fold is not None and curve.fold <= 1.5 for curve in cytokines)
        for curve in curves:
            assert curve.within_1_sd is not None and curve.within_1_sd > curve.points / 2, curve


def test_known_constants_are_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("k_T", "p_T", "k_th")
    true = {name: 1.3 * getattr(DEFAULTS, name) for name in names}
    made = tuple(replace(target, mean=float(value)) for target, value in zip(targets(), predictions(true), strict=True))
    monkeypatch.setattr(fitting, "targets", lambda: made)
    found, squares = improve(names, np.log([getattr(DEFAULTS, name) for name in names]))
    assert np.exp(found) == pytest.approx(list(true.values()), rel=1e-2)
    assert squares < 1e-3


def test_starts_depend_on_the_seed_alone_and_are_never_the_constants_themselves() -> None:
    starts = fitting._starts(FITTED_NAMES, 8, 1)
    assert np.array_equal(starts, fitting._starts(FITTED_NAMES, 8, 1))
    assert not np.array_equal(starts, fitting._starts(FITTED_NAMES, 8, 2))
    assert np.abs(starts - HERE).max(axis=1).min() > 0.3


def test_a_failing_solver_is_a_bad_fit_and_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr(fitting, "simulate", fail)
    assert np.all(residuals({}) == fitting.FAILED)


def test_points_hold_a_constant_that_acts_on_them_and_not_one_that_does_not() -> None:
    names = ("k_T", "r_P")
    logs, squares = improve(names, np.log([getattr(DEFAULTS, name) for name in names]))
    low, high = bounds(names)
    best = Fit(names, np.exp(logs), squares, fitting._covariance(names, logs, squares), low, high, 1, 1)
    held, free = (profile._profile(best, i) for i in range(2))
    assert held.held and held.low is not None and held.high is not None
    assert held.low < held.optimum < held.high
    assert not free.held and free.low is None and free.high is None
    assert free.rise.max() < 0.1


def test_every_accepted_fit_is_in_the_confidence_region(optimum: tuple[np.ndarray, float]) -> None:
    every = ensemble.accepted()
    assert len(every) == ensemble.FITS
    assert len({tuple(one.values()) for one in every}) > ensemble.FITS / 2
    limit = profile.threshold(len(FITTED_NAMES))
    for one in every[::10]:
        assert profile.rise(float((residuals(one) ** 2).sum()), optimum[1]) < 1.02 * limit


def test_accepted_fits_of_other_constants_are_refused(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ensemble.csv"
    ensemble.write(np.ones((2, 2)), ("k_T", "p_T"), path)
    with pytest.raises(ValueError, match="run python -m model ensemble"):
        ensemble.accepted(path)


@pytest.fixture
def unadopted() -> Iterator[None]:
    """Let a test adopt constants for as long as it runs."""
    yield
    adopt({})


@pytest.mark.usefixtures("unadopted")
def test_adopted_constants_are_in_place_of_the_defaults_but_not_of_those_of_a_scenario() -> None:
    usual = simulate(scenario("endotoxin")).peak("tnf")[1]
    adopt({"p_T": 2 * DEFAULTS.p_T, "brake": 0.5})
    assert constants({"brake": 0.1}).brake == 0.1 and constants().brake == 0.5
    assert simulate(scenario("endotoxin")).peak("tnf")[1] > 1.5 * usual


def test_a_quantity_differs_between_accepted_fits_and_this_process_keeps_its_own() -> None:
    before = constants()
    found = intervals.across(partial(intervals._peak, "storm", "il6"), 2)
    assert len(set(found)) == 2 and min(found) > 100
    assert constants() == before
    with pytest.raises(ValueError, match="allowed are whole numbers from 1"):
        intervals.across(intervals.measured, 0)


def test_the_fit_is_there_for_people_and_for_programs(capsys: pytest.CaptureFixture[str], tmp_path) -> None:
    table = tmp_path / "fit.csv"
    assert main(["fit", "--starts", "1", "--json", "--csv", str(table)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in found["constants"]] == list(FITTED_NAMES)
    for one in found["constants"]:
        assert one["at_bound"] or one["low"] < one["value"] < one["high"]
        assert one["unit"]
    assert {curve["study"] for curve in found["curves"]} == {"janum", "copeland"}
    assert table.read_text().count("\n") == len(FITTED_NAMES) + 1


def test_nothing_to_fit_is_said() -> None:
    with pytest.raises(ValueError, match="allowed are 1 or more"):
        fit(1, ())
    with pytest.raises(ValueError, match="did you mean k_T"):
        fit(1, ("k_TT",))
