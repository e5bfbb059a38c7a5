"""PosStar: random schedules of faults over creating, changing and deleting customers and redeeming their points.

What somebody else does in between is drawn as well: sales that earn points while a redemption is uncertain, and changes
of what the desk is to change, which it must not overwrite.
"""

from __future__ import annotations

import random
import secrets
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec

from callcenter.desk.acts.delete_customer import Deletion
from callcenter.desk.acts.performer import subject_of
from callcenter.desk.acts.redeem import PointsRedemption
from callcenter.desk.acts.update_customer import CustomerUpdate
from callcenter.model.customer import CustomerChange, NewCustomer
from callcenter.pos import errors
from callcenter.replica.outbox import Act
from callcenter.sandbox.server import Sandbox
from tests.desk.dispatch_core import Life, Taken
from tests.desk.nursery import REFUSED, Nursery, Told
from tests.desk.playing import Deed, Outcome, Schedule, faults_of, run, stretches_of
from tests.desk.vendor import Vendor, profile_of

_FAULTS = {
    "POST /customers": (1, 3, 0.4),  # redemptions included, whose paths begin with it
    "POST /loyalty/redeem": (1, 3, 0.4),
    "PATCH /customers": (1, 3, 0.4),
    "PUT /customers": (0, 2, 0.4),
    "DELETE /customers": (1, 3, 0.4),
    "GET /customers": (0, 2, 0.25),
}
_FIELDS = ("notes", "address", "email", "tags", "phone")
_POINTS = (1, 3, 10, 40, 150)
"""What is redeemed, each once a schedule: whatever was done can be told by it. Together as many as a buyer holds."""
_TOO_MANY = 1000


@dataclass(frozen=True)
class Change:
    """One field of one customer is to change; ``theirs`` is what somebody else makes of it before."""

    taken: Taken
    customer: str
    field: str
    wanted: Any
    theirs: Any = None


class StarSchedule(Schedule):
    """Customers of this schedule's alone: two who buy, three who change, two who go."""

    def __init__(self, vendor: Vendor, seed: int) -> None:
        chance = random.Random(f"PosStar {seed}")  # noqa: S311 - no secret
        self.seed = seed
        self._vendor = vendor
        self._sandbox = vendor.sandbox
        self._chance = chance
        self._buyers = [vendor.buyer(sum(_POINTS), name=f"Alıcı {seed}-{number}") for number in range(2)]
        others = [vendor.create(name=f"Müştəri {seed}-{number}") for number in range(3)]
        self._forms = [_form(chance, seed, number) for number in range(chance.randint(1, 3))]
        self._changes = [self._change(field, [*others, self._buyers[0][0]]) for field in _FIELDS]
        self._redemptions = [self._redemption(points) for points in (*_POINTS, _TOO_MANY)]
        self._gone = [vendor.create(name=f"Gedən {seed}"), vendor.buyer(5, name=f"Gedən {seed}")[0]]
        acts = [
            *(Taken.of(Act.CREATE_CUSTOMER, form.cid, form) for form in self._forms),
            *(change.taken for change in self._changes),
            *(taken for taken, _, _ in self._redemptions),
            *(_deletion(who, f"delete-{number}") for number, who in enumerate(self._gone)),
        ]
        chance.shuffle(acts)
        self.stretches = stretches_of(chance, acts, self._faults)

    def life(self, folder: str) -> Life:
        star = profile_of(self._sandbox)
        profile = {name: str(getattr(star, name)) for name in ("key", "name", "pos", "base_url", "email")}
        return Life(profile, folder, secrets.token_hex(32), token=self._vendor.token, secret="")

    def prepared(self, number: int) -> list[Deed]:
        """Change what is to be changed in this life; let buyers buy during it."""
        here = {taken.key for taken in self.stretches[number].acts}
        for change in self._changes:
            if change.theirs is not None and change.taken.key in here:
                self._vendor.change(change.customer, **{change.field: change.theirs})
        if self._chance.random() < 0.7:
            return []
        buyer, total = self._chance.choice(self._buyers)[0], 100 * self._chance.randint(1, 200)
        return [(self._chance.uniform(0, 0.3), partial(self._sandbox.purchase, buyer, total))]

    def known_done(self) -> list[str]:
        """Return the redemptions that the till has: an agent who is told of other sales asks there."""
        done = self._redeemed()
        return [taken.key for taken, buyer, points in self._redemptions if done[buyer, points]]

    def judge(self, outcome: Outcome, told: Told) -> None:
        for form in self._forms:
            outcome.hold(told, form.cid, len(self._vendor.listed(form.name)))
        done = self._redeemed()
        for taken, buyer, points in self._redemptions:
            if told.state(taken.key) == REFUSED:
                self._expect_refused(outcome, told, taken.key, errors.TooFewPoints.code, there=done[buyer, points])
            else:
                outcome.hold(told, taken.key, done[buyer, points])
        for buyer, _sale in self._buyers:
            self._judge_figures(outcome, buyer)
        for change in self._changes:
            self._judge_change(outcome, told, change)
        for number, who in enumerate(self._gone):
            outcome.hold(told, f"delete-{number}", int(self._is_gone(who)))

    def _judge_figures(self, outcome: Outcome, buyer: str) -> None:
        card = self._vendor.card(buyer)
        earned, taken = card["total_spent"] // 100, sum(self._sandbox.redemptions(buyer))
        if card["loyalty_points"] != earned - taken:
            outcome.wrong.append(f"{card['loyalty_points']} points of {earned} less {taken}")

    def _judge_change(self, outcome: Outcome, told: Told, change: Change) -> None:
        key, stands = change.taken.key, self._vendor.card(change.customer)[change.field]
        if change.theirs is not None and stands != change.theirs and key in told.accepted:
            outcome.wrong.append(f"{key} has overwritten what somebody else wrote")
        elif told.state(key) == REFUSED:
            code = errors.ChangedMeanwhile.code
            self._expect_refused(outcome, told, key, code, there=int(stands == change.wanted))
            if change.theirs is None:
                outcome.wrong.append(f"{key} was refused, and nobody else had changed it")
        else:
            outcome.hold(told, key, int(stands == change.wanted))

    def _expect_refused(self, outcome: Outcome, told: Told, key: str, code: str, *, there: int) -> None:
        if told.errors[key] != code or there:
            outcome.wrong.append(f"{key} was refused for {told.errors[key]}, and was done {there} times")

    def _redeemed(self) -> Counter[tuple[str, int]]:
        """Count what was redeemed, by whom and how many points at once."""
        return Counter((buyer, points) for buyer, _ in self._buyers for points in self._sandbox.redemptions(buyer))

    def _is_gone(self, customer: str) -> bool:
        answer = self._vendor.ask("GET", f"customers/{customer}")
        return answer.status_code == 404 or not answer.json()["name"].startswith("Gedən")

    def _change(self, field: str, customers: Sequence[str]) -> Change:
        """Draw a change: of one in four somebody else changes the same before."""
        customer = self._chance.choice(customers)
        wanted, theirs = _values(self._chance, field)
        key = f"change-{field}"
        body = CustomerUpdate(
            customer_id=customer,
            name=key,
            change=msgspec.convert({field: wanted}, CustomerChange),
            before=msgspec.convert({field: [] if field == "tags" else None}, CustomerChange),
        )
        taken = Taken.of(Act.UPDATE_CUSTOMER, subject_of(customer), body)
        return Change(taken, customer, field, wanted, theirs if self._chance.random() < 0.25 else None)

    def _redemption(self, points: int) -> tuple[Taken, str, int]:
        buyer, sale = self._chance.choice(self._buyers)
        body = PointsRedemption(customer_id=buyer, points=points, sale_id=sale, name=f"redeem-{points}")
        return Taken.of(Act.REDEEM, subject_of(buyer), body), buyer, points

    def _faults(self) -> str:
        drawn = faults_of(self._chance, _FAULTS)
        return drawn + ",no-patch@PATCH /customers=1" if self._chance.random() < 0.3 else drawn


def _form(chance: random.Random, seed: int, number: int) -> NewCustomer:
    """Draw a form: known by a number, an e-mail address or a name alone."""
    return NewCustomer(
        cid=str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        name=f"Sınaq {seed}-{number}",
        phone=f"+99455{seed % 100_000:05}{number:02}" if chance.random() < 0.5 else None,
        email=f"sinaq.{seed}.{number}@example.com" if chance.random() < 0.5 else None,
        tags=("vip",),
    )


def _values(chance: random.Random, field: str) -> tuple[Any, Any]:
    """Draw what a field is to become, and what somebody else makes of it."""
    ours, theirs = chance.randint(100, 499), chance.randint(500, 999)
    if field == "tags":
        return [f"t{ours}", "vip"], [f"t{theirs}"]
    spelled = {"email": "n{}@example.com", "phone": "+994557170{}"}.get(field, "Qapı {}")
    return spelled.format(ours), spelled.format(theirs)


def _deletion(customer: str, key: str) -> Taken:
    return Taken.of(Act.DELETE_CUSTOMER, subject_of(customer), Deletion(customer_id=customer, name=key))


def play(seeds: Sequence[int]) -> Iterator[Outcome]:
    """Play schedules one after the other against one sandbox."""
    nursery = Nursery()
    try:
        with Sandbox(customers=10, orders=0, quota=0) as sandbox:
            vendor = Vendor(sandbox)
            for seed in seeds:
                yield run(StarSchedule(vendor, seed), sandbox, nursery)
    finally:
        nursery.close()
