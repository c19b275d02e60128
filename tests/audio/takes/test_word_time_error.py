"""The table of errors of word times."""

from __future__ import annotations

import tomllib

from audio.takes import word_time_error
from audio.takes.word_time_error import SENTENCES, by_language, table
from plan.voices import row


def test_the_table_states_the_errors(timed):
    lines = table(timed).splitlines()
    assert [line.split()[:2] for line in lines[1:]] == [
        [way, edge] for way in ("aligned", "estimated") for edge in ("starts", "ends")
    ]


def test_the_sentences_are_of_all_languages_that_kokoro_speaks():
    assert tomllib.loads(SENTENCES.read_text(encoding="utf-8")).keys() == row("kokoro").voices.keys()


def test_words_are_found_by_ear_in_other_languages(tmp_path, monkeypatch):
    """One sentence in French, with its liaisons, and one in Chinese, whose sounds are not looked up."""
    few = tmp_path / "few.toml"
    french = "Tout individu a droit à la vie, à la liberté et à la sûreté de sa personne."
    few.write_text(f'fr = ["{french}"]\nzh = ["人人有权享有生命、自由和人身安全。"]\n')
    monkeypatch.setattr(word_time_error, "SENTENCES", few)
    rows = [line.split() for line in by_language(tmp_path)][1:]
    assert [(row[0], row[1]) for row in rows] == [("fr", "aligned"), ("zh", "aligned")]
    for _, _, words, *errors in rows:
        assert int(words) > 5
        median, _, most = (max(int(one), int(other)) for one, other in zip(errors[::3], errors[2::3], strict=True))
        assert median < 40 and most < 200
