"""Sums of money and how they are written."""

from decimal import ROUND_HALF_UP, Decimal

_SIGNS = {"AZN": "₼", "TRY": "₺", "EUR": "€", "USD": "$", "GBP": "£", "RUB": "₽", "GEL": "₾", "KZT": "₸", "UAH": "₴"}
_GROUP = "\u202f"
"""Narrow no-break space: a sum is never broken across lines."""

LARGEST = Decimal("1e15")
"""Anything past this is a mistake in the data and is treated as unknown."""


def sane(amount: Decimal | None) -> Decimal | None:
    """Return the amount, or None where it is no number that money can be (NaN, infinite, beyond ``LARGEST``)."""
    if amount is None or not amount.is_finite() or abs(amount) >= LARGEST:
        return None
    return amount


def spell(amount: Decimal, currency: str) -> str:
    """Write a sum as people read it: ``1 162.80 ₼``. ``currency`` is an ISO 4217 code."""
    rounded = amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{rounded:,.2f}".replace(",", _GROUP) + f"\u00a0{_SIGNS.get(currency, currency)}"
