"""Leans on Manim's `tempconfig`: it sets every key that we give, reaches Manim's parts, and puts all back."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from manim import config, logger

from plan.formats import QUALITIES, Quality
from stage import style
from stage.layout import LAYOUTS
from stage.manim import settings as module
from stage.manim.settings import settings, settings_of_still


def test_a_format_and_a_quality_become_manims_configuration_and_all_is_put_back():
    """`config`: its keys for pixels, units, rate, encoder and output, by whose names we set them."""
    before = dict(config)
    logger.setLevel(logging.INFO)
    with settings(LAYOUTS["portrait"], QUALITIES["480p15"], Path("clip.mp4")):
        assert (config.pixel_width, config.pixel_height, config.frame_rate) == (480, 854, 15)
        assert (config.frame_width, config.frame_height) == LAYOUTS["portrait"].frame
        assert config.background_color.to_hex().lower() == style.NIGHT
        assert config.video_encoder_options["preset"] == "ultrafast"
        assert Path(config.output_file) == Path("clip.mp4").resolve() and not config.dry_run
        assert logger.level == logging.ERROR, "`verbosity` sets the level of Manim's logger"
        media = Path(config.media_dir)
        assert media.is_dir()
    assert dict(config) == before and not media.exists()


def test_without_a_clip_and_for_a_still_nothing_is_written():
    """`config.dry_run`: nothing is written."""
    with settings(LAYOUTS["square"], Quality(72, 15, 30)):
        assert config.dry_run and (config.pixel_width, config.pixel_height) == (72, 72)
    with settings_of_still(LAYOUTS["landscape"], (1280, 720)):
        assert config.dry_run and (config.pixel_width, config.pixel_height) == (1280, 720)


def test_manim_knows_each_key_that_is_set(monkeypatch: pytest.MonkeyPatch):
    """`tempconfig` silently drops keys that `config` lacks: after an upgrade that renames one, this fails."""
    given: dict[str, object] = {}
    whole = module.tempconfig

    def noting(values: dict[str, object]):
        given.update(values)
        return whole(values)

    monkeypatch.setattr(module, "tempconfig", noting)
    square = LAYOUTS["square"]
    with settings(square, QUALITIES["480p15"], Path("clip.mp4")), settings_of_still(square, (8, 8)):
        assert len(given) > 10 and not given.keys() - dict(config).keys()
