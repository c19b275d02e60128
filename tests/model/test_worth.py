"""How far the model can be trusted: validation, virtual patients, sensitivity; and its README and command line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from model import report
from model.__main__ import main
from model.cohort import DRAWN, draw, follow, patients, shares
from model.scenarios import PRONE, VIRUS, scenario
from model.sensitivity import indices
from model.simulate import simulate
from model.validation import HELD_OUT, ROWS, Row


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.quantity} {row.low:g} {row.unit}")
def test_no_row_of_the_validation_is_red(row: Row) -> None:
    assert row.green, row.computed


def test_at_least_three_rows_are_held_out() -> None:
    assert sum(row.kind == HELD_OUT for row in ROWS) >= 3


def test_the_readme_is_up_to_date() -> None:
    """To generate its tables again: python -m model readme."""
    text = report.README.read_text(encoding="utf-8")
    assert report.readme(text, report.QUICK_SECTIONS) == text


def test_the_patient_without_deviations_follows_the_scenario() -> None:
    centre = np.zeros((len(DRAWN), 1))
    given = scenario("treated").interventions
    outcomes = follow(patients(centre, PRONE["brake"]), VIRUS, given, hours=240)
    trajectory = simulate(scenario("treated"), 240)
    assert outcomes.recovered.all() == (trajectory.outcome == "recovery")
    assert outcomes.il6_1000[0] == pytest.approx(trajectory.crossing("il6", 1000), abs=0.5)
    assert np.allclose(outcomes.final[:, 0], trajectory.state[-1], rtol=5e-3, atol=1e-4)


def test_the_claims_of_the_film_hold_for_most_patients() -> None:
    """There are fewer patients here than in the README, so the shares differ more from the true ones."""
    found = shares(60)
    assert found["storm-prone host, untreated: dies"] > 0.7
    assert found["of these, late antiviral alone: dies"] > 0.9
    assert found["of these, all drugs in time: recovers"] > 0.9
    assert found["of these, over-dampened: the infection flares"] > 0.9
    assert found["of these: all of the last four hold"] > 0.6
    assert found["of these: lung is half injured before heart, heart before kidney"] > 0.95


def test_draws_depend_only_on_the_seed() -> None:
    assert np.array_equal(draw(10), draw(10))
    assert not np.array_equal(draw(10), draw(10, seed=1))
    with pytest.raises(ValueError, match="from 1 upwards"):
        draw(0)


def test_constants_of_the_loop_matter_most() -> None:
    top = {name for name, *_ in indices(draws=16)[:15]}
    assert top & {"r_P", "p_I", "p_T", "k_T", "w_F"}


@pytest.mark.parametrize("arguments", ["nonsense", "storm --hours -3", "sbml strom", "check storm"])
def test_the_command_line_says_what_is_allowed(arguments: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments.split()) == 2
    message = capsys.readouterr().err
    assert any(word in message for word in ("known:", "allowed", "write:")), message


def test_the_command_line_writes_table_csv_and_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, figure = tmp_path / "out.csv", tmp_path / "out.png"
    assert main(["treated", "--hours", "100", "--csv", str(table), "--plot", str(figure)]) == 0
    assert "pg/mL" in capsys.readouterr().out
    assert table.read_text().splitlines()[0].startswith("hours [h],pathogen [1],")
    assert len(table.read_text().splitlines()) > 1000
    assert figure.read_bytes().startswith(b"\x89PNG")


def test_a_false_claim_fails_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "storm il6.max > 1000 pg/mL"]) == 0
    assert main(["check", "storm il6.max < 1000 pg/mL"]) == 1
    assert "FALSE" in capsys.readouterr().out
