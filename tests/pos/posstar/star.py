"""A client of PosStar for the tests of this room."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

from callcenter.model.customer import NewCustomer
from callcenter.pos.exchange import Timeouts
from callcenter.pos.posstar.client import PosStar
from callcenter.pos.posstar.dialect import Credentials
from callcenter.pos.token import TokenStore
from callcenter.sandbox.server import Sandbox
from callcenter.vault import Secret

PASSWORD = "password-of-the-test"


def star(
    place: Sandbox | str,
    *,
    email: str = "",
    password: str | None = PASSWORD,
    currency: str = "AZN",
    store: TokenStore | None = None,
    timeouts: Timeouts | None = None,
) -> PosStar:
    """Make a client of the sandbox, or of a base address; a ``password`` of None is that of a desk started again."""
    base_url = place
    if isinstance(place, Sandbox):
        account, base_url = place.posstar_credentials, place.posstar
        email = email or account["email"]
        password = account["password"] if password == PASSWORD else password
    credentials = Credentials(email or "agent@example.com", Secret(password) if password is not None else None)
    patience = timeouts or Timeouts(silence=5.0)
    return PosStar(str(base_url), credentials, currency=currency, store=store, timeouts=patience)


@contextlib.asynccontextmanager
async def connected(place: Sandbox | str, **options: Any) -> AsyncIterator[PosStar]:  # noqa: ANN401 - those of star()
    """Give a client that is closed at the end."""
    pos = star(place, **options)
    try:
        yield pos
    finally:
        await pos.aclose()


def form(**other: Any) -> NewCustomer:  # noqa: ANN401 - any field
    """Give what an agent typed."""
    return NewCustomer(**{"cid": NewCustomer.new_cid(), "name": "Zəhra Sınaqova", "phone": "+994505550101", **other})
