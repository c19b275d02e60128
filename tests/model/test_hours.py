"""`hour_of` finds when something happens in a scenario, and refuses what never does."""

from __future__ import annotations

from importlib import import_module

import pytest

from model import SCENARIOS, Scenario, Trajectory, hour_of, simulate
from model.simulate import solved


@pytest.mark.parametrize(("event", "hour"), [("0", 0.0), ("36", 36.0), ("36.5", 36.5), ("1e2", 100.0), ("0.5", 0.5)])
def test_a_number_is_that_hour(event: str, hour: float) -> None:
    assert hour_of("storm", event) == hour


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_end_is_the_last_hour_of_the_trajectory(name: str) -> None:
    assert hour_of(name, "end") == simulate(SCENARIOS[name]).hours[-1]


@pytest.mark.parametrize(("event", "series", "level"), [
    ("il6=1000", "il6", 1000.0),
    ("il6=1,000", "il6", 1000.0),
    ("spo2=94", "spo2", 94.0),
    ("heart=0.5", "heart", 0.5),
])
def test_a_crossing_is_the_first_hour_at_which_the_series_has_that_level(event: str, series: str, level: float) -> None:
    storm = simulate(SCENARIOS["storm"])
    hour = hour_of("storm", event)
    assert hour == storm.crossing(series, level)
    assert storm.at(series, hour) == pytest.approx(level, rel=1e-6)
    before = storm[series][storm.hours < hour] - level
    assert (before > 0).all() or (before < 0).all()


def test_the_hour_of_death_is_that_of_the_trajectory() -> None:
    assert hour_of("storm", "death") == simulate(SCENARIOS["storm"]).died


@pytest.mark.parametrize(("run", "event", "message"), [
    ("strom", "36", "unknown scenario 'strom', did you mean storm.* known: health, endotoxin"),
    ("aspirin", "36", "unknown scenario 'aspirin'; known: health, endotoxin"),
    ("storm", "il7=10", "unknown series 'il7', did you mean il6.* known: pathogen"),
    ("storm", "-1", "storm has no hour -1: allowed are hours from 0 to .*, at which the patient dies"),
    ("storm", "240.5", "storm has no hour 240.5: allowed are hours from 0 to .*, at which the patient dies"),
    ("storm", "il6=9000", r"il6 never reaches 9000 pg/mL in storm: within its .* h it stays between 1 and \d+ pg/mL"),
    ("normal", "lung=0.5", "lung never reaches 0.5 in normal: within its 480 h it stays between .* and 0."),
    ("normal", "death", "normal has no death within its 480 h: it ends in recovery"),
    ("storm", "noon", "can't read the event 'noon'; write hours such as 36.5, a crossing such as il6=1000, death or"),
    ("storm", "", "can't read the event ''"),
    ("storm", "il6 = 1000", "can't read the event"),
    ("storm", "nan", "can't read the event"),
    ("storm", "36 h", "can't read the event"),
])
def test_a_refused_event_says_what_is_allowed(run: str, event: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        hour_of(run, event)


def test_a_scenario_is_solved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []

    def counting(scenario: Scenario) -> Trajectory:
        names.append(scenario.name)
        return simulate(scenario)

    monkeypatch.setattr(import_module("model.simulate"), "simulate", counting)
    solved.cache_clear()
    for event in ("36", "end", "il6=1000", "death", "spo2=94"):
        hour_of("storm", event)
    assert names == ["storm"]
