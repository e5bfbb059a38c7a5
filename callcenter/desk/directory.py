"""Where customers are looked up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from callcenter.desk.session import Session
from callcenter.model.customer import Customer, CustomerQuery, Group
from callcenter.model.page import Page


class Directory(Protocol):
    """Answers every look for a customer. Raises classes of ``pos.errors``."""

    async def search(self, query: CustomerQuery) -> Page[Customer]:
        """Return the customers that match."""

    async def customer(self, customer_id: str) -> Customer:
        """Return one customer with everything that is known."""

    async def groups(self) -> tuple[Group, ...]:
        """Return every customer group; none where the point of sale has none."""

    def when_left(self, do: Callable[[], None]) -> None:
        """Call this whenever the customers are another brand's from now on, or nobody's: no answer counts any more."""


class PosDirectory:
    """Asks the point of sale at every look."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def search(self, query: CustomerQuery) -> Page[Customer]:
        """Return the customers that match."""
        return await self._session.pos.customers(query)

    async def customer(self, customer_id: str) -> Customer:
        """Return one customer with everything that is known."""
        return await self._session.pos.customer(customer_id)

    async def groups(self) -> tuple[Group, ...]:
        """Return every customer group; none where the point of sale has none."""
        pos = self._session.pos
        return await pos.groups() if pos.capabilities.groups else ()

    def when_left(self, do: Callable[[], None]) -> None:
        """Call this whenever the session is left."""
        self._session.closed.connect(do)
