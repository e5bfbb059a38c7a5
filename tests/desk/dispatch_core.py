"""The core that takes forms up and sends them, as a process to be killed: told on standard input, tells what it did.

Lines out: ``taken CID`` once a form is committed, ``unsent N`` whenever the outbox changed. It has no end of its own.
"""

import asyncio
import json
import sys
from pathlib import Path

from callcenter.desk.connection import Connection
from callcenter.desk.directory import LocalDirectory
from callcenter.desk.dispatch import Dispatch
from callcenter.desk.files import LocalFiles
from callcenter.desk.session import Session
from callcenter.model.customer import NewCustomer
from callcenter.pos.systems import connect
from callcenter.replica.outbox import Act
from callcenter.settings import Profile
from callcenter.vault import Entry, Kind, Secret, Vault, origin_of
from tests.desk.syncing import LastingVault


async def run(given: dict[str, str]) -> None:
    profile = Profile(**json.loads(given["profile"]))
    vault = LastingVault()
    await vault.put(Entry(origin_of(profile.base_url), profile.key, Kind.LOCAL_KEY), Secret(given["key"]))

    async def opened() -> Vault:
        return vault

    folder, connection = Path(given["folder"]), Connection()
    session = Session(folder, opened, connect, connection)
    files = LocalFiles(session, folder / "data")
    dispatch = Dispatch(session, files, LocalDirectory(session, files), connection, shortest_wait=0.05)
    dispatch.changed.connect(lambda _entries: _say(f"unsent {dispatch.unsent}"))
    ready = asyncio.Event()
    files.opened.connect(lambda _local: ready.set())
    session.sign_in(profile, Secret(given["secret"]))
    await ready.wait()
    for number in range(int(given["forms"])):
        form = NewCustomer(cid=NewCustomer.new_cid(), name=f"Sınaq {given['round']}-{number}")
        await dispatch.take_up(Act.CREATE_CUSTOMER, form.cid, form)
        _say(f"taken {form.cid}")
    await asyncio.Event().wait()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(run(json.loads(sys.stdin.readline())))
