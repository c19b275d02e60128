"""How scenarios behave, what treatments do, where the thresholds are, and which input is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import SCENARIOS, Intervention, Scenario, Trajectory, hour_of, latest_rescue, scenario, simulate
from model.compartments import COMPARTMENTS
from model.organs import berlin, spo2
from model.parameters import DEFAULTS, PARAMETERS, constants
from model.reactions import rates
from model.references import ASSUMPTION, CALIBRATED, DEFINITION, REFERENCES
from model.scenarios import DRUGS, PRONE, TRIGGERS, VIRUS
from model.simulate import HEALTHY, initial_state
from model.steady import CONTROLS, diagram, eigenvalues, steady_states
from model.thresholds import critical_burden, critical_load, rescue, separatrix

NO_FRACTIONS = ("cells", "tnf", "il6", "il10", "tocilizumab", "antiviral", "endotoxin", "sensed")
FRACTIONS = [name for name in COMPARTMENTS if name not in NO_FRACTIONS]
Trajectories = dict[str, Trajectory]


@pytest.fixture(scope="module")
def trajectories() -> Trajectories:
    """The trajectory of every scenario, by name."""
    return {name: simulate(s) for name, s in SCENARIOS.items()}


# Health

@settings(max_examples=15, deadline=None)
@given(st.fixed_dictionaries({"pathogen": st.floats(0, 1e-3), "endotoxin": st.floats(0, 0.5),
                              "injury": st.floats(0, 0.02), "tumour": st.floats(0, 0.02)}))
def test_health_recovers_from_small_disturbances(trigger: dict[str, float]) -> None:
    trajectory = simulate(Scenario("disturbed", "", trigger), 480)
    assert trajectory.outcome == "recovery"
    for name, level in (("il6", DEFAULTS.I_0), ("tnf", DEFAULTS.T_0), ("il10", DEFAULTS.R_0)):
        assert trajectory[name][-1] == pytest.approx(level, rel=0.25)


def test_health_and_storm_are_both_stable_steady_states() -> None:
    states = steady_states(DEFAULTS)
    assert [s.stable for s in states] == [True, False, True]
    assert states[0].il6 < 10 < 1000 < states[2].il6
    assert states[1].growth > 0.01
    for s in states:
        assert np.abs(rates(0, s.state, DEFAULTS)).max() < 1e-6


@pytest.mark.parametrize("control", CONTROLS)
def test_all_states_of_the_diagram_are_steady_under_the_equations(control: str) -> None:
    """`model/steady.py` has formulas of its own: they must follow `rates`."""
    states = diagram(DEFAULTS, control).states
    assert len(states) > 1000
    for s in states:
        assert np.abs(rates(0, s.state, DEFAULTS._replace(**{control: s.control}))).max() < 1e-9


def test_there_are_two_stable_states_in_a_range_of_feedback_strengths() -> None:
    found = diagram(DEFAULTS)
    assert 0 < found.low < DEFAULTS.w_F < found.high
    below = [s for s in found.states if s.control < 0.9 * found.low]
    assert below and not any(s.stable and s.stormy for s in below)


def test_eigenvalues_are_those_of_the_numerical_derivative_of_rates() -> None:
    state = simulate(scenario("storm"), 40).state[-1]
    p = constants(PRONE)
    numeric = np.array([np.imag(rates(0, state + 1e-20j * row, p)) / 1e-20 for row in np.eye(len(state))]).T
    found, expected = np.sort_complex(eigenvalues(state, p)), np.sort_complex(np.linalg.eigvals(numeric))
    assert np.allclose(found, expected, atol=1e-9)


# Self-limited responses and the storm

def test_a_normal_infection_is_cleared_and_il10_rises(trajectories: Trajectories) -> None:
    normal = trajectories["normal"]
    assert normal.outcome == "recovery"
    assert normal["spo2"].min() > 95
    assert normal.peak("il10")[1] > 20 * DEFAULTS.R_0
    assert normal.peak("il10")[0] > normal.peak("il6")[0]
    assert normal["kidney"].max() < 0.01  # the infection stays in the lungs


def test_the_same_infection_becomes_a_storm_in_a_host_with_a_weak_brake(trajectories: Trajectories) -> None:
    assert trajectories["normal"].scenario.trigger == trajectories["storm"].scenario.trigger
    assert trajectories["storm"].outcome == "death"


def test_the_patient_looks_stable_while_il6_doubles(trajectories: Trajectories) -> None:
    storm = trajectories["storm"]
    assert storm["il6"].max() > 1000
    doubling, alarm = storm.doubling_hours("il6"), storm.crossing("il6", 1000)
    assert doubling is not None and 2 <= doubling <= 6
    assert alarm is not None and storm.at("spo2", alarm) > 94
    assert all(storm.at(f"{organ}_function", alarm) > 90 for organ in ("lung", "heart", "kidney"))


@pytest.mark.parametrize("name", ["storm", "sepsis", "covid", "covid_load", "cart"])
def test_organs_fail_in_order(name: str) -> None:
    hours = [hour_of(name, event) for event in ("leak=0.3", "lung=0.5", "heart=0.5", "kidney=0.5")]
    assert hours == sorted(hours)


def test_triggers_act_by_different_mechanisms(trajectories: Trajectories) -> None:
    fast, usual, slow = (hour_of(name, "il6=1000") for name in ("sepsis", "storm", "covid"))
    assert fast < usual < slow / 2
    assert trajectories["cart"]["pathogen"].max() < 1e-9
    assert trajectories["cart"].peak("il6")[1] > 100 * trajectories["cart_low"].peak("il6")[1]
    assert 0.1 < critical_burden() < 1
    assert critical_load(brake=1.0) > 10 * critical_load(brake=PRONE["brake"])


def test_injury_lowers_the_load_that_causes_no_storm() -> None:
    _, load = separatrix()
    assert load[0] > 0.05
    assert np.all(np.diff(load) <= 0)
    assert load[-1] == 0


# Treatments

def test_antiviral_alone_works_early_and_fails_late(trajectories: Trajectories) -> None:
    assert trajectories["antiviral_early"].outcome == "recovery"
    late = trajectories["antiviral_only"]
    assert late.outcome == "death"
    assert late["pathogen"][-1] < 1e-6


def test_immune_treatment_works_only_within_a_time_window(trajectories: Trajectories) -> None:
    assert trajectories["treated"].outcome == "recovery"
    assert trajectories["late"].outcome == "death"
    hours = [latest_rescue(drugs) for drugs in ("antiviral", "tocilizumab", "steroid", "steroid+tocilizumab")]
    assert hours == sorted(hours)
    start = latest_rescue("tocilizumab")
    for hour, outcome in ((start, "recovery"), (start + 1, "death")):
        assert simulate(scenario("storm").treated(*rescue("tocilizumab", hour)), 720).outcome == outcome


def test_injured_organs_sustain_the_loop() -> None:
    """Without the damage signals of injured organs, the IL-6 blocker still works hours later."""
    silent = replace(scenario("storm"), parameters=PRONE | {"k_DO": 0.0})
    assert latest_rescue("tocilizumab", silent) > latest_rescue("tocilizumab") + 6


def test_too_much_treatment_lets_the_infection_flare(trajectories: Trajectories) -> None:
    assert trajectories["over_dampened"]["pathogen"].max() > 5 * trajectories["storm"]["pathogen"].max()


def test_serum_il6_rises_after_its_receptor_is_blocked(trajectories: Trajectories) -> None:
    treated, storm = trajectories["tocilizumab"], trajectories["storm"]
    hour = scenario("tocilizumab").interventions[0].start + 2
    assert treated.at("il6", hour) > 1.05 * storm.at("il6", hour)
    assert treated.at("tnf", hour) < storm.at("tnf", hour)


def test_tocilizumab_stops_the_car_t_storm_and_the_tumour_still_shrinks(trajectories: Trajectories) -> None:
    assert trajectories["cart_treated"]["spo2"].min() > 94
    assert trajectories["cart_treated"]["antigen"][-1] < 0.05


def test_drugs_have_their_half_lives() -> None:
    drugs = (Intervention("tocilizumab", 5, 8.0), Intervention("steroid", 0, 1.0, stop=24))
    treated = simulate(Scenario("drugs", "", {}, {}, drugs, 240))
    assert treated.at("tocilizumab", 6) == pytest.approx(8.0, rel=0.01)
    assert treated.at("tocilizumab", 6 + 151) == pytest.approx(treated.at("tocilizumab", 6) / 2, rel=1e-3)
    assert treated.at("steroid", 24 + 36) == pytest.approx(treated.at("steroid", 24) / 2, rel=1e-3)


def test_doses_of_one_drug_add_up() -> None:
    one = Scenario("one", "", {}, {}, (Intervention("steroid", 0, 2.0),), 24)
    two = Scenario("two", "", {}, {}, (Intervention("steroid", 0, 1.0), Intervention("steroid", 0, 1.0)), 24)
    assert np.array_equal(simulate(one)["steroid"], simulate(two)["steroid"])


# The solution

def test_fractions_stay_between_0_and_1(trajectories: Trajectories) -> None:
    for name, trajectory in trajectories.items():
        for series in FRACTIONS:
            assert trajectory[series].min() > -1e-6 and trajectory[series].max() < 1 + 1e-6, (name, series)


def test_a_restart_without_a_change_of_inputs_does_not_change_the_trajectory(trajectories: Trajectories) -> None:
    no_dose = scenario("storm").treated(Intervention("antiviral", 33.37, 0.0, stop=71.3))
    hours = np.linspace(0, 240, 481)
    assert np.allclose(simulate(no_dose).at("il6", hours), trajectories["storm"].at("il6", hours), rtol=1e-3)


def test_values_between_points_crossings_and_peaks_agree_with_the_series(trajectories: Trajectories) -> None:
    storm = trajectories["storm"]
    assert np.allclose(storm.at("il6", storm.hours), storm["il6"])
    assert storm.at("il6", hour_of("storm", "il6=1000")) == pytest.approx(1000, rel=1e-6)
    assert storm.crossing("il6", 1e6) is None
    hour, value = trajectories["endotoxin"].peak("il6")
    assert trajectories["endotoxin"].at("il6", hour) == pytest.approx(value)


def test_the_doubling_time_of_exponential_growth_is_found() -> None:
    """Pathogen without an immune response doubles every ln 2 / r_P hours."""
    p = {"w_P": 0.0, "k_b": 0.0, "k_CK": 0.0, "K_CP": 10.0, "w_F": 0.0}
    growth = simulate(Scenario("growth", "", {"pathogen": 1e-6}, p), 120)
    assert growth.doubling_hours("pathogen") == pytest.approx(np.log(2) / DEFAULTS.r_P, rel=0.01)


def test_rates_are_the_same_on_floats_and_arrays() -> None:
    p = constants(PRONE)
    states = simulate(scenario("storm")).state[::200]
    together = np.array(np.broadcast_arrays(*rates(0, states.T, p))).T
    alone = [rates(0, state.tolist(), p) for state in states]
    assert np.allclose(together, alone, rtol=1e-12)


def test_health_is_nearly_a_steady_state_at_hour_0() -> None:
    assert set(HEALTHY) <= set(COMPARTMENTS)
    start = initial_state({}, DEFAULTS)
    assert np.abs(rates(0, start, DEFAULTS)).max() < 0.05


# Read-outs, sources, refused input

def test_oxygen_falls_with_lung_injury_through_the_berlin_classes() -> None:
    assert spo2(0.0) == pytest.approx(97.5, abs=0.2)
    assert np.all(np.diff(spo2(np.linspace(0, 1, 50))) < 0)
    assert [berlin(x) for x in (400, 250, 150, 50)] == ["none", "mild", "moderate", "severe"]


def test_every_constant_has_a_unit_a_meaning_and_a_source() -> None:
    for p in PARAMETERS:
        assert p.unit and p.label, p.name
        assert p.source in REFERENCES or p.source in (ASSUMPTION, CALIBRATED, DEFINITION), p.name


def test_drugs_and_triggers_act_on_what_the_model_has() -> None:
    assert {drug.input for drug in DRUGS.values()} <= {p.name for p in PARAMETERS if p.source == DEFINITION}
    assert {trigger.compartment for trigger in TRIGGERS.values()} <= set(COMPARTMENTS)


@pytest.mark.parametrize(("make", "allowed"), [
    (lambda: scenario("strom"), "did you mean storm.* known: health"),
    (lambda: Scenario("x", "", {"virus": 1.0}), "known: pathogen"),
    (lambda: Scenario("x", "", {"pathogen": -0.1}), "from 0 to 1"),
    (lambda: Scenario("x", "", {"pathogen": float("nan")}), "from 0 to 1"),
    (lambda: Scenario("x", "", VIRUS, {"r_Q": 1.0}), "known: r_P"),
    (lambda: Scenario("x", "", VIRUS, {"r_P": float("nan")}), "from 0 to 63.7"),
    (lambda: Scenario("x", "", VIRUS, hours=0.0), "above 0"),
    (lambda: Intervention("aspirin", 0.0), "known: antiviral"),
    (lambda: Intervention("steroid", 0.0, -1.0), "from 0"),
    (lambda: Intervention("steroid", -1.0), "from 0"),
    (lambda: Intervention("steroid", 5.0, 1.0, stop=4.0), "after start 5"),
    (lambda: simulate(scenario("health"), -3), "above 0"),
    (lambda: simulate(scenario("health"), 10).at("il6", 11), "from 0 to 10"),
    (lambda: simulate(scenario("health"), 10)["il7"], "known: pathogen"),
    (lambda: latest_rescue("aspirin"), "known, joined by"),
    (lambda: latest_rescue("steroid", scenario("health")), "nothing to rescue from"),
])
def test_refused_input_says_what_is_allowed(make: Callable[[], object], allowed: str) -> None:
    with pytest.raises(ValueError, match=allowed):
        make()
