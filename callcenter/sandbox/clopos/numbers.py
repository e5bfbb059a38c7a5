"""Numbers as Clopos writes them: ``1162.8`` and ``714``, never ``714.0``."""


def price(hundredths: int) -> int | float:
    """Write money: a JSON number without a currency."""
    whole, rest = divmod(hundredths, 100)
    return hundredths / 100 if rest else whole


def plain(number: float) -> int | float:
    """Write a whole number without a fraction."""
    return int(number) if number == int(number) else number
