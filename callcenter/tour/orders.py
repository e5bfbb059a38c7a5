"""Scenes of the tour: the queue, an order, its cancelling, alerts."""

from __future__ import annotations

from PySide6.QtCore import Qt

from callcenter.tour.steps import Steps


async def queue(at: Steps) -> None:
    """Turn through the tabs of the queue; an order comes."""
    for name in ("all", "pending", "received", "delivered", "ignored", "other"):
        at.act(f"tab-{name}")
        await at.shot(f"queue-{name}")
    at.act("tab-all")
    order = at.demo.sandbox.place_order()
    at.act("look-now")
    await at.until("the new order", lambda: str(order) in at.parts.queue.orders)
    await at.shot("queue-new-order")
    queue = at.window.desk.queue
    at.act("queue-find")
    at.type("pizza")
    await at.until("the orders with this dish", lambda: at.parts.narrowing.narrows and at.parts.narrowing.count(None))
    await at.shot("queue-narrowed")
    at.press(Qt.Key.Key_Escape)
    queue.find_orders()
    at.clear()
    at.act("queue-sort")
    await at.shot("queue-most-urgent-first")
    at.act("queue-sort")


async def order(at: Steps) -> None:
    """Open an order, cancel it, and take that back."""
    number = at.demo.sandbox.place_order(customer_id=int(at.customer_id()))
    at.act("look-now")
    await at.until("the customer's order", lambda: str(number) in at.parts.queue.orders)
    at.act("customer-orders")
    await at.until("the whole order", lambda: at.parts.order_card.detail)
    await at.shot("order")
    at.act("order-raw")
    await at.shot("order-answer-itself")
    at.act("order-raw")
    at.act("take")
    await at.until("the mark", lambda: at.parts.queue.marks)
    await at.shot("order-taken")
    at.act("take")
    at.act("order-cancel")
    await at.shot("order-cancel-asked")
    at.act("order-cancel")
    await at.until("the time to take back", lambda: at.parts.dispatch.entries)
    await at.shot("order-cancel-can-be-taken-back")
    at.act("order-take-back")
    await at.until("the order as it was", lambda: not at.parts.dispatch.entries)
    at.demo.sandbox.advance_order(number, "RECEIVED")
    at.act("look-now")
    await at.until("the clerk's word", lambda: at.parts.queue.orders[str(number)].status != "PENDING")
    at.act("order-cancel")
    await at.shot("order-cancel-refused")


async def alerts(at: Steps) -> None:
    """Let new orders wait for somebody to open them."""
    numbers = {str(at.demo.sandbox.place_order()) for _ in range(2)}
    at.act("look-now")
    await at.until("the alert", lambda: numbers <= set(at.parts.alerts.state.waiting))
    await at.shot("alert-new-orders")
    at.act("quiet")
    await at.shot("alert-do-not-disturb")
    at.act("quiet")
