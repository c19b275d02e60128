"""Cubic curves as a path of cairo's, handed over in one call: Manim's camera makes one call per curve."""

from __future__ import annotations

from functools import lru_cache

import cairocffi
import numpy as np
from cairocffi import cairo, ffi

_NEAR = 1e-6
"""Points nearer to each other than this (units) count as one, as in Manim."""
_MOVE, _CURVE, _CLOSE = 0, 2, 3
"""Kinds of cairo's path elements: `cairo_path_data_type_t`."""


def elements(points: np.ndarray) -> np.ndarray:
    """Return a path of cubic curves as cairo's elements (`cairo_path_data_t`).

    Args:
        points: the curves' points (4n, 3); a subpath ends where a curve does not begin at the end of the last one.

    Returns:
        An array (m, 2) of 16-byte elements: headers (kind and length as int32) and points (x and y).
    """
    flat = points[:, :2].copy()
    begins, ends = flat[0::4], flat[3::4]
    starts = np.ones(len(begins), dtype=bool)
    starts[1:] = (np.abs(begins[1:] - ends[:-1]) > _NEAR).any(axis=1)
    first = np.flatnonzero(starts)
    last = np.append(first[1:], len(begins)) - 1
    closed = (np.abs(begins[first] - ends[last]) <= _NEAR).all(axis=1)
    blank, rows, sources = _plan(starts.tobytes(), closed.tobytes())
    path = blank.copy()
    # A complex number holds an x and a y: NumPy gathers these twice as fast as rows.
    path.view(np.complex128)[rows, 0] = flat.view(np.complex128)[sources, 0]
    return path


@lru_cache(512)
def _plan(starting: bytes, closing: bytes) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Plan a path; a shape that only moves has the same plan in every frame.

    Args:
        starting: for each curve, whether it opens a subpath (a byte each).
        closing: for each subpath, whether it ends where it began (a byte each).

    Returns:
        Elements with only the headers filled in; the rows to fill with points; the source point of each of these rows.
    """
    starts, closed = np.frombuffer(starting, dtype=bool), np.frombuffer(closing, dtype=bool)
    count, first = len(starts), np.flatnonzero(starts)
    last = np.append(first[1:], count) - 1
    # A subpath takes 2 elements to move, 4 a curve, and 1 to close it.
    before = np.concatenate([[0], np.cumsum(closed)[:-1]])
    moves = 4 * first + 2 * np.arange(len(first)) + before
    subpath = np.cumsum(starts) - 1
    at = 4 * np.arange(count) + 2 * (subpath + 1) + before[subpath]
    blank = np.zeros((4 * count + 2 * len(first) + int(closed.sum()), 2))
    headers = blank.view(np.int32)
    headers[moves, :2] = _MOVE, 2
    headers[at, :2] = _CURVE, 4
    headers[at[last[closed]] + 4, :2] = _CLOSE, 1
    ends = np.arange(1, 4)
    rows = np.concatenate([moves + 1, (at[:, None] + ends).ravel()])
    sources = np.concatenate([4 * first, (4 * np.arange(count)[:, None] + ends).ravel()])
    return blank, rows, sources


def trace(context: cairocffi.Context, path: np.ndarray) -> None:
    """Make a path of cairo's elements (m, 2) the current one."""
    context.new_path()
    data = ffi.cast("cairo_path_data_t *", ffi.from_buffer(path))
    cairo.cairo_append_path(context._pointer, ffi.new("cairo_path_t *", [0, data, len(path)]))
