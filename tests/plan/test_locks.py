"""Two builds that want to write the same thing."""

from __future__ import annotations

import subprocess
import sys
import time

from film_folder import working_on, write_film
from project import ROOT

from plan.film import film
from plan.locks import exclusive

SECOND = """
from plan.film import film
from plan.locks import exclusive
with exclusive(film().build / "en/film.mp4"):
    print("mine", flush=True)
"""


def test_the_second_says_that_it_waits_and_waits(tmp_path):
    with working_on(write_film(tmp_path / "film", ["close"])):
        with exclusive(film().build / "en/film.mp4"):
            second = subprocess.Popen(
                [sys.executable, "-c", SECOND], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
            assert second.stderr
            assert "film.mp4: another build is writing this; waiting until it is done" in second.stderr.readline()
            time.sleep(0.2)
            assert second.poll() is None
            with exclusive(film().build / "es/film.mp4"):
                pass  # another film is free
        assert second.communicate(timeout=30)[0] == "mine\n"
