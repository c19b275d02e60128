"""Finds the files of the project that modules depend on, by following their imports without running them.

    sources("stage.render", "scenes.loop")    stage/render.py, stage/stage.py, …, scenes/loop.py, scenes/style.py, …

Make redraws a scene when one of these changes. Only the standard library is used here, since make asks before
anything is installed.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from plan.film import film


def sources(*modules: str) -> list[Path]:
    """Return every file of the engine and the film that these modules import, directly or not, and their own files.

    A package is looked for in the film's folder first, as when it is run. What is in neither folder, such as an
    installed package, is left out. Imports of a file that cannot be parsed are skipped, too: running it will report the
    syntax error.

    Returns:
        Paths in order, as make knows them: from the film's folder as FILM names it, or from the working folder.
    """
    folders = (film().root, Path(os.path.relpath(Path(__file__).resolve().parent.parent)))
    found: set[Path] = set()
    seen: set[str] = set()
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        waiting += _parents(name)
        path = _file(name, folders)
        if path and path not in found:
            found.add(path)
            waiting += _imports(path, name, path.stat().st_mtime_ns)
    return sorted(found)


def _parents(name: str) -> list[str]:
    """Return the packages that are imported before a module.

    >>> _parents("a.b.c")
    ['a', 'a.b']
    """
    parts = name.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts))]


def _file(name: str, folders: Iterable[Path]) -> Path | None:
    """Return the file of a module or package in the first folder that has its outermost package, or None."""
    package, *inner = name.split(".")
    for folder in folders:
        if (folder / package).is_dir():
            path = folder.joinpath(package, *inner)
            files = (path / "__init__.py", path.with_name(f"{path.name}.py"))
            return next((file for file in files if file.is_file()), None)
    return None


@cache
def _imports(path: Path, name: str, _changed: int) -> tuple[str, ...]:
    """Return the names that a file imports; some may be names in a module, not modules."""
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError):
        return ()
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    return tuple(_imported(tree.body, package))


def _imported(body: Iterable[ast.AST], package: str) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)
        elif not isinstance(node, ast.expr):
            yield from _imported(ast.iter_child_nodes(node), package)
