"""Virtual patients: which claims hold when every constant varies within its stated uncertainty.

Each constant of a patient is drawn from a log-normal distribution around its value, with the `spread` of the parameter
(Latin hypercube sampling, a fixed seed). All patients are integrated at once, as arrays, by the classical Runge–Kutta
method in steps of a quarter of an hour. Each patient has treatment times of their own; these are rounded to whole
steps, because the inputs jump there and no step may reach across a jump.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

import numpy as np
from scipy.stats import norm, qmc

from model.compartments import COMPARTMENTS
from model.organs import DEATH_HOURS
from model.parameters import DEFAULTS, PARAMETERS, Constants
from model.reactions import rates
from model.scenarios import DRUGS, LONG_HOURS, PRONE, VIRUS, Intervention, scenario
from model.simulate import initial_state, is_failing

STEP = 0.25                # h
SEED = 2026
FRACTIONS = ("a_FT", "a_VT", "a_W", "a_V", "a_H", "c_W", "c_O", "e_max", "s_M", "s_C")  # fractions, which are limited to 1 when they are drawn
DRAWN = tuple(p for p in PARAMETERS if p.spread > 0)
P, IL6, LUNG = (COMPARTMENTS.index(name) for name in ("pathogen", "il6", "lung"))
ORGANS = [COMPARTMENTS.index(name) for name in ("lung", "heart", "kidney")]
FLARE = 2.0                # 1, an infection flares if its peak is more than this times the untreated one; assumption


def patients(z: np.ndarray, brake: float) -> Constants:
    """Return the constants, each (n,), of n patients from standard normal deviates `z` (len(DRAWN), n).

    They vary around the defaults, but for a host with this `brake`.
    """
    centre = DEFAULTS._replace(brake=brake)
    drawn = {p.name: getattr(centre, p.name) * np.exp(p.spread * z[i]) for i, p in enumerate(DRAWN)}
    limited = {name: np.minimum(drawn[name], 1.0) for name in FRACTIONS}
    return centre._replace(**drawn | limited)


def draw(n: int, seed: int = SEED) -> np.ndarray:
    """Return standard normal deviates (len(DRAWN), n) by Latin hypercube sampling.

    Raises:
        ValueError: `n` is below 1.
    """
    if n < 1:
        raise ValueError(f"patients = {n}: allowed are whole numbers from 1 upwards")
    z: np.ndarray = norm.ppf(qmc.LatinHypercube(len(DRAWN), rng=seed).random(n)).T
    return z


@dataclass
class Outcomes:
    """What became of n patients.

    `died`, `il6_1000` (n,) and `organs` (3, n) are hours, infinite where something never happens: of death, of IL-6
    above 1,000 pg/mL, of half injury of lung, heart and kidney. `peak_pathogen` (n,) is a share of the carrying
    capacity, `final` (28, n) the last state, for the dead that at death.
    """

    died: np.ndarray
    il6_1000: np.ndarray
    organs: np.ndarray
    peak_pathogen: np.ndarray
    final: np.ndarray

    @property
    def dead(self) -> np.ndarray:
        """Whether each patient died, (n,)."""
        return np.isfinite(self.died)

    @property
    def recovered(self) -> np.ndarray:
        """Whether each patient is alive without pathogen, and with IL-6 under 10 pg/mL, at the end, (n,)."""
        return ~self.dead & (self.final[P] < 1e-3) & (self.final[IL6] < 10)


def follow(p: Constants, trigger: dict[str, float], given: tuple[Intervention, ...] = (),
           clock: np.ndarray | float = 0.0, hours: float = LONG_HOURS) -> Outcomes:
    """Integrate all patients with the constants `p` over `hours` (h) and return their Outcomes.

    Each treatment in `given` starts and stops at its hours after `clock`, an hour for each patient, (n,).
    """
    state = initial_state(trigger, p)
    n = state.shape[1]
    outcomes = Outcomes(np.full(n, np.inf), np.full(n, np.inf), np.full((3, n), np.inf), np.zeros(n), state)
    failing = np.zeros(n)
    for i in range(round(hours / STEP)):
        after = _step(state, p._replace(**_inputs(given, clock, i * STEP)))
        state = np.where(outcomes.dead, state, after)
        _update(outcomes, failing, state, p, (i + 1) * STEP)
    outcomes.final = state
    return outcomes


def _inputs(given: tuple[Intervention, ...], clock: np.ndarray | float, hour: float) -> dict[str, np.ndarray]:
    """Return the treatment inputs of `rates`, by name, at `hour`: (n,), or scalars if no drug sets them."""
    levels = {drug.input: np.asarray(0.0) for drug in DRUGS.values()}
    start = np.round(np.asarray(clock) / STEP) * STEP
    for one in given:
        on = (start + one.start <= hour) & (hour < start + one.end)
        levels[DRUGS[one.drug].input] = levels[DRUGS[one.drug].input] + one.level * on
    return levels


def _step(y: np.ndarray, p: Constants) -> np.ndarray:
    """Return the state one STEP after `y`, (28, n), by the classical Runge–Kutta method."""
    def slope(state: np.ndarray) -> np.ndarray:
        return np.array(rates(0.0, state, p))

    a = slope(y)
    b = slope(y + STEP / 2 * a)
    c = slope(y + STEP / 2 * b)
    return y + STEP / 6 * (a + 2 * b + 2 * c + slope(y + STEP * c))


def _update(outcomes: Outcomes, failing: np.ndarray, state: np.ndarray, p: Constants, hour: float) -> None:
    """Note in `outcomes` and `failing`, hours of too little oxygen or pressure (n,), what `state` at `hour` shows."""
    failing[:] = np.where(is_failing(state.T, p), failing + STEP, 0)
    np.minimum(outcomes.died, np.where(failing >= DEATH_HOURS, hour, np.inf), out=outcomes.died)
    np.minimum(outcomes.il6_1000, np.where(state[IL6] > 1000, hour, np.inf), out=outcomes.il6_1000)
    np.minimum(outcomes.organs, np.where(state[ORGANS] > 0.5, hour, np.inf), out=outcomes.organs)
    np.maximum(outcomes.peak_pathogen, state[P], out=outcomes.peak_pathogen)


def shares(n: int = 1000, seed: int = SEED) -> dict[str, float]:
    """Return the share (0–1) of virtual patients for whom each claim holds.

    The claims about treatments are about those of the `n` patients who die untreated. A treatment starts as long after
    the patient's IL-6 passes 1,000 pg/mL as it does in the scenario of the same name; only that of "over_dampened"
    starts as long after the infection.
    """
    z = draw(n, seed)
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        untreated, normal = pool.map(partial(_untreated_arm, z), (PRONE["brake"], 1.0))
        died = untreated.dead
        arm = partial(_treated_arm, z[:, died], untreated.il6_1000[died])
        names = ("antiviral_early", "antiviral_only", "treated", "late", "over_dampened")
        early, antiviral, timely, late, dampened = pool.map(arm, names)
    flare = dampened.peak_pathogen > FLARE * untreated.peak_pathogen[died]
    lung, heart, kidney = untreated.organs[:, died]
    all_four = antiviral.dead & timely.recovered & late.dead & flare
    holds = {
        "normal host: recovers": normal.recovered,
        "storm-prone host, untreated: dies": died,
        "of these, early antiviral: recovers": early.recovered,
        "of these, late antiviral alone: dies": antiviral.dead,
        "of these, all drugs in time: recovers": timely.recovered,
        "of these, all drugs too late: dies": late.dead,
        "of these, over-dampened: the infection flares": flare,
        "of these: all of the last four hold": all_four,
        "of these: lung is half injured before heart, heart before kidney":
            (lung < heart) & (heart < kidney),
    }
    return {claim: float(holding.mean()) for claim, holding in holds.items()}


def _untreated_arm(z: np.ndarray, brake: float) -> Outcomes:
    return follow(patients(z, brake), VIRUS)


def _treated_arm(z: np.ndarray, onset: np.ndarray, name: str) -> Outcomes:
    """Return the outcomes with the treatments of a scenario; `onset` is the hour of IL-6 above 1,000 pg/mL, (n,)."""
    given = scenario(name).interventions
    if name == "over_dampened":
        return follow(patients(z, PRONE["brake"]), VIRUS, given)
    reference = follow(patients(np.zeros((len(DRAWN), 1)), PRONE["brake"]), VIRUS, hours=72).il6_1000[0]
    return follow(patients(z, PRONE["brake"]), VIRUS, given, onset - reference)
