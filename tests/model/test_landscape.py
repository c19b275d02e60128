"""The landscape of the storm agrees with what simulated patients do."""

from __future__ import annotations

import numpy as np
import pytest

from model import landscape, scenario, simulate
from model.scenarios import PRONE
from model.thresholds import critical_injury


def test_the_rim_is_where_simulated_patients_part() -> None:
    assert landscape().rim == pytest.approx(critical_injury(PRONE["brake"]), abs=0.02)


def test_damage_heals_before_the_rim_and_drives_itself_beyond_it() -> None:
    ground = landscape()
    assert ground.rim is not None
    before, beyond = (ground.damage > 0.1 * ground.rim) & (ground.damage < ground.rim), ground.damage > ground.rim
    assert (ground.slope[before] < 0).all()
    assert (ground.slope[beyond][:5] > 0).all()
    top = ground.damage[np.argmax(ground.height * (ground.damage < 1.5 * ground.rim))]
    assert abs(top - ground.rim) <= ground.damage[1]


def test_the_height_falls_where_the_damage_goes() -> None:
    ground = landscape()
    middle = 0.5 * (ground.slope[1:] + ground.slope[:-1])
    assert np.allclose(np.diff(ground.height) / np.diff(ground.damage), -middle)


@pytest.mark.parametrize("treated", ["steroid+tocilizumab", "tocilizumab+steroid"])
def test_treatment_leaves_only_the_way_back(treated: str) -> None:
    ground = landscape(treated)
    assert ground.rim is None and (ground.slope[1:] < 1e-3).all()


def test_the_brake_of_a_normal_host_leaves_no_rim() -> None:
    assert landscape(brake=1.0).rim is None


def test_the_storm_passes_the_rim_for_good_and_the_treated_patient_never_does() -> None:
    rim = landscape().rim
    assert rim is not None
    storm = simulate(scenario("storm"))["damage"] > rim
    assert storm[-1] and (np.diff(storm.astype(int)) != 0).sum() == 1
    assert (simulate(scenario("treated"))["damage"] < rim).all()


def test_an_unknown_drug_is_named() -> None:
    with pytest.raises(ValueError, match="steriod"):
        landscape("steriod")
