"""The figures of docs/pictures: `python -m model pictures` draws all of them again.

    model-fit.png           the measured curves after endotoxin, with deviations, and the model's
    model-triggers.png      four illnesses: cytokines, oxygen and pressure, organs
    model-treatments.png    the storm untreated, and what each treatment makes of it
    model-ensemble.png      how far virtual patients differ, in a normal infection and in the storm
    model-separatrix.png    the border between health and storm
    model-profiles.png      which constants the measurements hold

All curves are drawn from the model as it is; measured points come from `model.evidence`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from model.cohort import PROCESSES, Patient, patients, varied
from model.ensemble import accepted
from model.evidence import Point, points, studies, study
from model.fit import fit
from model.fit_report import UNITS as CONSTANT_UNITS
from model.plots import COLOURS, GRID, INK, LABELS, QUIET, empty_figure, separatrix_figure, tidy
from model.profile import Profile, profiles, threshold
from model.scenarios import SCENARIOS, Scenario, scenario
from model.simulate import UNITS, Trajectory, simulate

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
MEASURED = "janum"         # the study whose curves the constants are fitted to
SERIES = ("tnf", "il6", "il10", "temperature", "heart_rate", "systolic")
TITLES = {"tnf": "TNF-α, pg/mL", "il6": "IL-6, pg/mL", "il10": "IL-10, pg/mL", "temperature": "temperature, °C",
          "heart_rate": "heart rate, 1/min", "systolic": "systolic pressure, mmHg"}
TRIGGERS = ("storm", "covid", "sepsis", "cart")
TREATED = ("storm", "antiviral_only", "tocilizumab", "steroid", "treated", "over_dampened")
SHADES = ("#1b1f2a", "#4d7c0f", "#0e7490", "#6d28d9", "#c2410c", "#be123c")
BANDED = ("normal", "storm")
PATIENTS = 200
BAND = (5, 50, 95)         # percentiles of the bands: the middle 90 % and the median
LEAST = 1e-2               # pg/mL, levels below are not drawn on logarithmic axes
Row = tuple[str, tuple[str, ...], bool]  # label of the axis, series, whether it is logarithmic


def fit_figure() -> Figure:
    """Return the measured curves after endotoxin with those of the model, and the band of the accepted fits."""
    shown = [name for name in SERIES if name in UNITS]
    rows = -(-len(shown) // 3)
    height = 0.8 + 3.1 * rows
    figure = empty_figure(11, height, "After 2 ng/kg endotoxin: measured and modelled")
    grid = figure.subplots(rows, 3, squeeze=False)
    figure.subplots_adjust(left=0.06, right=0.98, top=1 - 1.15 / height, bottom=0.75 / height, hspace=0.34, wspace=0.24)
    given = study(MEASURED)
    curves = [simulate(Scenario("fit", "", {given.trigger: given.amount}, parameters, hours=8.0))
              for parameters in ({}, *accepted())]
    for axes, name in zip(grid.flat, shown, strict=False):
        _measured_and_modelled(axes, name, curves)
    for axes in grid.flat[len(shown):]:
        axes.set_visible(False)
    figure.legend(*grid.flat[0].get_legend_handles_labels(), frameon=False, fontsize=10, loc="upper right", ncols=4,
                  bbox_to_anchor=(0.99, 1 - 0.4 / height))
    for axes in grid[-1]:
        axes.set_xlabel("hours after endotoxin")
    return figure


def _measured_and_modelled(axes: Axes, name: str, curves: Sequence[Trajectory]) -> None:
    tidy(axes)
    colour, hours = COLOURS.get(name, INK), np.linspace(0, 8, 161)
    if len(curves) > 1:
        every = np.array([curve.at(name, hours) for curve in curves[1:]])
        axes.fill_between(hours, *np.percentile(every, (2.5, 97.5), axis=0), color=colour, alpha=0.22, lw=0,
                          label="accepted fits, 95 %")
    axes.plot(hours, curves[0].at(name, hours), color=colour, lw=2.2, label="model")
    for given in studies():
        if given.trigger == study(MEASURED).trigger and given.amount == study(MEASURED).amount:
            _points(axes, [point for point in _points_of(given.name) if point.series == name], given.source,
                    given.name == MEASURED)
    axes.set_title(TITLES[name], fontsize=11, color=INK, loc="left")
    axes.set_xlim(-0.2, 8)
    if UNITS[name] == "pg/mL":
        axes.set_yscale("log")
        axes.set_ylim(0.1, 3000)


def _points_of(name: str) -> tuple[Point, ...]:
    try:
        return points(name)
    except ValueError:  # a study of which only single results were published
        return ()


def _points(axes: Axes, measured: Sequence[Point], source: str, fitted: bool) -> None:
    """Draw points with their deviations; those that the model isn't fitted to are hollow."""
    shown = [point for point in measured if point.hour <= 8]
    if not shown:
        return
    hours, means = [point.hour for point in shown], np.array([point.mean for point in shown])
    deviations = np.array([point.sd or 0.0 for point in shown])
    down = np.minimum(deviations, 0.97 * means)
    axes.errorbar(hours, means, yerr=[down, deviations], fmt="o" if fitted else "s", ms=5, color=INK, ecolor=QUIET,
                  elinewidth=1, capsize=2, mfc=INK if fitted else "white", label=source + (", SD" if fitted else
                                                                                          ", not fitted"))


def triggers_figure() -> Figure:
    """Return four illnesses side by side: cytokines, oxygen and pressure, and organs."""
    figure = empty_figure(13, 8.4, "Four illnesses, one set of equations")
    rows: list[Row] = [("pg/mL", ("il6", "tnf", "il10"), True), ("SpO₂, %; pressure, mmHg", ("spo2", "map"), False),
                       ("function, %", ("lung_function", "heart_function", "kidney_function"), False)]
    grid = figure.subplots(len(rows), len(TRIGGERS), sharey="row", sharex="col", squeeze=False)
    figure.subplots_adjust(left=0.06, right=0.9, top=0.87, bottom=0.08, hspace=0.12, wspace=0.07)
    for column, name in zip(grid.T, TRIGGERS, strict=True):
        trajectory = simulate(scenario(name))
        _column(column, trajectory, rows, trajectory.hours[-1])
        title = fill(SCENARIOS[name].title, 32, break_on_hyphens=False)
        column[0].set_title(f"{title}\n{_ending(trajectory)}", fontsize=10.5, color=INK, loc="left")
    _label_rows(grid, rows)
    return figure


def treatments_figure() -> Figure:
    """Return what each treatment makes of the storm: IL-6, oxygen and the infection."""
    figure = empty_figure(12, 8.4, "One storm, and what treatment makes of it")
    rows: list[Row] = [("IL-6, pg/mL", ("il6",), True), ("SpO₂, %", ("spo2",), False),
                       ("pathogen, % of capacity", ("pathogen",), False)]
    grid = figure.subplots(len(rows), 1, sharex=True)
    figure.subplots_adjust(left=0.08, right=0.74, top=0.92, bottom=0.08, hspace=0.1)
    hours = 360.0
    for axes, (unit, (series,), logarithmic) in zip(grid, rows, strict=True):
        tidy(axes)
        axes.set_ylabel(unit)
        for name, shade in zip(TREATED, SHADES, strict=True):
            trajectory = simulate(scenario(name), hours)
            shown = _alive(trajectory)
            values = trajectory[series] * (100 if series == "pathogen" else 1)
            label = fill(f"{SCENARIOS[name].title}: {_ending(trajectory)}", 30, break_on_hyphens=False)
            width, opacity = (5, 0.35) if name == TREATED[0] else (2, 1)
            axes.plot(trajectory.hours[shown], values[shown], color=shade, label=label, lw=width, alpha=opacity)
            if trajectory.died is not None:
                axes.plot(trajectory.died, np.interp(trajectory.died, trajectory.hours, values), "x", color=shade, ms=8,
                          mew=2)
        if logarithmic:
            axes.set_yscale("log")
            axes.set_ylim(bottom=0.5)
    grid[0].legend(frameon=False, fontsize=9.5, loc="upper left", bbox_to_anchor=(1.01, 1.02), labelspacing=0.9)
    grid[-1].set_xlabel("hours after infection (× death)")
    grid[-1].set_xlim(0, hours)
    return figure


def ensemble_figure(count: int = PATIENTS) -> Figure:
    """Return IL-6, oxygen and survival of `count` virtual patients in a normal infection and in the storm.

    After a death, the last value is kept, so that bands show all patients at all hours.
    """
    figure = empty_figure(11, 8, f"{count} virtual patients: median and the middle 90 %")
    grid = figure.subplots(3, len(BANDED), sharex=True, sharey="row", height_ratios=(3, 3, 1.4))
    figure.subplots_adjust(left=0.08, right=0.97, top=0.89, bottom=0.08, hspace=0.12, wspace=0.06)
    who = patients(count)
    hours = np.linspace(0, 240, 241)
    for column, name in zip(grid.T, BANDED, strict=True):
        with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
            parts = [who[i::PROCESSES] for i in range(PROCESSES)]
            curves = np.concatenate(list(pool.map(partial(_curves, name, hours), parts)))
        for axes, series, values in zip(column, ("il6", "spo2"), np.moveaxis(curves[:, :2], 1, 0), strict=False):
            tidy(axes)
            low, middle, high = np.percentile(values, BAND, axis=0)
            axes.fill_between(hours, low, high, color=COLOURS[series], alpha=0.25, lw=0)
            axes.plot(hours, middle, color=COLOURS[series], lw=2.4)
        tidy(column[2])
        column[2].plot(hours, 100 * curves[:, 2].mean(axis=0), color=INK, lw=2.4)
        column[0].set_title(SCENARIOS[name].title, fontsize=11.5, color=INK, loc="left")
        column[-1].set_xlabel("hours after infection (after a death, the last value is kept)")
    grid[0][0].set(yscale="log", ylabel="IL-6, pg/mL")
    grid[1][0].set(ylabel="SpO₂, %", xlim=(0, 240))
    grid[2][0].set(ylabel="alive, %", ylim=(-4, 104))
    return figure


def _curves(name: str, hours: np.ndarray, who: Sequence[Patient]) -> np.ndarray:
    """Return IL-6, SpO₂ and whether each patient is alive at the hours, (patients, 3, hours)."""
    found = np.empty((len(who), 3, len(hours)))
    for place, one in zip(found, who, strict=True):
        trajectory = simulate(varied(scenario(name), one), float(hours[-1]))
        end = trajectory.hours[-1] if trajectory.died is None else min(trajectory.died, trajectory.hours[-1])
        place[:2] = [trajectory.at(series, np.minimum(hours, end)) for series in ("il6", "spo2")]
        place[2] = (hours <= end) | (trajectory.died is None)
    return found


def profile_figure(found: Sequence[Profile]) -> Figure:
    """Return the profile of each fitted constant, with the level at which its 95 % interval ends."""
    columns = 6
    rows = -(-len(found) // columns)
    height = 0.9 + 2.0 * rows
    figure = empty_figure(13, height, "Which constants the measurements hold: profile likelihoods")
    grid = figure.subplots(rows, columns, sharey=True, squeeze=False)
    figure.subplots_adjust(left=0.05, right=0.99, top=1 - 0.75 / height, bottom=0.5 / height, hspace=0.62, wspace=0.1)
    for axes, one in zip(grid.flat, found, strict=False):
        tidy(axes)
        colour = COLOURS["il10"] if one.held else COLOURS["il6"]
        axes.plot(one.values, one.rise, color=colour, lw=2, marker="o", ms=3)
        axes.axhline(threshold(), color=QUIET, lw=1, ls=":")
        axes.plot(one.optimum, 0, "D", color=INK, ms=5)
        axes.set(ylim=(-0.4, 2.2 * threshold()))
        axes.xaxis.set_major_locator(MaxNLocator(3))
        unit = "" if CONSTANT_UNITS[one.name] == "1" else f", {CONSTANT_UNITS[one.name]}"
        axes.set_title(f"{one.name}{unit}{'' if one.held else ' (open)'}", fontsize=10, color=INK, loc="left")
        axes.tick_params(labelsize=8)
    for axes in grid.flat[len(found):]:
        axes.set_visible(False)
    for axes in grid[:, 0]:
        axes.set_ylabel("rise of −2 ln L", fontsize=8)
    return figure


def _column(column: Sequence[Axes], trajectory: Trajectory, rows: Sequence[Row], hours: float) -> None:
    for axes, (_, names, logarithmic) in zip(column, rows, strict=True):
        tidy(axes)
        for name in (name for name in names if name in UNITS):
            shown = _alive(trajectory)
            values = np.maximum(trajectory[name], LEAST) if logarithmic else trajectory[name]
            axes.plot(trajectory.hours[shown], values[shown], color=_colour(name), lw=2)
        if trajectory.died is not None and trajectory.died < hours:
            axes.axvspan(trajectory.died, hours, color=GRID, alpha=0.8, lw=0)
    column[0].set_xlim(0, hours)
    column[-1].set_xlabel("hours")


def _label_rows(grid: np.ndarray, rows: Sequence[Row]) -> None:
    for line, (label, names, logarithmic) in zip(grid, rows, strict=True):
        line[0].set_ylabel(label)
        line[0].set(yscale="log", ylim=(0.2, 3e4)) if logarithmic else line[0].set_ylim(0, 105)
        for place, name in enumerate(name for name in names if name in UNITS):
            line[-1].text(1.03, 0.9 - 0.13 * place, LABELS[name], color=_colour(name), transform=line[-1].transAxes,
                          fontsize=11, weight="bold")


def _alive(trajectory: Trajectory) -> np.ndarray:
    """Return which stored points are before the death of the patient, (n,)."""
    return trajectory.hours <= (np.inf if trajectory.died is None else trajectory.died)


def _colour(name: str) -> str:
    return COLOURS[name.removesuffix("_function")]


def _ending(trajectory: Trajectory) -> str:
    if trajectory.died is not None:
        return f"death at {trajectory.died:.0f}\u00a0h"
    return {"recovery": "recovery", "ill": "still ill"}[trajectory.outcome]


PICTURES: dict[str, Callable[[], Figure]] = {
    "fit": fit_figure,
    "triggers": triggers_figure,
    "treatments": treatments_figure,
    "ensemble": ensemble_figure,
    "separatrix": separatrix_figure,
    "profiles": lambda: profile_figure(profiles(fit())),
}


def save(folder: Path, names: Sequence[str] = tuple(PICTURES)) -> list[Path]:
    """Draw the pictures of these names into a folder, and return their paths."""
    paths = []
    for name in names:
        paths.append(folder / f"model-{name}.png")
        PICTURES[name]().savefig(paths[-1], dpi=100)
    return paths
