"""What a brand offers to choose from, and the names behind its ids: groups, venues, sale types."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from psygnal import Signal

from callcenter.desk.connection import Connection
from callcenter.desk.directory import Directory
from callcenter.desk.session import Session
from callcenter.desk.tasks import Tasks
from callcenter.model.customer import Group
from callcenter.model.record import Record
from callcenter.model.venue import SaleType, Venue
from callcenter.pos.errors import Forbidden, PosError
from callcenter.pos.port import PointOfSale

T = TypeVar("T")


class Choices(Record, frozen=True):
    """What can be chosen; empty where the point of sale has none, or this account may not see them."""

    groups: tuple[Group, ...] = ()
    venues: tuple[Venue, ...] = ()
    sale_types: tuple[SaleType, ...] = ()


class Offer:
    """Reads the choices after signing in; a list that cannot be read now stays as it was, and ``read`` asks again."""

    changed = Signal(Choices)

    def __init__(self, session: Session, directory: Directory, connection: Connection) -> None:
        self._directory = directory
        self._connection = connection
        self._tasks = Tasks("choices")
        self._pos: PointOfSale | None = None
        self.choices = Choices()
        session.opened.connect(self._opened)
        session.closed.connect(self._closed)

    def read(self) -> None:
        """Ask for the choices."""
        if self._pos is not None:
            self._tasks.replace("read", self._read(self._pos))

    async def aclose(self) -> None:
        """Give up what is under way."""
        await self._tasks.aclose()

    def _opened(self, pos: PointOfSale, _venue_id: str | None) -> None:
        self._pos = pos
        self.read()

    def _closed(self) -> None:
        self._pos = None
        self._tasks.cancel("read")
        self._become(Choices())

    async def _read(self, pos: PointOfSale) -> None:
        known, can = self.choices, pos.capabilities
        self._become(
            Choices(
                groups=await self._list(self._directory.groups, known.groups),
                venues=await self._list(pos.venues, known.venues) if can.venues else (),
                sale_types=await self._list(pos.sale_types, known.sale_types) if can.orders else (),
            )
        )

    async def _list(self, ask: Callable[[], Awaitable[tuple[T, ...]]], known: tuple[T, ...]) -> tuple[T, ...]:
        try:
            return await ask()
        except Forbidden:  # capabilities are discovered: an account may not see every list
            return ()
        except PosError as error:
            self._connection.failed(error)
            return known

    def _become(self, choices: Choices) -> None:
        self.choices = choices
        self.changed.emit(choices)
