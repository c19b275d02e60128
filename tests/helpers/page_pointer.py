"""Presses and drags on the page, and what its canvases then show, for the tests of the page."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import numpy as np
from page_site import box_of
from PIL import Image, ImageColor
from playwright.sync_api import Locator, Page


def hold(page: Page, held: Locator, share: float = 0.5) -> tuple[float, float]:
    """Press an element at a share of its width; returns where, in pixels of the window."""
    held.scroll_into_view_if_needed()
    box = box_of(held)
    x, y = box["x"] + share * box["width"], box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    return x, y


def drag(page: Page, handle: Locator, right: float, up: float = 0, share: float = 0.5) -> None:
    """Press an element at a share of its width, move, let go."""
    x, y = hold(page, handle, share)
    page.mouse.move(x + right, y - up, steps=8)
    page.mouse.up()


def ink(page: Page, colour: str, where: str = "#plot svg") -> int:
    """Return how many pixels have one of the page's colours: only its pixels tell what a canvas shows."""
    wanted = page.evaluate("name => getComputedStyle(document.documentElement).getPropertyValue(name)", colour).strip()
    shown = pixels(page, where)
    return int((np.abs(shown - ImageColor.getrgb(wanted)).max(axis=2) < 24).sum())


def pixels(page: Page, where: str) -> np.ndarray:
    """Return what is shown there as an array, height × width × RGB."""
    page.bring_to_front()  # a page behind another draws nothing
    return np.asarray(Image.open(BytesIO(page.locator(where).screenshot())).convert("RGB")).astype(int)


def soon(page: Page, seconds: float, happens: Callable[[], bool]) -> bool:
    """Return whether something happens within so many seconds; it is looked for ten times a second."""
    for _ in range(round(10 * seconds)):
        if happens():
            return True
        page.wait_for_timeout(100)
    return False


def drawn(page: Page, colour: str, where: str, enough: Callable[[int], bool]) -> bool:
    """Return whether the painter, which works apart from the page, draws enough of a colour within three seconds."""
    return soon(page, 3, lambda: enough(ink(page, colour, where)))


def rewritten(page: Page, link: str) -> str:
    """Return the link that the page has written in the place of another, as it does when the pointer rests."""
    page.wait_for_function("link => location.hash !== link", arg=link)
    return page.evaluate("location.hash")


def alike(*pages: Page) -> bool:
    """Return whether both show the same curves."""
    one, other = (pixels(page, "#plot svg") for page in pages)
    return one.shape == other.shape and bool((np.abs(one - other).max(axis=2) < 24).all())
