"""The numbers to which a film's appearance is held, each once; the rules that use them are in the other modules.

What captions may be is in `publish/captions/rules.py`, what a site takes in `publish/folders/sites.py`.
"""

from __future__ import annotations

Edges = tuple[float, float, float, float]
"""Left, top, right, bottom, as fractions of the frame."""

# --- places and sizes ---
FRAME: Edges = (0.0, 0.0, 1.0, 1.0)
SAFE: dict[str, Edges] = {"portrait": (65 / 1080, 270 / 1920, 930 / 1080, 1248 / 1920)}
"""What the buttons of Shorts, Reels and TikTok leave free; other formats may use their whole frame."""
SMALLEST = {"landscape": 27, "portrait": 40, "square": 27}
"""The smallest type is the frame's height divided by this. A square is as high as landscape."""
PHONE_WIDTH, PHONE_TYPE = 360, 9
"""CSS pixels of the width of a phone held upright, and of the smallest type on it: its em, of which Inter's lower-case
letters take .55 and its capitals .73."""
MOST_WORDS = 12
"""On the screen at once, captions aside."""

# --- contrast and colours ---
LEAST_CONTRAST, LEAST_LARGE_CONTRAST = 4.5, 3.0
PHONE_SHORTER_SIDE, LARGE_TYPE = 390, 18.66
"""CSS pixels of a phone's shorter side, and WCAG's 14 points bold in them: type that large needs less contrast."""
APART = 10.0
"""Of two colours with a meaning, by CIEDE2000."""
READ_LETTERS = 0.8
"""Share of a label's letters that tesseract must read."""
CALM = 1.5
"""Of the ground behind a chart: standard deviation of its lightness (L*, 0 to 100) inside a spot of 1/15 of the shorter
side, in the calmest third of the spots. Drawn cells have 4, a gradient with grain .5, the middle of a soft glow 1."""

# --- time ---
TITLE_SECONDS = 6.0
"""By then the film has said and shown its title."""
LONGEST_LULL = 2.0
"""Seconds between two events."""
LONGEST_FREEZE = 4.0
"""Seconds of standstill."""
MOST_FLASHES = 3
"""A second."""
LABEL_SECONDS = 0.3
"""A label is half opaque so near to its word."""
LABEL_WORDS = 3
UNNAMED_SECONDS = 1.0
"""A curve may be on the screen for so long before its name is."""
NAME_BESIDE = 0.12
"""Of the frame's shorter side: how far from the axes the name of a curve may be, as at the end of a leader line."""
PATTERN_SECONDS = 0.5
"""A chart may stand on a pattern for so long, while one scene fades into another."""
CUE_SECONDS = 0.1
"""What a cue brings begins to change the picture so near to its first word."""
NUMBER_OFF = 0.1
"""Share by which a number on the screen may be off the one that is spoken."""
