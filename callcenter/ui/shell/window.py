"""The main window: on the screen, with the field of the search, before the desk in it is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from callcenter.ui.customers.search_field import SearchField
from callcenter.ui.shell.actions import Actions
from callcenter.ui.shell.panes import Panes, empty_panes
from callcenter.ui.shell.remembered import remember, restore

if TYPE_CHECKING:  # loaded behind the window's first picture
    from callcenter.ui.shell.desk_page import DeskPage
    from callcenter.ui.shell.looks import Looks
    from callcenter.ui.shell.notices import Notices
    from callcenter.ui.shell.sign_in import SignInPage
    from callcenter.ui.shell.status_bar import StatusBar

SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """Holds the field of the search from its first picture on; ``furnishing`` brings the pages and leads the actions.

    Nothing here loads more than the first picture needs. ``desk``, ``sign_in``, ``status`` and ``notices`` are there
    from ``furnish`` on, and so are ``looks``.
    """

    closing = Signal()
    theme_turned = Signal()
    painted = Signal()
    """The window was painted for the first time."""

    desk: DeskPage
    sign_in: SignInPage
    status: StatusBar
    notices: Notices
    looks: Looks

    def __init__(self, memory: QSettings, *, at_desk: bool) -> None:
        """Make the window; ``at_desk`` where it will show the desk and not the form to sign in with."""
        super().__init__()
        self.memory = memory
        self._painted = False
        self.closed = False
        self.furnished = False
        self.setWindowTitle(self.tr("callcenter"))
        self.resize(*SIZE)
        self.actions_ = Actions(self)
        self.actions_.fill_menus(self)
        self.actions_.enable(signed_in=False)
        self.field = SearchField()
        self.pages = QStackedWidget()
        self.at_desk = at_desk
        self._panes: Panes | None = None
        if at_desk:
            self._panes = empty_panes(self.field)
            self._panes.restore(memory)
            self.pages.addWidget(self._panes)
            self.field.setFocus()
        self.setCentralWidget(self.pages)
        self.statusBar().setSizeGripEnabled(False)
        restore(memory, {"geometry": self.restoreGeometry})

    def furnish(self, sign_in: SignInPage, desk: DeskPage, status: StatusBar, notices: Notices) -> None:
        """Put the pages in the place of the first picture; the focus, and what was typed, stay where they are."""
        self.sign_in, self.desk, self.status, self.notices = sign_in, desk, status, notices
        self.setStyleSheet("")  # from here on the whole program is dressed, not the window alone
        desk.restore(self.memory)
        for page in (sign_in, desk):
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(desk if self.at_desk else sign_in)
        if self._panes is not None:
            self.pages.removeWidget(self._panes)
            self._panes.deleteLater()
            self._panes = None
            self.field.setFocus()
        self.setStatusBar(status)
        self.furnished = True

    # ---- what others ask --------------------------------------------------------------------------------------------

    def show_page(self, page: QWidget) -> None:
        """Bring a page forward."""
        self.pages.setCurrentWidget(page)

    def recolour(self) -> None:
        """Paint with the colours now in force."""
        self.status.refresh()

    def tell_bug(self) -> None:
        """Say that something went wrong in the program itself; work goes on."""
        self.status.showMessage(self.tr("Something went wrong in the program itself. It is in the log."), 15_000)

    def come_forward(self) -> None:
        """Come before all other windows: the agent started the desk again."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    # ---- what Qt tells ----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand what is typed outside a field to the search."""
        text = event.text()
        if self.field.isVisible() and text and text.isprintable() and not _is_command(event):
            self.field.setFocus()
            self.field.insert(text)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first picture."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the sizes and let the program end."""
        remember(self.memory, {"geometry": self.saveGeometry()})
        if self.furnished:
            self.desk.remember(self.memory)
        self.closed = True
        self.closing.emit()
        event.accept()


def _is_command(event: QKeyEvent) -> bool:
    from PySide6.QtCore import Qt  # noqa: PLC0415 - all of Qt's enumerations: the first picture does without

    modifier = Qt.KeyboardModifier
    commands = modifier.ControlModifier | modifier.AltModifier | modifier.MetaModifier
    return bool(event.modifiers() & commands)
