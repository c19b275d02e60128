"""Lets one voice speak the film's sentences for an audition, and measures what that takes.

python -m audio.audition.speak --locale en --voice piper
"""

from __future__ import annotations

import json
import time

import numpy as np

from audio.samples import RATE, pcm, trim, wav_bytes
from audio.voice.choice import VoiceError, create
from audio.voice.engine import Role
from audio.voice.level import loudness
from audio.voice.pronunciation import read_pronunciation, spell
from plan.exits import exit_on
from plan.files import write_whole
from plan.film import film
from plan.options import edition, parser, voice
from plan.voices import AUTO, parse_choice, row
from plan.words import read


def main() -> None:
    """Speak the scenes that the command line names into build/audition/<voice>/<n>.wav, and note the measurements."""
    options = parser("Lets one voice speak the film's sentences for an audition.")
    options.add_argument("--voice", required=True, type=voice)
    asked = options.parse_args()
    with exit_on("audition", VoiceError):
        chosen, words = parse_choice(asked.voice), edition(asked).words
        if chosen.engine == AUTO or row(chosen.engine).recorded:
            raise VoiceError(f"VOICES={asked.voice} cannot be auditioned: name an engine such as hibari or gtts")
        pronunciation = read_pronunciation(words / "pronunciation.md")
        scripts = [read(words / f"{scene}.md") for scene in asked.scenes]
        written = [beat.text for script in scripts for beat in script.beats]
        spoken = [spelling.spoken for script in scripts for spelling in spell(script, pronunciation)]
        began = time.process_time()
        engine = create(row(chosen.engine), Role(asked.locale, chosen.voice, pronunciation.ipa))
        engine.speak("One.")
        loaded = time.process_time()
        sounds = [trim(engine.speak(text)[0])[0] for text in spoken]
        ended = time.process_time()
    folder = film().build / "audition" / asked.voice.replace(":", "-")
    folder.mkdir(parents=True, exist_ok=True)
    for number, sound in enumerate(sounds, 1):
        write_whole(folder / f"{number}.wav", wav_bytes(pcm(sound)))
    seconds = sum(map(len, sounds)) / RATE
    note = {
        "voice": engine.voice.description,
        "written": written,
        "load_cpu_seconds": round(loaded - began, 2),
        "cpu_seconds_a_second": round((ended - loaded) / seconds, 3),
        "seconds": round(seconds, 1),
        "lufs": [round(loudness(sound), 1) for sound in sounds],
        "peak": round(max(float(np.abs(sound).max()) for sound in sounds), 2),
    }
    write_whole(folder / "spoken.json", json.dumps(note, ensure_ascii=False, indent=1).encode())


if __name__ == "__main__":
    main()
