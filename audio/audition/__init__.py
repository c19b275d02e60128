"""Auditions of voices: the film's own sentences by each, heard by a recogniser and rated by a model of listeners."""
