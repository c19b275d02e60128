"""Films that an encoder did not write whole, by cutting one short at many places."""

from __future__ import annotations

import os
from fractions import Fraction

import av
import numpy as np
import pytest

from stage.written import WriteError, check_written

FRAMES, SECONDS = 30, 2.0


@pytest.fixture(scope="module", params=["faststart", ""], ids=["index first", "index last"])
def film(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("written") / "film.mp4"
    noise = np.random.default_rng(0)
    with av.open(str(path), "w", options={"movflags": request.param} if request.param else {}) as container:
        video, audio = container.add_stream("libx264", rate=15), container.add_stream("aac", rate=48000)
        video.width = video.height = 64
        video.pix_fmt = "yuv420p"
        for _ in range(FRAMES):
            picture = noise.integers(0, 255, (64, 64, 3), dtype=np.uint8)
            container.mux(video.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        samples = av.AudioFrame.from_ndarray(np.zeros((2, int(48000 * SECONDS)), dtype=np.float32), format="fltp")
        samples.sample_rate, samples.time_base = 48000, Fraction(1, 48000)
        container.mux(audio.encode(samples))
        for stream in (video, audio):
            container.mux(stream.encode())
    return path


def test_a_whole_film_passes(film):
    check_written(film, FRAMES, seconds_of_sound=SECONDS)


def test_a_film_with_fewer_frames_or_less_sound_does_not(film):
    with pytest.raises(WriteError, match=r"only 30 of 31 frames could be written: is the disk full\?"):
        check_written(film, FRAMES + 1)
    with pytest.raises(WriteError, match=r"only 2\.\d of 9\.0 s of sound"):
        check_written(film, FRAMES, seconds_of_sound=9)


@pytest.mark.parametrize("share", [0.0, 0.001, 0.1, 0.5, 0.9, 0.99, 0.9999])
def test_a_film_that_ends_early_does_not(film, tmp_path, share):
    short = tmp_path / "film.mp4"
    short.write_bytes(film.read_bytes()[: int(os.path.getsize(film) * share)])
    with pytest.raises(WriteError, match="is the disk full"):
        check_written(short, FRAMES, seconds_of_sound=SECONDS)
