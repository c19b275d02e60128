"""The formats and qualities in which a film is drawn, and what the encoder is told at each quality."""

from __future__ import annotations

from dataclasses import dataclass

FORMATS = {"landscape": (1920, 1080), "portrait": (1080, 1920), "square": (1080, 1080)}
"""Width and height (pixels) of each format at full quality."""
POSTERS = {"landscape": (1280, 720), "portrait": (1080, 1920)}
"""Width and height (pixels) of a poster, in the formats that sites show: the smallest limit of all sites."""
DRAFT = "480p15"
"""The quality in which one works; no site gets it."""


@dataclass(frozen=True)
class Quality:
    """Lines along the shorter side, frames a second, and how near (crf) and how hard (preset) x264 tries."""

    lines: int
    rate: int
    crf: int
    preset: str = "superfast"

    def pixels(self, full: tuple[int, int]) -> tuple[int, int]:
        """Return even width and height (pixels) of a format that has `full` of them at full quality."""
        scale = self.lines / min(full)
        width, height = (2 * round(side * scale / 2) for side in full)
        return width, height


QUALITIES = {
    DRAFT: Quality(480, 15, 23, "ultrafast"),
    "1080p60": Quality(1080, 60, 21),
    "2160p60": Quality(2160, 60, 22),
}
X264 = "cabac=1:8x8dct=1:b-adapt=0:weightp=0:aq-mode=0:psy=0:subme=0"
"""What x264 does at every preset: High profile, and always two B-frames. Looking for better places of frames, for
weights, and for parts of a pixel in motion takes about a quarter of the encoding and saves some 12 % of the bits.
Sharing bits out for the eye's sake is meant for film grain: without it, drawings come out the same (SSIM) at a crf that
is 2 higher, in less time."""
