"""Captions: what they may be, where they break, the files of all kinds, and the words burned into the picture."""
