"""What a point of sale can do. The desk shows, hides or explains by these, never by the system's name."""

from callcenter.model.customer import CustomerField, CustomerSort
from callcenter.model.record import Record


class Capabilities(Record, frozen=True):
    """What this point of sale offers to a desk."""

    orders: bool = False
    cancel_order: bool = False
    create_order: bool = False
    groups: bool = False
    venues: bool = False
    menu: bool = False
    """Categories, products and what is out."""
    new_customer_fields: tuple[CustomerField, ...] = (CustomerField.NAME,)
    customer_sorts: tuple[CustomerSort, ...] = ()
