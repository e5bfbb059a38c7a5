"""What waits to be sent about the customers the agent looks at."""

from __future__ import annotations

from callcenter.desk import changing
from callcenter.desk.acts.performer import subject_of
from callcenter.desk.acts.update_customer import CustomerUpdate
from callcenter.desk.card import Card
from callcenter.desk.dispatch import Dispatch
from callcenter.model.customer import Customer
from callcenter.replica.outbox import Act, Entry, State

_STILL_TO_COME = {State.WAITING, State.SENDING, State.UNCERTAIN}


class WaitingChanges:
    """Reads the outbox for what it holds about a customer; the card shows them as they will be."""

    def __init__(self, dispatch: Dispatch, card: Card) -> None:
        self._dispatch = dispatch
        card.with_waiting = self.with_waiting
        dispatch.changed.connect(lambda _entries: card.refresh())

    def rows(self, customer_id: str, act: Act) -> list[Entry]:
        """Return the rows of one kind about a customer that the point of sale has not accepted, the oldest first."""
        subject = subject_of(customer_id)
        rows = (row for row in self._dispatch.entries if row.act is act and row.subject == subject)
        return [row for row in rows if row.state is not State.SENT]

    def state(self, customer: Customer) -> State | None:
        """Return how far a change has come that the point of sale does not have yet; None where there is none."""
        rows = self.rows(customer.id, Act.UPDATE_CUSTOMER)
        return rows[0].state if rows else None

    def with_waiting(self, customer: Customer) -> Customer:
        """Return a customer as they will be once what waits to be sent has arrived; what was refused will not."""
        rows = [row for row in self.rows(customer.id, Act.UPDATE_CUSTOMER) if row.state in _STILL_TO_COME]
        return changing.applied(customer, (row.read(CustomerUpdate).change for row in rows))
