"""Harmony: calm films hold no sour note, and all end at home."""

from __future__ import annotations

from scores import even

from audio.music.harmony import HOME, harmonize


def test_calm_films_hold_no_sour_note_and_all_end_at_home(score):
    assert harmonize(score)[-1] == HOME
    for chord in harmonize(even(0.0)):
        assert all((b - a) % 12 not in (1, 11, 6) or b - a > 12 for a in chord.notes for b in chord.notes if b > a)
