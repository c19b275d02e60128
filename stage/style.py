"""The house style: ground, text colours, typeface, type sizes and tempos that every film shares.

What a colour means is the film's own: `scenes/style.py`. Tempos are whole frames at the draft rate too (multiples of
1/15 s), so that a draft shows what the film will.
"""

from __future__ import annotations

from pathlib import Path

NIGHT = "#0a0e20"  # behind everything
TEXT = "#f4f6ff"
QUIET = "#9aa6cc"  # axes, ticks, outlines

FAMILY = "Inter"
FONTS = Path(__file__).with_name("fonts")
NO_SYSTEM_FONTS = FONTS / "fonts.conf"
"""The configuration of fontconfig, for Pango and for ffmpeg: no picture depends on what a system has."""

TITLE, BODY, LABEL = 48, 38, 30
"""Type sizes in points."""
POINT = 1 / 72
"""One point, in units of the stage: type of 36 points has an em of half a unit."""

SNAP = 3 / 15
QUICK = 6 / 15
STEADY = 9 / 15
CALM = 15 / 15
"""Tempos (s): a pop, an entrance, a move, a change of mood."""

LINE = 4
"""Stroke width of drawings."""
