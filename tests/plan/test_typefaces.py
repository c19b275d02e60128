"""Every language has its typefaces, and a letter that none of them has is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from plan import typefaces
from plan.check_words import letter_errors
from plan.typefaces import SCRIPTS, fonts_of, locks, missing_letters, script_of
from plan.words import read

SAMPLES = {
    "ar": "عاصفة السيتوكين (IL-6)، كريات؟",
    "fa": "پیشگیری گچ",
    "he": "סערת ציטוקינים",
    "hi": "प्रतिरक्षा कोशिकाएँ बढ़ती हैं।",
    "zh": "免疫系统，召集「细胞」。",
    "zh-Hant": "免疫系統",
    "ja": "サイトカインが増える",
    "ko": "면역 세포",
    "th": "พายุไซโตไคน์ น้ำ",
    "bn": "রোগ প্রতিরোধ",
    "ta": "நோயெதிர்ப்பு",
    "am": "ነጭ የደም ሕዋሳት",
    "ru": "Цитокиновый шторм",
    "el": "Καταιγίδα κυτταροκινών",
    "vi": "Cơn bão cytokine ở người bệnh",
    "pl": "Burza cytokinowa źdźbło",
    "fr": "C\u2019est grave\u202f! «\u00a0Œuf\u00a0»",
}


@pytest.mark.parametrize("locale", SAMPLES)
def test_a_languages_letters_are_in_its_typefaces(locale):
    assert not missing_letters(SAMPLES[locale], locale)
    assert all(path.exists() for path in fonts_of(locale))


def test_every_script_has_a_language_and_a_font_and_no_language_two_scripts():
    assert {line.split(" := ")[1] for line in locks()} == {typeface.lock for typeface in SCRIPTS.values()}
    assert all(typeface.path.exists() for typeface in SCRIPTS.values())
    languages = [language for text in typefaces._LANGUAGES.values() for language in text.split()]
    assert len(languages) == len(set(languages))
    assert set(map(script_of, languages)) == set(SCRIPTS) and script_of("en-GB") == ""


def test_a_letter_without_a_glyph_is_named_with_its_line(tmp_path: Path):
    path = tmp_path / "words" / "en" / "any.md"
    path.parent.mkdir(parents=True)
    path.write_text(
        "---\ntitle: A 免\nvisual: 細 is not drawn\nlabel.a: α → ½\n---\nOne 😀 word.\n<!-- 免 is not shown. -->\n",
        encoding="utf-8",
    )
    first, second = map(str, letter_errors(read(path), "en"))
    assert ":2: «免» (U+514D, CJK UNIFIED IDEOGRAPH-514D) has no glyph in Inter: write" in first
    assert ":6: «😀» (U+1F600, GRINNING FACE) has no glyph" in second
    assert [":6: «😀»" in str(error) for error in letter_errors(read(path), "zh")] == [True]
