"""Writes a scene's frames into one H.264 clip, in the colours that were drawn.

Manim's own writer makes a file a play, converts colours by BT.601 and leaves them untagged. This one is given to
`CairoRenderer(file_writer_class=…)`. It makes one clip a scene, converted and tagged as BT.709, with closed groups of
half a second that can be joined without encoding them again. It works in a thread beside the drawing: x264 and the
colour conversion release Python's lock.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

import av
import numpy as np
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, VideoReformatter
from manim import SceneFileWriter, config

from plan.files import partial_name
from stage.written import check_written

QUEUE_FRAMES = 2
"""Frames that may wait for the encoder. Each is 8 MB at 1080p, and more of them than a cache holds cost time."""


class ClipWriter(SceneFileWriter):
    """A Manim file writer that makes one silent clip, and counts its frames.

    The clip goes to `config.output_file`, written atomically: under a temporary name first.
    """

    frames = 0
    """How many frames were written so far."""

    def __init__(self, *settings: Any, **more: Any) -> None:
        """Take what `SceneFileWriter` takes."""
        super().__init__(*settings, **more)
        self._done: Queue[np.ndarray] = Queue()

    def spare_frame(self, like: np.ndarray) -> np.ndarray:
        """Return an array of a frame's shape whose content is no longer needed."""
        try:
            return self._done.get_nowait()
        except Empty:
            return np.empty_like(like)

    def begin_animation(self, allow_write: bool = False, **_: Any) -> None:
        """Open the clip at the first play; later plays go on in it."""
        if allow_write and self.output_spec.is_video and not hasattr(self, "_queue"):
            self._target = Path(config.output_file)
            self._partial = partial_name(self._target)
            self._error: BaseException | None = None
            self._queue: Queue[tuple[np.ndarray, int] | None] = Queue(QUEUE_FRAMES)
            self._thread = Thread(target=self._encode_all, name="encoder")
            self._thread.start()

    def end_animation(self, allow_write: bool = False) -> None:
        """Nothing ends here: the clip ends with the scene."""

    def add_partial_movie_file(self, hash_animation: str | None) -> None:
        """No partial files are made."""

    def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
        """Queue a frame (height, width, RGBA) to be encoded `repeat` times; from now on the writer owns it."""
        self.frames += repeat
        if not self.output_spec.is_video:
            return
        if self._error:
            raise self._error
        self._queue.put((pixels, repeat))

    def finish(self) -> None:
        """Close the clip and, if all of it was written, move it to its name.

        Raises:
            WriteError: something of it is missing.
        """
        if not self.output_spec.is_video:
            return
        self._close()
        try:
            if self._error:
                raise self._error
            check_written(self._partial, self.frames)
            self._partial.replace(self._target)
        except BaseException:
            self._partial.unlink(missing_ok=True)
            raise

    def abort_encode_jobs(self, reraise_encoder_failures: bool = False) -> None:
        """Drop what was written, as after an error in the scene."""
        if hasattr(self, "_queue"):
            self._close()
            self._partial.unlink(missing_ok=True)

    def _close(self) -> None:
        self._queue.put(None)
        self._thread.join()

    def _encode_all(self) -> None:
        try:
            with av.open(str(self._partial), "w") as container:
                stream = _add_stream(container, self.video_encoder)
                for number, picture in enumerate(self._pictures()):
                    picture.pts = number
                    container.mux(stream.encode(picture))
                container.mux(stream.encode())
        except BaseException as error:
            self._error = error
            while self._queue.get() is not None:  # so that the drawing side reaches its next write, which raises
                pass

    def _pictures(self) -> Iterator[av.VideoFrame]:
        converter = VideoReformatter()  # a frame's own `reformat` sets up a new one, which takes as long again
        while (item := self._queue.get()) is not None:
            pixels, repeat = item
            picture = converter.reformat(
                av.VideoFrame.from_numpy_buffer(pixels, format="rgba"),
                format="yuv420p",
                dst_colorspace=Colorspace.ITU709,
                dst_color_range=ColorRange.MPEG,
                dst_color_trc=ColorTrc.BT709,
                dst_color_primaries=ColorPrimaries.BT709,
            )
            if self._done.qsize() < QUEUE_FRAMES:
                self._done.put(pixels)
            for _ in range(repeat):
                yield picture


def _add_stream(container: Any, spec: Any) -> Any:
    """Add the H.264 stream that a `manim.VideoEncoderSpec` asks for, in BT.709, so that streams can be joined."""
    options = {"bf": "2", "flags": "+cgop", **dict(spec.options)}
    stream = container.add_stream("libx264", rate=spec.frame_rate, options=options)
    stream.width, stream.height, stream.pix_fmt = spec.width, spec.height, "yuv420p"
    stream.time_base = stream.codec_context.time_base = 1 / Fraction(spec.frame_rate)
    stream.codec_context.gop_size = int(spec.frame_rate) // 2
    stream.color_range, stream.colorspace = ColorRange.MPEG, Colorspace.ITU709
    stream.color_trc, stream.color_primaries = ColorTrc.BT709, ColorPrimaries.BT709
    return stream
