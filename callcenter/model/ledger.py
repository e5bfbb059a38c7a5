"""A customer's account with the business: what was bought on credit, what was paid in."""

from __future__ import annotations

import enum
from datetime import datetime
from decimal import Decimal

from callcenter.model.record import Record


class EntryKind(enum.Enum):
    """Which way an entry moves the balance (PosStar's customers page)."""

    CREDIT = "credit"
    """A payment in: the balance rises."""
    DEBIT = "debit"
    """A purchase on account: the balance falls."""
    OTHER = ""
    """A word that the page does not have: it is shown, and neither added nor taken off."""


class LedgerEntry(Record, frozen=True, gc=False):
    """One movement of a customer's account. Money is in the profile's currency, ``created_at`` in UTC."""

    id: str
    kind: EntryKind
    amount: Decimal | None = None
    """As the point of sale tells it: above zero both ways."""
    balance_after: Decimal | None = None
    """Below zero the customer owes."""
    description: str | None = None
    reference_id: str | None = None
    created_at: datetime | None = None
