"""The desk's hand on the phone: starts the program that dials, and says what became of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from callcenter.desk.calling_out import CallingOut, Outcome
from callcenter.model import phone


def run(words: tuple[str, ...]) -> bool:
    """Start a program that lives on its own; no shell reads the words. False where there is no such program."""
    started, _ = QProcess.startDetached(words[0], list(words[1:]))
    return started


def open_address(address: str) -> bool:
    """Let the system open an address with the program it has for it; False where it has none."""
    return QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode))


class Dialler(QObject):
    """Tells in a sentence what became of a call; a number that was not called is in the clipboard."""

    told = Signal(str)

    def __init__(self, calling: CallingOut, parent: QObject) -> None:
        super().__init__(parent)
        self._calling = calling
        calling.told.connect(self._tell)

    def _tell(self, outcome: Outcome, number: str) -> None:
        if outcome is not Outcome.CALLED:
            QGuiApplication.clipboard().setText(number)
        self.told.emit(_words(outcome).format(number=phone.spell(number, self._calling.region)))


def _words(outcome: Outcome) -> str:
    translate = QCoreApplication.translate
    return {
        Outcome.CALLED: translate("Calls", "Your phone is calling {number}."),
        Outcome.NOT_SET: translate(
            "Calls", "{number} is copied. To call it by this key, set call_with in settings.toml."
        ),
        Outcome.NO_NUMBER: translate("Calls", "{number} is copied: it is no number that can be dialled."),
        Outcome.OWN_SCHEME: translate(
            "Calls",
            "{number} is copied: this desk itself opens such addresses. Set another call_with in settings.toml.",
        ),
        Outcome.FAILED: translate(
            "Calls", "{number} is copied: the phone could not be started. Check call_with in settings.toml."
        ),
    }[outcome]
