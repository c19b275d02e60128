"""Makes the pictures of the README from what is built: a sheet of the film's scenes, and the page in a browser.

    python -m docs.draw_pictures --locale en --quality 1080p60

`make pictures` builds film and page before. The pictures are small, and written to docs/pictures.
"""

from __future__ import annotations

import shutil
import sys
import threading
from itertools import accumulate
from pathlib import Path

import av
from PIL import Image
from playwright.sync_api import sync_playwright

from audio.timing.record import load
from page.builder.serve import server
from plan.edition import Edition
from plan.film import film
from plan.options import edition, parser

INTO = Path(__file__).with_name("pictures")
COLUMNS, GAP, WIDTH = 3, 6, 960
"""Columns of the sheet, pixels between its frames, and its width in pixels."""
WHEN = 0.8
"""The moment of a scene that stands for it, as a share of its length."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def sheet(chosen: Edition) -> Image.Image:
    """Return a frame of each scene, side by side in rows; the last row is left out where it is not full."""
    lengths = [load(chosen.timing(scene)).seconds for scene in film().scenes]
    moments = [end - (1 - WHEN) * length for end, length in zip(accumulate(lengths), lengths, strict=True)]
    moments = moments[: len(moments) // COLUMNS * COLUMNS] or moments
    frames = [_frame(chosen.film, moment) for moment in moments]
    width = (WIDTH - GAP * (COLUMNS - 1)) // COLUMNS
    height = round(width * frames[0].height / frames[0].width)
    rows = -(-len(frames) // COLUMNS)
    whole = Image.new("RGB", (WIDTH, rows * height + GAP * (rows - 1)), "white")
    for number, frame in enumerate(frames):
        row, column = divmod(number, COLUMNS)
        place = column * (width + GAP), row * (height + GAP)
        whole.paste(frame.resize((width, height), Image.Resampling.LANCZOS), place)
    return whole


def _frame(path: Path, second: float) -> Image.Image:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None
        container.seek(round(second / stream.time_base), stream=stream)
        for frame in container.decode(stream):
            if frame.time is not None and frame.time >= second:
                return frame.to_image()
    raise ValueError(f"{path} has no second {second:.1f}")


def page_picture(folder: Path, into: Path) -> None:
    """Write a picture of the page's figure in the middle of a storm, as a browser shows it."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("pictures: Chromium is missing: sh setup.sh test installs it")
    with server(folder) as serving, sync_playwright() as playwright:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        shown = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = shown.new_page(viewport={"width": 1280, "height": 820}, color_scheme="dark")
        page.goto(f"http://127.0.0.1:{serving.server_port}/#start=virus&tocilizumab=40_1&steroid=44_1_240&hour=62")
        page.locator("#storm").scroll_into_view_if_needed()
        page.wait_for_timeout(1500)
        page.locator("#storm .stage").screenshot(path=into)
        shown.close()
        serving.shutdown()


def main() -> None:
    """Make all pictures."""
    chosen = edition(parser("Makes the pictures of the README.", quality=True, scenes=False).parse_args())
    INTO.mkdir(exist_ok=True)
    sheet(chosen).save(INTO / "film.jpg", quality=82, optimize=True)
    page_picture(film().build / "page", INTO / "page.png")
    with Image.open(INTO / "page.png") as picture:
        size = WIDTH, round(picture.height * WIDTH / picture.width)
        small = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    small.save(INTO / "page.jpg", quality=82, optimize=True)
    (INTO / "page.png").unlink()
    print(f"pictures: {INTO}")


if __name__ == "__main__":
    main()
