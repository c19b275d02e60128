"""A built page with a stand-in film, served on this machine, and a browser that opens it, for the tests of the page."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, FloatRect, Locator, Page, ViewportSize, expect, sync_playwright
from project import ROOT

from audio.timing.record import BeatTime, Timing, WordTime, dump
from page.builder.build import main
from page.builder.serve import server
from plan.edition import Edition
from plan.film import film
from plan.words import Script, read

SECONDS = 8.0
"""How long every scene of the stand-in lasts."""
QUALITY = "480p15"
WIDE: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 360, "height": 740}
BARE = "!$&'()*+,;=:@"
"""Characters of a folder's name that browsers leave as they are in an address."""
TREATED = "#start=virus&tocilizumab=40_1&hour=62"
"""A patient 22 hours after a treatment in time: whatever is dragged, the whole picture changes."""
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def build_site(folder: Path, *options: str, words: Path = ROOT / "words") -> Path:
    """Build the film's page into `folder`/site/storm, with a stand-in for the film, and return that folder."""
    copy_film(folder / "film", words)
    into = folder / "site" / "storm"
    with chosen(folder / "film"):
        stand_in(Edition("en", quality=QUALITY))
        assert main(["--quality", QUALITY, "--into", str(into), *options]) == 0
    return into


def copy_film(folder: Path, words: Path = ROOT / "words") -> None:
    """Lay this film's declaration and links to its parts into a folder, with these words."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / "film.toml", folder / "film.toml")
    (folder / "words").symlink_to(words)
    for part in ("model", "page", "scenes"):
        (folder / part).symlink_to(ROOT / part)


@contextmanager
def chosen(folder: Path) -> Iterator[None]:
    """Let this process work on the film in a folder."""
    before = os.environ.get("FILM")
    os.environ["FILM"] = str(folder)
    film.cache_clear()
    try:
        yield
    finally:
        os.environ.pop("FILM")
        if before is not None:
            os.environ["FILM"] = before
        film.cache_clear()


def stand_in(edition: Edition) -> None:
    """Put in the place of a film a test picture, timings of an even reading, a line of captions and a busy poster."""
    edition.clips.mkdir(parents=True)
    for scene in film().scenes:
        edition.timing(scene).write_text(dump(even_timing(read(edition.words / f"{scene}.md"))), encoding="utf-8")
    picture = f"testsrc=size=320x180:rate=5:duration={SECONDS * len(film().scenes)}"
    subprocess.run(
        [
            "ffmpeg",
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            picture,
            "-pix_fmt",
            "yuv420p",
            "-preset",
            "ultrafast",
            "-movflags",
            "+faststart",
            str(edition.film),
        ],
        check=True,
    )
    captions = "WEBVTT\n\n00:00.000 --> 00:08.000\nOne alarm saves your life.\n"
    edition.film.with_suffix(".vtt").write_text(captions, encoding="utf-8")
    busy_picture().save(edition.poster)


def even_timing(script: Script) -> Timing:
    """Return the timing of a scene whose sentences all take as long."""
    share = SECONDS / len(script.beats)
    beats = tuple(
        BeatTime(
            beat.line,
            i * share,
            (i + 1) * share,
            "even",
            tuple(WordTime(word.text, i * share, (i + 1) * share, word.after) for word in beat.segments),
            (),
        )
        for i, beat in enumerate(script.beats)
    )
    return Timing(script.scene, str(script.path), "none", script.title, script.chapter, {}, SECONDS, beats)


def busy_picture() -> Image.Image:
    """Return a picture with as many details as a poster may have."""
    picture, chance = Image.new("RGB", (1280, 720), "#0a0e20"), random.Random(6)
    pen = ImageDraw.Draw(picture)
    for _ in range(240):
        x, y, r = chance.randrange(1280), chance.randrange(720), chance.randrange(3, 30)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=f"#{chance.randrange(1 << 24):06x}")
    return picture


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve the folder above `site`, so that the page lies below a path; yields the address as a browser writes it."""
    with server(site.parent) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}/{quote(site.name, BARE)}/"
        serving.shutdown()


def executable() -> str:
    """Return where the system's Chromium is."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert found, "the page's tests need Chromium: sh setup.sh test"
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        yield browser
        browser.close()


def opened(context: BrowserContext, address: str) -> Page:
    """Open the page, and fail with whatever its scripts throw."""
    page, errors = context.new_page(), []
    page.set_default_timeout(8000)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    expect(page.locator("#verdict-text"), "; ".join(errors)).not_to_be_empty()
    assert not errors, errors
    return page


def hour(page: Page) -> float:
    """Return the hour shown."""
    return float(page.locator("#hour").input_value())


def verdict(page: Page) -> str:
    """Return what the page says about what happened, and why."""
    return page.locator("#verdict-text").inner_text()


def lane(page: Page, drug: str) -> Locator:
    """Return the time axis of a drug."""
    return page.locator(f'[data-lane="{drug}"]')


def box_of(element: Locator) -> FloatRect:
    """Return where an element is shown, in pixels of the window."""
    box = element.bounding_box()
    assert box, f"{element} is not shown"
    return box


def start_of(page: Page, drug: str) -> int:
    """Return the hour from which a drug is given."""
    return int(lane(page, drug).locator(".handle").get_attribute("aria-valuenow") or "")
