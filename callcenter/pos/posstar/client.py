"""PosStar's API v1, every call the desk makes, in the desk's words."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TypeVar
from urllib.parse import urlsplit

from callcenter.model.capabilities import Capabilities
from callcenter.model.customer import Customer, CustomerChange, CustomerField, CustomerQuery, NewCustomer
from callcenter.model.ledger import LedgerEntry
from callcenter.model.loyalty import Redeemed, Redemption
from callcenter.model.page import Page
from callcenter.pos import errors
from callcenter.pos.decode import UNREADABLE, row, rows, utf8
from callcenter.pos.encode import segment
from callcenter.pos.exchange import TIMEOUTS, Answer, Call, Kind, Timeouts
from callcenter.pos.posstar import mapping, wire
from callcenter.pos.posstar import params as spelled
from callcenter.pos.posstar.dialect import Credentials, PosStarDialect, head_of
from callcenter.pos.quota import Quota
from callcenter.pos.token import TokenStore
from callcenter.pos.transport import Transport
from callcenter.pos.unsupported import UnsupportedCalls

W = TypeVar("W")
M = TypeVar("M")

_FIELDS = (
    *(CustomerField.NAME, CustomerField.PHONE, CustomerField.EMAIL),
    *(CustomerField.ADDRESS, CustomerField.TAGS, CustomerField.NOTES),
)
CAPABILITIES = Capabilities(
    new_customer_fields=_FIELDS,
    change_customer_fields=_FIELDS,
    customer_sorts=tuple(spelled.SORTS),
    largest_page=spelled.LARGEST_PAGE,
    customer_facts=frozenset(
        {"id", "receipt_count", "spent", "points", "tags", "purchases", "ledger_balance", "created_at"}
    ),
    delete_customer=True,
    purchases=True,
    ledger=True,
    redeem=True,
)
NO_SUCH_VERB = 405
LARGE = 200_000
"""Bytes of an answer that is read beside the loop: some milliseconds' work."""


class PosStar(UnsupportedCalls):
    """One vendor's account on PosStar. Implements ``pos.port.PointOfSale``; ``currency`` is that of its sums."""

    def __init__(
        self,
        base_url: str,
        credentials: Credentials,
        *,
        currency: str,
        store: TokenStore | None = None,
        quota: Quota | None = None,
        timeouts: Timeouts = TIMEOUTS,
    ) -> None:
        self._dialect = PosStarDialect(credentials)
        self._transport = Transport(v1_url(base_url), self._dialect, store=store, quota=quota, timeouts=timeouts)
        self._currency = currency
        self._verb = "PATCH"

    @property
    def capabilities(self) -> Capabilities:
        """What PosStar can do: customers, and no orders (none are documented)."""
        return CAPABILITIES

    @property
    def quota(self) -> Quota:
        """What is left of the account's requests; PosStar tells nothing of it."""
        return self._transport.quota

    async def aclose(self) -> None:
        """Close the connections."""
        await self._transport.aclose()

    async def sign_in(self) -> None:
        """``POST /auth/login``; without a password see whether the kept token still serves."""
        if self._dialect.has_password:
            await self._transport.sign_in()
        else:
            await self.who()

    async def who(self) -> str | None:
        """``GET /auth/me``."""
        answer = await self._transport.send(Call(method="GET", path="auth/me"))
        return _one(answer, wire.UserWire, mapping.user)

    # ---- customers --------------------------------------------------------------------------------------------------

    async def customers(self, query: CustomerQuery, *, background: bool = False) -> Page[Customer]:
        """``GET /customers``; where a name and a number are given, the name narrows the page that the number found."""
        call = Call(method="GET", path="customers", params=spelled.customers(query), background=background)
        answer = await self._transport.send(call)
        found, skipped = _listed(answer, wire.CustomerWire, self._customer)
        if query.phone and query.name:
            letters = query.name.casefold()
            found = tuple(one for one in found if letters in one.name.casefold())
        return Page(rows=found, skipped=skipped)

    async def customer(self, customer_id: str) -> Customer:
        """``GET /customers/{id}``, with the latest purchases and the account's balance."""
        answer = await self._transport.send(Call(method="GET", path=_path(customer_id)))
        return _one(answer, wire.CustomerWire, self._customer)

    async def create_customer(self, form: NewCustomer) -> Customer:
        """``POST /customers``. It has no key that would make a repeat safe: what is lost stays Uncertain."""
        call = Call(method="POST", path="customers", kind=Kind.ONCE, body=mapping.new_customer(form))
        return _confirmed(await self._transport.send(call), wire.CustomerWire, self._customer)

    async def update_customer(self, customer_id: str, change: CustomerChange) -> Customer:
        """``PATCH /customers/{id}``, or PUT: the page names no verb.

        Sent once: a repeat after a lost answer would take back what somebody else wrote in between. Whoever has read
        the customer again may send it again.
        """
        body = mapping.change(change)
        try:
            answer = await self._update(self._verb, customer_id, body)
        except (errors.NotFound, errors.Invalid) as error:
            unknown_verb = isinstance(error, errors.NotFound) or error.status == NO_SUCH_VERB
            if self._verb == "PUT" or not unknown_verb:
                raise
            answer = await self._update("PUT", customer_id, body)  # NotFound again: it is the customer who is gone
            self._verb = "PUT"
        return _confirmed(answer, wire.CustomerWire, self._customer)

    async def _update(self, verb: str, customer_id: str, body: bytes) -> Answer:
        call = Call(method=verb, path=_path(customer_id), kind=Kind.ONCE, body=body)
        return await self._transport.send(call)

    async def delete_customer(self, customer_id: str) -> None:
        """``DELETE /customers/{id}``; a customer who is gone already is as good as deleted."""
        call = Call(method="DELETE", path=_path(customer_id), kind=Kind.REPEATABLE)
        try:
            answer = await self._transport.send(call)
        except errors.NotFound as gone:
            if not gone.server_message:  # a proxy's page: nobody has said that the customer is gone
                raise
            return
        if answer.body.strip() and head_of(answer.body) is None:
            raise _uncertain(answer)

    # ---- the account and the points ---------------------------------------------------------------------------------

    async def ledger(
        self, customer_id: str, since: date | None = None, until: date | None = None
    ) -> tuple[LedgerEntry, ...]:
        """``GET /customers/{id}/ledger``."""
        call = Call(method="GET", path=_path(customer_id, "ledger"), params=spelled.ledger(since, until))
        answer = await self._transport.send(call)
        read = partial(_listed, answer, wire.LedgerWire, lambda one: mapping.entry(one, self._currency))
        # Nobody says how many there are, and the window is not to wait for them.
        return (await asyncio.to_thread(read) if len(answer.body) > LARGE else read())[0]

    async def redeem(self, redemption: Redemption) -> Redeemed:
        """``POST /customers/{id}/loyalty/redeem``. Not idempotent."""
        path = _path(redemption.customer_id, "loyalty/redeem")
        call = Call(method="POST", path=path, kind=Kind.ONCE, body=mapping.redemption(redemption))
        answer = await self._transport.send(call)
        return _confirmed(answer, wire.RedeemedWire, lambda one: mapping.redeemed(one, self._currency))

    def _customer(self, read: wire.CustomerWire) -> Customer:
        return mapping.customer(read, self._currency)


def v1_url(base_url: str) -> str:
    """Return the v1 address for whichever the user was given: with or without its path."""
    base_url = base_url.rstrip("/")
    if not urlsplit(base_url).path:
        return base_url + "/api/v1"
    return base_url + "/v1" if base_url.endswith("/api") else base_url


def _path(customer_id: str, part: str = "") -> str:
    return "/".join(filter(None, ("customers", segment(customer_id), part)))


def _one(answer: Answer, kind: type[W], build: Callable[[W], M]) -> M:
    try:
        return build(row(utf8(answer.body), kind))
    except UNREADABLE:
        raise errors.BadAnswer(host=answer.host, request=answer.mark, status=answer.status) from None


def _listed(answer: Answer, kind: type[W], build: Callable[[W], M]) -> tuple[tuple[M, ...], int]:
    """Read a bare array; return its rows and how many could not be read."""
    try:
        return rows(answer.body, kind, build)
    except UNREADABLE:
        pass
    try:
        return rows(utf8(answer.body), kind, build)
    except UNREADABLE:
        raise errors.BadAnswer(host=answer.host, request=answer.mark, status=answer.status) from None


def _confirmed(answer: Answer, kind: type[W], build: Callable[[W], M]) -> M:
    """Read the answer to a write; one that tells nothing leaves it open whether it was done."""
    try:
        return _one(answer, kind, build)
    except errors.BadAnswer:
        raise _uncertain(answer) from None


def _uncertain(answer: Answer) -> errors.Uncertain:
    return errors.Uncertain(host=answer.host, request=answer.mark, status=answer.status)
