"""The page's curves against SciPy's, in a real browser, over random settings of everything that a viewer can set."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Page

from model.compartments import COMPARTMENTS
from model.scenarios import Intervention, Scenario
from model.simulate import simulate

pytest_plugins = ["page_fixtures"]

SETTINGS = 208
HOURS, STRIDE = 240.0, 4.0
WATCHED = 720.0
ALLOWED = 0.005             # of each compartment's range
OUTCOMES = 24               # of the settings are followed to the end, in both

# In the browser: settings → scenarios as the page makes them, with the page's own solution of each.
SOLVE = """async ([settings, hours, stride]) => {
  const { solve } = await import("./solver.js"), { scenarioOf, bounded, fresh, CASES } = await import("./state.js");
  return settings.map(({ share, given, ...rest }) => {
    const { low, high } = CASES[rest.trigger], state = { ...fresh(rest.trigger), ...rest, given: {} };
    state.size = low * (high / low) ** share;
    for (const [drug, treatment] of Object.entries(given)) state.given[drug] = bounded(treatment);
    const scenario = scenarioOf(state), { series } = solve(scenario, { hours, stride });
    return { scenario, series: Object.fromEntries(Object.entries(series).map(([k, v]) => [k, [...v]])) };
  });
}"""
JUDGE = """async scenarios => {
  const { Course } = await import("./course.js");
  return scenarios.map(scenario => { const { outcome, died } = new Course(scenario); return [outcome, died]; });
}"""


def random_settings(rng: np.random.Generator) -> list[dict]:
    """Return settings over the whole reach of the page's controls."""
    def treatment(drug: str) -> dict:
        hours = None if drug == "tocilizumab" or rng.random() < 0.3 else float(rng.uniform(12, 400))
        return {"start": float(rng.uniform(0, 200)), "dose": float(rng.uniform(0.25, 3)), "hours": hours}

    return [
        {"trigger": str(rng.choice(["virus", "sepsis", "covid", "cart"])), "share": float(rng.random()),
         "feedback": float(rng.uniform(0, 1.5)), "brake": float(rng.uniform(0, 1.5)),
         "given": {drug: treatment(drug) for drug in ("antiviral", "steroid", "tocilizumab") if rng.random() < 0.6}}
        for _ in range(SETTINGS)
    ]


def to_model(scenario: dict) -> Scenario:
    """Return the page's scenario as the model's own."""
    given = tuple(Intervention(**treatment) for treatment in scenario["interventions"])
    return Scenario("page", "", scenario["trigger"], scenario["parameters"], given)


@pytest.mark.slow
def test_trajectories_agree_with_scipy(page: Page) -> None:
    solved = page.evaluate(SOLVE, [random_settings(np.random.default_rng(6)), HOURS, STRIDE])
    judged = page.evaluate(JUDGE, [one["scenario"] for one in solved[:OUTCOMES]])

    hours = np.arange(0, HOURS + 1, STRIDE)
    worst: dict[str, float] = dict.fromkeys(COMPARTMENTS, 0.0)
    for one in solved:
        truth = simulate(to_model(one["scenario"]), HOURS)
        for name in COMPARTMENTS:
            reach = float(np.ptp(truth[name]))
            if reach > 1e-9:
                error = np.abs(np.array(one["series"][name]) - truth.at(name, hours)).max() / reach
                worst[name] = max(worst[name], float(error))
    print("worst error, of each compartment's range:", {name: f"{error:.1e}" for name, error in worst.items()})
    assert max(worst.values()) < ALLOWED, worst

    for one, (outcome, died) in zip(solved, judged, strict=False):
        truth = simulate(to_model(one["scenario"]), WATCHED)
        assert outcome == truth.outcome, one["scenario"]
        assert (died is None) == (truth.died is None)
        assert died is None or abs(died - truth.died) < 0.5
