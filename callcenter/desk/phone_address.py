"""The address that desk phones call, served while the desk runs: off unless the settings switch it on."""

from __future__ import annotations

import enum
import errno
import logging
from collections.abc import Awaitable, Callable

from psygnal import Signal

from callcenter.desk.tasks import Tasks
from callcenter.logs import conceal
from callcenter.settings import PhoneLink
from callcenter.telephony.action_url import ActionUrls, Binding, is_strong, new_token
from callcenter.telephony.arrivals import Arrivals
from callcenter.vault import Entry, Kind, Secret, Vault, VaultError

_log = logging.getLogger(__name__)

TOKEN = Entry.of_installation(Kind.PHONE_LINK)


class Deaf(enum.StrEnum):
    """Why desk phones cannot reach this desk, or not for long."""

    PORT_TAKEN = "port-taken"
    NOT_OURS = "not-ours"
    """The address is none of this computer's."""
    NOT_ALLOWED = "not-allowed"
    """The system lets nobody but itself listen at this port."""
    FAILED = "failed"
    NOT_KEPT = "not-kept"
    """They can, but without a keyring the address is another one at the next start."""


_BY_ERRNO = {
    errno.EADDRINUSE: Deaf.PORT_TAKEN,
    errno.EADDRNOTAVAIL: Deaf.NOT_OURS,
    errno.EACCES: Deaf.NOT_ALLOWED,
    10013: Deaf.NOT_ALLOWED,  # Windows' own numbers of the same three
    10048: Deaf.PORT_TAKEN,
    10049: Deaf.NOT_OURS,
}


class PhoneAddress:
    """Listens for desk phones and hands their calls to ``arrivals``; the desk goes on where it cannot."""

    opened = Signal()
    """It listens: ``url`` is what to enter in a phone."""
    failed = Signal(Deaf)

    def __init__(self, link: PhoneLink, vault: Callable[[], Awaitable[Vault]], arrivals: Arrivals) -> None:
        self.link = link
        self._vault = vault
        self._arrivals = arrivals
        self._tasks = Tasks("phone address")
        self._server: ActionUrls | None = None

    def open(self) -> None:
        """Begin to listen, where that is switched on: the answer is ``opened`` or ``failed``."""
        if self.link.enabled:
            self._tasks.replace("open", self._open())

    @property
    def url(self) -> str:
        """What to enter in a phone, up to the number; empty while nobody listens. It holds the token: a secret."""
        return self._server.url if self._server is not None and self._server.port else ""

    async def aclose(self) -> None:
        """Listen no more."""
        await self._tasks.aclose()
        await self._close()

    async def _open(self) -> None:
        token, kept = await self._token()
        try:
            self._server = ActionUrls(
                binding(self.link),
                token.reveal(),
                on_call=self._arrivals.take,
                on_refused=self._arrivals.refuse,
            )
            await self._server.start()
        except OSError as error:
            await self._close()
            self._fail(_BY_ERRNO.get(error.errno or 0, Deaf.FAILED))
            return
        self.opened.emit()
        if not kept:
            self._fail(Deaf.NOT_KEPT)

    async def _close(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            await server.aclose()

    def _fail(self, reason: Deaf) -> None:
        _log.info("desk phones: %s", reason.value)
        self.failed.emit(reason)

    async def _token(self) -> tuple[Secret, bool]:
        """Return the installation's token, made at the first use, and whether it outlives the program."""
        vault = await self._vault()
        token = None
        try:
            token = await vault.get(TOKEN)
            if token is None or not is_strong(token.reveal()):
                token = Secret(new_token())
                await vault.put(TOKEN, token)
            kept = vault.lasting
        except VaultError:
            kept = False
        token = token or Secret(new_token())
        conceal(token.reveal())
        return token, kept


def binding(link: PhoneLink) -> Binding:
    """Return where a link listens and whom it lets in."""
    return Binding(link.address, link.port, frozenset(link.phones))
