"""What sites are told: limits, cuts, chapters, captions for other players, transcripts, posters."""

from __future__ import annotations

import html
import os
import re
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from narrations import speak
from PIL import Image
from project import ROOT

from plan.errors import InputError
from plan.formats import POSTERS
from publish.captions.ass import compose_ass
from publish.captions.breaks import english
from publish.captions.optimise import make_captions
from publish.captions.rules import RULES
from publish.captions.ttml import compose_ttml
from publish.checks.poster import check_poster
from publish.checks.reading import read_small
from publish.checks.texts import check_metadata
from publish.folders.by_hand import compose_instructions
from publish.folders.content import parse_content, read_content
from publish.folders.cut import ELLIPSIS, cut, inside_character
from publish.folders.metadata import compose_chapters, compose_metadata, tags_length
from publish.folders.poster import compress, draw
from publish.folders.sites import POSTER_BYTES, SITES, utf8_bytes
from publish.folders.transcript import compose_markdown, compose_page, make_passages
from stage.layout import LAYOUTS

WORDS = ROOT / "words/en"
FAMILY, FLAG, ACCENT = "👩‍👩‍👧", "🇪🇸", "e\u0301"
SCOTLAND, KEY, HINDI, KOREAN = (
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "3️⃣",
    "क्षि",
    "\u1112\u1161\u11ab",
)
CLUSTERS = [FAMILY, FLAG, ACCENT, "👍🏽", SCOTLAND, KEY, HINDI, KOREAN]
LETTERS = [*"abc <&\n", "α", "é", *CLUSTERS, "漢"]


@pytest.fixture(scope="module")
def content():
    return read_content(WORDS)


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


@pytest.mark.parametrize("cluster", CLUSTERS)
@pytest.mark.parametrize("before", range(1, 9))
def test_a_title_of_101_characters_is_cut_beside_what_people_see_as_one(cluster, before):
    """Whatever stands at the limit goes whole."""
    text = "x" * (100 - before) + cluster * 12
    short = cut(text, 100)
    clusters, rest = divmod(len(short) - (100 - before) - 1, len(cluster))
    assert short.endswith(ELLIPSIS) and len(short) <= 100 and rest == 0 and clusters >= 0


def test_a_text_is_cut_at_a_word():
    assert cut("Cytokines are small proteins", 22) == "Cytokines are small…"
    assert cut(FAMILY * 4, 12) == FAMILY * 2 + ELLIPSIS


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_every_site_gets_texts_within_its_limits_even_from_texts_far_too_long(site, content, timings):
    long = replace(
        content, title="α & β < γ " * 40, description="Ünïcode " * 3000, tags=tuple(f"tag {n}" * 3 for n in range(200))
    )
    for each in (content, long):
        said = compose_metadata(each, timings, site, "en")
        findings = check_texts(said, each, site, timings)
        assert all(finding.holds for finding in findings), findings
        assert content.advice in said.description, "the advice is never what is cut"
        assert all(f"https://doi.org/{work.doi}" in said.description for work in content.sources.values())
    assert any("description is cut" in warning for warning in said.warnings)


WHOLE = "title whole, or cut between characters"


def check_texts(said, content, site, timings, **broken):
    """What holds of texts, as `make check` reads them, with some of them broken."""
    about = {**said.__dict__, "chapters": [chapter.__dict__ for chapter in said.chapters], **broken}
    return check_metadata(about, site, content, timings)


@pytest.mark.parametrize(
    ("site", "key", "breaks", "rule"),
    [
        ("youtube", "title", lambda old: old + "x" * 101, "title 100 at most"),
        ("youtube", "title", lambda old: old[:40], WHOLE),
        ("youtube", "description", lambda old: old + "ä" * 2500, "description 5000 at most"),
        ("youtube", "description", lambda old: old + "<", "none of '<>'"),
        ("youtube", "description", lambda old: old.replace("https://doi.org/", "", 1), "all sources with DOIs"),
        (
            "youtube",
            "description",
            lambda old: old.replace("not medical advice", "advice"),
            "advice and voice are named",
        ),
        ("youtube", "description", lambda old: old.replace("synthetic voice", "voice"), "advice and voice are named"),
        ("youtube", "description", lambda old: re.sub("^0:1", "0:2", old, flags=re.M), "chapters: first 0:00"),
        ("youtube", "tags", lambda old: ["a tag"] * 70, "tags 500 in all at most"),
        ("youtube", "chapters", lambda old: old[:2], "chapters: first 0:00"),
        ("youtube", "chapters", lambda old: [], "chapters: first 0:00"),
        ("shorts", "description", lambda old: old + "\n0:00 Start", "no chapters"),
        ("peertube", "tags", lambda old: [*old, "sixth"], "5 tags at most"),
        ("peertube", "tags", lambda old: ["x"], "5 tags at most"),
        ("peertube", "title", lambda old: old * 2, "title 120 at most"),
        ("tiktok", "synthetic_media", lambda old: False, "the site's questions are answered"),
        ("reels", "description", lambda old: old + "x" * 2200, "description 2200 at most"),
    ],
)
def test_broken_texts_break_their_rule(site, key, breaks, rule, content, timings):
    said = compose_metadata(content, timings, SITES[site], "en")
    whole = {**said.__dict__, "chapters": [chapter.__dict__ for chapter in said.chapters]}
    assert breaks(whole[key]) != whole[key]
    findings = check_texts(said, content, SITES[site], timings, **{key: breaks(whole[key])})
    broken = {each.rule for each in findings if not each.holds} - {WHOLE if rule != WHOLE else ""}
    assert len(broken) == 1 and broken.pop().startswith(rule), findings


def test_the_last_chapter_must_last_as_long_as_the_others(content, timings):
    said = compose_metadata(content, timings, SITES["youtube"], "en")
    last, end = said.chapters[-1], int(sum(timing.seconds for timing in timings))
    late = replace(last, seconds=end - 9)
    text = said.description.replace(f"0:{last.seconds:02} {last.title}", f"0:{late.seconds:02} {late.title}")
    assert text != said.description
    moved = replace(said, description=text, chapters=(*said.chapters[:-1], late))
    broken = [each for each in check_texts(moved, content, SITES["youtube"], timings) if not each.holds]
    assert [each.measured for each in broken] == [f"{len(said.chapters)}, shortest 9 s"]


def test_chapters_start_at_zero_last_long_enough_and_name_every_scene(timings):
    found = compose_chapters(timings, 3, 10.0)
    starts = [chapter.seconds for chapter in found]
    assert starts[0] == 0 and len(starts) >= 3
    ends = [*starts[1:], int(sum(timing.seconds for timing in timings))]
    assert min(b - a for a, b in zip(starts, ends, strict=True)) >= 10
    assert " · ".join(chapter.title for chapter in found) == " · ".join(timing.chapter for timing in timings)
    assert compose_chapters(timings[:2], 3, 10.0) == ()


def test_shorts_have_no_chapters_and_a_site_without_titles_opens_its_text_with_it(content, timings):
    shorts = compose_metadata(content, timings, SITES["shorts"], "en")
    assert not shorts.chapters and "0:00" not in shorts.description
    tiktok = compose_metadata(content, timings, SITES["tiktok"], "en")
    assert tiktok.description.startswith(content.title) and "#cytokinestorm" in tiktok.description
    form = compose_instructions(tiktok, SITES["tiktok"], burned=True)
    assert "TITLE" not in form and "CAPTIONS\nthey are burned into the film" in form
    assert "CAPTIONS\ncaptions.en.srt or captions.en.vtt" in compose_instructions(shorts, SITES["shorts"], burned=True)


def test_questions_are_answered_and_the_voice_is_named(content, timings):
    for site in SITES.values():
        said = compose_metadata(content, timings, site, "en")
        assert said.made_for_kids is False and said.synthetic_media is site.voice_counts
        assert timings[0].voice in said.description
        answer = "yes" if said.synthetic_media else "no"
        assert (
            f"{answer}: {site.synthetic_rule}" in compose_instructions(said, site, burned=False)
            and site.synthetic_rule
            and site.limits_from
        )


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
def test_wrong_content_is_named_with_line_and_fix(old, new, says):
    text = (WORDS / "film.md").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(InputError, match=says):
        parse_content(text.replace(old, new, 1), Path("words/en/film.md"))


def test_ttml_gives_back_the_captions_even_with_markup_in_them(timings):
    cues = make_captions(timings, RULES["landscape"], english())
    cues = [replace(cues[0], lines=("T < 0 & v > c",)), *cues[1:]]
    root = ET.fromstring(compose_ttml(cues, "en"))
    parts = list(root.iter("{http://www.w3.org/ns/ttml}p"))
    assert [" ".join(part.itertext()) for part in parts] == [" ".join(cue.lines) for cue in cues]
    assert [part.get("begin") for part in parts] == [f"{cue.start:.3f}s" for cue in cues]


def test_burned_in_words_light_up_when_they_are_spoken(timings):
    cues = make_captions(timings, RULES["portrait"], english())
    lines = [line for line in compose_ass(cues, LAYOUTS["portrait"]).splitlines() if line.startswith("Dialogue")]
    for cue, line in zip(cues, lines, strict=True):
        text = line.split(",,", 2)[2]
        steps = [int(step) for step in re.findall(r"\\k(\d+)", text)]
        for number, word in enumerate(cue.words):
            assert abs(cue.start + sum(steps[: number + 1]) / 100 - word.start) <= 0.0051
        shown = re.sub(r"\{\\k\d+\}", "", text)
        assert shown.replace("\\N", "\n") == cue.text


def test_no_word_can_command_the_burner(timings):
    cue = make_captions(timings, RULES["portrait"], english())[0]
    evil = replace(cue.words[0], text="{\\b1}\\N")
    shown = compose_ass([replace(cue, lines=(evil.text,), words=(evil,))], LAYOUTS["portrait"]).splitlines()[-1]
    assert "\\{" in shown and "\\}" in shown and "\\b" not in shown and "\\N" not in shown


def test_the_transcript_has_all_that_is_said_and_seen(content, timings, scripts_of_the_film):
    parts = make_passages(timings, [script.visual for script in scripts_of_the_film])
    page = html.unescape(compose_page(content, parts, "a voice", "en"))
    for text in (compose_markdown(content, parts, "a voice"), page):
        for script in scripts_of_the_film:
            assert script.visual in text and all(beat.text in text for beat in script.beats)
        assert content.advice in text and "a voice" in text
    marked = replace(parts[0], said=("T < 0 & v > c*, or <b>",))
    assert "T &lt; 0 &amp; v > c\\*, or &lt;b>" in compose_markdown(content, [marked], "a voice")
    assert "T &lt; 0 &amp; v &gt; c*, or &lt;b&gt;" in compose_page(content, [marked], "a voice", "en")
    assert "a &lt;b&gt;" in compose_page(replace(content, title="a <b>"), parts, "a voice", "en")


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
    picture = draw(content.poster, LAYOUTS[form])
    assert picture.size == POSTERS[form]
    (tmp_path / "poster.png").write_bytes(compress(picture))
    assert (tmp_path / "poster.png").stat().st_size <= POSTER_BYTES
    read_words = read_small(picture.convert("L"))
    assert "CYTOKINESTORM" in "".join(read_words), read_words
    site = next(site for site in SITES.values() if site.format == form)
    assert all(finding.holds for finding in check_poster(tmp_path / "poster.png", site, content.poster))
    assert unmet(tmp_path / "poster.png", site, "Another film") == {"poster reads at 160 pixels"}


def unmet(poster: Path, site, title: str) -> set[str]:
    return {finding.rule for finding in check_poster(poster, site, title) if not finding.holds}


def test_a_poster_of_three_megabytes_of_another_size_or_without_words_breaks_its_rule(tmp_path):
    noise = Image.effect_noise((1280, 720), 90)
    Image.merge("RGB", [noise.transpose(turn) for turn in (0, 1, 3)]).save(tmp_path / "noise.png")
    assert 2.5e6 < (tmp_path / "noise.png").stat().st_size < 4e6
    assert unmet(tmp_path / "noise.png", SITES["youtube"], "A title") >= {"poster 2 MB at most"}
    Image.new("RGB", (1920, 1080)).save(tmp_path / "dark.png")
    found = unmet(tmp_path / "dark.png", SITES["youtube"], "A title")
    assert found == {"poster 1280x720", "poster reads at 160 pixels"}
