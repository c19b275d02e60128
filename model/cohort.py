"""Virtual patients: what holds when every constant moves within its stated uncertainty.

Each patient draws every constant from a log-normal law around its value, with the parameter's `spread`
(Latin hypercube, a fixed seed). All patients are integrated at once, as arrays, by classical Runge–Kutta
steps of a quarter hour; treatment starts are per patient and fall on a step, so no step straddles a jump.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.stats import norm, qmc

from model.compartments import COMPARTMENTS
from model.organs import DEATH_HOURS, DEATH_SPO2, spo2
from model.parameters import DEFAULTS, PARAMETERS, Constants
from model.reactions import rates
from model.scenarios import DRUGS, PRONE, VIRUS, WEEKS, Intervention, scenario
from model.simulate import initial_state

STEP = 0.25                # h
SEED = 2026
FRACTIONS = ("beta", "a_FT", "e_max", "s_M", "s_C")  # shares: a draw above 1 would mean nothing
DRAWN = tuple(p for p in PARAMETERS if p.spread > 0)
P, IL6, LUNG = (COMPARTMENTS.index(name) for name in ("pathogen", "il6", "lung"))
ORGANS = slice(LUNG, LUNG + 3)  # lung, heart, kidney
FLARE = 2.0                # an infection flares if its peak is this many times the untreated one, or more


def patients(z: np.ndarray, brake: float) -> Constants:
    """Return constants, (n,) each, from standard normal deviates `z` (len(DRAWN), n), around host `brake`."""
    centre = DEFAULTS._replace(brake=brake)
    drawn = {p.name: getattr(centre, p.name) * np.exp(p.spread * z[i]) for i, p in enumerate(DRAWN)}
    return centre._replace(**drawn | {name: np.minimum(drawn[name], 1.0) for name in FRACTIONS})


def draw(n: int, seed: int = SEED) -> np.ndarray:
    """Return (len(DRAWN), n) standard normal deviates by Latin hypercube. Raises ValueError for n < 1."""
    if n < 1:
        raise ValueError(f"patients = {n}: allowed are whole numbers from 1 upwards")
    return norm.ppf(qmc.LatinHypercube(len(DRAWN), rng=seed).random(n)).T


@dataclass
class Fates:
    """What became of n patients: hours (n,), infinite if never; `organs` (3, n) are hours at half injury."""

    died: np.ndarray
    il6_1000: np.ndarray
    organs: np.ndarray
    peak_pathogen: np.ndarray
    final: np.ndarray

    @property
    def dead(self) -> np.ndarray:
        """Whether the patient died by the rule on oxygen."""
        return np.isfinite(self.died)

    @property
    def recovered(self) -> np.ndarray:
        """Alive, without pathogen, IL-6 under 10 pg/mL at the end."""
        return ~self.dead & (self.final[P] < 1e-3) & (self.final[IL6] < 10)


def follow(p: Constants, trigger: dict[str, float], given: tuple[Intervention, ...] = (),
           clock: np.ndarray | float = 0.0, hours: float = WEEKS) -> Fates:
    """Integrate all patients of `p` and return their Fates.

    Each treatment in `given` starts and stops at its own hours after the patient's own `clock` (n,), in h.
    """
    state = initial_state(trigger, p)
    n = state.shape[1]
    fates = Fates(np.full(n, np.inf), np.full(n, np.inf), np.full((3, n), np.inf), np.zeros(n), state)
    breathless = np.zeros(n)
    for i in range(round(hours / STEP)):
        state = _step(state, p._replace(**_inputs(given, clock, i * STEP)))
        _note(fates, breathless, state, (i + 1) * STEP)
    fates.final = state
    return fates


def _inputs(given: tuple[Intervention, ...], clock: np.ndarray | float, hour: float) -> dict[str, np.ndarray]:
    levels = {key: 0.0 for key, _, _ in DRUGS.values()}
    start = np.round(np.asarray(clock) / STEP) * STEP
    for one in given:
        on = (start + one.start <= hour) & (hour < start + one.end)
        levels[DRUGS[one.drug][0]] = levels[DRUGS[one.drug][0]] + one.level * on
    return levels


def _step(y: np.ndarray, p: Constants) -> np.ndarray:
    def slope(state: np.ndarray) -> np.ndarray:
        return np.array(rates(0.0, state, p))

    a = slope(y)
    b = slope(y + STEP / 2 * a)
    c = slope(y + STEP / 2 * b)
    return y + STEP / 6 * (a + 2 * b + 2 * c + slope(y + STEP * c))


def _note(fates: Fates, breathless: np.ndarray, state: np.ndarray, hour: float) -> None:
    breathless[:] = np.where(spo2(state[LUNG]) < DEATH_SPO2, breathless + STEP, 0)
    np.minimum(fates.died, np.where(breathless >= DEATH_HOURS, hour, np.inf), out=fates.died)
    np.minimum(fates.il6_1000, np.where(state[IL6] > 1000, hour, np.inf), out=fates.il6_1000)
    np.minimum(fates.organs, np.where(state[ORGANS] > 0.5, hour, np.inf), out=fates.organs)
    np.maximum(fates.peak_pathogen, state[P], out=fates.peak_pathogen)


def shares(n: int = 1000, seed: int = SEED) -> dict[str, float]:
    """Return the share (0–1) of `n` virtual patients, or of those who storm, in whom each claim holds.

    Treatments start as long after a patient's own IL-6 passes 1,000 pg/mL as they do in the scenario of the
    same name; the over-dampened one, at its own hour after infection.
    """
    z = draw(n, seed)
    with ProcessPoolExecutor(2) as pool:
        untreated, normal = pool.map(partial(_arm, z), (PRONE["brake"], 1.0))
        storms = untreated.dead
        arm = partial(_treated_arm, z[:, storms], untreated.il6_1000[storms])
        names = ("antiviral_early", "antiviral_only", "treated", "late", "over_dampened")
        early, antiviral, timely, late, damped = pool.map(arm, names)
    flare = damped.peak_pathogen > FLARE * untreated.peak_pathogen[storms]
    lung, heart, kidney = untreated.organs[:, storms]
    all_five = antiviral.dead & timely.recovered & late.dead & flare
    return {
        "normal host recovers": normal.recovered.mean(),
        "prone host, untreated, dies": storms.mean(),
        "of these: antiviral early recovers": early.recovered.mean(),
        "of these: antiviral alone, late, dies": antiviral.dead.mean(),
        "of these: treated in time recovers": timely.recovered.mean(),
        "of these: treated late dies": late.dead.mean(),
        "of these: over-dampened, infection flares": flare.mean(),
        "of these: the whole ordering holds": all_five.mean(),
        "of these: lung before heart before kidney": ((lung < heart) & (heart <= kidney)).mean(),
    }


def _arm(z: np.ndarray, brake: float) -> Fates:
    return follow(patients(z, brake), VIRUS)


def _treated_arm(z: np.ndarray, onset: np.ndarray, name: str) -> Fates:
    given = scenario(name).interventions
    if name == "over_dampened":
        return follow(patients(z, PRONE["brake"]), VIRUS, given)
    reference = follow(patients(np.zeros((len(DRAWN), 1)), PRONE["brake"]), VIRUS, hours=72).il6_1000[0]
    return follow(patients(z, PRONE["brake"]), VIRUS, given, onset - reference)
