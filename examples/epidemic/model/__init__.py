"""The oldest model of an epidemic: susceptible, infected and recovered shares of a population, in hours."""

from model.epidemic import SCENARIOS, Trajectory, simulate

__all__ = ["SCENARIOS", "Trajectory", "simulate"]
