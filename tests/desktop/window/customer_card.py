"""A customer who is new at the point of sale, on the card of a desk."""

from callcenter.desk.session import OpenVault
from callcenter.model.customer import Customer, NewCustomer
from callcenter.vault import MemoryVault, Vault
from tests.desktop.window.agent import Agent, Until

LEYLA = NewCustomer(
    cid="",
    name="Zümrüd Qaraquşova",
    phone="+994505550199",
    email="leyla@example.com",
    address="Nizami 12",
    notes="Qapı 4\nZəng etməyin",
    tags=("vip", "wholesale"),
)


async def open_card(agent: Agent, until: Until, form: NewCustomer = LEYLA) -> Customer:
    """Open the card of a customer who is new at the point of sale."""
    made = await agent.parts.session.pos.create_customer(form)
    agent.window.desk.side.open_by_id(made.id)
    await until(lambda: agent.card_of == form.name and agent.window.desk.card.complete)
    return await there(agent, made.id)


async def there(agent: Agent, customer_id: str) -> Customer:
    """Ask the point of sale how a customer stands."""
    return await agent.parts.session.pos.customer(customer_id)


def says(agent: Agent) -> str:
    """Give all words in sight beside the search."""
    return agent.words_of(agent.window.desk.side)


class _Keyring(MemoryVault):
    """Stands for a computer's keyring, for a test of several desks."""

    lasting = True


def opener() -> OpenVault:
    """Give a computer's keyring that is opened at each start of a desk."""
    keyring = _Keyring()

    async def opened() -> Vault:
        return keyring

    return opened
