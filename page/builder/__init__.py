"""Builds the page of any film: player, chapters, transcript, plain text, sources, and a figure if the film has one.

Nothing here knows a film: its words, colours, references and figure are found through `plan`.
"""
