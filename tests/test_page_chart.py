"""What is written on the curves, over many patients and treatments."""

from __future__ import annotations

import random

import pytest
from page_site import PHONE, WIDE, opened
from playwright.sync_api import Browser

pytest_plugins = ["page_fixtures"]
pytestmark = pytest.mark.slow

PATIENTS = 200
AMOUNTS = {"feedback": (0.5, 1.5), "brake": (0, 1), "size": (0.05, 0.5)}
# In the page: the chart draws patients with a pen that notes texts; those over others or over the edge are returned.
CROWDED = """async links => {
    const names = ["chart", "course", "picture", "state"];
    const [{ Chart }, { Course, SHOWN }, { Picture }, { fromLink, scenarioOf, treated }] =
        await Promise.all(names.map(name => import(`./${name}.js`)));
    const plot = document.getElementById("plot"), axes = plot.querySelector("svg");
    const frame = plot.getBoundingClientRect();
    const { width, height } = frame, { fontFamily: font } = getComputedStyle(plot);
    const pen = new OffscreenCanvas(1, 1).getContext("2d"), chart = new Chart(pen);
    chart.dress({ font, colour: new Proxy({}, { get: () => "#000000" }) });
    chart.place({ width, height, ...Picture.prototype.measureCurves.call({ hosts: { curves: plot }, axes }) });
    const standing = [...axes.querySelectorAll("text")].map(text => {
        const { left, top, width: wide, height: high } = text.getBoundingClientRect();
        return { text: text.textContent, left: left - frame.left, wide, top: top - frame.top + 3, high: high - 6 };
    });
    let written;
    pen.fillText = (text, x, foot) => {
        const wide = pen.measureText(text).width, size = Number(/([0-9.]+)px/.exec(pen.font)[1]);
        const left = x - { left: 0, center: wide / 2, right: wide }[pen.textAlign];
        written.push({ text, left, wide, top: foot - 0.75 * size, high: 0.75 * size });
    };
    const over = (a, b) => a.left < b.left + b.wide && b.left < a.left + a.wide
        && a.top < b.top + b.high && b.top < a.top + a.high;
    return links.flatMap(link => {
        const state = fromLink(link), course = new Course(scenarioOf(state), SHOWN);
        written = [];
        chart.take(course, treated(state) ? new Course(scenarioOf(state, false), SHOWN) : null, state);
        chart.show(Math.min(state.hour, course.end));
        const both = written.flatMap((a, i) =>
            [...written.slice(i + 1), ...standing].filter(b => over(a, b)).map(b => [a, b]));
        const outside = written.filter(({ left, wide, top }) => left < 0 || left + wide > width || top < 0);
        return [...both.map(([a, b]) => `${a.text} over ${b.text}`), ...outside.map(({ text }) => `${text} cut off`)]
            .map(fault => `${fault}: ${link}`);
    });
}"""


def links() -> list[str]:
    """Patients of all kinds, untreated and treated with what may come early, late, weak or strong."""
    chance, found = random.Random(12), []
    for i in range(PATIENTS):
        link = f"#start={('virus', 'sepsis', 'covid', 'cart')[i % 4]}&hour={chance.randrange(241)}"
        link += "".join(f"&{name}={chance.uniform(low, high):.2f}" for name, (low, high) in AMOUNTS.items()
                        if chance.random() < 0.4)
        link += "".join(f"&{drug}={chance.randrange(200)}_{chance.randrange(1, 13) / 4}"
                        for drug in ("antiviral", "steroid", "tocilizumab") if chance.random() < 0.45)
        found.append(link)
    return found


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "desktop"])
def test_no_text_stands_over_another(browser: Browser, address: str, size: dict[str, int]) -> None:
    context = browser.new_context(viewport=size)
    assert opened(context, address).evaluate(CROWDED, links()) == []
    context.close()
