"""The published points: what the tables hold, and what is said of a table that is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from model.evidence import FITTED, HELD_OUT, points, result, results, studies, study
from model.evidence.tables import COLUMNS, FOLDER, POINTS, RESULTS, STUDIES, read
from model.references import REFERENCES
from model.simulate import UNITS


def test_the_curve_of_the_fit_has_seven_points_after_the_start_for_each_cytokine() -> None:
    for series in ("tnf", "il6", "il10"):
        curve = points("janum", series)
        assert [point.hour for point in curve] == [0, 1, 1.5, 2, 3, 4, 5, 6]
        assert all(point.sd and point.unit == "pg/mL" for point in curve)
    assert {"temperature", "heart_rate", "systolic"} <= {point.series for point in points("janum")}


def test_points_are_in_the_unit_of_the_series_of_the_model() -> None:
    for one in studies():
        if one.name in {row["study"] for row in read(POINTS)}:
            for point in points(one.name):
                assert UNITS.get(point.series, point.unit) == point.unit, point


def test_a_standard_error_becomes_a_deviation_only_where_the_subjects_are_known() -> None:
    assert study("copeland").subjects is None
    assert [point.sd for point in points("copeland", "tnf")] == [None, None, None]


def test_every_row_names_its_source_and_what_it_may_be_used_for() -> None:
    found = [(one.source, one.use) for one in studies()] + [(one.source, one.use) for one in results()]
    assert found
    for source, use in found:
        assert source in REFERENCES
        assert use in (FITTED, HELD_OUT)
    assert {one.name for one in studies(FITTED)} == {"janum", "dillingh"}


def test_intervals_contain_their_value() -> None:
    for one in results():
        assert one.low is None or one.low <= one.value
        assert one.high is None or one.value <= one.high


def test_every_reference_has_a_year_and_those_without_a_checked_doi_are_few() -> None:
    assert all(key[-4:].isdigit() for key in REFERENCES)
    assert [key for key, one in REFERENCES.items() if one.doi is None] == ["Janum 2016"]
    assert [key for key, one in REFERENCES.items() if not one.checked] == ["de Kruif 2007"]


@pytest.mark.parametrize(("make", "allowed"), [
    (lambda: points("yanum"), "did you mean janum"),
    (lambda: points("janum", "il66"), "did you mean il6"),
    (lambda: study("nobody"), "known: janum"),
    (lambda: result("dexametasone"), "did you mean dexamethasone"),
])
def test_an_unknown_name_is_refused(make: Callable[[], object], allowed: str) -> None:
    with pytest.raises(ValueError, match=allowed):
        make()


@pytest.mark.parametrize(("table", "line", "text", "problem"), [
    (POINTS, 3, "janum,tnf,pg/mL,1,many,57,SD", "mean = 'many': write a number from 0 upwards"),
    (POINTS, 3, "janum,tnf,pg/mL,1,-4,57,SD", "mean = '-4': write a number"),
    (POINTS, 3, "janum,tnf,pg/mL,1,119,57", "6 cells: write 7"),
    (POINTS, 3, "janum,tnf,pg/mL,,119,57,SD", "hour is empty"),
    (POINTS, 3, "janum,tnf,pg/mL,1,119,57,SEM", "kind = 'SEM'"),
    (POINTS, 3, "janum,tnf,pg/mL,1.5,119,57,SD", "delete one of them"),
    (STUDIES, 2, "janum,Janum 2061,endotoxin,2,20,fitted,men", "did you mean Janum 2016"),
    (STUDIES, 2, "janum,Janum 2016,endotoxin,2,20,used,men", "known: fitted, held out"),
    (RESULTS, 1, "result,source", "write result,source,quantity"),
])
def test_a_wrong_row_is_named_with_its_file_its_line_and_the_fix(
    table: str, line: int, text: str, problem: str, tmp_path: Path
) -> None:
    for name in COLUMNS:
        shutil.copy(FOLDER / name, tmp_path)
    lines = (tmp_path / table).read_text(encoding="utf-8").splitlines()
    lines[line - 1] = text
    (tmp_path / table).write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ValueError, match=problem) as refused:
        read(table, tmp_path)
    # A row that repeats another one may be named at the other one
    assert str(refused.value).startswith(f"{tmp_path / table}:{line + (problem == 'delete one of them')}:")
