"""The figures and details of a customer's card: which there are, by what the point of sale tells, and their words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from callcenter.model.capabilities import Capabilities
from callcenter.model.customer import Customer, CustomerSort, Gender, Group
from callcenter.ui import wording

_PERCENT = {"1", "percent", "percentage"}
"""How ``discount_type`` may say that a value is a percentage (create-order page: 1)."""


def figure_names(can: Capabilities) -> dict[str, str]:
    """Return the names of the figures that there are, by the field of the customer, in their order."""
    translate = QCoreApplication.translate
    receipts = translate("CardPane", "purchases") if can.purchases else translate("CardPane", "receipts")
    names = {
        "points": translate("CardPane", "points"),
        "receipt_count": receipts,
        "spent": translate("CardPane", "spent"),
        "total_discount": translate("CardPane", "discounts"),
        "total_bonus": translate("CardPane", "bonus used"),
        "balance": translate("CardPane", "balance"),
        "cashback_balance": translate("CardPane", "cashback"),
        "ledger_balance": translate("CardPane", "account"),
    }
    return _told(names, can)


def figures(customer: Customer, currency: str) -> dict[str, str]:
    """Write the figures."""
    return {
        "points": wording.NOTHING if customer.points is None else wording.number(customer.points),
        "receipt_count": wording.NOTHING if customer.receipt_count is None else str(customer.receipt_count),
        "spent": wording.sum_of(customer.spent, currency),
        "total_discount": wording.sum_of(customer.total_discount, currency),
        "total_bonus": wording.sum_of(customer.total_bonus, currency),
        "balance": wording.sum_of(customer.balance, currency),
        "cashback_balance": wording.sum_of(customer.cashback_balance, currency),
        "ledger_balance": wording.account(customer.ledger_balance, currency),
    }


def numbered(can: Capabilities) -> bool:
    """Whether ids are numbers that people read: those can be sorted by."""
    return CustomerSort.ID in can.customer_sorts


def detail_names(can: Capabilities) -> dict[str, str]:
    """Return the names of the details that there are, by the field of the customer, in their order."""
    translate = QCoreApplication.translate
    names = {
        "id": translate("CardPane", "Number") if numbered(can) else translate("CardPane", "Id"),
        "code": translate("CardPane", "Code"),
        "gender": translate("CardPane", "Gender"),
        "date_of_birth": translate("CardPane", "Born"),
        "discount": translate("CardPane", "Discount"),
        "group_id": translate("CardPane", "Group"),
        "loyalty_enrolled": translate("CardPane", "Loyalty"),
        "verified": translate("CardPane", "Verified"),
        "venue_id": translate("CardPane", "Venue"),
        "source": translate("CardPane", "Source"),
        "reference_id": translate("CardPane", "Reference"),
        "cid": translate("CardPane", "Unique id"),
        "created_at": translate("CardPane", "Made"),
        "updated_at": translate("CardPane", "Changed"),
        "phone_verified_at": translate("CardPane", "Phone verified"),
    }
    return _told(names, can)


def details(customer: Customer, group: Group | None, venues: Mapping[str, str], currency: str) -> dict[str, str | None]:
    """Write the details; None where nothing is told."""
    translate = QCoreApplication.translate
    genders = {Gender.MALE: translate("CardPane", "male"), Gender.FEMALE: translate("CardPane", "female")}
    return {
        "id": None if customer.pending else customer.id,
        "code": customer.code,
        "gender": genders[customer.gender] if customer.gender else None,
        "date_of_birth": wording.day(customer.date_of_birth),
        "discount": wording.percent(customer.discount),
        "group_id": _group_words(group, currency) if group else customer.group_id,
        "loyalty_enrolled": _yes_no(customer.loyalty_enrolled),
        "verified": _yes_no(customer.verified),
        "venue_id": venues.get(customer.venue_id or "", customer.venue_id or ""),
        "source": customer.source,
        "reference_id": customer.reference_id,
        "cid": customer.cid,
        "created_at": wording.time(customer.created_at),
        "updated_at": wording.time(customer.updated_at),
        "phone_verified_at": wording.time(customer.phone_verified_at),
    }


def _told(names: dict[str, str], can: Capabilities) -> dict[str, str]:
    return {field: name for field, name in names.items() if field in can.customer_facts}


def _group_words(group: Group, currency: str) -> str:
    if not group.discount_value:
        return group.name
    percent = str(group.discount_type).lower() in _PERCENT
    value = wording.percent(group.discount_value) if percent else wording.sum_of(group.discount_value, currency)
    return QCoreApplication.translate("CardPane", "{group}, discount {value}").format(group=group.name, value=value)


def _yes_no(value: bool | None) -> str:
    translate = QCoreApplication.translate
    if value is None:
        return wording.NOTHING
    return translate("CardPane", "yes") if value else translate("CardPane", "no")
