"""Music under the voice: from the hours of the model that pass to samples."""
