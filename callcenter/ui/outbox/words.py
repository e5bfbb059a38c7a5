"""How the rows of the outbox are told."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from callcenter.desk.acts.performer import About, Found
from callcenter.model.order import Order
from callcenter.pos.errors import Invalid
from callcenter.replica.outbox import Act, Entry, State
from callcenter.ui import sentences, wording


def act(entry: Entry, about: About) -> str:
    """Return what is to be done."""
    translate = QCoreApplication.translate
    known = {
        Act.CREATE_CUSTOMER: translate("Outbox", "New customer"),
        Act.CANCEL_ORDER: translate("Outbox", "Cancel order {id}").format(id=about.order_id),
        Act.CREATE_ORDER: translate("Outbox", "New order"),
    }
    return known.get(entry.act, entry.act.value)


def state(entry: Entry) -> str:
    """Return how far it has come: a shape and a word, never colour alone."""
    translate = QCoreApplication.translate
    return {
        State.WAITING: translate("Outbox", "○ waiting"),
        State.SENDING: translate("Outbox", "◐ being sent"),
        State.SENT: translate("Outbox", "✓ sent"),
        State.REFUSED: translate("Outbox", "✕ refused"),
        State.UNCERTAIN: translate("Outbox", "? uncertain"),
    }[entry.state]


def reason(entry: Entry, found: Found | None) -> str:
    """Return why it is not sent yet."""
    if entry.state is State.UNCERTAIN:
        return sighting(found)
    if entry.error is None or entry.state is State.SENT:
        return ""
    if entry.act is Act.CANCEL_ORDER and entry.error == Invalid.code:
        return QCoreApplication.translate("Outbox", "The order is not pending any more: call the venue.")
    return sentences.of_code(entry.error)


def sighting(found: Found | None) -> str:
    """Return what was found at the point of sale."""
    translate = QCoreApplication.translate
    if found is None:
        return translate("Outbox", "No answer came. It is being looked for.")
    at = found.at.astimezone().strftime("%H:%M")
    if not found.orders:
        return translate("Outbox", "No answer came. At {at} it was not there.").format(at=at)
    return translate("Outbox", "No answer came. At {at} there was what may be it.").format(at=at)


def advice(found: Found | None) -> str:
    """Return what the agent can do about an uncertain row."""
    translate = QCoreApplication.translate
    if found is not None and found.orders:
        return translate(
            "Outbox", "It may be one of these. Choose it, or send it again if none is it: it is made twice otherwise."
        )
    return translate("Outbox", "Look again (F5) before you send it again: it may still arrive, and then it is twice.")


def order(one: Order) -> str:
    """Return an order that may be it, in one line."""
    return " · ".join((f"№ {one.id}", wording.time(one.created_at), wording.lines(one), wording.status(one)))
