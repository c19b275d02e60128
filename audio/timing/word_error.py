"""The error of word times: what `audio.timing.align` finds against what Piper knows, on the words of scenes.

python -m audio.timing.word_error scenes/*.md
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from audio.timing.align import align, estimate, weights
from audio.voice.choice import speak_all
from audio.voice.pronunciation import read_pronunciation, respell
from audio.voice.takes import Take, Word, samples_of
from plan.words import read

CACHE = Path("build/takes")
Finder = Callable[[np.ndarray, list[str]], Sequence[Word] | None]


def errors(takes: Sequence[Take], find: Finder) -> tuple[np.ndarray, np.ndarray]:
    """By how many seconds `find` is late for each word's start and end, over all takes it can find."""
    pairs: list[tuple[Word, Word]] = []
    for take in takes:
        words = find(samples_of(take.path), take.spoken.split())
        if words:
            pairs += zip(words, take.words, strict=True)
    starts = np.array([found.start - known.start for found, known in pairs])
    return starts, np.array([found.end - known.end for found, known in pairs])


def table(takes: Sequence[Take]) -> str:
    """The errors of both ways to find words, in milliseconds."""
    finders: dict[str, Finder] = {
        "aligned": align,
        "estimated": lambda samples, tokens: estimate(samples, tokens, weights(tokens, "en")),
    }
    total = sum(len(take.words) for take in takes)
    lines = [f"{'ms':18}{'median':>8}{'p90':>8}{'max':>8}{'bias':>8}   words found of {total}"]
    for name, find in finders.items():
        for edge, late in zip(("starts", "ends"), errors(takes, find), strict=True):
            size = np.abs(late) * 1000
            numbers = (np.median(size), np.percentile(size, 90), size.max(), np.median(late) * 1000)
            lines.append(
                f"{name + ' ' + edge:18}" + "".join(f"{n:8.0f}" for n in numbers) + f"   {len(late)}"
            )
    return "\n".join(lines)


def main(paths: Sequence[str]) -> None:
    entries = read_pronunciation(Path("words/en/pronunciation.md"))
    scripts = [read(Path(path)) for path in paths if Path(path).name != "pronunciation.md"]
    spoken = [respell(beat.words, entries).spoken for script in scripts for beat in script.beats]
    _, takes = speak_all(spoken, choice="piper", cache=CACHE)
    print(table([take for take in takes if take.word_times == "voice"]))


if __name__ == "__main__":
    main(sys.argv[1:])
