"""Rubbish is collected on the window's own thread alone.

Python collects wherever an object happens to be made: in a thread that reads the local file as well as here. What it
finds there may be Qt's (a timer, a dialog that was closed), and Qt's objects must end on the thread they belong to:
"Timers cannot be stopped from another thread", and now and then a crash. So Python's own collecting is off while the
window lives, and this one looks instead, often and little at a time.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

TICK_MS = 100
YOUNG = 2_000
"""Objects made since the last look (those that can be part of a cycle), from which on another is worth its time."""
OLDER = 10
"""Looks at the young, after which those that stayed are looked at too; and as many of these before all are."""
BETWEEN_WHOLE = 60.0
"""Seconds between two looks at everything, which takes some milliseconds."""


class GarbageCollection(QObject):
    """Collects from now on; ``end`` gives it back to Python."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._whole_at = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect what is due."""
        made, looks, older_looks = gc.get_count()
        if made < YOUNG:
            return
        if older_looks >= OLDER and time.monotonic() - self._whole_at >= BETWEEN_WHOLE:
            gc.collect()
            self._whole_at = time.monotonic()
        else:
            gc.collect(1 if looks >= OLDER else 0)

    def end(self) -> None:
        """Collect no more; Python does again."""
        self._timer.stop()
        gc.enable()
