"""Python, machine code, SBML, JavaScript and printed equations agree, and the numbers stay as they were recorded."""

from __future__ import annotations

import json
from dataclasses import asdict

import numpy as np
import pytest
from page_site import chromium

from model import SCENARIOS, Intervention, Scenario, report, scenario, simulate
from model.__main__ import main
from model.baseline import PATH, numbers
from model.claims import check
from model.compartments import COMPARTMENTS, SYMBOLS
from model.compiled import compiled_jacobian, compiled_rates, kept_path
from model.crosscheck import difference
from model.javascript import module
from model.native import bind
from model.organs import READOUTS
from model.parameters import DEFAULTS, Constants
from model.sbml import document
from model.scenarios import TRIGGERS, Trigger

SOLVE = """async ([source, crowded]) => {
  const m = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  const found = {};
  for (const [name, scenario] of Object.entries({ ...m.scenarios, crowded })) {
    const trajectory = m.simulate(scenario), n = trajectory.hours / trajectory.stride;
    const hours = Array.from({ length: 61 }, (_, i) => trajectory.stride * Math.round(i * n / 60));
    const names = [...m.compartments.map(({ name }) => name), ...Object.keys(m.readouts)];
    const series = names.map(key => [key, hours.map(hour => trajectory.at(key, hour))]);
    found[name] = { hours, ...Object.fromEntries(series) };
  }
  return found;
}"""
# Several drugs at once, one drug twice, and an infusion that takes longer than an hour
CROWD = (Intervention("tocilizumab", 30, 8.0, stop=42.5), Intervention("steroid", 35.3, 0.5),
         Intervention("steroid", 40, 1.0, stop=80), Intervention("antiviral", 36, 2.0, stop=60.1))
CROWDED = Scenario("crowded", "", {"pathogen": 0.02}, {"brake": 0.3}, CROWD, 120.0)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_second_solver_agrees_within_a_thousandth_of_each_range(name: str) -> None:
    worst, where = difference(scenario(name))
    assert worst < 1e-3, where


def test_a_second_solver_agrees_on_many_treatments_at_once() -> None:
    worst, where = difference(CROWDED)
    assert worst < 1e-3, where


def test_sbml_is_valid_and_has_every_name() -> None:
    text = document(scenario("treated"))  # raises if libSBML finds an error
    assert all(f'id="{name}"' in text for name in (*SYMBOLS, *Constants._fields))


@pytest.mark.slow
def test_javascript_agrees_within_half_a_percent() -> None:
    with chromium() as browser:
        theirs = browser.new_page().evaluate(SOLVE, [module(), asdict(CROWDED)])
    assert set(theirs) == {*SCENARIOS, "crowded"}
    for name, found in theirs.items():
        trajectory = simulate(CROWDED if name == "crowded" else scenario(name))
        hours = np.array(found["hours"])
        assert hours[-1] == pytest.approx(trajectory.hours[-1], abs=0.6), name
        alive = hours <= trajectory.hours[-1]
        for series in (*COMPARTMENTS, *READOUTS):
            here, there = trajectory.at(series, hours[alive]), np.array(found[series])[alive]
            reach = max(np.ptp(here), 0.1 * np.abs(here).max(), 1e-4)  # what is at rest has no range
            assert np.abs(here - there).max() < 5e-3 * reach, (name, series)


def test_jacobian_is_the_derivative_of_rates() -> None:
    state = simulate(scenario("treated"), 72).state[-1]
    slope, steepness = compiled_rates(), np.array(compiled_jacobian()(0, state.tolist(), DEFAULTS))
    for i, direction in enumerate(np.eye(len(state))):
        step = 1e-6 * max(1e-3, abs(state[i])) * direction
        up, down = (np.array(slope(0, y.tolist(), DEFAULTS)) for y in (state + step, state - step))
        assert np.allclose(steepness[:, i], (up - down) / (2 * step[i]), rtol=1e-4, atol=1e-6)


def test_machine_code_and_python_give_the_same_numbers() -> None:
    bind(DEFAULTS)
    assert kept_path("native", ".so").exists(), "setup.sh installs a compiler, so there is machine code to compare"
    rates, jacobian = bind(DEFAULTS)
    for state in simulate(scenario("treated"), 120).state[::97]:
        assert np.allclose(rates(0.0, state), compiled_rates()(0.0, state.tolist(), DEFAULTS), rtol=1e-12, atol=1e-12)
        expected = np.array(compiled_jacobian()(0.0, state.tolist(), DEFAULTS), dtype=float)
        assert np.allclose(jacobian(0.0, state), expected, rtol=1e-12, atol=1e-12)


def test_printed_equations_name_every_compartment() -> None:
    assert all(f"\n{symbol}' = " in report.printed() for symbol in SYMBOLS)


def test_a_new_scenario_with_a_new_trigger_is_one_row_each(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Lists of scenarios and exports are derived from SCENARIOS and TRIGGERS."""
    monkeypatch.setitem(TRIGGERS, "fluid", Trigger("leak", "share of the greatest leak", 0.5))
    fluid = Scenario("fluid", "Leaking vessels", {"fluid": 0.4}, hours=48.0)
    monkeypatch.setitem(SCENARIOS, "fluid", fluid)
    assert simulate(scenario("fluid")).at("leak", 0) == 0.4
    assert "| `fluid` | Leaking vessels |" in report.scenarios()
    assert numbers()["fluid"]["series"]["leak"][0] == 0.4
    for name in ('"fluid": {"compartment":"leak"', '"fluid": {"title":"Leaking vessels"'):
        assert name in module()
    assert 'id="V" name="vessel leak" compartment="body" initialAmount="0.4"' in document(fluid)
    assert check("fluid leak.max < 0.5").ok
    assert main(["fluid"]) == 0
    assert "Leaking vessels: recovery" in capsys.readouterr().out
    with pytest.raises(ValueError, match="from 0 to 0.5"):
        Scenario("fluid", "", {"fluid": 0.6})


def test_trajectories_equal_their_record() -> None:
    """After an intended change, record the new numbers: python -m model baseline."""
    recorded, found = json.loads(PATH.read_text(encoding="utf-8")), numbers()
    assert recorded.keys() == found.keys()
    for name, here in found.items():
        there = recorded[name]
        assert here["outcome"] == there["outcome"]
        assert here["events"] == pytest.approx(there["events"], rel=1e-3)
        for series, values in here["series"].items():
            assert values == pytest.approx(there["series"][series], rel=2e-3, abs=2e-4), (name, series)
