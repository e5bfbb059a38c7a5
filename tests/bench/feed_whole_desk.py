"""One whole desk, its window drawn into memory, for the feed's benchmark; it speaks as ``feed_desks`` does."""

import asyncio
import json
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import msgspec

from callcenter.app import Desk, World, run
from callcenter.desk.files import REPLICA
from callcenter.desk.order_book import Change
from callcenter.desk.queue import REACHED
from callcenter.feed import access
from callcenter.feed.brand_file import FeedFile
from callcenter.feed.port import FeedState, Past, Reached, Way
from callcenter.feed.reading import HISTORY_DAYS
from callcenter.feed.shared.feed import SharedFeed
from callcenter.model.order import OrderQuery, OrderSort
from callcenter.pos.systems import connect
from callcenter.pos.token import NoTokenStore
from callcenter.replica.replica import Replica
from callcenter.settings import AlertSettings, Profile, Settings
from callcenter.vault import Entry, Kind, MemoryVault, Secret, Vault
from tests.bench.feed_desks import say

KEY = Secret("5a" * 32)


class Keyring(MemoryVault):
    """A keyring that lasts: with it the replica is a file."""

    lasting = True

    async def get(self, entry: Entry) -> Secret | None:
        """Give the secret, or None."""
        return KEY if entry.kind is Kind.LOCAL_KEY else await super().get(entry)


async def work_before(place: Path, profile: Profile, secret: Secret) -> None:
    """Leave what a desk leaves that was closed just now: else the orders of thirty days were read first."""
    pos = await connect(profile, secret, NoTokenStore())
    orders = (await pos.orders(OrderQuery(limit=200, sort=OrderSort.UPDATED, descending=True))).rows
    await pos.aclose()
    newest = max(order.updated_at for order in orders if order.updated_at is not None)
    oldest = newest.date() - HISTORY_DAYS
    reached = Reached(watermarks={"": newest}, past={"": Past(oldest=oldest, reached=oldest)})
    replica = await Replica.open(place / REPLICA, KEY, region=profile.region)
    await replica.upsert_orders(orders, {REACHED: msgspec.json.encode(reached).decode()})
    await replica.aclose()


class Ear:
    """Notes when the desk's queue had each change, as the window is told of it."""

    def __init__(self, desk: Desk) -> None:
        self._queue = desk.parts.queue
        self.heard: defaultdict[str, list[float]] = defaultdict(list)
        self._begun = False
        self._queue.changed.connect(self._changed)
        self._queue.followed.connect(self._state)

    def _changed(self, change: Change) -> None:
        now = time.monotonic()
        for order in (*change.came, *change.changed):
            self.heard[f"{order.id} {order.status}"].append(now)

    def _state(self, state: FeedState) -> None:
        if state.way in (Way.LEADING, Way.FOLLOWING) and not self._begun:
            self._begun = True
            say({"ready": 1})
        if state.way is Way.LEADING:
            say({"leading": time.monotonic()})

    def report(self) -> dict[str, object]:
        """Tell what each change was heard of and when, and what the connection carried."""
        feed = self._queue.feed
        return {"heard": self.heard, "bytes": feed.traffic if isinstance(feed, SharedFeed) else 0, "desks": 1}


def main() -> None:
    """Work until standard input ends."""
    told = json.loads(sys.stdin.readline())
    account = dict(told["credentials"])
    file = msgspec.json.decode(told["file"], type=FeedFile)
    profile = Profile(
        key="bench",
        name="bench",
        pos="clopos",
        base_url=told["base"],
        brand=account["brand"],
        integrator_id=account["integrator_id"],
        client_id=account["client_id"],
        feed_url=file.url,
    )
    vault = Keyring()
    asyncio.run(access.keep(vault, profile.key, file))

    async def keyring() -> Vault:
        return vault

    async def serve(desk: Desk) -> None:
        ear = Ear(desk)
        desk.parts.session.sign_in(profile, Secret(account["client_secret"]))
        while line := await asyncio.to_thread(sys.stdin.readline):
            if line.strip() == "report":
                say(ear.report())

    with tempfile.TemporaryDirectory(prefix="bench-desk-") as name:
        folder = Path(name)
        place = folder / "data" / profile.key
        place.mkdir(parents=True)
        asyncio.run(work_before(place, profile, Secret(account["client_secret"])))
        run(
            World(
                folder=folder,
                settings=Settings(theme="light", alerts=AlertSettings(volume=0, notify=False)),
                open_vault=keyring,
                data_folder=folder / "data",
                script=serve,
                started=lambda _desk: None,
            )
        )


if __name__ == "__main__":
    main()
