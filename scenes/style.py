"""What the film looks like: a colour a meaning, three type sizes, one family of tempos.

Tempos are whole frames at the draft rate too (multiples of 1/15 s), so that a draft shows what the film will.
"""

from __future__ import annotations

from pathlib import Path

NIGHT = "#0a0e20"  # behind everything
TISSUE = "#212d58"  # calm cells of the body, where the light falls
TISSUE_DIM = ("#1a2447", "#141b38")  # and further out
TISSUE_EDGE = "#33437a"
INFLAMED = "#7d2c3f"  # tissue where the alarm does not end
TEXT = "#f4f6ff"
QUIET = "#9aa6cc"  # axes, ticks, outlines

IMMUNE = "#b8d6ef"  # immune cells: pale blue, round, with arms when they fight
INVADER = "#ba49da"  # virus or bacterium: magenta, spiked
IL6 = "#f3ab2c"  # amber discs
TNF = "#fffe73"  # pale yellow triangles
BRAKE = "#30febf"  # green: what calms, IL-10 and treatment
OXYGEN = "#46baff"  # blue: oxygen and air
HARM = "#ff5961"  # red: injury, fluid, severity

FAMILY = "Inter"
FONTS = Path(__file__).with_name("fonts")

TITLE, BODY, LABEL = 48, 38, 30
"""Type sizes in Manim points, 72 to a unit of the stage."""

SNAP = 3 / 15
QUICK = 6 / 15
STEADY = 9 / 15
CALM = 15 / 15
"""Tempos (s): a pop, an entrance, a move, a change of mood."""

GLOW = 0.32
"""Opacity of the light around the loop at full speed, in its middle."""

LINE = 4
"""Stroke width of drawings."""
