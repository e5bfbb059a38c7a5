"""The language of the screen."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from callcenter import assets


def install(app: QApplication, language: str) -> bool:
    """Speak a language (``az``, ``ru``, ``en``; empty for the system's); English where it is not known.

    Returns whether a translation was found.
    """
    locale = QLocale(language) if language else QLocale.system()
    QLocale.setDefault(locale)
    translator = QTranslator(app)
    if not translator.load(locale, "callcenter", "_", str(assets.ROOT / "translations")):
        return False
    return app.installTranslator(translator)
