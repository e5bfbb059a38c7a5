"""Makes the sounds of ``resources/sounds`` anew: ``python3 packaging/sounds.py``.

Each is a few struck notes. A note is a sum of partials that die away, the higher the sooner, as those of a bar of wood
or metal do; its beginning is rounded off, so that nothing clicks. 22,050 samples a second, 16 bits, one channel.
"""

import math
import struct
import wave
from pathlib import Path
from typing import NamedTuple

RATE = 22_050
FOLDER = Path(__file__).parent.parent / "resources" / "sounds"
_PEAK = 0.7
_ONSET = 0.004


class Note(NamedTuple):
    """A struck note: when (seconds), how high (hertz), how long until it is a third as loud (seconds)."""

    start: float
    pitch: float
    decay: float


class Voice(NamedTuple):
    """What the notes are struck on: its partials as multiples of the pitch, each with its strength."""

    partials: tuple[tuple[float, float], ...]


_METAL = Voice(((1.0, 1.0), (2.0, 0.35), (3.01, 0.18), (4.2, 0.07)))
_WOOD = Voice(((1.0, 1.0), (3.93, 0.25), (9.2, 0.05)))
_GLASS = Voice(((1.0, 1.0), (2.32, 0.3), (4.25, 0.12)))

SOUNDS = {
    "chime": (_METAL, (Note(0.0, 659.26, 0.25), Note(0.16, 880.0, 0.32)), 1.2),
    "bell": (_GLASS, (Note(0.0, 1046.5, 0.4),), 1.2),
    "marimba": (_WOOD, (Note(0.0, 523.25, 0.13), Note(0.12, 659.26, 0.13), Note(0.24, 783.99, 0.18)), 0.9),
    "knock": (_WOOD, (Note(0.0, 220.0, 0.06), Note(0.14, 220.0, 0.06), Note(0.36, 277.18, 0.08)), 0.7),
}
"""Each sound: the voice, the notes, and its length in seconds."""


def samples(voice: Voice, notes: tuple[Note, ...], length: float) -> list[float]:
    """Strike the notes and give the sound, its loudest moment at ``_PEAK``, its end faded to nothing."""
    count = int(length * RATE)
    sound = [0.0] * count
    for note in notes:
        for at in range(int(note.start * RATE), count):
            sound[at] += _struck(voice, note, at / RATE - note.start)
    loudest = max(abs(one) for one in sound)
    fade = int(0.05 * RATE)
    return [one * _PEAK / loudest * min(1.0, (count - at) / fade) for at, one in enumerate(sound)]


def _struck(voice: Voice, note: Note, since: float) -> float:
    onset = min(1.0, since / _ONSET)
    return onset * sum(
        strength * math.exp(-since * multiple**0.7 / note.decay) * math.sin(2 * math.pi * note.pitch * multiple * since)
        for multiple, strength in voice.partials
    )


def write(path: Path, sound: list[float]) -> None:
    """Write a sound as a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(sound)}h", *(round(one * 32_767) for one in sound)))


def main() -> None:
    """Write every sound."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (voice, notes, length) in SOUNDS.items():
        write(FOLDER / f"{name}.wav", samples(voice, notes, length))


if __name__ == "__main__":
    main()
