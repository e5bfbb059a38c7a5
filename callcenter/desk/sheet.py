"""The form of a customer who exists: as it was seen, as it was typed, and where somebody else typed too."""

from __future__ import annotations

from callcenter.desk import changing
from callcenter.desk.form import Form
from callcenter.model.customer import Customer, CustomerField
from callcenter.model.record import Record


class Collision(Record, frozen=True):
    """A field that both the agent and somebody else changed: as the agent saw it, as typed, as it stands now.

    ``mine`` is what the agent decided: True for what they typed, None as long as they have not.
    """

    field: CustomerField
    saw: str
    typed: str
    stands: str
    mine: bool | None = None


class Edit(Record, frozen=True):
    """A form that was opened: whom it is about, what stands in it."""

    customer: Customer
    form: Form
    resumed: bool = False
    """Whether it was left unfinished before."""
    reason: str = ""
    """Why the point of sale refused it, as an error's code."""


class Sheet:
    """Holds what is typed, whatever comes from elsewhere: nothing of it is overwritten but by the agent's choice."""

    def __init__(self, customer: Customer, seen: Form, form: Form, region: str) -> None:
        self.customer = customer
        self.seen, self.form = seen, form
        self.replaces: frozenset[int] = frozenset()
        """Rows of the outbox that were refused: the form takes their place once it is saved."""
        self.region = region
        self._typed, self._stands = form, seen
        """The fields in collision: as the agent would have them, and as they stand at the point of sale."""
        self._decided: dict[CustomerField, bool | None] = {}

    @property
    def changed(self) -> tuple[CustomerField, ...]:
        """The fields that are otherwise than the agent saw them."""
        return changing.changed(self.form, self.seen, self.region)

    @property
    def collisions(self) -> tuple[Collision, ...]:
        """What is side by side now, in the order of the form."""
        return tuple(
            Collision(
                field=field,
                saw=changing.text_of(self.seen, field),
                typed=changing.text_of(self._typed, field),
                stands=changing.text_of(self._stands, field),
                mine=self._decided[field],
            )
            for field in changing.FIELDS
            if field in self._decided
        )

    @property
    def undecided(self) -> CustomerField | None:
        """The first field of which the agent has not said whose it is to be."""
        return next((one.field for one in self.collisions if one.mine is None), None)

    def type_in(self, form: Form) -> None:
        """Take what stands in the boxes. Who types on in a field that is in collision has chosen their own."""
        for field in self._decided:
            if changing.same(field, form, self.form, self.region):
                continue
            mine = not changing.same(field, form, self._stands, self.region)
            self._decided[field] = mine
            if mine:
                self._typed = changing.taken_over(self._typed, form, (field,))
        self.form = form

    def choose(self, field: CustomerField, *, mine: bool) -> None:
        """Decide between what the agent typed and what stands at the point of sale."""
        if field in self._decided:
            self._decided[field] = mine
            self.form = changing.taken_over(self.form, self._typed if mine else self._stands, (field,))

    def meet(self, now: Form, told: tuple[CustomerField, ...] = changing.FIELDS) -> None:
        """Learn how the customer stands now: fields not touched become that, the others are put side by side."""
        for field in told:
            if field in self._decided and changing.same(field, now, self._stands, self.region):
                continue  # it is known, and perhaps decided
            if changing.same(field, self.form, self.seen, self.region):
                self.form = changing.taken_over(self.form, now, (field,))
                self.seen = changing.taken_over(self.seen, now, (field,))
            elif changing.same(field, self.form, now, self.region):
                self.seen = changing.taken_over(self.seen, now, (field,))
            elif not changing.same(field, now, self.seen, self.region):
                self._stands = changing.taken_over(self._stands, now, (field,))
                self._typed = changing.taken_over(self._typed, self.form, (field,))
                self._decided[field] = None
                continue
            self._decided.pop(field, None)

    def settle(self) -> None:
        """Take the decisions: what stands at the point of sale is what the agent has seen now."""
        self.seen = changing.taken_over(self.seen, self._stands, self._decided)
        self._decided.clear()

    def undo(self) -> None:
        """Let the form be as the customer stands."""
        self.settle()
        self.form = self.seen
