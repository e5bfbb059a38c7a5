"""The core that takes acts up and sends them, in a process to be killed; and the nursery such processes come from.

The nursery reads a line of JSON (``Life``) and forks a core for it, which costs a hundredth of starting one. What a
core writes comes out of the nursery: ``core PID``, ``take KEY`` before and ``taken KEY`` after an act is committed,
``rows [[KEY, STATE, LOOKED, ERROR], …]`` whenever the outbox changed, and ``dead`` from the nursery once it is gone. A
core has no end of its own.
"""

import asyncio
import os
import signal
import sys
import traceback
from pathlib import Path

import msgspec
import stamina

from callcenter.desk.acts.delete_customer import Deletion
from callcenter.desk.acts.redeem import PointsRedemption
from callcenter.desk.acts.update_customer import CustomerUpdate
from callcenter.desk.connection import Connection
from callcenter.desk.directory import LocalDirectory
from callcenter.desk.dispatch import Dispatch
from callcenter.desk.files import LocalFiles
from callcenter.desk.session import Session
from callcenter.model.customer import Customer, NewCustomer
from callcenter.model.order import NewOrder, Order
from callcenter.model.record import Record
from callcenter.pos.clopos.client import Clopos  # here, so that no core has to
from callcenter.pos.clopos.dialect import Credentials
from callcenter.pos.exchange import Timeouts
from callcenter.pos.port import PointOfSale
from callcenter.pos.posstar.client import PosStar
from callcenter.pos.posstar.dialect import Credentials as PosStarCredentials
from callcenter.pos.token import TokenStore
from callcenter.replica.outbox import Act, Entry, State
from callcenter.settings import Profile, Settings
from callcenter.vault import Entry as VaultEntry
from callcenter.vault import Kind, Secret, Vault, origin_of
from tests.desk.syncing import LastingVault

TIMEOUTS = Timeouts(connect=0.5, silence=0.2, whole=1.0)
SHORTEST_WAIT = 0.02
LOOKS = (0.0, 0.05)
_FOR_EVER = 2**40


BODIES: dict[Act, type[Record]] = {
    Act.CREATE_CUSTOMER: NewCustomer,
    Act.UPDATE_CUSTOMER: CustomerUpdate,
    Act.DELETE_CUSTOMER: Deletion,
    Act.REDEEM: PointsRedemption,
    Act.CREATE_ORDER: NewOrder,
}


class Taken(msgspec.Struct, frozen=True):
    """An act to be taken up."""

    act: Act
    subject: str
    key: str
    """What it is called by: a form's cid, an order's key, else the name in it."""
    body: bytes

    @classmethod
    def of(cls, act: Act, subject: str, body: Record) -> "Taken":
        """Make one of the body."""
        return cls(act, subject, key_of(body), msgspec.msgpack.encode(body))


class Life(msgspec.Struct):
    """What a core is told: where its files lie and with which key, whom it asks, what it takes up, how it decides."""

    profile: dict[str, str]
    folder: str
    key: str
    token: str
    secret: str
    acts: list[Taken] = []
    agent: bool = False
    """Whether what is uncertain is decided: "it is this one" where something was found, "send again" where not."""
    done: list[str] = []
    """Keys of redemptions of which the agent has found out that they were done."""


class Core:
    """Session, files and dispatch, wired as the program wires them, with short waits."""

    def __init__(self, life: Life, vault: Vault) -> None:
        async def opened() -> Vault:
            return vault

        folder, connection = Path(life.folder), Connection()
        self.profile = Profile(**life.profile)
        self.session = Session(folder, opened, _connect, connection)
        self.files = LocalFiles(self.session, folder / "data")
        directory = LocalDirectory(self.session, self.files)
        self.dispatch = Dispatch(
            self.session, self.files, directory, connection, shortest_wait=SHORTEST_WAIT, looks=LOOKS
        )
        self.dispatch.changed.connect(_tell)
        self._done = life.done
        if life.agent:
            self.dispatch.changed.connect(self._decide)

    def _decide(self, entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            found = self.dispatch.found(entry) if entry.state is State.UNCERTAIN else None
            if found is None:
                continue
            made: tuple[Order | Customer, ...] = (*found.orders, *found.customers)
            if made or _key(entry) in self._done:
                self.dispatch.confirm(entry, made[0] if made else None)
            else:
                self.dispatch.retry(entry)


async def _connect(profile: Profile, secret: Secret | None, store: TokenStore) -> PointOfSale:
    if secret is None:
        star = PosStarCredentials(profile.email)
        return PosStar(profile.base_url, star, currency=profile.currency, store=store, timeouts=TIMEOUTS)
    account = Credentials(
        client_id=profile.client_id,
        client_secret=secret,
        brand=profile.brand,
        integrator_id=profile.integrator_id,
        venue_id=profile.venue_id or None,
    )
    return Clopos(profile.base_url, account, store=store, timeouts=TIMEOUTS)


async def live(life: Life) -> None:
    """Sign in by the token that is kept, take up what the life tells, and go on until killed."""
    vault = LastingVault()
    profile = Profile(**life.profile)
    token = msgspec.json.encode({"token": life.token, "expires_at": _FOR_EVER}).decode()
    for kind, content in ((Kind.LOCAL_KEY, life.key), (Kind.CLIENT_SECRET, life.secret), (Kind.TOKEN, token)):
        await vault.put(VaultEntry(origin_of(profile.base_url), profile.key, kind), Secret(content))
    core = Core(life, vault)
    ready = asyncio.Event()
    core.files.opened.connect(lambda _local: ready.set())
    core.session.resume(Settings(profiles=(profile,), active=profile.key))
    await ready.wait()
    for taken in life.acts:
        _say(f"take {taken.key}")
        body = msgspec.msgpack.decode(taken.body, type=BODIES[taken.act])
        await core.dispatch.take_up(taken.act, taken.subject, body)
        _say(f"taken {taken.key}")
    _say("all taken")
    await asyncio.Event().wait()


def _tell(entries: tuple[Entry, ...]) -> None:
    rows = [[_key(entry), entry.state.value, entry.found is not None, entry.error] for entry in entries]
    _say(f"rows {msgspec.json.encode(rows).decode()}")


def _key(entry: Entry) -> str:
    return key_of(entry.read(BODIES[entry.act]))


def key_of(body: Record) -> str:
    """Return what an act is called by."""
    if isinstance(body, NewCustomer):
        return body.cid
    if isinstance(body, NewOrder):
        return body.key
    assert isinstance(body, CustomerUpdate | Deletion | PointsRedemption)
    return body.name


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())  # whole lines alone, however the process ends


def _fork(life: Life) -> int:
    pid = os.fork()
    if pid:
        return pid
    _say(f"core {os.getpid()}")
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        stamina.set_testing(True, attempts=3, cap=True)
        asyncio.run(live(life))
    except BaseException:  # noqa: BLE001 - told, and the end of this process
        _say(f"failed {traceback.format_exc()!r}")
    os._exit(1)


def nurse() -> None:
    """Raise one core after the other, as told on standard input."""
    for line in sys.stdin:
        pid = _fork(msgspec.json.decode(line, type=Life))
        os.waitpid(pid, 0)
        _say("dead")


if __name__ == "__main__":
    nurse()
