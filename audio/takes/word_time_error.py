"""Measures the error of word times: those that are found against those that a voice reports, on the words of scenes.

    python -m audio.takes.word_time_error --locale en --voice hibari [scene …]
    python -m audio.takes.word_time_error --languages

The second one measures on the sentences of `sentences.toml` for each language that Kokoro speaks.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from audio.samples import read_samples
from audio.spoken import SpokenWord
from audio.takes.align import align
from audio.takes.estimate import estimate, word_weights
from audio.takes.speak import speak_all
from audio.takes.store import Take
from audio.takes.word_times import find_words
from audio.voice.ipa import NO_IPA
from audio.voice.pronunciation import read_pronunciation, respell, spell
from plan.film import film
from plan.options import edition, parser
from plan.segments import segments, spoken_words
from plan.voices import ENGINES
from plan.words import read

SENTENCES = Path(__file__).with_name("sentences.toml")
Finder = Callable[[np.ndarray, list[str]], Sequence[SpokenWord] | None]
"""Finds the words of a text in its sound, or returns None."""


def errors(takes: Sequence[Take], find: Finder) -> tuple[np.ndarray, np.ndarray]:
    """Return by how many seconds `find` is late for each word's start and end, over all takes that it can find."""
    pairs: list[tuple[SpokenWord, SpokenWord]] = []
    for take in takes:
        words = find(read_samples(take.path), spoken_words(take.spoken))
        if words:
            pairs += zip(words, take.words, strict=True)
    starts = np.array([found.start - known.start for found, known in pairs])
    return starts, np.array([found.end - known.end for found, known in pairs])


def table(takes: Sequence[Take], ipa: Mapping[str, str] = NO_IPA) -> str:
    """Return the errors of both ways to find words as a table, in milliseconds."""
    finders: dict[str, Finder] = {
        "aligned": lambda samples, tokens: align(samples, tokens, ipa),
        "estimated": lambda samples, tokens: estimate(samples, tokens, word_weights(tokens, "en", ipa)),
    }
    total = sum(len(take.words) for take in takes)
    lines = [f"{'ms':18}{'median':>8}{'p90':>8}{'max':>8}{'bias':>8}   words found of {total}"]
    for name, find in finders.items():
        for edge, late in zip(("starts", "ends"), errors(takes, find), strict=True):
            size = np.abs(late) * 1000
            numbers = (np.median(size), np.percentile(size, 90), size.max(), np.median(late) * 1000)
            lines.append(f"{name + ' ' + edge:18}" + "".join(f"{n:8.0f}" for n in numbers) + f"   {len(late)}")
    return "\n".join(lines)


def by_language(store: Path) -> Iterator[str]:
    """Yield the lines of a table: the errors of word starts and of ends for each language of `sentences.toml`."""
    yield f"{'ms':10}{'found':>10}{'words':>8}" + "".join(f"{name:>15}" for name in ("median", "p90", "max"))
    for locale, sentences in tomllib.loads(SENTENCES.read_text(encoding="utf-8")).items():
        spoken = [respell(segments(sentence), {}).spoken for sentence in sentences]
        _, takes = speak_all(spoken, choice="kokoro", locale=locale, store=store)
        known = [take for take in takes if take.word_times == "voice"]
        ways: set[str] = set()

        def find(
            samples: np.ndarray, words: list[str], locale: str = locale, ways: set[str] = ways
        ) -> Sequence[SpokenWord]:
            found, way = find_words(samples, " ".join(words), locale)
            ways.add(way)
            return found

        starts, ends = errors(known, find)
        shown = [f"{_size(starts, share):.0f} / {_size(ends, share):.0f}" for share in (50, 90, 100)]
        yield f"{locale:10}{', '.join(sorted(ways)):>10}{len(starts):8}" + "".join(f"{each:>15}" for each in shown)


def _size(late: np.ndarray, share: float) -> float:
    """Return the size of an error (ms) that `share` percent of the words do not exceed."""
    return float(np.percentile(np.abs(late), share)) * 1000


def main() -> None:
    """Print the table for the scenes that the command line names."""
    options = _options()
    if options.languages:
        for line in by_language(film().build / "word_time_error"):
            print(line, flush=True)
        return
    chosen = edition(options)
    pronunciation = read_pronunciation(chosen.words / "pronunciation.md")
    scripts = [read(chosen.words / f"{scene}.md") for scene in options.scenes]
    spoken = [spelling.spoken for script in scripts for spelling in spell(script, pronunciation)]
    store = chosen.sound / "takes"
    _, takes = speak_all(spoken, choice=options.voice, locale=options.locale, ipa=pronunciation.ipa, store=store)
    print(table([take for take in takes if take.word_times == "voice"], pronunciation.ipa))


def _options() -> argparse.Namespace:
    options = parser("Measures the error of word times against those that a voice reports.")
    reports = [engine.name for engine in ENGINES if engine.reports_word_times]
    options.add_argument("--voice", default=reports[0], choices=reports)
    options.add_argument("--languages", action="store_true", help="of all languages that Kokoro speaks, not of scenes")
    return options.parse_args()


if __name__ == "__main__":
    main()
