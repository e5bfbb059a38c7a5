"""The customer the agent is looking at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
from psygnal import Signal

from callcenter.desk.connection import Connection
from callcenter.desk.directory import Directory
from callcenter.desk.tasks import Tasks
from callcenter.model.customer import Customer, completed
from callcenter.pos.errors import NotFound, PosError


class Card:
    """Shows what is known at once, then what the point of sale adds."""

    shown = Signal(Customer)
    completed = Signal(Customer)
    failed = Signal(PosError)

    def __init__(self, directory: Directory, connection: Connection) -> None:
        self._directory = directory
        self._connection = connection
        self._tasks = Tasks("card")
        self.customer: Customer | None = None
        self.read_at: datetime | None = None
        """When the point of sale told of the customer in sight; None until it has: what is shown is of last time."""
        self.with_waiting: Callable[[Customer], Customer] = lambda customer: customer
        """Gives a customer as they will be once what waits to be sent about them has arrived."""
        self._told: Customer | None = None
        """The customer as the point of sale told them."""
        directory.when_left(self.close)

    def open(self, customer: Customer) -> None:
        """Show a customer, then read the rest of what is known of them."""
        self.read_at = None
        self._show(customer)
        if customer.pending:  # the point of sale cannot tell more of somebody it has not heard of
            self._tasks.cancel("read")
            self.completed.emit(customer)
            return
        self._directory.used(customer)
        self._tasks.replace("read", self._complete(customer.id))

    def take(self, customer: Customer) -> None:
        """Show what the point of sale has just told of the customer in sight; of another it is nothing."""
        if self.customer is not None and self.customer.id == customer.id:
            self._complete_with(customer)
            if self._tasks.running("read"):  # it was asked before, and may answer with what has changed since
                self._tasks.replace("read", self._complete(customer.id))

    def refresh(self) -> None:
        """Show the customer in sight anew: something about them waits to be sent now, or no longer does."""
        if self._told is not None and self.customer != self.with_waiting(self._told):
            self._show(self._told)
            self._complete_with(self._told)

    def read_again(self, customer_id: str, *, points: int | None = None) -> None:
        """Read the customer in sight anew, if it is this one; ``points`` are those just told to be left."""
        if self._told is None or self._told.id != customer_id or self._told.pending:
            return
        if points is not None:
            self._show(msgspec.structs.replace(self._told, points=points))
        self._tasks.replace("read", self._complete(customer_id))

    def open_by_id(self, customer_id: str) -> None:
        """Show a customer of whom only the id is known."""
        self._tasks.replace("read", self._open_known(customer_id))

    def close(self) -> None:
        """Show no customer."""
        self.customer = self._told = self.read_at = None
        self._tasks.cancel("read")

    async def aclose(self) -> None:
        """Give up what is under way."""
        await self._tasks.aclose()

    async def _open_known(self, customer_id: str) -> None:
        known = await self._directory.known_customer(customer_id)
        if known is not None:
            self.read_at = None
            self._show(known)
            self._directory.used(known)
        await self._complete(customer_id)

    async def _complete(self, customer_id: str) -> None:
        try:
            customer = await self._directory.customer(customer_id)
        except PosError as error:
            if not isinstance(error, NotFound):
                self._connection.failed(error)
            self.failed.emit(error)
            return
        self._connection.worked()
        self.read_at = datetime.now(UTC)
        self._complete_with(customer)

    def _show(self, customer: Customer) -> None:
        self._told, self.customer = customer, self.with_waiting(customer)
        self.shown.emit(self.customer)

    def _complete_with(self, customer: Customer) -> None:
        known = self._told if self._told is not None and self._told.id == customer.id else None
        if known is None:  # somebody else than the one in sight, of whom nothing was known until now
            self._show(completed(customer, None))
        self._told = completed(customer, known)
        self.customer = self.with_waiting(self._told)
        self.completed.emit(self.customer)
