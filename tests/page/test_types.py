"""The types of the page's scripts and of the model's generated module, as TypeScript checks them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from project import ROOT

from page.builder import words
from page.figure import shape
from page.figure.scripts import generated

PAGE = ROOT / "page"
COMPILER = PAGE / "node_modules" / "typescript" / "bin" / "tsc"
NODE = ROOT / ".venv" / "bin" / "node"


def check(folder: Path, *more: Path) -> str:
    """Return what the compiler says of all scripts, and of `more`, with modules generated into `folder`."""
    assert COMPILER.exists(), "install the compiler: .venv/bin/npm ci --prefix page"
    (folder / "generated").mkdir()
    for name, text in generated(words.load("en", shape()), "en").items():
        (folder / name).write_text(text, encoding="utf-8")
    scripts = [PAGE / "src" / "**" / "*.js", PAGE / "builder" / "*.js", folder / "generated" / "*.js", *more]
    settings = {
        "extends": str(PAGE / "tsconfig.json"),
        "compilerOptions": {"rootDirs": [str(PAGE / "src"), str(folder)]},
        "include": [str(path) for path in scripts],
    }
    (folder / "tsconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    run = subprocess.run([NODE, COMPILER, "--project", folder], capture_output=True, text=True, cwd=ROOT)
    assert (run.returncode == 0) == (run.stdout == ""), run.stderr
    return run.stdout


def test_types_of_all_scripts_are_right(tmp_path: Path) -> None:
    found = check(tmp_path)
    if found:
        pytest.fail(found, pytrace=False)


def test_a_wrong_type_is_found(tmp_path: Path) -> None:
    """A model's number as a text, a state without its hour, and a key that the words don't have."""
    wrong = tmp_path / "wrong.js"
    wrong.write_text("\n".join([
        'import { levels } from "./generated/model.js";',
        'import { words } from "./generated/words.js";',
        f'import {{ toLink }} from "{PAGE / "src" / "model" / "state.js"}";',
        "/** @type {string} */ export const level = levels.healthyIl6;",
        'export const link = toLink({ trigger: "virus", size: 1, feedback: 1, brake: 1, given: {} });',
        "export const text = words.figure.plya;",
    ]), encoding="utf-8")
    found = check(tmp_path, wrong)
    assert [line.split("wrong.js(")[1].split(",")[0] for line in found.splitlines() if "wrong.js(" in line] == [
        "4", "5", "6"]
    assert "Property 'plya' does not exist" in found


def test_the_lock_names_no_registry() -> None:
    lock = (PAGE / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in lock
    assert "://" not in lock
