"""How new orders are told on the desktop, and what keeps them from being heard or seen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from callcenter.alerts.errors import AlertError
from callcenter.alerts.notification import Notice
from callcenter.desk.choices import Offer
from callcenter.desk.session import Session
from callcenter.model.order import Order
from callcenter.ui import wording

_LINES = 3
"""Orders that a notification tells one by one: desktops cut longer texts."""
_NAME = 60
"""Letters of a venue's name."""


class AlertWords(QObject):
    """Tells orders by number, venue, total and time: a desktop may keep it on the disk, so no customer is named."""

    def __init__(self, session: Session, offer: Offer) -> None:
        super().__init__()
        self._session = session
        self._offer = offer

    def __call__(self, orders: tuple[Order, ...]) -> Notice:
        """Tell the orders that wait, the longest waiting first."""
        count = len(orders)
        if count == 1:
            return Notice(title=self.tr("New order {number}").format(number=orders[0].id), text=self._line(orders[0]))
        lines = [f"{order.id} · {self._line(order)}" for order in orders[:_LINES]]
        if count > _LINES:
            lines.append(self.tr("and %n more", "", count - _LINES))
        title = self.tr("%n new orders", "", count)
        return Notice(title=title, text="\n".join(lines))

    def _line(self, order: Order) -> str:
        profile = self._session.profile
        names = {venue.id: venue.name for venue in self._offer.choices.venues}
        venue = " ".join(names.get(order.venue_id or "", "").split())[:_NAME]
        total = wording.total(order, profile.currency) if profile is not None else ""
        made = order.created_at.astimezone().strftime("%H:%M") if order.created_at is not None else ""
        return " · ".join(part for part in (venue, total, made) if part)


def sentence(error: AlertError) -> str:
    """Return what keeps alerts from being heard or seen, with what to do about it."""
    translate = QCoreApplication.translate
    known = {
        "no-sound-device": translate(
            "Alerts",
            "No sound can be played on this computer, so new orders are shown but not heard: "
            "connect a loudspeaker or a headset.",
        ),
        "sound-unreadable": translate(
            "Alerts",
            "The sound {name} cannot be played, so the desk's own is played: "
            "choose a WAV, OGG, MP3 or FLAC file of at most 10 seconds.",
        ),
        "no-notifications": translate(
            "Alerts",
            "This desktop shows no notifications, so new orders are told in the window alone: "
            "start its notification service, or allow callcenter to use it.",
        ),
    }
    return known.get(error.code, str(error)).format(**error.facts)


def reach(*, everywhere: bool) -> str:
    """Tell for whom an order falls silent when it is opened here."""
    translate = QCoreApplication.translate
    if everywhere:
        return translate("Alerts", "An order opened here falls silent on every desk.")
    return translate(
        "Alerts", "An order opened here falls silent on this desk; on the others once it is no longer pending."
    )
