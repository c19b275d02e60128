"""What the coded packets of a film tell, without decoding them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import av


@dataclass(frozen=True)
class Packets:
    """The coded picture and sound of a film.

    Attributes:
        picture, sound: their hashes, whatever container they are in; without a track, the hash of nothing.
        longest_group: most frames from one key frame to the next.
        leading: frames that are shown before the key frame that they follow.
    """

    picture: str
    sound: str
    longest_group: int
    leading: int


def read_packets(film: Path) -> Packets:
    """Read the packets of a film's picture and sound once."""
    picture, sound = hashlib.sha256(), hashlib.sha256()
    keys: list[int] = []
    leading = number = shown = 0
    with av.open(str(film)) as container:
        for packet in container.demux(*container.streams.video[:1], *container.streams.audio[:1]):
            if packet.stream.type == "audio":
                sound.update(packet)
                continue
            picture.update(packet)
            if packet.pts is None:
                continue
            if packet.is_keyframe:
                keys.append(number)
                shown = packet.pts
            leading += packet.pts < shown
            number += 1
    longest = max((later - key for key, later in pairwise([*keys, number])), default=0)
    return Packets(f"SHA256={picture.hexdigest()}", f"SHA256={sound.hexdigest()}", longest, leading)
