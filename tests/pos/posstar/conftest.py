"""A sandbox whose PosStar is asked."""

from collections.abc import Iterator

import pytest

from callcenter.sandbox.server import Sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(customers=130, orders=0) as running:
        yield running
