"""The licences of the packages that the locks name."""

from __future__ import annotations

import subprocess
import sys
from email.message import Message
from importlib.metadata import Distribution

import pytest
from project import ROOT

from plan.licences import FREE, licence


def package(**headers: str) -> Distribution:
    said = Message()
    for name, value in headers.items():
        said[name.replace("_", "-")] = value

    class Stand(Distribution):
        metadata = said

        def read_text(self, filename):
            return None

        def locate_file(self, path):
            return path

    return Stand()


@pytest.mark.parametrize(
    ("headers", "said", "free"),
    [
        ({"License_Expression": "BSD-3-Clause"}, "BSD-3-Clause", True),
        ({"Classifier": "License :: OSI Approved :: MIT License"}, "MIT License", True),
        ({"License": "Apache 2.0\nand more"}, "Apache 2.0", True),
        ({"License": "Proprietary, for permitted users"}, "Proprietary, for permitted users", False),
        ({}, "", False),
    ],
)
def test_what_a_package_says_is_read_wherever_it_says_it(headers, said, free):
    assert licence(package(**headers)) == said and bool(FREE.search(said)) == free


def test_every_package_of_the_lock_is_free():
    command = [sys.executable, "-m", "plan.licences", "requirements-test.lock"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert len(run.stdout.splitlines()) > 90
