"""The pictures of this film: one file a scene, with the same stem as its words, and the colours, crowd and poster."""
