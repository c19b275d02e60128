"""What each of this film's colours means. Ground, text, type and tempos are in `stage/style.py`."""

from __future__ import annotations

from plan.film import film

TISSUE = "#212d58"  # calm cells of the body, where the light falls
TISSUE_DIM = ("#1a2447", "#141b38")  # and further out
TISSUE_EDGE = "#33437a"
INFLAMED = "#7d2c3f"  # tissue where the alarm does not end

IMMUNE = "#b8d6ef"  # immune cells: pale blue, round, with arms when they fight
INVADER = "#ba49da"  # virus or bacterium: magenta, spiked
IL6 = film().accent  # amber discs, and the colour in which captions light up
TNF = "#fffe73"  # pale yellow triangles
BRAKE = "#30febf"  # green: what calms, IL-10 and treatment
OXYGEN = "#46baff"  # blue: oxygen and air
HARM = "#ff5961"  # red: injury, fluid, severity

MEANINGS = {
    IMMUNE: "IMMUNE",
    INVADER: "INVADER",
    IL6: "IL6",
    TNF: "TNF",
    BRAKE: "BRAKE",
    OXYGEN: "OXYGEN",
    HARM: "HARM",
}
"""The colours that carry a meaning, and their names. `make check` proves that every viewer can tell them apart."""

GLOW = 0.32
"""Opacity, in its middle, of the light around the loop at full speed."""
