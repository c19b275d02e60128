"""The page's trajectories against SciPy's, in a real browser, over random settings of all that a viewer can set."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest
from playwright.sync_api import Page

from model.compartments import COMPARTMENTS
from model.scenarios import DRUGS, SCENARIOS, Intervention, Scenario
from model.simulate import simulate
from model.thresholds import FOLLOW_UP_HOURS, latest_rescue, rescue_windows
from page.figure.controls import CASES, DOSES, SLIDERS, TREATMENT_HOURS

pytest_plugins = ["page_fixtures"]

SETTINGS = 208
HOURS, STRIDE = 240.0, 4.0
ALLOWED = 0.005             # of each compartment's range
OUTCOMES = 24               # settings that are followed to the end, in both

# In the browser: turns settings into scenarios as the page does, and solves them as the page does.
SOLVE = """async ([settings, hours, stride]) => {
  const { solve } = await import("./generated/model.js"), { cases } = await import("./generated/controls.js");
  const { scenarioOf, bounded, fresh } = await import("./model/state.js");
  return settings.map(({ share, given, ...rest }) => {
    const { low, high } = cases[rest.trigger], state = { ...fresh(rest.trigger), ...rest, given: {} };
    state.size = low * (high / low) ** share;
    for (const [drug, treatment] of Object.entries(given)) state.given[drug] = bounded(treatment);
    const scenario = scenarioOf(state), { series, hours: last } = solve(scenario, { hours, stride });
    return { scenario, last, series: Object.fromEntries(Object.entries(series).map(([k, v]) => [k, [...v]])) };
  });
}"""
JUDGE = """async scenarios => {
  const { followUpHours, simulate } = await import("./generated/model.js");
  return scenarios.map(scenario => {
    const found = simulate(scenario, { hours: followUpHours });
    return { outcome: found.outcome, died: found.died, doubling: found.doublingHours("il6") };
  });
}"""
# In the browser: what the page's search finds for one standard dose of a drug from an hour on.
SEARCH = """async ([trigger, drug, start]) => {
  const { search } = await import("./model/rescue.js"), { followed } = await import("./model/shown.js");
  const { fresh, usual } = await import("./model/state.js");
  const state = { ...fresh(trigger), given: { [drug]: usual(drug, start) } };
  const steps = search(state, followed(state), followed(state, false));
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}"""


def random_settings(rng: np.random.Generator) -> list[dict]:
    """Return settings over the whole range of the page's controls."""
    def treatment(drug: str) -> dict:
        endless = DRUGS[drug].infusion_hours is not None or rng.random() < 0.3
        hours = None if endless else float(rng.uniform(TREATMENT_HOURS.low, 400))
        return {"start": float(rng.uniform(0, 200)), "dose": float(rng.uniform(DOSES.low, DOSES.high)), "hours": hours}

    return [
        {"trigger": str(rng.choice(list(CASES))), "share": float(rng.random()),
         **{name: float(rng.uniform(slider.low, slider.high)) for name, slider in SLIDERS.items()},
         "given": {drug: treatment(drug) for drug in DRUGS if rng.random() < 0.6}}
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
        assert one["last"] == pytest.approx(truth.hours[-1], abs=1.5 * STRIDE)
        alive = hours <= min(one["last"], truth.hours[-1])
        for name in COMPARTMENTS:
            reach = float(np.ptp(truth[name]))
            if reach > 1e-9:
                error = np.abs(np.array(one["series"][name])[alive] - truth.at(name, hours[alive])).max() / reach
                worst[name] = max(worst[name], float(error))
    print("worst error, of each compartment's range:", {name: f"{error:.1e}" for name, error in worst.items()})
    assert max(worst.values()) < ALLOWED, worst

    for one, found in zip(solved, judged, strict=False):
        truth = simulate(to_model(one["scenario"]), FOLLOW_UP_HOURS)
        assert found["outcome"] == truth.outcome, one["scenario"]
        assert (found["died"] is None) == (truth.died is None)
        assert truth.died is None or abs(found["died"] - truth.died) < 0.5


@pytest.mark.slow
def test_rules_give_the_same_in_the_browser_and_in_python(page: Page) -> None:
    """They are written in both, and only their levels are generated."""
    names = list(SCENARIOS)
    for name, found in zip(names, page.evaluate(JUDGE, [asdict(SCENARIOS[name]) for name in names]), strict=True):
        truth = simulate(SCENARIOS[name], FOLLOW_UP_HOURS)
        assert (found["outcome"], found["died"]) == (truth.outcome, pytest.approx(truth.died, abs=0.5)), name
        if name in {case.scenario for case in CASES.values()}:  # in others IL-6 rises within minutes
            doubling = truth.doubling_hours("il6")
            assert found["doubling"] == pytest.approx(doubling, rel=0.1), name


@pytest.mark.slow
@pytest.mark.parametrize(("drug", "start"), [("tocilizumab", 40), ("tocilizumab", 100), ("steroid", 20)])
def test_the_hour_that_decides_is_the_models(page: Page, drug: str, start: int) -> None:
    latest, found = latest_rescue(drug), page.evaluate(SEARCH, ["virus", drug, start])
    assert len(rescue_windows(drug)) == 1
    assert found["kind"] == ("later" if start <= latest else "earlier")
    if found["kind"] == "later":
        assert start + found["hours"] - 1 - 0.25 <= latest <= start + found["hours"]
    else:
        assert start - found["hours"] - 0.25 <= latest <= start - found["hours"] + 1


@pytest.mark.slow
def test_no_hour_of_an_antiviral_decides_once_it_is_never_enough(page: Page) -> None:
    assert page.evaluate(SEARCH, ["cart", "antiviral", 40]) == {"kind": "never", "hours": 0}
