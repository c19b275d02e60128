"""Cubic curves as a path of cairo's, whole and at once: Manim's camera tells cairo each curve in a call of its own."""

from __future__ import annotations

import cairocffi
import numpy as np
from cairocffi import cairo, ffi

_NEAR = 1e-6
"""Points nearer than this (units) are one, as for Manim."""
_MOVE, _CURVE, _CLOSE = 0, 2, 3
"""Kinds of cairo's path elements: `cairo_path_data_type_t`."""


def elements(points: np.ndarray) -> np.ndarray:
    """Return a path of cubic curves as cairo's elements (`cairo_path_data_t`).

    Args:
        points: the curves' points (4n, 3); a subpath ends where a curve does not begin at the end of the last one.

    Returns:
        An array (m, 2) of 16-byte elements: headers (kind and length as int32) and points (x and y).
    """
    curves = points[:, :2].reshape(-1, 4, 2)
    starts = np.ones(len(curves), dtype=bool)
    starts[1:] = (np.abs(curves[1:, 0] - curves[:-1, 3]) > _NEAR).any(axis=1)
    first = np.flatnonzero(starts)
    last = np.append(first[1:], len(curves)) - 1
    closed = (np.abs(curves[first, 0] - curves[last, 3]) <= _NEAR).all(axis=1)
    # A subpath takes 2 elements to move, 4 a curve, and 1 to close it.
    before = np.concatenate([[0], np.cumsum(closed)[:-1]])
    moves = 4 * first + 2 * np.arange(len(first)) + before
    subpath = np.cumsum(starts) - 1
    at = 4 * np.arange(len(curves)) + 2 * (subpath + 1) + before[subpath]
    path = np.empty((4 * len(curves) + 2 * len(first) + int(closed.sum()), 2))
    headers = path.view(np.int32)
    headers[moves, :2] = _MOVE, 2
    path[moves + 1] = curves[first, 0]
    headers[at, :2] = _CURVE, 4
    for number in (1, 2, 3):
        path[at + number] = curves[:, number]
    headers[at[last[closed]] + 4, :2] = _CLOSE, 1
    return path


def trace(context: cairocffi.Context, path: np.ndarray) -> None:
    """Make a path of cairo's elements (m, 2) the current one."""
    context.new_path()
    data = ffi.cast("cairo_path_data_t *", ffi.from_buffer(path))
    cairo.cairo_append_path(context._pointer, ffi.new("cairo_path_t *", [0, data, len(path)]))
