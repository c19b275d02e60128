"""The files that a scene depends on are found by its imports: of the engine, of the film, inside functions too."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from project import ROOT, write_film

from plan.film import film
from plan.sources import sources

CODE = """
from stage.stage import Stage
from scenes.cast.dots import dot

class Dot(Stage):
    def construct(self):
        import model.growth
        if dot:
            from .cast import lines
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A film in another folder, whose scene imports other modules of it."""
    write_film(tmp_path, {"dot": CODE})
    for name in ("scenes/cast/__init__.py", "scenes/cast/lines.py", "scenes/spare.py", "model/__init__.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "scenes/cast/dots.py").write_text("from scenes.cast import lines\n")
    (tmp_path / "model/growth.py").write_text("import numpy, model.missing\n")
    monkeypatch.setenv("FILM", str(tmp_path))
    film.cache_clear()
    yield tmp_path
    film.cache_clear()


def test_a_scene_depends_on_its_own_modules_and_the_engines(root):
    found = sources("stage.render", "scenes.dot", "scenes.style")
    own = {path.relative_to(root).as_posix() for path in found if path.is_relative_to(root)}
    assert own == {
        "scenes/__init__.py", "scenes/dot.py", "scenes/cast/__init__.py", "scenes/cast/dots.py",
        "scenes/cast/lines.py", "model/__init__.py", "model/growth.py",
    }  # fmt: skip
    others = {path.as_posix() for path in found if not path.is_relative_to(root)}
    assert {"stage/render.py", "stage/manim/camera.py", "audio/timing/record.py", "plan/film.py"} <= others
    assert not [name for name in others if name.startswith(("scenes/", "model/", "publish/", ".venv", "/"))]


def test_a_module_that_a_scene_begins_to_import_appears(root):
    assert root / "scenes/spare.py" not in sources("scenes.dot")
    path = root / "scenes/dot.py"
    path.write_text(f"{path.read_text()}        import scenes.spare\n")
    assert root / "scenes/spare.py" in sources("scenes.dot")


def test_a_file_that_cannot_be_parsed_is_one_of_them_and_one_that_is_missing_is_not(root):
    (root / "scenes/dot.py").write_text("class Dot(")
    assert sources("scenes.dot") == [root / "scenes/__init__.py", root / "scenes/dot.py"]
    assert sources("scenes.nowhere") == [root / "scenes/__init__.py"]


def test_the_films_scenes_depend_only_on_what_they_draw():
    found = {path.as_posix() for path in sources("stage.render", "scenes.loop", "scenes.style")}
    assert {"scenes/loop.py", "scenes/style.py", "scenes/cast/cells.py", "model/simulate.py", "stage/type.py"} <= found
    assert not found & {"scenes/close.py", "scenes/poster.py", "stage/watch.py", "scenes/cast/ward.py"}
    assert all((ROOT / path).is_file() for path in found)


def test_every_file_that_python_imports_is_found():
    code = """import sys
import stage.render, scenes.loop, scenes.style
from pathlib import Path
files = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
print(*sorted(Path(file).relative_to(Path.cwd()).as_posix() for file in files
              if file and Path(file).is_relative_to(Path.cwd()) and not Path(file).is_relative_to(sys.prefix)))"""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    found = {path.as_posix() for path in sources("stage.render", "scenes.loop", "scenes.style")}
    assert run.stdout.split() and not set(run.stdout.split()) - found


def test_make_can_ask_before_anything_is_installed(tmp_path):
    """Python without its site-packages finds the sources of every scene."""
    code = "import sys; sys.path.insert(0, '.'); import plan.make; plan.make.main()"
    command = [sys.executable, "-I", "-S", "-c", code, str(tmp_path / "film.mk")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    found = (tmp_path / "film.mk").read_text()
    assert "SOURCES.scene.loop := " in found and "audio/timing/record.py" in found
