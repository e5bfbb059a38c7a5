"""The demo: the desk signed in to a sandbox of its own. It reads and writes nothing of the user's."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from callcenter.app import Desk, Phone, Script, World
from callcenter.pos.systems import CLOPOS, POSSTAR
from callcenter.sandbox.server import Sandbox
from callcenter.settings import AlertSettings, Profile, Settings
from callcenter.telephony import forwarder, instance, place
from callcenter.vault import MemoryVault, Secret, Vault

ORDERS_PER_MINUTE = 6.0
SILENT = AlertSettings(volume=0, notify=False)
"""Alerts in the window alone: where a script drives, nobody listens."""


@dataclass(slots=True)
class Demo:
    """A sandbox, and what a desk signs in to it with."""

    sandbox: Sandbox
    folder: Path
    pos: str = CLOPOS.key
    """Which of the sandbox's points of sale it is."""

    @property
    def profile(self) -> Profile:
        """The profile of the sandbox's brand."""
        if self.pos == POSSTAR.key:
            email = self.sandbox.posstar_credentials["email"]
            return Profile(key="demo", name="Nərimanov", pos=self.pos, base_url=self.sandbox.posstar, email=email)
        credentials = self.sandbox.credentials
        return Profile(
            key="demo",
            name="Nərimanov",
            pos=self.pos,
            base_url=self.sandbox.clopos,
            brand=str(credentials["brand"]),
            integrator_id=str(credentials["integrator_id"]),
            client_id=str(credentials["client_id"]),
            venue_id=str(credentials["venue_id"]),
        )

    @property
    def secret(self) -> Secret:
        """The secret of the sandbox's brand."""
        if self.pos == POSSTAR.key:
            return Secret(self.sandbox.posstar_credentials["password"])
        return Secret(str(self.sandbox.credentials["client_secret"]))

    def world(self, script: Script | None = None) -> World:
        """Return a world without a keyring and without the user's settings.

        Without a script the desk signs in by itself; a script begins at the empty sign-in form.
        """
        return World(
            folder=self.folder,
            settings=Settings(theme="light", alerts=SILENT) if script else Settings(),
            open_vault=_memory,
            data_folder=self.folder / "data",
            script=script,
            started=None if script else self._sign_in,
            phone=Phone() if script else _phone(),
        )

    def _sign_in(self, desk: Desk) -> None:
        desk.parts.session.sign_in(self.profile, self.secret)


@contextmanager
def demo(*, orders_per_minute: float = ORDERS_PER_MINUTE, pos: str = CLOPOS.key) -> Iterator[Demo]:
    """Run a sandbox and lend a folder for as long as the block lasts."""
    with (
        tempfile.TemporaryDirectory(prefix="callcenter-demo-") as folder,
        Sandbox(orders_per_minute=orders_per_minute) as sandbox,
    ):
        yield Demo(sandbox=sandbox, folder=Path(folder), pos=pos)


def _phone() -> Phone:
    """Let the demo hear calls where no desk is running; a call it may have been started with is not for it.

    Where listening would leave something in the user's own folders it does not listen.
    """
    forwarder.handed_over(os.environ)
    if not place.ends_with_the_session():
        return Phone()
    try:
        return Phone(claim=instance.try_claim(place.lock_path()))
    except place.PlaceUnsafe as unsafe:
        return Phone(problem=str(unsafe))


async def _memory() -> Vault:
    return MemoryVault()
