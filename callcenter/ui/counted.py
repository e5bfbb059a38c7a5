"""Words with a number in them, in the plural form that the language has for it."""

from __future__ import annotations

from PySide6.QtCore import QObject


class Counted(QObject):
    """A method a phrase. They stand in a class because only there ``lupdate`` sees that they have plural forms."""

    def points(self, count: int) -> str:
        """Write so many points."""
        return self.tr("%n point(s)", "", count)

    def points_left(self, count: int) -> str:
        """Write how many points would be left."""
        return self.tr("%n point(s) left", "", count)

    def points_remain(self, count: int) -> str:
        """Write how many are left, where the points were named just before."""
        return self.tr("%n left", "", count)

    def points_under_way(self, count: int) -> str:
        """Write that so many points are on their way."""
        return self.tr("%n point(s) are being redeemed", "", count)

    def points_uncertain(self, count: int) -> str:
        """Write that nobody knows what became of so many points."""
        return self.tr("not certain whether %n point(s) were redeemed", "", count)

    def redeem_points(self, count: int, sale: str) -> str:
        """Write that so many points are to be redeemed on a sale."""
        return self.tr("Redeem %n point(s) on {sale}", "", count).format(sale=sale)

    def rows(self, count: int) -> str:
        """Write so many rows of an account."""
        return self.tr("%n row(s)", "", count)

    def rows_not_added(self, count: int) -> str:
        """Write how many rows are in no sum."""
        return self.tr("%n row(s) not added", "", count)

    def rows_not_adding_up(self, count: int) -> str:
        """Write how many balances contradict the amounts."""
        return self.tr("%n row(s) do not add up", "", count)
