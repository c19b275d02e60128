"""The model stands alone: it imports nothing else of the project, and runs where it is installed without the rest."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest

import model
from model import scenario, simulate

PACKAGE = Path(model.__file__).parent
ROOT = PACKAGE.parent
OTHERS = ("manim", "matplotlib", "PIL", "requests")

LOADED = """
import sys
from model import scenario, simulate
simulate(scenario("storm"))
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""
SOLVED = """
import json
from model import native, scenario, simulate
storm = simulate(scenario("storm"))
print(json.dumps({"machine code": native._library() is not None, "state": storm.state.tolist()}))
"""
WITHOUT = """
import sys
sys.modules[{package!r}] = None  # Python then says that there is no such module
from model.__main__ import main
sys.exit(main({arguments!r}))
"""


def python(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `code` in a new process that finds the model in `folder`."""
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run([sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True)


def test_solving_a_scenario_imports_nothing_else_of_the_project() -> None:
    result = python(LOADED, ROOT)
    assert result.returncode == 0, result.stderr
    loaded = set(result.stdout.split())
    rooms = {path.parent.relative_to(ROOT).parts[0] for path in ROOT.glob("*/**/*.py") if ".venv" not in path.parts}
    assert "model" in rooms & loaded
    assert loaded & (rooms | set(OTHERS)) == {"model"}


def test_a_model_that_can_keep_no_machine_code_gives_the_same_numbers(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "model", ignore=shutil.ignore_patterns("__pycache__"))
    # A file in place of the folder lets no user write into it, not even root, whom read-only folders do not stop
    (tmp_path / "model" / "__pycache__").touch()
    result = python(SOLVED, tmp_path)
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert not found["machine code"]
    assert np.allclose(found["state"], simulate(scenario("storm")).state, rtol=1e-6, atol=1e-8)
    assert (tmp_path / "model" / "__pycache__").read_bytes() == b""


@pytest.mark.parametrize(("module", "package", "arguments"), [
    ("matplotlib", "matplotlib", ["health", "--plot", "out.png"]),
    ("matplotlib", "matplotlib", ["separatrix"]),
    ("libsbml", "python-libsbml", ["sbml"]),
    ("roadrunner", "libroadrunner", ["crosscheck"]),
])
def test_a_missing_package_is_named_in_one_line(module: str, package: str, arguments: list[str]) -> None:
    result = python(WITHOUT.format(package=module, arguments=arguments), ROOT)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr == f"model: this needs the package {package}, which is not installed: pip install {package}\n"


def test_an_install_contains_the_model_with_its_files_and_nothing_else() -> None:
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    files = {path.name for path in PACKAGE.iterdir() if path.is_file()}
    assert tables["packages"] == ["model"]
    assert set(tables["package-data"]["model"]) == {name for name in files if not name.endswith((".py", ".md"))}
