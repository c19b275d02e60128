"""The rules of how words read, measured on the film's pixels: their contrast, and whether tesseract reads them.

The screen records tell where letters are and what shape their ink has; the decoded film tells which colours they and
the pixels around them have. Contrast is WCAG's ratio of luminances, for nineteen in twenty of the pixels near the ink.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor

import numpy as np
from PIL import Image
from scipy.ndimage import maximum_filter

from publish.checks.finding import Case, Finding, Limit, judge
from publish.checks.flashes import LUMINANCE, linear_light
from publish.checks.footage import Footage, Moment
from publish.checks.reading import NOT_MEASURED, can_read, likeness, read_all
from publish.checks.standards import (
    LARGE_TYPE,
    LEAST_CONTRAST,
    LEAST_LARGE_CONTRAST,
    PHONE_SHORTER_SIDE,
    READ_LETTERS,
)
from stage.screen import ScreenItem

_FAINT, _HALF = 0.3, 0.5
_FULL = 0.6
"""Opacity from which words that stay should be readable."""
_NEAR, _APART = 0.15, 0.03
"""In ems: pixels this near to the ink count as its background; those nearer than the second are a blend of both."""
_WORST = 5
"""Per cent of the pixels around the ink that may have less contrast: a dot that passes hides no letter."""
_TRIES = 3
"""How many pictures of a label tesseract gets at most."""
_READ_EM = 44
"""Pixels of an em in the pictures that tesseract gets."""


def is_large(size: float, footage: Footage) -> bool:
    """Return whether type of a size (fraction of the height) is large by WCAG on a phone that the film fills.

    The film's shorter side is the phone's: in landscape the phone is turned.
    """
    width, height = footage.layout.pixels
    return size * height / min(width, height) * PHONE_SHORTER_SIDE >= LARGE_TYPE


@dataclass(frozen=True)
class _Crop:
    """Words cut out of a frame: the pixels (rows, columns, RGB), how far ink covers each, and the em (pixels)."""

    pixels: np.ndarray
    ink: np.ndarray
    em: float


class Letters:
    """Measures the words of a film, on its frames at its moments."""

    def __init__(self, footage: Footage) -> None:
        """Take what is known of the film."""
        self._footage = footage
        self._contrasts: list[Case] = []
        self._pictures: dict[tuple[str, int, str], list[tuple[Moment, Image.Image]]] = {}

    def view(self, moment: Moment, pixels: np.ndarray) -> None:
        """Measure the words of a moment on its frame (rows, columns, RGB)."""
        for item in moment.words(_FAINT):
            crop = _cut(item, self._footage.outline(moment, item), pixels) if moment.stays(item) else None
            if crop is None:
                continue
            ratio = contrast(crop.pixels, crop.ink, crop.em)
            least = LEAST_LARGE_CONTRAST if is_large(item.size, self._footage) else LEAST_CONTRAST
            if ratio:
                figure, name, holds = f"{ratio:.1f}:1 of {least:g}:1", f"«{item.words}»", ratio >= least - 0.05
                case = Case(
                    least / ratio, figure, name, moment.scene, moment.second, holds, item.number, ratio, Limit(least)
                )
                self._contrasts.append(case)
            if item.opacity >= _FULL:
                self._keep(moment, item, crop)

    def _keep(self, moment: Moment, item: ScreenItem, crop: _Crop) -> None:
        """Keep a picture for tesseract: of each label the first one and the last ones."""
        kept = self._pictures.setdefault((moment.scene, item.number, item.words), [])
        if len(kept) == _TRIES:
            kept.pop(-2)
        kept.append((moment, _for_reading(crop)))

    def findings(self) -> list[Finding]:
        """Return the findings about all frames."""
        rule = f"contrast of text {LEAST_CONTRAST}:1, of large text {LEAST_LARGE_CONTRAST:g}:1"
        return [judge(rule, self._contrasts, "no text", Limit(least=LEAST_LARGE_CONTRAST)), self._reading()]

    def _reading(self) -> Finding:
        rule = "tesseract reads every label"
        if not can_read(self._footage.edition.locale):
            return Finding(rule, NOT_MEASURED, True)
        cases = self._read() + self._unread()
        found = judge(rule, cases, "no label", Limit(least=READ_LETTERS))
        return replace(found, measured=f"{sum(case.holds for case in cases)} of {len(cases)}, worst {found.measured}")

    def _read(self) -> list[Case]:
        """Let tesseract read the labels that stood still; of several pictures of one label the best counts."""
        pictures = {key: kept for key, kept in self._pictures.items() if key[2] in self._labels(key[0])}
        shown = [picture for kept in pictures.values() for _, picture in kept]
        texts = iter(read_all(shown, self._footage.edition.locale))
        cases = []
        for (scene, _, words), kept in pictures.items():
            tries = [(likeness(words, text), text, moment) for (moment, _), text in zip(kept, texts, strict=False)]
            best, text, moment = max(tries, key=lambda each: each[0])
            figure = f"{100 * best:.0f} % of the letters, «{text}»"
            cases.append(Case(-best, figure, f"«{words}»", scene, moment.second, best >= READ_LETTERS, value=best))
        return cases

    def _unread(self) -> list[Case]:
        """Return the labels that were half opaque at some moment and never stood still."""
        read = {(scene, words) for scene, _, words in self._pictures}
        unread: dict[tuple[str, str], Case] = {}
        for moment in self._footage.moments:
            for item in moment.words(_HALF):
                key = moment.scene, item.words
                if item.words in self._labels(moment.scene) and key not in read:
                    unread[key] = Case(
                        1, "never at rest", f"«{item.words}»", moment.scene, moment.second, False, value=0
                    )
        return list(unread.values())

    def _labels(self, scene: str) -> set[str]:
        return set(next(timing for timing in self._footage.timings if timing.scene == scene).labels.values())


def contrast(crop: np.ndarray, ink: np.ndarray, em: float) -> float:
    """Return the contrast between ink and what is around it; 0 where there is too little of either.

    Args:
        crop: pixels (rows, columns, RGB).
        ink: how far each of them is covered, 0 to 1.
        em: the type's em (pixels).
    """
    light = linear_light(crop) @ LUMINANCE
    core = light[ink >= min(0.9, 0.98 * ink.max())]
    around = light[_grown(ink > 0.05, _NEAR * em) & ~_grown(ink > 0.05, max(1.0, _APART * em))]
    if len(core) < 4 or len(around) < 8:
        return 0.0
    letters = float(np.median(core))
    ratios = (np.maximum(around, letters) + 0.05) / (np.minimum(around, letters) + 0.05)
    return float(np.percentile(ratios, _WORST))


def _grown(marked: np.ndarray, pixels: float) -> np.ndarray:
    grown: np.ndarray = maximum_filter(marked, 2 * max(1, round(pixels)) + 1)
    return grown


def _cut(item: ScreenItem, bits: np.ndarray, pixels: np.ndarray) -> _Crop | None:
    """Cut words, and what is around them, out of a frame; None where they are outside of it.

    Args:
        item: the words.
        bits: their ink (rows, columns), in pixels of its own.
        pixels: the frame (rows, columns, RGB).
    """
    (height, width), em = pixels.shape[:2], item.size * len(pixels)
    left, right = item.box[0] * width, item.box[2] * width
    top, bottom = item.box[1] * height, item.box[3] * height
    margin = 0.45 * em
    x0, y0 = max(0, floor(left - margin)), max(0, floor(top - margin))
    x1, y1 = min(width, ceil(right + margin)), min(height, ceil(bottom + margin))
    if right - left < 3 or bottom - top < 3 or x1 - x0 < 3 or y1 - y0 < 3:
        return None
    across, down = bits.shape[1] / (right - left), bits.shape[0] / (bottom - top)
    pad = ceil(2 * margin * max(across, down)) + 4
    whole = Image.fromarray(np.pad(np.where(bits, 255, 0).astype(np.uint8), pad))
    source = (
        pad + (x0 - left) * across,
        pad + (y0 - top) * down,
        pad + (x1 - left) * across,
        pad + (y1 - top) * down,
    )
    ink = whole.resize((x1 - x0, y1 - y0), Image.Resampling.BOX, source)
    return _Crop(pixels[y0:y1, x0:x1], np.asarray(ink) / 255, em)


def _for_reading(crop: _Crop) -> Image.Image:
    """Return words as dark letters on light ground, at the size that tesseract reads best."""
    light = Image.fromarray(255 - crop.pixels.max(axis=2))
    scale = _READ_EM / crop.em
    size = max(1, round(light.width * scale)), max(1, round(light.height * scale))
    return light.resize(size, Image.Resampling.LANCZOS)
