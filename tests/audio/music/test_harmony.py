"""Harmony: calm films have no sour notes, and all end on the home chord."""

from __future__ import annotations

from scores import even

from audio.music.harmony import HOME, harmonize


def test_calm_films_have_no_sour_notes_and_all_end_on_the_home_chord(score):
    assert harmonize(score)[-1] == HOME
    for chord in harmonize(even(0.0)):
        assert all((b - a) % 12 not in (1, 11, 6) or b - a > 12 for a in chord.notes for b in chord.notes if b > a)
