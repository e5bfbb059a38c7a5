"""A small sandbox for each test, over real HTTP."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from callcenter.sandbox.clock import ManualClock
from callcenter.sandbox.server import Sandbox

NOON = 1_770_000_000.0
"""2026-02-02 02:40 UTC: the time at which the tests' sandboxes open."""

Started = Callable[..., Sandbox]
Client = Callable[..., httpx.Client]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def started(clock: ManualClock) -> Iterator[Started]:
    """Start a sandbox with other options than the usual; it ends with the test."""
    with ExitStack() as stack:

        def start(**options: Any) -> Sandbox:  # noqa: ANN401 (the options of Sandbox, each of its own type)
            small = {"customers": 120, "orders": 60, "clock": clock}
            return stack.enter_context(Sandbox(**{**small, **options}))

        yield start


@pytest.fixture
def sandbox(started: Started) -> Sandbox:
    return started()


@pytest.fixture
def client_of() -> Iterator[Client]:
    """Give a client signed in to a sandbox: of v2, or of v1."""
    with ExitStack() as stack:

        def connect(sandbox: Sandbox, *, v1: bool = False) -> httpx.Client:
            base = sandbox.clopos if v1 else f"{sandbox.clopos}/v2"
            client = stack.enter_context(httpx.Client(base_url=base, timeout=10, trust_env=False))
            token = client.post("/auth", json=sandbox.credentials).json()["token"]
            client.headers["x-token"] = token
            if v1:
                client.headers.update({"x-brand": "openapitest", "x-venue": "1"})
            return client

        yield connect


@pytest.fixture
def v2(sandbox: Sandbox, client_of: Client) -> httpx.Client:
    return client_of(sandbox)


@pytest.fixture
def v1(sandbox: Sandbox, client_of: Client) -> httpx.Client:
    return client_of(sandbox, v1=True)
