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


_NO_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"
_FOUR_DIGITS = "CLF UYW"
_MINOR_DIGITS = {
    currency: digits
    for digits, currencies in ((0, _NO_DIGITS), (3, _THREE_DIGITS), (4, _FOUR_DIGITS))
    for currency in currencies.split()
}
USUAL_DIGITS = 2


def minor_digits(currency: str) -> int:
    """Return how many digits stand behind the point of a sum: 2 for most, 0 for the yen. Source: ISO 4217."""
    return _MINOR_DIGITS.get(currency, USUAL_DIGITS)


def from_minor(value: int | Decimal | None, currency: str) -> Decimal | None:
    """Return the sum that a whole number of minor units is: 1999 is 19.99 of most currencies. Exact.

    A part of a minor unit, and what no money can be, is unknown: None.
    """
    digits = minor_digits(currency)
    if value is None or sane(Decimal(value)) is None or value != int(value):
        return None
    return Decimal(int(value)).scaleb(-digits)


def to_minor(amount: Decimal, currency: str) -> int:
    """Return a sum in whole minor units. Raises ValueError for a part of one: nothing is rounded away unseen."""
    if sane(amount) is None:
        raise ValueError("this is no sum of money")
    minor = int(amount.scaleb(minor_digits(currency)))
    if Decimal(minor).scaleb(-minor_digits(currency)) != amount:
        raise ValueError(f"a sum in {currency} has {minor_digits(currency)} digits behind the point at most")
    return minor


def spell(amount: Decimal, currency: str) -> str:
    """Write a sum as people read it: ``1 162.80 ₼``, and a dash for what is no sum. ``currency`` is ISO 4217."""
    if sane(amount) is None:
        return "—"
    digits = minor_digits(currency)
    rounded = amount.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP) + 0  # + 0: no sum is "-0.00"
    return f"{rounded:,.{digits}f}".replace(",", _GROUP) + f"\u00a0{_SIGNS.get(currency, currency)}"
