"""The order queue: a tab a stage, what narrows it, how it is sorted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSettings, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from callcenter.desk.narrowing import Narrowing
from callcenter.desk.order_book import Change
from callcenter.desk.queue import OrderQueue
from callcenter.desk.urgency import Arrangement
from callcenter.model.order import Order, Stage
from callcenter.ui import wording
from callcenter.ui.orders.cells import Cells, Column, titles
from callcenter.ui.orders.queue_model import QueueModel, everything
from callcenter.ui.orders.queue_view import QueueView
from callcenter.ui.shell.remembered import remember, restore

TABS: tuple[Stage | None, ...] = (None, Stage.PENDING, Stage.RECEIVED, Stage.DELIVERED, Stage.IGNORED, Stage.OTHER)
TICK_MS = 15_000
"""How often the ages are written anew: they tell whole minutes."""
_ALWAYS = {Column.NUMBER, Column.STATE}
"""Columns that cannot be taken away: without them a row says nothing."""


class QueuePane(QWidget):
    """Shows the orders as they change."""

    opened = Signal(Order)
    chosen = Signal(Order)
    """A row was chosen by key or mouse; the agent has seen it."""
    typed = Signal(str)
    left = Signal()

    def __init__(self, queue: OrderQueue, narrowing: Narrowing) -> None:
        super().__init__()
        self.setObjectName("Pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._queue = queue
        self._narrowing = narrowing
        self._shared = False
        self.cells = Cells()
        self._models = {stage: QueueModel(stage, self.cells, queue.orders) for stage in TABS}
        for model in self._models.values():
            model.rest()
        self._tabs = QTabBar()
        self._tabs.setAccessibleName(self.tr("Orders by state"))
        self._tabs.setExpanding(False)
        for _ in TABS:
            self._tabs.addTab("")
        self._words = QLineEdit()
        self._words.setPlaceholderText(self.tr("Find in the queue"))
        self._words.setAccessibleName(self.tr("Find in the queue"))
        self._words.setClearButtonEnabled(True)
        self._words.setMaximumWidth(220)
        self._venues = QComboBox()
        self._venues.setAccessibleName(self.tr("Venue"))
        self._venues.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._venues.addItem(self.tr("All venues"), None)
        self._columns = QToolButton()
        self._columns.setText("⋯")
        self._columns.setAccessibleName(self.tr("Sorting and columns of the queue"))
        self._columns.setToolTip(self.tr("Sorting and columns"))
        self._columns.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._view = QueueView()
        self._lay_out()
        self._turn(0)
        self._columns.setMenu(self._menu())
        self._write_counts()
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 8, 0)
        head.setSpacing(6)
        head.addWidget(self._tabs)
        head.addStretch(1)
        for part in (self._words, self._venues, self._columns):
            head.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._view, 1)

    def _connect(self) -> None:
        self._tabs.currentChanged.connect(self._turn)
        self._words.textChanged.connect(self._narrowing.to_words)
        self._words.returnPressed.connect(self.focus)
        self._venues.activated.connect(lambda _at: self._narrowing.to_venue(self._venues.currentData()))
        self._view.activated.connect(self._activate)
        self._view.doubleClicked.connect(self._activate)
        self._view.chosen.connect(self._see)
        self._view.typed.connect(self.typed)
        self._view.left.connect(self.left)
        self._queue.changed.connect(self._take)
        self._narrowing.changed.connect(self._narrow)

    # ---- what others ask --------------------------------------------------------------------------------------------

    def show_stage(self, stage: Stage | None) -> None:
        """Turn to a tab and take the focus."""
        self._tabs.setCurrentIndex(TABS.index(stage))
        self.focus()

    def focus(self) -> None:
        """Take the focus; without a row chosen the first one is."""
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self._view.currentIndex().isValid():
            self._view.selectRow(0)

    def find_orders(self) -> None:
        """Lead to the words that narrow the queue."""
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._words.selectAll()

    def next_venue(self) -> None:
        """Show the next venue's orders; after the last, all."""
        self._venues.setCurrentIndex((self._venues.currentIndex() + 1) % self._venues.count())
        self._narrowing.to_venue(self._venues.currentData())

    def turn_sorting(self) -> None:
        """Sort by urgency instead of age, or back."""
        urgent = self._arrangement is Arrangement.NEWEST
        self.arrange(Arrangement.URGENT if urgent else Arrangement.NEWEST)

    def arrange(self, arrangement: Arrangement) -> None:
        """Sort all tabs in this way."""
        self._arrangement = arrangement
        for each, action in self._sortings.items():
            action.setChecked(each is arrangement)
        for model in self._models.values():
            model.arrange(arrangement)
        self._view.scrollToTop()

    @property
    def has_focus(self) -> bool:
        """Whether the agent is among the rows."""
        return self._view.hasFocus()

    def show_holders(self, holders: dict[str, str]) -> None:
        """Show who has taken which order, by its id."""
        self.cells.holders = holders
        self._view.show_column(Column.HOLDER, shown=bool(holders) or self._shared)
        self._current.rewrite()

    def share(self, *, shared: bool) -> None:
        """Keep a column for who has taken an order while desks tell each other."""
        self._shared = shared
        self._view.show_column(Column.HOLDER, shown=bool(self.cells.holders) or shared)

    def current_order(self) -> Order | None:
        """Return the order chosen in the tab that is open."""
        return self._current.order(self._view.currentIndex().row())

    def set_choices(
        self,
        *,
        venues: dict[str, str],
        sale_types: dict[str, str],
        currency: str,
        region: str,
        late_minutes: tuple[int, int],
    ) -> None:
        """Learn what stands behind ids, how money and numbers are written, and when an order is late."""
        cells = self.cells
        cells.venues, cells.sale_types = venues, sale_types
        cells.currency, cells.region, cells.late_minutes = currency, region, late_minutes
        with QSignalBlocker(self._venues):
            chosen = self._narrowing.venue_id
            self._venues.clear()
            self._venues.addItem(self.tr("All venues"), None)
            for venue_id, name in venues.items():
                self._venues.addItem(name, venue_id)
            self._venues.setCurrentIndex(max(0, self._venues.findData(chosen)))
        self._venues.setVisible(len(venues) > 1)
        self._current.rewrite()

    def remember(self, memory: QSettings) -> None:
        """Keep the columns."""
        remember(memory, {"queue-columns": self._view.horizontalHeader().saveState()})
        memory.setValue("queue-arrangement", self._arrangement.value)

    def restore(self, memory: QSettings) -> None:
        """Take the columns kept."""
        restore(memory, {"queue-columns": self._view.horizontalHeader().restoreState})
        kept = memory.value("queue-arrangement")
        self.arrange(Arrangement(kept) if kept in set(Arrangement) else Arrangement.NEWEST)

    # ---- inside -----------------------------------------------------------------------------------------------------

    @property
    def _current(self) -> QueueModel:
        return self._models[TABS[self._tabs.currentIndex()]]

    def _turn(self, at: int) -> None:
        self._view.turn_to(self._models[TABS[at]])
        self._view.setAccessibleName(self._name(TABS[at]))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        self._arrangement = Arrangement.NEWEST
        self._sortings = {
            Arrangement.NEWEST: menu.addAction(self.tr("Newest first")),
            Arrangement.URGENT: menu.addAction(self.tr("Most urgent first")),
        }
        for arrangement, action in self._sortings.items():
            action.setCheckable(True)
            action.setChecked(arrangement is self._arrangement)
            action.triggered.connect(lambda _checked, arrangement=arrangement: self.arrange(arrangement))
            group.addAction(action)
        menu.addSeparator()
        for column, title in titles().items():
            if column in _ALWAYS:
                continue
            action = menu.addAction(title)
            action.setCheckable(True)
            action.toggled.connect(lambda shown, column=column: self._view.setColumnHidden(column, not shown))
            action.setData(int(column))
        menu.aboutToShow.connect(lambda: self._check_columns(menu))
        return menu

    def _check_columns(self, menu: QMenu) -> None:
        for action in menu.actions():
            if action.data() is not None:
                with QSignalBlocker(action):
                    action.setChecked(not self._view.isColumnHidden(action.data()))

    def _activate(self, index: QModelIndex) -> None:
        order = self._current.order(index.row())
        if order is not None:
            self.opened.emit(order)

    def _see(self, order: Order) -> None:
        if self.isActiveWindow():
            for model in self._models.values():
                model.seen(order)
            self.chosen.emit(order)

    def _take(self, change: Change) -> None:
        now = wording.now()
        with self._view.kept_in_place():
            for model in self._models.values():
                model.take(change, now)
        if change.cleared:
            with QSignalBlocker(self._words):
                self._words.clear()
            self._venues.setCurrentIndex(0)
        self._write_counts()

    def _narrow(self) -> None:
        for model in self._models.values():
            model.narrow(self._narrowing.passes if self._narrowing.narrows else everything)
        self._view.scrollToTop()
        self._write_counts()

    def _tick(self) -> None:
        now = wording.now()
        for model in self._models.values():
            model.age(now)

    def _write_counts(self) -> None:
        for at, stage in enumerate(TABS):
            text = f"{self._name(stage)}  {self._narrowing.count(stage)}"
            if self._tabs.tabText(at) != text:
                self._tabs.setTabText(at, text)

    def _name(self, stage: Stage | None) -> str:
        return {
            None: self.tr("All"),
            Stage.PENDING: self.tr("Pending"),
            Stage.RECEIVED: self.tr("Received"),
            Stage.DELIVERED: self.tr("Delivered"),
            Stage.IGNORED: self.tr("Ignored"),
            Stage.OTHER: self.tr("Other"),
        }[stage]
