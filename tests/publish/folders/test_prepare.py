"""Upload folders are written whole, and hold the film that their site shows."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from publish.checks.translations import check_translations
from publish.folders.folder import read_folder
from publish.folders.prepare import write_folder
from publish.folders.sites import SITES
from publish.folders.translation import gather_translation

pytest_plugins = ["publish_fixtures"]


def test_a_folder_is_replaced_whole_and_stays_if_the_film_is_missing(source, tmp_path):
    folder = tmp_path / "youtube-en"
    write_folder(source, SITES["youtube"], folder)
    (folder / "left-over").write_text("")
    write_folder(source, SITES["youtube"], folder)
    assert not (folder / "left-over").exists()
    with pytest.raises(FileNotFoundError):
        write_folder(replace(source, quality="2160p60"), SITES["youtube"], folder)
    assert (folder / "film.mp4").exists() and len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("captions", "site", "film"),
    [
        ("", "youtube", "landscape-2160p60/film.mp4"),
        ("", "tiktok", "portrait-1080p60/captioned.mp4"),
        ("burned", "youtube", "landscape-2160p60/captioned.mp4"),
        ("soft", "shorts", "portrait-1080p60/film.mp4"),
    ],
)
def test_captions_are_burned_only_into_portrait_unless_asked_otherwise(captions, site, film, source):
    """And an upright film has no more lines than a phone."""
    chosen = replace(source, quality="2160p60", captions=captions).film(SITES[site])
    assert chosen == source.edition(SITES[site]).sound / film


FURTHER = ("es", "ar", "zh-Hans")


@pytest.fixture
def in_many_languages(source):
    """What folders are made of, with three further languages on the same video."""
    return replace(source, translations=[gather_translation(locale, source.timings) for locale in FURTHER])


def test_further_languages_add_texts_and_captions_to_the_folder_of_the_first(in_many_languages, tmp_path):
    folder = tmp_path / "youtube-en"
    write_folder(in_many_languages, SITES["youtube"], folder)
    about = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    assert about["language"] == "en" and about["caption_languages"] == list(FURTHER)
    assert about["localizations"]["es"]["title"].startswith("Tormenta de citocinas")
    assert "ningún hablante nativo" in about["localizations"]["es"]["description"]
    assert "Combate al invasor" in (folder / "captions.es.vtt").read_text(encoding="utf-8")
    form = (folder / "upload.txt").read_text(encoding="utf-8")
    assert "TITLE IN zh-Hans\n细胞因子风暴" in form and "AUDIO TRACK IN ar\nYouTube Studio" in form


@pytest.mark.parametrize(("site", "captions", "texts"), [("peertube", list(FURTHER), False), ("tiktok", None, False)])
def test_a_site_gets_of_further_languages_what_it_takes(site, captions, texts, in_many_languages, tmp_path):
    write_folder(in_many_languages, SITES[site], tmp_path / site)
    about = json.loads((tmp_path / site / "metadata.json").read_text(encoding="utf-8"))
    assert about.get("caption_languages") == captions and ("localizations" in about) == texts


def test_further_languages_are_checked_each_by_itself(in_many_languages, tmp_path):
    folder = tmp_path / "youtube-en"
    write_folder(in_many_languages, SITES["youtube"], folder)

    def broken() -> list[str]:
        findings = check_translations(read_folder(folder), in_many_languages.timings)
        assert len(findings) == 5 * len(FURTHER)
        return [each.rule for each in findings if not each.holds]

    assert broken() == []
    captions, metadata = folder / "captions.ar.vtt", folder / "metadata.json"
    captions.write_text(captions.read_text(encoding="utf-8").replace("الغازي", "الغزاة"), encoding="utf-8")
    about = json.loads(metadata.read_text(encoding="utf-8"))
    about["localizations"]["es"]["title"] = "x" * 101
    metadata.write_text(json.dumps(about), encoding="utf-8")
    assert broken() == ["title in es, 100 at most", "captions in ar are its words"]
