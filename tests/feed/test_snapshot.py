"""The directory in one sealed file, there and back by a real server."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callcenter.feed.brand_file import new_file
from callcenter.feed.errors import FeedKeyUnknown, NotGenuine
from callcenter.feed.sealing import Sealer
from callcenter.feed.shared.pack import PIECE, pack, unpack
from callcenter.model.customer import Customer
from callcenter.model.order import Order
from callcenter.sandbox.server import Sandbox
from tests.feed.desks import access_of, brand_file, desks, until
from tests.feed.nats_server import NatsServer

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)
SEALER = Sealer(new_file("brand", "tls://feed.example:4222", user="brand", now=NOON).ring.decoded())


def people(count: int) -> Iterator[Customer]:
    """Give so many invented customers."""
    return (
        Customer(id=f"{number}", name=f"Leyla Əliyeva {number}", phone=f"+99450{number:07}", updated_at=NOON)
        for number in range(count)
    )


@pytest.mark.parametrize("count", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_what_is_packed_is_unpacked(tmp_path: Path, count: int) -> None:
    path = tmp_path / "directory"
    assert pack(path, Customer, people(count), NOON, SEALER) == count
    pieces = list(unpack(path, Customer, SEALER))
    assert [one for piece in pieces for one in piece.rows] == list(people(count))
    assert {piece.watermark for piece in pieces} == {NOON}
    assert [piece.last for piece in pieces] == [False] * (len(pieces) - 1) + [True]


def test_the_file_is_small_and_nothing_in_it_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "directory"
    pack(path, Customer, people(5000), NOON, SEALER)
    content = path.read_bytes()
    assert len(content) < 5000 * 40
    assert b"Leyla" not in content
    assert b"99450" not in content


def test_a_file_that_is_not_whole_or_not_in_order_is_refused(tmp_path: Path) -> None:
    path, other = tmp_path / "directory", tmp_path / "other"
    pack(path, Customer, people(2 * PIECE + 5), NOON, SEALER)
    pack(other, Customer, people(2 * PIECE + 5), NOON, SEALER)
    content = path.read_bytes()
    first = 24 + 4 + int.from_bytes(content[24:28], "big")
    second = first + 4 + int.from_bytes(content[first : first + 4], "big")
    swapped = content[:24] + content[first:second] + content[24:first] + content[second:]
    mixed = content[:first] + other.read_bytes()[first:]
    for broken in (b"", content[:10], content[:first], content[:-1], content[:second], swapped, mixed):
        path.write_bytes(broken)
        with pytest.raises(NotGenuine):
            list(unpack(path, Customer, SEALER))
    path.write_bytes(content)
    with pytest.raises(NotGenuine):
        list(unpack(path, Order, SEALER))
    stranger = Sealer(new_file("brand", "tls://feed.example:4222", user="brand", now=NOON).ring.decoded())
    with pytest.raises(FeedKeyUnknown):
        list(unpack(path, Customer, stranger))


@pytest.mark.anyio
async def test_a_new_desk_takes_the_directory_that_the_leader_put_there(tmp_path: Path) -> None:
    with NatsServer(tmp_path) as server, Sandbox(customers=5, orders=10, quota=0) as sandbox:
        file = brand_file(server)
        async with desks(sandbox, access_of(file), 2) as (one, other):
            assert one.feed.snapshots is not None
            assert other.feed.snapshots is not None
            assert await other.feed.snapshots.made("customers") is None
            assert not await other.feed.snapshots.download("customers", tmp_path / "none")
            assert not (tmp_path / "none").exists()
            sent, taken = tmp_path / "sent", tmp_path / "taken"
            sealer = Sealer(file.ring.decoded())
            for count in (20_000, 30_000):  # the second takes the place of the first
                pack(sent, Customer, people(count), NOON, sealer)
                await one.feed.snapshots.upload("customers", sent, NOON)
            assert await other.feed.snapshots.made("customers") == NOON
            assert await other.feed.snapshots.download("customers", taken)
            assert taken.read_bytes() == sent.read_bytes()
            rows = [customer for piece in unpack(taken, Customer, sealer) for customer in piece.rows]
            assert len(rows) == 30_000
            server.stop()
            await until(lambda: one.feed.snapshots is None and other.feed.snapshots is None)
