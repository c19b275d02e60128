"""The model on a terminal.

    python -m model storm --hours 240 --csv out.csv --plot out.png    solve one scenario
    python -m model list                                              all scenarios, and how they end
    python -m model equations | parameters                            the model in print
    python -m model javascript | sbml storm | export storm.omex       the model for other programs
    python -m model validation | thresholds | cohort | sensitivity    how far it can be trusted
    python -m model fit | profile | intervals                         the constants that measurements fix
    python -m model bifurcation --plot out.png | separatrix --plot out.png
    python -m model check "storm il6.max > 1000 pg/mL"                whether one claim is true of it
    python -m model crosscheck | bench                                its precision, and its speed
    python -m model ensemble | baseline | readme | pictures           generate these files again, in the repository

`python -m model COMMAND --help` lists the options of a command. It is an educational illustration, not medical advice.
"""

from __future__ import annotations

import sys

from model.commands import COMMANDS, SOLVE
from model.errors import unknown
from model.options import Parser
from model.scenarios import SCENARIOS

# Modules that some commands import, and the packages they come in, which an install of the model leaves out
OPTIONAL_PACKAGES = {"matplotlib": "matplotlib", "libsbml": "python-libsbml", "roadrunner": "libroadrunner",
                     "libsedml": "python-libsedml", "libcombine": "python-libcombine"}
BAD_INPUT = 2


def main(arguments: list[str] | None = None) -> int:
    """Run the command in `arguments` (those of the process by default) and return its exit status.

    The status is 1 if a claim or a row of the validation is false, and BAD_INPUT for bad input, a missing package or a
    file that can't be read or written; a line on standard error then says what is allowed, or what to install.
    """
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except ModuleNotFoundError as error:
        package = OPTIONAL_PACKAGES.get((error.name or "").partition(".")[0])
        if package is None:
            raise
        message = f"this needs the package {package}, which is not installed: pip install {package}"
    except (ValueError, OSError, ArithmeticError) as error:
        message = " ".join(str(error).split())
    sys.stderr.write(f"model: {message}\n")
    return BAD_INPUT


def _run(arguments: list[str]) -> int:
    if arguments[:1] in (["-h"], ["--help"]):
        sys.stdout.write(__doc__ or "")
        return 0
    if not arguments:
        raise ValueError(f"say what to do: a scenario, or one of {', '.join(COMMANDS)}; python -m model --help")
    what, *rest = arguments
    if what not in COMMANDS and what not in SCENARIOS:
        raise unknown("command or scenario", what, (*COMMANDS, *SCENARIOS))
    command = COMMANDS.get(what, SOLVE)
    parser = Parser(prog=f"python -m model {what}", description=command.about, allow_abbrev=False)
    parser.set_defaults(what=what)
    for option in command.options:
        option.add_to(parser)
    try:
        options = parser.parse_args(rest)
    except SystemExit:  # --help
        return 0
    return command.run(options)


if __name__ == "__main__":
    sys.exit(main())
