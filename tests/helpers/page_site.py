"""A built page with a stand-in film, served on this machine, and a browser that opens it, for the tests of the page."""

from __future__ import annotations

import random
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from audio.timing.record import BeatTime, Timing, WordTime, dump
from page.builder.build import main
from page.builder.serve import server
from plan.words import read, words_path

SCENES = ("message", "normal", "loop", "trend", "cascade", "rescue", "close")
SECONDS = 8.0
"""Of every scene of the stand-in."""
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
TREATED = "#start=virus&tocilizumab=40_1&hour=62"
"""A patient who was treated in time, 22 hours later: whatever is dragged, all of the picture changes."""
ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync")


def build_site(folder: Path, *options: str) -> Path:
    """Build the page into `folder`/site/storm with a minute of test picture and timings of an even reading."""
    sound, film = folder / "sound", folder / "film.mp4"
    sound.mkdir(parents=True)
    for scene in SCENES:
        script = read(words_path(Path("words"), scene, "en"))
        share = SECONDS / len(script.beats)
        beats = tuple(
            BeatTime(beat.line, i * share, (i + 1) * share, "even",
                     tuple(WordTime(word, i * share, (i + 1) * share) for word in beat.words), ())
            for i, beat in enumerate(script.beats)
        )
        timing = Timing(scene, str(script.path), "none", script.title, script.chapter, {}, SECONDS, beats)
        (sound / f"{scene}.json").write_text(dump(timing), encoding="utf-8")
    picture = f"testsrc=size=320x180:rate=5:duration={SECONDS * len(SCENES)}"
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", picture, "-pix_fmt", "yuv420p", "-preset",
                    "ultrafast", "-movflags", "+faststart", str(film)], check=True)
    captions = "WEBVTT\n\n00:00.000 --> 00:08.000\nOne alarm saves your life.\n"
    film.with_suffix(".vtt").write_text(captions, encoding="utf-8")
    into, poster = folder / "site" / "storm", folder / "poster.png"
    busy_picture().save(poster)
    files = ["--film", str(film), "--poster", str(poster), "--sound", str(sound), "--into", str(into)]
    assert main([*files, *options, *SCENES]) == 0
    return into


def busy_picture() -> Image.Image:
    """A picture as full as a poster may be."""
    picture, chance = Image.new("RGB", (1280, 720), "#0a0e20"), random.Random(6)
    pen = ImageDraw.Draw(picture)
    for _ in range(240):
        x, y, r = chance.randrange(1280), chance.randrange(720), chance.randrange(3, 30)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=f"#{chance.randrange(1 << 24):06x}")
    return picture


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve the folder above `site`, so that the page lies below a path; yields the page's address."""
    with server(site.parent) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}/{site.name}/"
        serving.shutdown()


def executable() -> str:
    """Where the system's Chromium is."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert found, "the page's tests need Chromium: sh setup.sh test"
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        yield browser
        browser.close()


def opened(context: BrowserContext, address: str) -> Page:
    """Open the page, and fail with whatever its scripts throw."""
    page, faults = context.new_page(), []
    page.set_default_timeout(8000)
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(address)
    expect(page.locator("#verdict-text"), "; ".join(faults)).not_to_be_empty()
    assert not faults, faults
    return page


def hour(page: Page) -> float:
    """The hour shown."""
    return float(page.locator("#hour").input_value())


def verdict(page: Page) -> str:
    """What the page says that happened, and why."""
    return page.locator("#verdict-text").inner_text()


def lane(page: Page, drug: str) -> Locator:
    """The time axis of a drug."""
    return page.locator(f'[data-lane="{drug}"]')


def start_of(page: Page, drug: str) -> int:
    """The hour from which a drug is given."""
    return int(lane(page, drug).locator(".handle").get_attribute("aria-valuenow"))
