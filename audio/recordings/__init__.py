"""The film's own recordings: a folder of takes, each of which is checked; a long recording is cut into takes."""
