"""Voices: how words are said, who says them, and their sound."""
