"""What machines read: one JSON document on stdout, and an exit status that says how it ended."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from project import ROOT
from short_film import draft

from publish.checks import run
from publish.checks.encoding import check_encoding
from publish.checks.finding import Case, Limit, entries, judge
from publish.checks.measurement import measure
from publish.folders.prepare import write_folder
from publish.folders.sites import SITES

pytest_plugins = ["publish_fixtures"]
KEYS = ["file", "scene", "second", "object", "rule", "value", "limit", "holds", "measured"]


@pytest.fixture
def checked(source, timing, short_film, monkeypatch, capsys):
    """Check the short film as the command does; what is asked of its drawings is left out, for nothing was drawn."""
    monkeypatch.setattr(run, "check_film", lambda edition, _: check_encoding(measure(edition.film), edition, [timing]))

    def check(*options: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["check", "--quality", "480p15", *options])
        with pytest.raises(SystemExit) as ended:
            run.main()
        return ended.value.code, *capsys.readouterr()

    return check


def test_each_finding_has_a_place_a_typed_value_and_a_limit(checked, source, short_film):
    write_folder(source, SITES["youtube"], short_film / "build/publish/youtube-en")
    status, printed, said = checked("--json")
    found = json.loads(printed)
    assert status == 1 and "rules do not hold" in said and found["error"] is None
    assert "square" in found["missing"][0]
    assert all(list(each) == KEYS for each in found["findings"])
    files = {each["file"] for each in found["findings"]}
    assert {str(draft("landscape").film), str(short_film / "build/publish/youtube-en")} <= files
    limited = [each for each in found["findings"] if each["limit"] and each["value"] is not None]
    assert len({each["rule"] for each in limited}) > 25
    for each in limited:
        least, most = each["limit"]["least"], each["limit"]["most"]
        inside = (least is None or each["value"] >= least) and (most is None or each["value"] <= most)
        assert isinstance(each["value"], (int, float)) and (inside or not each["holds"] or close(each)), each
    length = next(each for each in limited if each["rule"] == "50 to 59.9 s")
    assert not length["holds"] and length["limit"] == {"least": 50, "most": 59.9, "unit": "s"} and length["value"] < 50
    loudness = next(each for each in limited if each["rule"] == "-14 ± 0.5 LUFS")
    assert loudness["scene"] == "close" and loudness["object"].startswith("the sound") and loudness["second"] >= 0


def close(each: dict) -> bool:
    """Return whether a value is beyond its limit only by what files round."""
    bounds = [bound for bound in (each["limit"]["least"], each["limit"]["most"]) if bound is not None]
    return min(abs(each["value"] - bound) for bound in bounds) <= 0.05


def test_what_else_breaks_a_rule_is_a_finding_of_its_own(tmp_path):
    cases = [Case(size, f"{size}", name, "loop", 1.0, False, value=size) for size, name in ((9, "a"), (7, "b"))]
    found = list(entries(tmp_path, [judge("small", cases, "none", Limit(most=5))]))
    assert [(each["object"], each["value"], each["holds"]) for each in found] == [("a", 9, False), ("b", 7, False)]
    assert all(each["limit"] == {"least": None, "most": 5, "unit": ""} for each in found)


def test_a_check_that_cannot_go_on_says_so_in_the_document(checked, short_film):
    (short_film / "build/publish/youtube-en").mkdir(parents=True, exist_ok=True)
    (short_film / "build/publish/youtube-en/metadata.json").write_text("{")
    status, printed, said = checked("--json")
    assert "metadata.json:1: this is damaged" in json.loads(printed)["error"] and "Traceback" not in said
    assert status.startswith("check: "), "with which Python exits with 1"


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (["publish.checks.run", "--json", "--quality", "8k"], 2),
        (["publish.checks.run", "--json", "--formats", "round"], 2),
        (["publish.upload.release", "--json", "--dry-run", "youtube", "myspace"], 2),
        (["publish.checks.run", "--json"], 1),
        (["publish.upload.release", "--json", "--dry-run", "youtube"], 1),
        (["publish.upload.release", "--json", "youtube"], 1),
    ],
)
def test_a_wrong_command_line_ends_with_2_and_a_step_that_cannot_go_on_with_1(command, status, tmp_path, monkeypatch):
    (tmp_path / "film.toml").write_text(
        'title = "A test"\nscenes = ["close"]\nseconds = [50, 59.9]\nsites = ["youtube"]\n'
    )
    monkeypatch.setenv("FILM", str(tmp_path))
    ended = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == status and "Traceback" not in ended.stderr
    if status == 2:
        assert not ended.stdout
    else:
        found = json.loads(ended.stdout)
        assert found["error"] or found.get("plans", found.get("outcomes"))[0]["error"]
