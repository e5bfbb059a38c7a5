"""Customers and keys that the tests of the local databases share."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from callcenter.model.customer import Address, Customer
from callcenter.replica.replica import Replica
from callcenter.sandbox.generation.people import COLUMNS, people

NOW = 1_790_000_000
"""The moment at which the invented customers stand, in seconds since 1970."""
_NAMES = COLUMNS.split()


class Key:
    """As the vault gives it."""

    def __init__(self, digits: str = "0f" * 32) -> None:
        self._digits = digits

    def reveal(self) -> str:
        return self._digits


def customers(count: int, seed: int = 1) -> list[Customer]:
    """Return the first people of the sandbox."""
    return [_customer(dict(zip(_NAMES, row, strict=True))) for row in people(count, seed, NOW)]


def _customer(row: dict[str, object]) -> Customer:
    def text(name: str) -> str | None:
        value = row[name]
        return None if value is None else str(value)

    places = json.loads(str(row["address_data"]))
    return Customer(
        id=str(row["id"]),
        name=str(row["name"]),
        phone=text("phone"),
        phones=tuple(json.loads(str(row["phones"]))),
        email=text("email"),
        address=text("address"),
        addresses=tuple(Address(text=place["formattedAddress"], type=place["type"]) for place in places),
        code=text("code"),
        group_id=text("group_id"),
        receipt_count=int(str(row["receipt_count"])),
        cid=text("cid"),
        created_at=datetime.fromtimestamp(int(str(row["created_at"])), UTC),
        updated_at=datetime.fromtimestamp(int(str(row["updated_at"])), UTC),
    )


async def in_memory(stored: Iterable[Customer], region: str = "AZ") -> Replica:
    """Open a replica without a file and store customers in it."""
    replica = await Replica.open(None, None, region=region)
    await replica.upsert(stored)
    return replica


def on_disk(folder: Path) -> Path:
    """Say where the tests keep a replica's file."""
    return folder / "replica.db"
