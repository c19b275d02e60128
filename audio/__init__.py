"""The engine's voice: from a sentence in Markdown to its sound, and the moment at which each word is heard.

A sentence passes through the packages in the order of this list, and a package imports only those above it.

    written words          plan.words                 one line of <scene>.md is one beat
    pronunciation          voice.pronunciation        pronunciation.md: pH is read as "P H"
    choice of the voice    voice.choice               one voice for the whole film
      gTTS                 voice.gtts                 sound, over the network
      Hibari               voice.hibari               text to sound; it reports when each phoneme falls (voice.pauses,
                                                      symbol_ranges), and so each word
      Piper                voice.piper                phonemes (voice.phonemes, ipa) to sound; it reports when each
                                                      phoneme falls, and so each word (voice.symbol_ranges)
      Kokoro               voice.kokoro               the same in other languages, from readings of their own
      your own voice       voice.own                  recordings, cleaned; `audio.record` collects them (recordings/)
    the sound, trimmed     samples.trim               48 kHz, mono, without the silence around it
    when words are heard   takes.word_times           if the voice does not report it: takes.align (and takes.arpabet)
                                                      in English, takes.listen (and takes.sounds) elsewhere, or
                                                      takes.estimate
    a take, on disk        takes.store                takes.speak does the four steps above, if none is kept yet
    the right length       takes.speed                a voice that is too slow for the film is sped up
    a scene's sound        timing.assemble            takes and pauses, in whole frames
    a scene's timing       timing.scene               beats, written words and cues; timing.record is what pictures,
                                                      captions and page read
    the film's seconds     timing.budget              a film that is too long stops here

Afterwards `audio.mix` joins the scenes, lays music below (music/) and masters the sound, and `audio.encode` makes it
AAC; `audio.loudness` measures it. `audio.samples` and `audio.spoken` are shared by all steps: sound as numbers, and
words in it. Import order: samples, spoken <- voice <- takes <- timing <- music <- narrate, mix.
"""
