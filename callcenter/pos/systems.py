"""The points of sale this desk can speak to: what each asks at sign-in, and how it is connected."""

from __future__ import annotations

import asyncio
import importlib
import weakref

from callcenter.model.record import Record
from callcenter.pos.port import PointOfSale
from callcenter.pos.token import Token, TokenStore
from callcenter.settings import Profile
from callcenter.vault import Secret


class SignInField(Record, frozen=True):
    """A field of the sign-in form: ``name`` as the profile has it, or the secret."""

    name: str
    secret: bool = False
    required: bool = True


class System(Record, frozen=True):
    """A point of sale: its key in the profile, its name for people, its address, what signing in takes."""

    key: str
    name: str
    base_url: str
    fields: tuple[SignInField, ...]


CLOPOS = System(
    key="clopos",
    name="Clopos",
    base_url="https://integrations.clopos.com/open-api/v2",
    fields=(
        SignInField(name="brand"),
        SignInField(name="client_id"),
        SignInField(name="client_secret", secret=True),
        SignInField(name="integrator_id"),
        SignInField(name="venue_id", required=False),
    ),
)

SYSTEMS: tuple[System, ...] = (CLOPOS,)


async def connect(profile: Profile, secret: Secret, store: TokenStore) -> PointOfSale:
    """Return a point of sale ready to be asked; nothing is sent yet.

    The HTTP client is imported here, on a worker thread: it takes longer than showing the window does.
    """
    client = await asyncio.to_thread(importlib.import_module, "callcenter.pos.clopos.client")
    credentials = client.Credentials(
        client_id=profile.client_id,
        client_secret=secret,
        brand=profile.brand,
        integrator_id=profile.integrator_id,
        venue_id=profile.venue_id or None,
    )
    pos: PointOfSale = client.Clopos(profile.base_url, credentials, store=store)
    return pos


class Account:
    """What a point of sale was connected with. Its repr shows none of it."""

    __slots__ = ("_store", "profile", "secret", "token")

    def __init__(self, profile: Profile, secret: Secret, store: TokenStore) -> None:
        self._store = store
        self.profile = profile
        self.secret = secret
        self.token: Token | None = None
        """The newest token known, whoever got it."""

    def __repr__(self) -> str:
        return "Account(…)"

    async def load(self) -> Token | None:
        """Return the token kept, if any."""
        self.token = await self._store.load()
        return self.token

    async def save(self, token: Token) -> None:
        """Keep the token."""
        self.token = token
        await self._store.save(token)


class Connector:
    """Connects, and remembers with what: a worker process connects once more by the same token."""

    def __init__(self) -> None:
        self._accounts: weakref.WeakKeyDictionary[PointOfSale, Account] = weakref.WeakKeyDictionary()

    async def connect(self, profile: Profile, secret: Secret, store: TokenStore) -> PointOfSale:
        """Return a point of sale ready to be asked; nothing is sent yet."""
        account = Account(profile, secret, store)
        pos = await connect(profile, secret, account)
        self._accounts[pos] = account
        return pos

    def account(self, pos: PointOfSale) -> Account | None:
        """Return what a point of sale was connected with; None where somebody else connected it."""
        return self._accounts.get(pos)
