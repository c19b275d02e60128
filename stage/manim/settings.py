"""Manim's configuration: for a clip in a format and a quality, for a rehearsal, for a still picture."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from manim import tempconfig

from plan.formats import X264, Quality
from stage import style
from stage.layout import Layout


@contextmanager
def settings(layout: Layout, quality: Quality, clip: Path | None = None) -> Iterator[None]:
    """Set Manim up while the block runs, to draw a format at a quality into a clip; without one, nothing is written."""
    encoder = {
        "crf": str(quality.crf),
        "preset": quality.preset,
        "x264-params": f"threads=1:sliced-threads=0:open-gop=0:scenecut=0:{X264}",
    }
    into = {"output_file": str(clip.resolve()), "format": "mp4"} if clip else {"dry_run": True}
    pixels = quality.pixels(layout.pixels)
    with _configured(layout, pixels, frame_rate=quality.rate, video_encoder_options=encoder, **into):
        yield


@contextmanager
def settings_of_still(layout: Layout, pixels: tuple[int, int]) -> Iterator[None]:
    """Set Manim up while the block runs, to draw one picture of a format at this width and height (pixels)."""
    with _configured(layout, pixels, dry_run=True):
        yield


@contextmanager
def _configured(layout: Layout, pixels: tuple[int, int], **more: object) -> Iterator[None]:
    """Configure Manim for a frame in units and in pixels, to say nothing, and to keep no files.

    Manim clears its text cache even while another process uses it, so each process gets its own media folder.
    """
    width, height = layout.frame
    with tempfile.TemporaryDirectory(prefix="manim-") as media, tempconfig({
        "pixel_width": pixels[0],
        "pixel_height": pixels[1],
        "frame_width": width,
        "frame_height": height,
        "background_color": style.NIGHT,
        "disable_caching": True,
        "progress_bar": "none",
        "verbosity": "ERROR",
        "media_dir": media,
        **more,
    }):  # fmt: skip
        yield
