"""The rules of how words read, measured on the film's pixels: their contrast, and whether tesseract reads them.

Manim tells where letters stand and what shape their ink has; the film tells what colour they and the pixels around
them have come out in. Contrast is WCAG's ratio of luminances, for nineteen in twenty of the pixels near the ink.
"""

from __future__ import annotations

import difflib
import shutil
import subprocess
import tempfile
import unicodedata
from dataclasses import replace
from math import ceil, floor
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.ndimage import maximum_filter

from publish.checks.finding import Case, Finding, judge
from publish.checks.flashes import LUMINANCE, linear_light
from publish.checks.moments import Film, Moment
from stage.screen import ScreenItem

LEAST, LEAST_LARGE = 4.5, 3.0
PHONE, LARGE = 390, 18.66
"""CSS pixels of a phone's shorter side, and WCAG's 14 points bold in them: type that large needs less contrast."""
_FAINT, _HALF = 0.3, 0.5
_FULL = 0.6
"""Opacity from which words that stay are there to be read."""
_NEAR, _APART = 0.15, 0.03
"""In ems: how far around the ink pixels count, and how near to it they are a blend of both."""
_WORST = 5
"""Per cent of the pixels around that may have less contrast: a dot that passes hides no letter."""
_TRIES = 3
_READ_EM = 44
"""Pixels of an em as tesseract gets it."""
_LIKE = 0.8
_LOOK_ALIKES = str.maketrans("αβ×", "abx")
"""Signs that tesseract's English letters stand for."""


def is_large(size: float, film: Film) -> bool:
    """Whether type of a size (fraction of the height) is large by WCAG where the film fills an upright phone's width.

    The film's shorter side is the phone's, so that landscape is seen on a phone that lies.
    """
    width, height = film.layout.pixels
    return size * height / min(width, height) * PHONE >= LARGE


class Letters:
    """Takes the frames of a film at its moments, one by one."""

    def __init__(self, film: Film) -> None:
        self._film = film
        self._contrasts: list[Case] = []
        self._pictures: dict[tuple[str, int, str], list[tuple[Moment, Image.Image]]] = {}

    def see(self, moment: Moment, pixels: np.ndarray) -> None:
        """Measure the words of a moment on its frame (rows, columns, RGB)."""
        for thing in moment.words(_FAINT):
            if not moment.stays(thing):
                continue
            found = _cut(thing.box, thing.size * len(pixels), self._film.outline(moment, thing), pixels)
            if found is None:
                continue
            crop, ink, em = found
            ratio = contrast(crop, ink, em)
            least = LEAST_LARGE if is_large(thing.size, self._film) else LEAST
            if ratio:
                figure = f"{ratio:.1f}:1 of {least:g}:1"
                name = f"«{thing.words}»"
                self._contrasts.append(
                    Case(least / ratio, figure, name, moment.scene, moment.second, ratio >= least - 0.05, thing.number)
                )
            if thing.opacity >= _FULL:
                self._keep(moment, thing, crop, em)

    def _keep(self, moment: Moment, thing: ScreenItem, crop: np.ndarray, em: float) -> None:
        kept = self._pictures.setdefault((moment.scene, thing.number, thing.words), [])
        if len(kept) == _TRIES:
            kept.pop(-2)  # the first, and the last ones
        kept.append((moment, _for_reading(crop, em)))

    def findings(self) -> list[Finding]:
        """Return what holds of all that was seen."""
        rule = f"contrast of text {LEAST}:1, of large text {LEAST_LARGE:g}:1"
        return [judge(rule, self._contrasts, "no text"), self._reading()]

    def _reading(self) -> Finding:
        rule = "tesseract reads every label"
        if not shutil.which("tesseract"):
            return Finding(rule, "not measured: tesseract is not installed (sh setup.sh test does it)", True)
        cases = self._read() + self._unread()
        found = judge(rule, cases, "no label")
        return replace(found, measured=f"{sum(case.holds for case in cases)} of {len(cases)}, worst {found.measured}")

    def _read(self) -> list[Case]:
        """Let tesseract read the labels that stood still; of several tries at one the best counts."""
        pictures = {key: kept for key, kept in self._pictures.items() if key[2] in self._labels(key[0])}
        texts = iter(read_all([picture for kept in pictures.values() for _, picture in kept]))
        cases = []
        for (scene, _, words), kept in pictures.items():
            tries = [(likeness(words, text), text, moment) for (moment, _), text in zip(kept, texts, strict=False)]
            best, text, moment = max(tries, key=lambda each: each[0])
            figure = f"{100 * best:.0f} % of the letters, «{text}»"
            cases.append(Case(-best, figure, f"«{words}»", scene, moment.second, best >= _LIKE))
        return cases

    def _unread(self) -> list[Case]:
        """Return the labels that were half there and never stood for a look."""
        read, unread = {(scene, words) for scene, _, words in self._pictures}, {}
        for moment in self._film.moments:
            for thing in moment.words(_HALF):
                key = moment.scene, thing.words
                if thing.words in self._labels(moment.scene) and key not in read:
                    unread[key] = Case(1, "never stands", f"«{thing.words}»", moment.scene, moment.second, False)
        return list(unread.values())

    def _labels(self, scene: str) -> set[str]:
        return set(next(timing for timing in self._film.timings if timing.scene == scene).labels.values())


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
    return maximum_filter(marked, 2 * max(1, round(pixels)) + 1)


def _cut(box, em: float, bits: np.ndarray, pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray, float] | None:
    """Return the pixels around words, how far ink covers each, and the em (pixels); None outside the picture."""
    height, width = pixels.shape[:2]
    left, top, right, foot = box[0] * width, box[1] * height, box[2] * width, box[3] * height
    margin = 0.45 * em
    x0, y0 = max(0, floor(left - margin)), max(0, floor(top - margin))
    x1, y1 = min(width, ceil(right + margin)), min(height, ceil(foot + margin))
    if right - left < 3 or foot - top < 3 or x1 - x0 < 3 or y1 - y0 < 3:
        return None
    across, down = bits.shape[1] / (right - left), bits.shape[0] / (foot - top)
    pad = ceil(2 * margin * max(across, down)) + 4
    source = ((x0 - left) * across, (y0 - top) * down, (x1 - left) * across, (y1 - top) * down)
    whole = Image.fromarray(np.pad(np.where(bits, 255, 0).astype(np.uint8), pad))
    ink = whole.resize((x1 - x0, y1 - y0), Image.Resampling.BOX, tuple(edge + pad for edge in source))
    return pixels[y0:y1, x0:x1], np.asarray(ink) / 255, em


# --- reading --------------------------------------------------------------------------------------------------------


def _for_reading(crop: np.ndarray, em: float) -> Image.Image:
    """Return words as dark letters on light, at the size that tesseract likes."""
    light = Image.fromarray(255 - crop.max(axis=2))
    scale = _READ_EM / em
    size = max(1, round(light.width * scale)), max(1, round(light.height * scale))
    return light.resize(size, Image.Resampling.LANCZOS)


def read_all(pictures: list[Image.Image]) -> list[str]:
    """Return what tesseract reads on each picture."""
    if not pictures:
        return []
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.png" for number in range(len(pictures))]
        for picture, file in zip(pictures, files, strict=True):
            picture.save(file)
        (Path(folder) / "all.txt").write_text("\n".join(map(str, files)))
        command = ["tesseract", str(Path(folder) / "all.txt"), "-", "--psm", "6"]
        run = subprocess.run(command, capture_output=True, text=True)
    return [" ".join(page.split()) for page in run.stdout.split("\f")[: len(pictures)]]


def likeness(words: str, text: str) -> float:
    """Return how much of some words was read, by letters and figures, 0 to 1; what stands beside them is no fault.

    >>> likeness("TNF-α", "TNF-a"), likeness("ARDS", "|ARDS, AL"), likeness("Heart", "Hoa")
    (1.0, 1.0, 0.5)
    """
    wanted, found = _letters(words), _letters(text)
    return 1.0 if wanted in found else difflib.SequenceMatcher(None, wanted, found).ratio()


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(filter(str.isalnum, plain.translate(_LOOK_ALIKES)))
