"""What only reads comes without Manim, which takes a second to import; and the engine that draws knows no film."""

from __future__ import annotations

import json
import pkgutil
import re
import subprocess
import sys

from project import ROOT

import audio
import plan
import publish

READS = ("stage.layout", "stage.style", "stage.screen")
OF_THE_FILM = re.compile(r"cytokine|storm|il-?6|tnf|lung|alveol|immun|tocilizumab|infect", re.I)


def test_layout_style_records_and_all_that_plans_speaks_and_publishes_come_without_manim():
    walks = [pkgutil.walk_packages(room.__path__, f"{room.__name__}.") for room in (plan, audio, publish)]
    # The audition's packages are installed only for an audition.
    rooms = [module.name for walk in walks for module in walk if not module.name.startswith("audio.audition.")]
    assert len(rooms) > 40
    code = f"""import importlib, json, sys
found = []
for name in {[*READS, *rooms]!r}:
    importlib.import_module(name)
    if "manim" in sys.modules:
        found.append(name)
        break
print(json.dumps(found))"""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == [], "this module imports Manim"


def test_the_stage_names_nothing_of_a_film():
    files = list((ROOT / "stage").rglob("*.py"))
    assert files
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert not OF_THE_FILM.search(line), f"{path}:{number}: {line}"
