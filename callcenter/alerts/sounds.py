"""The sounds an alert can have: those that ship with the desk, by name, or a file of the agent's, by path."""

from __future__ import annotations

import stat
from array import array
from pathlib import Path

from callcenter import assets
from callcenter.alerts.errors import SoundUnreadable

BUNDLED = ("chime", "bell", "marimba", "knock")
"""What ships with the desk (made by ``packaging/sounds.py``)."""
DEFAULT = BUNDLED[0]
LONGEST = 10.0
"""Seconds: an alert is no piece of music."""
RATE = 44_100
"""Samples a second, in one channel of 16 bits: what every sound is brought to."""
_LARGEST = 8_000_000
"""Bytes: more than ``LONGEST`` seconds take in any format that is played."""


def path_of(sound: str) -> Path:
    """Give the file of a sound: one of ``BUNDLED``, or a path."""
    return assets.ROOT / "sounds" / f"{sound}.wav" if sound in BUNDLED else Path(sound)


def read(sound: str, volume: int) -> array[int]:
    """Give a sound's samples at a volume of 0 to 100. Takes milliseconds: not for the UI's thread.

    Raises SoundUnreadable. Loudness is felt by its square root, so the volume is squared: 50 sounds half as loud.
    """
    import miniaudio  # noqa: PLC0415 - brings a library of its own, and is needed at the first alert

    path = path_of(sound)
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode) or about.st_size > _LARGEST:
            raise SoundUnreadable(name=path.name)
        if not 0 < miniaudio.get_file_info(str(path)).duration <= LONGEST:
            raise SoundUnreadable(name=path.name)
        decoded = miniaudio.decode_file(str(path), miniaudio.SampleFormat.SIGNED16, nchannels=1, sample_rate=RATE)
    except (OSError, ValueError, miniaudio.MiniaudioError) as error:  # a path with a NUL in it is a ValueError
        raise SoundUnreadable(name=path.name) from error
    gain = (max(0, min(volume, 100)) / 100) ** 2
    return array("h", (int(one * gain) for one in decoded.samples))
