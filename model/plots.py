"""Figures of the model for a talk. Each function returns a Figure and saves nothing."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from model.organs import DEATH_HOURS, DEATH_MAP, DEATH_SPO2
from model.parameters import DEFAULTS
from model.simulate import Trajectory
from model.steady import Diagram, diagram
from model.thresholds import INJURIES, separatrix

INK, QUIET, GRID = "#1b1f2a", "#6b7280", "#e5e7eb"
COLOURS = {"il6": "#c2410c", "tnf": "#ca8a04", "il10": "#0f766e", "pathogen": "#4d7c0f", "cells": "#6d28d9",
           "lung": "#be123c", "heart": "#1d4ed8", "kidney": "#a16207", "spo2": "#0e7490", "leak": "#64748b",
           "temperature": "#be123c", "heart_rate": "#9d174d", "systolic": "#1d4ed8", "map": "#1d4ed8"}
LABELS = {"il6": "IL-6", "tnf": "TNF-α", "il10": "IL-10", "spo2": "SpO₂", "lung_function": "lung",
          "heart_function": "heart", "kidney_function": "kidney", "map": "mean pressure"}
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
    """Return the steady states of a normal host against the strength of the feedback and a constant stimulus."""
    figure = empty_figure(11, 5.2, "Steady states of a normal body without an infection")
    left, right = figure.subplots(1, 2, sharey=True)
    figure.subplots_adjust(left=0.08, right=0.97, top=0.85, bottom=0.14, wspace=0.08)
    host = DEFAULTS
    _branches(left, diagram(host), host.w_F, "strength of the feedback, $w_F$")
    _branches(right, diagram(host, "s_0"), host.s_0, "constant stimulus from outside, $s_0$")
    left.set_ylabel("IL-6 in the steady state, pg/mL")
    left.set(xscale="log", xlim=(0.1, 500))
    right.set_xlim(-0.002, 0.06)
    right.legend(frameon=False, fontsize=11, loc="lower right", markerscale=3)
    return figure


def separatrix_figure() -> Figure:
    """Return the separatrix of a normal host in the plane of damage signals and pathogen load at hour 0."""
    figure = empty_figure(7.5, 5.2, "When a normal host develops a storm")
    axes = figure.subplots()
    figure.subplots_adjust(left=0.13, right=0.95, top=0.87, bottom=0.14)
    tidy(axes)
    injury, load = separatrix()
    axes.fill_between(injury, 0, load, color=COLOURS["il10"], alpha=0.15, lw=0)
    axes.fill_between(injury, load, 1.25 * load.max(), color=COLOURS["il6"], alpha=0.10, lw=0)
    axes.plot(injury, load, color=INK, lw=2)
    axes.text(0.03, 0.25 * load.max(), "no storm", color=COLOURS["il10"], weight="bold")
    axes.text(0.55 * INJURIES[-1], 0.75 * load.max(), "storm", color=COLOURS["il6"], weight="bold")
    axes.set(xlim=(0, INJURIES[-1]), ylim=(0, 1.25 * load.max()))
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
    axes.axvspan(found.low, found.high, color=GRID, alpha=0.6, lw=0)
    for name, (colour, states) in kinds.items():
        axes.plot([s.control for s in states], [s.il6 for s in states], ".", color=colour, label=name,
                  ms=2.5 if name == "unstable" else 5)
    axes.axvline(own, color=INK, lw=1.2, ls=":")
    axes.text(own, 2e4, "  this host", fontsize=10, color=INK)
    axes.set_xlabel(label)
    axes.set_yscale("log")
    axes.set_ylim(1, 5e4)
