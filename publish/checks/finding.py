"""One rule of the standards, what was measured for it on the file itself, and whether the file keeps it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

Value = float | str | bool | None


@dataclass(frozen=True)
class Limit:
    """How much a rule allows: at least and at most, None on a side that is open; and of which unit."""

    least: float | None = None
    most: float | None = None
    unit: str = ""


@dataclass(frozen=True)
class Case:
    """One object measured by a rule, at one moment of a scene.

    Attributes:
        badness: how far from ideal; the larger, the worse.
        figure: the measured value, with its unit.
        name: the object, as it is called in a report.
        scene, second: where and when it was measured (s).
        holds: whether the rule is kept.
        key: identifies the object if its name changes over time; None: cases are grouped by name.
        value: what the rule's limit is compared with; None for a rule without a number.
        limit: of this object, where it is not the rule's.
    """

    badness: float
    figure: str
    name: str
    scene: str
    second: float
    holds: bool
    key: Hashable = None
    value: float | None = None
    limit: Limit | None = None

    def __str__(self) -> str:
        """Return the case as reports show it."""
        return f"{self.figure}: {self.name}, {self.scene} {self.second:.1f} s"


@dataclass(frozen=True)
class Finding:
    """The result of checking one rule.

    Attributes:
        rule: in words.
        measured: in words, with the unit.
        holds: whether the rule is kept.
        others: what else breaks it.
        value: what the limit is compared with; the measured words where the rule has no number.
        limit: what the rule allows, where it has a number.
        case: the object that is furthest from ideal, where the rule is about objects.
    """

    rule: str
    measured: str
    holds: bool
    others: tuple[Case, ...] = ()
    value: Value = None
    limit: Limit | None = None
    case: Case | None = None


def judge(rule: str, cases: Iterable[Case], nothing: str, limit: Limit | None = None) -> Finding:
    """Judge a rule by all its cases: by the worst one, with the worst of each other object that breaks it in `others`.

    Args:
        rule: in words.
        cases: all that was measured by it.
        nothing: what to say if there is no case.
        limit: what the rule allows, if it has a number.
    """
    worst: dict[tuple[str, Hashable], Case] = {}
    for case in cases:
        key = (case.scene, case.name if case.key is None else case.key)
        if key not in worst or case.badness > worst[key].badness:
            worst[key] = case
    order = sorted(worst.values(), key=lambda case: -case.badness)
    if not order:
        return Finding(rule, nothing, True, limit=limit)
    broken, first = [case for case in order if not case.holds], order[0]
    return Finding(rule, str(first), not broken, tuple(broken[1:]), first.value, limit, first)


def within(rule: str, measured: str, value: float, limit: Limit) -> Finding:
    """Judge a rule that is a number within a limit."""
    holds = (limit.least is None or value >= limit.least) and (limit.most is None or value <= limit.most)
    return Finding(rule, measured, holds, value=value, limit=limit)


def entries(path: Path, findings: Sequence[Finding]) -> Iterator[dict[str, Any]]:
    """Yield findings for machines, in terms of JSON: one for each, and one for each other object that breaks a rule.

    A value without a limit is what was measured, in words. Seconds are those of the scene. `holds` decides: a value may
    be beyond its limit by what files round.
    """
    for finding in findings:
        yield _entry(path, finding, finding.case, finding.value, finding.measured, finding.holds)
        for case in finding.others:
            yield _entry(path, finding, case, case.value, str(case), case.holds)


def _entry(path: Path, finding: Finding, case: Case | None, value: Value, measured: str, holds: bool) -> dict[str, Any]:
    limit = case.limit if case and case.limit else finding.limit
    # NumPy's numbers cannot be written as JSON.
    number = value if isinstance(value, (int, str)) or value is None else round(float(value), 6)
    return {
        "file": str(path),
        "scene": case.scene if case else None,
        "second": round(case.second, 3) if case else None,
        "object": case.name if case else None,
        "rule": finding.rule,
        "value": number if value is not None or limit else measured,
        "limit": _rounded(limit) if limit else None,
        "holds": bool(holds),
        "measured": measured,
    }


def _rounded(limit: Limit) -> dict[str, Any]:
    return {key: round(side, 6) if isinstance(side, float) else side for key, side in asdict(limit).items()}


def report(path: Path, findings: Sequence[Finding]) -> int:
    """Print findings, one per line, and what else breaks a rule below it; return how many rules do not hold."""
    print(path)
    for finding in findings:
        print(f"  {'ok  ' if finding.holds else 'FAIL'} {finding.rule:<44} {finding.measured}")
        for other in finding.others:
            print(f"{'':<51} {other}")
    return sum(not finding.holds for finding in findings)
