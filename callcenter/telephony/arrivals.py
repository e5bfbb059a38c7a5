"""All calls of a desk, whichever way they come: read, told once each, and what cannot be read told as well."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

from psygnal import Signal

from callcenter.model.call import Call, CallSource, caller_key
from callcenter.telephony.number import read_call
from callcenter.telephony.refusals import CallRefused
from callcenter.telephony.repeats import Repeats


class Arrivals:
    """Where the socket, the phones' address and the start of the desk bring their calls.

    ``region`` (ISO 3166 alpha-2) is the profile's, and may change; ``clock`` gives seconds that never go back.
    """

    rang = Signal(Call)
    """A call that was not told before."""
    refused = Signal(object)
    """A ``CallRefused``: a phone rang and passed no number."""

    def __init__(self, region: str = "AZ", *, clock: Callable[[], float] = time.monotonic) -> None:
        self.region = region
        self._repeats = Repeats(lambda number: caller_key(number, self.region), clock=clock)

    def hear(self, text: str) -> None:
        """Take what a program of this user passed."""
        try:
            call = read_call(text, source=CallSource.FORWARDED, received_at=datetime.now(UTC))
        except CallRefused as refused:
            self.refuse(refused)
        else:
            self.take(call)

    def take(self, call: Call) -> None:
        """Take a call that was read already."""
        if self._repeats.is_new(call):
            self.rang.emit(call)

    def refuse(self, refused: CallRefused) -> None:
        """Take word of a call that could not be read."""
        self.refused.emit(refused)
