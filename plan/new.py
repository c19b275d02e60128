"""Starts a new film as a copy of the example, so that it builds at once.

    python -m plan.new ../my-film

The new folder gets the example's words, scenes and model, a film.toml of its own, and a Makefile that hands every
goal to the engine: `make` there builds the film.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
from pathlib import Path

from plan.exits import exit_on

ENGINE = Path(__file__).resolve().parent.parent
EXAMPLE = ENGINE / "examples" / "epidemic"
LEFT_OUT = shutil.ignore_patterns("build", "releases", "__pycache__", ".*")
MAKEFILE = """# Every goal is made by the engine: make, make draft, make page, make publish check …
# This is where the engine lies, from here, and where the folder around this one lies, from there.
ENGINE := {engine}
AROUND := {around}
FILM := $(AROUND)/$(notdir $(lastword $(CURDIR)))
export ENGINE FILM

%:
\t@$(MAKE) --no-print-directory -C "$$ENGINE" '$(subst ','\\'',$@)'

film:
\t@$(MAKE) --no-print-directory -C "$$ENGINE" film

.DEFAULT_GOAL := film
.PHONY: film
Makefile: ;
"""


def start(folder: Path) -> None:
    """Write a new film into a folder that does not exist yet, or is empty.

    Raises:
        FileExistsError: the folder is not empty.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty: choose a new folder, such as FILM=../my-film")
    shutil.copytree(EXAMPLE, folder, ignore=LEFT_OUT, dirs_exist_ok=True)
    declaration = folder / "film.toml"
    title = re.sub(r"[-_]+", " ", folder.resolve().name).strip().capitalize() or "My film"
    line = f"title = {json.dumps(title, ensure_ascii=False)}"
    text = re.sub(r"^title = .*$", lambda _: line, declaration.read_text(encoding="utf-8"), count=1, flags=re.M)
    text = re.sub(r"^# .*\n", "# What this film is. Make and Python both read it.\n", text, count=1)
    declaration.write_text(text, encoding="utf-8")
    engine = os.path.relpath(ENGINE, folder.resolve())
    around = os.path.relpath(folder.resolve().parent, ENGINE)
    text = MAKEFILE.format(engine=_escaped(engine), around=_escaped(around))
    (folder / "Makefile").write_text(text, encoding="utf-8")
    (folder / ".gitignore").write_text("/build/\n__pycache__/\n", encoding="utf-8")


def _escaped(path: str) -> str:
    r"""Return a path as it stands in a make file.

    >>> print(_escaped("../my $ #1"))
    ../my $$ \#1
    """
    return path.replace("$", "$$").replace("#", "\\#")


def main() -> None:
    """Start a film from the command line."""
    command_line = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    command_line.add_argument("folder", type=Path, help="a folder that does not exist yet")
    folder = command_line.parse_args().folder
    if folder.resolve() == ENGINE:
        command_line.error("name a folder for the new film: make new FILM=../my-film")
    with exit_on("new"):
        start(folder)
    print(f"new: {folder} has a film that builds: make draft FILM={folder}, then edit {folder}/words/en/spread.md")


if __name__ == "__main__":
    main()
