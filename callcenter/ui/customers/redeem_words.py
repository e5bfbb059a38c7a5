"""Redeeming points in words: why not, what it may come to, how far it has come."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from callcenter.desk.points import Hindrance, Redeeming
from callcenter.desk.redemption import Flaw, Preview
from callcenter.replica.outbox import Act, State
from callcenter.ui import sentences, wording
from callcenter.ui.counted import Counted
from callcenter.ui.outbox.words import refusal

KINDS = {State.SENT: "good", State.REFUSED: "danger"}
"""How the strip is coloured; a warning's else: there is something to wait for, or to decide."""


def of_hindrance(hindrance: Hindrance) -> str:
    """Return the sentence for why nothing can be redeemed."""
    translate = QCoreApplication.translate
    return {
        Hindrance.NOBODY: translate("Redeem", "Open a customer's card first: points are redeemed from there."),
        Hindrance.UNSUPPORTED: translate("Redeem", "This point of sale has no points to redeem."),
        Hindrance.UNSENT: translate("Redeem", "The point of sale has not heard of this customer yet."),
        Hindrance.NO_POINTS: translate("Redeem", "This customer has no points."),
        Hindrance.UNDER_WAY: translate("Redeem", "Points of this customer are being redeemed already."),
        Hindrance.BEING_DELETED: translate("Changes", "This customer is being deleted: take that back first."),
        Hindrance.OFFLINE: translate(
            "Redeem",
            "The point of sale cannot be reached: the sale waits at the till, and no discount can be promised now.",
        ),
    }[hindrance]


def of_flaw(flaw: Flaw, held: int) -> str:
    """Return the sentence under a field."""
    translate = QCoreApplication.translate
    return {
        Flaw.POINTS_MISSING: translate("Redeem", "How many points?"),
        Flaw.POINTS_NOT_WHOLE: translate("Redeem", "Type a whole number from 1 up."),
        Flaw.POINTS_TOO_MANY: translate("Redeem", "No more than the {held} there are.").format(
            held=wording.number(held)
        ),
        Flaw.SALE_MISSING: translate("Redeem", "Choose a sale, or paste its id."),
        Flaw.SALE_NOT_AN_ID: translate("Redeem", "This is no id of a sale: paste it whole."),
    }[flaw]


def of_preview(preview: Preview, currency: str) -> str:
    """Write what so many points may come to: only the point of sale knows for certain."""
    translate = QCoreApplication.translate
    told = translate("Redeem", "about {sum} off, {left}")
    return told.format(sum=wording.sum_of(preview.discount, currency), left=Counted().points_left(preview.left))


def of_excess(total: str) -> str:
    """Write that this may be more than the sale itself."""
    told = QCoreApplication.translate("Redeem", "More than the sale's {total}: the point of sale decides.")
    return told.format(total=total)


def of_progress(redeeming: Redeeming, currency: str) -> str:
    """Write how far a redemption has come."""
    translate = QCoreApplication.translate
    points = of_points(redeeming.points)
    if redeeming.state is State.SENT:
        return _done(redeeming, points, currency)
    if redeeming.state is State.SENDING:
        return translate("Redeem", "{points}: being redeemed…").format(points=points)
    if redeeming.state is State.UNCERTAIN:
        told = translate(
            "Redeem",
            "{points}: the answer was lost. The points are read back; "
            "where they do not tell, what waits to be sent (Ctrl+Shift+O) asks you.",
        )
        return told.format(points=points)
    reason = _reason(redeeming)
    if redeeming.state is State.REFUSED:
        return translate("Redeem", "{points} not redeemed. {reason}").format(points=points, reason=reason).strip()
    if reason:
        told = translate("Redeem", "{points} not redeemed yet: it waits. {reason}")
        return told.format(points=points, reason=reason)
    return translate("Redeem", "{points}: waiting to be sent…").format(points=points)


def of_chip(redeeming: Redeeming | None) -> str:
    """Write what the card tells of a redemption that is under way; empty where none is."""
    if redeeming is None or redeeming.state in {State.SENT, State.REFUSED}:
        return ""
    if redeeming.state is State.UNCERTAIN:
        return Counted().points_uncertain(redeeming.points)
    return Counted().points_under_way(redeeming.points)


def of_points(points: int) -> str:
    """Write so many points."""
    return Counted().points(points)


def _done(redeeming: Redeeming, points: str, currency: str) -> str:
    translate, answer = QCoreApplication.translate, redeeming.redeemed
    if answer is not None:
        points = of_points(answer.points)  # its word counts, be it another number than was asked for
    parts = [translate("Redeem", "{points} redeemed").format(points=points)]
    if answer is not None and answer.discount is not None:
        off = translate("Redeem", "{points} redeemed: {sum} off")
        parts = [off.format(points=points, sum=wording.sum_of(answer.discount, currency))]
    if answer is not None and answer.remaining is not None:
        parts.append(Counted().points_remain(answer.remaining))
    return "; ".join(parts) + "."


def _reason(redeeming: Redeeming) -> str:
    code = redeeming.error.code if redeeming.error is not None else redeeming.code or ""
    if redeeming.state is State.REFUSED and (told := refusal(Act.REDEEM, code)):
        return told
    if redeeming.error is not None:
        return sentences.of_error(redeeming.error)
    return sentences.of_code(code) if code else ""
