"""Pronunciation: the film's file is read, bad lines are refused, and sentences are respelled."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.voice.pronunciation import Pronunciation, Spelling, near_misses, read_pronunciation, respell
from plan.errors import InputError
from plan.film import film
from plan.segments import segments

WORD = st.text("abcdefgTNFα,.'é/6", min_size=1, max_size=8).filter(lambda w: any(c.isalpha() for c in w))
VALUE = st.lists(WORD, min_size=1, max_size=4).map(" ".join)


@given(st.lists(WORD, min_size=1, max_size=12), st.dictionaries(WORD, VALUE, max_size=4))
def test_every_spoken_word_is_read_for_one_written_word(words, spoken):
    spelling = respell(segments(" ".join(words)), spoken)
    assert len(spelling.counts) == len(words)
    assert sum(spelling.counts) == len(spelling.spoken.split())
    assert all(count >= 1 for count in spelling.counts)


def test_punctuation_and_possessives_stay_around_a_respelled_word():
    spoken = {"IL-6": "I L six", "pg/mL": "picograms per millilitre"}
    assert respell(segments("(IL-6), IL-6's pg/mL."), spoken).spoken == "(I L six), I L six's picograms per millilitre."


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("IL-6-driven", "I L six-driven"),
        ("anti-IL-6", "anti-I L six"),
        ("IL\u20116", "I L six"),
        ("anti\u2010IL\u20106", "anti-I L six"),
        ("l'IL-6", "l'I L six"),
        ("l’IL-6", "l’I L six"),
        ("“IL-6”,", "“I L six”,"),
        ("[(«IL-6»)]", "[(«I L six»)]"),
        ("IL-6/TNF-α:", "I L six/T N F alpha:"),
        ("IL-6’s", "I L six’s"),
        ("anti-IL-6R", "anti-I L six R"),
        ("IL-60", "IL-60"),
        ("xIL-6", "xIL-6"),
        ("10-fold", "ten-fold"),
        ("10%.", "ten%."),
        ("10,000", "10,000"),
        ("0.10", "0.10"),
        ("−10", "−10"),
        ("$10", "$10"),
        ("10:30", "10:30"),
        ("post-covid", "post covid"),
        ("कि-क", "कि-k"),
    ],
)
def test_entries_apply_inside_compounds_and_not_inside_words_or_numbers(word, said):
    spoken = {"IL-6": "I L six", "IL-6R": "I L six R", "TNF-α": "T N F alpha", "10": "ten", "क": "k"}
    assert respell(segments(f"of {word} too"), spoken, {"covid": "kˈoʊvɪd"}) == Spelling(
        f"of {said} too", (1, len(said.split()), 1)
    )


@pytest.mark.parametrize(
    ("word", "entry"),
    [
        ("il-6", "IL-6"),
        ("anti-Il-6", "IL-6"),
        ("IL–6", "IL-6"),
        ("IL−6.", "IL-6"),
        ("IL-6s", "IL-6"),
        ("IL6", "IL-6"),
        ("anti-IL6", "IL-6"),
        ("TNFα", "TNF-α"),
        ("ICUs", "ICU"),
        ("10pg/mL", "pg/mL"),
        ("pg/ml", "pg/mL"),
        ("Ards", "ARDS"),
        ("IL-6", None),
        ("IL\u20116", None),
        ("icu", None),
        ("who", None),
        ("standards", None),
        ("10th", None),
        ("100", None),
        ("IL-60", None),
        ("IL60", None),
        ("cart", None),
    ],
)
def test_a_word_that_resembles_an_entry_is_a_near_miss(word, entry):
    spoken = dict.fromkeys(["IL-6", "ICU", "pg/mL", "ARDS", "WHO", "10", "TNF-α", "CAR-T"], "said")
    found = [(number, each) for number, _, each in near_misses([["a"], ["b", word]], spoken)]
    assert found == ([(1, entry)] if entry else [])


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


def test_entries_are_read_as_markdown_and_may_have_comments(tmp_path):
    path = written(tmp_path, "<!-- names\nIL-7: x\n-->\n**IL-6**: I L six <!-- ? -->\nT&amp;B: T and B\n")
    assert read_pronunciation(path).spoken == {"IL-6": "I L six", "T&B": "T and B"}


def test_a_film_may_do_without_pronunciations(tmp_path):
    assert read_pronunciation(tmp_path / "pronunciation.md") == Pronunciation()


def test_the_films_own_pronunciations_are_read():
    """Words that espeak gets wrong are said right, and gTTS reads them as they are written."""
    pronunciation = read_pronunciation(film().words("en") / "pronunciation.md")
    assert {"alveoli", "alveolus", "covid", "tocilizumab"} <= set(pronunciation.ipa)
    assert respell(segments("tocilizumab"), pronunciation.spoken).spoken == "tocilizumab"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("IL-6", "'IL-6' is not an entry: write one word, a colon, and how it is spoken, such as pH: P H"),
        ("IL-6:", "'IL-6:' is not an entry"),
        ("two words: spoken", "is not an entry"),
        ("IL-6: a\nIL-6: b", "'IL-6' has two entries: keep one"),
        ("IL-6: I L six TNF-α:T N F", "two entries on this line"),
        ("covid: /kˈoʊvɪd/ IL-6: I L six", "two entries on this line"),
        ("IL-6: …", "'…' cannot be spoken"),
        ("(IL-6): I L six", "begins or ends with neither a letter nor a digit, so it is never found"),
        ("IL-6: `I L six`", "there is `code`"),
        ("- IL-6: I L six", "is not an entry"),
        ("x" * 81 + ": x", "has 81 characters: use at most 80"),
        ("IL-6: I L six; TNF-α: T N F alpha", "two entries on this line: give each a line of its own"),
        ("alveoli: /ælvˈiːəlˌaɪ/, covid: /kˈoʊvɪd/", "two entries on this line"),
        ("covid: /koʊvɪd", "between two slashes at the end of the line"),
        ("covid: /kˈoʊvɪd/ please", "between two slashes at the end of the line"),
        ("covid: //", "the IPA of 'covid' has no sound"),
        ("covid: /kˈoʊvgd/", r"the IPA of 'covid' has 'g' \(U\+0067\).*cannot speak.*audio\.voice\.phonemes covid"),
        (
            "TCZ: the drug /ðə dɹˈʌɡ/",
            "one IPA cannot be given for several words, 'the drug': .* such as the: /…/",
        ),
        ("TCZ: tocilizumab /tˌoʊ/\ntocilizumab: /tˌoʊ/", "'tocilizumab' has IPA in two entries"),
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
