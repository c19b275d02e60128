"""What the model must show, as laws: each scenario's behaviour, treatments, thresholds, and refused input."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import SCENARIOS, Intervention, Scenario, latest_rescue, scenario, simulate
from model.compartments import COMPARTMENTS
from model.organs import berlin, spo2
from model.parameters import DEFAULTS, PARAMETERS, constants
from model.reactions import rates
from model.references import ASSUMPTION, CALIBRATED, DEFINITION, REFERENCES
from model.scenarios import PRONE, VIRUS
from model.simulate import HEALTHY, initial_state
from model.steady import diagram, eigenvalues, rest
from model.thresholds import critical_burden, critical_load, rescue, separatrix

NO_FRACTIONS = ("cells", "tnf", "il6", "il10", "tocilizumab", "antiviral", "endotoxin", "sensed")
FRACTIONS = [name for name in COMPARTMENTS if name not in NO_FRACTIONS]


@pytest.fixture(scope="module")
def runs():
    return {name: simulate(s) for name, s in SCENARIOS.items()}


# Health

@settings(max_examples=15, deadline=None)
@given(st.fixed_dictionaries({"pathogen": st.floats(0, 1e-3), "endotoxin": st.floats(0, 0.5),
                              "injury": st.floats(0, 0.02), "tumour": st.floats(0, 0.02)}))
def test_health_returns_from_small_disturbances(trigger):
    run = simulate(Scenario("disturbed", "", trigger), 480)
    assert run.outcome == "recovery"
    for name, level in (("il6", DEFAULTS.I_0), ("tnf", DEFAULTS.T_0), ("il10", DEFAULTS.R_0)):
        assert run[name][-1] == pytest.approx(level, rel=0.25)


def test_health_is_a_stable_steady_state_and_so_is_the_storm():
    states = rest(DEFAULTS)
    assert [s.stable for s in states] == [True, False, True]
    assert states[0].il6 < 10 < 1000 < states[2].il6
    assert states[1].growth > 0.01
    for s in states:
        assert np.abs(rates(0, s.state, DEFAULTS)).max() < 1e-6


def test_feedback_strength_has_a_range_with_two_stable_states():
    found = diagram(DEFAULTS)
    assert 0 < found.low < DEFAULTS.w_F < found.high
    below = [s for s in found.states if s.control < 0.9 * found.low]
    assert below and not any(s.stable and s.stormy for s in below)


def test_eigenvalues_are_those_of_rates():
    state = simulate(scenario("storm"), 40).state[-1]
    p = constants(PRONE)
    numeric = np.array([np.imag(rates(0, state + 1e-20j * row, p)) / 1e-20 for row in np.eye(len(state))]).T
    ours, theirs = np.sort_complex(eigenvalues(state, p)), np.sort_complex(np.linalg.eigvals(numeric))
    assert np.allclose(ours, theirs, atol=1e-9)


# Self-limited responses and the storm

def test_a_normal_infection_is_cleared_and_the_brake_is_seen(runs):
    normal = runs["normal"]
    assert normal.outcome == "recovery"
    assert normal["spo2"].min() > 95
    assert normal.peak("il10")[1] > 20 * DEFAULTS.R_0
    assert normal.peak("il10")[0] > normal.peak("il6")[0]
    assert normal["kidney"].max() < 0.01  # local: what is far from the lungs doesn't notice


def test_without_its_brake_the_same_infection_storms(runs):
    assert runs["normal"].scenario.trigger == runs["storm"].scenario.trigger
    assert runs["storm"].outcome == "death"


def test_the_patient_looks_stable_while_il6_doubles(runs):
    storm = runs["storm"]
    assert storm["il6"].max() > 1000
    assert 2 <= storm.doubling_hours("il6") <= 6
    alarm = storm.crossing("il6", 1000)
    assert storm.at("spo2", alarm) > 94
    assert all(storm.at(f"{organ}_function", alarm) > 90 for organ in ("lung", "heart", "kidney"))


@pytest.mark.parametrize("name", ["storm", "sepsis", "covid", "covid_load", "cart"])
def test_organs_fail_in_order(runs, name):
    levels = {"leak": 0.3, "lung": 0.5, "heart": 0.5, "kidney": 0.5}
    hours = [runs[name].crossing(organ, level) for organ, level in levels.items()]
    assert hours == sorted(hours)


def test_triggers_differ_by_mechanism(runs):
    fast, usual, slow = (runs[name].crossing("il6", 1000) for name in ("sepsis", "storm", "covid"))
    assert fast < usual < slow / 2
    assert runs["cart"]["pathogen"].max() < 1e-9
    assert runs["cart"].peak("il6")[1] > 100 * runs["cart_low"].peak("il6")[1]
    assert 0.1 < critical_burden() < 1
    assert critical_load(brake=1.0) > 10 * critical_load(brake=PRONE["brake"])


def test_injury_lowers_the_load_that_a_host_can_take():
    _, load = separatrix()
    assert load[0] > 0.05
    assert np.all(np.diff(load) <= 0)
    assert load[-1] == 0


# Treatments

def test_antiviral_alone_works_early_and_fails_late(runs):
    assert runs["antiviral_early"].outcome == "recovery"
    late = runs["antiviral_only"]
    assert late.outcome == "death"
    assert late["pathogen"][-1] < 1e-6


def test_immune_treatment_has_a_window(runs):
    assert runs["treated"].outcome == "recovery"
    assert runs["late"].outcome == "death"
    hours = [latest_rescue(drugs) for drugs in ("antiviral", "tocilizumab", "steroid", "steroid+tocilizumab")]
    assert hours == sorted(hours)
    start = latest_rescue("tocilizumab")
    for hour, outcome in ((start, "recovery"), (start + 1, "death")):
        assert simulate(scenario("storm").treated(*rescue("tocilizumab", hour)), 720).outcome == outcome


def test_organ_damage_sustains_the_loop():
    """Without the injured organs' signals, the IL-6 blocker would still work hours later."""
    mute = replace(scenario("storm"), parameters=PRONE | {"k_DO": 0.0})
    assert latest_rescue("tocilizumab", mute) > latest_rescue("tocilizumab") + 6


def test_too_much_lets_the_infection_flare(runs):
    assert runs["over_dampened"]["pathogen"].max() > 5 * runs["storm"]["pathogen"].max()


def test_serum_il6_rises_after_its_receptor_is_blocked(runs):
    run, start = runs["tocilizumab"], scenario("tocilizumab").interventions[0].start
    assert run.at("il6", start + 2) > 1.05 * runs["storm"].at("il6", start + 2)
    assert run.at("tnf", start + 2) < runs["storm"].at("tnf", start + 2)


def test_tocilizumab_calms_car_t_and_the_tumour_still_goes(runs):
    assert runs["cart_treated"]["spo2"].min() > 94
    assert runs["cart_treated"]["antigen"][-1] < 0.05


def test_drugs_have_their_half_lives():
    drugs = (Intervention("tocilizumab", 5, 8.0), Intervention("steroid", 0, 1.0, stop=24))
    run = simulate(Scenario("drugs", "", {}, {}, drugs, 240))
    assert run.at("tocilizumab", 6) == pytest.approx(8.0, rel=0.01)
    assert run.at("tocilizumab", 6 + 151) == pytest.approx(run.at("tocilizumab", 6) / 2, rel=1e-3)
    assert run.at("steroid", 24 + 36) == pytest.approx(run.at("steroid", 24) / 2, rel=1e-3)


def test_doses_of_one_drug_add_up():
    one = Scenario("one", "", {}, {}, (Intervention("steroid", 0, 2.0),), 24)
    two = Scenario("two", "", {}, {}, (Intervention("steroid", 0, 1.0), Intervention("steroid", 0, 1.0)), 24)
    assert np.array_equal(simulate(one)["steroid"], simulate(two)["steroid"])


# The solution

def test_fractions_stay_fractions(runs):
    for name, run in runs.items():
        for series in FRACTIONS:
            assert run[series].min() > -1e-6 and run[series].max() < 1 + 1e-6, (name, series)


def test_a_restart_that_changes_nothing_changes_nothing(runs):
    nothing = scenario("storm").treated(Intervention("antiviral", 33.37, 0.0, stop=71.3))
    here, there = simulate(nothing), runs["storm"]
    hours = np.linspace(0, 240, 481)
    assert np.allclose(here.at("il6", hours), there.at("il6", hours), rtol=1e-3)


def test_dense_values_crossings_and_peaks_agree_with_the_series(runs):
    storm = runs["storm"]
    assert np.allclose(storm.at("il6", storm.hours), storm["il6"])
    assert storm.at("il6", storm.crossing("il6", 1000)) == pytest.approx(1000, rel=1e-6)
    assert storm.crossing("il6", 1e6) is None
    hour, value = runs["endotoxin"].peak("il6")
    assert runs["endotoxin"].at("il6", hour) == pytest.approx(value)


def test_doubling_time_of_an_exponential():
    """Pathogen without immunity doubles every ln 2 / r_P hours."""
    p = {"w_P": 0.0, "k_b": 0.0, "k_CK": 0.0, "K_CP": 1e9, "w_F": 0.0}
    run = simulate(Scenario("growth", "", {"pathogen": 1e-6}, p), 120)
    assert run.doubling_hours("pathogen") == pytest.approx(np.log(2) / DEFAULTS.r_P, rel=0.01)


def test_rates_are_the_same_on_floats_and_arrays():
    p = constants(PRONE)
    states = simulate(scenario("storm")).state[::200]
    together = np.array(np.broadcast_arrays(*rates(0, states.T, p))).T
    alone = [rates(0, state.tolist(), p) for state in states]
    assert np.allclose(together, alone, rtol=1e-12)


def test_health_starts_at_rest():
    assert set(HEALTHY) <= set(COMPARTMENTS)
    start = initial_state({}, DEFAULTS)
    assert np.abs(rates(0, start, DEFAULTS)).max() < 0.05


# Read-outs, sources, refusals

def test_oxygen():
    assert spo2(0.0) == pytest.approx(97.5, abs=0.2)
    assert np.all(np.diff(spo2(np.linspace(0, 1, 50))) < 0)
    assert [berlin(x) for x in (400, 250, 150, 50)] == ["none", "mild", "moderate", "severe"]


def test_every_constant_says_where_it_comes_from():
    for p in PARAMETERS:
        assert p.unit and p.label
        assert p.source in REFERENCES or p.source in (ASSUMPTION, CALIBRATED, DEFINITION), p.name


@pytest.mark.parametrize(("make", "allowed"), [
    (lambda: scenario("strom"), "known: health"),
    (lambda: Scenario("x", "", {"virus": 1.0}), "known: pathogen"),
    (lambda: Scenario("x", "", {"pathogen": -0.1}), "from 0 to 1"),
    (lambda: Scenario("x", "", {"pathogen": float("nan")}), "from 0 to 1"),
    (lambda: Scenario("x", "", VIRUS, {"r_Q": 1.0}), "known: r_P"),
    (lambda: Scenario("x", "", VIRUS, {"r_P": float("nan")}), "from 0 upwards"),
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
def test_bad_input_is_told_what_is_allowed(make, allowed):
    with pytest.raises(ValueError, match=allowed):
        make()
