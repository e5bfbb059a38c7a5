"""Who has a number: customers by the whole of it, here or at the point of sale, and their open orders."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from callcenter.desk.connection import Connection
from callcenter.desk.files import LocalFiles
from callcenter.desk.queue import OrderQueue
from callcenter.desk.session import Session
from callcenter.model.call import caller_key
from callcenter.model.customer import Customer, CustomerQuery, unique
from callcenter.model.order import Order
from callcenter.model.phone import digits, national
from callcenter.pos.errors import PosError
from callcenter.replica.errors import Closed, LocalFileError, StorageFull

_log = logging.getLogger(__name__)

LOCAL_TROUBLE = (Closed, LocalFileError, StorageFull)
"""What the local files may raise while the desk works on without them."""
_TAIL = 7
"""Last digits that all writings of one number share, whatever stands around them: a cheap look before the exact one."""


class Callers:
    """Finds who calls. A part of a number is nobody's: ``888`` does not find +994 50 888 12 34."""

    def __init__(
        self,
        session: Session,
        files: LocalFiles,
        queue: OrderQueue,
        connection: Connection,
        pending: Callable[[], Sequence[Customer]] = tuple,
    ) -> None:
        self._session = session
        self._pending = pending
        self._files = files
        self._queue = queue
        self._connection = connection
        self.region = "AZ"

    async def here(self, number: str) -> tuple[Customer, ...]:
        """Return everybody with this number who is known here, whose own it is first; who waits to be sent as well."""
        known, local = list[Customer](), self._files.local
        if local is not None:
            try:
                known = await local.replica.by_phone(number)
            except LOCAL_TROUBLE as error:
                _log.info("the caller could not be looked up here: %s", type(error).__name__)
        return self._of((*known, *self._waiting(known)), number)

    def may_ask(self, number: str) -> bool:
        """Whether it is a whole number: of a part of one the point of sale would find half the brand."""
        return self._session.signed_in and (self._key(number) or "").startswith("+")

    async def there(self, number: str) -> tuple[Customer, ...]:
        """Ask the point of sale, and keep whom the local file lacked; nobody where it cannot be reached."""
        key, local, asked_at = self._key(number) or number, self._files.local, datetime.now(UTC)
        try:
            page = await self._session.pos.customers(CustomerQuery(phone=national(key, self.region) or digits(key)))
        except PosError as error:
            self._connection.failed(error)
            return ()
        self._connection.worked()
        customers = self._of(page.rows, number)
        if customers and local is not None:
            try:
                await local.replica.upsert(customers, asked_at=asked_at)
            except LOCAL_TROUBLE as error:
                _log.info("the caller could not be kept here: %s", type(error).__name__)
        return customers

    async def by_id(self, customer_id: str) -> tuple[Customer, ...]:
        """Return the customer with this id, where one is known here."""
        if waiting := tuple(one for one in self._pending() if one.id == customer_id):
            return waiting
        local = self._files.local
        if local is None:
            return ()
        try:
            return tuple(await local.replica.customers((customer_id,)))
        except LOCAL_TROUBLE as error:
            _log.info("the caller could not be looked up here: %s", type(error).__name__)
            return ()

    def open_orders(self, number: str, customers: Iterable[Customer]) -> tuple[Order, ...]:
        """Return the open orders of these customers and of the number, newest first."""
        ids, key = {one.id for one in customers}, self._key(number)
        theirs = [one for one in self._queue.orders.values() if one.open and self._is_of(one, ids, key)]
        return tuple(sorted(theirs, key=lambda one: (one.created_at is not None, one.created_at, one.id), reverse=True))

    def concerns(self, orders: Iterable[Order], number: str, customers: Iterable[Customer]) -> bool:
        """Whether any of these orders is theirs."""
        ids, key = {one.id for one in customers}, self._key(number)
        return any(self._is_of(one, ids, key) for one in orders)

    def _of(self, customers: Iterable[Customer], number: str) -> tuple[Customer, ...]:
        key = self._key(number)
        if key is None:
            return ()
        theirs = [one for one in unique(customers) if any(self._key(its) == key for its in one.all_phones)]
        return tuple(sorted(theirs, key=lambda one: self._key(one.phone or "") != key))

    def _waiting(self, known: Iterable[Customer]) -> list[Customer]:
        """Return who waits to be sent; not again who was just sent and is known already."""
        sent = {one.cid for one in known if one.cid}
        return [one for one in self._pending() if one.cid not in sent]

    def _is_of(self, order: Order, ids: set[str], key: str | None) -> bool:
        if order.recipient.id in ids:
            return True
        number = order.recipient.phone
        if not number or key is None or digits(key)[-_TAIL:] not in digits(number):
            return False
        return self._key(number) == key

    def _key(self, number: str) -> str | None:
        return caller_key(number, self.region)
