"""The page of a film: `builder` builds any film's page, `figure` is this film's figure, `src` its scripts."""
