"""The examples in docstrings give what they say."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest
from project import ROOT

PACKAGES = [path.parent for path in ROOT.glob("*/__init__.py")]
MODULES = sorted(path.relative_to(ROOT) for package in PACKAGES for path in package.rglob("*.py"))
WITH_EXAMPLES = [path for path in MODULES if ">>> " in (ROOT / path).read_text(encoding="utf-8")]


def test_every_room_is_searched_for_examples() -> None:
    assert {path.parts[0] for path in WITH_EXAMPLES} >= {"plan", "audio", "stage", "publish", "scenes", "model"}


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=Path.as_posix)
def test_the_examples_of_a_module_give_what_they_say(path: Path) -> None:
    result = doctest.testmod(import_module(".".join(path.with_suffix("").parts)))
    assert result.attempted and not result.failed
