"""The core of a desk as a process of its own, to be killed: it is told on standard input, and tells what it does.

Lines out: ``worker PID`` and ``count N`` while it fills. It has no end of its own.
"""

import asyncio
import json
import sys
from pathlib import Path

from callcenter.desk.bulk import Pacing
from callcenter.desk.sync import Phase, Progress
from callcenter.settings import Profile
from callcenter.vault import Entry, Kind, Secret, origin_of
from tests.desk.syncing import LastingVault, SyncDesk


async def run(given: dict[str, str]) -> None:
    profile = Profile(**json.loads(given["profile"]))
    vault = LastingVault()
    await vault.put(Entry(origin_of(profile.base_url), profile.key, Kind.LOCAL_KEY), Secret(given["key"]))
    desk = SyncDesk(Path(given["folder"]), vault, Pacing(interval=0.5, page=int(given["page"]), rate=10_000.0))

    def tell(progress: Progress) -> None:
        if progress.phase is Phase.FILLING:
            sys.stdout.write(f"worker {desk.sync.worker_pid}\ncount {progress.count}\n")
            sys.stdout.flush()

    desk.sync.progressed.connect(tell)
    desk.session.sign_in(profile, Secret(given["secret"]))
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(run(json.loads(sys.stdin.readline())))
