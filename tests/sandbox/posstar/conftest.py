"""A client signed in to PosStar."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from callcenter.sandbox.server import Sandbox

Connect = Callable[[Sandbox], httpx.Client]


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Give a client signed in to a sandbox."""
    with ExitStack() as stack:

        def sign_in(sandbox: Sandbox) -> httpx.Client:
            client = stack.enter_context(httpx.Client(base_url=sandbox.posstar, timeout=10, trust_env=False))
            token = client.post("/auth/login", json=sandbox.posstar_credentials).json()["access_token"]
            client.headers["Authorization"] = f"Bearer {token}"
            return client

        yield sign_in


@pytest.fixture
def client(sandbox: Sandbox, connect: Connect) -> httpx.Client:
    return connect(sandbox)


@pytest.fixture
def leyla(client: httpx.Client) -> dict[str, Any]:
    """Who every field is known of."""
    found: dict[str, Any] = client.get("/customers", params={"search": "leyla@mail.example"}).json()[0]
    return found
