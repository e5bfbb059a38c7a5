"""The balance of an account over time, as a small picture: a step at each entry, what is owed hatched below zero."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from callcenter.desk.ledger_statement import Statement
from callcenter.ui import wording
from callcenter.ui.ledger import words
from callcenter.ui.ledger.chart_lines import Level, Point, Scale, ends, levels, points, scale
from callcenter.ui.shell import theme

HEIGHT = 150
_GAP = 8
_LINE = 2
_MARK = 4.0


class BalanceChart(QWidget):
    """Paints one statement. It takes no focus: its rows are in the table, and its words are its description."""

    def __init__(self) -> None:
        super().__init__()
        self.currency = "AZN"
        self._told = Statement()
        self._words = ""
        """What the picture shows, for whoever does not see it."""
        self._points: tuple[Point, ...] = ()
        self._scale = Scale(-1.0, 1.0)
        self._ends: tuple[Decimal, Decimal] | None = None
        """The lowest and the highest balance; None where none is known."""
        self._days = ("", "")
        """Of the first and of the last row."""
        self._marked = ""
        self._drawn: tuple[tuple[float, float], tuple[Level, ...]] | None = None
        """The steps, with the width and the pixel they were worked out for."""
        self.setFont(theme.text_font(9))
        self.setAccessibleName(self.tr("Balance over time"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Be wide and low."""
        return QSize(400, HEIGHT)

    def show_statement(self, statement: Statement | None) -> None:
        """Paint another account, or other days of it; nothing, and no word either, while none was read."""
        self._told = told = statement or Statement()
        self._points = points(told)
        self._scale = scale(self._points, told.opening)
        self._ends = ends(told)
        self._days = _days(told)
        self._drawn = None
        self._words = words.picture(told, self.currency) if statement is not None else ""
        self.setAccessibleDescription(self._words)
        self.update()

    def mark(self, key: str) -> None:
        """Show where a row stands; nowhere for one that is not in the picture."""
        if key != self._marked:
            self._marked = key
            self.update()

    @property
    def marked(self) -> Point | None:
        """The row that is marked."""
        return next((point for point in self._points if point.key == self._marked), None)

    # ---- painting ---------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture; every straight line stands on the screen's own pixels, whatever the scale."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.ink(theme.colours().surface))
        if not self._points:
            painter.setPen(theme.ink(theme.colours().muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
            return
        area = self._area()
        self._paint_axes(painter, area)
        self._paint_steps(painter, area)
        self._paint_mark(painter, area)

    def _area(self) -> QRectF:
        """Return where the steps are: right of the sums, above the days."""
        metrics = self.fontMetrics()
        left = max(metrics.horizontalAdvance(text) for text, _ in self._sums()) + 2 * _GAP
        half = metrics.height() / 2
        return QRectF(left, half, self.width() - left - _GAP, self.height() - 2 * half - metrics.height() - _GAP / 2)

    def _sums(self) -> list[tuple[str, float]]:
        """Return the lowest, the highest and zero, each with how far up it stands."""
        sums = {float(each): words.amount(each, self.currency) for each in (Decimal(0), *(self._ends or ()))}
        return [(text, self._scale.height(value)) for value, text in sums.items()]

    def _paint_axes(self, painter: QPainter, area: QRectF) -> None:
        colours, metrics = theme.colours(), self.fontMetrics()
        painter.setPen(theme.ink(colours.muted))
        taken: list[float] = []
        for text, height in sorted(self._sums(), key=lambda one: (one[1] not in {0.0, 1.0}, one[1])):
            middle = area.bottom() - height * area.height()
            if any(abs(middle - other) < metrics.height() for other in taken):
                continue  # it would stand on another; the ends of the scale go first
            taken.append(middle)
            box = QRectF(0, middle - metrics.height() / 2, area.left() - _GAP, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        zero = self._y(area, 0.0)
        painter.fillRect(self._sharp(area.left(), zero, area.right(), zero, 1), theme.ink(colours.muted))
        foot = QRectF(area.left(), area.bottom() + metrics.height() / 2, area.width(), metrics.height())
        first, until = self._days
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, first)
        if until != first:
            painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, until)

    def _paint_steps(self, painter: QPainter, area: QRectF) -> None:
        colours = theme.colours()
        hatch = QBrush(theme.ink(colours.danger), Qt.BrushStyle.BDiagPattern)
        steps, zero = self._steps(area), self._y(area, 0.0)
        for step in steps:
            if step.balance < 0:
                left, right = area.left() + step.left, area.left() + step.right
                painter.fillRect(QRectF(left, zero, right - left, self._y(area, step.balance) - zero), hatch)
        for step in steps:
            left, right = area.left() + step.left, area.left() + step.right
            level = self._y(area, step.balance)
            colour = theme.ink(colours.accent)
            painter.fillRect(self._sharp(left, level, right, level, _LINE), colour)
            top, foot = self._y(area, step.highest), self._y(area, step.lowest)
            painter.fillRect(self._sharp(left, top, left, foot, _LINE), colour)

    def _paint_mark(self, painter: QPainter, area: QRectF) -> None:
        marked = self.marked
        if marked is None:
            return
        at = QPointF(area.left() + marked.place * area.width(), self._y(area, marked.balance))
        ink: QColor = theme.ink(theme.colours().text)
        painter.fillRect(self._sharp(at.x(), area.top(), at.x(), area.bottom(), 1), ink)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, _LINE))
        painter.setBrush(theme.ink(theme.colours().surface))
        painter.drawEllipse(at, _MARK, _MARK)

    def _steps(self, area: QRectF) -> tuple[Level, ...]:
        made_for = (area.width(), 1 / self.devicePixelRatioF())
        if self._drawn is None or self._drawn[0] != made_for:
            self._drawn = (made_for, levels(self._points, self._told.opening, *made_for))
        return self._drawn[1]

    def _y(self, area: QRectF, balance: float) -> float:
        return self._snap(area.bottom() - self._scale.height(balance) * area.height())

    def _snap(self, at: float) -> float:
        ratio = self.devicePixelRatioF()
        return round(at * ratio) / ratio

    def _sharp(self, left: float, top: float, right: float, bottom: float, thick: float) -> QRectF:
        """Return a line as the rectangle it fills, its edges on the screen's own pixels, never thinner than one."""
        ratio = self.devicePixelRatioF()
        width = max(1, round(thick * ratio)) / ratio
        across, down = self._snap(right - left) + width, self._snap(bottom - top) + width
        return QRectF(self._snap(left - width / 2), self._snap(top - width / 2), across, down)


def _days(told: Statement) -> tuple[str, str]:
    """Return the days of the first and of the last row that tell one."""
    moments = [row.moment for row in told.rows if row.moment is not None]
    if not moments:
        return "", ""
    return wording.day(moments[0].astimezone().date()), wording.day(moments[-1].astimezone().date())
