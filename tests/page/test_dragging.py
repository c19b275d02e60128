"""Dragging: how the painter answers the moves of the pointer, and that the page changes nothing else meanwhile."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from page_pointer import alike, drag, drawn, hold, ink, rewritten, soon
from page_site import TREATED, lane, opened
from page_trace import SCENE_SIZE, TRACED, Painter, within
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

pytest_plugins = ["page_fixtures"]
pytestmark = pytest.mark.slow

# In the page: makes the moves of a drag of an element, all in one task, and returns what the document has to lay out
# again.
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

# In the page: drags an element with as many moves as possible for some milliseconds.
HURRIED = """async ([query, milliseconds]) => {
    const held = document.querySelector(query), { left, top } = held.getBoundingClientRect();
    const { port1, port2 } = new MessageChannel(), end = performance.now() + milliseconds;
    for (let i = 0; performance.now() < end; i++) {
        const clientX = left + 10 * Math.abs(i % 20 - 10);
        held.dispatchEvent(new PointerEvent("pointerrawupdate", { clientX, clientY: top, bubbles: true }));
        await new Promise(done => { port1.onmessage = done; port2.postMessage(null); });
    }
}"""
# In the painter: counts solutions, frames and messages from now on.
COUNTED = """() => {
    const ask = self.requestAnimationFrame;
    Object.assign(self, { solutions: 0, frames: 0, messages: 0 });
    self.requestAnimationFrame = draw => ask(now => { self.frames += 1; draw(now); });
    addEventListener("message", () => { self.messages += 1; });
}"""
# In the model: solves, and counts it.
COUNTING = """function counted(...given) {
    self.solutions = (self.solutions ?? 0) + 1;
    return solve(...given);
}"""


@pytest.mark.parametrize("query", ['[data-lane="tocilizumab"] .handle', "[data-dial=size] .track", ".scrub"],
                         ids=["treatment", "patient", "hour"])
def test_a_drag_leaves_the_document_as_it_is(context: BrowserContext, address: str, query: str) -> None:
    """Only the painter answers it: to lay out and paint the page would take more than a frame.

    Only the verdict is dimmed once, since it is still about the state before.
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
    """The viewer waits for them, and the loop takes as long again."""
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


def test_fast_moves_do_not_cause_a_solution_each(context: BrowserContext, address: str) -> None:
    """A mouse may report a thousand moves a second. A picture takes one solution, of the newest move."""
    context.route("**/generated/model.js", count_solutions)
    page = opened(context, address + TREATED)
    painter = next(worker for worker in page.workers if worker.url.endswith("/draw/painter.js"))
    query = '[data-lane="tocilizumab"] .handle'
    hold(page, page.locator(query))
    before = None
    while before != (before := painter.evaluate("self.solutions")):
        page.wait_for_timeout(200)  # it practises first
    painter.evaluate(COUNTED)
    page.evaluate(HURRIED, [query, 800])
    solutions, frames, messages = painter.evaluate("[self.solutions, self.frames, self.messages]")
    page.mouse.up()
    assert messages > 3 * frames > 10, "the moves were hardly faster than the pictures"
    assert frames - 1 <= solutions <= frames + 1


def count_solutions(route: Route) -> None:
    """Let the model count in its worker how often it solves."""
    source = route.fetch().text()
    counting = source.replace("export function simulate(", f"{COUNTING}\nexport function simulate(", 1)
    counting = counting.replace("solve(scenario, {", "counted(scenario, {", 1)
    assert counting.count("counted(") == 2
    route.fulfill(body=counting, content_type="text/javascript")


def test_picture_follows_a_pointer_that_does_not_rest(page: Page) -> None:
    track = page.locator("[data-dial=feedback] .track")
    hold(page, track, 0.9)
    full = ink(page, "--oxygen", "#dials")
    page.evaluate(MOVES, ["[data-dial=feedback] .track", 0])
    assert drawn(page, "--oxygen", "#dials", lambda n: n < full - 500)
    page.mouse.up()


@pytest.mark.parametrize("query", ["[data-dial=size] .track", "[data-dial=feedback] .track"], ids=["size", "feedback"])
def test_untreated_curve_is_that_of_the_patient_shown(context: BrowserContext, address: str, query: str) -> None:
    """It may follow a frame later. Once the pointer rests, the picture is the one that its link opens."""
    page = opened(context, address + TREATED)
    before = rewritten(page, TREATED)
    drag(page, page.locator(query), -90)
    again = opened(context, address + rewritten(page, before))
    assert soon(page, 2, lambda: alike(page, again))


def test_a_handle_has_a_ring_while_it_is_held(context: BrowserContext, address: str) -> None:
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
