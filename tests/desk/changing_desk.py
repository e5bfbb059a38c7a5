"""The parts of a desk that change and delete customers, over one folder and one keyring."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import msgspec

from callcenter.desk.card import Card
from callcenter.desk.connection import Connection
from callcenter.desk.directory import LocalDirectory
from callcenter.desk.dispatch import Dispatch
from callcenter.desk.drafts import Drafts
from callcenter.desk.editing import Editing
from callcenter.desk.files import LocalFiles
from callcenter.desk.form import Form
from callcenter.desk.removal import Removal
from callcenter.desk.session import Session
from callcenter.desk.unfinished import Unfinished
from callcenter.desk.waiting_changes import WaitingChanges
from callcenter.model.customer import Customer, NewCustomer
from callcenter.pos.systems import connect
from callcenter.vault import Vault

LEYLA = NewCustomer(
    cid="", name="Leyla Quliyeva", phone="+994505550199", email="leyla@example.com", address="Nizami 12", notes="Qapı 4"
)


@dataclass
class ChangingDesk:
    """The parts, as the program wires them."""

    session: Session
    files: LocalFiles
    directory: LocalDirectory
    dispatch: Dispatch
    drafts: Drafts
    card: Card
    unfinished: Unfinished
    editing: Editing
    removal: Removal
    form: Form = field(default_factory=Form)
    """What stands in the boxes: as the desk put it there, and as was typed."""

    def __post_init__(self) -> None:
        self.editing.begun.connect(lambda edit: self._show(edit.form))
        self.editing.shown.connect(self._show)

    def _show(self, form: Form) -> None:
        self.form = form

    @classmethod
    def over(cls, folder: Path, vault: Vault) -> ChangingDesk:
        """Build a desk at which nobody is signed in."""

        async def opened() -> Vault:
            return vault

        connection = Connection()
        session = Session(folder, opened, connect, connection)
        files = LocalFiles(session, folder / "data")
        directory = LocalDirectory(session, files)
        dispatch = Dispatch(session, files, directory, connection, shortest_wait=0.05)
        drafts = Drafts(files, pause=0)
        card = Card(directory, connection)
        waiting, unfinished = WaitingChanges(dispatch, card), Unfinished(drafts)
        editing = Editing(session, directory, connection, dispatch, waiting, unfinished, patience=0.5)
        removal = Removal(session, card, directory, dispatch, unfinished, undo=timedelta(0))
        return cls(session, files, directory, dispatch, drafts, card, unfinished, editing, removal)

    async def created(self, form: NewCustomer = LEYLA) -> Customer:
        """Create a customer at the point of sale; give them as they stand there."""
        made = await self.session.pos.create_customer(form)
        return await self.there(made)

    async def there(self, customer: Customer) -> Customer:
        """Ask the point of sale how a customer stands."""
        return await self.session.pos.customer(customer.id)

    def type_in(self, **values: str) -> None:
        """Type into the form that is open."""
        self.form = msgspec.structs.replace(self.form, **values)
        self.editing.type_in(self.form)

    async def aclose(self) -> None:
        """Close the parts in the program's order."""
        for part in (
            *(self.card, self.editing, self.dispatch, self.removal),
            *(self.drafts, self.directory, self.files, self.session),
        ):
            await part.aclose()
