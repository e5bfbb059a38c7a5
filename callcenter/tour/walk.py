"""The tour: a script drives the real window over the real sandbox and takes a picture of every screen."""

from __future__ import annotations

from pathlib import Path

from callcenter.app import Desk
from callcenter.demo import Demo
from callcenter.pos.systems import POSSTAR
from callcenter.tour import customers, looks, orders, posstar, sharing, trouble
from callcenter.tour.steps import Steps


class Tour:
    """One walk through the desk, in light and in dark."""

    def __init__(self, demo: Demo, folder: Path) -> None:
        self._demo = demo
        self._folder = folder

    async def drive(self, desk: Desk) -> None:
        """Walk through every screen. Raises TourFailed."""
        at = Steps(desk, self._demo, self._folder)
        await at.until("the sign-in form", desk.window.sign_in.isVisible)
        await (_posstar if self._demo.pos == POSSTAR.key else _clopos)(at)


async def _clopos(at: Steps) -> None:
    await customers.signing_in(at)
    await customers.searching(at)
    await customers.new_customer(at)
    await customers.calls(at)
    await orders.queue(at)
    await orders.order(at)
    await orders.alerts(at)
    await sharing.sharing(at)
    await looks.menu(at)
    await looks.venues(at)
    await looks.history(at)
    await trouble.trouble(at)


async def _posstar(at: Steps) -> None:
    await posstar.signing_in(at)
    await posstar.card(at)
    await posstar.new_customer(at)
    await posstar.edit(at)
    await posstar.account(at)
    await posstar.redeem(at)
    await posstar.delete(at)
    await posstar.listing(at)
    await posstar.offline(at)
    await posstar.profiles(at)
    await trouble.trouble(at)
