"""The points of sale this desk can speak to: what each asks at sign-in, and how it is connected."""

from __future__ import annotations

import asyncio
import importlib
import weakref
from typing import Any

from callcenter.model.record import Record
from callcenter.pos.errors import SignInRequired
from callcenter.pos.port import PointOfSale
from callcenter.pos.token import Token, TokenStore
from callcenter.settings import Profile
from callcenter.vault import Secret


class SignInField(Record, frozen=True):
    """A field of the sign-in form: ``name`` as the profile has it, or, of the one that is ``secret``, its own."""

    name: str
    secret: bool = False
    required: bool = True


class System(Record, frozen=True):
    """A point of sale: its key in the profile, its name for people, its address, what signing in takes."""

    key: str
    name: str
    base_url: str
    fields: tuple[SignInField, ...]
    keeps_secret: bool = True
    """Whether the secret is kept in the keyring to sign in with again; else only the token that it got is."""

    @property
    def secret_field(self) -> str:
        """The name of the field that holds the secret."""
        return next(field.name for field in self.fields if field.secret)


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

POSSTAR = System(
    key="posstar",
    name="PosStar",
    base_url="https://api.posstar.net/api/v1",
    fields=(SignInField(name="email"), SignInField(name="password", secret=True)),
    keeps_secret=False,
)

SYSTEMS: tuple[System, ...] = (CLOPOS, POSSTAR)


def system_of(profile: Profile) -> System:
    """Return the point of sale that a profile signs in to."""
    return next(system for system in SYSTEMS if system.key == profile.pos)


async def connect(profile: Profile, secret: Secret | None, store: TokenStore) -> PointOfSale:
    """Return a point of sale ready to be asked; nothing is sent yet. ``secret`` is None where a token is kept alone.

    The HTTP client is imported here, on a worker thread: it takes longer than showing the window does. Raises
    SignInRequired where the system needs its secret.
    """
    client = await asyncio.to_thread(importlib.import_module, f"callcenter.pos.{system_of(profile).key}.client")
    return _POINTS_OF_SALE[profile.pos](client, profile, secret, store)


def _clopos(client: Any, profile: Profile, secret: Secret | None, store: TokenStore) -> PointOfSale:
    if secret is None:
        raise SignInRequired
    credentials = client.Credentials(
        client_id=profile.client_id,
        client_secret=secret,
        brand=profile.brand,
        integrator_id=profile.integrator_id,
        venue_id=profile.venue_id or None,
    )
    pos: PointOfSale = client.Clopos(profile.base_url, credentials, store=store)
    return pos


def _posstar(client: Any, profile: Profile, secret: Secret | None, store: TokenStore) -> PointOfSale:
    credentials = client.Credentials(profile.email, secret)
    pos: PointOfSale = client.PosStar(profile.base_url, credentials, currency=profile.currency, store=store)
    return pos


_POINTS_OF_SALE = {CLOPOS.key: _clopos, POSSTAR.key: _posstar}


class Account:
    """What a point of sale was connected with, its secret only where that is kept. Its repr shows none of it."""

    __slots__ = ("_store", "profile", "secret", "token")

    def __init__(self, profile: Profile, secret: Secret | None, store: TokenStore) -> None:
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

    async def newest(self) -> Token | None:
        """Return the newest token known; where nothing else signs in, the one kept is looked for."""
        return self.token or (await self.load() if self.secret is None else None)

    async def save(self, token: Token) -> None:
        """Keep the token."""
        self.token = token
        await self._store.save(token)


class Connector:
    """Connects, and remembers with what: a worker process connects once more by the same token."""

    def __init__(self) -> None:
        self._accounts: weakref.WeakKeyDictionary[PointOfSale, Account] = weakref.WeakKeyDictionary()

    async def connect(self, profile: Profile, secret: Secret | None, store: TokenStore) -> PointOfSale:
        """Return a point of sale ready to be asked; nothing is sent yet."""
        account = Account(profile, secret if system_of(profile).keeps_secret else None, store)
        pos = await connect(profile, secret, account)
        self._accounts[pos] = account
        return pos

    def account(self, pos: PointOfSale) -> Account | None:
        """Return what a point of sale was connected with; None where somebody else connected it."""
        return self._accounts.get(pos)
