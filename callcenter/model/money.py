"""Sums of money and how they are written."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_SIGNS = {"AZN": "₼", "TRY": "₺", "EUR": "€", "USD": "$", "GBP": "£", "RUB": "₽", "GEL": "₾", "KZT": "₸", "UAH": "₴"}
_GROUP = "\u202f"
"""Narrow no-break space: a sum is never broken across lines."""

LARGEST = Decimal("1e15")
_LEAST = -LARGEST
"""Anything past this is a mistake in the data and is treated as unknown."""


def sane(amount: Decimal | None) -> Decimal | None:
    """Return the amount, or None where it is no number that money can be (NaN, infinite, beyond ``LARGEST``)."""
    try:  # compared as it is: abs() would round, and rounding 1e1000000 raises
        return amount if amount is not None and _LEAST < amount < LARGEST else None
    except InvalidOperation:  # NaN
        return None


def spell(amount: Decimal, currency: str) -> str:
    """Write a sum as people read it: ``1 162.80 ₼``, and a dash for what is no sum. ``currency`` is ISO 4217."""
    if sane(amount) is None:
        return "—"
    rounded = amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP) + 0  # + 0: no sum is "-0.00"
    return f"{rounded:,.2f}".replace(",", _GROUP) + f"\u00a0{_SIGNS.get(currency, currency)}"
