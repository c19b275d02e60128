"""Prints an audition as a table, or as JSON: what a voice costs, what a recogniser hears, how it is rated, its levels.

python -m audio.audition.report --locale en --voices hibari piper [--json]
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from audio.audition.errors import sounds, word_errors
from audio.voice.pronunciation import Pronunciation, read_pronunciation
from plan.film import film
from plan.options import edition, parser


@dataclass(frozen=True)
class Result:
    """How one voice did: costs in CPU seconds, word errors in percent, ratings of 5, levels in LUFS."""

    name: str
    voice: str
    load_cpu_seconds: float
    cpu_seconds_a_second: float
    word_errors_percent: float
    mos_mean: float
    mos_worst: float
    lufs_spread: float
    peak: float
    misheard: list[tuple[str, str]]


def result(folder: Path, pronunciation: Pronunciation) -> Result:
    """Return how a voice did, from what was noted when it spoke and when it was heard."""
    spoken = json.loads((folder / "spoken.json").read_text(encoding="utf-8"))
    heard = json.loads((folder / "heard.json").read_text(encoding="utf-8"))
    pairs = list(zip(spoken["written"], heard["heard"], strict=True))
    wanted = [sounds(text, pronunciation) for text, _ in pairs]
    wrong = [word_errors(one, sounds(text, pronunciation)) for one, (_, text) in zip(wanted, pairs, strict=True)]
    return Result(
        name=folder.name,
        voice=spoken["voice"],
        load_cpu_seconds=spoken["load_cpu_seconds"],
        cpu_seconds_a_second=spoken["cpu_seconds_a_second"],
        word_errors_percent=round(100 * sum(wrong) / sum(map(len, wanted)), 1),
        mos_mean=round(sum(heard["mos"]) / len(pairs), 2),
        mos_worst=min(heard["mos"]),
        lufs_spread=round(max(spoken["lufs"]) - min(spoken["lufs"]), 1),
        peak=spoken["peak"],
        misheard=[pair for pair, count in zip(pairs, wrong, strict=True) if count],
    )


def table(results: list[Result]) -> str:
    """Return the results as text, with the sentences that were misheard below."""
    lines = [f"{'voice':14}{'load':>7}{'CPU/s':>8}{'errors':>9}{'MOS':>6}{'worst':>7}{'spread':>9}{'peak':>6}"]
    for one in results:
        lines.append(
            f"{one.name:14}{one.load_cpu_seconds:5.1f} s{one.cpu_seconds_a_second:8.3f}{one.word_errors_percent:7.1f} %"
            f"{one.mos_mean:6.2f}{one.mos_worst:7.2f}{one.lufs_spread:6.1f} dB{one.peak:6.2f}"
        )
    for one in results:
        lines += [f"{one.name}: “{written}” was heard as “{heard}”" for written, heard in one.misheard]
    return "\n".join(lines)


def main() -> None:
    """Print the results of the voices that the command line names."""
    options = parser("Prints an audition.", scenes=False)
    options.add_argument("--voices", nargs="+", required=True)
    options.add_argument("--json", action="store_true")
    asked = options.parse_args()
    pronunciation = read_pronunciation(edition(asked).words / "pronunciation.md")
    folders = [film().build / "audition" / name.replace(":", "-") for name in asked.voices]
    results = [result(folder, pronunciation) for folder in folders]
    shown = json.dumps([asdict(one) for one in results], ensure_ascii=False, indent=1)
    print(shown if asked.json else table(results))


if __name__ == "__main__":
    main()
