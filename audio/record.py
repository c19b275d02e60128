"""Collects the film's own recordings, with which VOICE=own speaks: checks them, and says what to record.

    python -m audio.record --locale en [scene …]        or: make record

Takes lie in voice/<locale>/<scene>/<n>.wav, in any format that ffmpeg reads. A recording of a whole scene or of the
whole film is cut into takes first. Where there is a microphone and a terminal, each missing sentence is shown and
recorded; else the files to bring are listed. After an edit, only the sentences that changed are asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence, Set
from pathlib import Path

from audio.recordings.check import check_take
from audio.recordings.cut import CutError, cut
from audio.recordings.folder import FILM, Recordings, Sentence, sentences_of
from audio.recordings.microphone import Recorder, microphone
from audio.samples import pcm, wav_bytes
from audio.sound_file import UnreadableError, read_sound
from audio.voice.pronunciation import read_pronunciation, spell
from plan.exits import exit_on
from plan.files import write_whole
from plan.film import film
from plan.options import edition, parser
from plan.segments import unmarked
from plan.words import read


def main() -> None:
    """Check the recordings of the scenes that the command line names, and record what is missing."""
    options = parser("Checks the film's own recordings, and records what is missing.").parse_args()
    with exit_on("record"):
        chosen = edition(options)
        recordings = Recordings(film().root / "voice" / options.locale)
        pronunciation = read_pronunciation(chosen.words / "pronunciation.md")
        scripts = [read(chosen.words / f"{scene}.md") for scene in film().scenes]
        everything = sentences_of(scripts, [spell(script, pronunciation) for script in scripts])
        wanted = [sentence for sentence in everything if sentence.scene in options.scenes]
        _cut_long_ones(recordings, everything, options.locale)
        for start, end in recordings.arrange(everything):
            print(f"record: {start} is now {end}, where its sentence is")
        refused = _check_new_ones(recordings, wanted, options.locale)
        _record_missing(recordings, wanted, options.locale)
        missing = _report(recordings, wanted, refused)
    sys.exit(1 if missing else 0)


def _cut_long_ones(recordings: Recordings, sentences: Sequence[Sentence], locale: str) -> None:
    """Cut recordings of the whole film, or of a whole scene, that were not cut yet."""
    for stem in (FILM, *dict.fromkeys(sentence.scene for sentence in sentences)):
        path = recordings.file(stem)
        if path is None or recordings.is_known(path):
            continue
        said = [sentence for sentence in sentences if stem in (FILM, sentence.scene)]
        try:
            parts = cut(read_sound(path).samples, [sentence.spoken for sentence in said], locale)
        except (CutError, UnreadableError) as error:
            print(f"record: {path} {error}")
            continue
        for sentence, part in zip(said, parts, strict=True):
            old = recordings.file(sentence.stem)
            if old:
                recordings.set_aside(old)
            into = recordings.folder / f"{sentence.stem}.wav"
            into.parent.mkdir(parents=True, exist_ok=True)
            write_whole(into, wav_bytes(pcm(part)))
        recordings.note(path, "")
        print(f"record: {path} was cut into {len(said)} takes")


def _check_new_ones(recordings: Recordings, sentences: Sequence[Sentence], locale: str) -> set[Path]:
    """Check each take that is new or changed, note those that can be used, and return the others."""
    new = [(sentence, recordings.file(sentence.stem)) for sentence in sentences]
    unknown = [(sentence, path) for sentence, path in new if path and not recordings.is_known(path)]
    return {path for sentence, path in unknown if not _accept(recordings, sentence, path, locale)}


def _accept(recordings: Recordings, sentence: Sentence, path: Path, locale: str) -> bool:
    """Check a take; note it if it can be used, else say in a line what to do. Return whether it can."""
    problems = check_take(path, sentence.spoken, locale)
    if problems:
        print(f"record: {sentence.source}:{sentence.line}: {path} {'; it '.join(problems)}")
        return False
    recordings.note(path, sentence.text)
    return True


def _record_missing(recordings: Recordings, sentences: Sequence[Sentence], locale: str) -> None:
    """Show each sentence without a take in the terminal and record it, if there are a terminal and a microphone."""
    missing = [sentence for sentence in sentences if recordings.problem(sentence)]
    if not missing or not sys.stdin.isatty():
        return
    device = microphone()
    if device is None:
        print("record: there is no microphone that ffmpeg knows; MICROPHONE=alsa:hw:1 names one")
        return
    print(f"record: {len(missing)} sentences are missing. Enter starts and ends a take, s skips a sentence, q ends.")
    for sentence in missing:
        if not _record_one(recordings, sentence, device, locale):
            return


def _record_one(recordings: Recordings, sentence: Sentence, device: str, locale: str) -> bool:
    """Record one sentence until its take can be used or it is skipped; return whether to go on with the next one."""
    while True:
        print(f"\n{sentence.scene}, sentence {sentence.number}:\n\n    {sentence.text}\n")
        if unmarked(sentence.spoken) != sentence.text:
            print(f"    (say: {unmarked(sentence.spoken)})\n")
        answer = _answer("Enter, s or q: ")
        if answer in ("s", "q"):
            return answer == "s"
        old = recordings.file(sentence.stem)
        if old:
            recordings.set_aside(old)
        into = recordings.folder / f"{sentence.stem}.wav"
        recorder = Recorder(device, into)
        _answer("recording … Enter ends it: ")
        recorder.stop()
        if _accept(recordings, sentence, into, locale):
            return True


def _answer(prompt: str) -> str:
    """Return what a person answers; q if nobody is there any more."""
    try:
        return input(prompt).strip().lower()
    except EOFError:
        return "q"


def _report(recordings: Recordings, sentences: Sequence[Sentence], refused: Set[Path]) -> int:
    """Say how many takes are ready, and list what is missing, except takes that were refused; return how many are."""
    problems = [(sentence, recordings.problem(sentence)) for sentence in sentences]
    missing = [(sentence, problem) for sentence, problem in problems if problem]
    for sentence, problem in missing:
        if recordings.file(sentence.stem) not in refused:
            print(f"record: {sentence.source}:{sentence.line}: {problem}: record “{sentence.text}”")
    print(f"record: {len(sentences) - len(missing)} of {len(sentences)} takes are ready in {recordings.folder}")
    return len(missing)


if __name__ == "__main__":
    main()
