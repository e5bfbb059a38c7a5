"""A word on the card for points that are on their way."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from callcenter.desk.points import Points, Redeeming
from callcenter.ui.customers import redeem_words as words
from callcenter.ui.shell.facts import label


class RedeemingChip(QWidget):
    """Tells on the card that points of the customer are being redeemed; hidden while none are."""

    def __init__(self, points: Points) -> None:
        super().__init__()
        self._chip = label("warning-chip")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._chip)
        line.addStretch(1)
        points.changed.connect(self._follow)
        self.hide()

    def _follow(self, redeeming: Redeeming | None) -> None:
        told = words.of_chip(redeeming)
        self._chip.setText(told)
        self.setVisible(bool(told))
