"""How sentences are read: by espeak, in Chinese and in Japanese."""

from __future__ import annotations

import pytest
from pypinyin.constants import PINYIN_DICT
from pypinyin.contrib.tone_convert import to_tone3

from audio.voice.kokoro import chinese, espeak, japanese
from audio.voice.kokoro.files import symbol_numbers
from plan.segments import words_of


def parts(read, text: str) -> dict[str, str]:
    """Return what is said for each word of a text."""
    words = words_of(text)
    reading = read(text, words)
    return {word: reading.symbols[start:end] for word, (start, end) in zip(words, reading.ranges, strict=True)}


def test_every_syllable_of_chinese_is_known_to_the_model():
    syllables = {to_tone3(each, neutral_tone_with_five=True) for all in PINYIN_DICT.values() for each in all.split(",")}
    assert len(syllables) > 1500
    for syllable in syllables:
        unknown = set(chinese._syllable(syllable)) - symbol_numbers().keys() - {"\u032f"}  # that of a glide
        assert not unknown, syllable


def test_chinese_numbers_are_read_as_numbers_and_years_digit_by_digit():
    assert parts(chinese.read, "2026年")["2026"] == "ɚ↘li↗ŋɚ↘ljou↘"
    assert parts(chinese.read, "1,000倍")["1,000"] == "i→ʨʰjɛ→n"
    assert "".join(parts(chinese.read, "10%。").values()) == "".join(parts(chinese.read, "百分之十。").values())


def test_a_chinese_character_is_read_as_its_word_asks():
    assert parts(chinese.read, "银行")["银行"].endswith("xa↗ŋ")
    assert parts(chinese.read, "行动")["行动"].startswith("ɕi↗ŋ")


def test_a_character_without_a_reading_has_no_sound():
    assert chinese._syllables("细㐂胞") == ["xi4", "", "bao1"]


def test_foreign_words_in_chinese_are_heard():
    assert "ɛl" in parts(chinese.read, "IL-6升高")["IL-6"]


@pytest.mark.parametrize(
    ("text", "word", "sound"),
    [
        ("6本の木", "6", "ɾoʔ"),  # the reading of a number depends on what is counted
        ("東京は", "は", "βa"),  # as a particle
        ("細胞が", "細胞", "saiboː"),
        ("1,000倍", "1,000", "seɴ"),
        ("「IL-6」", "「IL-6」", "aieɾɯ ɾokɯ"),
    ],
)
def test_japanese_is_read_by_its_context(text, word, sound):
    assert parts(japanese.read, text)[word] == sound


def test_words_that_open_jtalk_cuts_elsewhere_share_its_sounds():
    read = parts(japanese.read, "6時間後。")
    assert "".join(read.values()).replace(" ", "") == "ɾokɯʥikaɴɡo"


def test_espeak_reads_diphthongs_and_affricates_as_one_symbol():
    read = parts(lambda text, words: espeak.read(text, words, "it"), "La cena del giorno.")
    assert read["cena"] == "ʧˈena" and read["giorno."].startswith("ʤ")


def test_a_pronunciation_of_the_film_is_spoken():
    assert espeak.read("La quinoa.", ["La", "quinoa."], "es", {"quinoa": "kˈiːnwɑː"}).symbols == "la kˈiːnwɑː."


def test_hindi_ends_its_sentences():
    assert espeak.read("यह है। वह है।", "यह है। वह है।".split(), "hi").symbols.count(".") == 2
