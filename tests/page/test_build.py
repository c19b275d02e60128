"""The built folder: complete, small, self-contained, readable without JavaScript and by machines."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from page_site import QUALITY, SECONDS, build_site, chosen, copy_film, stand_in
from project import ROOT, captured, copy_sources, make

import page.figure
from page.builder.build import main
from page.builder.colours import contrast
from plan.edition import Edition
from plan.exits import FAILED
from plan.film import film
from stage import style

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
GROUNDS = ("ground", "panel")
FOOT = 244.0
"""The foot of the axes in the drawing of the organs."""


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


def test_folder_without_the_film_is_under_310_kb(site: Path) -> None:
    files = [path for path in site.rglob("*") if path.is_file() and path.name != "film.mp4"]
    assert sum(path.stat().st_size for path in files) < 310_000


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
    data = json.loads(captured(r'(?s)<script type="application/ld\+json">(.*?)</script>', document))
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
    drawn = captured(r'(?s)(<section id="organs".*?<svg.*?</svg>)', document)
    curves = [[tuple(map(float, point.split(","))) for point in points.split()]
              for points in re.findall(r'class="fails" points="([^"]+)"', drawn)]
    top = min(y for curve in curves for _, y in curve)
    half = (top + FOOT) / 2
    fallen = [next(x for x, y in curve if y > half) for curve in curves]
    assert fallen == sorted(fallen) and len(set(fallen)) == 3, "lungs first, then heart, then kidneys"
    left = [int(percent) for percent in re.findall(r"(\d+) % (?:of|are left)", drawn)]
    assert all(0 < percent < 50 for percent in left)


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
        assert main(["--locale", "en", "--quality", QUALITY, "--into", str(into)]) == FAILED
    assert capsys.readouterr().err == f"page: {path}: there is no such file: make page builds it\n"
    assert not into.exists()


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


@pytest.fixture
def damaged_film(tmp_path: Path) -> Iterator[Path]:
    """Choose a film that is built, and return its folder."""
    copy_film(tmp_path / "film")
    with chosen(tmp_path / "film"):
        stand_in(Edition("en", quality=QUALITY))
        yield tmp_path / "film"


def refused(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """Return the one line in which the builder says why it builds nothing."""
    assert main(["--quality", QUALITY, *options]) == FAILED
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert error.startswith("page: ")
    return error


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n", None])
def test_a_damaged_poster_is_an_error_that_names_it(
    damaged_film: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    poster = Edition("en", quality=QUALITY).poster
    poster.write_bytes(poster.read_bytes()[:20_000] if content is None else content)
    assert f"{poster}:1: this file of the build is damaged: run make again" in refused(capsys)
    assert not (damaged_film / "build" / "page").exists()


@pytest.mark.parametrize("content", [b"", b"no font", b"OTTO", None])
def test_a_damaged_font_is_an_error_that_names_it(
    damaged_film: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    content: bytes | None,
) -> None:
    shutil.copytree(style.FONTS, tmp_path / "fonts")
    monkeypatch.setattr(style, "FONTS", tmp_path / "fonts")
    font = tmp_path / "fonts" / "Inter-Bold.otf"
    font.write_bytes(font.read_bytes()[:100_000] if content is None else content)
    assert f"{font}:1: this font is damaged: get it back from git" in refused(capsys)


@pytest.mark.parametrize(("content", "message"), [
    ("<svg>ü</svg>".encode("latin-1"), ":1: this is not UTF-8 text: save the file as UTF-8"),
    (b"<svg>\n<rect>\n</svg>", ":3: this is not SVG (mismatched tag"),
    (b"", ":1: this is not SVG (no element found"),
    (b"<svg>\n{{ colours.night </svg>", ":2: the template cannot be used: unexpected '/'"),
    (b"<svg fill='{{ colours.oops }}'/>", "the template cannot be used: 'dict object' has no attribute 'oops'"),
])
def test_a_damaged_icon_is_an_error_that_names_it(
    damaged_film: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    content: bytes, message: str,
) -> None:
    shutil.copytree(page.figure.HERE / "templates", tmp_path / "figure" / "templates")
    shutil.copyfile(page.figure.HERE / "figure.css", tmp_path / "figure" / "figure.css")
    monkeypatch.setattr(page.figure, "HERE", tmp_path / "figure")
    icon = tmp_path / "figure" / "templates" / "icon.svg"
    icon.write_bytes(content)
    error = refused(capsys)
    assert (f"{icon}{message}" if message.startswith(":") else message) in error


def test_only_a_page_is_replaced(damaged_film: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    assert main(["--quality", QUALITY, "--into", str(mine)]) == 0, "an empty folder is"
    assert main(["--quality", QUALITY, "--into", str(mine)]) == 0
    (mine / "index.html").unlink()
    assert f"{mine}: this is not a page, and would be overwritten" in refused(capsys, "--into", str(mine))
    assert (mine / "film.mp4").exists()
    (tmp_path / "file").touch()
    assert "file: this is not a page" in refused(capsys, "--into", str(tmp_path / "file"))
    assert f"{tmp_path / 'file'}: File exists" in refused(capsys, "--into", str(tmp_path / "file" / "page"))


def test_a_figure_without_its_functions_is_an_error_of_one_line(
    damaged_film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    declaration = damaged_film / "film.toml"
    text = declaration.read_text(encoding="utf-8")
    declaration.write_text(text.replace('"page.figure"', '"page.figure.stills"'), encoding="utf-8")
    film.cache_clear()
    assert "figure names 'page.figure.stills', which has no function shape" in refused(capsys)
