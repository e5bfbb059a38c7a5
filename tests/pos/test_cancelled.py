"""Searches that are given up at every key."""

import asyncio
import contextlib
import random

import pytest

from callcenter.model.customer import CustomerQuery
from callcenter.pos.clopos.client import Clopos
from callcenter.pos.clopos.dialect import Credentials
from callcenter.sandbox.server import Sandbox
from callcenter.vault import Secret

ROUNDS = 600


@pytest.mark.anyio
async def test_searches_given_up_at_any_moment_leave_every_connection_free() -> None:
    chance = random.Random(7)  # noqa: S311 - moments, no secrets
    with Sandbox(customers=20, orders=0, quota=0) as sandbox:
        account = sandbox.credentials
        pos = Clopos(
            sandbox.clopos,
            Credentials(
                client_id=str(account["client_id"]),
                client_secret=Secret(str(account["client_secret"])),
                brand=str(account["brand"]),
                integrator_id=str(account["integrator_id"]),
            ),
        )
        try:
            for _ in range(ROUNDS):
                looks = [asyncio.create_task(_look(pos)) for _ in range(chance.randint(1, 2))]
                await asyncio.sleep(chance.uniform(0, 0.006))
                for look in looks:
                    look.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await asyncio.gather(*looks)
            async with asyncio.timeout(10):
                pages = await asyncio.gather(*(pos.customers(CustomerQuery()) for _ in range(16)))
            assert all(len(page.rows) == 20 for page in pages)
        finally:
            await pos.aclose()


async def _look(pos: Clopos) -> None:
    await pos.customers(CustomerQuery(name="a"))
