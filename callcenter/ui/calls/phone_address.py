"""What IT enters in the desk phones, and what keeps them from reaching this desk."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from callcenter.desk.phone_address import Deaf, PhoneAddress
from callcenter.settings import PhoneLink


def of_deaf(reason: Deaf, link: PhoneLink) -> str:
    """Return the sentence for why desk phones cannot reach this desk, with what to do about it."""
    translate = QCoreApplication.translate
    return {
        Deaf.PORT_TAKEN: translate(
            "PhoneAddress",
            "Desk phones cannot reach this desk: another program has port {port}. Set another port under [phone_link] "
            "in settings.toml, and start the desk again.",
        ),
        Deaf.NOT_OURS: translate(
            "PhoneAddress",
            "Desk phones cannot reach this desk: {address} is no address of this computer. Mend it under [phone_link] "
            "in settings.toml, and start the desk again.",
        ),
        Deaf.NOT_ALLOWED: translate(
            "PhoneAddress",
            "Desk phones cannot reach this desk: the system keeps port {port} for itself. Set one above 1023 under "
            "[phone_link] in settings.toml, and start the desk again.",
        ),
        Deaf.FAILED: translate(
            "PhoneAddress",
            "Desk phones cannot reach this desk: the system does not let it listen at {address}, port {port}.",
        ),
        Deaf.NOT_KEPT: translate(
            "PhoneAddress",
            "Without a keyring the address for desk phones is another one at each start: set up a keyring.",
        ),
    }[reason].format(address=link.address, port=link.port)


class PhoneAddressDialog(QDialog):
    """Shows the address with its token, here and nowhere else; search and queue go on behind it."""

    def __init__(self, address: PhoneAddress, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Address for desk phones"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setMinimumWidth(640)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        words = QLabel()
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        column.addWidget(words)
        if address.url:
            words.setText(
                self.tr(
                    "Write this into the phone as what it opens when it rings, and at its end the phone's placeholder "
                    "for the caller's number (Yealink: $remote). Whoever knows it can make this desk ring; it travels "
                    "in clear, so keep it to a network of phones."
                )
            )
            self._url = QLineEdit(address.url)
            self._url.setReadOnly(True)
            self._url.setAccessibleName(self.tr("Address for desk phones"))
            self._url.setCursorPosition(0)
            column.addWidget(self._url)
            copy = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(address.url))
        elif address.link.enabled:
            words.setText(self.tr("Desk phones cannot reach this desk at present."))
        else:
            words.setText(
                self.tr(
                    "Desk phones that open an address are not served: switch it on under [phone_link] in settings.toml."
                )
            )
        column.addWidget(buttons)
