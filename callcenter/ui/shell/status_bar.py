"""The bar at the foot: how fresh the screen is, and why it is not."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from callcenter.desk.alerts import AlertState
from callcenter.desk.connection import Connection, Link, State
from callcenter.desk.sync import Phase, Progress
from callcenter.feed.port import FeedState, Way
from callcenter.ui import sentences
from callcenter.ui.orders import alert_words, feed_words
from callcenter.ui.shell import theme
from callcenter.ui.shell.one_line import OneLine

TICK_MS = 15_000


class StatusBar(QStatusBar):
    """Always tells the state: a shape, a word and, where something is wrong, the reason and since when."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection
        self.setSizeGripEnabled(False)
        self._state, self._quota, self._place, self._waiting = OneLine(), QLabel(), QLabel(), QLabel()
        self._customers, self._alerts, self._feed = QLabel(), QLabel(), QLabel()
        self._customers.setAccessibleName(self.tr("Customers on this computer"))
        self._quota.setAccessibleName(self.tr("Requests left"))
        self._place.setAccessibleName(self.tr("Signed in to"))
        for label in (self._quota, self._feed, self._customers, self._place):
            label.setProperty("role", "muted")
            label.setTextFormat(Qt.TextFormat.PlainText)  # names are the server's, and never markup
        self.addWidget(self._state)
        self.addWidget(self._quota)
        self.addWidget(self._feed)
        self.addWidget(self._customers)
        self.addWidget(self._waiting)
        self.addWidget(self._alerts)
        self.addWidget(QWidget(), 1)
        self.addPermanentWidget(self._place)
        self._feed.hide()
        connection.changed.connect(self._follow)
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self.refresh)
        self._clock.start()
        self.refresh()

    @property
    def text(self) -> str:
        """What the bar says of the connection."""
        return self._state.whole

    def set_place(self, words: str) -> None:
        """Tell the brand and venue signed in to."""
        self._place.setText(words)

    def make_room(self, *, quota: bool) -> None:
        """Keep the place of the quota free until it is told, where the point of sale tells one."""
        self._quota.setVisible(quota or bool(self._quota.text()))

    def set_quota(self, remaining: int | None, limit: int | None) -> None:
        """Tell what is left of the brand's requests."""
        if remaining is None:
            self._quota.clear()
        elif limit is None:
            self._quota.setText(self.tr("· %n request(s) left", "", remaining))
        else:
            self._quota.setText(self.tr("· {left} of {limit} requests left").format(left=remaining, limit=limit))
        if remaining is not None:  # also where a server has only refused requests for now
            self._quota.show()

    def set_unsent(self, unsent: int) -> None:
        """Tell how much waits to be sent; nothing where nothing does."""
        self._waiting.setText(self.tr("· %n waiting to be sent", "", unsent) if unsent else "")

    def set_feed(self, feed: FeedState | None) -> None:
        """Tell how the orders come, and what keeps the shared feed away; nothing where this desk asks for itself."""
        if feed is None:
            self._feed.clear()
            self._feed.setToolTip("")
            self._feed.hide()
            return
        desks = feed.desks or 1
        words = {
            Way.FOLLOWING: self.tr("· shared by %n desk(s)", "", desks),
            Way.LEADING: self.tr("· asks for %n desk(s)", "", desks),
            Way.FALLBACK: self.tr("· without the shared feed") if feed.trouble else "",
            Way.DIRECT: "",
        }
        self._feed.setText(words[feed.way])
        self._feed.setToolTip(feed_words.of_code(feed.trouble) if feed.trouble else "")
        self._feed.setVisible(bool(self._feed.text()))

    def set_alerts(self, alerts: AlertState) -> None:
        """Tell how alerts stand, and for whom opening an order ends them; nothing while nothing waits."""
        waiting = len(alerts.waiting)
        self._alerts.setToolTip(alert_words.reach(everywhere=alerts.everywhere) if waiting else "")
        if alerts.quiet:
            self._alerts.setText(self.tr("· do not disturb"))
        elif waiting and alerts.everywhere:
            self._alerts.setText(self.tr("· %n new: opening silences every desk", "", waiting))
        elif waiting:
            self._alerts.setText(self.tr("· %n new: opening silences this desk", "", waiting))
        else:
            self._alerts.clear()

    def set_customers(self, progress: Progress | None) -> None:
        """Tell how many customers are here, and how their filling or checking goes."""
        if progress is None:
            self._customers.clear()
        elif progress.phase is Phase.IDLE:
            self._customers.setText(self.tr("· %Ln customer(s)", "", progress.count))
        else:
            self._customers.setText(" · ".join(self._parts_of(progress)))

    def _parts_of(self, progress: Progress) -> list[str]:
        number = QLocale().toString
        count, total = number(progress.count), number(progress.total or 0)
        checking, endless = progress.phase is Phase.CHECKING, progress.total is None
        if checking:
            told = (
                self.tr("· {count} customers checked")
                if endless
                else self.tr("· checking {count} of {total} customers")
            )
        else:
            told = self.tr("· {count} customers read") if endless else self.tr("· {count} of {total} customers")
        parts = [told.format(count=count, total=total)]
        if progress.phase is Phase.FILLING and progress.rate >= 1:
            parts.append(self.tr("{rate}/s").format(rate=number(round(progress.rate))))
        if progress.phase is Phase.FILLING and progress.seconds_left is not None:
            minutes = round(progress.seconds_left / 60)
            parts.append(self.tr("%n minute(s) left", "", minutes) if minutes else self.tr("less than a minute left"))
        return parts

    def refresh(self) -> None:
        """Write the state anew: time has passed, or the colours changed."""
        self._follow(self._connection.state)

    def _follow(self, state: State) -> None:
        colours = theme.colours()
        shape, word, colour = {
            Link.LIVE: ("●", self.tr("Live"), colours.good),
            Link.CONNECTING: ("○", self.tr("Connecting…"), colours.muted),
            Link.DELAYED: ("▲", self.tr("Delayed"), colours.warning),
            Link.OFFLINE: ("■", self.tr("Offline"), colours.danger),
            Link.SIGNED_OUT: ("○", self.tr("Signed out"), colours.muted),
        }[state.link]
        parts = [f"{shape} {word}"]
        if state.reason is not None:
            if state.link in {Link.DELAYED, Link.OFFLINE}:
                parts.append(self.tr("since {time}").format(time=state.since.astimezone().strftime("%H:%M")))
            parts.append(sentences.of_error(state.reason))
        self._state.tell(" · ".join(parts))
        self._state.setStyleSheet(f"color: {colour};")
