"""The cytokine storm as one set of equations: `simulate(scenario("storm"))` returns its Trajectory."""

from model.scenarios import SCENARIOS, Intervention, Scenario, scenario
from model.simulate import Trajectory, simulate
from model.thresholds import latest_rescue

__all__ = ["SCENARIOS", "Intervention", "Scenario", "Trajectory", "latest_rescue", "scenario", "simulate"]
