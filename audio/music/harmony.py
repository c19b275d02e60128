"""The bed's harmony: a chord for each sentence, from its tension.

Everything is in D: calm sentences use chords of D major, tense ones keep the low D below darker and darker chords, and
the last two sentences end with G and D.
"""

from __future__ import annotations

from audio.music.chord import Chord
from audio.music.score import STEPS, Score

TENSE = 0.6
"""Mean tension of a sentence at or above which its harmony is dark."""


HOME = Chord((38, 45, 50, 57, 62, 66))
CALM = (
    Chord((38, 45, 50, 54, 57, 64), (63,)),  # D add 9
    Chord((35, 47, 50, 54, 57, 61), (60,)),  # B minor 9
    Chord((43, 50, 55, 59, 62, 66), (61,)),  # G major 7
    Chord((38, 45, 50, 57, 59, 66), (65,)),  # D 6
)
DARK = (
    Chord((38, 45, 50, 53, 57, 64), (63, 68)),  # D minor 9
    Chord((38, 46, 50, 53, 57, 62), (63, 64)),  # B flat over D
    Chord((38, 43, 51, 55, 58, 62), (57, 61)),  # E flat over D
    Chord((38, 44, 50, 53, 59, 62), (57, 63)),  # diminished
)
CLOSE = (Chord((43, 50, 55, 59, 62, 67)), HOME)


def harmonize(score: Score) -> list[Chord]:
    """Return a chord for each of the score's changes."""
    edges = [round(second * STEPS) for second in (*score.chords, score.seconds)]
    tense = [score.tension[a:b].mean() >= TENSE for a, b in zip(edges, edges[1:], strict=False)]
    chords, walks = [], {True: 0, False: 0}
    for dark in tense:
        chords.append((DARK if dark else CALM)[walks[dark] % 4])
        walks[dark] += 1
    return [*chords[:-2], *CLOSE][-len(chords) :]
