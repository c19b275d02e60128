"""Figures of the model for a talk. Each function returns a Figure and saves nothing."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from model.organs import DEATH_HOURS, DEATH_MAP, DEATH_SPO2
from model.parameters import constants
from model.scenarios import PRONE
from model.simulate import Trajectory
from model.steady import Diagram, diagram
from model.thresholds import INJURIES, critical_injury, separatrix

INK, QUIET, GRID = "#1b1f2a", "#6b7280", "#e5e7eb"
COLOURS = {"il6": "#c2410c", "tnf": "#ca8a04", "il10": "#0f766e", "pathogen": "#4d7c0f", "cells": "#6d28d9",
           "lung": "#be123c", "heart": "#1d4ed8", "kidney": "#a16207", "spo2": "#0e7490", "leak": "#64748b",
           "temperature": "#be123c", "heart_rate": "#9d174d", "systolic": "#1d4ed8", "map": "#1d4ed8"}
LABELS = {"il6": "IL-6", "tnf": "TNF-α", "il10": "IL-10", "spo2": "SpO₂", "lung_function": "lung",
          "heart_function": "heart", "kidney_function": "kidney", "map": "pressure"}
BORDERS = {1.0: "#0f766e", 0.25: "#ca8a04", PRONE["brake"]: "#c2410c"}  # brakes whose separatrix is drawn
LEAST_LOAD = 1e-4          # 1, the least pathogen load that is drawn
GREATEST_CONTROL = 500.0   # 1, the greatest strength of feedback that is drawn
TIRED = (0.0, 0.3, 0.6)    # 1, shares of tired cells whose steady states are drawn
DRUG_COLOURS = {"antiviral": "#4d7c0f", "steroid": "#6d28d9", "tocilizumab": "#0e7490"}


def trajectory_figure(trajectory: Trajectory) -> Figure:
    """Return a trajectory in three charts, cytokines, infection and cells, organs and oxygen, with its treatments."""
    figure = empty_figure(11, 9, trajectory.scenario.title)
    top = 0.92 - 0.022 * len(trajectory.scenario.interventions)
    grid = figure.add_gridspec(3, 1, height_ratios=(3, 2, 3), hspace=0.14, left=0.09, right=0.84, top=top,
                               bottom=0.07)
    rows = [figure.add_subplot(grid[0])]
    rows += [figure.add_subplot(grid[i], sharex=rows[0]) for i in (1, 2)]
    for axes in rows:
        tidy(axes)
    _cytokines(rows[0], trajectory)
    _infection(rows[1], trajectory)
    _organs(rows[2], trajectory)
    for axes in rows[:-1]:
        axes.tick_params(labelbottom=False)
    rows[-1].set_xlabel("hours")
    rows[0].set_xlim(0, trajectory.hours[-1])
    _treatments(rows, trajectory)
    return figure


def bifurcation_figure() -> Figure:
    """Return the steady states of a storm-prone host against the strength of the feedback, as cells tire."""
    figure = empty_figure(12, 5.4, "Steady states of a storm-prone body without an infection, as its cells tire")
    charts = figure.subplots(1, len(TIRED), sharey=True)
    figure.subplots_adjust(left=0.07, right=0.98, top=0.82, bottom=0.14, wspace=0.06)
    host = constants(PRONE)
    for axes, tired in zip(charts, TIRED, strict=True):
        _branches(axes, diagram(host, tired=tired), host.w_F, "strength of the feedback, $w_F$")
        axes.set(xscale="log", xlim=(0.1, GREATEST_CONTROL))
        axes.set_title(f"{100 * tired:.0f} % of the cells tired", fontsize=11.5, color=INK, loc="left")
    charts[0].set_ylabel("IL-6 in the steady state, pg/mL")
    charts[-1].legend(frameon=False, fontsize=10, loc="lower right", markerscale=3)
    return figure


def separatrix_figure() -> Figure:
    """Return the separatrix of three hosts in the plane of damage signals and pathogen load at hour 0."""
    figure = empty_figure(8, 5.4, "The border between recovery and death, for three hosts")
    axes = figure.subplots()
    figure.subplots_adjust(left=0.12, right=0.8, top=0.86, bottom=0.13)
    tidy(axes)
    for brake, colour in BORDERS.items():
        injury, load = separatrix(brake)
        seen = load > LEAST_LOAD
        x, y = injury[seen], load[seen]
        if not seen.all():  # from here on, damage signals kill without a pathogen, and the border falls straight down
            x, y = np.append(x, [critical_injury(brake)] * 2), np.append(y, [y[-1], LEAST_LOAD])
        axes.fill_between(x, LEAST_LOAD, y, color=colour, alpha=0.12, lw=0)
        axes.plot(x, y, color=colour, lw=2.4)
        place = (x[-1], y[-1]) if seen.all() else (x[-2], y[-2])
        axes.annotate(f"brake {brake:g}", place, xytext=(8, 0), textcoords="offset points", color=colour, va="center",
                      weight="bold", annotation_clip=False)
    axes.text(0.3, 2 * LEAST_LOAD, "below its line, a host survives", color=INK, fontsize=10)
    axes.set(yscale="log", xlim=(0, INJURIES[-1]), ylim=(LEAST_LOAD, 1))
    axes.set_xlabel("damage signals at hour 0, share of the greatest")
    axes.set_ylabel("pathogen load at hour 0, share of the capacity")
    return figure


def empty_figure(width: float, height: float, title: str) -> Figure:
    """Return a figure of this size (inches) with its title."""
    figure = Figure(figsize=(width, height), dpi=150, facecolor="white")
    figure.suptitle(title, x=0.02, ha="left", fontsize=16, weight="bold", color=INK)
    return figure


def tidy(axes: Axes) -> None:
    """Give a chart the look of all of them."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(QUIET)
    axes.tick_params(colors=QUIET, labelsize=10)
    axes.grid(axis="y", color=GRID, lw=0.8)
    axes.set_axisbelow(True)
    axes.xaxis.label.set_color(INK)
    axes.yaxis.label.set_color(INK)


def _cytokines(axes: Axes, trajectory: Trajectory) -> None:
    names = ("il6", "tnf", "il10")
    for name in names:
        axes.semilogy(trajectory.hours, trajectory[name], color=COLOURS[name], lw=2.4)
    axes.set_ylabel("pg/mL")
    axes.set_ylim(0.2, 2e4)
    _name_ends(axes, trajectory, names)


def _infection(axes: Axes, trajectory: Trajectory) -> None:
    axes.plot(trajectory.hours, 100 * trajectory["pathogen"], color=COLOURS["pathogen"], lw=2.4)
    axes.set_ylabel("pathogen, %", color=COLOURS["pathogen"])
    axes.set_ylim(0, max(1.0, 115 * trajectory["pathogen"].max()))
    cells = axes.twinx()
    cells.plot(trajectory.hours, trajectory["cells"], color=COLOURS["cells"], lw=2.4)
    cells.set_ylabel("cells, × normal", color=COLOURS["cells"], labelpad=8)
    cells.set_ylim(0, 1.15 * max(2.0, trajectory["cells"].max()))
    cells.spines[["top", "left", "bottom"]].set_visible(False)
    cells.tick_params(colors=QUIET, labelsize=10)


def _organs(axes: Axes, trajectory: Trajectory) -> None:
    names = ("spo2", "lung_function", "heart_function", "kidney_function")
    for name in names:
        axes.plot(trajectory.hours, trajectory[name], color=_colour(name), lw=2.4, ls="--" if name == "spo2" else "-")
    axes.set_ylabel("%")
    axes.set_ylim(0, 105)
    _name_ends(axes, trajectory, names)


def _colour(name: str) -> str:
    return COLOURS[name.removesuffix("_function")]


def _name_ends(axes: Axes, trajectory: Trajectory, names: tuple[str, ...]) -> None:
    """Write each curve's name beside its end; names that would overlap are moved apart."""
    names = tuple(sorted(names, key=lambda name: trajectory[name][-1]))
    points = axes.transData.transform([(0, max(trajectory[name][-1], axes.get_ylim()[0])) for name in names])
    heights = axes.transAxes.inverted().transform(points)[:, 1]
    for i in range(1, len(names)):
        heights[i] = max(heights[i], heights[i - 1] + 0.085)
    for i in range(len(names) - 1, -1, -1):
        heights[i] = min(heights[i], 1 - 0.085 * (len(names) - 1 - i))
    for name, height in zip(names, heights, strict=True):
        axes.text(1.01, height, LABELS[name], transform=axes.transAxes, color=_colour(name), va="center",
                  fontsize=12, weight="bold")


def _treatments(rows: list[Axes], trajectory: Trajectory) -> None:
    """Draw a bar for the hours of each treatment above the curves, and a line at the hour of death."""
    across = rows[0].get_xaxis_transform()
    for i, given in enumerate(trajectory.scenario.interventions):
        colour, height = DRUG_COLOURS.get(given.drug, INK), 1.05 + 0.075 * i
        stop = max(min(given.end, trajectory.hours[-1]), given.start + 0.006 * trajectory.hours[-1])
        rows[0].plot([given.start, stop], [height, height], transform=across, clip_on=False, color=colour,
                     lw=6, solid_capstyle="butt")
        rows[0].text(1.01, height, given.label, transform=rows[0].transAxes, va="center", fontsize=10, color=colour)
        for axes in rows:
            axes.axvline(given.start, color=colour, lw=1.2, ls=":")
    if trajectory.died is not None:
        for axes in rows:
            axes.axvline(trajectory.died, color=INK, lw=2)
        words = f"death: SpO₂ < {DEATH_SPO2:g} % or MAP < {DEATH_MAP:g} mmHg for {DEATH_HOURS:g} h  "
        rows[0].text(trajectory.died, 0.06, words, transform=across, fontsize=10, color=INK, ha="right")


def _branches(axes: Axes, found: Diagram, own: float, label: str) -> None:
    """Draw the steady states of `found` by kind, and a line at `own`, this host's value of the control."""
    tidy(axes)
    kinds = {
        "health, stable": (COLOURS["il10"], [s for s in found.states if s.stable and not s.stormy]),
        "storm, stable": (COLOURS["il6"], [s for s in found.states if s.stable and s.stormy]),
        "unstable": (QUIET, [s for s in found.states if not s.stable]),
    }
    if np.isfinite(found.low):
        axes.axvspan(found.low, min(found.high, GREATEST_CONTROL), color=GRID, alpha=0.6, lw=0)
    for name, (colour, states) in kinds.items():
        axes.plot([s.control for s in states], [s.il6 for s in states], ".", color=colour, label=name,
                  ms=2.5 if name == "unstable" else 5)
    axes.axvline(own, color=INK, lw=1.2, ls=":")
    axes.text(own, 2e4, "  this host", fontsize=10, color=INK)
    axes.set_xlabel(label)
    axes.set_yscale("log")
    axes.set_ylim(0.5, 5e4)
