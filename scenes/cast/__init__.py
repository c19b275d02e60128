"""The drawings that the scenes of this film share: cells, organs, messengers, the bedside, the chart of IL-6."""
