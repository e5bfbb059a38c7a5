"""The menu that callers ask about: what a venue sells, for how much, and what is out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import msgspec
from psygnal import Signal

from callcenter.desk import menu_sections
from callcenter.desk.connection import Connection, Link, State
from callcenter.desk.files import LocalFiles
from callcenter.desk.menu_sections import Item
from callcenter.desk.session import Session
from callcenter.desk.tasks import Tasks, heard
from callcenter.model.catalogue import Category, Product, ProductQuery, StopEntry
from callcenter.model.record import Record
from callcenter.pos.errors import PosError
from callcenter.pos.port import PointOfSale
from callcenter.replica.errors import Closed, LocalFileError, StorageFull

_log = logging.getLogger(__name__)

STALE = timedelta(minutes=15)
"""A menu older than this is read anew, while the one that is known is shown."""
STOPS_EVERY = 60.0
"""Seconds between two readings of the stop list while somebody looks at the menu."""
SELDOM = 10
"""How many times as long is waited while it is open and the agent works elsewhere: every desk of the brand may have it
so, and the quota is one for all."""
MOST_PAGES = 100
"""A server whose pages never end is not followed for ever: ten thousand products."""
_FACT = "menu: "
"""The fact, with a venue's id behind it, that keeps a menu in the replica."""


class Menu(Record, frozen=True):
    """What a venue sells, as it was told, and when."""

    categories: tuple[Category, ...]
    products: tuple[Product, ...]
    read_at: datetime


class Shown(Record, frozen=True):
    """What of a venue's menu there is to show."""

    venue_id: str | None
    items: tuple[Item, ...] = ()
    """Those in which what was typed is found."""
    of: int = 0
    """How many there are."""
    read_at: datetime | None = None
    """When the menu was read; None where none is known."""
    stops_at: datetime | None = None
    """When the stop list was read; None where what is out is not known."""
    reading: bool = False
    trouble: PosError | None = None
    """Why the menu could not be read anew."""
    stops_trouble: PosError | None = None
    """Why the stop list could not be read anew."""


@dataclass(slots=True)
class _Known:
    """What is known of one venue."""

    menu: Menu | None = None
    stops: Mapping[str, StopEntry] = field(default_factory=dict)
    stops_at: datetime | None = None
    trouble: PosError | None = None
    stops_trouble: PosError | None = None
    items: tuple[Item, ...] = ()


class Menus:
    """Shows one venue's menu at a time: what is known at once, then what the point of sale tells."""

    changed = Signal(Shown)

    def __init__(
        self,
        session: Session,
        files: LocalFiles,
        connection: Connection,
        *,
        stops_every: float = STOPS_EVERY,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._session = session
        self._files = files
        self._connection = connection
        self._stops_every = stops_every
        self._now = now
        self._tasks = Tasks("menu")
        self._known: dict[str | None, _Known] = {}
        self._open = False
        self._looked_at = asyncio.Event()
        self._reading = False
        self._text = ""
        self._link = connection.state.link
        self.venue_id: str | None = None
        session.closed.connect(self._forget)
        connection.changed.connect(self._linked)

    @property
    def shown(self) -> Shown:
        """What there is to show now."""
        known = self._at
        return Shown(
            venue_id=self.venue_id,
            items=menu_sections.look(known.items, self._text),
            of=len(known.items),
            read_at=known.menu.read_at if known.menu is not None else None,
            stops_at=known.stops_at,
            reading=self._reading,
            trouble=known.trouble,
            stops_trouble=known.stops_trouble,
        )

    def open(self, venue_id: str | None) -> None:
        """Show a venue's menu (None: that of the desk's own venue), and keep it fresh until ``close``."""
        self._open, self.venue_id = True, venue_id
        self._looked_at.set()
        self._read_on(anew=False)

    def read(self) -> None:
        """Read the menu and the stop list anew."""
        if self._open:
            self._read_on(anew=True)

    def watch(self, *, looked_at: bool) -> None:
        """Say whether the agent has the menu before them: coming back to it, they see what is out by then."""
        (self._looked_at.set if looked_at else self._looked_at.clear)()

    def look(self, text: str) -> None:
        """Show only what has all these words."""
        if text != self._text:
            self._text = text
            self._tell()

    def close(self) -> None:
        """Keep nothing fresh any more."""
        self._open = False
        self._reading = False
        self._tasks.cancel("keep fresh")

    async def aclose(self) -> None:
        """Give up what is under way."""
        await self._tasks.aclose()

    # ---- reading ----------------------------------------------------------------------------------------------------

    @property
    def _at(self) -> _Known:
        return self._known.setdefault(self.venue_id, _Known())

    def _read_on(self, *, anew: bool) -> None:
        self._reading = self._session.signed_in
        self._tell()
        if self._session.signed_in:
            work = self._keep_fresh(self._session.pos, self.venue_id, self._at, anew=anew)
            self._tasks.replace("keep fresh", work)

    async def _keep_fresh(self, pos: PointOfSale, venue_id: str | None, known: _Known, *, anew: bool) -> None:
        if known.menu is None and (kept := await self._kept(venue_id)) is not None:
            self._take_menu(known, kept)
            self._tell()
        waited_for = True  # somebody looks for the answer now; later rounds leave the reserve of the quota alone
        while True:
            self._reading = True
            if anew or known.menu is None or self._now() - known.menu.read_at >= STALE:
                await self._read_menu(pos, venue_id, known, background=not waited_for or known.menu is not None)
                self._tell()
            await self._read_stops(pos, venue_id, known, background=not waited_for)
            self._reading = anew = waited_for = False
            self._tell()
            await asyncio.sleep(self._stops_every)
            await heard(self._looked_at, (SELDOM - 1) * self._stops_every)

    async def _read_menu(self, pos: PointOfSale, venue_id: str | None, known: _Known, *, background: bool) -> None:
        try:
            products = await _products(pos, venue_id, background=background)
            categories = await pos.categories(venue_id)
        except PosError as error:
            known.trouble = error
            self._connection.failed(error)
            return
        known.trouble = None
        self._connection.worked()
        menu = Menu(categories=categories, products=products, read_at=self._now())
        self._take_menu(known, menu)
        await self._keep(venue_id, menu)

    async def _read_stops(self, pos: PointOfSale, venue_id: str | None, known: _Known, *, background: bool) -> None:
        try:
            told = await pos.stop_list(venue_id, background=background)
        except PosError as error:
            known.stops_trouble = error
            self._connection.failed(error)
            return
        known.stops_trouble = None
        self._connection.worked()
        known.stops = {entry.product_id: entry for entry in told}
        known.stops_at = self._now()
        known.items = menu_sections.with_stops(known.items, known.stops)

    def _take_menu(self, known: _Known, menu: Menu) -> None:
        known.menu = menu
        known.items = menu_sections.items(menu.categories, menu.products, known.stops)

    # ---- the replica ------------------------------------------------------------------------------------------------

    async def _kept(self, venue_id: str | None) -> Menu | None:
        """Return the menu that was kept when it was read last; the program may have ended since."""
        local = self._files.local
        if local is None:
            return None
        try:
            told = await local.replica.fact(f"{_FACT}{venue_id or ''}")
            return None if told is None else msgspec.json.decode(told, type=Menu)
        except msgspec.DecodeError:
            _log.info("the menu kept is another version's: it is read anew")
        except (Closed, LocalFileError) as error:
            _log.info("the menu kept could not be read: %s", type(error).__name__)
        return None

    async def _keep(self, venue_id: str | None, menu: Menu) -> None:
        local = self._files.local
        if local is None:
            return
        try:
            await local.replica.set_fact(f"{_FACT}{venue_id or ''}", msgspec.json.encode(menu).decode())
        except (Closed, LocalFileError, StorageFull) as error:
            _log.info("the menu could not be kept: %s", type(error).__name__)

    # ---- what happens -----------------------------------------------------------------------------------------------

    def _tell(self) -> None:
        self.changed.emit(self.shown)

    def _linked(self, state: State) -> None:
        """Ask again at once when a point of sale that was away is back."""
        before, self._link = self._link, state.link
        known, back = self._at, before is Link.OFFLINE and state.link is Link.LIVE
        failed = known.trouble is not None or known.stops_trouble is not None
        if back and failed and self._open and not self._reading:  # else it was this reading's own answer
            self._read_on(anew=known.trouble is not None)

    def _forget(self) -> None:
        self.close()
        self._known.clear()
        self._text, self.venue_id = "", None
        self._tell()


async def _products(pos: PointOfSale, venue_id: str | None, *, background: bool) -> tuple[Product, ...]:
    """Read every page, each product once: not every server minds the page it is asked for. Raises PosError."""
    found: dict[str, Product] = {}
    read = 0
    for number in range(1, MOST_PAGES + 1):
        query = ProductQuery(page=number, venue_id=venue_id)
        page = await pos.products(query, background=background)
        here, known = len(page.rows) + page.skipped, len(found)
        read += here
        found.update((one.id, one) for one in page.rows)
        last = read >= page.total if page.total is not None else here < query.limit
        if last or (page.rows and len(found) == known) or not here:
            break
    return tuple(found.values())
