"""How fresh what the agent sees is, and why it is not."""

from __future__ import annotations

import enum
from datetime import UTC, datetime

from psygnal import Signal

from callcenter.model.record import Record
from callcenter.pos import errors


class Link(enum.Enum):
    """The four states an agent is told, and the one before the first answer."""

    SIGNED_OUT = "signed-out"
    CONNECTING = "connecting"
    LIVE = "live"
    DELAYED = "delayed"
    OFFLINE = "offline"


class State(Record, frozen=True):
    """A link, since when it stands like that, and what went wrong where something did."""

    link: Link
    since: datetime
    reason: errors.PosError | None = None


class Connection:
    """Learns from every answer how the point of sale fares, and tells when that changes."""

    changed = Signal(State)

    def __init__(self) -> None:
        self.state = State(link=Link.SIGNED_OUT, since=datetime.now(UTC))

    def connecting(self) -> None:
        """Note that a sign-in or the first answer is awaited."""
        self._become(Link.CONNECTING, None)

    def worked(self) -> None:
        """Note an answer; one that comes after the agent signed out says nothing."""
        if not self._left:
            self._become(Link.LIVE, None)

    def failed(self, error: errors.PosError) -> None:
        """Note a failure of the environment; a form or an id that the server refused says nothing of the link."""
        if self._left:
            return
        if isinstance(error, errors.SIGN_IN_REFUSED):
            self._become(Link.SIGNED_OUT, error)
        elif isinstance(error, errors.Unreachable | errors.CertificateRejected):
            self._become(Link.OFFLINE, error)
        elif isinstance(error, errors.ConnectionLost | errors.ServerFailed | errors.QuotaExhausted | errors.BadAnswer):
            self._become(Link.DELAYED, error)

    def refused(self, error: errors.PosError) -> None:
        """Note that signing in failed, whatever the reason: nothing is awaited any more."""
        self.failed(error)
        if self.state.link is Link.CONNECTING:
            self._become(Link.SIGNED_OUT, error)

    def signed_out(self) -> None:
        """Note that the agent signed out."""
        self._become(Link.SIGNED_OUT, None)

    @property
    def _left(self) -> bool:
        """Whether there is no link to tell of: nobody signed in yet, or the agent signed out."""
        return self.state.link is Link.SIGNED_OUT and self.state.reason is None

    def _become(self, link: Link, reason: errors.PosError | None) -> None:
        before = self.state
        if before.link is link and type(before.reason) is type(reason):
            return
        since = before.since if before.link is link else datetime.now(UTC)
        self.state = State(link=link, since=since, reason=reason)
        self.changed.emit(self.state)
