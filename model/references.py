"""The literature that the model stands on, by the short key that parameters and validation rows quote."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reference:
    """One source: `citation` in words, `doi` where it is known for certain, else None."""

    citation: str
    doi: str | None = None


ASSUMPTION = "assumption"
CALIBRATED = "calibrated"
DEFINITION = "definition"

REFERENCES: dict[str, Reference] = {
    "Brady 2018": Reference("Brady et al., endotoxin in young men, Math Model Nat Phenom 13:42 (2018)",
                            "10.1051/mmnp/2018031"),
    "Nishimoto 2008": Reference("Nishimoto et al., serum IL-6 after tocilizumab, Blood 112:3959 (2008)",
                                "10.1182/blood-2008-05-155846"),
    "Reynolds 2006": Reference("Reynolds et al., reduced model of acute inflammation, J Theor Biol 242:220 (2006)",
                               "10.1016/j.jtbi.2006.02.016"),
    "Severinghaus 1979": Reference("Severinghaus, blood O2 dissociation, J Appl Physiol 46:599 (1979)",
                                   "10.1152/jappl.1979.46.3.599"),
}
