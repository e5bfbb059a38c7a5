"""The sandbox as an object: a server on its own thread, with handles for tests and the demo."""

import asyncio
import contextlib
import sqlite3
import tempfile
import threading
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

from callcenter.sandbox.clock import Clock, SystemClock
from callcenter.sandbox.clopos import accounts
from callcenter.sandbox.clopos.app import PREFIX, Parts, clopos
from callcenter.sandbox.clopos.tokens import Tokens
from callcenter.sandbox.faults import Faults
from callcenter.sandbox.journal import Asked, Journal
from callcenter.sandbox.network import HOST, Network, bind
from callcenter.sandbox.opening import Opening, fill
from callcenter.sandbox.store.database import Store, open_store
from callcenter.sandbox.traffic import Traffic

_T = TypeVar("_T")

CUSTOMERS: Final = 2000
ORDERS: Final = 300
QUOTA: Final = 300
TOKEN_SECONDS: Final = 3600
MOST_CUSTOMERS: Final = 5_000_000
MOST_ORDERS: Final = 1_000_000

_TICK_SECONDS: Final = 0.1
_CALL_SECONDS: Final = 30.0


class AbandonedError(Exception):
    """A start was broken off by ``Sandbox.abandon``."""


@dataclass(slots=True)
class _Running:
    """What lives while the server runs; everything but the loop belongs to the server's thread."""

    loop: asyncio.AbstractEventLoop
    stop: asyncio.Event
    network: Network
    journal: Journal
    store: Store
    traffic: Traffic
    tokens: Tokens


class Sandbox:
    """A POS server on the loopback interface.

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
        token_seconds: int = TOKEN_SECONDS,
        clock: Clock | None = None,
    ) -> None:
        for name, value, least, most in (
            ("port", port, 0, 65_535),
            ("customers", customers, 0, MOST_CUSTOMERS),
            ("orders", orders, 0, MOST_ORDERS),
            ("orders_per_minute", orders_per_minute, 0, 6000),
            ("quota", quota, 0, 1_000_000),
            ("token_seconds", token_seconds, 1, 31_536_000),
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
        self._thread: threading.Thread | None = None
        self._live: _Running | None = None
        self._abandoned = threading.Event()

    # Life

    def __enter__(self) -> Self:
        """Start the server; it accepts connections when this returns."""
        ready: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, args=(ready,), name="sandbox")
        self._thread.start()
        try:
            ready.result()
        except BaseException:
            self.abandon()
            self._end()
            raise
        return self

    def abandon(self) -> None:
        """Break off a start under way, from a signal handler or another thread: entering then raises AbandonedError."""
        self._abandoned.set()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Stop the server, cut its connections, remove its temporary file."""
        self._end()

    def _end(self) -> None:
        if self._live is not None and not self._live.loop.is_closed():
            self._live.loop.call_soon_threadsafe(self._live.stop.set)
        if self._thread is not None:
            self._thread.join()
        self._thread = self._live = None

    def _run(self, ready: "Future[None]") -> None:
        try:
            asyncio.run(self._serve(ready))
        except BaseException as error:
            if ready.done():
                raise
            ready.set_exception(AbandonedError() if self._abandoned.is_set() else error)

    async def _serve(self, ready: "Future[None]") -> None:
        with ExitStack() as stack:
            # The port first: who asks for one that is taken need not wait for a million customers.
            bound = stack.enter_context(bind(self._port))
            store = open_store(self._file(stack), self._fill, self._abandoned.is_set)
            stack.callback(store.close)
            traffic = Traffic(store, self._clock, self._orders_per_minute, self._seed)
            tokens = Tokens(store.fact("signing key"), self._clock, self._token_seconds)
            closing = asyncio.Event()
            parts = Parts(store, self._clock, tokens, self._faults, traffic, closing, self._quota)
            journal = Journal(clopos(parts))
            network = Network(journal)
            await network.open(bound)
            self._live = _Running(asyncio.get_running_loop(), closing, network, journal, store, traffic, tokens)
            try:
                if self._abandoned.is_set():
                    raise AbandonedError
                ready.set_result(None)
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
        return f"http://{HOST}:{self.port}{PREFIX}"

    @property
    def credentials(self) -> dict[str, str | int]:
        """The account of Clopos: client_id, client_secret, brand, integrator_id, venue_id."""
        return dict(accounts.CREDENTIALS)

    # Handles

    @property
    def requests(self) -> list[Asked]:
        """The last requests (20,000 at most), oldest first. One stands here before its client sees the answer."""
        journal = self._running.journal
        return self._call(lambda: list(journal.entries))

    def forget_requests(self) -> None:
        """Empty ``requests``."""
        self._call(self._running.journal.entries.clear)

    def pause_network(self) -> None:
        """Let the POS be down: connections are reset, new ones refused, until ``resume_network``."""
        self._call(self._running.network.pause)

    def resume_network(self) -> None:
        """Let the POS be up again, on the same port."""
        self._await(self._running.network.resume)

    def set_faults(self, specification: str | Sequence[str]) -> None:
        """Put other faults in force (syntax: ``callcenter.sandbox.faults``); an empty text ends them all.

        Raises FaultSyntaxError.
        """
        self._call(lambda: self._faults.set(specification))

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

        return self._call(place)

    def advance_order(self, order_id: int, status: str) -> None:
        """Put an order into another state now, as the clerk would. Raises KeyError and ValueError."""
        live = self._running

        def advance() -> None:
            live.traffic.advance(order_id, status)
            live.store.connection.commit()

        self._call(advance)

    def limit_product(self, product_id: int, remaining: int | None, *, venue_id: int = accounts.VENUE_ID) -> None:
        """Put a product on a venue's stop list, 0 for out; None takes it off. Raises KeyError."""
        traffic = self._running.traffic
        self._call(lambda: traffic.limit(venue_id, product_id, remaining))

    def step(self) -> None:
        """Let everything happen that is due by the clock now, without waiting for the next tick."""
        self._call(self._running.traffic.step)

    def revoke_tokens(self) -> None:
        """Make every token issued so far an ``Invalid token``."""
        self._call(self._running.tokens.revoke_all)

    # The server's thread

    @property
    def _running(self) -> _Running:
        if self._live is None:
            raise RuntimeError("the sandbox is not running; enter it first")
        return self._live

    def _call(self, function: Callable[[], _T]) -> _T:
        """Run a function on the server's thread and give its result."""

        async def call() -> _T:
            return function()

        return self._await(call)

    def _await(self, function: Callable[[], Awaitable[_T]]) -> _T:
        async def wait() -> _T:
            return await function()

        return asyncio.run_coroutine_threadsafe(wait(), self._running.loop).result(_CALL_SECONDS)


async def _until(event: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
