"""The film on the page: its files, and its chapters with what is said and seen in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from audio.timing.record import load
from plan.built import damaged_error
from plan.edition import Edition
from plan.segments import paragraph
from plan.words import read

POSTER_SIZE = (1280, 720)
"""Pixels of the poster."""
PAGE_POSTER_BYTES = 72_000
"""Bytes of the poster at most, a quarter of what the page may weigh."""
JPEG_QUALITIES = range(85, 25, -5)
"""JPEG qualities, in the order in which they are tried."""


@dataclass(frozen=True)
class PageChapter:
    """A scene of the film: its title, when it starts and ends (s), what is said in it, and what is seen."""

    title: str
    start: float
    end: float
    text: str
    visual: str


@dataclass(frozen=True)
class FinishedFilm:
    """A finished film: its video, captions and poster, and its chapters."""

    video: Path
    captions: Path
    poster: Path
    chapters: tuple[PageChapter, ...]

    @property
    def seconds(self) -> float:
        """How long the film lasts, in seconds."""
        return self.chapters[-1].end

    @property
    def transcript(self) -> str:
        """All that is said in the film."""
        return paragraph(chapter.text for chapter in self.chapters)


def load_film(edition: Edition, scenes: Sequence[str]) -> FinishedFilm:
    """Return the film of an edition that consists of these scenes.

    Raises:
        FileNotFoundError: the film, its captions, its poster or a scene's timing has not been built.
        InputError: the words of a scene cannot be read.
    """
    files = (edition.film, edition.film.with_suffix(".vtt"), edition.poster)
    for path in (*files, *map(edition.timing, scenes)):
        if not path.exists():
            raise FileNotFoundError(f"{path}: there is no such file: make page builds it")
    chapters: list[PageChapter] = []
    for scene in scenes:
        timing, script = load(edition.timing(scene)), read(edition.words / f"{scene}.md")
        start = chapters[-1].end if chapters else 0.0
        text = paragraph(beat.text for beat in timing.beats)
        title = timing.chapter or timing.title
        chapters.append(PageChapter(title, start, start + timing.seconds, text, script.visual))
    return FinishedFilm(*files, tuple(chapters))


def clock(seconds: float) -> str:
    """Return minutes and seconds.

    >>> clock(65.4)
    '1:05'
    """
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def write_poster(poster: Path, into: Path) -> None:
    """Write a poster as a JPEG, at the best quality at which it is small enough for the page.

    Raises:
        InputError: it is damaged.
        ValueError: it is too large at every quality.
    """
    try:
        with Image.open(poster) as opened:
            image = opened.convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise damaged_error(poster) from None
    for quality in JPEG_QUALITIES:
        image.save(into, quality=quality, optimize=True, progressive=True)
        if into.stat().st_size <= PAGE_POSTER_BYTES:
            return
    raise ValueError(f"{poster}: it has more than {PAGE_POSTER_BYTES} bytes at every quality: draw fewer details")
