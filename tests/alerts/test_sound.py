"""Sounds, really played: in real time, on a device that nobody hears."""

import asyncio
import math
import os
import struct
import threading
import time
import wave
from pathlib import Path

import pytest

from callcenter.alerts import sound, sounds
from callcenter.alerts.errors import NoSoundDevice, SoundUnreadable
from callcenter.alerts.sound import Speaker
from tests.alerts.conftest import Until

pytestmark = pytest.mark.anyio


def tone(path: Path, seconds: float) -> Path:
    """Write a tone at full strength."""
    count = int(seconds * 8_000)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        file.writeframes(struct.pack(f"<{count}h", *(round(32_767 * math.sin(at / 3)) for at in range(count))))
    return path


def playing() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "alert sound"]


async def seconds_of(work: asyncio.Future[None]) -> float:
    begun = time.monotonic()
    await work
    return time.monotonic() - begun


@pytest.mark.parametrize("name", sounds.BUNDLED)
def test_each_bundled_sound_is_short_loud_enough_and_ends_in_silence(name: str) -> None:
    samples = sounds.read(name, 100)
    assert 0.3 < len(samples) / sounds.RATE < 2
    assert 10_000 < max(map(abs, samples)) < 32_000
    assert max(map(abs, samples[-100:])) < 300


async def test_a_sound_takes_as_long_as_it_lasts(speaker: Speaker, until: Until) -> None:
    lasts = len(sounds.read("knock", 50)) / sounds.RATE
    assert await seconds_of(asyncio.ensure_future(speaker.play("knock", 50))) >= lasts * 0.9
    await speaker.aclose()
    await until(lambda: not playing())  # it tells of its end just before


async def test_two_at_once_are_played_one_after_the_other(speaker: Speaker, tmp_path: Path) -> None:
    short = str(tone(tmp_path / "short.wav", 0.3))
    both = asyncio.gather(speaker.play(short, 50), speaker.play(short, 50))
    begun = time.monotonic()
    await both
    assert time.monotonic() - begun >= 0.55


async def test_giving_up_falls_silent_and_gives_the_device_back(speaker: Speaker, until: Until, tmp_path: Path) -> None:
    task = asyncio.create_task(speaker.play(str(tone(tmp_path / "long.wav", 9)), 50))
    await until(playing)
    begun = time.monotonic()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await speaker.aclose()
    assert time.monotonic() - begun < 5
    await until(lambda: not playing())  # it tells of its end just before


async def test_the_loop_goes_on_while_it_plays(speaker: Speaker) -> None:
    task, ticks = asyncio.create_task(speaker.play("knock", 50)), 0
    while not task.done():
        await asyncio.sleep(0.01)
        ticks += 1
    assert ticks > 10


def test_the_volume_is_felt_evenly(tmp_path: Path) -> None:
    loud, half, none = (sounds.read(str(tone(tmp_path / "tone.wav", 0.1)), volume) for volume in (100, 50, 0))
    assert max(half) == pytest.approx(max(loud) / 4, abs=1)
    assert not any(none)


def test_a_file_of_another_rate_is_brought_to_ours(tmp_path: Path) -> None:
    assert len(sounds.read(str(tone(tmp_path / "tone.wav", 0.5)), 50)) == pytest.approx(sounds.RATE / 2, rel=0.01)


@pytest.mark.parametrize("what", ["absent", "text", "empty", "folder", "pipe", "too long", "no path"])
async def test_a_file_that_is_no_sound_is_told_by_its_name(speaker: Speaker, tmp_path: Path, what: str) -> None:
    path = tmp_path / "Sifariş.wav"
    if what == "text":
        path.write_text("no sound at all")
    elif what == "empty":
        path.touch()
    elif what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    elif what == "too long":
        tone(path, sounds.LONGEST + 1)
    elif what == "no path":
        path = tmp_path / "a\0b"
    with pytest.raises(SoundUnreadable) as told:
        await speaker.play(str(path), 50)
    assert told.value.facts == {"name": path.name}


async def test_a_computer_without_a_device_is_told_and_asked_again_a_minute_later() -> None:
    # The backend of another system: there is nothing of it on this one.
    moment = 0.0
    speaker = Speaker("OSS", clock=lambda: moment)
    with pytest.raises(NoSoundDevice):
        await speaker.play("knock", 50)
    speaker._backend = "NULL"  # a headset is plugged in
    with pytest.raises(NoSoundDevice):
        await speaker.play("knock", 50)
    moment += sound.RETRY
    await speaker.play("knock", 50)
    await speaker.aclose()


async def test_a_device_that_nobody_hears_is_never_chosen() -> None:
    speaker = Speaker()
    try:
        await speaker.play("knock", 0)
    except NoSoundDevice:
        pass  # a computer without one, as those of tests are
    finally:
        await speaker.aclose()
    assert sound._NOWHERE not in {one.name for one in sound._heard()}
