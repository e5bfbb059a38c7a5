"""Changes of customers that were typed and not saved: kept while the desk runs, and on the disk for the next one."""

from __future__ import annotations

from psygnal import Signal

from callcenter.desk.drafts import Drafts, EditDraft
from callcenter.desk.sheet import Sheet
from callcenter.model.customer import Customer


class Unfinished:
    """One form a customer."""

    found = Signal(Customer)
    """An earlier desk left changes of a customer."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._sheets: dict[str, Sheet] = {}
        drafts.edit_found.connect(self._take_back)

    def of(self, customer: Customer) -> Sheet | None:
        """Return the form that was left of a customer."""
        return self._sheets.get(customer.id)

    def keep(self, sheet: Sheet) -> None:
        """Keep a form that says something else than the customer does; one that says the same is done with."""
        customer = sheet.customer
        if sheet.changed:
            self._sheets[customer.id] = sheet
            whom = Customer(id=customer.id, name=customer.name, phone=customer.phone)
            self._drafts.keep_edit(EditDraft(customer=whom, seen=sheet.seen, form=sheet.form, region=sheet.region))
        elif customer.id in self._sheets:
            self.forget(customer.id)

    def forget(self, customer_id: str) -> None:
        """Keep nothing of a customer's form: it was saved, or they are deleted."""
        self._sheets.pop(customer_id, None)
        self._drafts.drop_edit(customer_id)

    def leave(self) -> None:
        """Know nothing of the brand any more; what lies on the disk is offered when it is back."""
        self._sheets.clear()

    def _take_back(self, draft: EditDraft) -> None:
        sheet = Sheet(draft.customer, draft.seen, draft.form, draft.region)
        if sheet.changed:
            self._sheets.setdefault(draft.customer.id, sheet)
            self.found.emit(draft.customer)
