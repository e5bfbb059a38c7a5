"""The Clopos Open API v2, every call the desk makes, in the desk's words."""

from __future__ import annotations

from typing import TypeVar

from callcenter.model.capabilities import Capabilities
from callcenter.model.catalogue import Category, Product, ProductQuery, StopEntry
from callcenter.model.customer import Customer, CustomerField, CustomerQuery, CustomerSort, Group, NewCustomer
from callcenter.model.order import NewOrder, Order, OrderDetail, OrderQuery, Stage
from callcenter.model.page import Page
from callcenter.model.phone import digits
from callcenter.model.venue import SaleType, Venue
from callcenter.pos import errors
from callcenter.pos.clopos import mapping, orders_mapping, orders_wire, wire
from callcenter.pos.clopos import params as spelled
from callcenter.pos.clopos.catalogue import Catalogue
from callcenter.pos.clopos.dialect import CloposDialect, Credentials
from callcenter.pos.clopos.reader import Reader, of_venue
from callcenter.pos.decode import UNREADABLE, row
from callcenter.pos.encode import segment
from callcenter.pos.exchange import TIMEOUTS, Call, Kind, Timeouts
from callcenter.pos.quota import Quota
from callcenter.pos.token import TokenStore
from callcenter.pos.transport import Transport
from callcenter.pos.unsupported import UnsupportedCalls

W = TypeVar("W")
M = TypeVar("M")

CAPABILITIES = Capabilities(
    orders=True,
    cancel_order=True,
    create_order=True,
    groups=True,
    venues=True,
    menu=True,
    quota=True,  # rate-limits page
    new_customer_fields=tuple(
        field for field in CustomerField if field not in {CustomerField.ADDRESS, CustomerField.TAGS}
    ),
    repeatable_create=True,
    customer_sorts=(
        *(CustomerSort.ID, CustomerSort.CID, CustomerSort.GROUP, CustomerSort.NAME, CustomerSort.EMAIL),
        *(CustomerSort.ADDRESS, CustomerSort.CREATED, CustomerSort.UPDATED),
    ),
    largest_page=999,  # list-customers page
    customer_facts=frozenset(
        {
            *("id", "code", "cid", "gender", "date_of_birth", "discount", "group_id", "receipt_count", "spent"),
            *("total_discount", "total_bonus", "balance", "cashback_balance", "loyalty_enrolled", "verified"),
            *("venue_id", "source", "reference_id", "created_at", "updated_at", "phone_verified_at"),
        }
    ),
)
LARGEST_GROUPS_PAGE = 200
NEWEST = 50
"""How many of the newest customers are searched for one whose creation was not confirmed."""


class Clopos(UnsupportedCalls):
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
        self._read = Reader(self._transport)
        self._catalogue = Catalogue(self._read)

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

    async def who(self) -> str | None:
        """Return None: a brand signs in, not a person."""
        return None

    # ---- customers --------------------------------------------------------------------------------------------------

    async def customers(self, query: CustomerQuery, *, background: bool = False) -> Page[Customer]:
        """``GET /customers``."""
        call = Call(method="GET", path="customers", params=spelled.customers(query), background=background)
        return await self._read.page(call, wire.CustomerWire, mapping.customer)

    async def customer(self, customer_id: str) -> Customer:
        """``GET /customers/{id}``."""
        call = Call(method="GET", path=f"customers/{segment(customer_id)}")
        return await self._read.one(call, wire.CustomerWire, mapping.customer)

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
            return mapping.customer(row(self._read.data(answer), wire.CustomerWire))
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
        return await self._read.all("customer-groups", wire.GroupWire, mapping.group, limit=LARGEST_GROUPS_PAGE)

    # ---- orders -----------------------------------------------------------------------------------------------------

    async def orders(self, query: OrderQuery, *, background: bool = False) -> Page[Order]:
        """``GET /orders``, of one venue where the query names it."""
        call = Call(
            method="GET",
            path="orders",
            params=spelled.orders(query),
            headers=of_venue(query.venue_id),
            background=background,
        )
        return await self._read.page(call, orders_wire.OrderWire, orders_mapping.order)

    async def order(self, order_id: str, venue_id: str | None = None) -> Order:
        """``GET /orders/{id}`` with its receipt."""
        return await self._read.one(_order(order_id, venue_id), orders_wire.OrderWire, orders_mapping.order)

    async def order_detail(self, order_id: str, venue_id: str | None = None) -> OrderDetail:
        """``GET /orders/{id}`` with its receipt, and the answer itself."""
        call = _order(order_id, venue_id)
        order, raw = await self._read.one_and_raw(call, orders_wire.OrderWire, orders_mapping.order)
        return OrderDetail(order=order, raw=raw)

    async def cancel_order(self, order_id: str, venue_id: str | None = None) -> None:
        """``PUT /orders/{id}`` {"status": "IGNORE"}; after a lost or refused answer the order itself is asked.

        A lost answer stays Uncertain while the order is still pending: it may be cancelled yet.
        """
        call = Call(
            method="PUT",
            path=f"orders/{segment(order_id)}",
            kind=Kind.REPEATABLE,
            body=b'{"status":"IGNORE"}',
            headers=of_venue(venue_id),
        )
        try:
            await self._transport.send(call)
        except (errors.Uncertain, errors.Invalid) as error:
            try:
                now = await self.order(order_id, venue_id)
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
            created = row(self._read.data(answer), orders_wire.CreatedOrderWire)
        except (errors.BadAnswer, *UNREADABLE):
            created = orders_wire.CreatedOrderWire()
        identity = created.payload.id if created.payload and created.payload.id is not None else created.id
        if identity is None:
            raise errors.Uncertain(host=answer.host, request=answer.mark, status=answer.status)
        return str(identity)

    # ---- the brand --------------------------------------------------------------------------------------------------

    async def venues(self) -> tuple[Venue, ...]:
        """``GET /venues``."""
        return await self._read.all("venues", wire.VenueWire, mapping.venue)

    async def sale_types(self) -> tuple[SaleType, ...]:
        """``GET /sale-types``."""
        return await self._read.all("sale-types", wire.SaleTypeWire, mapping.sale_type)

    async def categories(self, venue_id: str | None = None) -> tuple[Category, ...]:
        """``GET /categories``."""
        return await self._catalogue.categories(venue_id)

    async def products(self, query: ProductQuery, *, background: bool = False) -> Page[Product]:
        """``GET /products``."""
        return await self._catalogue.products(query, background=background)

    async def stop_list(self, venue_id: str | None = None, *, background: bool = False) -> tuple[StopEntry, ...]:
        """``GET /products/stop-list``."""
        return await self._catalogue.stop_list(venue_id, background=background)


def _order(order_id: str, venue_id: str | None) -> Call:
    return Call(
        method="GET",
        path=f"orders/{segment(order_id)}",
        params=(("with[0]", "receipt:id,service_notification_id,status"),),
        headers=of_venue(venue_id),
    )


def v2_url(base_url: str) -> str:
    """Return the v2 address for whichever the user was given: with or without its version."""
    return base_url.rstrip("/").removesuffix("/v2") + "/v2"
