"""Scenes in time: takes joined, and when beats, words and cues fall."""
