"""The field of tags: a chip each, typed, moved among and removed by keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton

from callcenter.desk import tags
from callcenter.ui import wording
from callcenter.ui.flow import Flow

WIDEST = 220
"""Pixels of a chip: a longer tag is shown in part, and whole in its name and tooltip."""
_NARROWEST = 60
"""Pixels that are left to type in, in a line that has chips already."""
_Key = Qt.Key
_REMOVE = {_Key.Key_Delete, _Key.Key_Backspace}
_ENTER = {_Key.Key_Return, _Key.Key_Enter}
_TABS = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}


class Chip(QFrame):
    """One tag; reached by the arrows."""

    removed = Signal()
    stepped = Signal(int)
    """The focus is to go so many chips on."""
    typed = Signal(QKeyEvent)
    """A key that belongs to the field."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.tag = tag
        self.setProperty("tag", True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.tr("tag {tag}, Delete removes it").format(tag=tag))
        words = QLabel()
        words.setTextFormat(Qt.TextFormat.PlainText)  # a server's words are never markup
        shown = words.fontMetrics().elidedText(tag, Qt.TextElideMode.ElideRight, WIDEST)
        words.setText(shown)
        if shown != tag:
            words.setToolTip(wording.tip(tag))
        cross = QToolButton()
        cross.setText("×")
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.setAccessibleName(self.tr("Remove the tag {tag}").format(tag=tag))
        cross.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 2, 0)
        row.setSpacing(2)
        row.addWidget(words)
        row.addWidget(cross)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move on, remove the tag, or leave the key to the field."""
        key = event.key()
        if key == _Key.Key_Left:
            self.stepped.emit(-1)
        elif key == _Key.Key_Right:
            self.stepped.emit(1)
        elif key in _REMOVE:
            self.removed.emit()
        elif event.text() and event.text().isprintable():
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)


class _Box(QLineEdit):
    """Where the next tag is typed."""

    went_back = Signal()
    """The cursor is to go to the chips before it."""
    entered = Signal()
    left = Signal()
    """The agent has gone on to the next field."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at_start = self.cursorPosition() == 0 and not self.hasSelectedText()
        back = event.key() == _Key.Key_Left or (event.key() == _Key.Key_Backspace and not self.text())
        if at_start and back:
            self.went_back.emit()
        elif event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in _TABS:
            self.left.emit()

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self.text()) + 24
        return QSize(max(_NARROWEST, wide), super().sizeHint().height())


class TagsField(QFrame):
    """Holds tags and what is being typed; what is not a chip yet counts as a tag all the same.

    A comma, a semicolon or Enter makes a chip, and so does going on to the next field.
    """

    edited = Signal()
    finished = Signal()
    """The field was left."""

    def __init__(self) -> None:
        super().__init__()
        self._chips: list[Chip] = []
        self._before = ""
        self.setProperty("box", True)
        self._box = _Box()
        self._box.setFrame(False)
        self._box.setProperty("bare", True)
        self._flow = Flow(self, spacing=4, fill_last=True)
        self._flow.setContentsMargins(5, 3, 5, 3)
        self._flow.addWidget(self._box)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else the key of its title leads nowhere
        self.setFocusProxy(self._box)
        self._box.textChanged.connect(self._typed)
        self._box.entered.connect(self._enter)
        self._box.went_back.connect(lambda: self._focus(len(self._chips) - 1))
        self._box.left.connect(self._leave)
        self._box.installEventFilter(self)

    # ---- what the form asks -----------------------------------------------------------------------------------------

    def tags(self) -> tuple[str, ...]:
        """Return the tags, what stands half-typed in the field included."""
        return tags.added((chip.tag for chip in self._chips), tags.split(self._box.text()))

    def show_tags(self, shown: Sequence[str]) -> None:
        """Put tags into the field, as they are."""
        for chip in self._chips[:]:
            self._take_out(chip)
        for tag in shown:
            self._put_in(tag)
        self._box.clear()
        self.edited.emit()

    def name(self, words: str) -> None:
        """Give the field, and the box in it, the name that is read aloud."""
        self.setAccessibleName(words)
        self._box.setAccessibleName(words)
        self._box.setPlaceholderText(self.tr("a word, then Enter"))

    # ---- typing -----------------------------------------------------------------------------------------------------

    def _typed(self, text: str) -> None:
        parts = tags.parts(text)
        if len(parts) > 1:
            pasted = len(text) > len(self._before) + 1
            rest = "" if pasted else parts[-1].lstrip()
            self._add(tags.split(",".join(parts if pasted else parts[:-1])))
            self._before = rest
            self._box.setText(rest)
            return
        self._before = text
        self._flow.invalidate()
        self._grow()
        self.edited.emit()

    def _enter(self) -> None:
        if self._box.text().strip():
            self._make_chips()
        else:
            self.focusNextChild()

    def _leave(self) -> None:
        self._make_chips()
        self.finished.emit()

    def _make_chips(self) -> None:
        typed = tags.split(self._box.text())
        self._add(typed)
        self._box.clear()

    def _add(self, more: Sequence[str]) -> None:
        here = [chip.tag for chip in self._chips]
        for tag in tags.added(here, more)[len(here) :]:
            self._put_in(tag)
        self.edited.emit()

    # ---- chips ------------------------------------------------------------------------------------------------------

    def _put_in(self, tag: str) -> None:
        chip = Chip(tag)
        chip.removed.connect(lambda: self._remove(chip))
        chip.stepped.connect(lambda steps: self._focus(self._chips.index(chip) + steps))
        chip.typed.connect(self._type_on)
        self._flow.insert(len(self._chips), chip)
        self._chips.append(chip)
        chip.show()
        self._grow()

    def _remove(self, chip: Chip) -> None:
        at = self._chips.index(chip)
        self._take_out(chip)
        self._focus(min(at, len(self._chips)))
        self.edited.emit()

    def _take_out(self, chip: Chip) -> None:
        self._chips.remove(chip)
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self._grow()

    def _focus(self, at: int) -> None:
        """Lead to a chip; behind the last one, and where there is none, to the box."""
        if 0 <= at < len(self._chips):
            self._chips[at].setFocus(Qt.FocusReason.OtherFocusReason)
        elif at >= 0 or not self._chips:
            self._box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _type_on(self, event: QKeyEvent) -> None:
        self._box.setFocus(Qt.FocusReason.OtherFocusReason)
        self._box.insert(event.text())

    def _grow(self) -> None:
        self._flow.activate()
        self.updateGeometry()

    # ---- looks ------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the frame as that of any field with the focus."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.setProperty("focused", event.type() == QEvent.Type.FocusIn)
            self.style().unpolish(self)
            self.style().polish(self)
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Lead to the box, wherever in the field was clicked."""
        self._box.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)
