"""The three quotas, their headers, and 429."""

from collections.abc import Callable

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.sandbox.clock import ManualClock
from callcenter.sandbox.clopos import accounts
from callcenter.sandbox.quota import SlidingMinute
from callcenter.sandbox.server import Sandbox


def limits(answer: httpx.Response) -> tuple[int, int, int]:
    names = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
    first, second, third = (int(answer.headers[name]) for name in names)
    return first, second, third


def test_every_answer_tells_what_is_left_of_the_brands_300(v2: httpx.Client) -> None:
    assert limits(v2.get("/venues")) == (300, 299, 60)
    assert limits(v2.get("/nothing")) == (300, 298, 60)


def test_the_window_slides(started: Callable[..., Sandbox], clock: ManualClock) -> None:
    sandbox = started(quota=2)
    headers = {"x-token": accounts.EXAMPLE_TOKEN}
    with httpx.Client(base_url=f"{sandbox.clopos}/v2", headers=headers, trust_env=False) as client:
        assert limits(client.get("/venues")) == (2, 1, 60)
        clock.advance(40)
        assert limits(client.get("/venues")) == (2, 0, 20)
        refused = client.get("/venues")
        assert (refused.status_code, refused.json()["error"]) == (429, "rate_limit_exceeded")
        assert limits(refused) == (2, 0, 20)
        clock.advance(20)
        assert client.get("/venues").status_code == 200
        assert client.get("/venues").status_code == 429


def test_a_second_token_has_no_quota_of_its_own(
    started: Callable[..., Sandbox], client_of: Callable[..., httpx.Client]
) -> None:
    sandbox = started(quota=3)
    first, second = client_of(sandbox), client_of(sandbox)
    assert [client.get("/venues").status_code for client in (first, second, first, second)] == [200, 200, 200, 429]


def test_an_address_may_sign_in_60_times_a_minute(sandbox: Sandbox, clock: ManualClock) -> None:
    with httpx.Client(trust_env=False) as client:
        url = f"{sandbox.clopos}/v2/auth"
        answers = [client.post(url, json=sandbox.credentials) for _ in range(61)]
        assert [answer.status_code for answer in answers] == [200] * 60 + [429]
        assert limits(answers[-1]) == (60, 0, 60)
        clock.advance(60)
        assert client.post(url, json=sandbox.credentials).status_code == 200


def test_an_address_may_fail_600_times_a_minute(sandbox: Sandbox, clock: ManualClock) -> None:
    with httpx.Client(base_url=f"{sandbox.clopos}/v2", trust_env=False) as client:
        assert limits(client.get("/venues")) == (600, 599, 60)
        for _ in range(599):
            client.get("/venues")
        good = {"x-token": accounts.EXAMPLE_TOKEN}
        assert client.get("/venues", headers=good).status_code == 429
        clock.advance(61)
        assert client.get("/venues", headers=good).status_code == 200


def test_v1_tells_it_in_its_own_headers_too(v1: httpx.Client, clock: ManualClock) -> None:
    headers = v1.get("/customers").headers
    assert headers["X-RateLimit-Limit"] == "300"
    assert headers["X-RateLimit-Remaining"] == "299"
    assert headers["X-RateLimit-Reset"] == str(int(clock.now()) + 60)


def test_quota_0_switches_all_three_off(started: Callable[..., Sandbox]) -> None:
    sandbox = started(quota=0)
    with httpx.Client(trust_env=False) as client:
        answers = [client.post(f"{sandbox.clopos}/v2/auth", json={}) for _ in range(70)]
    assert {answer.status_code for answer in answers} == {400}
    assert "RateLimit-Limit" not in answers[0].headers


@given(st.integers(1, 5), st.lists(st.floats(0, 30), max_size=40))
def test_no_sixty_seconds_hold_more_than_the_limit(limit: int, gaps: list[float]) -> None:
    window, now, taken = SlidingMinute(limit), 0.0, list[float]()
    for gap in gaps:
        now += gap
        if window.take("key", now):
            taken.append(now)
        reading = window.reading("key", now)
        assert reading.remaining == limit - sum(time > now - 60 for time in taken)
        assert 1 <= reading.reset <= 60
    assert all(late - early >= 60 for early, late in zip(taken, taken[limit:], strict=False))


@pytest.mark.parametrize("key", ["a", ("b", "c")])
def test_keys_do_not_share_a_window(key: object) -> None:
    window = SlidingMinute(1)
    assert window.take("other", 0)
    assert window.take(key, 0)
    assert not window.take(key, 59)
