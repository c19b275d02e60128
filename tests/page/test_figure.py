"""The figure, driven as a person does with a mouse: played, stepped, dragged, changed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from page_site import TREATED, hour, lane, opened, start_of, verdict
from page_trace import SCENE_SIZE, TRACED, Painter, within
from PIL import Image, ImageColor
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

pytest_plugins = ["page_fixtures"]
pytestmark = pytest.mark.slow

# In the page: moves of a hand that holds an element, all in one task, and what the document then has to lay out anew.
MOVES = """([query, right]) => {
    const held = document.querySelector(query), { left, top } = held.getBoundingClientRect();
    const watch = new MutationObserver(() => {}), input = held.querySelector("input"), before = input?.value;
    watch.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    for (let i = 1; i <= 20; i++) {
        const place = { clientX: left + 20 + right * i / 20, clientY: top + 10, bubbles: true };
        held.dispatchEvent(new PointerEvent("pointerrawupdate", place));
    }
    const laid = watch.takeRecords().map(({ target: { id, nodeName }, type }) => [type, nodeName, id]);
    return input?.value === before ? laid : [...laid, "value"];
}"""

# In the page: a hand that holds an element moves as often as it can for some milliseconds.
HURRIED = """async ([query, milliseconds]) => {
    const held = document.querySelector(query), { left, top } = held.getBoundingClientRect();
    const { port1, port2 } = new MessageChannel(), end = performance.now() + milliseconds;
    for (let i = 0; performance.now() < end; i++) {
        const clientX = left + 10 * Math.abs(i % 20 - 10);
        held.dispatchEvent(new PointerEvent("pointerrawupdate", { clientX, clientY: top, bubbles: true }));
        await new Promise(done => { port1.onmessage = done; port2.postMessage(null); });
    }
}"""
# In the page: keep what the clock tells from now on.
CLOCKED = """() => {
    self.told = [];
    const clock = document.getElementById("clock");
    new MutationObserver(() => self.told.push(clock.textContent)).observe(clock, { childList: true, subtree: true });
}"""
# In the page: where the axis names its days, from its left end, in widths of a day: [left, right] each.
DAYS = """() => {
    const axes = document.querySelector("#plot svg"), band = axes.querySelector(".band").getBoundingClientRect();
    const names = [...axes.querySelectorAll(".tick")].filter(text => text.getAttribute("text-anchor") === "middle");
    return names.map(text => text.getBoundingClientRect())
        .map(({ left, right }) => [left, right].map(x => 10 * (x - band.left) / band.width));
}"""
# In the painter: count from now on solutions, frames and messages.
COUNTED = """() => {
    const ask = self.requestAnimationFrame;
    Object.assign(self, { solutions: 0, frames: 0, messages: 0 });
    self.requestAnimationFrame = draw => ask(now => { self.frames += 1; draw(now); });
    addEventListener("message", () => { self.messages += 1; });
}"""


def hold(page: Page, held: Locator, share: float = 0.5) -> tuple[float, float]:
    """Press an element at a share of its width; returns where, in pixels of the window."""
    held.scroll_into_view_if_needed()
    box = held.bounding_box()
    x, y = box["x"] + share * box["width"], box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    return x, y


def drag(page: Page, handle: Locator, right: float, up: float = 0, share: float = 0.5) -> None:
    """Press an element at a share of its width, move, let go."""
    x, y = hold(page, handle, share)
    page.mouse.move(x + right, y - up, steps=8)
    page.mouse.up()


def ink(page: Page, colour: str, where: str = "#plot svg") -> int:
    """How many pixels have one of the page's colours: what a canvas shows, only its pixels tell."""
    wanted = page.evaluate("name => getComputedStyle(document.documentElement).getPropertyValue(name)", colour).strip()
    shown = pixels(page, where)
    return int((np.abs(shown - ImageColor.getrgb(wanted)).max(axis=2) < 24).sum())


def pixels(page: Page, where: str) -> np.ndarray:
    """What is shown there, height × width × RGB."""
    page.bring_to_front()  # a page behind another draws nothing
    return np.asarray(Image.open(BytesIO(page.locator(where).screenshot())).convert("RGB")).astype(int)


def drawn(page: Page, colour: str, where: str, enough: Callable[[int], bool]) -> bool:
    """Whether the painter, which works at its own pace, comes to draw enough of a colour."""
    return any(enough(ink(page, colour, where)) or page.wait_for_timeout(100) for _ in range(30))


# --- playing ---------------------------------------------------------------------------------------------------------

def test_play_pause_step_scrub_and_restart(page: Page) -> None:
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("document.getElementById('hour').value > 4")
    page.get_by_role("button", name="Pause").click()
    stopped = hour(page)
    page.get_by_role("button", name="Forward one hour").click()
    assert hour(page) == stopped + 1
    page.get_by_role("button", name="Back one hour").click()
    page.get_by_role("button", name="Back one hour").click()
    assert hour(page) == stopped - 1
    page.locator("#hour").fill("36")
    expect(page.locator("#clock")).to_have_text("Hour 36 · day 2")
    expect(page.locator("#reading")).to_contain_text("Hour 36: IL-6")
    drag(page, page.locator(".scrub"), right=100, share=0.1)
    assert 50 < hour(page) < 75
    expect(page.locator("#clock")).to_have_text(re.compile(f"Hour {hour(page):.0f} "))
    page.get_by_role("button", name="Restart").click()
    assert hour(page) == 0


def test_day_named_is_that_of_the_hour_named_and_of_the_axis(page: Page) -> None:
    page.evaluate(CLOCKED)
    page.locator("#speed").select_option("0.5")
    page.locator("#hour").fill("22")
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("document.getElementById('hour').value > 26")
    told = [tuple(map(int, re.findall(r"\d+", text))) for text in page.evaluate("self.told")]
    assert len({at for at, _ in told if 22 <= at <= 26}) == 5, "not every hour was told"
    assert [one for one in told if one[1] != one[0] // 24 + 1] == []
    days = page.evaluate(DAYS)
    assert len(days) == 10
    for day, (left, right) in enumerate(days, 1):
        assert left < day - 0.5 < right, f"the axis names day {day} where it is not"


def test_playing_ends_with_the_patient_and_tells_events(page: Page) -> None:
    page.locator("#speed").select_option("4")
    page.locator("#hour").fill("70")
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible(timeout=8000)
    assert 80 < hour(page) < 100
    expect(page.locator("#reading")).to_contain_text("The patient was lost")
    expect(page.locator("#events li.past").nth(5)).to_be_attached()  # the list waits until the page rests
    assert page.locator("#events li.past").count() == page.locator("#events li").count() > 5


def test_events_lead_to_their_hour(page: Page) -> None:
    page.locator("#events button", has_text="passes 1,000").click()
    assert 30 < hour(page) < 45


def test_gauges_follow_the_hour_in_picture_and_words(page: Page) -> None:
    assert ink(page, "--harm", "#gauges") == 0
    page.locator("#hour").fill("80")
    lungs = page.get_by_role("meter", name="Lungs")
    expect(lungs).to_have_attribute("aria-valuetext", re.compile("failing"))
    share = int(lungs.get_attribute("aria-valuenow")) / 100
    bar = lungs.bounding_box()
    assert drawn(page, "--harm", "#gauges", lambda n: n > share * bar["width"] * bar["height"] * 0.8)


def test_infection_reads_the_same_in_words_as_in_the_chart(page: Page) -> None:
    """Relative to its peak, which comes in the second day."""
    said = []
    for at in range(20, 34):
        page.locator("#hour").fill(str(at))
        expect(page.locator("#reading")).to_contain_text(f"Hour {at}: ")
        said.append(int(re.search(r"Infection (\d+) % of its peak", page.locator("#reading").inner_text()).group(1)))
    assert max(said) == 100 and said[0] < 100 > said[-1]


# --- driving ---------------------------------------------------------------------------------------------------------

def test_dropping_and_dragging_a_treatment_changes_the_outcome(page: Page) -> None:
    assert "Lost" in verdict(page)
    before = ink(page, "--quiet")
    drop = lane(page, "tocilizumab").get_by_role("button")
    drop.scroll_into_view_if_needed()
    width = drop.bounding_box()["width"]
    drop.click(position={"x": width * 40 / 240, "y": 20})
    assert abs(start_of(page, "tocilizumab") - 40) <= 1
    expect(page.locator("#verdict-text")).to_contain_text("Saved")
    expect(page.locator("#verdict-text")).to_contain_text(re.compile(r"Given \d+ hours? later, the same"))
    assert drawn(page, "--quiet", "#plot svg", lambda n: n > before + 300), "no ghost of the untreated course"
    handle = lane(page, "tocilizumab").locator(".handle")
    drag(page, handle, width * 30 / 240)
    assert abs(start_of(page, "tocilizumab") - 70) <= 2
    expect(page.locator("#verdict-text")).to_contain_text(re.compile(r"Given \d+ hours? earlier, the same"))
    drag(page, handle, 0, up=70)
    expect(page.locator('[data-card="tocilizumab"] [data-value="dose"]')).to_have_text("1.75× dose")


@pytest.mark.parametrize("query", ['[data-lane="tocilizumab"] .handle', "[data-dial=size] .track", ".scrub"],
                         ids=["treatment", "patient", "hour"])
def test_a_hand_on_the_move_leaves_the_document_alone(context: BrowserContext, address: str, query: str) -> None:
    """The painter alone answers it: laying out and painting the page would take more than a frame.

    But for the sentence, which is dimmed once: it is still on what was before.
    """
    page = opened(context, address + TREATED)
    page.wait_for_timeout(400)
    hold(page, page.locator(query))
    page.wait_for_timeout(200)
    link = page.evaluate("location.hash")
    assert page.evaluate(MOVES, [query, 90]) in ([], [["attributes", "DIV", "verdict"]])
    page.mouse.up()
    rewritten(page, link)
    expect(page.locator("#verdict")).to_have_attribute("data-stale", "false")


def test_curves_are_handed_over_before_the_loop_is(
    browser: Browser, context: BrowserContext, address: str, tmp_path: Path
) -> None:
    """They are what a hand waits for, and the loop takes as long again."""
    page = opened(context, address + TREATED)
    x, y = hold(page, lane(page, "tocilizumab").locator(".handle"))
    browser.start_tracing(page=page, path=tmp_path / "trace.json", categories=TRACED)
    for i in range(30):
        page.mouse.move(x + 4 * i, y)
        page.wait_for_timeout(20)
    browser.stop_tracing()
    page.mouse.up()
    events = json.loads((tmp_path / "trace.json").read_text())["traceEvents"]
    painter = Painter(events, page.evaluate(SCENE_SIZE))
    pictures = painter.pictures()
    assert len(pictures) > 10
    for _, handed in pictures:
        assert not any(painter.is_scene(e) for e in painter.handed if within(e, painter.task(handed)))
    followers = {painter.follower(handed)["ts"] for _, handed in pictures}
    assert len(followers) > len(pictures) / 2, "the loop hardly follows"


def test_a_fast_hand_is_not_solved_for_at_every_move(context: BrowserContext, address: str) -> None:
    """A mouse may tell a thousand moves a second. A picture takes one solution: of the newest."""
    context.route("**/solver.js", count_solutions)
    page = opened(context, address + TREATED)
    painter = next(worker for worker in page.workers if worker.url.endswith("/painter.js"))
    query = '[data-lane="tocilizumab"] .handle'
    hold(page, page.locator(query))
    before = None
    while before != (before := painter.evaluate("self.solutions")):
        page.wait_for_timeout(200)  # it practises first
    painter.evaluate(COUNTED)
    page.evaluate(HURRIED, [query, 800])
    solutions, frames, messages = painter.evaluate("[self.solutions, self.frames, self.messages]")
    page.mouse.up()
    assert messages > 3 * frames > 10, "the hand was hardly faster than the pictures"
    assert frames - 1 <= solutions <= frames + 1


def count_solutions(route: Route) -> None:
    """Let the solver note in its worker how often it is asked."""
    source = (Path("page") / "solver.js").read_text(encoding="utf-8")
    begun = source.replace("  const points = ", "  self.solutions = (self.solutions ?? 0) + 1;\n  const points = ", 1)
    assert begun != source
    route.fulfill(body=begun, content_type="text/javascript")


def test_picture_follows_a_hand_that_does_not_rest(page: Page) -> None:
    track = page.locator("[data-dial=feedback] .track")
    hold(page, track, 0.9)
    full = ink(page, "--oxygen", "#dials")
    page.evaluate(MOVES, ["[data-dial=feedback] .track", 0])
    assert drawn(page, "--oxygen", "#dials", lambda n: n < full - 500)
    page.mouse.up()


@pytest.mark.parametrize("query", ["[data-dial=size] .track", "[data-dial=feedback] .track"], ids=["size", "feedback"])
def test_untreated_course_is_that_of_the_patient_shown(context: BrowserContext, address: str, query: str) -> None:
    """It may follow a frame later, but it must: once a hand rests, the picture is the one that its link opens."""
    page = opened(context, address + TREATED)
    before = rewritten(page, TREATED)
    drag(page, page.locator(query), -90)
    again = opened(context, address + rewritten(page, before))
    assert any(alike(page, again) or page.wait_for_timeout(100) for _ in range(20))


def rewritten(page: Page, link: str) -> str:
    """The link that the page has written over another, as it does when a hand rests."""
    page.wait_for_function("link => location.hash !== link", arg=link)
    return page.evaluate("location.hash")


def alike(*pages: Page) -> bool:
    """Whether both show the same curves."""
    one, other = (pixels(page, "#plot svg") for page in pages)
    return one.shape == other.shape and bool((np.abs(one - other).max(axis=2) < 24).all())


def test_sentence_names_the_hour_at_which_it_turns(context: BrowserContext, address: str) -> None:
    """What the sentence says must be so: that many hours later the same treatment fails, an hour less and it works."""
    page = opened(context, address + TREATED)
    expect(page.locator("#verdict-text")).to_contain_text("later, the same treatment fails")
    hours = int(re.search(r"Given (\d+) hours? later", verdict(page)).group(1))
    for start, word in ((40 + hours - 1, "Saved"), (40 + hours, "Lost")):
        page.goto(f"{address}#start=virus&tocilizumab={start}_1&hour=0")
        expect(lane(page, "tocilizumab").locator(".handle")).to_have_attribute("aria-valuenow", str(start))
        expect(page.locator("#verdict-text")).to_contain_text(word)


def test_patient_changes_with_trigger_size_feedback_and_brake(page: Page) -> None:
    page.locator("#brake").fill("1")
    expect(page.locator("#verdict")).to_have_attribute("data-outcome", "recovery")
    page.locator("#size").fill("95")
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


def test_an_answer_on_an_earlier_patient_is_not_taken_for_the_new_one(page: Page) -> None:
    told = page.evaluate("""async () => {
        const { Outlook } = await import("./outlook.js"), { fresh } = await import("./state.js"), died = [];
        return new Promise(done => {
            const outlook = new Outlook(() => {
                died.push(outlook.course.died);
                if (died.at(-1) === null) done(died);
            });
            for (const brake of [0.1, 0.2, 1]) {
                outlook.forget({ ...fresh(), brake });
                outlook.ask();
            }
        });
    }""")
    assert told == [None]


# --- sharing ---------------------------------------------------------------------------------------------------------

def test_shared_link_restores_everything(page: Page, context: BrowserContext) -> None:
    page.locator("#hour").fill("50")
    page.get_by_role("button", name="Give at hour 50: Steroid").click()
    page.get_by_role("button", name="Steroid: larger dose").click()
    page.get_by_role("button", name="Steroid: one hour earlier").click()
    page.locator("#brake").fill("0.3")
    page.wait_for_function("location.hash.includes('brake=0.3') && location.hash.includes('49_1.25')")
    expect(page.locator("#verdict-text")).to_contain_text(re.compile("later|earlier"))
    said, link = verdict(page), page.evaluate("location.href")
    other = opened(context, link)
    assert start_of(other, "steroid") == 49 and hour(other) == 50
    expect(other.locator("#brake")).to_have_value("0.3")
    expect(other.locator("#verdict-text")).to_have_text(said)


def test_a_link_is_followed_though_the_page_is_about_to_write_its_own(page: Page) -> None:
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


def test_a_handle_is_ringed_while_a_hand_holds_it(context: BrowserContext, address: str) -> None:
    page = opened(context, address + TREATED)
    row, shown = lane(page, "tocilizumab"), []
    for _ in range(2):
        for act in (lambda: hold(page, row.locator(".handle")), page.mouse.up):
            act()
            page.wait_for_timeout(300)
            shown.append(np.asarray(Image.open(BytesIO(row.screenshot())).convert("RGB"), dtype=int))

    def apart(one: int, other: int) -> int:
        return int((np.abs(shown[one] - shown[other]).max(axis=2) > 8).sum())

    assert apart(0, 1) > 300 < apart(2, 3), "held, let go"
    assert apart(0, 2) < 20 > apart(1, 3), "twice the same"
