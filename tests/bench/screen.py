"""A display as somebody in front of it has it: looks at the pixels, presses the keys. X11 alone.

The program under measure knows nothing of it: its keys come through the X server, and what counts is what is seen.
"""

import ctypes
import os
import time
from collections.abc import Callable

os.environ["QT_QPA_PLATFORM"] = "xcb"  # before the first QApplication, which reads it once

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QGuiApplication, QImage

_A_LOOK = 0.001
"""Seconds between two looks: less would take the processor from those who are measured."""
_PATIENCE = 60.0


class NotSeen(Exception):
    """What was waited for did not come on the screen."""


class Screen:
    """The display named by ``DISPLAY``."""

    def __init__(self) -> None:
        self._app = QGuiApplication.instance() or QGuiApplication(["screen"])
        self._x11 = ctypes.CDLL("libX11.so.6")
        self._tests = ctypes.CDLL("libXtst.so.6")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x11.XOpenDisplay(None))
        if self._display.value is None:
            raise NotSeen("there is no display")

    def look(self, where: QRect | None = None) -> QImage:
        """Take a picture of a part of the screen, or of all of it."""
        part = where or QGuiApplication.primaryScreen().geometry()
        picture = QGuiApplication.primaryScreen().grabWindow(0, part.x(), part.y(), part.width(), part.height())
        return picture.toImage().convertToFormat(QImage.Format.Format_RGB32)

    def focused(self) -> int:
        """Return the number of the window that has the keyboard."""
        window, revert = ctypes.c_ulong(), ctypes.c_int()
        self._x11.XGetInputFocus(self._display, ctypes.byref(window), ctypes.byref(revert))
        return window.value

    def corner(self, window: int) -> QPoint:
        """Return where a window's inside begins."""
        x, y, child = ctypes.c_int(), ctypes.c_int(), ctypes.c_ulong()
        root = ctypes.c_ulong(self._x11.XDefaultRootWindow(self._display))
        found = (ctypes.byref(x), ctypes.byref(y), ctypes.byref(child))
        self._x11.XTranslateCoordinates(self._display, ctypes.c_ulong(window), root, 0, 0, *found)
        return QPoint(x.value, y.value)

    def press(self, letters: str) -> None:
        """Press and release the keys of some small letters."""
        for letter in letters:
            code = self._x11.XKeysymToKeycode(self._display, ctypes.c_ulong(ord(letter)))
            for down in (1, 0):
                self._tests.XTestFakeKeyEvent(self._display, code, down, ctypes.c_ulong(0))
        self._x11.XFlush(self._display)

    def close(self) -> None:
        """Let go of the display."""
        self._x11.XCloseDisplay(self._display)


def until(seen: Callable[[], bool]) -> float:
    """Look again and again until something is seen; return the moment. Raises NotSeen."""
    start = time.perf_counter()
    while not seen():
        if time.perf_counter() - start > _PATIENCE:
            raise NotSeen("what was waited for did not come on the screen")
        time.sleep(_A_LOOK)
    return time.perf_counter()


def differing(one: QImage, other: QImage) -> int:
    """Count the pixels in which two pictures of one size differ."""
    mine, theirs = (memoryview(picture.constBits()).cast("I") for picture in (one, other))
    return sum(1 for a, b in zip(mine, theirs, strict=True) if a != b)


def highest_difference(one: QImage, other: QImage, wide: int) -> QRect:
    """Return the highest place where two pictures differ, at most so many pixels wide. Raises NotSeen."""
    place = QRect()
    for y in range(one.height()):
        mine, theirs = (bytes(picture.copy(0, y, picture.width(), 1).constBits()) for picture in (one, other))
        if mine != theirs:
            columns = [x for x in range(one.width()) if mine[x * 4 : x * 4 + 4] != theirs[x * 4 : x * 4 + 4]]
            place = place.united(QRect(columns[0], y, columns[-1] - columns[0] + 1, 1))
        elif not place.isEmpty():
            return QRect(place.x(), place.y(), min(place.width(), wide), place.height())
    raise NotSeen("nothing changed on the screen")


def strokes(picture: QImage) -> int:
    """Count the pixels that are not of the ground's colour, which is that of the first one."""
    pixels = memoryview(picture.constBits()).cast("I")
    return sum(1 for pixel in pixels if pixel != pixels[0])
