"""Publishing needs neither Manim nor any film: it reads the declaration, words and files that other rooms left."""

from __future__ import annotations

import subprocess
import sys

from project import ROOT

KEPT_OUT = ("manim", "scenes", "model", "page")


def test_no_module_of_publish_imports_manim_or_a_film():
    paths = sorted((ROOT / "publish").rglob("*.py"))
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths if path.name != "__init__.py"]
    assert len(names) > 40
    program = f"import importlib, sys\nfor name in {names}: importlib.import_module(name)\n"
    program += f"print(*(name for name in {KEPT_OUT} if name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0 and run.stdout.strip() == "", run.stdout + run.stderr
