"""The licences of the packages that the locks name."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import Distribution
from pathlib import Path

import pytest
from project import ROOT

from plan.licences import is_free, licence


def package(folder: Path, **headers: str) -> Distribution:
    """An installed package whose metadata has these headers."""
    written = folder / "some-1.0.dist-info"
    written.mkdir()
    told = {"Name": "some", "Version": "1.0", **headers}
    lines = [f"{name.replace('_', '-')}: {value}\n" for name, value in told.items()]
    (written / "METADATA").write_text("".join(lines))
    return Distribution.at(written)


@pytest.mark.parametrize(
    ("headers", "said", "free"),
    [
        ({"License_Expression": "BSD-3-Clause"}, "BSD-3-Clause", True),
        ({"Classifier": "License :: OSI Approved :: MIT License"}, "MIT License", True),
        ({"License": "Apache 2.0\n and more"}, "Apache 2.0", True),
        ({"License": "Proprietary, for permitted users"}, "Proprietary, for permitted users", False),
        ({"License_Expression": "GPL-2.0-only"}, "GPL-2.0-only", False),
        ({"License_Expression": "GPL-2.0-only OR MIT"}, "GPL-2.0-only OR MIT", True),
        ({"License_Expression": "MIT AND CC-BY-NC-4.0"}, "MIT AND CC-BY-NC-4.0", False),
        ({"License_Expression": "MIT AND (SSPL-1.0 OR Zlib)"}, "MIT AND (SSPL-1.0 OR Zlib)", True),
        ({"License": "BSD-4-Clause"}, "BSD-4-Clause", False),
        ({"License": "Apache 2.0 with Commons Clause"}, "Apache 2.0 with Commons Clause", False),
        ({"License": "not MIT"}, "not MIT", False),
        ({"Classifier": "License :: OSI Approved"}, "", False),
        ({}, "", False),
    ],
)
def test_what_a_package_says_is_read_wherever_it_says_it(tmp_path, headers, said, free):
    assert licence(package(tmp_path, **headers)) == said and is_free(said) == free


@pytest.mark.parametrize("lock", sorted(path.name for path in ROOT.glob("*.lock")))
def test_every_package_of_a_lock_is_free(lock):
    run = subprocess.run([sys.executable, "-m", "plan.licences", lock], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()


@pytest.mark.parametrize(("said", "status"), [("GPL-2.0-only", 1), ("Proprietary", 1), ("", 1), ("MIT", 0)])
def test_a_licence_that_is_not_compatible_ends_the_list_with_1_and_is_named(tmp_path, said, status):
    """By the command itself, on an installed package of its own."""
    package(tmp_path, License=said)
    (tmp_path / "some.lock").write_text("some==1.0\nnowhere==1.0\n")
    command = [sys.executable, "-m", "plan.licences", str(tmp_path / "some.lock")]
    environment = {"PYTHONPATH": str(tmp_path)}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert run.returncode == status and run.stdout.startswith("some "), run.stderr
    assert ("licences: read those of some, and add them to READ" in run.stderr) == bool(status)
    run = subprocess.run([*command, "--json"], cwd=ROOT, env=environment, capture_output=True, text=True)
    expected = {"name": "some", "version": "1.0", "licence": said, "free": not status}
    assert run.returncode == status and json.loads(run.stdout) == {"packages": [expected], "error": None}
