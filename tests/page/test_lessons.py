"""The lessons of the page: each pitfall plays after one press, each challenge can be won."""

from __future__ import annotations

import pytest
from page_site import lane, opened
from playwright.sync_api import BrowserContext, Page, expect

from model.scenarios import SCENARIOS

pytest_plugins = ["page_fixtures"]
pytestmark = pytest.mark.slow
HOUR = f"{SCENARIOS['antiviral_only'].interventions[0].start:g}"
"""From which on the patient is to be saved."""


def test_each_pitfall_plays_after_one_press(page: Page) -> None:
    for button, words in (("Live through the quiet hours", "IL-6 doubled"), ("Give only the antiviral", "germ"),
                          ("Shut the immune system down", "flare-up")):
        page.get_by_role("button", name=button).click()
        expect(page.locator("#coach")).to_be_visible()
        expect(page.locator("#verdict-text")).to_contain_text(words)
        expect(page.locator("#play")).to_have_text("Pause")
        assert page.locator("#storm-live").is_visible()


def test_saving_the_patient_wins(page: Page) -> None:
    page.get_by_role("button", name="Start: save the patient").click()
    expect(page.locator("#hour")).to_have_value(HOUR)
    page.get_by_role("button", name=f"Give at hour {HOUR}: Antiviral").click()
    expect(page.locator("#verdict-text")).to_contain_text("no longer needed the germ")
    expect(page.locator("#coach")).not_to_have_class("won")
    page.get_by_role("button", name=f"Give at hour {HOUR}: Steroid").click()
    expect(page.locator("#coach")).to_contain_text("this patient recovers")


def test_a_treatment_from_before_the_storm_does_not_win(page: Page) -> None:
    page.get_by_role("button", name="Start: save the patient").click()
    page.get_by_role("button", name=f"Give at hour {HOUR}: IL-6 blocker").click()
    page.get_by_role("button", name="IL-6 blocker: one hour earlier").click()
    expect(page.locator("#verdict-text")).to_contain_text("Saved")
    expect(page.locator("#coach")).to_contain_text(f"from hour {HOUR} on")
    expect(page.locator("#coach")).not_to_have_class("won")


def test_causing_a_flare_up_wins(page: Page) -> None:
    page.get_by_role("button", name="Start: cause a flare-up").click()
    page.get_by_role("button", name="Give at hour 0: Steroid").click()
    for _ in range(8):
        page.get_by_role("button", name="Steroid: larger dose").click()
    expect(page.locator("#coach")).to_contain_text("times its untreated peak")


def test_finding_the_latest_hour_wins(page: Page) -> None:
    page.get_by_role("button", name="Start: find the latest hour").click()
    page.get_by_role("button", name="Give at hour 0: IL-6 blocker").click()
    expect(page.locator("#coach")).to_contain_text("Hour 0 works. Could it be later?")
    lane(page, "tocilizumab").locator(".handle").focus()
    for _ in range(7):
        page.keyboard.press("PageUp")
    expect(page.locator("#coach")).to_contain_text("Hour 84 is too late. Try earlier.")
    page.keyboard.press("PageDown")
    for at in range(73, 84):
        page.keyboard.press("ArrowRight")
        expect(page.locator("#coach")).to_contain_text(f"our {at} ")
        if "later?" not in page.locator("#coach").inner_text():
            break
    expect(page.locator("#coach")).to_have_class("won")
    expect(page.locator("li.won")).to_contain_text("Find the latest hour")


def test_an_antiviral_without_a_germ_has_another_verdict_than_a_late_one(context: BrowserContext, address: str) -> None:
    for start, why in (("cart", "no germ is involved"), ("virus", "the loop no longer needed")):
        page = opened(context, f"{address}#start={start}&antiviral=60_1")
        expect(page.locator("#verdict-text")).to_contain_text(why)


def test_against_bacteria_the_antiviral_is_an_antibiotic(context: BrowserContext, address: str) -> None:
    page = opened(context, f"{address}#start=sepsis&antiviral=20_1")
    expect(page.get_by_role("slider", name="Antibiotic")).to_have_attribute(
        "aria-valuetext", "Antibiotic, from hour 20, 1× dose")
    expect(page.locator("#verdict-text")).to_contain_text("Antibiotic")
    expect(page.locator("#events")).to_contain_text("Antibiotic begins")
    expect(page.get_by_role("button", name="Remove Antibiotic")).to_be_visible()
    assert "ntiviral" not in page.locator("#storm-live").inner_text()
    page.get_by_role("radio", name="COVID-19").check()
    expect(page.get_by_role("button", name="Drop Antiviral here")).to_be_visible()
    expect(page.locator("#storm-live")).not_to_contain_text("ntibiotic")
