"""Labels in scripts that are not Latin are shaped and ordered as they are read: tesseract reads them back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from plan.typefaces import typeface_of
from publish.checks.reading import likeness, read_all

ROOT = Path(__file__).parents[2]
LABELS = {
    "ar": ["عاصفة السيتوكينات", "الخلايا المناعية ترسل إشارات"],
    "hi": ["प्रतिरक्षा कोशिकाएँ", "शरीर की रक्षा करती हैं"],
    "zh": ["细胞因子风暴", "免疫系统召集细胞"],
}


def drawn(locale: str, words: list[str], into: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "tests/helpers/draw_words.py", locale, str(into), *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("locale", LABELS)
def test_labels_read_as_they_are_written(locale, tmp_path):
    assert not drawn(locale, LABELS[locale], tmp_path / "words.png").returncode
    dark = Image.fromarray(255 - np.asarray(Image.open(tmp_path / "words.png").convert("L"))).resize((640, 360))
    (seen,) = read_all([dark], locale)
    assert likeness("".join(LABELS[locale]), seen) >= 0.8, seen


def test_a_line_from_right_to_left_keeps_all_of_its_words(tmp_path):
    """Pango aligns such a line at the right, where Manim would cut off its beginning."""
    assert not drawn("ar", ["IL-6 يرتفع", "يرتفع"], tmp_path / "words.png").returncode
    bright = np.asarray(Image.open(tmp_path / "words.png").convert("L")) > 128
    whole, part = (np.ptp(np.flatnonzero(rows.any(axis=0))) for rows in np.split(bright, 2))
    assert whole > 1.5 * part


def test_a_letter_without_a_glyph_ends_the_drawing_and_is_named(tmp_path):
    run = drawn("ar", ["عاصفة 免"], tmp_path / "words.png")
    says = "«免» (U+514D, CJK UNIFIED IDEOGRAPH-514D) has no glyph in Inter or Noto Sans Arabic"
    assert run.returncode and says in run.stderr


def test_no_font_of_the_system_is_drawn_with(tmp_path):
    """Pango is told of fonts that a system might have, and must not take them."""
    typeface = typeface_of("zh")
    assert typeface
    folder = tmp_path / "fonts.conf"
    folder.write_text(f"<fontconfig><dir>{typeface.path.parent}</dir></fontconfig>")
    code = "from stage import type; from stage.manim.text import families; type.register_fonts(); print(families())"
    variables = {**os.environ, "FONTCONFIG_FILE": str(folder)}
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=variables, capture_output=True, text=True)
    assert "'Inter'" in run.stdout and "Noto" not in run.stdout, run.stdout + run.stderr
