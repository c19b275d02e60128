"""Manim's configuration for a format and a quality."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from manim import tempconfig

from plan.formats import X264, Quality
from stage import style
from stage.layout import Layout


@contextmanager
def settings(layout: Layout, quality: Quality, **extra: object) -> Iterator[None]:
    """Set Manim up for a format and a quality while the block runs."""
    width, height = quality.pixels(layout.pixels)
    with (
        tempfile.TemporaryDirectory(prefix="manim-") as media,
        tempconfig(
            {
                "pixel_width": width,
                "pixel_height": height,
                "frame_width": layout.frame[0],
                "frame_height": layout.frame[1],
                "frame_rate": quality.rate,
                "background_color": style.NIGHT,
                "disable_caching": True,
                "progress_bar": "none",
                "media_dir": media,
                "video_encoder_options": {
                    "crf": str(quality.crf),
                    "preset": quality.preset,
                    "x264-params": f"threads=1:sliced-threads=0:open-gop=0:scenecut=0:{X264}",
                },
                **extra,
            }
        ),
    ):
        yield
