"""Your own voice: takes as people bring them, what is asked for, and the film that is made of them.

Piper stands in for the person, in a room with noise, at several levels and in several formats.
"""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from project import ROOT, edit

from audio.recordings.check import check_take
from audio.samples import RATE, read_samples
from audio.takes.align import align
from audio.timing.record import load
from audio.voice.engine import Role
from audio.voice.level import SPEECH_LUFS, loudness
from audio.voice.own import cleaned
from audio.voice.piper import Piper

SENTENCES = {
    "rise": ["It rained all night.", "By dawn the river had left its bed.", "Fields lay under water."],
    "fall": ["Then the rain stopped.", "A week later the river was small again."],
}
EVERY = [text for scene in SENTENCES.values() for text in scene]


def spoken(text: str, *, gain: float = 0.6, noise: float = 0.0008, silence: float = 0.5) -> np.ndarray:
    """A person in a room: the text, with silence around it and noise everywhere."""
    voice, _ = Piper(Role("en", "joe")).speak(text)
    quiet = np.zeros(round(silence * RATE))
    sound = np.concatenate([quiet, voice * gain, quiet])
    return np.asarray(sound + np.random.default_rng(len(text)).standard_normal(len(sound)) * noise)


def save(path: Path, samples: np.ndarray, *options: str) -> None:
    """Write a recording in the format of its ending."""
    path.parent.mkdir(parents=True, exist_ok=True)
    source = ["-f", "f32le", "-ar", str(RATE), "-ac", "1", "-i", "pipe:0"]
    command = ["ffmpeg", "-v", "error", "-y", *source, *options, str(path)]
    subprocess.run(command, input=samples.astype("<f4").tobytes(), check=True)


def step(module: str, film: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "FILM": str(film)}
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A film of two scenes, without a picture."""
    (tmp_path / "film.toml").write_text(
        'title = "A flood"\nscenes = ["rise", "fall"]\nseconds = [5, 40]\nvoice = "own"\n'
    )
    for scene, sentences in SENTENCES.items():
        (tmp_path / "words/en").mkdir(parents=True, exist_ok=True)
        (tmp_path / f"words/en/{scene}.md").write_text("\n".join(["---", f"title: {scene}", "---", *sentences, ""]))
    return tmp_path


@pytest.fixture
def recorded(film: Path) -> Path:
    """The same with all takes, no two alike in format, level or noise."""
    formats: Sequence[tuple[str, list[str]]] = [
        ("wav", ["-ar", "96000", "-c:a", "pcm_s24le"]),
        ("m4a", []),
        ("flac", ["-ar", "44100"]),
        ("mp3", ["-ac", "2"]),
        ("ogg", ["-c:a", "libvorbis"]),
    ]
    stems = [f"{scene}/{number}" for scene, texts in SENTENCES.items() for number in range(1, len(texts) + 1)]
    for index, (stem, text, (ending, options)) in enumerate(zip(stems, EVERY, formats, strict=True)):
        sound = spoken(text, gain=0.15 + 0.2 * index, noise=0.0003 * (1 + index))
        save(film / f"voice/en/{stem}.{ending}", sound, *options)
    return film


def test_what_is_missing_is_listed_with_the_file_to_bring(film):
    run = step("audio.record", film)
    assert run.returncode == 1 and "0 of 5 takes are ready" in run.stdout
    assert f"words/en/fall.md:5: {film}/voice/en/fall/2.wav is missing: record “{EVERY[4]}”" in run.stdout
    built = step("audio.narrate", film)
    assert built.returncode != 0 and "\n" not in built.stderr.strip()
    assert "rise.md:4: " in built.stderr and "rise/1.wav is missing, and 4 more takes: make record" in built.stderr


def test_takes_of_any_format_make_a_film_of_equal_loudness_at_the_speakers_pace(recorded):
    run = step("audio.record", recorded)
    assert run.returncode == 0 and "5 of 5 takes are ready" in run.stdout, run.stdout + run.stderr
    built = step("audio.narrate", recorded)
    assert built.returncode == 0, built.stderr
    takes = sorted((recorded / "build/en/takes").glob("*.wav"))
    assert len(takes) == 5
    for take in takes:
        samples = read_samples(take)
        assert loudness(samples) == pytest.approx(SPEECH_LUFS, abs=0.3)
        edges = np.concatenate([samples[: RATE // 100], samples[-RATE // 100 :]])
        assert np.sqrt((edges**2).mean()) < 0.004, "the room does not come and go with a sentence"
    timing = load(recorded / "build/en/rise.json")
    assert {beat.word_times for beat in timing.beats} == {"aligned"}
    assert [beat.text for beat in timing.beats] == SENTENCES["rise"]
    for beat, text in zip(timing.beats, SENTENCES["rise"], strict=True):
        known = align(cleaned(spoken(text).astype(np.float32)), text.split())
        assert known is not None and beat.end - beat.start == pytest.approx(known[-1].end, abs=0.15)


def test_after_an_edit_only_that_sentence_is_asked_for(recorded):
    assert step("audio.record", recorded).returncode == 0
    edit(recorded / "words/en/rise.md", SENTENCES["rise"][1], "By noon the river had left its bed!")
    edit(recorded / "words/en/fall.md", "stopped.", "stopped!")  # is said in the same way
    run = step("audio.record", recorded)
    asked = [line for line in run.stdout.splitlines() if ": record “" in line]
    assert len(asked) == 1 and "rise/2.m4a was recorded for other words, “By dawn" in asked[0]
    built = step("audio.narrate", recorded)
    assert "rise.md:5: " in built.stderr and "recorded for other words" in built.stderr


def test_takes_follow_their_sentences(recorded):
    assert step("audio.record", recorded).returncode == 0
    edit(recorded / "words/en/rise.md", SENTENCES["rise"][0], f"First of all.\n{SENTENCES['rise'][0]}")
    run = step("audio.record", recorded)
    asked = [line for line in run.stdout.splitlines() if ": record “" in line]
    assert len(asked) == 1 and "rise/1.wav is missing" in asked[0], run.stdout
    assert sorted(path.name for path in (recorded / "voice/en/rise").iterdir()) == ["2.wav", "3.m4a", "4.flac"]


def test_a_rehearsal_lets_another_voice_speak_what_is_missing(recorded):
    (recorded / "voice/en/fall/1.mp3").unlink()
    assert step("audio.record", recorded).returncode == 1
    built = step("audio.narrate", recorded, "--voice", "own+hibari")
    assert built.returncode == 0 and "and Hibari, heart (en_US), embedded where a take is missing" in built.stdout
    sources = [beat.word_times for beat in load(recorded / "build/en/fall.json").beats]
    assert sources == ["voice", "aligned"]


@pytest.mark.parametrize("whole", [True, False])
def test_a_long_recording_is_cut_into_its_sentences(film, whole):
    for name, texts in {"film": EVERY}.items() if whole else SENTENCES.items():
        save(film / f"voice/en/{name}.m4a", np.concatenate([spoken(text, silence=0.25) for text in texts]))
    run = step("audio.record", film)
    assert run.returncode == 0 and "5 of 5 takes are ready" in run.stdout, run.stdout
    takes = [film / f"voice/en/{scene}/{n}.wav" for scene, texts in SENTENCES.items() for n in range(1, len(texts) + 1)]
    for take, text in zip(takes, EVERY, strict=True):
        assert not check_take(take, text, "en")
        assert len(cleaned(read_samples(take))) == pytest.approx(len(cleaned(spoken(text))), abs=RATE // 4)
    assert "was cut" not in step("audio.record", film).stdout, "it is cut once"


def clipped(sound: np.ndarray) -> np.ndarray:
    return np.clip(sound * 8, -0.5, 0.5)


WRONG: list[tuple[Callable[[], np.ndarray], list[str], str]] = [
    (lambda: np.zeros(RATE), [], "is silent: record it again"),
    (lambda: spoken(EVERY[1]), ["-c:a", "pcm_u8"], "has 8 bits a sample"),
    (lambda: spoken(EVERY[1]), ["-ar", "8000"], "has 8,000 samples a second, as a telephone"),
    (lambda: spoken(EVERY[1], noise=0.02), [], "is noisy"),
    (lambda: clipped(spoken(EVERY[1])), [], "is clipped in "),
    (lambda: spoken(EVERY[1], gain=0.01, noise=0.00001), [], "is too quiet"),
    (lambda: spoken("She bought seven yellow chairs at noon."), [], "says other words"),
    (lambda: spoken("No."), [], "is spoken too fast, or says other words"),
]


@pytest.mark.parametrize(("sound", "options", "says"), WRONG)
def test_a_bad_take_is_one_line_that_says_what_to_record_again(film, sound, options, says):
    save(film / "voice/en/rise/2.wav", sound(), *options)
    run = step("audio.record", film)
    lines = [line for line in run.stdout.splitlines() if "rise/2.wav" in line]
    assert run.returncode == 1 and len(lines) == 1, run.stdout + run.stderr
    assert "words/en/rise.md:5: " in lines[0] and says in lines[0] and ": " in lines[0].partition(says)[2] + says


def test_a_file_without_sound_and_two_takes_of_a_sentence_are_errors(film):
    (film / "voice/en/rise").mkdir(parents=True)
    (film / "voice/en/rise/1.wav").write_text("no sound")
    assert "rise/1.wav has no sound that ffmpeg can read: bring another file" in step("audio.record", film).stdout
    (film / "voice/en/rise/1.mp3").write_text("no sound")
    assert "this sentence has two takes: keep one of 1.mp3 and 1.wav" in step("audio.record", film).stderr
    (film / "voice/en/takes.json").write_text("{")
    assert "takes.json:1: the notes of the takes cannot be read: delete it" in step("audio.record", film).stderr


def test_each_missing_sentence_is_recorded_from_the_microphone_in_a_terminal(film):
    """The microphone is a file that says the first sentence, and the person answers in a terminal."""
    heard = film / "heard.wav"
    save(heard, spoken(EVERY[0]))
    person, terminal = pty.openpty()
    environment = {**os.environ, "FILM": str(film), "MICROPHONE": f"wav:{heard}"}
    command = [sys.executable, "-m", "audio.record"]
    run = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=terminal, stdout=subprocess.PIPE, text=True)
    os.write(person, b"\n")
    take, deadline = film / "voice/en/rise/1.wav", time.monotonic() + 60
    while not (take.exists() and take.stat().st_size > RATE * 2) and time.monotonic() < deadline:
        time.sleep(0.1)
    os.write(person, b"\ns\nq\n")
    said, _ = run.communicate(timeout=60)
    os.close(person)
    os.close(terminal)
    assert f"    {EVERY[0]}\n" in said and "1 of 5 takes are ready" in said, said


@pytest.mark.slow
def test_make_draws_the_film_to_the_recordings(tmp_path):
    film = tmp_path / "film"
    subprocess.run(["cp", "-r", str(ROOT / "examples/epidemic"), str(film)], check=True)
    for scene in ("spread", "peak"):
        text = (film / f"words/en/{scene}.md").read_text().rpartition("---\n")[2]
        sentences = [line.replace("](#", "\0").strip() for line in text.splitlines() if line.strip()]
        for number, line in enumerate(sentences, 1):
            plain = "".join(part.partition(")")[2] if index else part for index, part in enumerate(line.split("\0")))
            save(film / f"voice/en/{scene}/{number}.wav", spoken(plain.replace("[", "")))
    record = subprocess.run(
        ["make", "record", f"FILM={film}"], cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    assert record.returncode == 0, record.stdout + record.stderr
    run = subprocess.run(["make", "draft", f"FILM={film}", "VOICE=own"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0 and "ready: " in run.stdout, run.stdout + run.stderr
