"""What sites are told: limits, cuts, chapters, captions for other players, transcripts, posters."""

from __future__ import annotations

import os
import re
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from narrations import speak
from PIL import Image

from audio.captions import RULES, captions
from audio.script import ScriptError
from publish.captions import compose_ass, compose_ttml
from publish.check import check_metadata, check_poster, read_small
from publish.content import parse, read
from publish.cut import ELLIPSIS, cut, inside_character
from publish.folders import by_hand
from publish.metadata import chapters, metadata, tags_length
from publish.poster import compress, draw
from publish.sites import POSTER_BYTES, POSTERS, SITES, utf8_bytes
from publish.transcript import markdown, page, passages
from scenes.layout import LAYOUTS
from scenes.type import register_fonts

FILM = ROOT / "publish/film.md"
FAMILY, FLAG, ACCENT = "👩‍👩‍👧", "🇪🇸", "e\u0301"
LETTERS = [*"abc <&\n", "α", "é", FAMILY, FLAG, ACCENT, "漢"]


@pytest.fixture(scope="module")
def content():
    return read(FILM)


@pytest.fixture(scope="module")
def timings(scripts_of_the_film):
    return [speak(script) for script in scripts_of_the_film]


@given(st.lists(st.sampled_from(LETTERS), max_size=60).map("".join), st.integers(0, 80))
def test_a_cut_text_fits_opens_the_whole_and_parts_no_character(text, limit):
    for measure in (len, utf8_bytes):
        short = cut(text, limit, measure)
        assert measure(short) <= limit or short == ""
        if short != text and short:
            kept = short.removesuffix(ELLIPSIS)
            assert text.startswith(kept)
            assert not inside_character(text, len(kept))


def test_a_text_is_cut_at_a_word():
    assert cut("Cytokines are small proteins", 22) == "Cytokines are small…"
    assert cut(FAMILY * 4, 12) == FAMILY * 2 + ELLIPSIS


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_every_site_gets_texts_within_its_limits_even_from_texts_far_too_long(site, content, timings):
    long = replace(
        content, title="α & β < γ " * 40, description="Ünïcode " * 3000, tags=tuple(f"tag {n}" * 3 for n in range(200))
    )
    for told in (content, long):
        said = metadata(told, timings, site, "en")
        findings = check_metadata({**said.__dict__, "chapters": [c.__dict__ for c in said.chapters]}, site)
        assert all(finding.holds for finding in findings), findings
        assert content.advice in said.description, "the advice is never what is cut"
        assert all(f"https://doi.org/{work.doi}" in said.description for work in content.sources.values())
    assert any("description is cut" in warning for warning in said.warnings)


def test_check_finds_texts_over_the_limits(content, timings):
    said = metadata(content, timings, SITES["youtube"], "en").__dict__
    said = {**said, "chapters": [chapter.__dict__ for chapter in said["chapters"]]}
    for broken in (
        {"title": "x" * 101},
        {"description": said["description"] + "ä" * 2500},
        {"description": said["description"] + "<"},
        {"tags": ["a tag"] * 70},
        {"chapters": [{**chapter, "seconds": chapter["seconds"] + 1} for chapter in said["chapters"]]},
        {"chapters": said["chapters"][:2]},
    ):
        findings = check_metadata({**said, **broken}, SITES["youtube"])
        assert sum(not finding.holds for finding in findings) == 1, broken.keys()


def test_chapters_start_at_zero_last_long_enough_and_name_every_scene(timings):
    found = chapters(timings, 3, 10.0)
    starts = [chapter.seconds for chapter in found]
    assert starts[0] == 0 and len(starts) >= 3
    ends = [*starts[1:], int(sum(timing.seconds for timing in timings))]
    assert min(b - a for a, b in zip(starts, ends, strict=True)) >= 10
    assert " · ".join(chapter.title for chapter in found) == " · ".join(timing.chapter for timing in timings)
    assert chapters(timings[:2], 3, 10.0) == ()


def test_shorts_have_no_chapters_and_a_site_without_titles_opens_its_text_with_it(content, timings):
    shorts = metadata(content, timings, SITES["shorts"], "en")
    assert not shorts.chapters and "0:00" not in shorts.description
    tiktok = metadata(content, timings, SITES["tiktok"], "en")
    assert tiktok.description.startswith(content.title) and "#cytokinestorm" in tiktok.description
    assert "TITLE" not in by_hand(tiktok, SITES["tiktok"])


def test_questions_are_answered_and_the_voice_is_named(content, timings):
    for site in SITES.values():
        said = metadata(content, timings, site, "en")
        assert said.made_for_kids is False and said.synthetic_media is site.voice_counts
        assert timings[0].voice in said.description
        answer = "yes" if said.synthetic_media else "no"
        assert f"{answer}: {site.synthetic_rule}" in by_hand(said, site) and site.synthetic_rule and site.limits_from


def test_tags_are_counted_as_youtube_counts_them():
    assert tags_length(["sepsis", "immune system"]) == 6 + 1 + 15


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("category: education", "category: fun", r"film\.md:5: category is 'fun': write one of education"),
        ("made-for-kids: no", "made-for-kids: maybe", r"film\.md:6: made-for-kids is 'maybe': write one of yes"),
        ("tags:", "tag:", r"film\.md:4: .* is no header line: use one of title"),
        ("Reynolds 2006", "Reynolds 1806", r"film\.md:9: the source 'Reynolds 1806' is unknown"),
        ("Reynolds 2006", "de Kruif 2007", r"film\.md:9: the source 'de Kruif 2007' has no DOI"),
        ("poster: Cytokine storm\n", "", r"film\.md:1: the header lacks 'poster'"),
    ],
)
def test_wrong_content_is_named_with_line_and_mend(old, new, says):
    text = FILM.read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(ScriptError, match=says):
        parse(text.replace(old, new, 1), Path("publish/film.md"))


def test_ttml_gives_back_the_captions_even_with_markup_in_them(timings):
    cues = captions(timings, RULES["landscape"])
    cues = [replace(cues[0], lines=("T < 0 & v > c",)), *cues[1:]]
    told = ET.fromstring(compose_ttml(cues, "en"))
    parts = list(told.iter("{http://www.w3.org/ns/ttml}p"))
    assert [" ".join(part.itertext()) for part in parts] == [" ".join(cue.lines) for cue in cues]
    assert [part.get("begin") for part in parts] == [f"{cue.start:.3f}s" for cue in cues]


def test_burned_in_words_light_up_when_they_are_spoken(timings):
    cues = captions(timings, RULES["portrait"])
    lines = [line for line in compose_ass(cues, LAYOUTS["portrait"]).splitlines() if line.startswith("Dialogue")]
    for cue, line in zip(cues, lines, strict=True):
        text = line.split(",,", 2)[2]
        steps = [int(step) for step in re.findall(r"\\k(\d+)", text)]
        for number, word in enumerate(cue.words):
            assert abs(cue.start + sum(steps[: number + 1]) / 100 - word.start) <= 0.0051
        shown = re.sub(r"\{\\k\d+\}", "", text)
        assert shown.replace("\\N", "\n") == cue.text


def test_no_word_can_command_the_burner(timings):
    cue = captions(timings, RULES["portrait"])[0]
    evil = replace(cue.words[0], text="{\\b1}\\N")
    shown = compose_ass([replace(cue, lines=(evil.text,), words=(evil,))], LAYOUTS["portrait"]).splitlines()[-1]
    assert "\\{" in shown and "\\}" in shown and "\\b" not in shown and "\\N" not in shown


def test_the_transcript_has_all_that_is_said_and_seen(content, timings, scripts_of_the_film):
    parts = passages(timings, [script.visual for script in scripts_of_the_film])
    for text in (markdown(content, parts, "a voice"), page(content, parts, "a voice", "en")):
        for script in scripts_of_the_film:
            assert script.visual in text and all(beat.text in text for beat in script.beats)
        assert content.advice in text and "a voice" in text
    assert "a &lt;b&gt;" in page(replace(content, title="a <b>"), parts, "a voice", "en")


@pytest.mark.parametrize(
    ("asked", "file"),
    [
        ("FORMAT=landscape", "landscape-1080p60/film.mp4"),
        ("FORMAT=square", "square-1080p60/film.mp4"),
        ("FORMAT=portrait", "portrait-1080p60/captioned.mp4"),
        ("FORMAT=portrait CAPTIONS=soft", "portrait-1080p60/film.mp4"),
        ("FORMAT=landscape CAPTIONS=burned", "landscape-1080p60/captioned.mp4"),
    ],
)
def test_make_burns_words_into_portrait_alone_unless_told_otherwise(asked, file):
    assert f"ready: build/en/{file}" in make(*asked.split()).stdout


def test_another_way_to_show_captions_is_refused():
    run = make("CAPTIONS=both")
    assert run.returncode and "CAPTIONS=both is no way to show captions: use burned or soft" in run.stderr


def make(*asked: str) -> subprocess.CompletedProcess[str]:
    """What make would do, in an environment that says nothing of it."""
    said = {
        key: value for key, value in os.environ.items() if key not in ("CAPTIONS", "FORMAT", "QUALITY", "MAKEFLAGS")
    }
    command = ["make", "-n", "film", "QUALITY=1080p60", *asked]
    return subprocess.run(command, cwd=ROOT, env=said, capture_output=True, text=True)


@pytest.mark.parametrize("form", POSTERS)
def test_a_poster_has_its_pixels_is_small_and_reads_at_160_pixels(form, content, tmp_path):
    register_fonts()
    picture = draw(content.poster, LAYOUTS[form])
    assert picture.size == POSTERS[form]
    (tmp_path / "poster.png").write_bytes(compress(picture))
    assert (tmp_path / "poster.png").stat().st_size <= POSTER_BYTES
    read_words = read_small(picture.convert("L"))
    assert "".join(read_words[:3]).startswith("CYTOKINESTORM"), read_words
    site = next(site for site in SITES.values() if site.format == form)
    assert all(finding.holds for finding in check_poster(tmp_path / "poster.png", site))
    assert not read_small(Image.new("L", picture.size, 40)), "an empty poster reads as nothing"
