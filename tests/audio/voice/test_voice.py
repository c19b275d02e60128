"""The embedded voice, its takes, and the folder that keeps them."""

from __future__ import annotations

import json
import threading
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.voice import piper as piper_voice
from audio.voice import takes
from audio.voice.choice import VoiceError, speak_all
from audio.voice.phonemes import phonemes, spans
from audio.voice.takes import RATE, Word, samples_of

FILM = [
    "In a storm the feedback turns positive: cells release I L six and T N F alpha.",
    "Vessels leak, the alveoli fill with fluid — and oxygen falls.",
    "Steroids or tocilizumab can break the loop.",
]


def speak(cache: Path, film: list[str] = FILM, said: list[str] | None = None):
    say = said.append if said is not None else print
    return speak_all(film, choice="piper", cache=cache, say=say)


@pytest.fixture(scope="session")
def film(tmp_path_factory):
    cache = tmp_path_factory.mktemp("piper")
    return cache, *speak(cache)


def test_every_token_has_its_time_from_the_voice(film):
    _, voice, spoken = film
    assert voice.description == "Piper, joe (en_US), embedded"
    for take, sentence in zip(spoken, FILM, strict=True):
        assert take.word_times == "voice"
        assert [word.text for word in take.words] == sentence.split()
        times = [0, *(time for word in take.words for time in (word.start, word.end)), take.seconds]
        assert times == sorted(times)


def test_words_are_heard_when_they_are_said_to_be(film):
    """Loud inside the words, quiet between two words that a long pause parts."""
    _, _, spoken = film
    samples = samples_of(spoken[0].path)
    positive, cells = spoken[0].words[6], spoken[0].words[7]
    assert cells.start - positive.end > 0.15
    middle = samples[round((positive.end + 0.05) * RATE) : round((cells.start - 0.05) * RATE)]
    assert np.abs(middle).max() < 0.01
    for word in spoken[0].words:
        assert np.abs(samples[round(word.start * RATE) : round(word.end * RATE)]).max() > 0.03, word


def test_a_take_is_trimmed_mono_pcm(film):
    _, _, spoken = film
    for take in spoken:
        with wave.open(str(take.path)) as sound:
            assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, 48_000)
        loud = np.flatnonzero(np.abs(samples_of(take.path)) > 0.005)
        assert loud[0] / RATE <= 0.06 and take.seconds - loud[-1] / RATE <= 0.09


def test_the_pace_is_a_narrators(film):
    _, _, spoken = film
    seconds = sum(take.seconds + 0.35 for take in spoken)
    assert 140 < sum(len(take.words) for take in spoken) / seconds * 60 < 180


def test_the_same_sentence_is_the_same_sound(film, tmp_path):
    _, _, spoken = film
    _, again = speak(tmp_path)
    assert [take.path.read_bytes() for take in again] == [take.path.read_bytes() for take in spoken]
    assert [take.words for take in again] == [take.words for take in spoken]


def test_a_kept_take_is_not_spoken_again(film, monkeypatch):
    cache, voice, spoken = film
    monkeypatch.setattr(piper_voice.Piper, "speak", None)
    assert speak(cache) == (voice, spoken)


def test_an_edit_speaks_only_its_own_sentence(film, monkeypatch):
    cache, _, spoken = film
    asked = []
    voice_speaks = piper_voice.Piper.speak
    monkeypatch.setattr(
        piper_voice.Piper, "speak", lambda self, text: asked.append(text) or voice_speaks(self, text)
    )
    _, edited = speak(cache, [FILM[0], "Vessels leak.", FILM[2]])
    assert asked == ["Vessels leak."]
    assert [edited[0], edited[2]] == [spoken[0], spoken[2]]


@pytest.mark.parametrize("constant", ["LENGTH_SCALE", "GAIN"])
def test_what_shapes_a_take_is_in_its_key(film, monkeypatch, constant):
    cache, _, spoken = film
    monkeypatch.setattr(piper_voice, constant, getattr(piper_voice, constant) * 1.1)
    _, other = speak(cache, FILM[2:])
    assert other[0].path != spoken[2].path


def test_another_version_of_the_voice_is_another_take(film, monkeypatch):
    cache, _, spoken = film
    monkeypatch.setattr(piper_voice, "version", lambda package: "99")
    _, other = speak(cache, FILM[2:])
    assert (
        takes.read(cache, other[0].path.name.split(".")[0], FILM[2]).path.name.split(".")[0]
        != (spoken[2].path.name.split(".")[0])
    )


def truncate(wav: Path, record: Path) -> None:
    wav.write_bytes(wav.read_bytes()[:-500])


def empty(wav: Path, record: Path) -> None:
    wav.write_bytes(b"")


def remove(wav: Path, record: Path) -> None:
    wav.unlink()


def flip(wav: Path, record: Path) -> None:
    sound = bytearray(wav.read_bytes())
    sound[5000] ^= 1
    wav.write_bytes(sound)


def empty_record(wav: Path, record: Path) -> None:
    record.write_bytes(b"")


def other_shape(wav: Path, record: Path) -> None:
    record.write_text('{"words": 3}')


def lost_word(wav: Path, record: Path) -> None:
    kept = json.loads(record.read_text())
    kept["words"].pop()
    record.write_text(json.dumps(kept))


def disorder(wav: Path, record: Path) -> None:
    kept = json.loads(record.read_text())
    kept["words"][1][1] = 99.0
    record.write_text(json.dumps(kept))


@pytest.mark.parametrize(
    "damage", [truncate, empty, remove, flip, empty_record, other_shape, lost_word, disorder]
)
def test_a_damaged_take_is_noticed_and_spoken_anew(tmp_path, damage):
    first = speak(tmp_path, ["More cells."])
    wav = first[1][0].path
    record = tmp_path / f"{wav.name.split('.')[0]}.json"
    damage(wav, record)
    said: list[str] = []
    assert speak(tmp_path, ["More cells."], said) == first
    assert len(said) == 1 and "damaged" in said[0] and "spoken anew" in said[0]
    assert speak(tmp_path, ["More cells."], said) == first and len(said) == 1


def test_parallel_builds_share_a_folder(tmp_path):
    """Two writers of different sounds under one name, and a reader: it never mixes them up."""
    sounds = [np.full(RATE // 10, level, np.float32) for level in (0.2, 0.4)]
    words = [(Word("Cells.", 0.0, end),) for end in (0.02, 0.04)]
    written = threading.Event()

    def write(which: int) -> None:
        for _ in range(60):
            takes.write(tmp_path, "key", "Cells.", sounds[which], words[which], "voice")
            written.set()

    writers = [threading.Thread(target=write, args=(which,)) for which in (0, 1)]
    for writer in writers:
        writer.start()
    written.wait()
    while any(writer.is_alive() for writer in writers):
        take = takes.read(tmp_path, "key", "Cells.")
        level = samples_of(take.path)[0]
        assert take.words[0].end == pytest.approx(level / 10, abs=1e-3)
    assert not list(tmp_path.glob(".*")), "a draft was left"


def test_an_interrupted_write_leaves_nothing(tmp_path, monkeypatch):
    def stop(self: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        takes.write(tmp_path, "key", "Cells.", np.zeros(480, np.float32), (), "voice")
    assert not list(tmp_path.iterdir())


def test_errors_name_the_mend(tmp_path):
    with pytest.raises(VoiceError, match="no embedded Piper voice speaks 'es': use VOICE=gtts"):
        speak_all(["Hola."], choice="piper", locale="es", cache=tmp_path)
    with pytest.raises(VoiceError, match="VOICE=auto, gtts or piper"):
        speak_all(["Hello."], choice="nobody", cache=tmp_path)
    with pytest.raises(VoiceError, match="give the sentence words"):
        speak(tmp_path, ["—"])


@pytest.mark.parametrize(
    ("sentence", "joined"),
    [
        ("Of the cells in the lungs of an old man.", "ʌvðə"),
        ("It's 1,234,567 times (e.g. this) the well-known level — from a few.", "mˈɪliən"),
        ("Doses of 3.5 mg/kg, Dr. Smith's “quote”, and COVID-19 etc.", "kˈoʊvɪd"),
    ],
)
def test_phonemes_are_shared_out_to_the_words_they_belong_to(sentence, joined):
    tokens = sentence.split()
    stream = " ".join(phonemes(sentence))
    assert joined in stream
    found = spans([" ".join(phonemes(token)) for token in tokens], stream)
    said = [stream[start:end] for start, end in found]
    assert "".join(said).replace(" ", "") == "".join(s for s in stream if s not in ' .,;:?"'), (
        "nothing is lost"
    )
    expected = {"of": "v", "the": "ð", "lungs": "lˈʌŋz", "1,234,567": "sˈɛvən", "—": ""}
    for token, sound in zip(tokens, said, strict=True):
        assert expected.get(token.lower(), "") in sound and (sound or token == "—")


def test_unlike_phonemes_have_no_answer_rather_than_a_wrong_one():
    assert spans(["tɛl", "mˈiː"], "ɡˈoʊ hˈoʊm nˈaʊ.") is None


def test_words_that_the_phonemes_do_not_tell_are_aligned(tmp_path, monkeypatch):
    monkeypatch.setattr(piper_voice, "spans", lambda alone, stream: None)
    _, spoken = speak(tmp_path, FILM[2:])
    assert spoken[0].word_times == "aligned"
    assert [word.text for word in spoken[0].words] == FILM[2].split()


@given(
    st.lists(st.tuples(st.floats(-1, 9), st.floats(-1, 9)), max_size=8),
    st.floats(0.01, 8),
    st.floats(-1, 1),
)
def test_words_stay_in_order_within_their_take(times, seconds, shift):
    words = takes.within([Word("a", start, end) for start, end in times], seconds, shift)
    flat = [0.0, *(time for word in words for time in (word.start, word.end))]
    assert flat == sorted(flat) and flat[-1] <= seconds and len(words) == len(times)


def test_sentences_spoken_side_by_side_sound_as_each_does_alone(film, tmp_path):
    """Whatever the machine's processors: the sound is kept by its digest, so that other bytes are another take."""
    _, _, spoken = film
    for take, sentence in zip(spoken, FILM, strict=True):
        _, (alone,) = speak(tmp_path / "alone", [sentence])
        assert alone.path.name == take.path.name
