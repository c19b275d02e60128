"""One rule of the standards, what was measured of it on the file itself, and whether it holds."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Finding:
    """A rule in words, the measured value, whether the rule holds, and what else breaks it."""

    rule: str
    measured: str
    holds: bool
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """One object measured by a rule, at one moment of a scene.

    Attributes:
        badness: how far from ideal; the larger, the worse.
        figure: the measured value, with its unit.
        name: the object, as it is called in a report.
        scene, second: where and when it was measured (s).
        holds: whether the rule is kept.
        key: groups cases of one object whose name changes over time; None where the name does.
    """

    badness: float
    figure: str
    name: str
    scene: str
    second: float
    holds: bool
    key: Hashable = None

    def __str__(self) -> str:
        """Return the case as reports show it."""
        return f"{self.figure}: {self.name}, {self.scene} {self.second:.1f} s"


def judge(rule: str, cases: Iterable[Case], nothing: str) -> Finding:
    """Return what holds of a rule: its worst case, and below it the worst of each other object that breaks it.

    Args:
        rule: in words.
        cases: all that was measured by it.
        nothing: the figure if there is no case.
    """
    worst: dict[tuple[str, Hashable], Case] = {}
    for case in cases:
        key = (case.scene, case.name if case.key is None else case.key)
        if key not in worst or case.badness > worst[key].badness:
            worst[key] = case
    order = sorted(worst.values(), key=lambda case: -case.badness)
    if not order:
        return Finding(rule, nothing, True)
    broken = [str(case) for case in order if not case.holds]
    return Finding(rule, str(order[0]), not broken, tuple(broken[1:]))


def report(path: Path, findings: Sequence[Finding]) -> int:
    """Print findings, a line each, and what else breaks a rule below it; return how many rules do not hold."""
    print(path)
    for finding in findings:
        print(f"  {'ok  ' if finding.holds else 'FAIL'} {finding.rule:<44} {finding.measured}")
        for other in finding.others:
            print(f"{'':<51} {other}")
    return sum(not finding.holds for finding in findings)
