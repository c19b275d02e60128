"""Words are checked against the model before anything is built: each false claim and each unknown hour gets a line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from project import copy_sources, edit

from plan import parts
from plan.check_words import claim_errors, hour_errors
from plan.words import parse

HEADER = "---\ntitle: A loop\n{}\n---\nCells [call](#call) cells.\n"


def script(header: str):
    return parse(HEADER.format(header), Path("words/en/loop.md"))


def test_the_films_words_are_true(scripts_of_the_film):
    for each in scripts_of_the_film:
        assert [*claim_errors(each), *hour_errors(each)] == []


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        ("storm il6.max < 10 pg/mL", "so 'storm il6.max < 10 pg/mL' is false: change the model back, or the claim and"),
        ("storm il7.max < 10 pg/mL", "the claim 'storm il7.max < 10 pg/mL' cannot be read: "),
    ],
)
def test_a_claim_that_is_false_in_the_model_is_named_with_its_sentence(claim, says):
    found = list(claim_errors(script(f"claim.call: {claim}\nclaim: storm outcome = death")))
    assert [str(error).split(": ")[0] for error in found] == ["words/en/loop.md:3"]
    assert says in str(found[0])


def test_a_claim_in_a_film_without_a_model_is_an_error_that_says_so(monkeypatch):
    monkeypatch.setattr(parts, "optional", lambda name: None)
    (error,) = claim_errors(script("claim: storm outcome = death"))
    assert "the film has no model to check this claim: write a model/claims.py" in str(error)


def test_each_line_with_unknown_hours_is_an_error():
    found = [str(error) for error in hour_errors(script("hours: strom 0..9 h\nhours.call: storm 0..999 h"))]
    assert [error.split(": ")[0] for error in found] == ["words/en/loop.md:3", "words/en/loop.md:4"]


def test_the_step_prints_a_line_for_each_error_and_fails(tmp_path):
    folder = copy_sources(tmp_path)
    edit(folder / "words/en/loop.md", "hours.more: storm 24..60 h", "hours.more: strom 24..60 h")
    edit(folder / "words/en/trend.md", "between 2 and 9 h", "between 20 and 60 h")
    run = subprocess.run(
        [sys.executable, "-m", "plan.check_words", "loop", "trend"], cwd=folder, capture_output=True, text=True
    )
    assert run.returncode == 1 and run.stdout == ""
    assert [line.split(":")[:2] for line in run.stderr.splitlines()] == [
        ["words", " words/en/loop.md"],
        ["words", " words/en/trend.md"],
    ]
