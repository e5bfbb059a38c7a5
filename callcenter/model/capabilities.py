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
    repeatable_create: bool = False
    """Whether creating a customer twice with one ``cid`` makes one customer; else a lost answer leaves it open."""
    customer_sorts: tuple[CustomerSort, ...] = ()
    largest_page: int = 100
    """Customers on the largest page that a list may be asked for; a server may give fewer all the same."""
    customer_facts: frozenset[str] = frozenset()
    """What it tells of a customer beside name, numbers, e-mail, addresses and notes: names of ``Customer``'s fields."""
    change_customer_fields: tuple[CustomerField, ...] = ()
    """What can be changed of a customer who exists; nothing where it is empty."""
    delete_customer: bool = False
    """A customer with sales is then made nameless rather than removed (PosStar's customers page)."""
    purchases: bool = False
    """A customer's latest sales are told with the customer."""
    ledger: bool = False
    """Customers have an account: purchases on credit, payments in."""
    redeem: bool = False
    """Loyalty points can be turned into a discount on a sale."""
    quota: bool = False
    """Answers tell how many requests are left."""
