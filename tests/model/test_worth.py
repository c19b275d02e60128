"""How far the model can be trusted: validation, virtual patients, sensitivity; and its README and command line."""

from __future__ import annotations

import re

import numpy as np
import pytest

from model import report
from model.cohort import draw, follow, patients, shares
from model.parameters import PARAMETERS
from model.references import FITTED
from model.scenarios import scenario
from model.sensitivity import indices
from model.simulate import simulate
from model.validation import HELD_OUT, ROWS, Row


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.quantity} {row.low:g} {row.unit}")
def test_only_known_failures_of_the_validation_are_red(row: Row) -> None:
    assert row.as_expected, (row.verdict, row.computed)


def test_at_least_three_rows_are_held_out() -> None:
    assert sum(row.kind == HELD_OUT for row in ROWS) >= 3


def test_the_readme_is_up_to_date() -> None:
    """To generate its tables again: python -m model readme."""
    text = report.README.read_text(encoding="utf-8")
    assert report.readme(text, report.QUICK_SECTIONS) == text


def test_the_counts_of_sources_in_the_readme_are_those_of_the_constants() -> None:
    text = " ".join((report.README.parent.parent / "README.md").read_text(encoding="utf-8").split())
    said = re.search(r"Of the model's (\d+) constants, (\d+) are cited, (\d+) fitted to .*?, (\d+) calibrated, "
                     r"(\d+) assumed, and (\d+) are inputs", text)
    assert said and [int(number) for number in said.groups()] == [len(PARAMETERS), *report.source_counts().values()]


def test_the_patient_without_deviations_follows_the_scenario() -> None:
    (found,) = follow([{}], scenario("storm"), hours=240)
    storm = simulate(scenario("storm"), 240)
    assert found.survived == (storm.died is None) and not found.survived
    assert found.il6_1000 == pytest.approx(storm.crossing("il6", 1000), abs=0.1)
    assert (found.lung, found.heart) == pytest.approx((storm.events["lung_half"], storm.events["heart_half"]), abs=0.1)


def test_patients_differ_around_the_accepted_fits() -> None:
    drawn = patients(400)
    for p in PARAMETERS:
        if p.spread and p.source != FITTED:
            logs = [np.log(who[p.name]) for who in drawn]
            assert np.std(logs) == pytest.approx(p.spread, rel=0.15), p.name


def test_the_claims_of_the_film_hold_for_most_patients() -> None:
    """There are fewer patients here than in the README, so the shares differ more from the true ones."""
    found = shares(60)
    assert found["normal host: recovers"] > 0.98
    assert found["storm-prone host, untreated: dies"] > 0.5
    assert found["of these, early antiviral: survives"] > 0.9
    assert found["of these, late antiviral alone: dies"] > 0.5
    assert found["of these, all drugs in time: survives"] > 0.9
    assert found["of these, over-dampened: the infection flares"] > 0.6
    assert found["of these, over-dampened: dies"] > 0.5
    assert found["of these: heart and kidney are half injured before death"] > 0.5


def test_draws_depend_only_on_the_seed() -> None:
    assert np.array_equal(draw(10), draw(10))
    assert not np.array_equal(draw(10), draw(10, seed=1))
    with pytest.raises(ValueError, match="from 1 upwards"):
        draw(0)


def test_constants_of_the_loop_matter_most() -> None:
    top = {name for name, *_ in indices(draws=16)[:15]}
    assert top & {"r_P", "p_I", "p_T", "k_T", "w_F"}
