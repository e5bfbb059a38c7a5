"""The Clopos Open API v2, every call the desk makes, in the desk's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import quote

import msgspec

from callcenter.model.capabilities import Capabilities
from callcenter.model.customer import Customer, CustomerField, CustomerQuery, CustomerSort, Group, NewCustomer
from callcenter.model.order import NewOrder, Order, OrderQuery, Stage
from callcenter.model.page import Page
from callcenter.model.phone import digits
from callcenter.model.venue import SaleType, Venue
from callcenter.pos import errors
from callcenter.pos.clopos import mapping, orders_mapping, orders_wire, wire
from callcenter.pos.clopos import params as spelled
from callcenter.pos.clopos.dialect import CloposDialect, Credentials, head_of
from callcenter.pos.decode import UNREADABLE, built, decoder, row, rows, utf8
from callcenter.pos.exchange import TIMEOUTS, Answer, Call, Kind, Timeouts
from callcenter.pos.quota import Quota
from callcenter.pos.token import TokenStore
from callcenter.pos.transport import Transport

W = TypeVar("W")
M = TypeVar("M")

CAPABILITIES = Capabilities(
    orders=True,
    cancel_order=True,
    create_order=True,
    groups=True,
    venues=True,
    new_customer_fields=tuple(CustomerField),
    customer_sorts=tuple(CustomerSort),
)
LARGEST_GROUPS_PAGE = 200
MOST_PAGES = 50
LONGEST_TOTAL = 12
"""Digits."""
NEWEST = 50
"""How many of the newest customers are searched for one whose creation was not confirmed."""


class Clopos:
    """One brand on Clopos. Implements ``pos.port.PointOfSale``."""

    def __init__(
        self,
        base_url: str,
        credentials: Credentials,
        *,
        store: TokenStore | None = None,
        quota: Quota | None = None,
        timeouts: Timeouts = TIMEOUTS,
    ) -> None:
        self._transport = Transport(
            v2_url(base_url), CloposDialect(credentials), store=store, quota=quota, timeouts=timeouts
        )

    @property
    def capabilities(self) -> Capabilities:
        """What Clopos can do."""
        return CAPABILITIES

    @property
    def quota(self) -> Quota:
        """What is left of the brand's requests."""
        return self._transport.quota

    async def aclose(self) -> None:
        """Close the connections."""
        await self._transport.aclose()

    async def sign_in(self) -> None:
        """``POST /auth``."""
        await self._transport.sign_in()

    # ---- customers --------------------------------------------------------------------------------------------------

    async def customers(self, query: CustomerQuery, *, background: bool = False) -> Page[Customer]:
        """``GET /customers``."""
        call = Call(method="GET", path="customers", params=spelled.customers(query), background=background)
        return await self._page(call, wire.CustomerWire, mapping.customer)

    async def customer(self, customer_id: str) -> Customer:
        """``GET /customers/{id}``."""
        call = Call(method="GET", path=f"customers/{_segment(customer_id)}")
        return await self._one(call, wire.CustomerWire, mapping.customer)

    async def create_customer(self, form: NewCustomer) -> Customer:
        """``POST /customers``. A repeat of ours answers 409: then the one that exists is read and its cid compared."""
        call = Call(method="POST", path="customers", kind=Kind.REPEATABLE, body=mapping.new_customer(form))
        try:
            answer = await self._transport.send(call)
        except errors.Conflict as conflict:
            if ours := await self._created_before(form, conflict):
                return ours
            raise
        try:
            return mapping.customer(row(self._data(answer), wire.CustomerWire))
        except (errors.BadAnswer, *UNREADABLE):  # created, but what was answered tells us nothing
            raise errors.Uncertain(host=answer.host, request=answer.mark, status=answer.status) from None

    async def _created_before(self, form: NewCustomer, conflict: errors.Conflict) -> Customer | None:
        """Find the customer that an earlier, unconfirmed try of this very form created.

        Raises Uncertain where that cannot be read now, or where the cid is taken (nobody else chose it) and yet not
        found: refusing what may have been done would make it twice.
        """
        uncertain = errors.Uncertain(host=conflict.host, request=conflict.request, status=conflict.status)
        newest = CustomerQuery(sort=CustomerSort.ID, descending=True, limit=NEWEST)
        looks = [CustomerQuery(phone=digits(form.phone), limit=NEWEST)] if form.phone else []
        try:
            for look in (*looks, newest):
                found = await self.customers(look)
                cid = form.cid.lower()
                if ours := next((one for one in found.rows if (one.cid or "").lower() == cid), None):
                    return ours
        except errors.PosError as error:
            raise uncertain from error
        if any(problem.field == "cid" for problem in conflict.fields):
            raise uncertain
        return None

    async def groups(self) -> tuple[Group, ...]:
        """``GET /customer-groups``, every page of it."""
        return await self._all("customer-groups", wire.GroupWire, mapping.group, limit=LARGEST_GROUPS_PAGE)

    # ---- orders -----------------------------------------------------------------------------------------------------

    async def orders(self, query: OrderQuery, *, background: bool = False) -> Page[Order]:
        """``GET /orders``, of one venue where the query names it."""
        call = Call(
            method="GET",
            path="orders",
            params=spelled.orders(query),
            headers=(("x-venue", query.venue_id),) if query.venue_id else (),
            background=background,
        )
        return await self._page(call, orders_wire.OrderWire, orders_mapping.order)

    async def order(self, order_id: str) -> Order:
        """``GET /orders/{id}`` with its receipt."""
        call = Call(
            method="GET",
            path=f"orders/{_segment(order_id)}",
            params=(("with[0]", "receipt:id,service_notification_id,status"),),
        )
        return await self._one(call, orders_wire.OrderWire, orders_mapping.order)

    async def cancel_order(self, order_id: str) -> None:
        """``PUT /orders/{id}`` {"status": "IGNORE"}; after a lost or refused answer the order itself is asked.

        A lost answer stays Uncertain while the order is still pending: it may be cancelled yet.
        """
        call = Call(
            method="PUT",
            path=f"orders/{_segment(order_id)}",
            kind=Kind.REPEATABLE,
            body=b'{"status":"IGNORE"}',
        )
        try:
            await self._transport.send(call)
        except (errors.Uncertain, errors.Invalid) as error:
            try:
                now = await self.order(order_id)
            except errors.PosError:
                raise error from None
            if now.stage is Stage.IGNORED:
                return
            if now.stage is Stage.PENDING or isinstance(error, errors.Invalid):
                raise
            raise errors.Invalid(host=error.host, request=error.request, status=error.status) from error

    async def create_order(self, order: NewOrder) -> str:
        """``POST /orders``. Not idempotent: ``Idempotency-Key`` is sent though v2 says nothing of it."""
        call = Call(
            method="POST",
            path="orders",
            kind=Kind.ONCE,
            body=orders_mapping.new_order(order),
            headers=(("idempotency-key", order.key),),
        )
        answer = await self._transport.send(call)
        try:
            created = row(self._data(answer), orders_wire.CreatedOrderWire)
        except (errors.BadAnswer, *UNREADABLE):
            created = orders_wire.CreatedOrderWire()
        identity = created.payload.id if created.payload and created.payload.id is not None else created.id
        if identity is None:
            raise errors.Uncertain(host=answer.host, request=answer.mark, status=answer.status)
        return str(identity)

    # ---- the brand --------------------------------------------------------------------------------------------------

    async def venues(self) -> tuple[Venue, ...]:
        """``GET /venues``."""
        return await self._all("venues", wire.VenueWire, mapping.venue)

    async def sale_types(self) -> tuple[SaleType, ...]:
        """``GET /sale-types``."""
        return await self._all("sale-types", wire.SaleTypeWire, mapping.sale_type)

    # ---- reading answers --------------------------------------------------------------------------------------------

    async def _all(
        self, path: str, kind: type[W], build: Callable[[W], M], *, limit: int | None = None
    ) -> tuple[M, ...]:
        """Read a short list to its last page, each row once: not every server minds the page it is asked for.

        Without a ``limit`` the server's own holds, and only a ``total`` tells of another page.
        """
        found: dict[M, None] = {}
        read = 0
        for number in range(1, MOST_PAGES + 1):
            params = (("page", str(number)), *((("limit", str(limit)),) if limit else ()))
            page = await self._page(Call(method="GET", path=path, params=params, background=True), kind, build)
            here = len(page.rows) + page.skipped
            read += here
            known = len(found)
            found.update(dict.fromkeys(page.rows))
            last = read >= page.total if page.total is not None else limit is None or here < limit
            if last or len(found) == known:
                break
        return tuple(found)

    async def _page(self, call: Call, kind: type[W], build: Callable[[W], M]) -> Page[M]:
        answer = await self._transport.send(call)
        try:
            listed: wire.Listed[W] = decoder(wire.Listed[kind]).decode(answer.body)  # type: ignore[valid-type]
        except UNREADABLE:
            return self._odd_page(answer, kind, build)
        return Page(rows=built(listed.data, build), total=_total(listed))

    @staticmethod
    def _odd_page(answer: Answer, kind: type[W], build: Callable[[W], M]) -> Page[M]:
        """Read what can be read of a page that is not as it should be."""
        body = utf8(answer.body)
        try:
            if body.lstrip()[:1] == b"[":  # pages of the v1 era show a bare array
                found, skipped = rows(body, kind, build)
                return Page(rows=found, skipped=skipped)
            head = head_of(body)
            found, skipped = rows(head.data, kind, build)
        except UNREADABLE:
            raise errors.BadAnswer(host=answer.host, request=answer.mark, status=answer.status) from None
        return Page(rows=found, total=_total(head), skipped=skipped)

    async def _one(self, call: Call, kind: type[W], build: Callable[[W], M]) -> M:
        answer = await self._transport.send(call)
        try:
            return build(row(self._data(answer), kind))
        except UNREADABLE:
            raise errors.BadAnswer(host=answer.host, request=answer.mark, status=answer.status) from None

    @staticmethod
    def _data(answer: Answer) -> bytes | msgspec.Raw:
        """Return the object an answer is about: in its envelope, or bare."""
        try:
            head = head_of(answer.body)
        except UNREADABLE:
            raise errors.BadAnswer(host=answer.host, request=answer.mark, status=answer.status) from None
        return head.data if bytes(head.data) else utf8(answer.body)


def v2_url(base_url: str) -> str:
    """Return the v2 address for whichever the user was given: with or without its version."""
    return base_url.rstrip("/").removesuffix("/v2") + "/v2"


def _segment(identity: str) -> str:
    """Return an id fit for a path: ids come from the server, and a path must stay the path that was meant.

    Raises NotFound for what would name another path: nothing, or dots alone.
    """
    if not identity.strip("."):
        raise errors.NotFound
    return quote(identity, safe="", errors="replace")


def _total(head: wire.Head | wire.Listed[W]) -> int | None:
    """Return how many rows the list has: beside the data, or in ``pagination``."""
    paged = head.pagination.get("total") if isinstance(head.pagination, dict) else None
    told = str(head.total if head.total is not None else paged)
    return int(told) if told.isdecimal() and len(told) <= LONGEST_TOTAL else None
