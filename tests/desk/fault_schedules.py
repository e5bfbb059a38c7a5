"""Random schedules of faults over creating customers and placing orders, and what became of every form.

A schedule is drawn from its seed: the forms, the lives of the desk that takes them up, the faults of each life, when
the server is away, and when the desk is killed. After the last life, without faults, every form that was accepted is on
the server exactly once, or still in the outbox, or put to the agent as uncertain. Then the agent decides, and all are
there.
"""

from __future__ import annotations

import random
import secrets
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from tempfile import TemporaryDirectory

import httpx
import msgspec

from callcenter.model.customer import NewCustomer
from callcenter.model.order import NewOrder, OrderLine, Recipient
from callcenter.sandbox.clopos import accounts
from callcenter.sandbox.faults import LATE, LATE_SECONDS
from callcenter.sandbox.server import Sandbox
from tests.desk.dispatch_core import Life
from tests.desk.nursery import SENT, UNCERTAIN, Nursery, Told

KINDS = (
    *("reset-before", "reset-after", LATE, "status-500", "status-504", "status-504-after"),
    *("hang", "hang-after", "truncate"),
)
LONGEST = 0.5
"""Seconds after which a desk is killed that has nothing more to say."""
PATIENCE = 20.0
"""Seconds in which a desk without faults has to come to rest."""
_HEADERS = {"x-token": accounts.EXAMPLE_TOKEN}


@dataclass(frozen=True)
class Stretch:
    """One life of the desk, which ends by SIGKILL."""

    customers: list[NewCustomer]
    orders: list[NewOrder]
    faults: str
    lines: int
    """How many lines it may write before it is killed …"""
    delay: float
    """… after so many seconds more."""
    away: tuple[float, float] | None
    """After how many seconds the server goes away, and for how many."""


@dataclass(frozen=True)
class Schedule:
    """What is drawn from a seed. The buyers are customers of the sandbox whose orders are this schedule's alone."""

    seed: int
    buyers: tuple[int, int]
    stretches: list[Stretch]


def drawn(seed: int, buyers: tuple[int, int]) -> Schedule:
    """Draw a schedule."""
    chance = random.Random(f"schedule {seed}")  # noqa: S311 - no secret
    customers = [_customer(chance, seed, number) for number in range(chance.randint(2, 4))]
    orders = [_order(chance, number, buyers) for number in range(chance.randint(2, 5))]
    lives = chance.randint(2, 4)
    stretches = []
    for number in range(lives):
        last = number == lives - 1
        here = len(customers) if last else chance.randint(0, len(customers))
        ordered = len(orders) if last else chance.randint(0, len(orders))
        stretches.append(
            Stretch(
                customers=customers[:here],
                orders=orders[:ordered],
                faults=_faults(chance),
                lines=chance.randint(1, 12 + 6 * (here + ordered)),
                delay=chance.choice((0.0, 0.0, chance.uniform(0, 0.03), chance.uniform(0, 0.3))),
                away=(chance.uniform(0, 0.2), chance.uniform(0.02, 0.3)) if chance.random() < 0.3 else None,
            )
        )
        customers, orders = customers[here:], orders[ordered:]
    return Schedule(seed, buyers, stretches)


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


def _faults(chance: random.Random) -> str:
    """Draw faults for the writes, and fewer for the reads that find out about them."""
    writes = {"POST /customers": (1, 4, 0.4), "POST /orders": (1, 4, 0.4)}
    reads = {"GET /customers": (0, 2, 0.25), "GET /orders": (0, 2, 0.25)}
    return ",".join(
        f"{kind}@{path}={chance.uniform(0.05, most):.2f}"
        for path, (fewest, kinds, most) in (writes | reads).items()
        for kind in chance.sample(KINDS, chance.randint(fewest, kinds))
    )


@dataclass
class Outcome:
    """What became of a schedule's forms."""

    seed: int
    accepted: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    uncertain: int = 0
    unfinished: list[str] = field(default_factory=list)
    """Forms that are not on the server even after the agent has decided."""

    @property
    def good(self) -> bool:
        return not (self.lost or self.doubled or self.unfinished)


def run(schedule: Schedule, sandbox: Sandbox, nursery: Nursery) -> Outcome:
    """Play a schedule and say what became of its forms."""
    told = Told()
    with TemporaryDirectory(prefix="callcenter-schedule-") as folder:
        life = Life(profile=_profile(sandbox), folder=folder, key=secrets.token_hex(32))
        for stretch in schedule.stretches:
            _play(stretch, life, sandbox, nursery, told)
        sandbox.set_faults("")
        if any(LATE in stretch.faults for stretch in schedule.stretches):
            time.sleep(2 * LATE_SECONDS)  # an agent who is in less of a hurry than the server
        _rest(life, nursery, told, lambda: told.resting)
        outcome = Outcome(schedule.seed, accepted=len(told.accepted))
        _judge(outcome, schedule, told, _there(sandbox, schedule))
        if any(state != SENT for state, _ in told.rows.values()):
            decided = msgspec.structs.replace(life, agent=True)
            _rest(decided, nursery, told, lambda: all(state == SENT for state, _ in told.rows.values()))
            outcome.unfinished = [key for key in told.rows if told.state(key) != SENT]
            _judge(outcome, schedule, told, _there(sandbox, schedule))
    return outcome


def _profile(sandbox: Sandbox) -> dict[str, str]:
    account = {key: str(value) for key, value in sandbox.credentials.items() if key != "client_secret"}
    return {"key": "main", "name": "Faults", "pos": "clopos", "base_url": sandbox.clopos, **account}


def _play(stretch: Stretch, life: Life, sandbox: Sandbox, nursery: Nursery, told: Told) -> None:
    sandbox.set_faults(stretch.faults)
    absence = threading.Thread(target=_leave, args=(sandbox, *stretch.away)) if stretch.away else None
    if absence is not None:
        absence.start()
    given = msgspec.structs.replace(life, customers=stretch.customers, orders=stretch.orders)
    with nursery.core(given, told, LONGEST) as lines:
        for number, _line in enumerate(lines, start=1):
            if number >= stretch.lines or _done(stretch, told):
                break
        time.sleep(stretch.delay)
    if absence is not None:
        absence.join()


def _done(stretch: Stretch, told: Told) -> bool:
    """Whether a core has taken up all of its forms and come to rest: it would say nothing more."""
    keys = {form.cid for form in stretch.customers} | {order.key for order in stretch.orders}
    return keys <= told.accepted and told.resting


def _leave(sandbox: Sandbox, after: float, seconds: float) -> None:
    time.sleep(after)
    sandbox.pause_network()
    time.sleep(seconds)
    sandbox.resume_network()


def _rest(life: Life, nursery: Nursery, told: Told, rested: Callable[[], bool]) -> None:
    """Let a desk without faults live until all is at rest. Raises TimeoutError where that does not come."""
    with nursery.core(life, told, PATIENCE) as lines:
        for line in lines:
            if line.startswith("rows ") and rested():
                return
    raise TimeoutError(f"the desk did not come to rest: {told.rows}")


@dataclass(frozen=True)
class There:
    """What the server has of a schedule."""

    cids: Counter[str]
    names: Counter[str]
    comments: Counter[str]
    """Of the second buyer's orders."""
    alike: int
    """Orders of the first buyer."""


def _there(sandbox: Sandbox, schedule: Schedule) -> There:
    base = f"{sandbox.clopos}/v2"

    def rows(path: str, *filters: str) -> list[dict[str, object]]:
        params = {"filters[0][0]": filters[0], "filters[0][1]": filters[1], "limit": "200"}
        answer = httpx.get(f"{base}/{path}", params=params, headers=_HEADERS, trust_env=False)
        found: list[dict[str, object]] = answer.raise_for_status().json()["data"]
        return found

    customers = rows("customers", "name", f"Sınaq {schedule.seed}-")
    alike, told_apart = (rows("orders", "customer_id", str(buyer)) for buyer in schedule.buyers)
    comments = Counter(str(row["payload"]["meta"]["comment"]) for row in told_apart)  # type: ignore[index]
    return There(
        cids=Counter(str(row["cid"]) for row in customers),
        names=Counter(str(row["name"]) for row in customers),
        comments=comments,
        alike=len(alike),
    )


def _judge(outcome: Outcome, schedule: Schedule, told: Told, there: There) -> None:
    """Hold what the outbox says against what the server has."""
    customers = [form for stretch in schedule.stretches for form in stretch.customers]
    orders = [order for stretch in schedule.stretches for order in stretch.orders]
    for form in customers:
        _hold(outcome, told, form.cid, max(there.cids[form.cid], there.names[form.name]))
    for order in orders:
        if order.comment is not None:
            _hold(outcome, told, order.key, there.comments[order.comment])
    alike = [order.key for order in orders if order.comment is None]
    states = Counter(told.state(key) for key in alike if key in told.accepted)
    unheard = sum(key in told.attempted and key not in told.accepted for key in alike)
    outcome.uncertain = max(outcome.uncertain, sum(state == UNCERTAIN for state, _ in told.rows.values()))
    if there.alike < states[SENT]:
        outcome.lost.append(f"{states[SENT] - there.alike} of {len(alike)} alike")
    if there.alike > states[SENT] + states[UNCERTAIN] + unheard:
        outcome.doubled.append(f"{there.alike} of {dict(states)} alike")


def _hold(outcome: Outcome, told: Told, key: str, there: int) -> None:
    """Weigh one form: a sent one is there, one that waits is not, an uncertain one may be; none is there twice."""
    if there > 1:
        outcome.doubled.append(key)
    elif key in told.accepted:
        state = told.state(key)
        if there == 0 and state == SENT:
            outcome.lost.append(key)


def play(seeds: Sequence[int]) -> Iterator[Outcome]:
    """Play schedules one after the other against one sandbox."""
    nursery = Nursery()
    try:
        with Sandbox(customers=2 * len(seeds) + 2, orders=0, quota=0) as sandbox:
            for place, seed in enumerate(seeds):
                yield run(drawn(seed, (2 * place + 1, 2 * place + 2)), sandbox, nursery)
    finally:
        nursery.close()
