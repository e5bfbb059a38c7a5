"""A look at the display, in a process that does nothing else."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication


def describe() -> str:
    """Return by which platform windows are shown, and how big the first screen is. Qt ends the process without one."""
    app = QGuiApplication.instance() or QGuiApplication(["callcenter"])
    screens = QGuiApplication.screens()
    size = f", {screens[0].size().width()} × {screens[0].size().height()}" if screens else ""
    words = f"{QGuiApplication.platformName()}{size}"
    app.shutdown()
    return words
