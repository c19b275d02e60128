"""The literature that the model is based on, by the short key that parameters and validation rows quote."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reference:
    """One source: its `citation`, and its `doi`, which is None if it is not known for certain."""

    citation: str
    doi: str | None = None


# What a parameter says in place of a source; `parameters` explains the words
ASSUMPTION = "assumption"
CALIBRATED = "calibrated"
DEFINITION = "definition"

REFERENCES: dict[str, Reference] = {
    "Abraham 1998": Reference("anti-TNF-α antibody in septic shock (NORASEPT II), Lancet 351:929",
                              "10.1016/S0140-6736(05)60602-2"),
    "ARDS Task Force 2012": Reference("the Berlin definition, JAMA 307:2526", "10.1001/jama.2012.5669"),
    "Brady 2016": Reference("model and constants of endotoxin in 20 young men, data of Janum",
                            "10.48550/arXiv.1609.01570"),
    "Copeland 2005": Reference("endotoxin in mice and humans, Clin Diagn Lab Immunol 12:60",
                               "10.1128/CDLI.12.1.60-67.2005"),
    "de Kruif 2007": Reference("prednisolone before endotoxin, J Immunol 178:1845"),
    "Hardiansyah 2019": Reference("CAR-T cells and cytokine release, Clin Transl Sci 12:343 (PMC6662387)"),
    "Kiers 2017": Reference("endotoxin in volunteers, Sci Rep 7:40149", "10.1038/srep40149"),
    "Leisman 2020": Reference("cytokines in COVID-19 and other illness, Lancet Respir Med 8:1233",
                              "10.1016/S2213-2600(20)30404-5"),
    "Nishimoto 2008": Reference("serum IL-6 after tocilizumab, Blood 112:3959",
                                "10.1182/blood-2008-05-155846"),
    "RECOVERY 2021": Reference("dexamethasone in COVID-19, N Engl J Med 384:693", "10.1056/NEJMoa2021436"),
    "Reynolds 2006": Reference("reduced model of acute inflammation, J Theor Biol 242:220",
                               "10.1016/j.jtbi.2006.02.016"),
    "Said 2021": Reference("IL-6 in healthy people, meta-analysis, J Med Virol", "10.1002/jmv.26654"),
    "Severinghaus 1979": Reference("simple blood oxygen dissociation, J Appl Physiol 46:599",
                                   "10.1152/jappl.1979.46.3.599"),
    "Shannon": Reference("thalidomide in experimental endotoxemia, 4 ng/kg; the untreated arm"),
    "Suntharalingam 2006": Reference("TGN1412, N Engl J Med 355:1018", "10.1056/NEJMoa063842"),
    "van der Poll 1996": Reference("IL-10 after endotoxin 2 ng/kg, J Clin Endocrinol Metab"),
    "Yiu 2012": Reference("dynamics of a cytokine storm: fits to TGN1412, PLoS ONE 7:e45027",
                          "10.1371/journal.pone.0045027"),
}
