"""Scenes of the tour: what callers ask, and the orders of the past."""

from __future__ import annotations

from callcenter.tour.steps import Steps


async def menu(at: Steps) -> None:
    """Look for a product in the menu; one runs out meanwhile."""
    at.act("menu")
    await at.until("the menu", lambda: at.parts.menus.shown.read_at and at.parts.menus.shown.stops_at)
    dialog = at.window.looks.menu
    await at.shot("menu", dialog)
    if dialog is not None:
        dialog.look_for("pizza")
    at.demo.sandbox.limit_product(51, 3)
    at.demo.sandbox.limit_product(52, 0)
    at.parts.menus.read()
    await at.until("what is out", lambda: any(one.out for one in at.parts.menus.shown.items))
    await at.shot("menu-narrowed", dialog)
    for product_id in (51, 52):
        at.demo.sandbox.limit_product(product_id, None)
    if dialog is not None:
        dialog.close()


async def venues(at: Steps) -> None:
    """Look up how a venue is called."""
    at.act("venues")
    dialog = at.window.looks.venues
    await at.shot("venues", dialog)
    if dialog is not None:
        dialog.close()


async def history(at: Steps) -> None:
    """Look through the orders of the last days."""
    at.act("history")
    dialog = at.window.looks.history
    await at.until("the orders of the past", lambda: dialog is not None and dialog.model.rowCount())
    await at.shot("history", dialog)
    if dialog is not None:
        dialog.close()
