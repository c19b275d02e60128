"""All colours of this film's drawings, and what they mean. Ground, text, type and tempos are in `stage/style.py`."""

from __future__ import annotations

from plan.film import film

TISSUE_LIT = "#1c2750"  # ground where the light falls
TISSUE_DARK = "#0a1026"  # ground far from it
TISSUE_CELL = "#33437f"  # cells of the body that are out of focus
TISSUE_CELL_LIT = "#4f63a8"  # their side towards the light
TISSUE = "#212d58"  # calm cells of the body on the page, and in the trail of the monitor
TISSUE_EDGE = "#33437a"
INFLAMED = "#7d2c3f"  # what the alarm reddens where it does not end
FEVER = "#6b2233"  # its light on the ground

IMMUNE = "#b8d6ef"  # immune cells: pale blue, round, with arms when they fight
INVADER = "#ba49da"  # virus or bacterium: magenta, spiked
INVADER_TEXT = "#d98cf0"  # the same where it is type
IL6 = film().accent  # amber discs, and the caption highlight
TNF = "#fffe73"  # pale yellow triangles
BRAKE = "#30febf"  # green: what calms, IL-10 and treatment
OXYGEN = "#46baff"  # blue: oxygen and air
HARM = "#ff5961"  # red: injury, severity
HARM_TEXT = "#ff8f95"  # the same where it is type
FLUID = "#ffb9a3"  # peach: what leaks out of vessels and fills the lungs

# Parts of cells, which have no meaning of their own.
IMMUNE_RIM = "#ffffff"  # the edge towards the light
ENRAGED_RIM = "#ff8f95"  # the same edge of a cell that the storm drives
IMMUNE_SHADE = "#8ea6ea"  # the side away from the light
IMMUNE_NUCLEUS = "#4f66bd"
INVADER_CORE = "#7b2f80"
IL6_FOLD = "#8a5200"  # the helices of one IL-6 in close-up
BODY_CELL = ("#3a4b8c", "#2a1f33")  # a cell of the body; and when it is destroyed
BODY_CELL_LIT = "#5166b3"
BODY_CELL_RIM = "#9fb3f0"
BODY_CELL_NUCLEUS = "#7f93d6"

# The body and its organs; a pair is the colour in health and the one at full injury.
SILHOUETTE = "#2a3a70"
SILHOUETTE_EDGE = "#5c6fb0"
AIRWAY = "#8fb3ea"  # windpipe and its branches
LUNG = "#38579c"
AIR = "#c9e8ff"  # in the alveoli
HEART = ("#f0817d", "#8a0f2d")
HEART_CHAMBER = "#ffffff"
CORONARIES = "#ffd9d3"
AORTA = "#e0525f"
VEINS = "#6f86d6"
KIDNEY = ("#d9825f", "#4a3a52")
KIDNEY_PYRAMIDS = ("#f7c7a3", "#6b5566")
URETERS = "#c9a25e"

# The bloodstream below a tall frame: darker than the vessel that leaks, since it is in the background.
BLOODSTREAM = "#3d1528"
BLOODSTREAM_RED_CELLS = "#c4505c"
BLOODSTREAM_WALL = "#8f3248"
BLOODSTREAM_WALL_EDGE = "#c65f70"

# The vessel that leaks, in close-up.
BLOOD = "#571d30"
RED_CELLS = "#ff8a80"
VESSEL_WALL = "#c2475e"
VESSEL_WALL_EDGE = "#ff9aa0"

# The landscape of the threshold.
VALLEY = "#2a3566"

# The ward at night.
WALL = "#1b2547"
FLOOR = "#0c1226"
SKIRTING = "#2a3766"
LAMP = "#b9c8ff"

# The patient in bed.
SKIN = "#e6b08c"
HAIR = "#3d2b2b"
FACE = "#5a3a30"  # eye and mouth
PILLOW = "#f4f6ff"
MATTRESS = "#cfd8f5"
BLANKET = "#4a63b4"
BLANKET_EDGE = "#7f97e0"

MEANINGS = {
    IMMUNE: "IMMUNE",
    INVADER: "INVADER",
    IL6: "IL6",
    TNF: "TNF",
    BRAKE: "BRAKE",
    OXYGEN: "OXYGEN",
    HARM: "HARM",
}
"""The colours that carry a meaning, and their names. `make check` tests that every viewer can tell them apart."""

GLOW = 0.32
"""Opacity, in its middle, of the light around the loop at full speed."""
