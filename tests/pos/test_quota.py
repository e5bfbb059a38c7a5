"""The brand's quota: seen before it is used up, waited for as long as somebody has patience, and shared fairly."""

import asyncio
from collections.abc import Mapping

import pytest

from callcenter.model.customer import CustomerQuery, NewCustomer
from callcenter.model.order import OrderQuery
from callcenter.pos import errors
from callcenter.pos.quota import PROBE, RESERVE, Quota
from callcenter.pos.transport import ATTEMPTS, BACKGROUND_PATIENCE, PATIENCE
from callcenter.sandbox.clock import ManualClock
from callcenter.sandbox.server import Sandbox
from tests.pos.peers import Server, answer, asked, connected, says

pytestmark = pytest.mark.anyio


class Time:
    """A time that passes by being slept through. The sandbox may live in the same."""

    def __init__(self) -> None:
        self.sandbox = ManualClock()
        self.start = self.sandbox.now()
        self.naps: list[float] = []

    def now(self) -> float:
        return self.sandbox.now()

    async def sleep(self, seconds: float) -> None:
        until = self.now() + seconds
        self.naps.append(seconds)
        await asyncio.sleep(0)
        self.sandbox.advance(max(0.0, until - self.now()))  # several sleep through the same time

    @property
    def slept(self) -> float:
        return self.now() - self.start

    def quota(self) -> Quota:
        return Quota(clock=self.now, wall=self.now, sleep=self.sleep)


def told(remaining: object, reset: object = 30, limit: object = 300) -> Mapping[str, str]:
    return {"ratelimit-limit": str(limit), "ratelimit-remaining": str(remaining), "ratelimit-reset": str(reset)}


# ---- what the headers say -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "figures"),
    [
        (told(299), (300, 299)),
        ({"x-ratelimit-limit": "100", "x-ratelimit-remaining": "7", "x-ratelimit-reset": "99"}, (100, 7)),
        (told(" 12 ", 5, "300, 300;w=60"), (300, 12)),
        ({"ratelimit-remaining": "3"}, (None, 3)),
        (told("-1"), (None, None)),
        (told("many"), (None, None)),
        (told("9" * 30), (None, None)),
        (told("٣"), (None, None)),
        ({"ratelimit-limit": "300"}, (None, None)),
        ({}, (None, None)),
    ],
)
def test_the_headers_are_read_in_every_spelling_and_nonsense_tells_nothing(
    headers: Mapping[str, str], figures: tuple[int | None, int | None]
) -> None:
    quota = Quota()
    quota.observe(headers)
    assert (quota.limit, quota.remaining) == figures


@pytest.mark.parametrize(("reset", "seconds"), [(30, 30), (1, 1), (0, 0), ("", 60), ("soon", 60), (999_999_999, 3600)])
def test_the_wait_is_what_the_server_tells_and_never_endless(reset: object, seconds: float) -> None:
    time = Time()
    quota = time.quota()
    quota.observe(told(0, reset))
    assert quota.wait_seconds(background=False) == pytest.approx(seconds)


def test_a_reset_told_as_a_moment_is_one() -> None:
    time = Time()
    quota = time.quota()
    quota.observe(told(0, int(time.now()) + 17))
    assert quota.wait_seconds(background=False) == pytest.approx(17, abs=1)


# ---- taking ---------------------------------------------------------------------------------------------------------


async def test_polling_stops_at_the_reserve_and_an_agent_at_nothing() -> None:
    time = Time()
    quota = time.quota()
    quota.observe(told(300))
    taken = 0
    while not quota.wait_seconds(background=True):
        await quota.take(background=True, patience=0)
        taken += 1
    assert taken == 300 - 300 * RESERVE
    with pytest.raises(errors.QuotaExhausted):
        await quota.take(background=True, patience=29)
    for _ in range(round(300 * RESERVE)):
        assert await quota.take(background=False, patience=0) == 0
    with pytest.raises(errors.QuotaExhausted) as caught:
        await quota.take(background=False, patience=29)
    assert caught.value.retry_after == pytest.approx(30)
    assert time.naps == []


async def test_who_has_the_patience_waits_until_the_time_told() -> None:
    time = Time()
    quota = time.quota()
    quota.observe(told(0, 4))
    assert await quota.take(background=False, patience=5) == 4
    assert time.slept == 4


async def test_of_many_who_waited_one_asks_and_the_others_wait_for_what_it_learns() -> None:
    time = Time()
    quota = time.quota()
    quota.observe(told(0, 10))
    went: list[float] = []

    async def ask(remaining: int | None) -> None:
        await quota.take(background=True, patience=1000)
        went.append(time.slept)
        if remaining is not None:
            quota.observe(told(remaining, 60))

    await asyncio.gather(*(ask(None) for _ in range(5)))
    assert went == [10 + PROBE * number for number in range(5)]  # no answer came
    went.clear()
    quota.observe(told(0, 10))
    first = time.slept + 10
    await asyncio.gather(*(ask(299) for _ in range(5)))
    assert went == [first] * 5


async def test_one_who_gives_up_waiting_has_taken_nothing() -> None:
    quota = Quota()
    quota.observe(told(0, 30))
    waiting = asyncio.create_task(quota.take(background=True, patience=60))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    quota.observe(told(1, 30))
    assert await quota.take(background=False, patience=0) == 0


# ---- the whole client -----------------------------------------------------------------------------------------------


async def test_an_agent_is_told_at_once_when_the_quota_is_used_up_for_longer_than_patience() -> None:
    time = Time()
    with Sandbox(customers=1, orders=0, quota=20, clock=time.sandbox) as sandbox:
        async with connected(sandbox, quota=time.quota()) as pos:
            for _ in range(20):
                await pos.customers(CustomerQuery())
            with pytest.raises(errors.QuotaExhausted) as caught:
                await pos.customers(CustomerQuery())
        assert all(each.status != 429 for each in sandbox.requests)  # it was seen coming
    assert caught.value.request is not None
    assert (caught.value.request.path, caught.value.host) == ("customers", "127.0.0.1")
    assert caught.value.retry_after is not None
    assert PATIENCE < caught.value.retry_after <= 60
    assert not time.naps


async def test_polling_never_meets_a_429_and_leaves_the_reserve_to_the_agent() -> None:
    time = Time()
    with Sandbox(customers=1, orders=1, quota=40, clock=time.sandbox) as sandbox:
        async with connected(sandbox, quota=time.quota()) as pos:
            for _ in range(100):
                await pos.orders(OrderQuery(), background=True)
                assert (pos.quota.remaining or 0) >= 40 * RESERVE
            await pos.customers(CustomerQuery())
        assert all(each.status == 200 for each in sandbox.requests)
    assert time.slept >= 60
    assert max(time.naps) <= BACKGROUND_PATIENCE


async def test_a_429_that_came_all_the_same_is_waited_out_within_patience() -> None:
    time = Time()
    answers = (
        answer({}, 429, {"ratelimit-limit": "300", "ratelimit-remaining": "0", "ratelimit-reset": "3"}),
        answer({"data": {"id": 5, "cid": "c"}}),
    )
    async with Server(says(*answers)) as server, connected(server.address, quota=time.quota()) as pos:
        assert (await pos.create_customer(NewCustomer(cid="c", name="Leyla"))).id == "5"
    assert 3 <= time.slept <= PATIENCE
    assert len(server.sent("POST", "/customers")) == 2


async def test_the_patience_is_for_all_tries_together() -> None:
    time = Time()
    refusal = answer({}, 429, {"retry-after": "2"})
    async with Server(says(refusal)) as server, connected(server.address, quota=time.quota()) as pos:
        with pytest.raises(errors.QuotaExhausted):
            await pos.customers(CustomerQuery())
        assert time.slept <= PATIENCE
        assert 2 <= len(server.sent("GET", "/customers")) <= ATTEMPTS
        with pytest.raises(errors.QuotaExhausted):
            await pos.customers(CustomerQuery(), background=True)
        assert time.slept <= PATIENCE + BACKGROUND_PATIENCE


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [({"retry-after": "40"}, 40), ({"x-ratelimit-reset": "50"}, 50), ({}, 60), ({"retry-after": "Wed, 21 Oct"}, 60)],
)
async def test_a_429_says_how_long_to_wait_in_every_spelling(headers: Mapping[str, str], seconds: float) -> None:
    async with Server(says(answer({}, 429, headers))) as server, connected(server.address) as pos:
        with pytest.raises(errors.QuotaExhausted) as caught:
            await pos.customers(CustomerQuery())
    assert caught.value.retry_after == pytest.approx(seconds, abs=1)
    assert f"{seconds} s" in str(caught.value)


async def test_a_sign_in_and_a_refused_token_tell_nothing_of_the_brands_quota() -> None:
    other = told(1, 60, 60)
    with_other = {"ratelimit-limit": "60", "ratelimit-remaining": "1"}
    pages = (answer({"success": True, "token": "t"}, headers=other), answer({}, 401, with_other))
    async with Server(says(*pages), signs_in=False) as server, connected(server.address) as pos:
        with pytest.raises(errors.PosError):
            await pos.customers(CustomerQuery())
        assert pos.quota.limit is None


async def test_sixty_sign_ins_a_minute_used_up_by_others_are_waited_for_by_polling_only() -> None:
    refusal = answer({"error": "rate_limit_exceeded"}, 429, {"ratelimit-reset": "30"})
    async with Server(says(refusal, answer({"token": "t"}), answer([])), signs_in=False) as server:
        async with connected(server.address) as pos:
            with pytest.raises(errors.QuotaExhausted):
                await pos.customers(CustomerQuery())
            assert len(server.requests) == 1
        server.act = says(refusal, answer({"token": "t"}), answer([]))
        async with connected(server.address) as pos:
            assert (await pos.orders(OrderQuery(), background=True)).rows == ()
    assert asked_of(server) == ["auth", "auth", "auth", "orders"]


def asked_of(server: Server) -> list[str]:
    return [each.path.rpartition("/")[2] for each in server.requests]


async def test_what_is_left_is_told_to_whoever_watches() -> None:
    with Sandbox(customers=1, orders=0) as sandbox:
        async with connected(sandbox) as pos:
            seen: list[int | None] = []
            pos.quota.changed.connect(lambda: seen.append(pos.quota.remaining))
            await pos.customers(CustomerQuery())
            await pos.customers(CustomerQuery())
        assert seen == [299, 298]
        assert asked(sandbox, "GET", "/customers") == 2


async def test_a_refusal_by_a_server_that_tells_no_figures_counts_for_its_time_alone() -> None:
    time = Time()
    quota = time.quota()
    quota.exhausted(30)
    assert await quota.take(background=False, patience=60) == 30
    assert [await quota.take(background=False, patience=60) for _ in range(3)] == [0, 0, 0]
    quota.exhausted(5)
    with pytest.raises(errors.QuotaExhausted):
        await quota.take(background=False, patience=1)


async def test_a_server_without_figures_is_asked_freely_again_once_it_has_answered_after_a_refusal() -> None:
    time = Time()
    quota = time.quota()
    quota.exhausted(30)
    quota.observe({})  # the answer to a request that was under way
    assert quota.wait_seconds(background=False) == 30
    assert await quota.take(background=False, patience=60) == 30
    quota.observe({})
    for _ in range(20):
        assert await quota.take(background=False, patience=0) == 0
        quota.observe({})


async def test_a_server_with_figures_is_held_to_them_after_a_refusal() -> None:
    time = Time()
    quota = time.quota()
    quota.observe(told(1))
    quota.exhausted(30)
    await quota.take(background=False, patience=60)
    quota.observe({})  # one answer without figures says nothing
    assert quota.wait_seconds(background=False) == PROBE
