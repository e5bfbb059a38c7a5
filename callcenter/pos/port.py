"""What a desk asks of any point of sale."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from callcenter.model.capabilities import Capabilities
from callcenter.model.catalogue import Category, Product, ProductQuery, StopEntry
from callcenter.model.customer import Customer, CustomerChange, CustomerQuery, Group, NewCustomer
from callcenter.model.ledger import LedgerEntry
from callcenter.model.loyalty import Redeemed, Redemption
from callcenter.model.order import NewOrder, Order, OrderDetail, OrderQuery
from callcenter.model.page import Page
from callcenter.model.venue import SaleType, Venue
from callcenter.pos.quota import Quota


class PointOfSale(Protocol):
    """One brand at one point of sale. Every call raises a class of ``pos.errors`` and nothing else.

    What ``capabilities`` denies raises Unsupported.
    """

    @property
    def capabilities(self) -> Capabilities:
        """What this point of sale can do."""

    @property
    def quota(self) -> Quota:
        """What is left of the requests shared by the brand's desks."""

    async def sign_in(self) -> None:
        """Get a new token, so that wrong credentials are told now and not at the first search.

        Where the token alone is kept and no secret is at hand, see whether it still serves.
        """

    async def who(self) -> str | None:
        """Return the name of whoever is signed in; None where the point of sale knows none."""

    async def customers(self, query: CustomerQuery, *, background: bool = False) -> Page[Customer]:
        """List customers; ``background`` where no agent waits for it."""

    async def customer(self, customer_id: str) -> Customer:
        """Return one customer with everything that is known."""

    async def create_customer(self, form: NewCustomer) -> Customer:
        """Create a customer; safe to repeat with the same ``cid`` where ``Capabilities.repeatable_create`` says so.

        Raises Conflict (``fields`` names which) and Uncertain (its answer was lost, and so were the repeats').
        """

    async def update_customer(self, customer_id: str, change: CustomerChange) -> Customer:
        """Change the fields that are set, return the customer; a repeat harms only what others changed since.

        Raises Uncertain where the answer was lost. The answer may leave out fields (``Customer.untold``).
        """

    async def delete_customer(self, customer_id: str) -> None:
        """Remove a customer, or make them nameless where they have sales. Safe to repeat: NotFound counts as done."""

    async def ledger(
        self, customer_id: str, since: date | None = None, until: date | None = None
    ) -> tuple[LedgerEntry, ...]:
        """Return a customer's account within days of UTC, both included, in the server's order."""

    async def redeem(self, redemption: Redemption) -> Redeemed:
        """Turn points into a discount. Not safe to repeat: Uncertain where the answer was lost.

        Raises Invalid where there are fewer points, and NotFound where there is no such sale.
        """

    async def groups(self) -> tuple[Group, ...]:
        """Return every customer group."""

    async def venues(self) -> tuple[Venue, ...]:
        """Return every venue of the brand."""

    async def sale_types(self) -> tuple[SaleType, ...]:
        """Return the ways to sell."""

    async def orders(self, query: OrderQuery, *, background: bool = False) -> Page[Order]:
        """List orders; ``background`` where no agent waits for it."""

    async def order(self, order_id: str, venue_id: str | None = None) -> Order:
        """Return one order with its receipt. Orders are a venue's: without ``venue_id`` the profile's own is asked."""

    async def order_detail(self, order_id: str, venue_id: str | None = None) -> OrderDetail:
        """Return one order with its receipt, and the answer it was read from."""

    async def cancel_order(self, order_id: str, venue_id: str | None = None) -> None:
        """Cancel a pending order; Invalid where it is pending no longer, Uncertain where the answer was lost."""

    async def create_order(self, order: NewOrder) -> str:
        """Place an order and return its id. Not safe to repeat: Uncertain where the answer was lost."""

    async def categories(self, venue_id: str | None = None) -> tuple[Category, ...]:
        """Return the menu's categories as a tree: the roots, in the server's order, hidden ones included."""

    async def products(self, query: ProductQuery, *, background: bool = False) -> Page[Product]:
        """List products with their variants and modifiers, hidden ones included; ``background`` where nobody waits."""

    async def stop_list(self, venue_id: str | None = None, *, background: bool = False) -> tuple[StopEntry, ...]:
        """Return what is limited or out at a venue; a product that is not in it has no limit."""

    async def aclose(self) -> None:
        """Close the connections."""
