"""A desk without its window, and an ear for what its parts tell."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from psygnal import SignalInstance

from callcenter.desk.card import Card
from callcenter.desk.choices import Offer
from callcenter.desk.connection import Connection
from callcenter.desk.directory import PosDirectory
from callcenter.desk.files import LocalFiles
from callcenter.desk.find import Find
from callcenter.desk.intake import Intake
from callcenter.desk.queue import OrderQueue
from callcenter.desk.session import OpenVault, Session
from callcenter.pos.systems import connect

Until = Callable[..., Awaitable[None]]
Asked = Callable[[str, str], int]


def heard(signal: SignalInstance) -> list[Any]:
    """Give the list that grows with what a signal tells from now on; a signal of several values tells tuples."""
    told: list[Any] = []
    signal.connect(lambda *values: told.append(values[0] if len(values) == 1 else values))
    return told


class Desk:
    """The use cases of one desk, wired as the program wires them."""

    def __init__(self, folder: Path, open_vault: OpenVault) -> None:
        self.connection = Connection()
        self.session = Session(folder, open_vault, connect, self.connection)
        self.directory = PosDirectory(self.session)
        self.find = Find(self.directory, self.connection, pause=0.02)
        self.card = Card(self.directory, self.connection)
        self.intake = Intake(self.session, self.directory, self.connection)
        self.files = LocalFiles(self.session, folder / "data")
        self.queue = OrderQueue(self.session, self.files, self.connection)
        self.offer = Offer(self.session, self.directory, self.connection)

    async def aclose(self) -> None:
        for part in (self.find, self.card, self.intake, self.offer, self.queue, self.files, self.session):
            await part.aclose()
