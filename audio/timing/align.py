"""When each word of a take is heard, for voices that do not tell.

`align` forces the words onto the sound with pocketsphinx and its bundled English model; `estimate`, for other
languages and for sounds that do not fit, shares the speech out by weight and snaps it to the silences in it.

Their error against Piper's own phoneme times, in milliseconds, on the 162 spoken words of the film; measure
it again with `python -m audio.timing.word_error scenes/*.md`:

                    median  p90  max
    aligned starts      16   38   86
    aligned ends        14   35   86
    estimated starts    35   95  164
    estimated ends      35   96  164
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from operator import itemgetter
from pathlib import Path

import numpy as np
from pocketsphinx import Decoder, get_model_path
from scipy.signal import resample_poly

from audio.timing.arpabet import arpabet
from audio.voice.phonemes import bare, phonemes
from audio.voice.takes import RATE, WINDOW, Word, loudness, within

HEARING = 16_000  # samples a second that the acoustic model wants
PADDING = 0.1  # seconds of silence around the take: the model expects some
FRAME = 0.01  # seconds of one frame of the model
HUSH = 10 ** (
    -32 / 20
)  # of the loudest window: below it, a pause; stops and fricatives reach lower, but briefly
PAUSE = 0.12  # seconds below which a hush is part of a word
PARTS = ",;:.!?…—–"  # punctuation at which people pause
LENGTHENING = 2  # phonemes' worth of time that a word takes longer before a pause
ELSEWHERE = 0.4  # how surprising, in seconds of uneven pace, a pause is after a word without punctuation
INSIDE = 0.35  # … and inside a word

_Knot = tuple[int, float, float]  # a pause: how many tokens come before it, its start and its end (s)
_Way = tuple[float, list[_Knot]]  # a way to place some pauses: what it costs, and where they then lie


def word_times(samples: np.ndarray, spoken: str, language: str) -> tuple[tuple[Word, ...], str]:
    """The words of a take (`samples` at RATE, trimmed) and how they were found: "aligned" or "estimated"."""
    tokens = spoken.split()
    words = align(samples, tokens) if language.lower().split("-")[0] == "en" else None
    if words:
        return words, "aligned"
    return estimate(samples, tokens, weights(tokens, language)), "estimated"


def align(samples: np.ndarray, tokens: Sequence[str]) -> tuple[Word, ...] | None:
    """English `tokens` where they are heard in `samples` (at RATE), or None if they cannot be found there."""
    decoder = _decoder()
    names = [_name(decoder, token) for token in tokens]
    if not any(names):
        return None
    decoder.set_align_text(" ".join(filter(None, names)))
    decoder.start_utt()
    decoder.process_raw(_heard(samples), full_utt=True)
    decoder.end_utt()
    found = [part for part in decoder.seg() or () if not part.word.startswith("<")]
    if len(found) != sum(map(bool, names)):
        return None
    words, rest, latest = [], iter(found), 0.0
    for token, name in zip(tokens, names, strict=True):
        start = end = latest  # a lone dash is not heard
        if name:
            part = next(rest)
            start, end = part.start_frame * FRAME - PADDING, (part.end_frame + 1) * FRAME - PADDING
        words.append(Word(token, start, end))
        latest = end
    return within(words, len(samples) / RATE)


@cache
def _decoder() -> Decoder:
    """One decoder for all takes. Its `bestpath` search misplaces short last words."""
    model = Path(get_model_path()) / "en-us"
    return Decoder(
        hmm=str(model / "en-us"),
        dict=str(model / "cmudict-en-us.dict"),
        lm=None,
        bestpath=False,
        loglevel="FATAL",
    )


def _name(decoder: Decoder, token: str) -> str:
    """The dictionary's name of `token`, put there if need be; empty if the token has no sound."""
    word = token.lower().replace("’", "'").strip(".,:;?!()\"'-—–…“”")
    if word and decoder.lookup_word(word):
        return word
    pronunciation = arpabet(token)
    name = pronunciation.replace(" ", "_")
    if name and not decoder.lookup_word(name):
        decoder.add_word(name, pronunciation, True)
    return name


def _heard(samples: np.ndarray) -> bytes:
    """The sound as the model hears it: 16 bit at HEARING, between silences."""
    silence = np.zeros(round(PADDING * RATE), samples.dtype)
    slow = resample_poly(np.concatenate([silence, samples, silence]), 1, RATE // HEARING)
    return (np.clip(slow, -1, 1) * 32767).astype("<i2").tobytes()


def weights(tokens: Sequence[str], language: str) -> list[float]:
    """How long each token lasts, relative to the others: its phonemes, longer if stressed or before a pause.

    Without a language that espeak knows, letters stand for phonemes.
    """
    try:
        sounds = [" ".join(phonemes(token, language)) for token in tokens]
        lengths = [len(bare(sound)) + sound.count("ˈ") for sound in sounds]
    except ValueError:
        lengths = [sum(map(str.isalnum, token)) for token in tokens]
    return [
        length + LENGTHENING if length and token[-1] in PARTS else length
        for token, length in zip(tokens, lengths, strict=True)
    ]


def estimate(samples: np.ndarray, tokens: Sequence[str], weights: Sequence[float]) -> tuple[Word, ...]:
    """`tokens` shared out by weight over the speech in `samples` (at RATE), snapped to its silences."""
    seconds = len(samples) / RATE
    words: list[Word] = []
    for (first, _, begin), (last, end, _) in pairwise(_snap(_pauses(samples), seconds, tokens, weights)):
        shares = np.cumsum([0.0, *weights[first:last]])
        edges = begin + (end - begin) * shares / max(shares[-1], 1e-9)
        words += [Word(tokens[first + i], float(edges[i]), float(edges[i + 1])) for i in range(last - first)]
    return within(words, seconds)


def _pauses(samples: np.ndarray) -> list[tuple[float, float]]:
    """The silences inside a take, in seconds."""
    level = loudness(samples)
    loud = np.flatnonzero(level > HUSH * level.max())
    gaps = [(before + 1, after) for before, after in pairwise(loud.tolist())]
    return [(start * WINDOW, end * WINDOW) for start, end in gaps if (end - start) * WINDOW >= PAUSE]


def _snap(
    pauses: Sequence[tuple[float, float]], seconds: float, tokens: Sequence[str], weights: Sequence[float]
) -> list[_Knot]:
    """The start, the pauses that lie between two words, and the end, in order.

    Of all ways to give each pause a word's end or none, the one in which the words between two pauses take
    the most even pace, and few pauses lie where nobody expects them.
    """
    upto = np.cumsum([0.0, *weights])
    pace = (seconds - sum(end - start for start, end in pauses)) / max(upto[-1], 1e-9)

    def added(way: _Way, knot: _Knot, surprise: float) -> _Way:
        cost, knots = way
        before, _, end = knots[-1]
        uneven = abs(knot[1] - end - pace * (upto[knot[0]] - upto[before]))
        return cost + uneven + surprise, [*knots, knot]

    ways: list[_Way] = [(0.0, [(0, 0.0, 0.0)])]
    for start, end in pauses:
        longer = []
        for before in range(1, len(tokens)):
            surprise = 0.0 if tokens[before - 1][-1] in PARTS else ELSEWHERE
            earlier = [way for way in ways if way[1][-1][0] < before]
            here = (added(way, (before, start, end), surprise) for way in earlier)
            longer.append(min(here, key=itemgetter(0)))
        ways = [(cost + INSIDE, knots) for cost, knots in ways] + longer
    return min((added(way, (len(tokens), seconds, seconds), 0.0) for way in ways), key=itemgetter(0))[1]
