"""One rule of the standards, what was measured of it on the file itself, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Finding:
    """A rule in words, the measured value, whether it is met, and what else breaks it."""

    rule: str
    measured: str
    holds: bool
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """How one object fares by a rule at one moment of a scene: the more `badness`, the worse."""

    badness: float
    figure: str
    thing: str
    scene: str
    second: float
    holds: bool
    key: object = None
    """What is one object, where `thing` changes with what it shows."""

    def __str__(self) -> str:
        return f"{self.figure}: {self.thing}, {self.scene} {self.second:.1f} s"


def judge(rule: str, cases: Iterable[Case], nothing: str) -> Finding:
    """Return what holds of a rule: its worst case, and below it the worst of each other object that breaks it.

    Args:
        nothing: the figure where there was no case.
    """
    worst: dict[tuple[str, object], Case] = {}
    for case in cases:
        key = (case.scene, case.thing if case.key is None else case.key)
        if key not in worst or case.badness > worst[key].badness:
            worst[key] = case
    order = sorted(worst.values(), key=lambda case: -case.badness)
    if not order:
        return Finding(rule, nothing, True)
    broken = [str(case) for case in order if not case.holds]
    return Finding(rule, str(order[0]), not broken, tuple(broken[1:]))


def show(path: Path, findings: Sequence[Finding]) -> int:
    """Print findings, a line each, and what else breaks a rule below it; return how many rules do not hold."""
    print(path)
    for finding in findings:
        print(f"  {'ok  ' if finding.holds else 'FAIL'} {finding.rule:<44} {finding.measured}")
        for other in finding.others:
            print(f"{'':<51} {other}")
    return sum(not finding.holds for finding in findings)
