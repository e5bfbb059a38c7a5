"""Where a brand sells, and how."""

from callcenter.model.record import Record


class Venue(Record, frozen=True):
    """A branch of the brand."""

    id: str
    name: str
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    active: bool | None = None
    main: bool | None = None


class SaleType(Record, frozen=True):
    """A way to sell: in the hall, delivery, takeaway. ``system_type`` is the point of sale's word for it."""

    id: str
    name: str
    system_type: str | None = None
    channel: str | None = None
