"""What the model is worth: validation, virtual patients, sensitivity, and a README that says so truly."""

import numpy as np
import pytest

from model import report
from model.__main__ import main
from model.cohort import DRAWN, draw, follow, patients, shares
from model.scenarios import PRONE, VIRUS, scenario
from model.sensitivity import indices
from model.simulate import simulate
from model.validation import HELD_OUT, ROWS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.quantity} {row.low:g} {row.unit}")
def test_no_row_of_the_validation_is_red(row):
    assert row.green, row.ours


def test_at_least_three_rows_are_held_out():
    assert sum(row.kind == HELD_OUT for row in ROWS) >= 3


def test_the_readme_is_current():
    """If not: python -m model readme."""
    text = report.README.read_text(encoding="utf-8")
    assert report.readme(text, report.QUICK) == text


def test_the_patient_at_the_centre_is_the_scenario():
    centre = np.zeros((len(DRAWN), 1))
    given = scenario("treated").interventions
    fates = follow(patients(centre, PRONE["brake"]), VIRUS, given, hours=240)
    run = simulate(scenario("treated"), 240)
    assert fates.recovered.all() == (run.outcome == "recovery")
    assert fates.il6_1000[0] == pytest.approx(run.crossing("il6", 1000), abs=0.5)
    assert np.allclose(fates.final[:, 0], run.state[-1], rtol=5e-3, atol=1e-4)


def test_the_ordering_of_outcomes_holds_in_most_patients():
    """Fewer patients than the README's thousand, so the shares are wider than there."""
    found = shares(60)
    assert found["prone host, untreated, dies"] > 0.7
    assert found["of these: antiviral alone, late, dies"] > 0.9
    assert found["of these: treated in time recovers"] > 0.9
    assert found["of these: over-dampened, infection flares"] > 0.9
    assert found["of these: the whole ordering holds"] > 0.6
    assert found["of these: lung before heart before kidney"] > 0.95


def test_draws_repeat_and_differ_by_seed():
    assert np.array_equal(draw(10), draw(10))
    assert not np.array_equal(draw(10), draw(10, seed=1))
    with pytest.raises(ValueError, match="from 1 upwards"):
        draw(0)


def test_sensitivity_names_the_loop():
    top = {name for name, *_ in indices(draws=16)[:15]}
    assert top & {"r_P", "p_I", "p_T", "k_T", "w_F"}


@pytest.mark.parametrize("arguments", ["nonsense", "storm --hours -3", "sbml strom", "check storm"])
def test_the_command_line_refuses_with_reasons(arguments, capsys):
    assert main(arguments.split()) == 2
    said = capsys.readouterr().err
    assert any(word in said for word in ("known:", "commands:", "allowed", "write:")), said


def test_the_command_line_writes_table_csv_and_picture(tmp_path, capsys):
    table, picture = tmp_path / "out.csv", tmp_path / "out.png"
    assert main(["treated", "--hours", "100", "--csv", str(table), "--plot", str(picture)]) == 0
    assert "pg/mL" in capsys.readouterr().out
    assert table.read_text().splitlines()[0].startswith("hours [h],pathogen [1],")
    assert len(table.read_text().splitlines()) > 1000
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_false_claim_fails_the_command(capsys):
    assert main(["check", "storm il6.max > 1000 pg/mL"]) == 0
    assert main(["check", "storm il6.max < 1000 pg/mL"]) == 1
    assert "FALSE" in capsys.readouterr().out
