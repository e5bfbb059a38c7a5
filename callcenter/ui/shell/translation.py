"""The language of the screen: the desk's own words, and those that Qt brings (context menus, dialog buttons)."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from callcenter import assets

LANGUAGES = ("en", "az", "ru")
"""The first one is the language of the source; its file holds plural forms alone."""
_OWN = assets.ROOT / "translations"


def install(app: QApplication, language: str) -> tuple[QTranslator, ...]:
    """Speak a language (``az``, ``ru``, ``en``; empty for the system's); English where it is not known.

    Returns the translators now at work, so that whoever wants silence again can remove them.
    """
    locale = QLocale(language) if language else QLocale.system()
    QLocale.setDefault(locale)
    spoken = choose(locale.uiLanguages())
    folders = {"qtbase": (str(_OWN), QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))}
    made = (_load(app, f"{name}_{spoken}", folders.get(name, (str(_OWN),))) for name in ("qtbase", "callcenter"))
    return tuple(translator for translator in made if translator is not None)


def choose(wanted: list[str]) -> str:
    """Return the first language the desk speaks of those a person wants, best first; English for none of them.

    Qt alone would skip English, which needs no file, and take what the person wants less.
    """
    known = (tag.split("-")[0] for tag in wanted)
    return next((language for language in known if language in LANGUAGES), LANGUAGES[0])


def _load(app: QApplication, name: str, folders: tuple[str, ...]) -> QTranslator | None:
    """Install the first file of this name; what Qt has no words for, such as Azerbaijani, lies in our own folder."""
    translator = QTranslator(app)
    if any(translator.load(name, folder) for folder in folders) and app.installTranslator(translator):
        return translator
    return None
