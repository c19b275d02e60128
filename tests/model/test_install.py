"""The model is independent: it imports nothing else of the project, and runs if only the model is installed."""

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
from model.compiled import kept_path

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


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the model without what it keeps between processes."""
    return Path(shutil.copytree(PACKAGE, tmp_path / "model", ignore=shutil.ignore_patterns("__pycache__")))


def test_a_read_only_model_gives_the_same_numbers(copy: Path) -> None:
    # A file in place of the folder: nobody can write into it, whereas root can write into read-only folders
    kept = copy / "__pycache__"
    kept.touch()
    assert_same_numbers_without_machine_code(copy)
    assert kept.read_bytes() == b""


def test_a_model_with_machine_code_of_another_machine_gives_the_same_numbers(copy: Path) -> None:
    library = copy / "__pycache__" / kept_path("native", ".so").name
    library.parent.mkdir()
    library.write_bytes(b"code of another machine")
    assert_same_numbers_without_machine_code(copy)


def assert_same_numbers_without_machine_code(copy: Path) -> None:
    """Solve a scenario with the copy of the model, in a process of its own."""
    result = python(SOLVED, copy.parent)
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert not found["machine code"]
    assert np.allclose(found["state"], simulate(scenario("storm")).state, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize(("module", "package", "arguments"), [
    ("matplotlib", "matplotlib", ["health", "--plot", "out.png"]),
    ("matplotlib", "matplotlib", ["separatrix"]),
    ("libsbml", "python-libsbml", ["sbml"]),
    ("roadrunner", "libroadrunner", ["crosscheck"]),
    ("libsedml", "python-libsedml", ["export", "out.omex"]),
    ("libcombine", "python-libcombine", ["export", "out.omex"]),
    ("matplotlib", "matplotlib", ["profile", "--plot", "out.png"]),
])
def test_a_missing_package_is_named_in_one_line(module: str, package: str, arguments: list[str]) -> None:
    result = python(WITHOUT.format(package=module, arguments=arguments), ROOT)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr == f"model: this needs the package {package}, which is not installed: pip install {package}\n"


def test_an_install_contains_the_model_with_its_files_and_nothing_else() -> None:
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    folders = {"model": PACKAGE, "model.evidence": PACKAGE / "evidence"}
    assert tables["packages"] == list(folders)
    for name, folder in folders.items():
        files = {path.name for path in folder.iterdir() if path.is_file() and not path.name.endswith((".py", ".md"))}
        matched = {path.name for pattern in tables["package-data"][name] for path in folder.glob(pattern)}
        assert matched == files, name


@pytest.mark.slow
def test_an_install_without_manim_solves_fits_and_validates(tmp_path: Path) -> None:
    """What an install contains runs in an environment that has its three packages, as they are here, and no others."""
    wheel = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
             "--wheel-dir", str(tmp_path), str(ROOT)]
    subprocess.run(wheel, check=True, capture_output=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    (site,) = (tmp_path / "venv").glob("lib/python*/site-packages")
    (archive,) = tmp_path.glob("*.whl")
    shutil.unpack_archive(archive, site, "zip")
    here = Path(np.__file__).parent.parent
    for name in ("numpy", "numpy.libs", "scipy", "scipy.libs", "sympy", "mpmath"):
        if (here / name).exists():
            (site / name).symlink_to(here / name)
    for arguments, said in ((["storm", "--hours", "60"], "IL-6 peak"), (["list"], "COVID-19"),
                            (["storm", "--plot", "x.png"], "pip install matplotlib"),
                            (["export"], "pip install python-lib")):
        run = subprocess.run([python, "-m", "model", *arguments], cwd=tmp_path, capture_output=True, text=True)
        assert said in run.stdout + run.stderr, run.stderr
        assert "Traceback" not in run.stderr
    found = subprocess.run([python, "-c", "from model.evidence import points; print(len(points('janum', 'tnf')))"],
                           cwd=tmp_path, capture_output=True, text=True)
    assert found.stdout == "8\n", found.stderr
