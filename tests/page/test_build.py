"""The built folder: complete, small, self-contained, readable without JavaScript and by machines."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from page_site import SCENES, build_site
from project import copy_sources, make

from page.builder import words
from page.builder.build import main
from page.builder.serve import server

SEED_SENTENCES = (
    "hyperactive and potentially fatal immune response",
    "enter a runaway positive feedback loop",
    "begins to destroy the very body it is meant to protect",
    "they tell immune cells where to go and when to fight",
    "The lungs are often the first to fail",
    "might look stable while their IL-6 levels are doubling",
)


class Collector(HTMLParser):
    """Addresses, ids and JSON of a document."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.metas: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.addresses += [(tag, given[name]) for name in ("src", "href", "poster") if name in given]
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "meta" and "property" in given:
            self.metas[given["property"]] = given["content"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("page"), "--site", "https://example.org/storm/")


@pytest.fixture(scope="module")
def document(site: Path) -> str:
    return (site / "index.html").read_text(encoding="utf-8")


def test_folder_without_the_film_is_under_300_kb(site: Path) -> None:
    files = [path for path in site.rglob("*") if path.is_file() and path.name != "film.mp4"]
    assert sum(path.stat().st_size for path in files) < 300_000


def test_everything_asked_for_lies_in_the_folder(site: Path, document: str) -> None:
    for tag, address in Collector(document).addresses:
        if address.startswith("#") or (tag == "a" and address.startswith("https://doi.org/")):
            continue
        if tag == "link" and address == "https://example.org/storm/":
            continue
        assert not address.startswith(("/", "http:", "https:", "//")), (tag, address)
        assert (site / address.split("#")[0]).is_file(), (tag, address)


def test_scripts_import_only_each_other(site: Path) -> None:
    for script in site.glob("*.js"):
        for name in re.findall(r'from "\./([^"]+)"', script.read_text(encoding="utf-8")):
            assert (site / name).is_file(), (script.name, name)


def test_scripts_keep_to_the_line_length_of_the_project(site: Path) -> None:
    lines = ((script.name, n, line) for script in site.glob("*.js") if script.name != "model.js"
             for n, line in enumerate(script.read_text(encoding="utf-8").splitlines(), 1))
    assert not [(name, n) for name, n, line in lines if len(line) > 120]


def test_every_slot_is_filled_and_every_id_is_one(document: str) -> None:
    assert "{{" not in document
    ids = Collector(document).ids
    assert len(ids) == len(set(ids))


def test_machines_read_the_film(document: str) -> None:
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', document, re.S).group(1))
    assert data["@type"] == "VideoObject" and data["transcript"].startswith("One alarm")
    assert data["duration"] == "PT56S" and data["contentUrl"] == "https://example.org/storm/film.mp4"
    clips = data["hasPart"]
    assert [clip["startOffset"] for clip in clips] == [8 * i for i in range(len(SCENES))]
    assert all(a["endOffset"] == b["startOffset"] for a, b in zip(clips, clips[1:], strict=False))
    assert clips[2]["url"] == "https://example.org/storm/?t=16.0", "search engines want the page's own address"
    metas = Collector(document).metas
    assert metas["og:image"] == "https://example.org/storm/poster.jpg" and metas["og:title"] and metas["og:video"]


def test_colours_of_text_read_on_the_page_and_on_the_figure_by_night_and_by_day(document: str) -> None:
    """4.5:1, where axe doesn't look: on canvases and in drawings."""
    night = dict(re.findall(r"--([\w-]+): (#\w{6});", document.split("@media")[0]))
    day = night | dict(re.findall(r"--([\w-]+): (#\w{6});", document.split("@media")[1]))

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05

    for colours in (night, day):
        for text in ("text", "quiet", "link", "il6", "oxygen", "invader-text", "immune", "brake", "harm"):
            for behind in ("night", "panel"):
                low, high = sorted((light(colours[text]), light(colours[behind])))
                assert high / low >= 4.5, (text, colours[text], behind)


def test_organs_fail_in_the_order_that_the_words_beside_them_say(document: str) -> None:
    """And none of them had begun to when IL-6 passed 1,000: the slope warns earlier."""
    drawn = re.search(r'<section id="organs".*?<svg.*?</svg>', document, re.S).group()
    ends = [float(points.split()[-1].split(",")[1]) for points in re.findall(r'class="fails" points="([^"]+)"', drawn)]
    assert ends == sorted(ends, reverse=True) and len(set(ends)) == 3, "lungs lowest, then heart, then kidneys"
    left = [int(percent) for percent in re.findall(r"(\d+) % (?:of|are left)", drawn)]
    assert left == sorted(left) and 0 < left[0] < 50


def test_no_sentence_of_the_source_is_copied(document: str) -> None:
    text = re.sub(r"\s+", " ", document)
    assert not [sentence for sentence in SEED_SENTENCES if sentence in text]


def test_words_hold_what_science_asks_of_them(document: str) -> None:
    for needed in ("in some patients", "not medical advice", "local emergency number", "simplified model",
                   "can flare up", "illustration"):
        assert needed in document, needed


def test_missing_film_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = ["--film", str(tmp_path / "film.mp4"), "--poster", "p.png", "--sound", ".", "--into", str(tmp_path / "p")]
    assert main([*files, "loop"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "p").exists()


def test_make_page_takes_the_best_film_that_was_built_and_else_builds_one(tmp_path: Path) -> None:
    project = copy_sources(tmp_path)
    (project / ".venv").unlink()
    (project / ".venv").mkdir()
    (project / ".venv" / "film.done").touch()

    def told(*arguments: str) -> str:
        run = make(project, "-n", *arguments, goal="page")
        assert run.returncode == 0, run.stderr
        return run.stdout

    assert "there is no film yet" in told() and "--film build/en/landscape-1080p60/film.mp4" in told()
    draft = project / "build/en/landscape-480p15/film.mp4"
    draft.parent.mkdir(parents=True)
    draft.touch()
    assert "no film yet" not in told() and "1080p60" not in told()
    assert re.search(r"scenes\.render .*\bloop\b.*480p15", told()), "a film that is out of date is brought up to date"
    assert "480p15" not in told("QUALITY=2160p60")
    assert "--film build/en/landscape-480p15/film.mp4" in told("draft")


def test_the_page_is_served_where_the_usual_port_is_taken(tmp_path: Path) -> None:
    with server(tmp_path) as first, server(tmp_path, first.server_port) as second:
        assert second.server_port not in (0, first.server_port)


def test_another_language_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    english = (words.FOLDER / "en.toml").read_text(encoding="utf-8")
    (tmp_path / "en.toml").write_text(english, encoding="utf-8")
    (tmp_path / "ar.toml").write_text(english.replace('direction = "ltr"', 'direction = "rtl"'), encoding="utf-8")
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    assert words.load("ar")["direction"] == "rtl"
    (tmp_path / "ar.toml").write_text(english.replace('play = "Play"\n', ""), encoding="utf-8")
    with pytest.raises(words.WordsError, match=r"figure\.play is missing"):
        words.load("ar")
    (tmp_path / "ar.toml").write_text(english.replace("{hours} later, the same", "later, the same"), encoding="utf-8")
    with pytest.raises(words.WordsError, match="saved_margin"):
        words.load("ar")
    with pytest.raises(words.WordsError, match="no words in this language"):
        words.load("xx")


def test_a_claim_that_the_model_does_not_bear_out_stops_the_build_at_its_sentence(tmp_path, monkeypatch) -> None:
    said = words.load("en")
    words.check_claims(said)
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    for claim, says in (("storm outcome = recovery", "the model gives death"), ("storm il7.max > 1", "can't be read")):
        (tmp_path / words.CLAIMS).write_text(f'"pitfalls.0.text" = ["{claim}"]', encoding="utf-8")
        with pytest.raises(words.WordsError, match=says):
            words.check_claims(said)
    (tmp_path / words.CLAIMS).write_text('"pitfalls.9.text" = ["storm outcome = death"]', encoding="utf-8")
    with pytest.raises(words.WordsError, match="names no sentence"):
        words.check_claims(said)
