"""The page's typefaces: only the letters that are shown, which still join as their script does."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from page.builder.fonts import ALL_FEATURES, SCRIPT, style_of, subset
from plan.typefaces import typeface_of


@pytest.mark.parametrize(("locale", "letters", "feature"), [("ar", "عاصفة", "init"), ("hi", "प्रतिरक्षा", "half")])
def test_a_part_of_a_typeface_has_the_letters_and_their_forms(locale, letters, feature, tmp_path):
    typeface = typeface_of(locale)
    assert typeface
    subset(typeface.path, letters, tmp_path / SCRIPT, ALL_FEATURES)
    with TTFont(tmp_path / SCRIPT) as font:
        assert set(map(ord, letters)) <= set(font.getBestCmap())
        assert feature in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert (tmp_path / SCRIPT).stat().st_size < typeface.path.stat().st_size / 5


def test_only_a_script_that_inter_does_not_have_gets_another_typeface():
    assert SCRIPT in style_of("zh-Hans") and not style_of("en") and not style_of("el")
