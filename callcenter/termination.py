"""Ending in good order when the system or the terminal asks for it."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def ended_by_signals(end: Callable[[], object]) -> Iterator[None]:
    """Let Ctrl+C and a request to terminate close the desk as its window's button does.

    A signal is handled only when Python runs, and in Qt's loop it may not for long: the signal's byte wakes it.
    """
    loop = asyncio.get_running_loop()
    woken, waker = socket.socketpair()
    for end_of_pair in (woken, waker):
        end_of_pair.settimeout(0)
    before = {number: signal.signal(number, lambda *_: end()) for number in (signal.SIGINT, signal.SIGTERM)}
    wakeup_before = signal.set_wakeup_fd(waker.fileno())
    loop.add_reader(woken, lambda: woken.recv(4096))
    try:
        yield
    finally:
        loop.remove_reader(woken)
        signal.set_wakeup_fd(wakeup_before)
        for number, handler in before.items():
            signal.signal(number, handler)
        woken.close()
        waker.close()
