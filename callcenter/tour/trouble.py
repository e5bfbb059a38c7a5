"""Scenes of the tour: the keys, and what an outage looks like."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog

from callcenter.desk.connection import Link
from callcenter.tour.steps import Steps


async def trouble(at: Steps) -> None:
    """See the keys; lose the point of sale, and find it again."""
    at.act("keys")
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible())
    await at.shot("keys", dialog)
    dialog.close()
    at.demo.sandbox.pause_network()
    at.act("look-now")
    await at.until("word of the outage", lambda: at.link() is Link.OFFLINE)
    await at.shot("pos-down")
    at.demo.sandbox.resume_network()
    at.act("look-now")
    await at.until("the POS again", lambda: at.link() is Link.LIVE)
    await at.shot("pos-again")
