"""How scenarios behave, what treatments do, where the thresholds are, and which input is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import SCENARIOS, Intervention, Scenario, Trajectory, hour_of, latest_rescue, scenario, simulate
from model.compartments import COMPARTMENTS
from model.organs import DEATH_HOURS, DEATH_MAP, DEATH_SPO2, berlin, pao2_fio2, spo2
from model.parameters import DEFAULTS, PARAMETERS, constants
from model.reactions import rates
from model.references import ASSUMPTION, CALIBRATED, DEFINITION, FITTED, REFERENCES
from model.scenarios import DRUGS, PRONE, TRIGGERS, VIRUS
from model.simulate import CLEARED, HEALTHY, initial_state
from model.steady import CONTROLS, SETTLING, diagram, eigenvalues, steady_states
from model.thresholds import (
    critical_brake,
    critical_burden,
    critical_injury,
    critical_load,
    rescue,
    rescue_windows,
    separatrix,
    windows,
)

NO_FRACTIONS = ("cells", "tnf", "il6", "il10", "tocilizumab", "antiviral", "endotoxin", "stage1", "stage2", "stage3",
                "stage4", "refractory", "il6_made", "il10_made", "temperature")
FRACTIONS = [name for name in COMPARTMENTS if name not in NO_FRACTIONS]
Trajectories = dict[str, Trajectory]


@pytest.fixture(scope="module")
def trajectories() -> Trajectories:
    """The trajectory of every scenario, by name."""
    return {name: simulate(s) for name, s in SCENARIOS.items()}


# Health

@settings(max_examples=15, deadline=None)
@given(st.fixed_dictionaries({"pathogen": st.floats(0, 1e-3), "endotoxin": st.floats(0, 0.5),
                              "injury": st.floats(0, 0.02), "tumour": st.floats(0, 0.004)}))
def test_health_recovers_from_small_disturbances(trigger: dict[str, float]) -> None:
    trajectory = simulate(Scenario("disturbed", "", trigger), 480)
    assert trajectory.outcome == "recovery"
    for name, level in (("il6", DEFAULTS.I_0), ("tnf", DEFAULTS.T_0), ("il10", DEFAULTS.R_0)):
        assert trajectory[name][-1] == pytest.approx(level, rel=0.25)


def test_health_and_storm_are_both_stable_in_a_storm_prone_host_until_its_cells_tire() -> None:
    p = constants(PRONE)
    states = steady_states(p)
    assert [s.il6 for s in states if s.stable and not s.stormy] == [pytest.approx(p.I_0, rel=0.01)]
    assert [s.il6 > 100 for s in states if s.stable and s.stormy] == [True]
    assert any(not s.stable and s.growth > 0.01 for s in states)
    for s in states:
        assert np.abs(np.array(rates(0, s.state, p))[SETTLING]).max() < 1e-6
    assert len(steady_states(p, tired=0.7)) == 1  # only health is left: the storm ends


def test_no_storm_sustains_itself_in_a_normal_host() -> None:
    assert [s.stormy for s in steady_states(DEFAULTS)] == [False]
    assert diagram(DEFAULTS).low > DEFAULTS.w_F > diagram(constants(PRONE)).low


@pytest.mark.parametrize("control", CONTROLS)
def test_all_states_of_the_diagram_are_steady_under_the_equations(control: str) -> None:
    """`model/steady.py` has formulas of its own: they must follow `rates`."""
    p = constants(PRONE)
    states = diagram(p, control, tired=0.1).states
    assert len(states) > 1000
    for s in states[::10]:
        slopes = np.array(rates(0, s.state, p._replace(**{control: s.control})))[SETTLING]
        assert np.abs(slopes / np.maximum(1, s.state[SETTLING])).max() < 1e-9


def test_a_constant_stimulus_leads_from_calm_to_storm_and_back_by_different_ways() -> None:
    found = diagram(constants(PRONE), "s_0")
    assert 0 <= found.low < found.high


def test_eigenvalues_are_those_of_the_numerical_derivative_of_rates() -> None:
    state = simulate(scenario("storm"), 40).state[-1]
    p = constants(PRONE)
    numeric = np.array([np.imag(rates(0, state + 1e-20j * row, p)) / 1e-20 for row in np.eye(len(state))]).T
    numeric = numeric[np.ix_(SETTLING, SETTLING)]
    found, expected = np.sort_complex(eigenvalues(state, p)), np.sort_complex(np.linalg.eigvals(numeric))
    assert np.allclose(found, expected, atol=1e-9)


# Self-limited responses and the storm

def test_a_normal_infection_is_cleared_and_il10_rises(trajectories: Trajectories) -> None:
    normal = trajectories["normal"]
    assert normal.outcome == "recovery"
    assert normal["spo2"].min() > 95
    assert normal["map"].min() > 80
    assert normal.peak("il10")[1] > 20 * DEFAULTS.R_0
    assert normal["temperature"].max() > 37.5
    assert normal["kidney"].max() < 0.05  # the infection stays in the lungs


def test_the_same_infection_becomes_a_storm_in_a_host_with_a_weak_brake(trajectories: Trajectories) -> None:
    assert trajectories["normal"].scenario.trigger == trajectories["storm"].scenario.trigger
    assert trajectories["storm"].outcome == "death"


def test_the_patient_looks_stable_while_il6_doubles(trajectories: Trajectories) -> None:
    storm = trajectories["storm"]
    assert storm["il6"].max() > 1000
    doubling, alarm = storm.doubling_hours("il6"), storm.crossing("il6", 1000)
    assert doubling is not None and 2 <= doubling <= 8
    assert alarm is not None and storm.at("spo2", alarm) > 94
    assert storm.at("map", alarm) > 75
    assert all(storm.at(f"{organ}_function", alarm) > 85 for organ in ("lung", "heart", "kidney"))


@pytest.mark.parametrize("name", ["storm", "late", "antiviral_only"])
def test_organs_fail_in_order_while_the_patient_lives(name: str) -> None:
    hours = [hour_of(name, event) for event in ("leak=0.3", "lung=0.5", "heart=0.5", "kidney=0.5", "death")]
    assert hours == sorted(hours)
    assert hours[-1] - hours[-2] > 6


def test_a_trajectory_ends_when_the_patient_dies(trajectories: Trajectories) -> None:
    for name, trajectory in trajectories.items():
        end = SCENARIOS[name].hours if trajectory.died is None else trajectory.died
        assert trajectory.hours[-1] == pytest.approx(end)
        assert (trajectory.outcome == "death") == (trajectory.died is not None)
    storm = trajectories["storm"]
    died = hour_of("storm", "death")
    last = storm.hours > died - DEATH_HOURS + 0.11
    assert np.all((storm["spo2"][last] < DEATH_SPO2) | (storm["map"][last] < DEATH_MAP))
    with pytest.raises(ValueError, match="the hour of death"):
        storm.at("il6", died + 1)


def test_patients_die_of_shock_with_normal_oxygen_as_well_as_of_suffocation(trajectories: Trajectories) -> None:
    assert trajectories["sepsis"]["spo2"].min() > 94 and trajectories["sepsis"]["map"].min() < DEATH_MAP
    assert trajectories["storm"]["spo2"].min() < DEATH_SPO2 and trajectories["storm"]["map"].min() > DEATH_MAP


def test_a_switch_of_treatment_does_not_reset_the_hours_until_death() -> None:
    storm = scenario("storm")
    died = hour_of("storm", "death")
    nothing = storm.treated(Intervention("antiviral", died - 3, 0.0))
    assert simulate(nothing).died == pytest.approx(died, abs=0.2)


def test_triggers_act_by_different_mechanisms(trajectories: Trajectories) -> None:
    fast, usual, slow = (hour_of(name, "il6=1000") for name in ("sepsis", "storm", "covid"))
    assert fast < usual / 2 and usual < slow / 2
    assert trajectories["cart"]["pathogen"].max() < 1e-9
    assert trajectories["cart"].peak("il6")[1] > 100 * trajectories["cart_low"].peak("il6")[1]
    assert hour_of("sepsis", "map=65") < 24 and trajectories["sepsis"].crossing("spo2", 94) is None
    assert 8 < hour_of("covid_usual", "spo2=94") / 24 < 12
    assert 0.1 < critical_burden() < 1
    assert critical_load(brake=1.0) > 10 * critical_load(brake=PRONE["brake"])


def test_storms_have_every_height_and_can_end(trajectories: Trajectories) -> None:
    names = ("normal", "moderate", "serious", "storm")
    assert [trajectories[name].outcome for name in names] == ["recovery"] * 3 + ["death"]
    heights = [trajectories[name].peak("il6")[1] for name in names]
    assert all(1.5 < after / before < 6 for before, after in pairwise(heights))
    assert PRONE["brake"] < critical_brake() < 0.33


def test_injury_lowers_the_load_that_a_patient_survives() -> None:
    _, load = separatrix(PRONE["brake"])
    assert load[0] > 0
    assert np.all(np.diff(load) <= 1e-3)
    assert load[-1] == 0
    assert critical_injury(PRONE["brake"]) < 0.5 < critical_injury()


# Treatments

def test_antiviral_alone_works_early_and_fails_late(trajectories: Trajectories) -> None:
    assert trajectories["antiviral_early"].outcome == "recovery"
    late = trajectories["antiviral_only"]
    assert late.outcome == "death"
    assert late["pathogen"][-1] < CLEARED


def test_immune_treatment_works_only_within_a_time_window(trajectories: Trajectories) -> None:
    assert trajectories["treated"].outcome == "recovery"
    assert trajectories["late"].outcome == "death"
    hours = [latest_rescue(drugs) for drugs in ("antiviral", "tocilizumab", "steroid", "steroid+tocilizumab")]
    assert hours[0] < min(hours[1:3]) and hours[3] > max(hours[1:3])
    start = latest_rescue("tocilizumab")
    for hour, dead in ((start, False), (start + 1, True)):
        died = simulate(scenario("storm").treated(*rescue("tocilizumab", hour)), 720).died
        assert (died is not None) == dead


def test_windows_of_rescue_are_found_where_rescue_is_not_monotone() -> None:
    found = windows(lambda hour: 3 < hour < 9 or hour > 17, [0, 4, 8, 12, 16, 20])
    assert [tuple(one) for one in found] == [(3.25, 8.75), (17.25, 20)]
    assert windows(lambda hour: False, [0, 4, 8]) == ()
    assert rescue_windows("steroid", scenario("sepsis")) == ()


def test_in_sepsis_the_antibiotic_saves_and_dampening_alone_never_does(trajectories: Trajectories) -> None:
    assert trajectories["sepsis_treated"].outcome == "recovery"
    assert trajectories["sepsis_steroid"].outcome == "death"
    assert latest_rescue("antiviral", scenario("sepsis")) > 8
    with pytest.raises(ValueError, match="steroid never rescues sepsis"):
        latest_rescue("steroid", scenario("sepsis"))


def test_support_buys_time_and_does_not_stop_the_loop(trajectories: Trajectories) -> None:
    supported, storm = trajectories["supported"], trajectories["storm"]
    hour = hour_of("storm", "death")
    assert supported.died is None or supported.died > hour + 12
    assert supported.at("spo2", hour) > storm.at("spo2", hour)
    assert supported.at("map", hour) > storm.at("map", hour)
    assert supported.at("il6", 80) == pytest.approx(storm.at("il6", 80), rel=0.05)


def test_injured_organs_and_damage_keep_the_loop_going() -> None:
    """Without the damage signals the storm is over within days, and the patient lives."""
    silent = replace(scenario("storm"), parameters=PRONE | {"w_D": 0.0})
    assert simulate(silent).died is None


def test_a_steroid_has_a_dose_range_and_too_much_lets_the_infection_kill(trajectories: Trajectories) -> None:
    effects = [simulate(Scenario("dose", "", {}, {}, (Intervention("steroid", 0, dose),), 96))["steroid"][-1]
               for dose in (0.25, 1, 10)]
    assert effects[0] < 0.5 * effects[1] and effects[2] > 1.5 * effects[1]
    dampened = trajectories["over_dampened"]
    assert dampened["pathogen"].max() > 3 * trajectories["storm"]["pathogen"].max()
    assert dampened.outcome == "death"


def test_serum_il6_rises_after_its_receptor_is_blocked(trajectories: Trajectories) -> None:
    treated, storm = trajectories["tocilizumab"], trajectories["storm"]
    hour = scenario("tocilizumab").interventions[0].start + 2
    assert treated.at("il6", hour) > 1.05 * storm.at("il6", hour)
    assert treated.at("tnf", hour) < storm.at("tnf", hour)


def test_tocilizumab_stops_the_car_t_storm_and_the_tumour_still_shrinks(trajectories: Trajectories) -> None:
    assert trajectories["cart"].outcome == "death"
    assert trajectories["cart_treated"].outcome == "recovery"
    assert trajectories["cart_treated"]["antigen"][-1] < 0.05
    assert trajectories["cart_medium"].outcome == "recovery"
    assert trajectories["cart_medium"]["antigen"][-1] < 0.05


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
    hours = np.linspace(0, 110, 221)
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
    p = {"w_P": 0.0, "k_b": 0.0, "cyto": 0.0, "k_CP": 0.0, "w_D": 0.0, "tropism": 0.0}
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
    assert pao2_fio2(1.0) < 100
    assert spo2(0.9, support=1.0) > 80 > spo2(0.9)


def test_pressure_rises_in_a_chill_and_falls_with_the_flush_after_it(trajectories: Trajectories) -> None:
    volunteer = trajectories["endotoxin"]
    assert volunteer.at("systolic", 1.5) > 121 and volunteer.at("systolic", 6) < 119
    assert volunteer.at("heart_rate", 4) - volunteer.at("heart_rate", 0) > 20
    assert volunteer.at("temperature", 4) > 38.3


def test_every_constant_has_a_unit_a_meaning_and_a_source() -> None:
    for p in PARAMETERS:
        assert p.unit and p.label, p.name
        assert p.source in REFERENCES or p.source in (ASSUMPTION, CALIBRATED, DEFINITION, FITTED), p.name


def test_drugs_and_triggers_act_on_what_the_model_has() -> None:
    assert {drug.input for drug in DRUGS.values()} <= {p.name for p in PARAMETERS if p.source == DEFINITION}
    assert {trigger.compartment for trigger in TRIGGERS.values()} <= set(COMPARTMENTS)


@pytest.mark.parametrize(("make", "allowed"), [
    (lambda: scenario("strom"), "did you mean storm.* known: health"),
    (lambda: Scenario("x", "", {"virus": 1.0}), "known: pathogen"),
    (lambda: Scenario("x", "", {"pathogen": -0.1}), "from 0 to 1"),
    (lambda: Scenario("x", "", {"pathogen": float("nan")}), "from 0 to 1"),
    (lambda: Scenario("x", "", VIRUS, {"r_Q": 1.0}), "known: r_P"),
    (lambda: Scenario("x", "", VIRUS, {"r_P": float("nan")}), r"from 0 to \d+"),
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
