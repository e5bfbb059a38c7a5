"""Plays a sound, in a thread of its own."""

from __future__ import annotations

import asyncio
import time
from array import array
from collections.abc import Callable, Generator
from concurrent.futures import Future
from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING

from callcenter.alerts import sounds
from callcenter.alerts.errors import NoSoundDevice

if TYPE_CHECKING:
    import miniaudio

RETRY = 60.0
"""Seconds after which a computer that had nothing to play on is asked again."""
PATIENCE = 5.0
"""Seconds beyond a sound's length that its device may take to open, play and close."""
_BUFFER = 0.1
_TAIL = 3 * _BUFFER
"""Seconds of silence after a sound: what is handed to a device is heard a little later."""
_NOWHERE = "NULL"
"""The one of miniaudio's backends that plays for nobody: it is chosen in tests, never for an agent."""


class Speaker:
    """Plays sounds one after the other on this computer's own choice of a device, opened anew for each.

    So a headset that was plugged in meanwhile is used, and none is held while nothing is to be heard. ``backend`` names
    the one of miniaudio's to use, any that makes itself heard where it is empty.
    """

    def __init__(self, backend: str = "", *, clock: Callable[[], float] = time.monotonic) -> None:
        self._backend = backend
        self._clock = clock
        self._turn = asyncio.Lock()
        self._failed_at: float | None = None
        self._playings: set[_Playing] = set()

    async def play(self, sound: str, volume: int) -> None:
        """Play a sound (see ``sounds.path_of``) to its end, at a volume of 0 to 100; cancelled, it falls silent.

        Raises NoSoundDevice, for ``RETRY`` seconds without trying again, and SoundUnreadable.
        """
        async with self._turn:
            if self._failed_at is not None and self._clock() - self._failed_at < RETRY:
                raise NoSoundDevice
            playing = _Playing(sound, volume, self._backend)
            self._playings.add(playing)
            try:
                await self._outcome(playing)
            except NoSoundDevice:
                self._failed_at = self._clock()
                raise
            self._failed_at = None

    async def aclose(self) -> None:
        """Fall silent, and wait for the device to be given back."""
        for playing in self._playings:
            playing.stop()
        ends = [asyncio.wrap_future(playing.end) for playing in self._playings]
        with suppress(TimeoutError):  # its thread is a daemon's
            await asyncio.wait_for(asyncio.gather(*ends, return_exceptions=True), PATIENCE)

    async def _outcome(self, playing: _Playing) -> None:
        loop = asyncio.get_running_loop()
        playing.end.add_done_callback(lambda _end: _on_loop(loop, lambda: self._playings.discard(playing)))
        playing.start()
        try:
            async with asyncio.timeout(sounds.LONGEST + 2 * PATIENCE):
                await asyncio.wrap_future(playing.end)
        except TimeoutError as error:  # a driver that never answers; its thread is left to it
            raise NoSoundDevice from error
        finally:
            playing.stop()


class _Playing:
    """A sound on its way, from the opening of a device to its closing.

    Its thread is a daemon's: one that a driver never lets go of must not keep the program from ending.
    """

    def __init__(self, sound: str, volume: int, backend: str) -> None:
        self._sound = sound
        self._volume = volume
        self._backend = backend
        self._over = Event()
        self.end: Future[None] = Future()
        """Done once the device is closed; with NoSoundDevice or SoundUnreadable where it was not heard."""

    def start(self) -> None:
        self.end.set_running_or_notify_cancel()  # from here on nobody who stops waiting can undo it
        Thread(target=self._work, name="alert sound", daemon=True).start()

    def stop(self) -> None:
        """Let it fall silent."""
        self._over.set()

    def _work(self) -> None:
        try:
            self._play()
        except BaseException as error:  # noqa: BLE001 - handed to the one who waits, bugs included
            self.end.set_exception(error)
        else:
            self.end.set_result(None)

    def _play(self) -> None:
        import miniaudio  # noqa: PLC0415 - brings a library of its own, and is needed at the first alert

        samples = sounds.read(self._sound, self._volume)
        if self._over.is_set():
            return
        try:
            device = _opened(self._backend)
            with device:
                device.start(self._frames(samples))
                heard = self._over.wait(len(samples) / sounds.RATE + PATIENCE)
        except miniaudio.MiniaudioError as error:
            raise NoSoundDevice from error
        if not heard:  # unplugged: it takes no more samples, and says nothing
            raise NoSoundDevice

    def _frames(self, samples: array[int]) -> Generator[array[int], int, None]:
        """Hand out the samples as the device asks for them, in its own thread."""
        frames = self._hand_out(samples + array("h", bytes(2 * int(_TAIL * sounds.RATE))))
        next(frames)
        return frames

    def _hand_out(self, samples: array[int]) -> Generator[array[int], int, None]:
        count, at = (yield array("h")), 0
        while at < len(samples) and not self._over.is_set():
            at, piece = at + count, samples[at : at + count]
            count = yield piece
        self._over.set()


def _opened(backend: str) -> miniaudio.PlaybackDevice:
    import miniaudio  # noqa: PLC0415 - as above

    return miniaudio.PlaybackDevice(
        nchannels=1,
        sample_rate=sounds.RATE,
        buffersize_msec=int(_BUFFER * 1000),
        backends=[miniaudio.Backend[backend]] if backend else _heard(),
        app_name="callcenter",
    )


def _heard() -> list[miniaudio.Backend]:
    """List the backends that make themselves heard, the best of each system first.

    Left to itself the library would choose the one that plays for nobody where there is no other, and all seem well.
    """
    import miniaudio  # noqa: PLC0415 - as above

    return [one for one in miniaudio.Backend if one.name != _NOWHERE]


def _on_loop(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    with suppress(RuntimeError):  # the loop is closed: nobody keeps account any more
        loop.call_soon_threadsafe(call)
