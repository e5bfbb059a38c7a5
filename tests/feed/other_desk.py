"""The program of a desk in a process of its own: it reads how to begin, says when it leads, and goes on."""

import asyncio
import json
import sys

import msgspec

from callcenter.feed.brand_file import FeedFile
from callcenter.feed.port import FeedState, Subject, SubjectKind, Way
from callcenter.feed.shared.feed import SharedFeed
from callcenter.feed.shared.link import Terms
from callcenter.pos.clopos.client import Clopos
from callcenter.pos.clopos.dialect import Credentials
from callcenter.vault import Secret
from tests.feed.desks import INTERVAL, access_of


async def _main() -> None:
    told = json.loads(sys.stdin.readline())
    account = dict(told["credentials"])
    secret = Secret(account.pop("client_secret"))
    pos = Clopos(told["base"], Credentials(client_secret=secret, **account))
    access = access_of(msgspec.json.decode(told["file"], type=FeedFile))
    feed = SharedFeed(
        pos,
        access,
        desk=(told["name"], told["name"]),
        past=False,
        interval=INTERVAL,
        shared_interval=INTERVAL,
        terms=Terms(**told["terms"]),
    )

    def hear(state: FeedState) -> None:
        if state.way is Way.LEADING:
            sys.stdout.write("leading\n")
            sys.stdout.flush()

    feed.state_changed.connect(hear)
    running = asyncio.create_task(feed.run())
    while await feed.take(Subject(SubjectKind.ORDER, told["name"])) is None:  # noqa: ASYNC110 - until it is connected
        await asyncio.sleep(0.01)
    await running


if __name__ == "__main__":
    asyncio.run(_main())
