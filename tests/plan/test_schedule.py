"""The schedule: hours pass evenly from cue to cue, each scenario follows its own lines, and bad lines are named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan import parts
from plan.errors import InputError
from plan.schedule import ModelHours, Schedule, model_hours
from plan.words import parse

WORDS = Path("words/en/loop.md")
HEADER = "---\ntitle: A loop\n{}\n---\nCells [call](#call) [more](#more) cells.\n"
SECONDS = 10.0
STARTS = {f"cue{number}": float(number) for number in range(1, 10)}


def hour_of(scenario: str, event: str) -> float:
    """Know the hours of any scenario, and one event."""
    if event == "peak":
        return 55.0
    return float(event)


@st.composite
def schedules(draw) -> Schedule:
    cues = draw(st.lists(st.sampled_from(["", *STARTS]), unique=True, min_size=1, max_size=6))
    scenarios, hours = st.sampled_from(["storm", "treated"]), st.integers(0, 240).map(str)
    lines = [ModelHours(3 + k, cue, draw(scenarios), draw(hours), draw(hours)) for k, cue in enumerate(cues)]
    return Schedule(lines, STARTS, SECONDS, WORDS, hour_of)


def lines(header: str) -> tuple[ModelHours, ...]:
    return model_hours(parse(HEADER.format(header), WORDS))


@given(schedules(), st.floats(0, 1))
def test_hours_pass_evenly_until_the_next_line_or_the_end_of_the_scene(schedule, share):
    ends = [*(passage.begin for passage in schedule.passages[1:]), SECONDS]
    for passage, end in zip(schedule.passages, ends, strict=True):
        assert passage.end == end
        seconds = min(passage.begin + share * (end - passage.begin), end - 1e-9)
        wanted = passage.first + (seconds - passage.begin) / (end - passage.begin) * (passage.last - passage.first)
        assert schedule.passage(seconds) == passage
        assert schedule.hour(passage.scenario, seconds) == pytest.approx(wanted, abs=1e-6)


@given(schedules(), st.floats(0, SECONDS))
def test_a_scenario_keeps_its_hour_while_another_passes(schedule, seconds):
    now = schedule.passage(seconds)
    for scenario in {passage.scenario for passage in schedule.passages} - {now.scenario}:
        own = [passage for passage in schedule.passages if passage.scenario == scenario]
        over = [passage.last for passage in own if passage.end <= seconds]
        assert schedule.hour(scenario, seconds) == (over[-1] if over else own[0].first)


@given(schedules(), st.floats(0, SECONDS))
def test_hours_stay_between_the_extremes_of_their_scenario(schedule, seconds):
    for scenario in {passage.scenario for passage in schedule.passages}:
        low, high = schedule.extremes(scenario)
        assert low <= schedule.hour(scenario, seconds) <= high


def test_hours_may_run_backwards_stay_the_same_and_end_at_events():
    written = lines("hours: storm 60..8 h\nhours.call: storm peak..peak\nhours.more: treated 8..peak")
    schedule = Schedule(written, {"call": 2.0, "more": 4.0}, 6.0, WORDS, hour_of)
    assert [schedule.hour("storm", second) for second in (0, 1, 2, 3, 5)] == [60, 34, 55, 55, 55]
    assert [schedule.hour("treated", second) for second in (0, 4, 5, 6)] == [8, 8, 31.5, 55]


@pytest.mark.parametrize(
    ("text", "ends"),
    [("36..52 h", ("36", "52")), ("36..52.5", ("36", "52.5")), ("2..2.5 d", ("48", "60")), ("1..peak", ("1", "peak"))],
)
def test_numbers_count_hours_or_days(text, ends):
    (line,) = lines(f"hours: storm {text}")
    assert (line.first, line.last) == ends


@pytest.mark.parametrize(
    ("header", "line", "says"),
    [
        ("hours: storm from 0 to 10", 3, "write a scenario and its first and last hour, such as hours: growth 0..12 h"),
        ("hours.call: storm 10 h", 3, "such as hours.call: growth 0..12 h"),
        ("hours.call: storm 9..10 days", 3, "cannot be read as hours of the model"),
        ("hours: storm 0..9 h\nhours: storm 9..10 h", 4, "the key 'hours' is already on line 3: keep one"),
        ("hours.more: storm 0..9 h\nhours.more: storm 9..10 h", 4, "the key 'hours.more' is already on line 3"),
        ("hours.mroe: storm 0..9 h", 3, "the words have no cue 'mroe': name one of call, more"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_its_fix(header, line, says):
    with pytest.raises(InputError) as error:
        lines(header)
    assert str(error.value).startswith(f"words/en/loop.md:{line}: ")
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("hours: strom 0..10 h", "the model does not have the hours 'strom 0..10': unknown scenario 'strom'"),
        ("hours.call: storm 0..999 h", "at which the patient dies"),
        ("hours.call: health il6=1000..9 h", "il6"),
        ("hours.call: storm il7=1000..9 h", "il7"),
        ("hours.call: storm soon..9 h", "'soon'"),
    ],
)
def test_hours_that_the_films_model_does_not_have_are_named_with_what_is_allowed(header, says):
    with pytest.raises(InputError) as error:
        Schedule(lines(header), {"call": 1.0}, SECONDS, WORDS)
    assert str(error.value).startswith("words/en/loop.md:3: ")
    assert says in str(error.value)


def test_a_scenario_that_no_line_names_is_an_error_with_its_fix():
    schedule = Schedule(lines("hours: storm 0..9 h"), {}, SECONDS, WORDS, hour_of)
    with pytest.raises(InputError, match=r"words/en/loop\.md:1: .*'treated'.*: add a line such as hours: treated 0"):
        schedule.hour("treated", 1.0)
    with pytest.raises(InputError, match="name no hours of the model: add a line"):
        Schedule((), {}, SECONDS, WORDS, hour_of).passage(1.0)


def test_a_film_without_a_model_has_only_hours_that_are_numbers(monkeypatch):
    monkeypatch.setattr(parts, "optional", lambda name: None)
    assert parts.hour_of("course", "36.5") == 36.5
    with pytest.raises(ValueError, match=r"write a number: the film has no model/hours\.py that knows when 'peak'"):
        parts.hour_of("course", "peak")
