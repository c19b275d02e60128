"""The engine's voice: from a sentence in Markdown to its sound, and the moment at which each word is heard.

A sentence goes one way, from the top of this list to its end. `audio.narrate` reads in this order, and a room imports
only what stands above it.

    written words          plan.words                 one line of <scene>.md is one beat
    how they are said      voice.pronunciation        pronunciation.md: IL-6 is read as "I L six"
    who says them          voice.choice               one voice for the whole film
      gTTS                 voice.gtts                 sound, over the network
      Piper                voice.piper                phonemes (voice.phonemes, ipa) to sound; it knows when each
                                                      phoneme falls, and so each word (voice.symbol_ranges)
    the sound, trimmed     samples.trim               48 kHz, mono, without the silence around it
    when words are heard   takes.word_times           for a voice that cannot tell: takes.align (and takes.arpabet),
                                                      else takes.estimate
    a take, on disk        takes.store                takes.speak does the four steps above, where none is kept yet
    the right length       takes.speed                a voice that is too slow for the film is sped up
    a scene's sound        timing.assemble            takes and pauses, in whole frames
    a scene's timing       timing.scene               beats, written words and cues; timing.record is what pictures,
                                                      captions and page read
    the film's seconds     timing.budget              a film that is too long stops here

Afterwards `audio.mix` joins the scenes, lays music below (music/) and masters the sound, and `audio.encode` makes it
AAC; `audio.loudness` measures it. `audio.samples` and `audio.spoken` hold what all steps share: sound as numbers, and
words in it. Import order: samples, spoken <- voice <- takes <- timing <- music <- narrate, mix.
"""
