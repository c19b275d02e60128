"""The table of what a viewer can set: one row adds a case, and a row that does not fit the model is refused."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from page_site import build_site, opened, served
from playwright.sync_api import Browser, expect
from project import ROOT

from page.figure import controls
from page.figure.controls import CASES, GAUGES, PITFALLS, SLIDERS, Case, Gauge, Pitfall, Slider

pytest_plugins = ["page_fixtures"]

NEW_CAUSE = """
[causes.endotoxin]
label = "Endotoxin"
size = "Amount of endotoxin"
axis = "Endotoxin, relative"
reading = "Hour {hour}: IL-6 {il6} pg/mL, {trend}, {oxygen} {lung} {heart} {kidney}. Endotoxin {invader} %."
cleared = "The endotoxin is gone. IL-6 is at {il6} pg/mL."
death = "Lost at hour {died}, {doubling}, {hour}."
never_antiviral = "The {drug} has nothing to fight."
"""


@pytest.mark.slow
@pytest.mark.parametrize(("row", "more", "label"), [
    (Case("moderate", "pathogen", 0.002, 0.1), "", "Size of the infection"),
    (Case("endotoxin", "endotoxin", 0.1, 4.0), NEW_CAUSE, "Amount of endotoxin"),
], ids=["of a cause that is there", "of a new cause"])
def test_a_case_is_one_row_and_its_words(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: Case, more: str, label: str
) -> None:
    monkeypatch.setitem(CASES, "new", row)
    shutil.copytree(ROOT / "words", tmp_path / "words")
    path = tmp_path / "words" / "en" / "page.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace('cart = "CAR-T therapy"', 'cart = "CAR-T therapy"\nnew = "Something new"', 1)
    text = text.replace('cart = "Engineered', 'new = "It starts otherwise."\ncart = "Engineered', 1)
    path.write_text(text + more, encoding="utf-8")
    site = build_site(tmp_path / "built", words=tmp_path / "words")
    with served(site) as address:
        context = browser.new_context()
        page = opened(context, address)
        before = page.locator("#verdict-text").inner_text()
        page.get_by_role("radio", name="Something new").check()
        expect(page.locator("#case-note")).to_have_text("It starts otherwise.")
        expect(page.locator("label[for=size]")).to_have_text(label)
        expect(page.locator("#verdict-text")).not_to_have_text(before)
        expect(page.locator("#reading")).to_contain_text("Hour 0: IL-6")
        page.wait_for_function("location.hash.includes('start=new')")
        page.get_by_role("button", name="Give at hour 0: Antiviral").click()
        page.wait_for_function("location.hash.includes('antiviral=0_1')")
        expect(page.locator("#verdict")).to_have_attribute("data-stale", "false")
        assert opened(context, page.url).get_by_role("radio", name="Something new").is_checked()
        context.close()


@pytest.mark.parametrize(("table", "row", "message"), [
    (CASES, Case("stom", "pathogen", 0.1, 0.5), "the case new has the scenario 'stom', which the model doesn't have"),
    (CASES, Case("storm", "tumour", 0.1, 0.5), "the case new has the amount 'tumour'.*: use one of pathogen"),
    (CASES, Case("storm", "pathogen", 0.1, 2.0), "goes from 0.1 to 2.0: allowed are bounds above 0 and up to 1"),
    (SLIDERS, Slider("w_G", 0, 1, 0.1), "the slider new has the parameter 'w_G'"),
    (GAUGES, Gauge("spo3", 0, 75, 50), "the gauge new has the series 'spo3'"),
    (PITFALLS, Pitfall("stom"), "the pitfall new has the scenario 'stom'"),
])
def test_a_row_that_does_not_fit_the_model_is_refused(
    monkeypatch: pytest.MonkeyPatch, table: dict, row: tuple, message: str
) -> None:
    controls.check()
    monkeypatch.setitem(table, "new", row)
    with pytest.raises(ValueError, match=r"^page/figure/controls\.py: ") as error:
        controls.check()
    assert re.search(message, str(error.value))
