"""The poster: drawn by the film, or plain; its pixels, its bytes, and whether it reads when it is small."""

from __future__ import annotations

import types
from pathlib import Path

import pytest
from PIL import Image
from project import ROOT

from plan.formats import POSTERS
from publish.checks.poster import check_poster
from publish.checks.reading import read_small
from publish.folders import poster
from publish.folders.content import read_content
from publish.folders.poster import compress, draw, draw_plain
from publish.folders.sites import POSTER_BYTES, SITES
from stage.layout import LAYOUTS

WORDS = ROOT / "words/en"


@pytest.fixture(scope="module")
def content():
    return read_content(WORDS)


@pytest.mark.parametrize("form", POSTERS)
def test_a_poster_has_its_pixels_is_small_and_reads_at_160_pixels(form, content, tmp_path):
    picture = draw(content.poster, LAYOUTS[form])
    assert picture.size == POSTERS[form]
    (tmp_path / "poster.png").write_bytes(compress(picture))
    assert (tmp_path / "poster.png").stat().st_size <= POSTER_BYTES
    read_words = read_small(picture.convert("L"))
    assert "CYTOKINESTORM" in "".join(read_words), read_words
    site = next(site for site in SITES.values() if site.format == form)
    assert all(finding.holds for finding in check_poster(tmp_path / "poster.png", site, content.poster, "en"))
    assert unmet(tmp_path / "poster.png", site, "Another film") == {"poster reads at 160 pixels"}


def test_a_poster_of_other_pixels_than_sites_want_is_an_error(monkeypatch):
    own = types.SimpleNamespace(draw=lambda title, layout: Image.new("RGB", (640, 360)))
    monkeypatch.setattr(poster, "optional", lambda name: own)
    with pytest.raises(ValueError, match=r"scenes/poster\.py draws \(640, 360\) pixels"):
        draw("A title", LAYOUTS["landscape"])


@pytest.mark.parametrize("form", POSTERS)
def test_the_plain_poster_of_a_film_without_one_holds_to_the_rules(form, tmp_path):
    (tmp_path / "poster.png").write_bytes(compress(draw_plain("How tides come", LAYOUTS[form])))
    site = next(site for site in SITES.values() if site.format == form)
    assert not unmet(tmp_path / "poster.png", site, "How tides come")


def unmet(poster: Path, site, title: str) -> set[str]:
    return {finding.rule for finding in check_poster(poster, site, title, "en") if not finding.holds}


def test_a_poster_of_three_megabytes_of_another_size_or_without_words_breaks_its_rule(tmp_path):
    noise = Image.effect_noise((1280, 720), 90)
    turns = (Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.FLIP_TOP_BOTTOM, Image.Transpose.ROTATE_180)
    Image.merge("RGB", [noise.transpose(turn) for turn in turns]).save(tmp_path / "noise.png")
    assert 2.5e6 < (tmp_path / "noise.png").stat().st_size < 4e6
    assert unmet(tmp_path / "noise.png", SITES["youtube"], "A title") >= {"poster 2 MB at most"}
    Image.new("RGB", (1920, 1080)).save(tmp_path / "dark.png")
    found = unmet(tmp_path / "dark.png", SITES["youtube"], "A title")
    assert found == {"poster 1280x720", "poster reads at 160 pixels"}
