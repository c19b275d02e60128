"""One COMBINE archive of the model: `python -m model export storm.omex`.

    model_….xml            scenarios as SBML, which libSBML checks
    figures.sedml          two figures that they give
    petab/problem.yaml     the fit, with its tables
    README.md              what is where
    CITATION.cff           how to cite it, in the repository

Other programs run it as it is.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import libcombine

from model import petab_problem, sbml, sedml
from model.fit import FITTED_NAMES
from model.sbml_annotations import CREATED, CREATOR, NOTES
from model.scenarios import scenario

FORMATS = "http://identifiers.org/combine.specifications/"
MEDIA = "http://purl.org/NET/mediatypes/"
KINDS = {".xml": f"{FORMATS}sbml.level-3.version-2", ".sedml": f"{FORMATS}sed-ml.level-1.version-4",
         ".yaml": f"{MEDIA}application/x.petab-yaml", ".tsv": f"{MEDIA}text/tab-separated-values",
         ".md": f"{MEDIA}text/markdown", ".cff": f"{MEDIA}text/yaml", ".rdf": f"{FORMATS}omex-metadata"}
MASTER = "figures.sedml"
CITATION = Path(__file__).parent.parent / "CITATION.cff"
README = """# {title}

{notes}

- `figures.sedml` runs the files `model_….xml` and draws two figures: the cytokines after endotoxin ("fit"), and IL-6 in
  four illnesses ("triggers").
- `petab/problem.yaml` is the fit of the constants to the published points, as PEtab 1.

Made by {creator} with `python -m model export`.
"""
# libCombine writes no creator without the names of a person
METADATA = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcterms="http://purl.org/dc/terms/"
         xmlns:vCard="http://www.w3.org/2006/vcard/ns#">
  <rdf:Description rdf:about=".">
    <dcterms:description>{notes}</dcterms:description>
    <dcterms:created rdf:parseType="Resource"><dcterms:W3CDTF>{created}</dcterms:W3CDTF></dcterms:created>
    <dcterms:creator rdf:parseType="Resource"><vCard:organization-name>{creator}</vCard:organization-name>
    </dcterms:creator>
  </rdf:Description>
</rdf:RDF>
"""


def contents() -> dict[str, str]:
    """Return the files of the archive, by their path in it.

    Raises:
        ArithmeticError: a library finds errors in one of them; the message quotes them.
        ValueError: no constant is fitted.
    """
    models = {sedml.model_file(name): sbml.document(scenario(name)) for name in sedml.MODELS}
    fitted = sedml.model_file("endotoxin")
    problem = {f"petab/{name}": text for name, text in petab_problem.files(fitted).items()} if FITTED_NAMES else {}
    readme = README.format(title="The cytokine storm: a model", notes="\n\n".join(NOTES), creator=CREATOR.lower())
    found = {MASTER: sedml.document(), **models, **problem, f"petab/{fitted}": models[fitted], "README.md": readme,
             "metadata.rdf": METADATA.format(notes=" ".join(NOTES), created=CREATED, creator=CREATOR)}
    return found | ({CITATION.name: CITATION.read_text(encoding="utf-8")} if CITATION.exists() else {})


def write(path: Path) -> None:
    """Write the archive to `path`.

    Raises:
        ArithmeticError: a library finds errors in what is exported.
        OSError: the archive can't be written.
    """
    archive = libcombine.CombineArchive()
    with tempfile.TemporaryDirectory() as folder:
        for place, text in contents().items():
            file = Path(folder) / place
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
            if not archive.addFile(str(file), f"./{place}", KINDS[file.suffix], place == MASTER):
                raise OSError(f"libCombine can't add {place} to {path}")
        if not archive.writeToFile(str(path)):
            raise OSError(f"libCombine can't write {path}")

