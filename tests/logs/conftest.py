from collections.abc import Iterator

import pytest

from callcenter.logs import masking


@pytest.fixture(autouse=True)
def _nothing_concealed_for_others() -> Iterator[None]:
    yield
    masking._concealed = masking._Concealed()
