"""Counts flashes as WCAG 2.3.1 defines them: general and red ones, in any field of vision of ten degrees.

A flash is a pair of opposing changes. A general change is one of relative luminance by a tenth or more, where the
darker side is below 0.8; a red change is to or from a saturated red, by more than 0.2 in the CIE 1976 diagram. Changes
count where a quarter of a field of ten degrees makes them at the same time; such a field is 341 x 256 points, anywhere
on a screen of 1024 x 768.

The package `iris-pse-detection`, the port of a tool for games, is not used: it takes the mean of the whole frame and
asks for a quarter of it, nine times the area, so that a flash in a corner passes; it does not count red flashes as
WCAG 2.2 defines them; and it needs a second OpenCV with an ffmpeg of its own.
"""

from __future__ import annotations

from collections import deque

import numpy as np

SCREEN = (1024, 768)
FIELD = (24, 18)
"""The field of 341 x 256 points in spots, each 14 points wide."""
QUARTER = 0.25
_GENERAL = 0.1
_BRIGHT = 0.8
_RED = 0.8
_CHROMA = 0.2
_DARK = 0.01
"""Red light below this is black to the eye, whatever its chromaticity."""
_AT_ONCE = 15
"""Changes within 1/15 s count as one."""
_VALUES = np.arange(256) / 255
_LINEAR = np.where(_VALUES <= 0.04045, _VALUES / 12.92, ((_VALUES + 0.055) / 1.055) ** 2.4)
"""Light of each sRGB value."""
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
"""Share of linear red, green and blue in what the eye takes for light."""
# Of linear BT.709 light: X, and the X + 15 Y + 3 Z below CIE 1976's fractions.
_X, _SUM = np.array([0.4124, 0.3576, 0.1805]), np.array([3.6593, 11.4429, 4.1140])
_WHITE, _PRIMARY = np.array([0.1978, 0.4683]), np.array([0.4507, 0.5229])


def spots(width: int, height: int) -> tuple[int, int]:
    """Return columns and rows of the picture in which flashes are counted: the film, as large as the screen lets it.

    >>> spots(1920, 1080), spots(1080, 1920)
    ((72, 40), (30, 54))
    """
    scale = min(SCREEN[0] / width, SCREEN[1] / height) * 3 * FIELD[0] / SCREEN[0]
    return max(FIELD[0], int(width * scale + 1e-6)), max(FIELD[1], int(height * scale + 1e-6))


def linear_light(picture: np.ndarray) -> np.ndarray:
    """Return the light (0 to 1) of sRGB values (integers, 0 to 255)."""
    return _LINEAR[picture]


class Flashes:
    """Counts the flashes of a film, whose pictures it gets one by one, as small as `spots` says."""

    def __init__(self, rate: int) -> None:
        """Take the film's frames a second."""
        self._general, self._red = _Field(rate), _Field(rate)
        self._light: tuple[np.ndarray, np.ndarray] | None = None
        self._hue: tuple[np.ndarray, np.ndarray] | None = None

    @property
    def general(self) -> int:
        """General flashes in the worst second so far."""
        return self._general.worst

    @property
    def red(self) -> int:
        """Red flashes in the worst second so far."""
        return self._red.worst

    @property
    def frame(self) -> int:
        """The last frame of the worst second so far."""
        return max((self._general, self._red), key=lambda field: field.worst).frame

    def add(self, picture: np.ndarray) -> None:
        """Add a picture: (rows, columns, 3) of sRGB, 0 to 255."""
        light = linear_light(picture)
        self._general.add(self._turns_of_light(light @ LUMINANCE))
        self._red.add(self._turns_of_red(light))

    def _turns_of_light(self, light: np.ndarray) -> np.ndarray:
        """Return where luminance has turned by a tenth since its last extreme: 1 up, -1 down, else 0."""
        if self._light is None:
            self._light = light, np.zeros(light.shape, dtype=np.int8)
        extreme, direction = self._light
        way = np.sign(light - extreme).astype(np.int8)
        turned = (np.abs(light - extreme) >= _GENERAL) & (way != direction) & (np.minimum(light, extreme) < _BRIGHT)
        self._light = np.where((way == direction) | turned, light, extreme), np.where(turned, way, direction)
        return np.where(turned, way, 0)

    def _turns_of_red(self, light: np.ndarray) -> np.ndarray:
        """Return where a saturated red has come (1) or gone (-1), else 0."""
        below = light @ _SUM
        seen = below > _SUM[0] * _DARK
        shares = np.stack([4 * (light @ _X), 9 * (light @ LUMINANCE)], axis=-1) / np.maximum(below, 1e-9)[..., None]
        hue = np.where(seen[..., None], shares, _WHITE)
        red = (light[..., 0] >= _RED * light.sum(axis=-1)) & (light[..., 0] > _DARK)
        if self._hue is None:
            self._hue = hue, np.where(red, 1, -1).astype(np.int8)
        extreme, direction = self._hue
        nearer = np.linalg.norm(extreme - _PRIMARY, axis=-1) - np.linalg.norm(hue - _PRIMARY, axis=-1)
        way = np.sign(nearer).astype(np.int8)
        far = np.linalg.norm(hue - extreme, axis=-1) > _CHROMA
        turned = far & (way != direction) & (red | (direction == 1))
        self._hue = np.where(((way == direction) | turned)[..., None], hue, extreme), np.where(turned, way, direction)
        return np.where(turned, way, 0)


class _Field:
    """Counts opposing changes that a quarter of any field makes at the same time, over one second."""

    def __init__(self, rate: int) -> None:
        self.worst = self.frame = 0
        self._seen = 0
        self._turned: deque[np.ndarray] = deque(maxlen=max(1, rate // _AT_ONCE))
        self._second: deque[np.ndarray] = deque(maxlen=rate)
        self._last: np.ndarray | None = None

    def add(self, turned: np.ndarray) -> None:
        self._turned.append(turned)
        up, down = (_shares(np.any([each == way for each in self._turned], axis=0)) for way in (1, -1))
        if self._last is None:
            self._last = np.zeros(up.shape, dtype=np.int8)
        way = np.where(np.maximum(up, down) >= QUARTER, np.where(up >= down, 1, -1), 0)
        changed = (way != 0) & (way != self._last)
        self._last = np.where(changed, way, self._last)
        self._second.append(changed)
        if changed.any() and (flashes := int(np.sum(self._second, axis=0).max()) // 2) > self.worst:
            self.worst, self.frame = flashes, self._seen
        self._seen += 1


def _shares(marked: np.ndarray) -> np.ndarray:
    """Return the marked share of every field that is in the picture."""
    sums = np.zeros((marked.shape[0] + 1, marked.shape[1] + 1), dtype=int)
    sums[1:, 1:] = marked.cumsum(axis=0).cumsum(axis=1)
    wide, high = FIELD
    found = sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]
    return found / (wide * high)
