"""Makes the pictures of the README from what is built: frames of the film side by side, and the page in a browser.

    python -m docs.draw_pictures --locale en --quality 1080p60        docs/pictures/film.jpg, docs/pictures/page.jpg

`make pictures` builds the film and the page first.
"""

from __future__ import annotations

import io
import shutil
import threading
from pathlib import Path
from typing import NamedTuple

import av
from PIL import Image
from playwright.sync_api import FloatRect, ViewportSize, sync_playwright

from audio.timing.record import load
from page.builder.serve import server
from plan.edition import Edition
from plan.exits import exit_on
from plan.film import film
from plan.options import edition, parser


class Moment(NamedTuple):
    """A frame of the film: the seconds after the first word of a cue."""

    scene: str
    cue: str
    after: float


MOMENTS = (
    Moment("message", "ends", 0.6),
    Moment("normal", "brake", 1.6),
    Moment("loop", "more", 0.75),
    Moment("trend", "stable", 0.6),
    Moment("cascade", "threshold", 1.2),
    Moment("rescue", "flare", 0.8),
)
"""The frames of the film's picture, row by row. They follow their cues, so they show the same when words change."""
COLUMNS, GAP, WIDTH = 3, 6, 1140
"""Columns of the film's picture, pixels between its frames, and its width in pixels."""
PATIENT = "#start=virus&antiviral=42_1&tocilizumab=48_1&steroid=48_1_240&hour=53"
"""The patient of the page's picture, as a link that the page understands: treated in time."""
WINDOW = ViewportSize(width=1280, height=1000)
"""The window (pixels) in which the page is shown."""
PAGE_WIDTH, MARGIN = 960, 20
"""Width of the page's picture, and what it shows around the figure in the window (pixels)."""
SETTLED = 2000
"""Milliseconds until the page has drawn its figure and searched for the hour that decides."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
INTO = Path(__file__).with_name("pictures")


def film_picture(chosen: Edition) -> Image.Image:
    """Return the frames of MOMENTS side by side, in rows.

    Raises:
        ValueError: the film has no such scene or cue.
    """
    frames = [_frame(chosen.film, _second(chosen, moment)) for moment in MOMENTS]
    width = (WIDTH - GAP * (COLUMNS - 1)) // COLUMNS
    height = round(width * frames[0].height / frames[0].width)
    rows = -(-len(frames) // COLUMNS)
    picture = Image.new("RGB", (WIDTH, rows * height + GAP * (rows - 1)), "white")
    for number, frame in enumerate(frames):
        row, column = divmod(number, COLUMNS)
        small = frame.resize((width, height), Image.Resampling.LANCZOS)
        picture.paste(small, (column * (width + GAP), row * (height + GAP)))
    return picture


def _second(chosen: Edition, moment: Moment) -> float:
    """Return the second of the film at which a moment comes."""
    scenes = film().scenes
    if moment.scene not in scenes:
        raise ValueError(f"the film has no scene {moment.scene!r}: change MOMENTS in {Path(__file__).name}")
    before = sum(load(chosen.timing(scene)).seconds for scene in scenes[: scenes.index(moment.scene)])
    cues = load(chosen.timing(moment.scene)).cues
    if moment.cue not in cues:
        raise ValueError(f"{moment.scene} has no cue {moment.cue!r}: change MOMENTS in {Path(__file__).name}")
    return before + cues[moment.cue].start + moment.after


def _frame(path: Path, second: float) -> Image.Image:
    """Return the first frame of a film from a second on."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        container.seek(round(second / (stream.time_base or 1)), stream=stream)
        for frame in container.decode(stream):
            if frame.time is not None and frame.time >= second:
                return frame.to_image()
    raise ValueError(f"{path} has no second {second:.1f}")


def page_picture(folder: Path) -> Image.Image:
    """Return the figure of the page in a folder, as a browser shows it, with PATIENT in the middle of the storm.

    Raises:
        ValueError: there is no browser.
    """
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise ValueError("Chromium is missing: sh setup.sh test installs it")
    with server(folder) as serving, sync_playwright() as playwright:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        with playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"]) as window:
            page = window.new_page(viewport=WINDOW, color_scheme="dark")
            page.goto(f"http://127.0.0.1:{serving.server_port}/{PATIENT}")
            figure = page.locator("#storm .stage")
            figure.scroll_into_view_if_needed()
            page.wait_for_timeout(SETTLED)
            box = figure.bounding_box()
            assert box is not None, "the figure is shown"
            shown = page.screenshot(clip=_with_margin(box))
        serving.shutdown()
    picture = Image.open(io.BytesIO(shown)).convert("RGB")
    return picture.resize((PAGE_WIDTH, round(picture.height * PAGE_WIDTH / picture.width)), Image.Resampling.LANCZOS)


def _with_margin(box: FloatRect) -> FloatRect:
    wide, high = box["width"] + 2 * MARGIN, box["height"] + 2 * MARGIN
    return FloatRect(x=box["x"] - MARGIN, y=box["y"] - MARGIN, width=wide, height=high)


def main() -> None:
    """Draw both pictures."""
    chosen = edition(parser("Makes the pictures of the README.", quality=True, scenes=False).parse_args())
    with exit_on("pictures", ValueError):
        pictures = {"film": film_picture(chosen), "page": page_picture(film().build / "page")}
    INTO.mkdir(exist_ok=True)
    for name, picture in pictures.items():
        path = INTO / f"{name}.jpg"
        picture.save(path, quality=78, optimize=True, progressive=True)
        print(f"pictures: {path}, {picture.width} × {picture.height}, {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
