"""`python -m model COMMAND`: the model on a terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from model import javascript

COMMANDS: dict[str, tuple[Callable[[], str], str]] = {
    "javascript": (javascript.module, "the model as an ES module"),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m model", description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    asked = parser.parse_args(arguments)
    sys.stdout.write(COMMANDS[asked.command][0]())
    return 0


if __name__ == "__main__":
    sys.exit(main())
