"""What the tests of points of sale share: retries that do not wait."""

from collections.abc import Iterator

import pytest
import stamina

from callcenter.pos.transport import ATTEMPTS


@pytest.fixture(autouse=True)
def _no_waiting_between_tries() -> Iterator[None]:
    """Take the backoff out of retries, and leave their number."""
    stamina.set_testing(True, attempts=ATTEMPTS)
    yield
    stamina.set_testing(False)
