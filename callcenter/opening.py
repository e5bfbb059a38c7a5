"""The way in and the way out: the window is on the screen before the program behind it is loaded.

Whoever starts the desk sees the window, and may type, after about as long as Qt itself takes; all the rest is loaded
behind it. So this module, and what it imports at its top, load Qt and next to nothing besides.
"""

from __future__ import annotations

import gc
import linecache
import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QSettings,
    QTimer,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from callcenter.ui.shell import theme, translation
from callcenter.ui.shell.window import MainWindow

if TYPE_CHECKING:
    from importlib.abc import MetaPathFinder

    from callcenter.settings import Settings

PATIENCE_MS = 500
"""How long the first picture is waited for; a window that is started minimised is not painted."""
KEYBOARD_MS = 60
"""How long after the picture nothing is loaded: the keyboard, and the first key, find the window at rest."""
_FRAME = 0.004
"""Seconds for which loading goes on before keys are looked after again."""
_qt_log = logging.getLogger("callcenter.qt")


def _spare_the_sources() -> None:
    """Keep PySide from reading the source of every module that is loaded from now on.

    It looks there for its own name, to tell where ``from __feature__ import …`` may stand, and the lines stay in
    memory: 17 MB, and the time of a start. No module here switches its features. A version that does it otherwise
    goes on as it likes.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        setattr(feature, "_mod_uses_pyside", _does_not)  # noqa: B010 - no stub knows it
    linecache.clearcache()


def _does_not(_module: object) -> bool:
    return False


_spare_the_sources()
# httpx does without its command line where that cannot be loaded; with it come up to 13 MB of other packages.
for _unwanted in ("httpx._main", "rich"):  # rich: what structlog would colour a terminal with
    sys.modules.setdefault(_unwanted, None)  # type: ignore[arg-type]


class Picture(NamedTuple):
    """What the first picture is made of. Kept from one start to the next: to understand the settings takes too long."""

    theme: str = "system"
    language: str = ""
    at_desk: bool = False
    """Whether the desk comes first, and not the form to sign in with."""

    @classmethod
    def of(cls, settings: Settings, *, at_desk: bool) -> Picture:
        """Return the picture that fits the settings."""
        return cls(settings.theme, settings.language, at_desk)

    @classmethod
    def kept(cls, memory: QSettings) -> Picture:
        """Return the picture of the last start; the plainest where there is none."""
        theme_ = memory.value("picture/theme")
        return cls(
            theme_ if theme_ in set(theme.Scheme) else cls().theme,
            str(memory.value("picture/language", "")),
            memory.value("picture/at_desk") == "true",
        )

    def keep(self, memory: QSettings) -> None:
        """Keep it for the next start."""
        memory.setValue("picture/theme", self.theme)
        memory.setValue("picture/language", self.language)
        memory.setValue("picture/at_desk", "true" if self.at_desk else "false")


def memory_in(folder: Path) -> QSettings:
    """Return what the window remembers in a settings folder."""
    return QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)


def show_window(folder: Path, picture: Picture | None = None) -> MainWindow:
    """Show the window, empty but for the field of the search, and wait until it is painted.

    Without a picture it is that of the last start.
    """
    app = application()
    memory = memory_in(folder)
    picture = Picture.kept(memory) if picture is None else picture
    theme.load_fonts()
    theme.prepare(app, theme.Scheme(picture.theme))
    translation.install(app, picture.language)
    window = MainWindow(memory, at_desk=picture.at_desk)
    window.setStyleSheet(theme.sheet())
    window.show()
    _wait_for_the_picture(window)
    return window


def fitting(window: MainWindow, folder: Path, picture: Picture) -> MainWindow:
    """Return the window, or another one where the settings were changed by hand since its picture was kept."""
    shown = Picture.kept(window.memory)
    picture.keep(window.memory)
    if picture == shown or window.closed:
        return window
    for translator in application().findChildren(QTranslator):
        application().removeTranslator(translator)
    other = show_window(folder, picture)
    other.field.setText(window.field.text())
    window.hide()
    window.deleteLater()
    return other


def end() -> None:
    """End Qt while it is there.

    Left to the interpreter's end its objects go in any order, and crash it now and then.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.unfreeze()
    gc.collect()
    application().shutdown()
    gc.freeze()  # what still wraps them is not taken apart again at the interpreter's end


def application() -> QApplication:
    """Return the one QApplication, named so that the desktop shows it under its own name."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    qInstallMessageHandler(_log_qt)
    app.setApplicationName("callcenter")
    app.setApplicationDisplayName("callcenter")
    app.setDesktopFileName("callcenter")
    app.setQuitOnLastWindowClosed(False)
    return app


@contextmanager
def keys_taken() -> Iterator[None]:
    """Let the window paint and take keys between any two modules that are loaded in the block."""
    between = _Between()
    finder = cast("MetaPathFinder", between)
    sys.meta_path.insert(0, finder)
    gc.disable()  # what is loaded stays: to look through it again and again for rubbish is in vain
    try:
        yield
    finally:
        gc.enable()
        sys.meta_path.remove(finder)


class _Between:
    """Finds no module: it is asked for each, and that is a moment to look after the window."""

    def __init__(self) -> None:
        self._last = time.perf_counter()

    def find_spec(self, *_asked: object) -> None:
        """Handle what waits, at most once a frame."""
        if time.perf_counter() - self._last > _FRAME:
            self._last = time.perf_counter()  # before, too: what handles a key may load a module itself
            QCoreApplication.processEvents()
            self._last = time.perf_counter()


def _wait_for_the_picture(window: MainWindow) -> None:
    """Wait until the window is painted, and then for the keyboard: it comes a moment after the picture."""
    waiting = QEventLoop()
    window.painted.connect(lambda: QTimer.singleShot(KEYBOARD_MS, waiting.quit))
    QTimer.singleShot(PATIENCE_MS, waiting.quit)
    waiting.exec()


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Write what Qt says to the log: on a desk nobody sees the terminal."""
    if "propagateSizeHints" in message:  # the tour's platform says so at every window, and nothing follows from it
        return
    severe = kind in {QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}
    _qt_log.log(logging.ERROR if severe else logging.INFO, "%s: %s", context.category, message)


def tell(sentence: str) -> None:
    """Show a sentence in a window of its own, before there is a desk."""
    from PySide6.QtCore import Qt  # noqa: PLC0415 - the first picture does without
    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - as above

    app = application()
    box = QMessageBox(QMessageBox.Icon.Critical, "callcenter", sentence)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.finished.connect(app.quit)
    box.open()
    app.exec()
