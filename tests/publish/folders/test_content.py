"""A film's film.md: what is wrong in it is named with its line and the fix."""

from __future__ import annotations

from pathlib import Path

import pytest
from project import ROOT

from plan.errors import InputError
from publish.folders.content import parse_content

WORDS = ROOT / "words/en"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("category: education", "category: fun", r"film\.md:5: category is 'fun': write one of education"),
        ("made-for-kids: no", "made-for-kids: maybe", r"film\.md:6: made-for-kids is 'maybe': write one of yes"),
        ("tags:", "tag:", r"film\.md:4: .* is not a header line: use one of title"),
        ("Reynolds 2006", "Reynolds 1806", r"film\.md:9: the source 'Reynolds 1806' is unknown"),
        ("Reynolds 2006", "Janum 2016", r"film\.md:9: the source 'Janum 2016' has no DOI"),
        ("poster: Cytokine storm\n", "", r"film\.md:1: the header lacks 'poster'"),
    ],
)
def test_wrong_content_is_named_with_line_and_fix(old, new, says):
    text = (WORDS / "film.md").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(InputError, match=says):
        parse_content(text.replace(old, new, 1), Path("words/en/film.md"))
