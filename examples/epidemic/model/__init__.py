"""The oldest model of an epidemic: susceptible, infected and recovered shares of a population, in hours."""
