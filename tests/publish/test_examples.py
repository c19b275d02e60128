"""The examples in the docstrings of publish give what they say."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest
from project import ROOT

PATHS = [path for path in sorted((ROOT / "publish").rglob("*.py")) if ">>> " in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_examples_give_what_they_say(path):
    result = doctest.testmod(import_module(".".join(path.relative_to(ROOT).with_suffix("").parts)))
    assert result.attempted and not result.failed
