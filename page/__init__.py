"""The page: the film, and below it the model for the viewer to drive."""
