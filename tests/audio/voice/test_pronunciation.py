"""How words are said: the film's file is read, bad lines are refused, and sentences are respelled."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.voice.pronunciation import Pronunciation, read_pronunciation, respell
from plan.errors import InputError
from plan.film import film

WORD = st.text("abcdefgTNFα,.'é/6", min_size=1, max_size=8).filter(lambda w: any(c.isalpha() for c in w))
VALUE = st.lists(WORD, min_size=1, max_size=4).map(" ".join)


@given(st.lists(WORD, min_size=1, max_size=12), st.dictionaries(WORD, VALUE, max_size=4))
def test_every_spoken_word_stands_for_one_written_word(words, spoken):
    spelling = respell(words, spoken)
    assert len(spelling.counts) == len(words)
    assert sum(spelling.counts) == len(spelling.spoken.split())
    assert all(count >= 1 for count in spelling.counts)


def test_punctuation_and_possessives_stay_around_a_respelled_word():
    spoken = {"IL-6": "I L six", "pg/mL": "picograms per millilitre"}
    assert respell(["(IL-6),", "IL-6's", "pg/mL."], spoken).spoken == "(I L six), I L six's picograms per millilitre."


def written(folder: Path, text: str) -> Path:
    path = folder / "pronunciation.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_entry_gives_what_is_read_or_ipa_or_both(tmp_path):
    lines = ["# prose: with a colon", "IL-6: I L six", "", "Covid: /kˈoʊvɪd/", "pg/mL: picograms"]
    lines += ["TCZ:  tocilizumab /tˌoʊsɪlˈɪzjuːmˌæb/"]
    assert read_pronunciation(written(tmp_path, "\n".join(lines))) == Pronunciation(
        spoken={"IL-6": "I L six", "TCZ": "tocilizumab", "pg/mL": "picograms"},
        ipa={"covid": "kˈoʊvɪd", "tocilizumab": "tˌoʊsɪlˈɪzjuːmˌæb"},
    )


def test_a_film_may_do_without_pronunciations(tmp_path):
    assert read_pronunciation(tmp_path / "pronunciation.md") == Pronunciation()


def test_the_films_own_pronunciations_are_read():
    """Words that espeak gets wrong are said right, and gTTS reads them as they are written."""
    pronunciation = read_pronunciation(film().words("en") / "pronunciation.md")
    assert {"alveoli", "alveolus", "covid", "tocilizumab"} <= set(pronunciation.ipa)
    assert respell(["tocilizumab"], pronunciation.spoken).spoken == "tocilizumab"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("IL-6", "'IL-6' is no entry: write one word, a colon, and how it is spoken, such as IL-6: I L six"),
        ("IL-6:", "'IL-6:' is no entry"),
        ("two words: spoken", "is no entry"),
        ("IL-6: a\nIL-6: b", "'IL-6' stands twice: keep one"),
        ("IL-6: I L six; TNF-α: T N F alpha", "two entries on this line: give each a line of its own"),
        ("alveoli: /ælvˈiːəlˌaɪ/, covid: /kˈoʊvɪd/", "two entries on this line"),
        ("covid: /koʊvɪd", "between two slashes at the end of the line"),
        ("covid: /kˈoʊvɪd/ please", "between two slashes at the end of the line"),
        ("covid: //", "the IPA of 'covid' has no sound"),
        ("covid: /kˈoʊvgd/", r"the IPA of 'covid' has 'g' \(U\+0067\).*cannot speak.*audio\.voice\.phonemes covid"),
        ("TCZ: the drug /ðə dɹˈʌɡ/", "IPA cannot stand for the several words 'the drug': write .* such as the: /…/"),
        ("TCZ: tocilizumab /tˌoʊ/\ntocilizumab: /tˌoʊ/", "the IPA of 'tocilizumab' stands twice"),
    ],
)
def test_a_bad_line_is_refused_with_its_number_and_the_fix(tmp_path, line, says):
    path = written(tmp_path, "# How words are said.\n" + line + "\n")
    with pytest.raises(InputError, match=rf"pronunciation\.md:{2 + line.count(chr(10))}: .*{says}"):
        read_pronunciation(path)


def test_another_encoding_is_named_with_its_line(tmp_path):
    path = tmp_path / "pronunciation.md"
    path.write_bytes(b"IL-6: I L six\nTNF-\xe1: T N F alpha\n")
    with pytest.raises(InputError, match=r"pronunciation\.md:2: this is not UTF-8 text: save the file as UTF-8"):
        read_pronunciation(path)
