"""Only stage/manim uses Manim's internals, and its list of them is complete."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from project import ROOT

import stage.manim

FOLDERS = ("plan", "audio", "stage", "publish", "page", "model", "scenes", "examples")
EDGE = ROOT / "stage/manim"
INSIDE = {
    "config", "tempconfig", "ManimConfig", "logger", "console", "CairoRenderer", "SceneFileWriter", "Scene",
    "MovingCameraScene", "ThreeDScene", "ZoomedScene", "Camera", "MovingCamera", "Text", "MarkupText", "Wait",
}  # fmt: skip
"""What only the edge may import of Manim: the film's scenes extend Stage, and set type with Words."""
ATTRIBUTES = {
    "renderer", "file_writer", "pixel_array", "fill_rgbas", "stroke_rgbas", "updaters", "submobjects",
    "skip_animations", "frame_rate", "__signature__",
}  # fmt: skip
"""Attributes of Manim's objects that only the edge may use."""


def breaches(code: str) -> Iterator[str]:
    """Yield what some code uses of Manim's inside: imports, attributes, underscored names that it does not define."""
    nodes = list(ast.walk(ast.parse(code)))
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("manim")]
    for node in imports:
        yield from (name.name for name in node.names if node.module != "manim" or name.name in INSIDE)
    whole = [name.name for node in nodes if isinstance(node, ast.Import) for name in node.names]
    yield from (name for name in whole if name.startswith("manim"))
    if imports:
        defined = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
        attributes = [node for node in nodes if isinstance(node, ast.Attribute)]
        defined |= {node.attr for node in attributes if isinstance(node.ctx, ast.Store)}
        used = {node.attr for node in attributes}
        yield from used & ATTRIBUTES
        yield from (name for name in used - defined if re.match("_[^_]", name))


def test_only_the_edge_uses_manims_inside():
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py") if EDGE not in path.parents]
    found = {path.relative_to(ROOT).as_posix(): sorted(breaches(path.read_text(encoding="utf-8"))) for path in files}
    assert "stage/stage.py" in found and not {path: names for path, names in found.items() if names}


@pytest.mark.parametrize(
    "code",
    [
        "from manim import Circle, config",
        "from manim.utils.color import RED",
        "import manim",
        "import manimpango",
        "from manim import Circle\nCircle().fill_rgbas",
        "from manim import Circle\nCircle()._assert_valid_submobjects([])",
    ],
)
def test_a_use_of_manims_inside_is_found(code):
    assert list(breaches(code))


def test_the_list_of_what_is_leaned_on_names_modules_that_have_a_test_each():
    listed = re.findall(r"^    (\w+)  ", stage.manim.__doc__, re.M)
    assert listed
    for name in listed:
        assert (EDGE / f"{name}.py").is_file() and Path(__file__).with_name(f"test_{name}.py").is_file(), name
    using = {path.stem for path in EDGE.glob("*.py") if re.search(r"^(from|import) manim", path.read_text(), re.M)}
    assert using - {"drawing"} == set(listed), "drawing.py reads mobjects by way of mobjects.py"
