"""The literature that the model is based on, by the short key that parameters, evidence and validation rows quote."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reference:
    """One source: its `citation` with the authors or the trial, and its `doi`.

    The `doi` is None if it is not known. It is `checked` if it was seen together with this title in a register of
    publications or in the publication; otherwise it is from memory.
    """

    citation: str
    doi: str | None = None
    checked: bool = True


# What a parameter says in place of a source; `parameters` explains the words
ASSUMPTION = "assumption"
CALIBRATED = "calibrated"
DEFINITION = "definition"
FITTED = "fitted"

REFERENCES: dict[str, Reference] = {
    "Abraham 1998": Reference("anti-TNF-α antibody in septic shock (NORASEPT II), Lancet 351:929",
                              "10.1016/S0140-6736(05)60602-2"),
    "ARDS Task Force 2012": Reference("the Berlin definition, JAMA 307:2526", "10.1001/jama.2012.5669"),
    "Brady 2016": Reference("model and constants of endotoxin in 20 young men, data of Janum",
                            "10.48550/arXiv.1609.01570"),
    "Copeland 2005": Reference("endotoxin in mice and humans, Clin Diagn Lab Immunol 12:60",
                               "10.1128/CDLI.12.1.60-67.2005"),
    "de Kruif 2007": Reference("prednisolone before endotoxin, J Immunol 178:1845",
                               "10.4049/jimmunol.178.3.1845", checked=False),
    "Dillingh 2014": Reference("low doses of endotoxin in volunteers, J Inflamm 11:28",
                               "10.1186/s12950-014-0028-1"),
    "Hardiansyah 2019": Reference("Hardiansyah & Ng, CAR-T cells and cytokine release, Clin Transl Sci 12:343",
                                  "10.1111/cts.12636"),
    "Janum 2016": Reference("endotoxin 2 ng/kg in 20 young men, as used in Brady 2016"),
    "Kiers 2017": Reference("endotoxin in volunteers, Sci Rep 7:40149", "10.1038/srep40149"),
    "Leisman 2020": Reference("cytokines in COVID-19 and other illness, Lancet Respir Med 8:1233",
                              "10.1016/S2213-2600(20)30404-5"),
    "Levine 2021": Reference("safety of tisagenlecleucel, pooled, J Immunother Cancer 9:e002287",
                             "10.1136/jitc-2020-002287"),
    "Nishimoto 2008": Reference("serum IL-6 after tocilizumab, Blood 112:3959",
                                "10.1182/blood-2008-05-155846"),
    "RECOVERY 2021": Reference("RECOVERY, dexamethasone in COVID-19, N Engl J Med 384:693", "10.1056/NEJMoa2021436"),
    "RECOVERY tocilizumab 2021": Reference("RECOVERY, tocilizumab in COVID-19, Lancet 397:1637",
                                           "10.1016/S0140-6736(21)00676-0"),
    "REMAP-CAP 2021": Reference("Derde et al., tocilizumab, sarilumab and anakinra in COVID-19, medRxiv",
                                "10.1101/2021.06.18.21259133"),
    "Reynolds 2006": Reference("reduced model of acute inflammation, J Theor Biol 242:220",
                               "10.1016/j.jtbi.2006.02.016"),
    "Said 2021": Reference("IL-6 in healthy people, meta-analysis, J Med Virol", "10.1002/jmv.26654"),
    "Severinghaus 1979": Reference("simple blood oxygen dissociation, J Appl Physiol 46:599",
                                   "10.1152/jappl.1979.46.3.599"),
    "Shannon 2007": Reference("thalidomide and endotoxin 4 ng/kg, Transl Res 150:275",
                              "10.1016/j.trsl.2007.05.003"),
    "Suntharalingam 2006": Reference("TGN1412, N Engl J Med 355:1018", "10.1056/NEJMoa063842"),
    "van der Poll 1996": Reference("cortisol and IL-10 after endotoxin 2 ng/kg, "
                                   "J Clin Endocrinol Metab 81:3604", "10.1210/jc.81.10.3604"),
    "Yiu 2012": Reference("dynamics of a cytokine storm: fits to TGN1412, PLoS ONE 7:e45027",
                          "10.1371/journal.pone.0045027"),
}
