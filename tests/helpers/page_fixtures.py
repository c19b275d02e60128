"""A built page, opened in a browser: what `pytest_plugins = ["page_fixtures"]` gives to a test file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from page_site import WIDE, build_site, chromium, opened, served
from playwright.sync_api import Browser, BrowserContext, Page


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built folder."""
    return build_site(tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Return where it is served."""
    with served(site) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a window as wide as a desktop."""
    made = browser.new_context(viewport=WIDE)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    """Return the page, opened."""
    return opened(context, address)
