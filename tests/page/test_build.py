"""The built folder: complete, small, self-contained, readable without JavaScript and by machines."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from page_site import QUALITY, SECONDS, build_site, chosen, copy_film
from project import ROOT, copy_sources, make

from page.builder.build import main
from page.builder.colours import contrast
from plan.edition import Edition
from plan.film import film

SEED_SENTENCES = (
    "hyperactive and potentially fatal immune response",
    "enter a runaway positive feedback loop",
    "begins to destroy the very body it is meant to protect",
    "they tell immune cells where to go and when to fight",
    "The lungs are often the first to fail",
    "might look stable while their IL-6 levels are doubling",
)
# Names of colours in the style sheets
TEXTS = ("text", "quiet", "link", "il6", "oxygen", "invader-text", "immune", "brake", "harm")
GROUNDS = ("night", "panel")


class Collector(HTMLParser):
    """Addresses, ids and properties of a document."""

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


def test_every_address_leads_to_a_file_of_the_folder(site: Path, document: str) -> None:
    for tag, address in Collector(document).addresses:
        if address.startswith("#") or (tag == "a" and address.startswith("https://doi.org/")):
            continue
        if tag == "link" and address == "https://example.org/storm/":
            continue
        assert not address.startswith(("/", "http:", "https:", "//")), (tag, address)
        assert (site / address.split("#")[0]).is_file(), (tag, address)


def test_scripts_import_only_each_other(site: Path) -> None:
    imports = [(script, name) for script in site.rglob("*.js")
               for name in re.findall(r'(?:from|import\()\s*"([^"]+)"', script.read_text(encoding="utf-8"))]
    assert len(imports) > 60
    assert not [(script.name, name) for script, name in imports if not (script.parent / name).is_file()]


def test_scripts_keep_to_the_line_length_of_the_project() -> None:
    scripts = [*(ROOT / "page" / "src").rglob("*.js"), *(ROOT / "page" / "builder").glob("*.js"),
               *(ROOT / "model").glob("*.js")]
    lines = [(script.name, n, line) for script in scripts
             for n, line in enumerate(script.read_text(encoding="utf-8").splitlines(), 1)]
    assert not [(name, n) for name, n, line in lines if len(line) > 120]


def test_every_id_is_there_once(document: str) -> None:
    ids = Collector(document).ids
    assert ids
    assert len(ids) == len(set(ids))


def test_machines_read_the_film(document: str) -> None:
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', document, re.S).group(1))
    assert data["@type"] == "VideoObject"
    assert data["transcript"].startswith("One alarm")
    assert data["duration"] == "PT56S"
    assert data["contentUrl"] == "https://example.org/storm/film.mp4"
    clips = data["hasPart"]
    assert [clip["startOffset"] for clip in clips] == [SECONDS * i for i in range(len(film().scenes))]
    assert all(one["endOffset"] == next_one["startOffset"] for one, next_one in pairwise(clips))
    assert clips[2]["url"] == "https://example.org/storm/?t=16.0", "search engines want the page's own address"
    metas = Collector(document).metas
    assert metas["og:image"] == "https://example.org/storm/poster.jpg"
    assert metas["og:title"]
    assert metas["og:video"]


def test_text_can_be_read_on_the_page_and_on_the_figure_by_night_and_by_day(document: str) -> None:
    """4.5:1, where axe doesn't look: on canvases and in drawings."""
    css = document.split("<style>")[1].split("</style>")[0]
    by_day = re.compile(r"@media \(prefers-color-scheme: light\) \{\s*:root \{(.*?)\}", re.S)
    colour = re.compile(r"--([\w-]+): (#\w{6});")
    night = dict(colour.findall(by_day.sub("", css)))
    for colours in (night, night | dict(colour.findall("".join(by_day.findall(css))))):
        for text in TEXTS:
            for ground in GROUNDS:
                assert contrast(colours[text], colours[ground]) >= 4.5, (text, colours[text], ground)


def test_organs_fail_in_the_order_of_the_words_beside_them(document: str) -> None:
    drawn = re.search(r'<section id="organs".*?<svg.*?</svg>', document, re.S).group()
    ends = [float(points.split()[-1].split(",")[1]) for points in re.findall(r'class="fails" points="([^"]+)"', drawn)]
    assert ends == sorted(ends, reverse=True), "lungs lowest, then heart, then kidneys"
    assert len(set(ends)) == 3
    left = [int(percent) for percent in re.findall(r"(\d+) % (?:of|are left)", drawn)]
    assert left == sorted(left)
    assert 0 < left[0] < 50


def test_no_sentence_of_the_source_is_copied(document: str) -> None:
    text = re.sub(r"\s+", " ", document)
    assert not [sentence for sentence in SEED_SENTENCES if sentence in text]


def test_words_say_what_science_and_care_demand(document: str) -> None:
    for needed in ("in some patients", "not medical advice", "local emergency number", "simplified model",
                   "can flare up", "illustration"):
        assert needed in document, needed


def test_a_film_that_is_not_built_is_an_error_of_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    into = tmp_path / "built"
    copy_film(tmp_path)
    with chosen(tmp_path):
        path = Edition("en", quality=QUALITY).film
        assert main(["--locale", "en", "--quality", QUALITY, "--into", str(into)]) == 2
    assert capsys.readouterr().err == f"page: {path}: there is no such file: make page builds it\n"
    assert not into.exists()


def test_an_address_that_is_none_is_an_error_of_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--site", "example.org"]) == 2
    assert capsys.readouterr().err == "page: --site example.org: an address starts with https:// and ends with /\n"


def test_make_page_takes_the_best_film_that_was_built_and_builds_one_if_there_is_none(tmp_path: Path) -> None:
    project = copy_sources(tmp_path)
    (project / ".venv").unlink()
    (project / ".venv").mkdir()
    (project / ".venv" / "film.done").touch()

    def commands(*arguments: str) -> str:
        run = make(project, "-n", *arguments, goal="page")
        assert run.returncode == 0, run.stderr
        return run.stdout

    assert "there is no film yet" in commands()
    assert "page.builder.build --locale en --quality 1080p60" in commands()
    draft = project / "build/en/landscape-480p15/film.mp4"
    draft.parent.mkdir(parents=True)
    draft.touch()
    assert "no film yet" not in commands()
    assert "1080p60" not in commands()
    drawing = re.search(r"-m stage\.render .*", commands())
    assert drawing, "an old film is brought up to date"
    assert "480p15" in drawing.group()
    assert " loop" in drawing.group()
    assert "480p15" not in commands("QUALITY=2160p60")
    assert "page.builder.build --locale en --quality 480p15" in commands("draft")
