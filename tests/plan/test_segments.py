"""Words of any script: they make up the text again, and no rule of a language is needed to find them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.voice.pronunciation import respell
from plan.segments import count_words, joined, normal, paragraph, phrase_ends, segments, spoken_words, unmarked
from plan.words import compose, parse

CHINESE = "免疫系统召集细胞，IL-6从10 pg/mL升到1,000。"
JAPANESE = "サイトカインストームは「IL-6」が増える。"
THAI = "ระบบภูมิคุ้มกันทำงานมากเกินไป IL-6 เพิ่มขึ้น"
LETTERS = "ab é1-.,'\u00a0\u202f\u3000 免疫细胞，。「」サイトーが増ระบบภูมิคุ้มกាខ្མែរမြန်မာ한국אבגिक्षاَل\u200d😀👩‍👧"
ANY = st.one_of(st.text(max_size=30), st.text(LETTERS, max_size=30))


@settings(deadline=None)
@given(ANY, st.sets(st.integers(0, 30)))
def test_words_make_up_the_text_again(text, borders):
    found = segments(text, borders)
    assert joined(found) == normal(text)
    assert all(each.text and not set(each.text) & set(" \t\n") and each.after in ("", " ") for each in found)
    assert segments(normal(text), borders) == found


@given(ANY)
def test_words_of_scripts_with_blanks_are_what_blanks_separate(text):
    plain = "".join(letter for letter in text if not "\u0e00" <= letter <= "\u19ff" and letter < "\u2e80")
    assert [each.text for each in segments(plain)] == [word for word in normal(plain).split(" ") if word]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (CHINESE, "免疫 系统 召集 细胞， IL-6 从 10 pg/mL 升到 1,000。"),
        (JAPANESE, "サイトカインストーム は 「IL-6」 が 増える。"),
        (THAI, "ระบบ ภูมิคุ้มกัน ทำงาน มาก เกิน ไป IL-6 เพิ่ม ขึ้น"),
        ("ប្រព័ន្ធការពារ", "ប្រព័ន្ធ ការពារ"),
        ("يرتفع IL-6 كثيرًا؟", "يرتفع IL-6 كثيرًا؟"),
        ("प्रतिरक्षा प्रणाली", "प्रतिरक्षा प्रणाली"),
        ("면역 세포를 부른다", "면역 세포를 부른다"),
        ("Vraiment\u00a0? «\u00a0Oui\u00a0»", "Vraiment\u00a0? «\u00a0Oui\u00a0»"),
    ],
)
def test_words_of_many_scripts(text, words):
    assert [each.text for each in segments(text)] == words.split(" ")


@given(st.lists(st.sampled_from(["免疫", "细胞", "が増える", "IL-6", "heart", "มากเกินไป"]), max_size=8), st.data())
def test_spoken_words_belong_to_one_written_word_each(pieces, data):
    written = segments(data.draw(st.sampled_from(["", " "])).join(pieces))
    spelling = respell(written, {"IL-6": "I L six", "免疫": "面议", "heart": "hart"})
    assert len(spelling.counts) == len(written) and all(spelling.counts)
    assert sum(spelling.counts) == len(spoken_words(spelling.spoken))
    if "IL-6" not in pieces and "免疫" not in pieces and "heart" not in pieces:
        assert unmarked(spelling.spoken) == joined(written)


def test_lines_are_counted_by_their_words():
    words = segments(CHINESE)
    assert count_words("免疫系统召集细胞，", words) == 4
    assert count_words("免疫系统召集细", words) == 0
    assert paragraph(["免疫。", "细胞。IL-6", "Up."]) == "免疫。细胞。IL-6 Up."


def test_phrases_end_where_a_word_ends():
    for text, locale in ((JAPANESE, "ja"), ("免疫系统在几个小时内召集细胞。", "zh-Hans"), (THAI, "th-TH")):
        assert phrase_ends(text, locale)
    assert phrase_ends("サイトカインストームは、免疫が自分を攻撃する。", "ja") >= {12, 15, 18}
    assert not phrase_ends(CHINESE, "en")


@pytest.mark.parametrize(
    ("line", "words", "cues"),
    [
        ("免疫系统[召集](#call)细胞", ["免疫", "系统", "召集", "细胞"], {"call": "召集"}),
        ("免[疫系](#a)统[召](#b)集细胞", ["免", "疫", "系", "统", "召", "集", "细胞"], {"a": "疫系", "b": "召"}),
        ("[IL](#il)-6[上](#up)升。", ["IL-6", "上", "升。"], {"il": "IL-6", "up": "上"}),
        ("Two un[kind](#kind) words", ["Two", "unkind", "words"], {"kind": "unkind"}),
    ],
)
def test_a_cue_begins_a_word_of_its_own_where_no_blank_does(line, words, cues):
    script = parse(f"---\ntitle: A\n---\n{line}\n", Path("words/zh/any.md"))
    (beat,) = script.beats
    assert beat.words == words
    assert {cue.name: "".join(beat.words[cue.first : cue.last]) for cue in beat.cues} == cues
    assert parse(compose(script), script.path) == script
