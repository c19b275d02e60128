"""The licences of the packages that the locks name."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import Distribution
from pathlib import Path

import pytest
from project import ROOT

from plan.licences import FREE, licence


def package(folder: Path, **headers: str) -> Distribution:
    """An installed package whose metadata has these headers."""
    written = folder / "some-1.0.dist-info"
    written.mkdir()
    lines = [f"{name.replace('_', '-')}: {value}\n" for name, value in {"Name": "some", **headers}.items()]
    (written / "METADATA").write_text("".join(lines))
    return Distribution.at(written)


@pytest.mark.parametrize(
    ("headers", "said", "free"),
    [
        ({"License_Expression": "BSD-3-Clause"}, "BSD-3-Clause", True),
        ({"Classifier": "License :: OSI Approved :: MIT License"}, "MIT License", True),
        ({"License": "Apache 2.0\n and more"}, "Apache 2.0", True),
        ({"License": "Proprietary, for permitted users"}, "Proprietary, for permitted users", False),
        ({}, "", False),
    ],
)
def test_what_a_package_says_is_read_wherever_it_says_it(tmp_path, headers, said, free):
    assert licence(package(tmp_path, **headers)) == said and bool(FREE.search(said)) == free


@pytest.mark.parametrize("lock", sorted(path.name for path in ROOT.glob("*.lock")))
def test_every_package_of_a_lock_is_free(lock):
    run = subprocess.run([sys.executable, "-m", "plan.licences", lock], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()
