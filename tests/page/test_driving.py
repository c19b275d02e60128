"""The figure as a viewer drives it: treatments dropped and dragged, the patient changed, states shared as links."""

from __future__ import annotations

import re

import pytest
from page_pointer import drag, drawn, ink
from page_site import TREATED, box_of, hour, lane, opened, start_of, verdict
from playwright.sync_api import BrowserContext, Page, expect
from project import captured

pytest_plugins = ["page_fixtures"]
pytestmark = pytest.mark.slow


def test_dropping_and_dragging_a_treatment_changes_the_outcome(page: Page) -> None:
    assert "Lost" in verdict(page)
    before = ink(page, "--quiet")
    drop = lane(page, "tocilizumab").get_by_role("button")
    drop.scroll_into_view_if_needed()
    width = box_of(drop)["width"]
    drop.click(position={"x": width * 40 / 240, "y": 20})
    assert abs(start_of(page, "tocilizumab") - 40) <= 1
    expect(page.locator("#verdict-text")).to_contain_text("Saved")
    expect(page.locator("#verdict-text")).to_contain_text(re.compile(r"Given \d+ hours? later, the same"))
    assert drawn(page, "--quiet", "#plot svg", lambda n: n > before + 300), "no untreated curve behind"
    handle = lane(page, "tocilizumab").locator(".handle")
    drag(page, handle, width * 50 / 240)
    assert abs(start_of(page, "tocilizumab") - 90) <= 2
    expect(page.locator("#verdict-text")).to_contain_text(re.compile(r"Given \d+ hours? earlier, the same"))
    drag(page, handle, 0, up=70)
    expect(page.locator('[data-card="tocilizumab"] [data-value="dose"]')).to_have_text("1.75× dose")


def test_verdict_names_the_hour_at_which_the_outcome_changes(context: BrowserContext, address: str) -> None:
    """Given so many hours later the same treatment fails; given an hour less, it works."""
    page = opened(context, address + TREATED)
    expect(page.locator("#verdict-text")).to_contain_text("later, the same treatment fails")
    hours = int(captured(r"Given (\d+) hours? later", verdict(page)))
    for start, word in ((40 + hours - 1, "Saved"), (40 + hours, "Lost")):
        page.goto(f"{address}#start=virus&tocilizumab={start}_1&hour=0")
        expect(lane(page, "tocilizumab").locator(".handle")).to_have_attribute("aria-valuenow", str(start))
        expect(page.locator("#verdict-text")).to_contain_text(word)


def test_patient_changes_with_trigger_size_feedback_and_brake(page: Page) -> None:
    page.locator("#brake").fill("1")
    expect(page.locator("#verdict")).to_have_attribute("data-outcome", "recovery")
    page.locator("#size").fill("95")
    expect(page.locator("#verdict")).to_have_attribute("data-outcome", "death")
    page.locator("#size").fill("10")
    expect(page.locator("#verdict")).to_have_attribute("data-outcome", "recovery")
    page.locator("#brake").fill("0.15")
    expect(page.locator("#verdict")).to_have_attribute("data-outcome", "death")
    page.locator("#feedback").fill("0.2")
    expect(page.locator("#verdict")).to_have_attribute("data-outcome", "recovery")
    drag(page, page.locator("[data-dial=feedback] .track"), right=150)
    expect(page.locator("#verdict")).to_have_attribute("data-outcome", "death")
    expect(page.locator("output[for=feedback]")).not_to_have_text("20 %")
    page.get_by_role("radio", name="CAR-T therapy").check()
    expect(page.locator("label[for=size]")).to_have_text("Size of the tumour")
    expect(page.locator("#verdict-text")).to_contain_text("T cells")
    page.get_by_role("button", name="Reset the patient").click()
    expect(page.locator("#loop-invader")).to_have_text("Tumour")


def test_an_answer_about_an_earlier_patient_is_dropped(page: Page) -> None:
    died = page.evaluate("""async () => {
        const { Outlook } = await import("./model/outlook.js"), { fresh } = await import("./model/state.js"), died = [];
        return new Promise(done => {
            const outlook = new Outlook(() => {
                died.push(outlook.known.trajectory.died);
                if (died.at(-1) === null) done(died);
            });
            for (const brake of [0.1, 0.2, 1]) {
                outlook.setPatient({ ...fresh(), brake });
                outlook.ask();
            }
        });
    }""")
    assert died == [None]


def test_shared_link_restores_everything(page: Page, context: BrowserContext) -> None:
    page.locator("#hour").fill("50")
    page.get_by_role("button", name="Give at hour 50: Steroid").click()
    page.get_by_role("button", name="Steroid: larger dose").click()
    page.get_by_role("button", name="Steroid: one hour earlier").click()
    page.locator("#brake").fill("0.2")
    page.wait_for_function("location.hash.includes('brake=0.2') && location.hash.includes('49_1.25')")
    expect(page.locator("#verdict-text")).to_contain_text(re.compile("later|earlier"))
    said, link = verdict(page), page.evaluate("location.href")
    other = opened(context, link)
    assert start_of(other, "steroid") == 49 and hour(other) == 50
    expect(other.locator("#brake")).to_have_value("0.2")
    expect(other.locator("#verdict-text")).to_have_text(said)


def test_a_link_is_opened_although_the_page_writes_its_own_at_the_same_time(page: Page) -> None:
    page.evaluate("""() => {
        location.hash = "#start=cart&hour=30";
        history.replaceState(null, "", "#start=virus&hour=0");
    }""")
    expect(page.get_by_role("radio", name="CAR-T therapy")).to_be_checked()
    page.wait_for_function("location.hash.includes('start=cart')")


@pytest.mark.parametrize("link", ["#start=plague", "#start=virus&size=-9&brake=x&steroid=9999_99_0&hour=1e9", "#%%%"])
def test_broken_links_open_a_patient(context: BrowserContext, address: str, link: str) -> None:
    page = opened(context, address + link)
    assert 0 <= hour(page) <= 240 and verdict(page)
