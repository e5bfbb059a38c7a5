"""A desk's core that keeps a replica, and a look at processes from outside."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from callcenter.desk.bulk import Pacing
from callcenter.desk.connection import Connection
from callcenter.desk.files import Local, LocalFiles
from callcenter.desk.fill import FILLED
from callcenter.desk.following import Following
from callcenter.desk.queue import OrderQueue
from callcenter.desk.session import Session
from callcenter.desk.sync import Changed, Progress, Sync
from callcenter.pos.systems import Connector
from callcenter.replica.replica import Replica
from callcenter.vault import MemoryVault, Vault

QUICK = Pacing(interval=0.05, retry=0.05, grace=5.0, page=100, rate=10_000.0)
"""Many small pages in little time."""


class LastingVault(MemoryVault):
    """Stand for a keyring: with it the replica is a file."""

    @property
    def lasting(self) -> bool:
        return True


class SyncDesk:
    """Session, files and sync, wired as the program wires them; with the queue where it is to share a feed."""

    def __init__(self, folder: Path, vault: Vault, pacing: Pacing = QUICK, *, shares_as: str = "") -> None:
        async def opened() -> Vault:
            return vault

        connector = Connector()
        self.connection = Connection()
        self.session = Session(folder, opened, connector.connect, self.connection)
        self.files = LocalFiles(self.session, folder / "data")
        self.queue: OrderQueue | None = None
        if shares_as:
            following = Following(self.session, (shares_as, shares_as))
            self.queue = OrderQueue(self.session, self.files, self.connection, following)
        self.sync = Sync(self.session, self.files, self.connection, connector, pacing, self.queue)
        self.progress: list[Progress] = []
        self.changes: list[Changed] = []
        self.sync.progressed.connect(self.progress.append)
        self.sync.changed.connect(self.changes.append)

    @property
    def local(self) -> Local:
        assert self.files.local is not None
        return self.files.local

    @property
    def replica(self) -> Replica:
        return self.local.replica

    async def aclose(self) -> None:
        if self.queue is not None:
            await self.queue.aclose()
        for part in (self.sync, self.files, self.session):
            await part.aclose()


async def until_fact(desk: SyncDesk, name: str, is_so: Callable[[str | None], bool]) -> None:
    """Wait until a fact in the replica is as it should be."""
    async with asyncio.timeout(15):
        while not is_so(await desk.replica.fact(name)):  # noqa: ASYNC110 - a database tells nobody of a change
            await asyncio.sleep(0.01)


async def until_filled(desk: SyncDesk) -> None:
    """Wait until the first fill is done."""
    await until_fact(desk, FILLED, bool)


NewSyncDesk = Callable[..., SyncDesk]


def lives(pid: int) -> bool:
    """Whether a process is at work: neither gone nor waiting to be buried."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in {"Z", "X"}


def outside_of(pid: int) -> bytes:
    """Give what everybody on the computer may see of a process: its command line and environment."""
    place = Path(f"/proc/{pid}")
    return (place / "cmdline").read_bytes() + (place / "environ").read_bytes()


def maps_of(pid: int) -> str:
    """Give what a process has loaded."""
    return Path(f"/proc/{pid}/maps").read_text()
