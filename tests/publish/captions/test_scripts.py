"""Captions of scripts that are not Latin: within their limits, in the order of speech, and legible in the picture.

Arabic, Hindi and Chinese are read back by tesseract from pixels of a film.
"""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from narrations import speak
from PIL import Image

from plan.edition import Edition
from plan.formats import Quality
from plan.segments import joined
from plan.words import Beat, Script
from publish.captions.ass import compose_ass
from publish.captions.band import box_pixels
from publish.captions.breaks import grammar
from publish.captions.burn import burn
from publish.captions.optimise import make_captions
from publish.captions.rules import RULES, rules_of
from publish.captions.subrip import compose_srt
from publish.captions.visual import parts_of
from publish.captions.webvtt import compose_vtt
from publish.checks.caption_files import read_ass, read_srt, read_vtt
from publish.checks.reading import likeness, read_all
from stage.layout import LAYOUTS

PHRASES = {
    "ar": ["يرتفع IL-6", "(C-reactive protein)،", "في الدم 10 pg/mL", "كثيرًا؟", "الخلايا المناعية"],
    "he": ["סערת", "ציטוקינים", "(IL-6)", "עולה.", "בדם"],
    "hi": ["प्रतिरक्षा", "कोशिकाएँ", "क्षण भर में", "IL-6", "बढ़ाती हैं।"],
    "ja": ["サイトカイン", "ストームは、", "「IL-6」が", "増える。", "免疫細胞を"],
    "th": ["ระบบภูมิคุ้มกัน", "ทำงานมากเกินไป", "IL-6", "น้ำ"],
    "zh": ["免疫系统", "召集细胞，", "IL-6", "升到1,000", "「失控」。"],
}
SPOKEN = {
    "ar": "يرتفع IL-6 بسرعة في الدم. ترسل الخلايا المناعية إشارات كثيرة.",
    "hi": "प्रतिरक्षा प्रणाली शरीर की रक्षा करती है। कोशिकाएँ संकेत भेजती हैं।",
    "zh": "免疫系统保护我们的身体。细胞在几个小时内发出许多信号。",
}
BAND = box_pixels(LAYOUTS["portrait"].captions, LAYOUTS["portrait"])


def narration(text: str, locale: str):
    """Return the timing of a text that is one sentence of a scene."""
    return speak(Script(Path(f"words/{locale}/any.md"), "Any", beats=(Beat(4, text),)))


def captions_of(text: str, locale: str, form: str):
    return make_captions([narration(text, locale)], rules_of(form, locale), grammar(Edition(locale)))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_captions_are_the_script_within_the_limits_of_its_script(data):
    locale, form = data.draw(st.sampled_from(sorted(PHRASES))), data.draw(st.sampled_from(sorted(RULES)))
    pieces = data.draw(st.lists(st.sampled_from(PHRASES[locale]), min_size=1, max_size=12))
    text, rules = ("" if locale in ("ja", "zh") else " ").join(pieces), rules_of(form, locale)
    found = captions_of(text, locale, form)
    words = [word for caption in found for word in caption.words]
    assert joined(words) == text
    for caption in found:
        assert len(caption.lines) <= rules.lines
        assert all(rules.count(line) <= rules.line_characters for line in caption.lines), caption.lines
    ass = compose_ass(found, LAYOUTS[form], locale)
    for file in (read_ass(ass), read_srt(compose_srt(found)), read_vtt(compose_vtt(found, locale))):
        assert [caption.text for caption in file] == [caption.text for caption in found]


@pytest.mark.parametrize(
    ("locale", "lines", "speed"),
    [
        ("en", (42, 32, 28), 17),
        ("ru", (42, 32, 28), 17),
        ("ar", (42, 32, 28), 20),
        ("hi", (42, 32, 28), 20),
        ("th", (35, 27, 23), 17),
        ("zh-Hans", (16, 14, 13), 9),
        ("zh-TW", (16, 14, 13), 9),
        ("ja", (16, 14, 13), 7),
        ("ko", (16, 14, 13), 12),
    ],
)
def test_limits_are_those_of_the_standards(locale, lines, speed):
    rules = [rules_of(form, locale) for form in ("landscape", "square", "portrait")]
    assert tuple(each.line_characters for each in rules) == lines
    assert {each.reading_speed for each in rules} == {speed}


def test_characters_are_counted_as_people_see_them():
    counts = {"IL-6上升。": 5, "क्षत्रिय IL-6": 8, "น้ำ": 1, "كَثِيرًا\u200f": 5, "e\u0301": 1}
    for (text, count), locale in zip(counts.items(), ("zh", "hi", "th", "ar", "en"), strict=True):
        assert rules_of("landscape", locale).count(text) == count, text


def test_a_line_that_begins_with_a_latin_letter_says_its_direction_in_files():
    found = captions_of("IL-6 يرتفع", "ar", "landscape")
    mark = "\u200f"
    assert f"\n{mark}IL-6 يرتفع\n" in compose_srt(found) and f"\n{mark}IL-6 يرتفع\n" in compose_vtt(found, "ar")
    assert mark not in compose_srt(captions_of("يرتفع IL-6", "ar", "landscape"))


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("يرتفع (C-reactive protein)،", ["،", ")", "C-reactive", "protein", "(", "يرتفع"]),
        ("يرتفع IL-6 (سريعا)،", ["،", ")", "سريعا", "(", "IL-6", "يرتفع"]),
        ("IL-6 בדם.", [".", "בדם", "IL-6"]),
        ("الدم 10 pg/mL؟", ["؟", "pg/mL", "10", "الدم"]),
    ],
)
def test_a_line_from_right_to_left_has_its_words_and_stops_where_they_are_seen(line, seen):
    words = narration(line, "ar").beats[0].words
    parts = [part for part in parts_of(words, None) if part.text.strip()]
    assert [text for part in parts for text in ([part.text] if part.level % 2 == 0 else _seen(part.text))] == seen


def _seen(text: str) -> list[str]:
    """Return letters from right to left and the stops around them, from left to right."""
    stops = "().،؟"
    core = text.strip(stops)
    before, after = text.partition(core)[::2] if core else ("", text)
    return [piece for piece in (*reversed(after), core, *reversed(before)) if piece]


@pytest.fixture(scope="module")
def plain_film(tmp_path_factory) -> Path:
    """A dark film in portrait with a silent track and an empty soft track."""
    folder = tmp_path_factory.mktemp("dark")
    (folder / "soft.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nsoft\n")
    picture = "color=c=0x0a0e20:size=1080x1920:rate=5:duration=8,format=yuv420p"
    command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", "anullsrc=r=48000"]
    command += ["-i", "soft.srt", "-t", "8", "-preset", "ultrafast", "-c:a", "aac", "-c:s", "mov_text", "film.mp4"]
    subprocess.run(command, check=True, cwd=folder)
    return folder / "film.mp4"


def burned_bands(plain: Path, locale: str, into: Path, moments: list[float], captions) -> list[Image.Image]:
    """Burn captions into the film and return the band of captions at some seconds."""
    (into / "film.ass").write_text(compose_ass(captions, LAYOUTS["portrait"], locale), encoding="utf-8")
    burn(plain, into / "film.ass", LAYOUTS["portrait"], Quality(1080, 5, 18, "ultrafast"), into / "burned.mp4", locale)
    with av.open(str(into / "burned.mp4")) as video:
        frames = [frame.to_image() for frame in video.decode(video=0)]
    return [frames[round(5 * moment)].crop(BAND) for moment in moments]


def dark_on_light(band: Image.Image) -> Image.Image:
    """Return a band as tesseract reads it best: in dark letters of some 30 pixels."""
    dark = Image.fromarray(255 - np.asarray(band.convert("RGB")).max(axis=2))
    return dark.resize((dark.width // 2, dark.height // 2), Image.Resampling.LANCZOS)


@pytest.mark.parametrize("locale", SPOKEN)
def test_burned_captions_read_as_they_are_written(locale, plain_film, tmp_path):
    text = SPOKEN[locale]
    found = captions_of(text, locale, "portrait")
    bands = burned_bands(plain_film, locale, tmp_path, [caption.end - 0.25 for caption in found], found)
    for caption, seen in zip(found, read_all(list(map(dark_on_light, bands)), locale), strict=True):
        assert likeness(caption.text, seen) >= 0.8, (caption.text, seen)


def lit_and_unlit(plain: Path, locale: str, text: str, into: Path, word: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the columns of pixels of the words that are spoken already while a word is, and of the others."""
    (caption,) = captions_of(text, locale, "portrait")
    moment = caption.words[word].start + 0.15
    band = burned_bands(plain, locale, into, [moment], [replace(caption, end=7.0)])[0]
    red, _, blue = np.moveaxis(np.asarray(band.convert("RGB"), float), 2, 0)
    lit, unlit = (np.flatnonzero(((red > 150) & part).any(axis=0)) for part in (blue < 100, blue > 150))
    assert len(lit) and len(unlit)
    return lit, unlit


def test_the_words_of_a_line_from_right_to_left_light_up_from_the_right(plain_film, tmp_path):
    lit, unlit = lit_and_unlit(plain_film, "ar", "يرتفع IL-6 بسرعة، جدا", tmp_path, 1)
    assert unlit.max() < lit.min(), "what was spoken is at the right of what was not"


def test_a_word_in_two_typefaces_lights_up_as_a_whole_and_not_before(plain_film, tmp_path):
    lit, unlit = lit_and_unlit(plain_film, "ja", "「IL-6」が増える", tmp_path, 0)
    assert lit.max() < unlit.min() and np.ptp(lit) > 0.5 * np.ptp(unlit), "not only the bracket"
    lit, unlit = lit_and_unlit(plain_film, "zh", "升到10 pg/mL。", tmp_path, 1)
    assert lit.max() < unlit.min() and np.ptp(unlit) > 0.5 * np.ptp(lit), "more than the stop is still to come"
