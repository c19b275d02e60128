"""Takes: one sentence each, spoken, trimmed, with the time of every word, and kept on disk."""
