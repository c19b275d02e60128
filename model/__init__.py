"""The cytokine storm as one set of equations: `simulate(scenario("storm"))` returns its Trajectory."""

from model.hours import hour_of
from model.landscape import Landscape, landscape
from model.scenarios import SCENARIOS, Intervention, Scenario, scenario
from model.simulate import Trajectory, simulate
from model.thresholds import latest_rescue

__all__ = [
    "SCENARIOS", "Intervention", "Landscape", "Scenario", "Trajectory", "hour_of", "landscape", "latest_rescue",
    "scenario", "simulate",
]
