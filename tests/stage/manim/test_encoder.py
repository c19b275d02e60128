"""Leans on Manim's `SceneFileWriter`: what a renderer calls of it, and what it knows of the output."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
from manim import FadeIn, Scene, Square

from plan.files import partial_name
from plan.formats import Quality
from stage.layout import LAYOUTS
from stage.manim.encoder import ClipWriter
from stage.manim.renderer import FilmRenderer
from stage.manim.settings import settings

SQUARE = LAYOUTS["square"]


class Plain(Scene):
    """A scene of Manim's own, as the writer meets it."""

    def construct(self) -> None:
        for _ in range(2):
            self.play(FadeIn(Square(9, fill_color="#ffffff", fill_opacity=1)), run_time=0.95)


class Broken(Plain):
    def construct(self) -> None:
        super().construct()
        raise ArithmeticError


def new_writer() -> ClipWriter:
    """Return the writer of a scene that has not begun."""
    renderer = FilmRenderer({})
    Scene(renderer=renderer)
    return renderer.file_writer


def test_all_plays_of_a_scene_are_one_clip_with_groups_of_half_a_second(tmp_path):
    """`begin_animation`, `write_frame`, `finish`: Manim would make a file of each play, and join them."""
    clip = tmp_path / "clip.mp4"
    with settings(SQUARE, Quality(24, 10, 30), clip):
        Plain(renderer=FilmRenderer({})).render()
    assert list(tmp_path.iterdir()) == [clip]
    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        keys = [frame.key_frame for frame in container.decode(video=0)]
        assert stream.codec_context.name == "h264" and stream.width == 24
        assert stream.average_rate and float(stream.average_rate) == 10
    assert len(keys) == 20 and [number for number, key in enumerate(keys) if key] == [0, 5, 10, 15]


def test_the_encoder_is_told_what_the_configuration_says(tmp_path):
    """`video_encoder`, with `options` that `config.video_encoder_options` became: a lower crf makes a larger clip."""
    sizes = []
    for crf in (20, 51):
        clip = tmp_path / f"{crf}.mp4"
        with settings(SQUARE, Quality(240, 10, crf), clip):
            Plain(renderer=FilmRenderer({})).render()
        sizes.append(clip.stat().st_size)
    assert sizes[0] > sizes[1]


def test_after_an_error_in_the_scene_no_clip_is_left(tmp_path):
    """`abort_encode_jobs`, which Manim calls when a scene fails."""
    clip = tmp_path / "clip.mp4"
    with settings(SQUARE, Quality(24, 10, 30), clip), pytest.raises(ArithmeticError):
        Broken(renderer=FilmRenderer({})).render()
    assert not list(tmp_path.iterdir())


def test_without_a_clip_frames_are_counted_and_nothing_is_written():
    """`output_spec.is_video`, which a dry run denies."""
    with settings(SQUARE, Quality(24, 10, 30)):
        renderer = FilmRenderer({})
        Plain(renderer=renderer).render()
    assert renderer.file_writer.frames == 20


def test_an_array_comes_back_once_it_is_encoded(tmp_path):
    """Manim's writer owns the arrays that it is given; this one gives them back to the camera."""
    frame = np.zeros((24, 24, 4), dtype=np.uint8)
    with settings(SQUARE, Quality(24, 10, 30), tmp_path / "clip.mp4"):
        writer = new_writer()
        writer.begin_animation(allow_write=True)
        writer.write_frame(frame)
        writer.finish()
    assert writer.spare_frame(frame) is frame and writer.spare_frame(frame) is not frame


def test_an_error_of_the_encoder_reaches_the_drawing_side(tmp_path, monkeypatch):
    """`write_frame` is called from the drawing thread; what the encoder's thread raises is raised there."""
    frame = np.zeros((24, 24, 4), dtype=np.uint8)
    with settings(SQUARE, Quality(24, 10, 30), tmp_path / "clip.mp4"):
        writer = new_writer()
        monkeypatch.setattr(writer, "video_encoder", None)
        writer.begin_animation(allow_write=True)
        with pytest.raises(AttributeError):
            for _ in range(99):
                writer.write_frame(frame.copy())
        writer.abort_encode_jobs()
    assert not list(tmp_path.iterdir())


def test_a_clip_that_a_killed_build_left_half_done_is_cleared_away(tmp_path):
    """`config.output_file`: beside it, partial clips lie under hidden names."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    mine = partial_name(tmp_path / "clip.mp4")
    left: Path = mine.with_name(mine.name.replace(f"-{os.getpid()}-", f"-{ended.pid}-"))
    left.touch()
    with settings(SQUARE, Quality(24, 10, 30), tmp_path / "clip.mp4"):
        Plain(renderer=FilmRenderer({})).render()
    assert not left.exists()
