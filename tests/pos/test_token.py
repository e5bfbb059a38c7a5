"""The token: kept over a restart, shared by all who ask, renewed at the right moment and never in a loop."""

import asyncio
from collections.abc import Callable

import pytest

from callcenter.model.customer import CustomerQuery, NewCustomer
from callcenter.pos import errors
from callcenter.pos.token import RENEW_AGAIN, RENEW_BEFORE, NoTokenStore, Token, TokenKeeper
from callcenter.pos.transport import ATTEMPTS
from callcenter.sandbox.clock import ManualClock
from callcenter.sandbox.server import Sandbox
from callcenter.vault import Secret
from tests.pos.peers import Drawer, Server, answer, asked, clopos, connected, is_silent, says, until

pytestmark = pytest.mark.anyio
START = 1_800_000_000.0


class Desk:
    """A keeper with a clock that is moved by hand, and a sign-in that counts and can be made to wait or fail."""

    def __init__(self, *, seconds: float = 3600.0, store: Drawer | None = None) -> None:
        self.now = START
        self.sign_ins = 0
        self.presented: list[str | None] = []
        self.seconds = seconds
        self.error: Exception | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.keeper = TokenKeeper(self._obtain, store, wall=lambda: self.now)

    async def _obtain(self, present: Token | None) -> Token:
        self.sign_ins += 1
        self.presented.append(present.secret.reveal() if present is not None else None)
        await self.gate.wait()
        if self.error:
            raise self.error
        return Token(Secret(f"token {self.sign_ins}"), self.now + self.seconds)


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


# ---- the keeper -----------------------------------------------------------------------------------------------------


async def test_twenty_who_ask_at_once_share_one_load_and_one_sign_in() -> None:
    drawer = Drawer()
    desk = Desk(store=drawer)
    tokens = await asyncio.gather(*(desk.keeper.current() for _ in range(20)))
    await desk.keeper.aclose()
    assert (desk.sign_ins, drawer.loads, drawer.saves) == (1, 1, 1)
    assert len(set(map(id, tokens))) == 1


async def test_a_token_kept_is_used_by_all_who_ask_first_without_signing_in() -> None:
    drawer = Drawer(Token(Secret("kept"), START + 1800))
    desk = Desk(store=drawer)
    tokens = await asyncio.gather(*(desk.keeper.current() for _ in range(20)))
    await desk.keeper.aclose()
    assert (desk.sign_ins, drawer.loads) == (0, 1)
    assert {token.secret.reveal() for token in tokens} == {"kept"}


async def test_a_token_kept_that_is_over_is_replaced() -> None:
    desk = Desk(store=Drawer(Token(Secret("old"), START)))
    assert (await desk.keeper.current()).secret.reveal() == "token 1"
    await desk.keeper.aclose()


async def test_a_token_is_renewed_in_the_background_in_the_window_before_its_end_and_not_earlier() -> None:
    moments = set()
    for _ in range(50):
        desk = Desk()
        first = await desk.keeper.current()
        desk.now = START + 3600 - RENEW_BEFORE[1] - 1
        assert await desk.keeper.current() is first
        await settled()
        assert desk.sign_ins == 1
        while desk.sign_ins == 1:
            desk.now += 20
            assert await desk.keeper.current() is first  # the one at hand serves meanwhile
            await settled()
        moments.add(desk.now)
        assert START + 3600 - RENEW_BEFORE[1] <= desk.now <= START + 3600 - RENEW_BEFORE[0] + 20
        assert (await desk.keeper.current()).secret.reveal() == "token 2"
        await desk.keeper.aclose()
    assert len(moments) > 10  # desks that start together do not renew together


@pytest.mark.parametrize("seconds", [1.0, 10.0, 60.0, 600.0])
async def test_a_short_lived_token_is_used_for_most_of_its_life(seconds: float) -> None:
    desk = Desk(seconds=seconds)
    await desk.keeper.current()
    desk.now += seconds * 0.7
    await desk.keeper.current()
    await settled()
    assert desk.sign_ins == 1
    desk.now = START + seconds
    assert (await desk.keeper.current()).secret.reveal() == "token 2"
    await desk.keeper.aclose()


async def test_a_renewal_that_fails_leaves_the_token_in_use_and_is_tried_again_a_minute_later() -> None:
    desk = Desk()
    first = await desk.keeper.current()
    desk.error = errors.Unreachable()
    desk.now += 3400
    for _ in range(5):
        assert await desk.keeper.current() is first
        await settled()
    assert desk.sign_ins == 2
    desk.now += RENEW_AGAIN
    await desk.keeper.current()
    await settled()
    assert desk.sign_ins == 3
    desk.now = START + 3600
    with pytest.raises(errors.Unreachable):
        await desk.keeper.current()
    desk.error = None
    assert (await desk.keeper.current()).secret.reveal() == "token 5"
    await desk.keeper.aclose()


async def test_a_clock_that_jumps_back_asks_for_no_token_and_forward_for_one() -> None:
    desk = Desk()
    first = await desk.keeper.current()
    desk.now -= 86400
    assert await desk.keeper.current() is first
    desk.now += 2 * 86400
    assert await desk.keeper.current() is not first
    await desk.keeper.aclose()
    assert desk.sign_ins == 2


async def test_one_who_gives_up_while_signing_in_does_not_take_the_others_down() -> None:
    desk = Desk()
    desk.gate.clear()
    asking = [asyncio.create_task(desk.keeper.current()) for _ in range(3)]
    await until(lambda: desk.sign_ins == 1)
    asking[0].cancel()
    await settled()
    assert asking[0].cancelled()
    desk.gate.set()
    assert (await asking[1]) is (await asking[2])
    await desk.keeper.aclose()
    assert desk.sign_ins == 1


async def test_all_who_wait_for_a_sign_in_that_fails_are_told_and_the_next_one_tries_again() -> None:
    desk = Desk()
    desk.error = errors.CredentialsRejected()
    told = await asyncio.gather(*(desk.keeper.current() for _ in range(5)), return_exceptions=True)
    assert {type(one) for one in told} == {errors.CredentialsRejected}
    assert desk.sign_ins == 1
    desk.error = None
    assert (await desk.keeper.current()).secret.reveal() == "token 2"
    await desk.keeper.aclose()


async def test_nobody_waits_for_the_keyring_to_keep_a_token() -> None:
    class Locked(NoTokenStore):
        async def save(self, token: Token) -> None:  # noqa: ARG002 - the store's shape
            await asyncio.Event().wait()

    keeper = TokenKeeper(Desk()._obtain, Locked())
    assert [(await keeper.renew()).secret.reveal() for _ in range(2)] == ["token 1", "token 2"]
    keeper._saving.cancel()  # type: ignore[union-attr] # rather than wait two seconds for it
    await keeper.aclose()


async def test_a_token_is_kept_before_closing_is_over() -> None:
    drawer = Drawer()
    desk = Desk(store=drawer)
    await desk.keeper.renew()
    await desk.keeper.aclose()
    assert drawer.token is not None
    assert drawer.token.secret.reveal() == "token 1"


async def test_one_who_waits_for_a_sign_in_while_closing_is_told_to_sign_in_and_not_cancelled() -> None:
    desk = Desk()
    desk.gate.clear()
    asking = asyncio.create_task(desk.keeper.current())
    await until(lambda: desk.sign_ins == 1)
    await desk.keeper.aclose()
    with pytest.raises(errors.SignInRequired):
        await asking
    with pytest.raises(errors.SignInRequired):
        await desk.keeper.renew()


async def test_a_token_that_was_refused_is_not_handed_out_again() -> None:
    desk = Desk()
    first = await desk.keeper.current()
    second = await desk.keeper.renewed(first)
    assert second is not first
    assert await desk.keeper.renewed(first) is second  # told late of the same refusal
    assert desk.sign_ins == 2
    await desk.keeper.aclose()


# ---- the whole client -----------------------------------------------------------------------------------------------


async def test_twenty_requests_at_once_sign_in_once() -> None:
    with Sandbox(customers=5, orders=0, quota=0) as sandbox:
        async with connected(sandbox) as pos:
            await asyncio.gather(*(pos.customers(CustomerQuery()) for _ in range(20)))
            sandbox.revoke_tokens()
            await asyncio.gather(*(pos.customers(CustomerQuery()) for _ in range(20)))
        assert asked(sandbox, "POST", "/auth") == 2


async def test_after_a_restart_the_token_kept_is_used() -> None:
    drawer = Drawer()
    with Sandbox(customers=5, orders=0) as sandbox:
        for _ in range(3):
            async with connected(sandbox, store=drawer) as pos:
                await asyncio.gather(pos.groups(), pos.venues(), pos.customers(CustomerQuery()))
        assert asked(sandbox, "POST", "/auth") == 1


async def test_a_token_that_is_over_at_the_server_is_renewed_once_and_the_request_repeated() -> None:
    clock = ManualClock()
    with Sandbox(customers=5, orders=0, clock=clock) as sandbox:
        async with connected(sandbox) as pos:
            await pos.customers(CustomerQuery())
            clock.advance(4000)
            form = NewCustomer(cid=NewCustomer.new_cid(), name="Leyla")
            assert (await pos.create_customer(form)).cid == form.cid
        statuses = [(each.method, each.path.rpartition("/")[2], each.status) for each in sandbox.requests]
    assert statuses[2:] == [("POST", "customers", 401), ("POST", "auth", 200), ("POST", "customers", 200)]


@pytest.mark.parametrize("words", ["Token expired", "Invalid token", "Headers are missing", "unauthorized"])
async def test_a_fresh_token_that_is_refused_as_well_ends_the_matter(words: str) -> None:
    refusal = answer({"success": False, "error": words}, 401)
    async with Server(says(refusal)) as server, connected(server.address) as pos:
        for _ in range(2):
            with pytest.raises(errors.TokenRejected):
                await pos.create_customer(NewCustomer(cid=NewCustomer.new_cid(), name="Leyla"))
    assert len(server.sent("POST", "/auth")) == 3
    assert len(server.sent("POST", "/customers")) == 4


@pytest.mark.parametrize("fault", ["status-500", "reset-before"])
async def test_a_sign_in_that_fails_is_tried_again_and_not_multiplied(fault: str) -> None:
    with Sandbox(customers=5, orders=0, faults=f"{fault}@POST /auth=1*{ATTEMPTS - 1}") as sandbox:
        async with connected(sandbox) as pos:
            assert await pos.groups()
        assert asked(sandbox, "POST", "/auth") == ATTEMPTS
        sandbox.set_faults(f"{fault}@POST /auth=1")
        sandbox.forget_requests()
        async with connected(sandbox) as pos:
            with pytest.raises(errors.PosError):
                await pos.groups()
        assert asked(sandbox, "POST", "/auth") == len(sandbox.requests) == ATTEMPTS


async def test_a_request_given_up_while_signing_in_leaves_the_others_their_token() -> None:
    with Sandbox(customers=5, orders=0, faults="latency@POST /auth=0.1") as sandbox:
        async with connected(sandbox) as pos:
            asking = [asyncio.create_task(pos.customers(CustomerQuery())) for _ in range(3)]
            await until(lambda: asked(sandbox, "POST", "/auth") == 1)
            asking[0].cancel()
            pages = await asyncio.gather(*asking, return_exceptions=True)
        assert isinstance(pages[0], asyncio.CancelledError)
        assert all(not isinstance(page, BaseException) and len(page.rows) == 5 for page in pages[1:])
        assert asked(sandbox, "POST", "/auth") == 1


async def test_closing_while_signing_in_tells_those_who_wait() -> None:
    async with Server(is_silent, signs_in=False) as server:
        pos = clopos(server.address)
        asking = [asyncio.create_task(pos.customers(CustomerQuery())) for _ in range(3)]
        await until(lambda: len(server.requests) == 1)
        await pos.aclose()
        told = await asyncio.gather(*asking, return_exceptions=True)
        assert {type(one) for one in told} == {errors.SignInRequired}
        with pytest.raises(errors.SignInRequired):
            await pos.sign_in()
        await until(lambda: server.connections == 0)


@pytest.mark.parametrize("shown", [repr, str, "{}".format])
def test_a_token_is_not_shown(shown: Callable[[object], str]) -> None:
    assert "hidden" not in shown(Token(Secret("hidden"), 12345.0))
