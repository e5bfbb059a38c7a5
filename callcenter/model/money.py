"""Sums of money and how they are written."""

from decimal import ROUND_HALF_UP, Decimal

_SIGNS = {"AZN": "₼", "TRY": "₺", "EUR": "€", "USD": "$", "GBP": "£", "RUB": "₽", "GEL": "₾", "KZT": "₸", "UAH": "₴"}
_GROUP = "\u202f"
"""Narrow no-break space: a sum is never broken across lines."""

LARGEST = Decimal("1e15")
"""Anything past this is a mistake in the data and is treated as unknown."""


def sane(amount: Decimal | None) -> Decimal | None:
    """Return the amount, or None where it is no number that money can be (NaN, infinite, beyond ``LARGEST``)."""
    # copy_abs, because abs() rounds, and rounding 1e1000000 raises
    if amount is None or not amount.is_finite() or amount.copy_abs() >= LARGEST:
        return None
    return amount


def spell(amount: Decimal, currency: str) -> str:
    """Write a sum as people read it: ``1 162.80 ₼``, and a dash for what is no sum. ``currency`` is ISO 4217."""
    if sane(amount) is None:
        return "—"
    rounded = amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP) + 0  # + 0: no sum is "-0.00"
    return f"{rounded:,.2f}".replace(",", _GROUP) + f"\u00a0{_SIGNS.get(currency, currency)}"
