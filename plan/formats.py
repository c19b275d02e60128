"""The formats and qualities in which a film is drawn, and the encoder's options at each quality."""

from __future__ import annotations

from dataclasses import dataclass

FORMATS = {"landscape": (1920, 1080), "portrait": (1080, 1920), "square": (1080, 1080)}
"""Width and height (pixels) of each format at full quality."""
POSTERS = {"landscape": (1280, 720), "portrait": (1080, 1920)}
"""Width and height (pixels) of a poster, in the formats for which sites show one: the smallest limit of all sites."""
DRAFT = "480p15"
"""The quality for work on a film; it is never published."""


@dataclass(frozen=True)
class Quality:
    """Lines along the shorter side, frames a second, and and how x264 encodes: quality (crf) and effort (preset)."""

    lines: int
    rate: int
    crf: int
    preset: str = "superfast"

    def pixels(self, full: tuple[int, int]) -> tuple[int, int]:
        """Return the width and height (pixels, even numbers) of a format that measures `full` at full quality."""
        scale = self.lines / min(full)
        width, height = (2 * round(side * scale / 2) for side in full)
        return width, height


QUALITIES = {
    DRAFT: Quality(480, 15, 23, "ultrafast"),
    "1080p60": Quality(1080, 60, 21),
    "2160p60": Quality(2160, 60, 22),
}
X264 = "cabac=1:8x8dct=1:b-adapt=0:weightp=0:aq-mode=0:psy=0:subme=0"
"""Options of x264 at every preset: High profile, and always two B-frames. Adaptive B-frame placement, weighted
prediction and subpixel motion search are off: they take about 25 % of the encoding time and save about 12 % of the
bits. Psychovisual tuning (aq, psy) is meant for film grain. Without it, drawings reach the same SSIM at a crf that is 2
higher, in less time."""
