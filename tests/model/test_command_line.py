"""The command line: what it prints and writes, and one line for whatever it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from model import commands, validation
from model.__main__ import main
from model.errors import unknown
from model.scenarios import SCENARIOS
from model.validation import ROWS


@pytest.mark.parametrize(("arguments", "allowed"), [
    ("", "one of list"),
    ("nonsense", "known: list"),
    ("strom", "did you mean storm"),
    ("list extra", "allowed: python -m model list"),
    ("list --csv out.csv", "allowed: python -m model list"),
    ("storm extra", "allowed: python -m model storm"),
    ("validation --patients 3", "allowed: python -m model validation"),
    ("storm --hours -3", "allowed are numbers above 0"),
    ("storm --hours 0", "allowed are numbers above 0"),
    ("storm --hours 1e9", "up to 8760"),
    ("storm --hours nan", "allowed are numbers above 0"),
    ("storm --hours long", "allowed are hours"),
    ("treated --hours 20", "allowed are starts before that"),
    ("storm --set brake", "allowed is a parameter and its value"),
    ("storm --set brake=weak", "allowed are numbers"),
    ("storm --set barke=1", "did you mean brake"),
    ("storm --set K_F=0", "allowed are numbers from"),
    ("storm --set e_max=1.5", "allowed are numbers from 0 to 1"),
    ("storm --set brake=nan", "allowed are numbers from 0"),
    ("storm --set brake=1e9", "allowed are numbers from 0"),
    ("storm --csv nowhere/out.csv", "there is no folder nowhere"),
    ("storm --csv .", "allowed is the name of a file"),
    ("storm --plot nowhere/out.png", "there is no folder nowhere"),
    ("storm --plot out.gif", "allowed are names that end in .pdf, .png, .svg"),
    ("storm --csv /proc/out.csv", "can't be written"),
    ("export out.zip", "allowed are names that end in .omex"),
    ("cohort --patients 0", "allowed are whole numbers from 1"),
    ("cohort --patients 2.5", "allowed are whole numbers from 1"),
    ("fit --starts 0", "allowed are whole numbers from 1"),
    ("sbml strom", "did you mean storm"),
    ("check", "allowed: python -m model check"),
    ("check storm", "write: scenario measure relation"),
])
def test_bad_input_gets_one_line_that_says_what_is_allowed(
    arguments: str, allowed: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments.split()) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1 and allowed in said.err, said.err
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_written_is_said_before_the_work(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(*_: object) -> None:
        raise AssertionError("the work was started")

    monkeypatch.setattr(commands, "simulate", work)
    for option in ("--csv", "--plot"):
        assert main(["storm", option, "nowhere/out.png"]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_a_solver_that_fails_is_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ArithmeticError("the solver failed between hours 0 and 240")

    monkeypatch.setattr(commands, "simulate", fail)
    assert main(["storm"]) == 2
    assert capsys.readouterr().err == "model: the solver failed between hours 0 and 240\n"


def test_every_command_and_scenario_explains_its_options(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    overview = capsys.readouterr().out
    for what in (*commands.COMMANDS, "storm"):
        assert main([what, "--help"]) == 0
        assert f"python -m model {what}" in capsys.readouterr().out
        assert what in overview
    assert not set(commands.COMMANDS) & set(SCENARIOS)


def test_a_scenario_gives_table_csv_and_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, figure = tmp_path / "out.csv", tmp_path / "out.png"
    assert main(["treated", "--hours", "100", "--csv", str(table), "--plot", str(figure)]) == 0
    assert "pg/mL" in capsys.readouterr().out
    assert table.read_text().splitlines()[0].startswith("hours [h],pathogen [1],")
    assert len(table.read_text().splitlines()) > 1000
    assert figure.read_bytes().startswith(b"\x89PNG")


def test_a_parameter_that_is_set_changes_the_outcome(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["storm", "--set", "brake=1", "--set", "w_F=0"]) == 0
    assert "death" not in capsys.readouterr().out


def test_a_patient_who_is_still_ill_is_not_said_to_be_ill_for_ever(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["storm", "--hours", "40"]) == 0
    assert "still ill at hour 40" in capsys.readouterr().out


def test_a_false_claim_fails_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "storm il6.max > 1000 pg/mL"]) == 0
    assert main(["check", "storm il6.max < 1000 pg/mL"]) == 1
    assert "FALSE" in capsys.readouterr().out


def test_the_validation_is_there_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["validation", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert len(found["rows"]) == len(ROWS) == len(validation.record()["rows"])
    assert found["red"] == sum(not row["green"] for row in found["rows"])
    assert (status == 0) == all(row["green"] != row["known_failure"] for row in found["rows"])
    for row in found["rows"]:
        low, high = row["low"], row["high"]
        inside = (low is None or low <= row["model"]) and (high is None or row["model"] <= high)
        assert row["green"] == inside, row


def test_an_unknown_name_is_compared_with_those_that_there_are() -> None:
    assert str(unknown("drug", "steriod", ("antiviral", "steroid"))).endswith("did you mean steroid? known: antiviral, "
                                                                             "steroid")
