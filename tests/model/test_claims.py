"""Claims: true ones and false ones are told apart, and one that can't be read is refused with what is allowed."""

from __future__ import annotations

import pytest

from model.claims import check


@pytest.mark.parametrize("text", [
    "claim: storm il6.max > 1000 pg/mL",
    "claim.thousand: storm il6.max > 1000 pg/mL",
    "storm il6.max > 1,000 pg/mL",
    "storm il6.doubling between 2 and 9 h",
    "storm spo2 at il6=1000 > 94 %",
    "storm il6 at 0 h <= 2 pg/mL",
    "antiviral_only outcome = death",
    "storm hour lung=0.5 < storm hour heart=0.5",
    "over_dampened pathogen.max > 3 x storm pathogen.max",
    "storm rescue tocilizumab < storm rescue steroid+tocilizumab",
    "normal hour il6=1000 > 1000 h",
    "storm hour death between 48 and 160 h",
    "health il6.end < 10 pg/mL",
    "normal pathogen.end < 0.001",
    "endotoxin tnf.peak_hour <= 2 h",
])
def test_true_claims_are_found_true(text: str) -> None:
    verdict = check(text)
    assert verdict.ok, verdict


@pytest.mark.parametrize(("text", "measured"), [
    ("storm il6.max < 1000 pg/mL", "pg/mL"),
    ("storm il6.max <= 1000 pg/mL", "pg/mL"),
    ("health il6.max > 1000 pg/mL", "pg/mL"),
    ("health il6.max >= 1000 pg/mL", "pg/mL"),
    ("storm pathogen.max > 2 x storm pathogen.max", "0.0"),
    ("storm outcome = recovery", "death"),
    ("storm il6.doubling between 9 and 12 h", " h"),
    ("health lung at il6=1000 < 1", "nan"),
    ("normal hour il6=1000 < 1000 h", "inf h"),
])
def test_false_claims_are_found_false_and_say_what_the_model_gives(text: str, measured: str) -> None:
    verdict = check(text)
    assert not verdict.ok
    assert measured in verdict.measured


@pytest.mark.parametrize(("text", "allowed"), [
    ("strom il6.max > 1000 pg/mL", "did you mean storm"),
    ("storm il7.max > 1000 pg/mL", "did you mean il6.* known: pathogen"),
    ("storm il7 at il6=1000 > 94 %", "known: pathogen"),
    ("storm il6.mean > 1000 pg/mL", "known: max"),
    ("storm il6.max > 1000 ng/mL", "the unit pg/mL"),
    ("storm il6.max > 1000", "the unit pg/mL"),
    ("storm lung.max > 0.5 %", "no unit"),
    ("storm il6.max > storm tnf.peak_hour", "the unit pg/mL"),
    ("storm outcome = fine", "outcomes: death"),
    ("storm il6.max = 4000 pg/mL", "compares only outcomes"),
    ("storm il6.max", "write: scenario measure relation"),
    ("storm il6.doubling between 2 h", "between NUMBER and NUMBER UNIT"),
    ("storm il6 at 9999 h > 1 pg/mL", "from 0 to .* the hour of death"),
    ("storm rescue aspirin < 60 h", "known, joined by"),
])
def test_refused_claims_say_what_is_allowed(text: str, allowed: str) -> None:
    with pytest.raises(ValueError, match=allowed):
        check(text)
