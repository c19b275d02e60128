"""What the fit, its profiles and the measured curves come to: as text for people and as records for programs."""

from __future__ import annotations

from typing import Any

from model.agreement import Curve, agreement
from model.fit import SEED, Fit, targets
from model.parameters import DEFAULTS, PARAMETERS
from model.profile import Profile

UNITS = {p.name: p.unit for p in PARAMETERS}
Z_95 = 1.96                # standard errors in half a 95 % interval
Record = dict[str, Any]


def record(best: Fit) -> Record:
    """Return a fit for programs: its `constants`, its `curves`, and how it was found.

    `low` and `high` of a constant end its 95 % interval by the standard error; they and `cv` are None at a bound.
    """
    constants = []
    for name, value, cv, bound in zip(best.names, best.values, best.cv, best.at_bound, strict=True):
        factor = 2.718281828459045 ** (Z_95 * float(cv))
        constants.append({
            "name": name, "value": float(value), "unit": UNITS[name], "now": float(getattr(DEFAULTS, name)),
            "cv": None if bound else float(cv), "low": None if bound else float(value) / factor,
            "high": None if bound else float(value) * factor, "at_bound": bool(bound)})
    return {"seed": SEED, "starts": best.starts, "reached": best.reached, "points": len(targets()),
            "squares": best.squares, "constants": constants,
            "curves": [vars(curve) for curve in agreement(best.parameters)]}


def text(best: Fit) -> str:
    """Return a fit as tables: a line for each constant, then one for each measured curve."""
    found = record(best)
    lines = [f"{found['points']} points, {len(best.names)} constants; {best.reached} of {best.starts} starts reached "
             f"this optimum; sum of squares {best.squares:.3f}", "",
             f"{'constant':9s} {'value':>10s} {'unit':8s} {'now':>10s} {'CV':>6s}  95 % interval"]
    for one in found["constants"]:
        interval = "at its bound" if one["at_bound"] else f"{one['low']:.4g} to {one['high']:.4g}"
        cv = "" if one["at_bound"] else f"{100 * one['cv']:.0f} %"
        lines.append(f"{one['name']:9s} {one['value']:10.4g} {one['unit']:8s} {one['now']:10.4g} {cv:>6s}  {interval}")
    return "\n".join([*lines, "", *curves(agreement(best.parameters)), ""])


def curves(found: list[Curve]) -> list[str]:
    """Return a line for each measured curve, after one that names the columns."""
    lines = [f"{'study':9s} {'series':12s} {'use':9s} {'points':>6s} {'≤ 1 SD':>7s} {'≤ 2 SD':>7s} {'RMS fold':>9s} "
             f"{'worst':>6s}"]
    for curve in found:
        within = [("" if count is None else str(count)) for count in (curve.within_1_sd, curve.within_2_sd)]
        folds = [("" if fold is None else f"{fold:.2f}") for fold in (curve.fold, curve.worst)]
        lines.append(f"{curve.study:9s} {curve.series:12s} {curve.use:9s} {curve.points:6d} {within[0]:>7s} "
                     f"{within[1]:>7s} {folds[0]:>9s} {folds[1]:>6s}")
    return lines


def profile_record(found: list[Profile]) -> list[Record]:
    """Return profiles for programs; an end of an interval that the data don't give is None."""
    return [{"name": one.name, "unit": UNITS[one.name], "optimum": one.optimum, "low": one.low, "high": one.high,
             "held": one.held, "values": one.values.tolist(), "rise": one.rise.tolist()} for one in found]


def profile_rows(found: list[Profile]) -> list[tuple[str, ...]]:
    """Return a row for each profile: constant, optimum, interval, and whether the data hold it."""
    rows: list[tuple[str, ...]] = []
    for one in found:
        low, high = (("open" if end is None else f"{end:.3g}") for end in (one.low, one.high))
        sides = "both sides" if one.held else "above only" if one.low is None and one.high else \
            "below only" if one.low else "neither side"
        rows.append((f"`{one.name}`", f"{one.optimum:.3g}", UNITS[one.name], low, high, sides))
    return rows
