"""A replica of a million invented customers, made once and kept in the checkout's ``build`` folder.

Not in the user's cache folder: a benchmark runs in a session whose home is gone afterwards.

The people are the sandbox's; one in seven gets a surname from a long tail of invented ones, because a real town has
tens of thousands of them and the sandbox has a few hundred.
"""

import hashlib
import json
import os
import random
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, Final

from callcenter import replica
from callcenter.model.customer import Address, Customer, Gender
from callcenter.replica.ingest import Ingest
from callcenter.replica.opening import open_replica
from callcenter.replica.schema import REPLICA
from callcenter.sandbox.generation.people import COLUMNS, people

REGION: Final = "AZ"
BATCH: Final = 20_000
NOW: Final = 1_790_000_000
_NAMES: Final = COLUMNS.split()
_FIRST: Final = tuple("bdfghklmnrstvzqxşç")
_SECOND: Final = tuple("aəiuüeo")
_GENDERS: Final = {1: Gender.MALE, 2: Gender.FEMALE}
_WHAT_SHAPES_THE_FILE: Final = ("schema", "tokens", "folding", "numbers", "stored", "ranking", "vocabulary")


class Key:
    """The key of invented data is no secret."""

    def reveal(self) -> str:
        """Return 64 hexadecimal digits."""
        return "be" * 32


def customers(count: int) -> Iterator[Customer]:
    """Give so many customers, always the same."""
    chance = random.Random("tail")  # noqa: S311 - invented data
    tail = [_surname(chance) for _ in range(40_000)]
    for row in people(count, 1, NOW):
        fields: dict[str, Any] = dict(zip(_NAMES, row, strict=True))
        if chance.random() < 1 / 7:
            fields["name"] = f"{fields['name'].split()[0]} {tail[int(chance.random() ** 2 * len(tail))]}"
        yield _customer(fields)


def _surname(chance: random.Random) -> str:
    syllables = (chance.choice(_FIRST) + chance.choice(_SECOND) for _ in range(chance.randint(2, 4)))
    return "".join(syllables).capitalize() + chance.choice(("ov", "yev", "lı", "zadə"))


def _customer(row: dict[str, Any]) -> Customer:
    def money(name: str) -> Decimal:
        return Decimal(row[name]) / 100

    def moment(name: str) -> datetime | None:
        return None if row[name] is None else datetime.fromtimestamp(row[name], UTC)

    return Customer(
        id=str(row["id"]),
        name=row["name"],
        cid=row["cid"],
        venue_id=str(row["venue_id"]),
        phone=row["phone"],
        phones=tuple(json.loads(row["phones"])),
        email=row["email"],
        address=row["address"],
        addresses=tuple(
            Address(text=place["formattedAddress"], type=place["type"], source=place["source"])
            for place in json.loads(row["address_data"])
        ),
        notes=row["description"],
        code=row["code"],
        gender=_GENDERS.get(row["gender"]),
        date_of_birth=date.fromisoformat(row["date_of_birth"]) if row["date_of_birth"] else None,
        group_id=str(row["group_id"]),
        discount=Decimal(row["discount"]),
        spent=money("spent"),
        total_discount=money("total_discount"),
        total_bonus=money("total_bonus"),
        receipt_count=row["receipt_count"],
        balance=money("balance"),
        cashback_balance=money("cashback"),
        source=row["source"],
        reference_id=row["reference_id"],
        active=bool(row["status"]),
        loyalty_enrolled=bool(row["can_use_loyalty_system"]),
        verified=bool(row["is_verified"]),
        phone_verified_at=moment("phone_verified_at"),
        created_at=moment("created_at"),
        updated_at=moment("updated_at"),
    )


def kept(count: int = 1_000_000) -> Path:
    """Return the replica of so many customers, made now where it is not there or was made by another version."""
    folder = Path(__file__).parents[2] / "build" / "bench"
    path = folder / f"replica-{count}-{_version()}.db"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for outdated in folder.glob(f"replica-{count}-*.db"):
            outdated.unlink()
        making = path.with_suffix(f".{os.getpid()}")
        try:
            fill(making, count)
            making.rename(path)
        finally:
            making.unlink(missing_ok=True)
    return path


def fill(path: Path, count: int) -> float:
    """Make a replica of so many customers; return the seconds that storing them took, without inventing them."""
    connection, _ = open_replica(path, Key(), REGION)
    connection.close()
    took = 0.0
    everybody = customers(count)
    with Ingest(path, Key(), REGION) as ingest:
        while batch := list(islice(everybody, BATCH)):
            start = time.perf_counter()
            ingest.upsert(batch)
            took += time.perf_counter() - start
        ingest.tidy()
    return took


def _version() -> str:
    folder = Path(replica.__file__).parent
    content = b"".join((folder / f"{name}.py").read_bytes() for name in _WHAT_SHAPES_THE_FILE)
    return f"{REPLICA.version}-{hashlib.sha256(content + Path(__file__).read_bytes()).hexdigest()[:12]}"


if __name__ == "__main__":
    print(kept())  # noqa: T201 - where it lies
