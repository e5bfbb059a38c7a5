"""Against a real Secret Service."""

import asyncio
from contextlib import closing

import keyring
import pytest
from keyring.backends import SecretService, chainer, null

from callcenter.vault import Entry, KeyringVault, Kind, MemoryVault, Secret, Vault, open_vault, origin_of

pytestmark = pytest.mark.anyio

CLOPOS = origin_of("https://integrations.clopos.com/open-api/v2")
TOKEN = Entry(CLOPOS, "main", Kind.TOKEN)
WINDOWS = 1_279


@pytest.fixture(params=["memory", "keyring", "keyring with Windows' limit"])
def vault(request: pytest.FixtureRequest) -> Vault:
    if request.param == "memory":
        return MemoryVault()
    request.getfixturevalue("secret_service")
    return KeyringVault(limit=WINDOWS if "limit" in request.param else None)


@pytest.mark.parametrize("length", [0, 1, 1_276, 1_277, 1_278, 4_000])
async def test_a_secret_of_any_length_comes_back(vault: Vault, length: int) -> None:
    secret = Secret("s" * length)
    await vault.put(TOKEN, secret)
    assert await vault.get(TOKEN) == secret


async def test_a_secret_of_any_characters_comes_back(vault: Vault) -> None:
    secret = Secret('Şifrə "пароль" \\ \0 \n 😀 \ud800' * 100)
    await vault.put(TOKEN, secret)
    assert await vault.get(TOKEN) == secret


async def test_a_missing_secret_is_none(vault: Vault) -> None:
    assert await vault.get(TOKEN) is None


async def test_the_last_secret_put_is_kept(vault: Vault) -> None:
    for length in (4_000, 10, 3_000, 2_000):
        await vault.put(TOKEN, Secret("t" * length))
    assert await vault.get(TOKEN) == Secret("t" * 2_000)


async def test_a_deleted_secret_is_gone_and_deleting_it_again_is_silent(vault: Vault) -> None:
    await vault.put(TOKEN, Secret("t" * 4_000))
    await vault.delete(TOKEN)
    assert await vault.get(TOKEN) is None
    await vault.delete(TOKEN)


@pytest.mark.parametrize(
    "url",
    [
        "https://integrations.clopos.com.evil.example/open-api/v2",
        "https://integrations.clopos.com:8443/open-api/v2",
        "http://integrations.clopos.com/open-api/v2",
    ],
)
async def test_another_origin_finds_no_secret(vault: Vault, url: str) -> None:
    await vault.put(TOKEN, Secret("t"))
    assert await vault.get(Entry(origin_of(url), "main", Kind.TOKEN)) is None


async def test_another_profile_or_kind_finds_no_secret(vault: Vault) -> None:
    await vault.put(TOKEN, Secret("t"))
    assert await vault.get(Entry(CLOPOS, "second", Kind.TOKEN)) is None
    assert await vault.get(Entry(CLOPOS, "main", Kind.CLIENT_SECRET)) is None


async def test_forgetting_a_profile_removes_its_secrets_of_every_kind_and_origin(vault: Vault) -> None:
    elsewhere = origin_of("http://127.0.0.1:4000/api/v1")
    mine = [Entry(origin, "main", kind) for origin in (CLOPOS, elsewhere) for kind in Kind]
    other = Entry(CLOPOS, "second", Kind.TOKEN)
    for entry in (*mine, other):
        await vault.put(entry, Secret("t" * 2_000))
    await vault.forget("main")
    assert [await vault.get(entry) for entry in mine] == [None] * len(mine)
    assert await vault.get(other) == Secret("t" * 2_000)
    await vault.forget("main")


async def test_concurrent_calls_all_succeed(vault: Vault) -> None:
    entries = [Entry(CLOPOS, f"profile-{number}", Kind.TOKEN) for number in range(8)]
    await asyncio.gather(*(vault.put(entry, Secret(entry.profile)) for entry in entries))
    found = await asyncio.gather(*(vault.get(entry) for entry in entries))
    assert found == [Secret(entry.profile) for entry in entries]


@pytest.mark.parametrize("limit", [None, WINDOWS])
async def test_forgetting_leaves_no_item_in_the_keyring(items: "Items", limit: int | None) -> None:
    vault = KeyringVault(limit=limit)
    for kind in Kind:
        await vault.put(Entry(CLOPOS, "main", kind), Secret("t" * 3_000))
    parts = 1 if limit is None else 4  # an index and three pieces
    assert items.count() == len(Kind) * parts + 1  # and the roster
    await vault.forget("main")
    assert items.count() == 0


async def test_the_keyring_shows_whose_item_it_is(items: "Items") -> None:
    await KeyringVault().put(TOKEN, Secret("t"))
    assert {"service": "callcenter token https://integrations.clopos.com:443", "username": "main"} in items.names()


async def test_a_secret_outlives_the_vault(secret_service: None) -> None:  # noqa: ARG001
    first = await open_vault()
    await first.put(TOKEN, Secret("t"))
    second = await open_vault()
    assert second.lasting
    assert second.problem is None
    assert await second.get(TOKEN) == Secret("t")


async def test_the_chain_of_several_keyrings_is_narrowed_to_one_that_encrypts(
    secret_service: None,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chain = [null.Keyring(), SecretService.Keyring()]
    monkeypatch.setattr(chainer.ChainerBackend, "backends", chain)
    keyring.set_keyring(chainer.ChainerBackend())
    vault = await open_vault()
    await vault.put(TOKEN, Secret("t"))
    assert vault.lasting
    assert await vault.get(TOKEN) == Secret("t")


class Items:
    """What lies in the keyring, seen past the code under test."""

    def names(self) -> list[dict[str, str]]:
        import secretstorage  # noqa: PLC0415 - Linux has it, other systems do not

        with closing(secretstorage.dbus_init()) as connection:
            found = secretstorage.get_default_collection(connection).get_all_items()
            wanted = ("service", "username")
            return [{key: value for key, value in item.get_attributes().items() if key in wanted} for item in found]

    def count(self) -> int:
        return len(self.names())


@pytest.fixture
def items(secret_service: None) -> Items:  # noqa: ARG001
    return Items()
