"""Curves and what is written at them, over many patients and treatments."""

from __future__ import annotations

import random

import numpy as np
import pytest
from page_site import PHONE, WIDE, opened
from playwright.sync_api import Browser, ViewportSize

from model.scenarios import DRUGS
from page.figure.controls import CASES

pytest_plugins = ["page_fixtures"]
pytestmark = pytest.mark.slow

PATIENTS = 200
AMOUNTS = {"feedback": (0.5, 1.5), "brake": (0, 1), "size": (0.05, 0.5)}
# In the page: draws patients with a chart whose pen records texts, and returns the texts that are over others or over
# the edge, and the names that are on a curve.
CROWDED = """async links => {
    const names = ["draw/chart", "draw/picture", "model/shown", "model/state"];
    const [{ Chart }, { curvesLayout }, { drawn, lastShown }, { fromLink, isTreated }] =
        await Promise.all(names.map(name => import(`./${name}.js`)));
    const plot = document.getElementById("plot"), axes = plot.querySelector("svg");
    const frame = plot.getBoundingClientRect();
    const { width, height } = frame, { fontFamily: font } = getComputedStyle(plot);
    const pen = new OffscreenCanvas(1, 1).getContext("2d"), chart = new Chart(pen);
    chart.setPaint({ font, colours: new Proxy({}, { get: () => "#000000" }) });
    chart.setPlace({ ...curvesLayout(plot, axes), width, height });
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
        const state = fromLink(link), trajectory = drawn(state);
        const untreated = isTreated(state) ? drawn(state, false) : null;
        written = [];
        chart.setState(state, trajectory, untreated);
        chart.draw(Math.min(state.hour, lastShown(trajectory)));
        const both = written.flatMap((a, i) =>
            [...written.slice(i + 1), ...standing].filter(b => over(a, b)).map(b => [a, b]));
        const outside = written.filter(({ left, wide, top }) => left < 0 || left + wide > width || top < 0);
        const ends = one => ({ length: one ? 8 * lastShown(one) : 0 });
        const points = [trajectory, untreated].flatMap(one => Array.from(ends(one), (_, i) => {
            return { left: chart.x(i / 8), top: chart.panels[0].y(one.at("il6", i / 8)), wide: 0, high: 0 };
        }));
        const struck = written.filter(({ text }) => /untreated|lost/.test(text))
            .filter(name => points.some(point => over(name, point)));
        return [...both.map(([a, b]) => `${a.text} over ${b.text}`), ...outside.map(({ text }) => `${text} cut off`),
            ...struck.map(({ text }) => `${text} struck through`)]
            .map(problem => `${problem}: ${link}`);
    });
}"""

# In the page: returns how far, in px, the given points are above or below the line that is drawn, and how many points
# the line has.
THINNED = """async curves => {
    const { Line } = await import("./draw/line.js");
    return curves.map(points => {
        const drawn = [], line = new Line();
        line.path = { lineTo: (x, y) => drawn.push([x, y]) };
        for (const [x, y] of points) line.to(x, y);
        line.end();
        const off = points.map(([x, y]) => {
            const i = Math.max(1, drawn.findIndex(([end]) => end >= x));
            const [[x0, y0], [x1, y1]] = [drawn[i - 1], drawn[i]];
            return Math.abs(y0 + (y1 - y0) * (x - x0) / (x1 - x0) - y);
        });
        return [Math.max(...off), drawn.length];
    });
}"""


# In the page: returns where a name is put that is wider than the whole chart, and another one after it.
WIDER = """async () => {
    const { Labels } = await import("./draw/labels.js");
    const labels = new Labels(new OffscreenCanvas(1, 1).getContext("2d"));
    labels.clear(40, 100);
    return ["a name that is wider than the chart", "lost"].map(text => labels.find(text, 60, 80, 12, () => []).foot);
}"""


def links() -> list[str]:
    """Return patients of all kinds, untreated and treated early, late, weakly or strongly."""
    chance, found = random.Random(12), []
    for i in range(PATIENTS):
        link = f"#start={list(CASES)[i % len(CASES)]}&hour={chance.randrange(241)}"
        link += "".join(f"&{name}={chance.uniform(low, high):.2f}" for name, (low, high) in AMOUNTS.items()
                        if chance.random() < 0.4)
        link += "".join(f"&{drug}={chance.randrange(200)}_{chance.randrange(1, 13) / 4}"
                        for drug in DRUGS if chance.random() < 0.45)
        found.append(link)
    return found


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "desktop"])
def test_texts_stand_clear_of_each_other_and_names_of_curves(
    browser: Browser, address: str, size: ViewportSize
) -> None:
    context = browser.new_context(viewport=size)
    assert opened(context, address).evaluate(CROWDED, links()) == []
    context.close()


def test_a_name_wider_than_the_chart_has_a_place(browser: Browser, address: str) -> None:
    context = browser.new_context()
    assert all(0 < foot < 160 for foot in opened(context, address).evaluate(WIDER))
    context.close()


def test_points_left_out_of_a_curve_make_no_difference(browser: Browser, address: str) -> None:
    context = browser.new_context()
    hours = np.arange(0, 600, 2.5)
    smooth = [300 - 200 * np.exp(-((hours - middle) / wide) ** 2) for middle in (0, 80, 599) for wide in (4, 40, 900)]
    wild = [np.random.default_rng(seed).uniform(0, 300, hours.size) for seed in range(20)]
    curves = [np.column_stack((hours, values)).tolist() for values in [*smooth, *wild]]
    found = opened(context, address).evaluate(THINNED, curves)
    assert max(off for off, _ in found) < 0.25
    assert all(points < hours.size / 3 for _, points in found[:len(smooth)])
    context.close()
