"""What a program can see of a film's appearance: a good scene passes each check, each broken one fails its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import broken_scenes as made
import numpy as np
import pytest
from broken_scenes import Good, draw_clip
from film_folder import working_on, write_film
from manim import Square, VGroup, VMobject
from project import ROOT

from plan.edition import Edition
from plan.film import film
from publish.checks.appearance import check_clip_appearance, check_film_appearance
from publish.checks.colours import distance
from publish.checks.footage import read_film
from publish.checks.labels import check_labels
from publish.checks.rhythm import check_rhythm
from scenes import style
from stage import screen
from stage import style as house
from stage.manim.updaters import add_updater
from stage.type import Words


@pytest.fixture
def draw(tmp_path):
    """Draw a clip of a film of its own, whose scene is `test`; the test works on that film."""
    with working_on(write_film(tmp_path / "film", ["opening", "test"])):
        yield lambda scene, form="landscape", name="test": draw_clip(scene, film().build / "en", form, name)


def draft(form: str) -> Edition:
    return Edition("en", form, "480p15")


def broken(form: str, name: str = "test") -> dict[str, str]:
    found = check_clip_appearance(draft(form), name)
    return {finding.rule: finding.measured for finding in found if not finding.holds}


@pytest.mark.parametrize("scene", [Good, made.SceneryOut, made.TurningRound, made.Crossfade])
def test_a_good_scene_passes(scene, draw):
    draw(scene)
    assert not broken("landscape")


@pytest.mark.parametrize("form", ["portrait", "square"])
def test_a_good_scene_passes_in_every_format_and_all_is_measured(form, draw):
    draw(Good, form)
    findings = check_clip_appearance(draft(form), "test")
    assert all(finding.holds for finding in findings), findings
    unmeasured = {finding.rule for finding in findings if not any(map(str.isdigit, finding.measured))}
    nothing_to_see = {"no text over text", "nothing under burned captions", "labels without a word of their own"}
    nothing_to_see |= {"charts on calm ground", "no curve unnamed for over 1 s"}  # test_charts has some
    nothing_to_see |= {"numbers are as the words state", "numbers agree with those spoken"}
    nothing_to_see |= {"colours 10 apart for every eye", "3 flashes a second at most", "3 red flashes a second at most"}
    assert unmeasured == nothing_to_see


@pytest.mark.parametrize(
    ("scene", "form", "rule", "measured"),
    [
        (made.TextOut, "landscape", "text inside the frame", "over the right edge: «Fires», test"),
        (made.TextUnsafe, "portrait", "text inside the safe box", "over the upper edge: «Fires»"),
        (made.DrawingOut, "square", "drawings inside the frame", "over the left edge: Square, test 0."),
        (made.TextOver, "landscape", "no text over text", "shared: «Fires» and «1,000»"),
        (made.Small, "landscape", "text 1/27 of the height at least", "1/28.8: «Fires»"),
        (made.Small, "portrait", "text 1/40 of the height at least", "1/51.2: «Fires»"),
        (made.Small, "landscape", "type 9 px on a phone at least", "7.0 px: «Fires»"),
        (made.Faint, "landscape", "contrast of text 4.5:1, of large text 3:1", "«Fires»"),
        (made.InTheCrowd, "landscape", "contrast of text 4.5:1, of large text 3:1", "1.0:1 of 3:1: «Fires»"),
        (made.Covered, "landscape", "contrast of text 4.5:1, of large text 3:1", "«Fires»"),
        (made.Headlong, "landscape", "tesseract reads every label", "0 of 1, worst"),
        (made.Fleeting, "landscape", "tesseract reads every label", "never at rest: «Fires»"),
        (made.Alike, "landscape", "colours 10 apart for every eye", "for tritan viewers: BLUE and GREEN"),
        (made.Idle, "landscape", "something happens every 2 s", "test 0.0 s"),
        (made.Wordy, "landscape", "12 words on screen at most", "13: «A b c d e f g h i j k l m»"),
        (made.Long, "square", "labels of 3 words at most", "4: «Four words are many», test"),
        (made.Early, "landscape", "labels within 0.3 s of their word", "early: «Another»"),
        (made.UnderCaptions, "portrait", "nothing under burned captions", "Square"),
        (made.WordUnderCaptions, "portrait", "nothing under burned captions", "«Fires»"),
        (made.Flashing, "landscape", "3 flashes a second at most", "the picture, test"),
        (made.Frozen, "landscape", "no freeze over 4 s", "the picture, test"),
    ],
)
def test_a_broken_scene_fails_its_own_check_by_name_and_second(scene, form, rule, measured, draw):
    draw(scene, form)
    found = broken(form)
    assert rule in found and measured in found[rule], found
    others = {each for each in found if each != rule and each.split()[0] not in scene.also}
    assert not others, found


def test_a_label_that_one_scene_hands_to_the_next_does_not_come_again(draw):
    for scene, name in ((Good, "one"), (made.Standing, "two")):
        draw(scene, name=name)
    rule = "labels within 0.3 s of their word"
    assert "early: «Fires», two 0.0 s" in broken("landscape", "two")[rule]
    film_of_both = read_film(draft("landscape"), ["one", "two"])
    both = [*check_rhythm(film_of_both), *check_labels(film_of_both)]
    assert rule in {finding.rule for finding in both} and all(finding.holds for finding in both), both


def test_sizes_and_names_are_those_of_the_frame_that_the_camera_shows(tmp_path):
    """What the camera comes twice as near to is twice as large, and a drawing is named after its group."""

    class Near(Good):
        def picture(self):
            self.camera.frame.scale(0.5).move_to(self.at_share(0.5, 0.7))
            pair = [Square(0.2).move_to(self.at_share(0.5 + 0.04 * side, 0.62)) for side in (-1, 1)]
            return [VGroup(*pair, name="pair")]

    far, near = (screen.load(draw_clip(scene, tmp_path / scene.__name__, "landscape").with_suffix(".screen.json"))
                 for scene in (Good, Near))  # fmt: skip
    words = [next(item for item in record.snapshots[-1].items if item.words == "Fires") for record in (far, near)]
    assert words[1].size == pytest.approx(2 * words[0].size, rel=0.01)
    widths = [item.box[2] - item.box[0] for item in words]
    assert widths[1] == pytest.approx(2 * widths[0], rel=0.01)
    assert (words[1].box[0] + words[1].box[2]) / 2 == pytest.approx(0.5, abs=0.01)
    assert {item.name for item in near.snapshots[0].items if item.kind == "drawing"} == {"pair", "Circle in IL6"}


def test_a_record_is_the_same_every_time_and_whole_when_read_again(tmp_path):
    one, other = (draw_clip(made.InTheCrowd, tmp_path / name, "square").with_suffix(".screen.json") for name in "ab")
    text = one.read_text()
    assert text == other.read_text()
    record = screen.load(one)
    assert screen.dump(record) == text
    crowd = next(item for item in record.snapshots[0].items if item.kind == "crowd")
    assert crowd.count == 41 * 11 and crowd.colours == (style.IL6,)


def test_live_numbers_are_words_of_their_own(tmp_path):
    """Anything that tells its `words` and `type_size` is read, as it is at each moment."""

    class Number(VMobject):
        def __init__(self, place: np.ndarray) -> None:
            super().__init__(fill_opacity=1, stroke_width=0)
            self.place, self.words, self.type_size = place, "0", house.LABEL

        def count(self) -> None:
            self.words = str(int(self.words) + 1)
            self.set_points(Words(self.words).move_to(self.place).points)

    class Counting(Good):
        def picture(self):
            return [add_updater(Number(self.at_share(0.2, 0.6)), Number.count)]

    record = screen.load(draw_clip(Counting, tmp_path / "en", "landscape").with_suffix(".screen.json"))
    items = [item for snapshot in record.snapshots for item in snapshot.items]
    assert len({item.words for item in items if item.words.isdigit()}) > 8
    assert len({item.number for item in items}) <= 4


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1, 2), (50, 0, 0), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((90.8027, -2.0831, 1.441), (91.1528, -1.6435, 0.0447), 1.4441),
    ],
)
def test_distances_are_those_that_sharma_published(one, other, apart):
    assert distance(np.array(one), np.array(other)) == pytest.approx(apart, abs=5e-5)


def test_the_check_of_clips_names_scene_second_and_object_and_fails(draw):
    draw(made.Long)
    command = [sys.executable, "-m", "publish.checks.run", "--quality", "480p15", "--clips"]
    command += ["--formats", "landscape", "square", "--scenes", "test"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert f"not there, so not checked: {draft('square').clip('test')}" in run.stdout, run.stderr
    assert run.returncode == 1 and "check: 1 rules do not hold" in run.stderr
    (line,) = [line for line in run.stdout.splitlines() if "FAIL" in line]
    assert line.split() == "FAIL labels of 3 words at most 4: «Four words are many», test 0.9 s".split()


def test_where_tesseract_is_missing_the_line_says_so(draw, monkeypatch):
    draw(made.Headlong)
    monkeypatch.setenv("PATH", "")
    (line,) = [finding for finding in check_clip_appearance(draft("landscape"), "test") if "tesseract" in finding.rule]
    assert line.holds and "tesseract is not installed" in line.measured


def test_another_films_record_is_refused(draw):
    clip = draw(Good)
    cut = clip.with_name("cut.mp4")
    subprocess.run(["ffmpeg", "-v", "error", "-i", clip, "-c", "copy", "-frames:v", "9", cut], check=True)
    cut.replace(clip)
    with pytest.raises(ValueError, match="test.mp4 has 9 frames, its scenes"):
        check_clip_appearance(draft("landscape"), "test")


def test_a_film_whose_scene_was_drawn_anew_is_refused(draw):
    clip, landscape = draw(Good), draft("landscape")
    shutil.copy(clip, landscape.film)
    assert check_film_appearance(landscape, ["test"])
    os.utime(clip, (landscape.film.stat().st_mtime + 1,) * 2)
    with pytest.raises(ValueError, match=r"older than its scenes test: .* make FORMAT=landscape QUALITY=480p15"):
        check_film_appearance(landscape, ["test"])


def test_a_notice_may_be_longer_than_a_label(draw):
    draw(made.Notice)
    assert not broken("landscape")
