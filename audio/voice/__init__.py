"""Voices: pronunciation, the choice of a voice, and its sound."""
