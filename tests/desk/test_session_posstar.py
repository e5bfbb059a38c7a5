"""Signing in to PosStar: the token alone is kept, and who holds it is known."""

import asyncio
import gc
import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from callcenter import logs, settings
from callcenter.desk.connection import Link
from callcenter.desk.kept_token import KeptToken
from callcenter.logs.masking import MASK, masked_text
from callcenter.pos import errors
from callcenter.pos.systems import Connector, system_of
from callcenter.pos.token import NoTokenStore
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile, Settings
from callcenter.vault import Entry, Kind, MemoryVault, Secret, Vault, VaultError, origin_of
from tests.desk.at_work import Asked, Desk, Until, heard

pytestmark = pytest.mark.anyio

NewDesk = Callable[..., Desk]


def _entry(profile: Profile, kind: Kind) -> Entry:
    return Entry(origin_of(profile.base_url), profile.key, kind)


def _fail(error: VaultError) -> None:
    pytest.fail(str(error))


def _holding(folder: Path, text: str) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]


async def test_signing_in_keeps_the_token_and_the_profile_and_the_password_nowhere(
    posstar_desk: Desk, posstar_profile: Profile, posstar_secret: Secret, vault: MemoryVault, tmp_path: Path
) -> None:
    assert not system_of(posstar_profile).keeps_secret
    await posstar_desk.aclose()
    kept = {kind: await vault.get(_entry(posstar_profile, kind)) for kind in Kind}
    assert {kind for kind, secret in kept.items() if secret} == {Kind.TOKEN}
    assert settings.load(tmp_path).active_profile == posstar_profile
    password = posstar_secret.reveal()
    token = kept[Kind.TOKEN]
    assert token is not None
    assert password not in token.reveal()
    assert not _holding(tmp_path, password)


async def test_the_password_is_in_no_log_however_fine_and_masked_only_while_it_is_held(
    desk: Desk, posstar_profile: Profile, posstar_secret: Secret, sandbox: Sandbox, until: Until, tmp_path: Path
) -> None:
    password = posstar_secret.reveal()
    sandbox.set_faults("hang@POST /auth/login=1*1")
    names = ("callcenter", "httpx", "httpcore")
    levels = {name: logging.getLogger(name).level for name in names}
    kept = logs.configure(tmp_path / "log", level=logging.DEBUG, screen=None)
    try:
        desk.session.sign_in(posstar_profile, posstar_secret)
        await until(lambda: any(one.path.endswith("/auth/login") for one in sandbox.requests))
        assert masked_text(f"x {password} y") == f"x {MASK} y"
        desk.session.sign_in(posstar_profile, posstar_secret)  # the first one is given up
        await until(lambda: desk.session.user)
    finally:
        kept.close()
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
    assert kept.path is not None
    said = kept.path.read_text()
    assert "auth/login" in said
    assert password not in said
    assert masked_text(f"x {password} y") == f"x {password} y"


async def test_nothing_at_work_holds_the_password_once_it_has_served(
    posstar_desk: Desk, posstar_profile: Profile, sandbox: Sandbox
) -> None:
    password = sandbox.posstar_credentials["password"]
    connector = Connector()
    pos = await connector.connect(posstar_profile, Secret(password), NoTokenStore())
    account = connector.account(pos)
    assert account is not None
    assert account.secret is None
    await pos.sign_in()
    gc.collect()
    holders = [one for one in gc.get_objects() if getattr(type(one), "__name__", "") == "Credentials"]
    assert [one.password for one in holders if getattr(one, "password", None) is not None] == []
    assert posstar_desk.session.signed_in
    await pos.aclose()


async def test_who_is_signed_in_is_told(posstar_desk: Desk) -> None:
    assert posstar_desk.session.user == "Nərmin Quliyeva"
    posstar_desk.session.sign_out()
    assert posstar_desk.session.user == ""


async def test_a_wrong_password_is_told_and_keeps_nothing(
    desk: Desk, posstar_profile: Profile, vault: MemoryVault, tmp_path: Path, until: Until
) -> None:
    refused, opened = heard(desk.session.refused), heard(desk.session.opened)
    desk.session.sign_in(posstar_profile, Secret("wrong"))
    await until(lambda: refused)
    await desk.aclose()
    assert [type(one) for one in refused] == [errors.CredentialsRejected]
    assert not opened
    assert not settings.settings_path(tmp_path).exists()
    assert not any([await vault.get(_entry(posstar_profile, kind)) for kind in Kind])


async def test_a_restart_goes_on_with_the_kept_token_alone(
    posstar_desk: Desk, new_desk: NewDesk, tmp_path: Path, asked: Asked, until: Until
) -> None:
    await posstar_desk.aclose()
    again = new_desk()
    again.session.resume(settings.load(tmp_path))
    await until(lambda: again.session.user)
    assert again.connection.state.link is Link.LIVE
    assert asked("POST", "/auth/login") == 1


async def test_a_restart_without_the_token_asks_for_the_form_with_the_e_mail(
    desk: Desk, posstar_profile: Profile, sandbox: Sandbox, until: Until
) -> None:
    wanted = heard(desk.session.form_wanted)
    desk.session.resume(Settings().with_profile(posstar_profile))
    await until(lambda: wanted)
    assert wanted == [posstar_profile]
    assert desk.connection.state.link is Link.SIGNED_OUT
    assert sandbox.requests == []


async def test_a_restart_with_a_token_that_cannot_be_read_asks_for_the_form(
    posstar_desk: Desk, new_desk: NewDesk, vault: MemoryVault, posstar_profile: Profile, tmp_path: Path, until: Until
) -> None:
    await posstar_desk.aclose()
    await vault.put(_entry(posstar_profile, Kind.TOKEN), Secret("not what was written"))
    again = new_desk()
    wanted = heard(again.session.form_wanted)
    again.session.resume(settings.load(tmp_path))
    await until(lambda: wanted)
    assert wanted == [posstar_profile]


async def test_a_restart_with_a_token_that_ended_keeps_the_desk_and_says_to_sign_in_again(
    posstar_desk: Desk, new_desk: NewDesk, sandbox: Sandbox, tmp_path: Path, until: Until
) -> None:
    await posstar_desk.aclose()
    sandbox.revoke_tokens()
    again = new_desk()
    again.session.resume(settings.load(tmp_path))
    await until(lambda: again.connection.state.reason)
    assert again.connection.state.link is Link.SIGNED_OUT
    assert isinstance(again.connection.state.reason, errors.SignInRequired)
    assert again.session.signed_in  # what lies here can be looked at


async def test_a_restart_offline_goes_on_with_what_lies_here(
    posstar_desk: Desk, new_desk: NewDesk, sandbox: Sandbox, tmp_path: Path, until: Until
) -> None:
    await posstar_desk.aclose()
    sandbox.pause_network()
    again = new_desk()
    again.session.resume(settings.load(tmp_path))
    await until(lambda: again.connection.state.link is Link.OFFLINE)
    assert again.session.signed_in
    sandbox.resume_network()


async def test_signing_in_again_after_the_token_ended_goes_on(
    posstar_desk: Desk, posstar_profile: Profile, posstar_secret: Secret, sandbox: Sandbox, until: Until
) -> None:
    sandbox.revoke_tokens()
    posstar_desk.find.again()
    await until(lambda: posstar_desk.connection.state.link is Link.SIGNED_OUT)
    posstar_desk.session.sign_in(posstar_profile, posstar_secret)
    await until(lambda: posstar_desk.connection.state.link is Link.LIVE and posstar_desk.session.user)


async def test_signing_out_forgets_the_token(
    posstar_desk: Desk, posstar_profile: Profile, vault: MemoryVault, until: Until
) -> None:
    wanted = heard(posstar_desk.session.form_wanted)
    posstar_desk.session.sign_out()
    await until(lambda: wanted)
    await posstar_desk.aclose()
    assert not any([await vault.get(_entry(posstar_profile, kind)) for kind in Kind])


async def test_a_token_that_is_being_kept_at_signing_out_is_forgotten_all_the_same(
    new_desk: NewDesk, posstar_profile: Profile, posstar_secret: Secret, until: Until
) -> None:
    class SlowVault(MemoryVault):
        async def put(self, entry: Entry, value: Secret) -> None:
            await asyncio.sleep(0.2)
            await super().put(entry, value)

    vault = SlowVault()

    async def opened() -> Vault:
        return vault

    desk = new_desk(opened)
    desk.session.sign_in(posstar_profile, posstar_secret)
    await until(lambda: desk.session.signed_in)
    desk.session.sign_out()
    await desk.aclose()
    assert await vault.get(_entry(posstar_profile, Kind.TOKEN)) is None


async def test_a_worker_process_is_given_the_kept_token_where_nothing_else_signs_in(
    posstar_desk: Desk, posstar_profile: Profile, vault: MemoryVault
) -> None:
    connector = Connector()
    store = KeptToken(vault, posstar_profile, _fail)
    pos = await connector.connect(posstar_profile, None, store)
    account = connector.account(pos)
    assert account is not None
    assert account.token is None  # nothing was asked yet
    token = await account.newest()
    assert token is not None
    assert posstar_desk.session.signed_in
    await pos.aclose()
