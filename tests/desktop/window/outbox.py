"""The outbox in its dialog, as tests open and read it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QWidget

from callcenter.ui.outbox.dialog import OutboxDialog
from callcenter.ui.outbox.model import Column
from tests.desktop.window.agent import Agent, Until


def _shown() -> OutboxDialog | None:
    shown = (one for one in QApplication.topLevelWidgets() if isinstance(one, OutboxDialog) and one.isVisible())
    return next(shown, None)


async def opened(agent: Agent, until: Until) -> OutboxDialog:
    """Open the outbox by its key."""
    agent.window.activateWindow()
    await until(agent.window.isActiveWindow)
    agent.press("Ctrl+Shift+O")
    await until(lambda: (one := _shown()) is not None and one.isActiveWindow())
    dialog = _shown()
    assert dialog is not None
    return dialog


def rows(dialog: QWidget) -> list[list[str]]:
    """Give the words of every row."""
    table = dialog.findChild(QTableView)
    assert table is not None
    model = table.model()
    return [[str(model.index(row, column).data()) for column in Column] for row in range(model.rowCount())]


def buttons(dialog: QWidget) -> list[str]:
    """Give what can be done about the row chosen."""
    return [one.text() for one in dialog.findChildren(QPushButton) if one.isVisible() and one.isEnabled()]
