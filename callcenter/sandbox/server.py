"""The sandbox as an object: a server on its own thread, with handles for tests and the demo."""

import asyncio
import contextlib
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from callcenter.sandbox.clock import Clock, SystemClock
from callcenter.sandbox.clopos import accounts
from callcenter.sandbox.clopos import app as clopos
from callcenter.sandbox.clopos.tokens import Tokens as CloposTokens
from callcenter.sandbox.faults import Faults
from callcenter.sandbox.journal import Asked, Journal
from callcenter.sandbox.life import Life
from callcenter.sandbox.network import HOST, Network, bind
from callcenter.sandbox.opening import Opening, fill
from callcenter.sandbox.posstar import accounts as posstar_accounts
from callcenter.sandbox.posstar import app as posstar
from callcenter.sandbox.posstar.shop import Shop
from callcenter.sandbox.posstar.tokens import Tokens as PosStarTokens
from callcenter.sandbox.store.database import Store, open_store
from callcenter.sandbox.systems import Systems
from callcenter.sandbox.traffic import Traffic

CUSTOMERS: Final = 2000
ORDERS: Final = 300
QUOTA: Final = 300
TOKEN_SECONDS: Final = 3600
POSSTAR_TOKEN_SECONDS: Final = 86_400
MOST_CUSTOMERS: Final = 5_000_000
MOST_ORDERS: Final = 1_000_000

_TICK_SECONDS: Final = 0.1


@dataclass(slots=True)
class _Running:
    """What lives while the server runs; all of it belongs to the server's thread."""

    network: Network
    journal: Journal
    store: Store
    traffic: Traffic
    shop: Shop
    tokens: tuple[CloposTokens, PosStarTokens]


class Sandbox:
    """Both points of sale, Clopos and PosStar, on one port of the loopback interface.

    Enter it to start the server on a thread and an asyncio loop of its own; leaving ends both. Its data are in a
    temporary file, or in ``data``, which is filled at its first use alone. Every method may be called from any thread
    but the server's own.

    ``clock`` (``sandbox.clock``) is the one source of the time: of what is created and changed, of traffic, tokens,
    quotas and the list's days. With a ``ManualClock`` nothing passes by itself: ``clock.advance(seconds)``, then
    ``step()``, which does what is due by then, 200 orders a step at most. It may be set back: what is to come keeps
    its distance, and no order's ``updated_at`` goes back.

    Raises ValueError for an option out of range; on entering, OSError for a port that is taken and DataFileError for a
    data file that cannot be used.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        customers: int = CUSTOMERS,
        orders: int = ORDERS,
        orders_per_minute: float = 0.0,
        seed: int = 1,
        quota: int = QUOTA,
        faults: str | Sequence[str] = "",
        data: Path | None = None,
        token_seconds: int | None = None,
        clock: Clock | None = None,
    ) -> None:
        for name, value, least, most in (
            ("port", port, 0, 65_535),
            ("customers", customers, 0, MOST_CUSTOMERS),
            ("orders", orders, 0, MOST_ORDERS),
            ("orders_per_minute", orders_per_minute, 0, 6000),
            ("quota", quota, 0, 1_000_000),
            ("token_seconds", TOKEN_SECONDS if token_seconds is None else token_seconds, 1, 31_536_000),
        ):
            if not least <= value <= most:
                raise ValueError(f"{name} is {value}; accepted: {least} to {most}")
        self._port = port
        self._amount = customers, orders
        self._orders_per_minute = orders_per_minute
        self._seed = seed
        self._quota = quota
        self._faults = Faults(faults, seed)
        self._data = data
        self._token_seconds = token_seconds
        self._clock = clock or SystemClock()
        self._live: _Running | None = None
        self._life = Life(self._serve)

    # Life

    def __enter__(self) -> Self:
        """Start the server; it accepts connections when this returns."""
        self._life.begin()
        return self

    def abandon(self) -> None:
        """Break off a start under way, from a signal handler or another thread: entering then raises AbandonedError."""
        self._life.abandon()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Stop the server, cut its connections, remove its temporary file."""
        self._life.end()
        self._live = None

    async def _serve(self, ready: Callable[[], None], closing: asyncio.Event) -> None:
        with ExitStack() as stack:
            # The port first: who asks for one that is taken need not wait for a million customers.
            bound = stack.enter_context(bind(self._port))
            store = open_store(self._file(stack), self._fill, self._life.is_abandoned)
            stack.callback(store.close)
            traffic = Traffic(store, self._clock, self._orders_per_minute, self._seed)
            key, seconds, clock = store.fact("signing key"), self._token_seconds, self._clock
            tokens = (
                CloposTokens(key, clock, seconds or TOKEN_SECONDS),
                PosStarTokens(key, clock, seconds or POSSTAR_TOKEN_SECONDS),
            )
            journal = Journal(
                Systems(
                    clopos.clopos(clopos.Parts(store, clock, tokens[0], self._faults, traffic, closing, self._quota)),
                    posstar.posstar(posstar.Parts(store, clock, tokens[1], self._faults, closing)),
                    posstar.PREFIX,
                )
            )
            network = Network(journal)
            await network.open(bound)
            self._live = _Running(network, journal, store, traffic, Shop(store, clock), tokens)
            try:
                ready()
                while not closing.is_set():
                    traffic.step()
                    network.tell_time()
                    await _until(closing, _TICK_SECONDS)
            finally:
                closing.set()
                await network.close()

    def _file(self, stack: ExitStack) -> Path:
        if self._data is not None:
            return self._data
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="callcenter-sandbox-"))
        return Path(folder) / "sandbox.sqlite"

    def _fill(self, connection: sqlite3.Connection) -> None:
        customers, orders = self._amount
        fill(connection, Opening(customers, orders, self._seed, int(self._clock.now())))

    # What a client needs to know

    @property
    def port(self) -> int:
        """The port that is listened on."""
        return self._running.network.port

    @property
    def clopos(self) -> str:
        """The base URL of Clopos v1; v2 is under ``/v2`` of it."""
        return f"http://{HOST}:{self.port}{clopos.PREFIX}"

    @property
    def credentials(self) -> dict[str, str | int]:
        """The account of Clopos: client_id, client_secret, brand, integrator_id, venue_id."""
        return dict(accounts.CREDENTIALS)

    @property
    def posstar(self) -> str:
        """The base URL of PosStar."""
        return f"http://{HOST}:{self.port}{posstar.PREFIX}"

    @property
    def posstar_credentials(self) -> dict[str, str]:
        """The account of PosStar: email, password."""
        return dict(posstar_accounts.CREDENTIALS)

    # Handles

    @property
    def requests(self) -> list[Asked]:
        """The last requests (20,000 at most), oldest first. One stands here before its client sees the answer."""
        journal = self._running.journal
        return self._life.call(lambda: list(journal.entries))

    def forget_requests(self) -> None:
        """Empty ``requests``."""
        self._life.call(self._running.journal.entries.clear)

    def pause_network(self) -> None:
        """Let the POS be down: connections are reset, new ones refused, until ``resume_network``."""
        self._life.call(self._running.network.pause)

    def resume_network(self) -> None:
        """Let the POS be up again, on the same port."""
        self._life.wait(self._running.network.resume)

    def set_faults(self, specification: str | Sequence[str]) -> None:
        """Put other faults in force (syntax: ``callcenter.sandbox.faults``); an empty text ends them all.

        Raises FaultSyntaxError.
        """
        self._life.call(lambda: self._faults.set(specification))

    def place_order(self, *, customer_id: int | None = None, venue_id: int = accounts.VENUE_ID) -> int:
        """Let an order arrive now, of a customer drawn at random or of this one. Gives its id.

        Raises KeyError when there is no such customer, or none at all.
        """
        live = self._running

        def place() -> int:
            customer = live.store.customers.get(customer_id) if customer_id is not None else None
            if customer_id is not None and customer is None:
                raise KeyError(customer_id)
            if venue_id not in live.store.catalogue.venues:
                raise KeyError(venue_id)
            order_id = live.traffic.place(customer, venue_id=venue_id)
            if order_id is None:
                raise KeyError(customer_id)
            return order_id

        return self._life.call(place)

    def advance_order(self, order_id: int, status: str) -> None:
        """Put an order into another state now, as the clerk would. Raises KeyError and ValueError."""
        live = self._running

        def advance() -> None:
            live.traffic.advance(order_id, status)
            live.store.connection.commit()

        self._life.call(advance)

    def limit_product(self, product_id: int, remaining: int | None, *, venue_id: int = accounts.VENUE_ID) -> None:
        """Put a product on a venue's stop list, 0 for out; None takes it off. Raises KeyError."""
        traffic = self._running.traffic
        self._life.call(lambda: traffic.limit(venue_id, product_id, remaining))

    def step(self) -> None:
        """Let everything happen that is due by the clock now, without waiting for the next tick."""
        self._life.call(self._running.traffic.step)

    def revoke_tokens(self) -> None:
        """Make every token issued so far an ``Invalid token``."""
        for tokens in self._running.tokens:
            self._life.call(tokens.revoke_all)

    def purchase(self, customer_id: str, total_minor: int, *, on_account: bool = False) -> str:
        """Let a customer of PosStar buy for so many hundredths now, on account if so. Gives the sale's id.

        Raises KeyError when there is no such customer, ValueError for a total that is not above zero.
        """
        shop = self._running.shop
        return self._life.call(lambda: shop.sell(customer_id, total_minor, on_account=on_account))

    def pay(self, customer_id: str, amount_minor: int) -> str:
        """Let a customer of PosStar pay so many hundredths into their account now. Gives the ledger entry's id.

        Raises KeyError when there is no such customer, ValueError for an amount that is not above zero.
        """
        shop = self._running.shop
        return self._life.call(lambda: shop.pay(customer_id, amount_minor))

    def redemptions(self, customer_id: str) -> list[int]:
        """Give the points of every redemption of a customer of PosStar, oldest first. Raises KeyError."""
        shop = self._running.shop
        return self._life.call(lambda: shop.redemptions(customer_id))

    # The server's thread

    @property
    def _running(self) -> _Running:
        if self._live is None:
            raise RuntimeError("the sandbox is not running; enter it first")
        return self._live


async def _until(event: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
