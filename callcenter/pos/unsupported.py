"""What a point of sale cannot do unless its client says otherwise."""

from __future__ import annotations

from datetime import date

from callcenter.model.catalogue import Category, Product, ProductQuery, StopEntry
from callcenter.model.customer import Customer, CustomerChange, Group
from callcenter.model.ledger import LedgerEntry
from callcenter.model.loyalty import Redeemed, Redemption
from callcenter.model.order import NewOrder, Order, OrderDetail, OrderQuery
from callcenter.model.page import Page
from callcenter.model.venue import SaleType, Venue
from callcenter.pos.errors import Unsupported


class UnsupportedCalls:
    """The part of ``pos.port.PointOfSale`` that not every system has: every call raises Unsupported."""

    async def update_customer(self, customer_id: str, change: CustomerChange) -> Customer:
        """Raise Unsupported."""
        raise Unsupported

    async def delete_customer(self, customer_id: str) -> None:
        """Raise Unsupported."""
        raise Unsupported

    async def ledger(
        self, customer_id: str, since: date | None = None, until: date | None = None
    ) -> tuple[LedgerEntry, ...]:
        """Raise Unsupported."""
        raise Unsupported

    async def redeem(self, redemption: Redemption) -> Redeemed:
        """Raise Unsupported."""
        raise Unsupported

    async def groups(self) -> tuple[Group, ...]:
        """Raise Unsupported."""
        raise Unsupported

    async def venues(self) -> tuple[Venue, ...]:
        """Raise Unsupported."""
        raise Unsupported

    async def sale_types(self) -> tuple[SaleType, ...]:
        """Raise Unsupported."""
        raise Unsupported

    async def orders(self, query: OrderQuery, *, background: bool = False) -> Page[Order]:
        """Raise Unsupported."""
        raise Unsupported

    async def order(self, order_id: str, venue_id: str | None = None) -> Order:
        """Raise Unsupported."""
        raise Unsupported

    async def order_detail(self, order_id: str, venue_id: str | None = None) -> OrderDetail:
        """Raise Unsupported."""
        raise Unsupported

    async def cancel_order(self, order_id: str, venue_id: str | None = None) -> None:
        """Raise Unsupported."""
        raise Unsupported

    async def create_order(self, order: NewOrder) -> str:
        """Raise Unsupported."""
        raise Unsupported

    async def categories(self, venue_id: str | None = None) -> tuple[Category, ...]:
        """Raise Unsupported."""
        raise Unsupported

    async def products(self, query: ProductQuery, *, background: bool = False) -> Page[Product]:
        """Raise Unsupported."""
        raise Unsupported

    async def stop_list(self, venue_id: str | None = None, *, background: bool = False) -> tuple[StopEntry, ...]:
        """Raise Unsupported."""
        raise Unsupported
