"""A page that is built by an engine in an oddly named folder, into another, and served from there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from page_pointer import drawn
from page_site import BARE, QUALITY, chosen, opened, served, stand_in
from playwright.sync_api import BrowserContext
from project import ENVIRONMENT, copy_sources

from plan.edition import Edition

pytest_plugins = ["page_fixtures"]
pytestmark = pytest.mark.slow

ODD = "it's (50%) #1 & %41 ünï \u202f $HOME;"


def test_a_page_in_oddly_named_folders_works(context: BrowserContext, tmp_path: Path) -> None:
    project, site = copy_sources(tmp_path / f"engine {ODD}"), tmp_path / f"out {ODD}" / f"page {ODD}"
    with chosen(project):
        stand_in(Edition("en", quality=QUALITY))
    command = [sys.executable, "-m", "page.builder.build", "--quality", QUALITY, "--into", str(site)]
    run = subprocess.run(command, cwd=project, env=ENVIRONMENT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    with served(site) as address:
        page = opened(context, f"{address}#start=virus&tocilizumab=40_1&hour=62")
        page.wait_for_function("document.querySelector('video').readyState > 0")
        assert drawn(page, "--il6", "#plot", lambda n: n > 100)
        painter = next(worker for worker in page.workers if "painter.js" in worker.url)
        assert painter.evaluate("[...self.fonts].map(face => face.status)") == ["loaded"]
        assert quote(site.name, BARE) in page.evaluate("document.querySelector('video').currentSrc")
