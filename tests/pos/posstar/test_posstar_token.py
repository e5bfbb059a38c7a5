"""The token: got by the password once, by itself ever after, and where it ends somebody has to sign in."""

import base64
import gc
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.model.customer import CustomerQuery
from callcenter.pos import errors
from callcenter.pos.posstar.dialect import (
    LONGEST_TOKEN_SECONDS,
    RENEW_EVERY,
    TOKEN_SECONDS,
    Credentials,
    PosStarDialect,
    seconds_of,
)
from callcenter.pos.token import Token, TokenKeeper
from callcenter.sandbox.clock import ManualClock
from callcenter.sandbox.server import Sandbox
from callcenter.vault import Secret
from tests.pos.peers import Drawer, Server, answer, asked, says, until
from tests.pos.posstar.star import PASSWORD, connected, star

pytestmark = pytest.mark.anyio
NOW = 1_800_000_000.0


def jwt(**claims: object) -> str:
    """Make a token that says this of itself; nobody signed it."""
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in ({}, claims)]
    return ".".join((*parts, "signature"))


# ---- how long it lives ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token", "seconds"),
    [
        (jwt(exp=NOW + 600, iat=NOW), 599),
        (jwt(exp=NOW + 600), 599),
        (jwt(exp=NOW + 90_000, iat=NOW + 80_000), 9_999),  # this computer's clock is off
        (jwt(exp=NOW + 10**9, iat=NOW), LONGEST_TOKEN_SECONDS),
        (jwt(exp=NOW - 5, iat=NOW), TOKEN_SECONDS),
        (jwt(exp="soon", iat=[]), TOKEN_SECONDS),
        (jwt(exp=None), TOKEN_SECONDS),
        (jwt(), TOKEN_SECONDS),
        ("opaque", TOKEN_SECONDS),
        ("a.b.c", TOKEN_SECONDS),
        ("..", TOKEN_SECONDS),
        ("e30.bm90IGpzb24.x", TOKEN_SECONDS),
    ],
)
def test_a_token_lives_as_long_as_it_says_within_reason(token: str, seconds: float) -> None:
    assert seconds_of(token, NOW) == seconds


@given(st.text() | st.binary().map(lambda raw: f"x.{base64.urlsafe_b64encode(raw).decode()}.y"))
def test_whatever_a_token_is_its_life_is_within_reason(token: str) -> None:
    assert 0 < seconds_of(token, NOW) <= LONGEST_TOKEN_SECONDS


# ---- the password ---------------------------------------------------------------------------------------------------


async def test_the_password_signs_in_once_and_is_let_go_of(sandbox: Sandbox) -> None:
    password = sandbox.posstar_credentials["password"]
    async with connected(sandbox) as pos:
        await pos.customers(CustomerQuery())
        gc.collect()
        held = [one for one in gc.get_objects() if isinstance(one, Credentials) and one.password is not None]
        assert held == []
        assert password not in repr(pos)
        sandbox.forget_requests()
        sandbox.revoke_tokens()
        with pytest.raises(errors.SignInRequired):
            await pos.customers(CustomerQuery())
    assert asked(sandbox, "POST", "/auth/login") == 0


async def test_a_password_that_is_refused_is_let_go_of() -> None:
    credentials = Credentials("agent@example.com", Secret(PASSWORD))
    dialect = PosStarDialect(credentials)
    said = answer({"statusCode": 401, "message": "Invalid credentials"}, 401)
    async with Server(says(said), signs_in=False) as server:
        pos = star(server.address)
        pos._dialect._credentials = credentials
        with pytest.raises(errors.CredentialsRejected):
            await pos.sign_in()
        with pytest.raises(errors.SignInRequired):
            await pos.customers(CustomerQuery())
        await pos.aclose()
    assert credentials.password is None
    assert not dialect.has_password
    assert len(server.requests) == 1


async def test_a_sign_in_that_is_lost_on_the_way_is_tried_again_by_the_password(sandbox: Sandbox) -> None:
    sandbox.set_faults("reset-after@POST /auth/login=1*2")
    async with connected(sandbox) as pos:
        await pos.sign_in()
    assert asked(sandbox, "POST", "/auth/login") == 3


# ---- the kept token -------------------------------------------------------------------------------------------------


async def test_after_a_restart_the_kept_token_serves_without_a_password(sandbox: Sandbox) -> None:
    drawer = Drawer()
    async with connected(sandbox, store=drawer) as pos:
        await pos.sign_in()
    async with connected(sandbox, store=drawer, password=None) as pos:
        await pos.sign_in()  # sees whether the token serves
        assert len((await pos.customers(CustomerQuery())).rows) == 50
    assert asked(sandbox, "POST", "/auth/login") == 1
    assert asked(sandbox, "POST", "/auth/refresh") == 0


async def test_without_a_token_and_a_password_somebody_has_to_sign_in_and_nothing_is_sent(sandbox: Sandbox) -> None:
    async with connected(sandbox, password=None) as pos:
        for ask in (pos.sign_in, pos.who, lambda: pos.customers(CustomerQuery())):
            with pytest.raises(errors.SignInRequired):
                await ask()
    assert sandbox.requests == []


async def test_a_kept_token_that_is_revoked_ends_in_sign_in_again_and_is_not_tried_any_more(sandbox: Sandbox) -> None:
    drawer = Drawer()
    async with connected(sandbox, store=drawer) as pos:
        await pos.sign_in()
    sandbox.revoke_tokens()
    sandbox.forget_requests()
    async with connected(sandbox, store=drawer, password=None) as pos:
        for _ in range(5):
            with pytest.raises(errors.SignInRequired):
                await pos.customers(CustomerQuery())
    assert [(one.method, one.path.rpartition("/")[2]) for one in sandbox.requests] == [
        ("GET", "customers"),
        ("POST", "refresh"),
    ]


async def test_a_token_that_is_refused_early_is_exchanged_and_the_request_repeated() -> None:
    refused, page = answer({"statusCode": 401}, 401), answer([])
    async with Server(says(refused, page)) as server, connected(server.address) as pos:
        assert (await pos.customers(CustomerQuery())).rows == ()
    assert [one.path.rpartition("/")[2] for one in server.requests] == ["login", "customers", "refresh", "customers"]
    assert json.loads(server.sent("POST", "/refresh")[0].body) == {"token": "token-of-the-test"}


async def test_a_token_over_by_this_computers_clock_is_offered_all_the_same() -> None:
    drawer = Drawer(Token(Secret("kept-long-ago"), time.time() - 5))
    async with Server(says(answer([]))) as server, connected(server.address, store=drawer, password=None) as pos:
        await pos.customers(CustomerQuery())
    assert [one.path.rpartition("/")[2] for one in server.requests] == ["refresh", "customers"]


# ---- renewing -------------------------------------------------------------------------------------------------------


async def test_a_token_is_renewed_every_half_hour_by_itself_and_never_by_a_password() -> None:
    now, presented = NOW, []

    async def obtain(present: Token | None) -> Token:
        presented.append(present.secret.reveal() if present is not None else None)
        return Token(Secret(f"token {len(presented)}"), now + 86_400)

    keeper = TokenKeeper(obtain, wall=lambda: now, renew_every=RENEW_EVERY)
    for _ in range(48):
        token = await keeper.current()
        await until(lambda: keeper._renewal is None or keeper._renewal.done())
        now += 900
    await keeper.aclose()
    assert presented[0] is None
    assert presented[1:] == [f"token {number}" for number in range(1, len(presented))]
    assert 12 * 3600 / (RENEW_EVERY * 1.25) - 12 <= len(presented) <= 12 * 3600 / (RENEW_EVERY * 0.75)
    assert token.expires_at - now > 86_400 - 2 * RENEW_EVERY - 900  # it serves when the same shift begins again


async def test_a_short_lived_token_of_the_sandbox_is_renewed_before_its_end() -> None:
    with Sandbox(customers=5, orders=0, token_seconds=2) as sandbox:
        async with connected(sandbox) as pos:
            await pos.sign_in()
            ends = time.monotonic() + 4.5
            while time.monotonic() < ends:
                assert len((await pos.customers(CustomerQuery(limit=5))).rows) == 5
        assert asked(sandbox, "POST", "/auth/login") == 1
        assert 2 <= asked(sandbox, "POST", "/auth/refresh") <= 5
        assert {one.status for one in sandbox.requests} == {200, 201}


async def test_a_desk_that_was_off_for_longer_than_the_token_lives_has_to_sign_in() -> None:
    clock, drawer = ManualClock(), Drawer()
    with Sandbox(customers=5, orders=0, clock=clock) as sandbox:
        async with connected(sandbox, store=drawer) as pos:
            await pos.sign_in()
            assert drawer.token is None or drawer.token.expires_at - time.time() == pytest.approx(86_400, abs=60)
        clock.advance(86_401)
        async with connected(sandbox, store=drawer, password=None) as pos:
            with pytest.raises(errors.SignInRequired):
                await pos.who()


async def test_a_sign_in_that_answers_no_token_is_a_bad_answer() -> None:
    for body in ({}, {"access_token": ""}, {"access_token": " "}, {"access_token": "ə"}, {"access_token": None}, b"x"):
        async with Server(says(answer(body)), signs_in=False) as server, connected(server.address) as pos:
            with pytest.raises(errors.BadAnswer):
                await pos.sign_in()
