"""Reads the tables of evidence; an error names the file, the line, what is wrong and how to fix it."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from model.errors import similar
from model.references import REFERENCES

FOLDER = Path(__file__).parent
FITTED, HELD_OUT = "fitted", "held out"
STUDIES, POINTS, RESULTS = "studies.csv", "points.csv", "results.csv"
COLUMNS: dict[str, tuple[str, ...]] = {
    STUDIES: ("study", "source", "trigger", "amount", "subjects", "use", "about"),
    POINTS: ("study", "series", "unit", "hour", "mean", "spread", "kind"),
    RESULTS: ("result", "source", "quantity", "unit", "value", "low", "high", "subjects", "use"),
}
CHOICES: dict[str, tuple[str, ...]] = {
    "use": (FITTED, HELD_OUT),
    "kind": ("SD", "least SD", "SE", "none"),  # least SD: of a curve for which only the range was published
    "source": tuple(REFERENCES),
}
NUMBERS = ("amount", "subjects", "hour", "mean", "spread", "value", "low", "high")
MAY_BE_EMPTY = ("subjects", "spread", "low", "high")


@dataclass(frozen=True)
class Row:
    """One row of a table: its `cells` by column, and its `place`, the file with the line."""

    place: str
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def number(self, column: str) -> float:
        """Return the number in a column."""
        return float(self.cells[column])

    def optional(self, column: str) -> float | None:
        """Return the number in a column, None if the cell is empty."""
        return self.number(column) if self.cells[column] else None

    def count(self, column: str) -> int | None:
        """Return the number of people in a column, None if the cell is empty."""
        number = self.optional(column)
        return None if number is None else round(number)


@cache
def read(name: str, folder: Path = FOLDER) -> tuple[Row, ...]:
    """Return the rows of one of the tables, checked.

    Raises:
        ValueError: a row or a cell is not what the table needs; the message names file, line and fix.
    """
    path = folder / name
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        head = next(lines, [])
        if tuple(head) != COLUMNS[name]:
            raise ValueError(f"{path}:1: the columns are {','.join(head)}: write {','.join(COLUMNS[name])}")
        rows = [_row(path, lines.line_num, cells, COLUMNS[name]) for cells in lines if cells]
    _refuse_twins(rows, name)
    return tuple(rows)


def _row(path: Path, line: int, cells: list[str], columns: tuple[str, ...]) -> Row:
    place = f"{path}:{line}"
    if len(cells) != len(columns):
        raise ValueError(f"{place}: {len(cells)} cells: write {len(columns)}, {','.join(columns)}, "
                         'with quotation marks around a text that has commas ("men, 2 ng/kg")')
    row = Row(place, dict(zip(columns, (cell.strip() for cell in cells), strict=True)))
    for column, cell in row.cells.items():
        _check(place, column, cell)
    return row


def _check(place: str, column: str, cell: str) -> None:
    if not cell:
        if column not in MAY_BE_EMPTY:
            raise ValueError(f"{place}: {column} is empty: only {', '.join(MAY_BE_EMPTY)} may be")
    elif column in CHOICES and cell not in CHOICES[column]:
        raise ValueError(f"{place}: {column} = {cell!r}: {similar(cell, CHOICES[column])}")
    elif column in NUMBERS and not _is_number(cell):
        raise ValueError(f"{place}: {column} = {cell!r}: write a number from 0 upwards, such as 14.6")


def _is_number(cell: str) -> bool:
    try:
        return math.isfinite(float(cell)) and float(cell) >= 0
    except ValueError:
        return False


def _refuse_twins(rows: list[Row], name: str) -> None:
    """Refuse two rows about the same thing: the first columns, and for points the hour, say what a row is about."""
    key = ("study", "series", "hour") if name == POINTS else COLUMNS[name][:1]
    seen: dict[tuple[str, ...], str] = {}
    for row in rows:
        about = tuple(row[column] for column in key)
        if about in seen:
            raise ValueError(f"{row.place}: {' '.join(about)} is on {seen[about]} already: delete one of them")
        seen[about] = row.place
