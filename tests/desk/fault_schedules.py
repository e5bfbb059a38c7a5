"""Clopos: random schedules of faults over creating customers and placing orders, and what became of every form."""

from __future__ import annotations

import random
import secrets
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, zip_longest

import httpx

from callcenter.model.customer import NewCustomer
from callcenter.model.order import NewOrder, OrderLine, Recipient
from callcenter.replica.outbox import Act
from callcenter.sandbox.clopos import accounts
from callcenter.sandbox.server import Sandbox
from tests.desk.dispatch_core import Life, Taken
from tests.desk.nursery import SENT, UNCERTAIN, Nursery, Told
from tests.desk.playing import Outcome, Schedule, faults_of, run, stretches_of

_HEADERS = {"x-token": accounts.EXAMPLE_TOKEN}
_FAULTS = {
    "POST /customers": (1, 4, 0.4),
    "POST /orders": (1, 4, 0.4),
    "GET /customers": (0, 2, 0.25),
    "GET /orders": (0, 2, 0.25),
}
"""For the writes, and fewer for the reads that find out about them."""


class CloposSchedule(Schedule):
    """Customers and orders. The buyers are customers of the sandbox whose orders are this schedule's alone."""

    def __init__(self, sandbox: Sandbox, seed: int, buyers: tuple[int, int]) -> None:
        chance = random.Random(f"schedule {seed}")  # noqa: S311 - no secret
        self.seed = seed
        self._sandbox = sandbox
        self._buyers = buyers
        self._customers = [_customer(chance, seed, number) for number in range(chance.randint(2, 4))]
        self._orders = [_order(chance, number, buyers) for number in range(chance.randint(2, 5))]
        forms = [Taken.of(Act.CREATE_CUSTOMER, form.cid, form) for form in self._customers]
        orders = [Taken.of(Act.CREATE_ORDER, order.recipient.id or "", order) for order in self._orders]
        acts = [act for act in chain.from_iterable(zip_longest(forms, orders)) if act is not None]
        self.stretches = stretches_of(chance, acts, lambda: faults_of(chance, _FAULTS))

    def life(self, folder: str) -> Life:
        account = {key: str(value) for key, value in self._sandbox.credentials.items() if key != "client_secret"}
        profile = {"key": "main", "name": "Faults", "pos": "clopos", "base_url": self._sandbox.clopos, **account}
        return Life(profile, folder, secrets.token_hex(32), token=accounts.EXAMPLE_TOKEN, secret=accounts.SECRET)

    def judge(self, outcome: Outcome, told: Told) -> None:
        there = self._there()
        for form in self._customers:
            outcome.hold(told, form.cid, max(there.cids[form.cid], there.names[form.name]))
        for order in self._orders:
            if order.comment is not None:
                outcome.hold(told, order.key, there.comments[order.comment])
        alike = [order.key for order in self._orders if order.comment is None]
        states = Counter(told.state(key) for key in alike if key in told.accepted)
        unheard = sum(key in told.attempted and key not in told.accepted for key in alike)
        if there.alike < states[SENT]:
            outcome.lost.append(f"{states[SENT] - there.alike} of {len(alike)} alike")
        if there.alike > states[SENT] + states[UNCERTAIN] + unheard:
            outcome.doubled.append(f"{there.alike} of {dict(states)} alike")

    def _there(self) -> There:
        base = f"{self._sandbox.clopos}/v2"

        def rows(path: str, *filters: str) -> list[dict[str, object]]:
            params = {"filters[0][0]": filters[0], "filters[0][1]": filters[1], "limit": "200"}
            answer = httpx.get(f"{base}/{path}", params=params, headers=_HEADERS, trust_env=False)
            found: list[dict[str, object]] = answer.raise_for_status().json()["data"]
            return found

        customers = rows("customers", "name", f"Sınaq {self.seed}-")
        alike, told_apart = (rows("orders", "customer_id", str(buyer)) for buyer in self._buyers)
        comments = Counter(str(row["payload"]["meta"]["comment"]) for row in told_apart)  # type: ignore[index]
        return There(
            cids=Counter(str(row["cid"]) for row in customers),
            names=Counter(str(row["name"]) for row in customers),
            comments=comments,
            alike=len(alike),
        )


@dataclass(frozen=True)
class There:
    """What the server has of a schedule."""

    cids: Counter[str]
    names: Counter[str]
    comments: Counter[str]
    """Of the second buyer's orders."""
    alike: int
    """Orders of the first buyer."""


def _customer(chance: random.Random, seed: int, number: int) -> NewCustomer:
    phone = f"+99455{seed % 100_000:05}{number:02}" if chance.random() < 0.5 else None
    cid = str(uuid.UUID(int=chance.getrandbits(128), version=4))
    return NewCustomer(cid=cid, name=f"Sınaq {seed}-{number}", phone=phone)


def _order(chance: random.Random, number: int, buyers: tuple[int, int]) -> NewOrder:
    """Draw an order: of the first buyer all are alike, of the second each has a comment of its own."""
    alike = chance.random() < 0.5
    lines = (OrderLine(product_id="58", name="Şüyüd plov", count=Decimal(2), price=Decimal("8.50")),)
    return NewOrder(
        key=f"{buyers[0]}-{number}",
        venue_id=str(accounts.VENUE_ID),
        sale_type_id="2",
        recipient=Recipient(id=str(buyers[0] if alike else buyers[1]), phone="+994505550199"),
        lines=lines,
        number=f"N-{number}",
        comment=None if alike else f"Qapı {number}",
    )


def play(seeds: Sequence[int]) -> Iterator[Outcome]:
    """Play schedules one after the other against one sandbox."""
    nursery = Nursery()
    try:
        with Sandbox(customers=2 * len(seeds) + 2, orders=0, quota=0) as sandbox:
            for place, seed in enumerate(seeds):
                yield run(CloposSchedule(sandbox, seed, (2 * place + 1, 2 * place + 2)), sandbox, nursery)
    finally:
        nursery.close()
