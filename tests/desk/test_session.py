"""Signing in, coming back, and leaving."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from callcenter import settings
from callcenter.desk.connection import Link
from callcenter.pos import errors
from callcenter.sandbox.clopos import accounts
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile, Settings
from callcenter.vault import (
    Entry,
    KeyringVault,
    Kind,
    MemoryVault,
    Secret,
    Vault,
    VaultMissing,
    VaultTimeout,
    open_vault,
    origin_of,
)
from callcenter.vault.shelf import Store
from tests.desk.at_work import Asked, Desk, Until, heard

pytestmark = pytest.mark.anyio

NewDesk = Callable[..., Desk]


def _entry(profile: Profile, kind: Kind) -> Entry:
    return Entry(origin_of(profile.base_url), profile.key, kind)


async def test_signing_in_opens_the_point_of_sale_and_tells_it_once(
    desk: Desk, profile: Profile, secret: Secret, until: Until
) -> None:
    opened, closed, refused = heard(desk.session.opened), heard(desk.session.closed), heard(desk.session.refused)
    desk.session.sign_in(profile, secret)
    await until(lambda: opened)
    assert opened == [(desk.session.pos, "1")]
    assert desk.session.signed_in
    assert desk.session.profile == profile
    assert not closed
    assert not refused


async def test_the_state_goes_from_signed_out_over_connecting_to_live(signed_in: Desk) -> None:
    assert signed_in.connection.state.link is Link.LIVE


async def test_the_secret_the_token_and_the_profile_are_kept_and_the_file_holds_no_secret(
    signed_in: Desk, profile: Profile, secret: Secret, vault: MemoryVault, tmp_path: Path
) -> None:
    await signed_in.aclose()
    assert await vault.get(_entry(profile, Kind.CLIENT_SECRET)) == secret
    token = await vault.get(_entry(profile, Kind.TOKEN))
    assert token is not None
    assert settings.load(tmp_path).active_profile == profile
    written = settings.settings_path(tmp_path).read_text(encoding="utf-8")
    assert secret.reveal() not in written
    assert token.reveal() not in written


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"secret": "wrong"}, errors.CredentialsRejected),
        ({"client_id": "nobody"}, errors.CredentialsRejected),
        ({"brand": "nobody"}, errors.CredentialsRejected),
        ({"brand": ""}, errors.CredentialMissing),
        ({"integrator_id": "nobody"}, errors.IntegratorUnknown),
        ({"integrator_id": accounts.DEACTIVATED_INTEGRATOR}, errors.IntegratorUnknown),
        ({"integrator_id": accounts.TEST_INTEGRATOR}, errors.TestModeMismatch),
        ({"client_id": accounts.DISABLED_CLIENT}, errors.ClientDisabled),
    ],
    ids=lambda value: "-".join(value.values()) or "empty" if isinstance(value, dict) else value.__name__,
)
async def test_a_refused_sign_in_is_told_and_keeps_nothing(
    desk: Desk,
    profile: Profile,
    secret: Secret,
    vault: MemoryVault,
    tmp_path: Path,
    until: Until,
    wrong: dict[str, str],
    error: type[errors.PosError],
) -> None:
    given = Secret(wrong.pop("secret")) if "secret" in wrong else secret
    refused, opened = heard(desk.session.refused), heard(desk.session.opened)
    desk.session.sign_in(replace(profile, **wrong), given)
    await until(lambda: refused)
    await desk.aclose()
    assert [type(one) for one in refused] == [error]
    assert not opened
    assert not desk.session.signed_in
    assert not settings.settings_path(tmp_path).exists()
    assert not any([await vault.get(_entry(profile, kind)) for kind in Kind])


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("reset-before=1", errors.ConnectionLost),
        ("status-500=1", errors.ServerFailed),
        ("truncate=1", errors.ConnectionLost),
    ],
)
async def test_a_sign_in_that_fails_on_the_way_is_told_and_another_may_be_tried(
    desk: Desk,
    profile: Profile,
    secret: Secret,
    sandbox: Sandbox,
    until: Until,
    fault: str,
    error: type[errors.PosError],
) -> None:
    refused, opened = heard(desk.session.refused), heard(desk.session.opened)
    sandbox.set_faults(fault)
    desk.session.sign_in(profile, secret)
    await until(lambda: refused)
    assert [type(one) for one in refused] == [error]
    assert desk.connection.state.link is not Link.CONNECTING
    sandbox.set_faults("")
    desk.session.sign_in(profile, secret)
    await until(lambda: opened)


async def test_no_way_to_the_server_is_told_as_offline(
    desk: Desk, profile: Profile, secret: Secret, sandbox: Sandbox, until: Until
) -> None:
    refused = heard(desk.session.refused)
    sandbox.pause_network()
    desk.session.sign_in(profile, secret)
    await until(lambda: refused)
    assert [type(one) for one in refused] == [errors.Unreachable]
    assert desk.connection.state.link is Link.OFFLINE
    sandbox.resume_network()


# ---- coming back ----------------------------------------------------------------------------------------------------


async def test_a_restart_goes_on_with_the_kept_token_and_no_new_sign_in(
    signed_in: Desk, new_desk: NewDesk, tmp_path: Path, asked: Asked, until: Until
) -> None:
    await signed_in.aclose()
    assert asked("POST", "/auth") == 1
    again = new_desk()
    again.session.resume(settings.load(tmp_path))
    await until(lambda: again.queue.orders)
    assert again.connection.state.link is Link.LIVE
    assert asked("POST", "/auth") == 1


async def test_a_restart_signs_in_anew_where_the_kept_token_is_good_no_more(
    signed_in: Desk, new_desk: NewDesk, sandbox: Sandbox, tmp_path: Path, asked: Asked, until: Until
) -> None:
    await signed_in.aclose()
    sandbox.revoke_tokens()
    again = new_desk()
    again.session.resume(settings.load(tmp_path))
    await until(lambda: again.queue.orders)
    assert asked("POST", "/auth") == 2


async def test_a_restart_signs_in_anew_where_the_kept_token_cannot_be_read(
    signed_in: Desk, new_desk: NewDesk, vault: MemoryVault, profile: Profile, tmp_path: Path, asked: Asked, until: Until
) -> None:
    await signed_in.aclose()
    await vault.put(_entry(profile, Kind.TOKEN), Secret("not what was written"))
    again = new_desk()
    again.session.resume(settings.load(tmp_path))
    await until(lambda: again.queue.orders)
    assert asked("POST", "/auth") == 2


async def test_the_real_keyring_brings_the_desk_back_and_forgets_on_signing_out(
    secret_service: None,  # noqa: ARG001
    new_desk: NewDesk,
    profile: Profile,
    secret: Secret,
    tmp_path: Path,
    asked: Asked,
    until: Until,
) -> None:
    first = new_desk(open_vault)
    told = heard(first.session.keyring_failed)
    first.session.sign_in(profile, secret)
    await until(lambda: first.queue.orders)
    await first.aclose()
    again = new_desk(open_vault)
    again.session.resume(settings.load(tmp_path))
    await until(lambda: again.queue.orders)
    assert asked("POST", "/auth") == 1
    again.session.sign_out()
    await again.aclose()
    keyring = await open_vault()
    assert not any([await keyring.get(_entry(profile, kind)) for kind in Kind])
    assert not told


async def test_the_first_start_asks_for_the_form(desk: Desk) -> None:
    wanted = heard(desk.session.form_wanted)
    desk.session.resume(Settings())
    assert wanted == [None]


async def test_a_profile_without_its_secret_asks_for_the_form_with_what_is_known(
    desk: Desk, profile: Profile, until: Until
) -> None:
    wanted = heard(desk.session.form_wanted)
    desk.session.resume(Settings().with_profile(profile))
    await until(lambda: wanted)
    assert wanted == [profile]
    assert desk.connection.state.link is Link.SIGNED_OUT


async def test_an_edited_address_gets_no_secret_and_no_request(
    signed_in: Desk, new_desk: NewDesk, profile: Profile, until: Until
) -> None:
    await signed_in.aclose()
    with Sandbox(customers=0, orders=0) as elsewhere:
        edited = replace(profile, base_url=elsewhere.clopos)
        again = new_desk()
        wanted = heard(again.session.form_wanted)
        again.session.resume(Settings().with_profile(edited))
        await until(lambda: wanted)
        assert wanted == [edited]
        assert elsewhere.requests == []


async def test_revoked_tokens_in_mid_work_lead_to_a_new_sign_in_that_nobody_notices(
    signed_in: Desk, sandbox: Sandbox, asked: Asked, until: Until
) -> None:
    states, found = heard(signed_in.connection.changed), heard(signed_in.find.found)
    sandbox.revoke_tokens()
    signed_in.find.again()
    await until(lambda: found)
    assert asked("POST", "/auth") == 2
    assert not states


# ---- leaving --------------------------------------------------------------------------------------------------------


async def test_signing_out_forgets_secret_and_token_and_asks_for_the_form_again(
    signed_in: Desk, profile: Profile, vault: MemoryVault, tmp_path: Path, until: Until
) -> None:
    closed, wanted = heard(signed_in.session.closed), heard(signed_in.session.form_wanted)
    signed_in.session.sign_out()
    await until(lambda: wanted)
    assert wanted == [profile]
    assert len(closed) == 1
    assert not signed_in.session.signed_in
    assert signed_in.connection.state.link is Link.SIGNED_OUT
    with pytest.raises(errors.SignInRequired):
        _ = signed_in.session.pos
    await signed_in.aclose()
    assert not any([await vault.get(_entry(profile, kind)) for kind in Kind])
    assert settings.load(tmp_path).active_profile == profile


async def test_a_desk_closed_right_after_signing_out_has_forgotten_all_the_same(
    signed_in: Desk, profile: Profile, vault: MemoryVault
) -> None:
    signed_in.session.sign_out()
    await signed_in.aclose()
    assert not any([await vault.get(_entry(profile, kind)) for kind in Kind])


async def test_what_is_under_way_at_signing_out_ends_without_a_word(
    signed_in: Desk, sandbox: Sandbox, asked: Asked, until: Until
) -> None:
    sandbox.set_faults("latency@GET /customers=0.3")
    before = asked("GET", "/customers")
    found, failed = heard(signed_in.find.found), heard(signed_in.find.failed)
    completed, card_failed = heard(signed_in.card.completed), heard(signed_in.card.failed)
    states = heard(signed_in.connection.changed)
    signed_in.find.look(signed_in.find.wanted, at_once=True)
    signed_in.card.open_by_id("1")
    await until(lambda: asked("GET", "/customers") > before and asked("GET", "/customers/1"))
    signed_in.session.sign_out()
    await signed_in.find.aclose()
    await signed_in.card.aclose()
    assert [state.link for state in states] == [Link.SIGNED_OUT]
    assert not [*found, *failed, *completed, *card_failed]
    assert signed_in.card.customer is None


async def test_an_answer_that_comes_after_signing_out_does_not_make_the_link_live(signed_in: Desk) -> None:
    signed_in.session.sign_out()
    signed_in.connection.worked()
    assert signed_in.connection.state.link is Link.SIGNED_OUT


# ---- testing --------------------------------------------------------------------------------------------------------


async def test_a_test_of_the_connection_keeps_nothing_and_opens_nothing(
    desk: Desk, profile: Profile, secret: Secret, vault: MemoryVault, tmp_path: Path, until: Until
) -> None:
    tested, opened = heard(desk.session.tested), heard(desk.session.opened)
    desk.session.test(profile, secret)
    await until(lambda: tested)
    await desk.aclose()
    assert not opened
    assert not any([await vault.get(_entry(profile, kind)) for kind in Kind])
    assert not settings.settings_path(tmp_path).exists()


async def test_a_test_that_is_refused_tells_why(desk: Desk, profile: Profile, until: Until) -> None:
    tested, refused = heard(desk.session.tested), heard(desk.session.refused)
    desk.session.test(profile, Secret("wrong"))
    await until(lambda: refused)
    assert [type(one) for one in refused] == [errors.CredentialsRejected]
    assert not tested


async def test_a_test_in_mid_work_leaves_the_session_alone(
    signed_in: Desk, profile: Profile, secret: Secret, until: Until
) -> None:
    tested, closed = heard(signed_in.session.tested), heard(signed_in.session.closed)
    pos = signed_in.session.pos
    signed_in.session.test(profile, secret)
    await until(lambda: tested)
    assert signed_in.session.pos is pos
    assert not closed


# ---- in a hurry -----------------------------------------------------------------------------------------------------


async def test_of_two_quick_sign_ins_the_newer_one_counts(
    desk: Desk, profile: Profile, other_profile: Profile, secret: Secret, sandbox: Sandbox, asked: Asked, until: Until
) -> None:
    sandbox.set_faults("hang@POST /auth=1*1")
    opened = heard(desk.session.opened)
    desk.session.sign_in(profile, secret)
    await until(lambda: asked("POST", "/auth"))
    desk.session.sign_in(other_profile, secret)
    await until(lambda: desk.queue.orders)
    assert [venue for _, venue in opened] == [None]
    assert desk.session.profile == other_profile


async def test_signing_out_while_signing_in_ends_signed_out(
    desk: Desk, profile: Profile, secret: Secret, sandbox: Sandbox, asked: Asked, until: Until
) -> None:
    sandbox.set_faults("hang@POST /auth=1*1")
    opened, wanted = heard(desk.session.opened), heard(desk.session.form_wanted)
    desk.session.sign_in(profile, secret)
    await until(lambda: asked("POST", "/auth"))
    desk.session.sign_out()
    await until(lambda: wanted)
    await desk.aclose()
    assert not opened
    assert desk.connection.state.link is Link.SIGNED_OUT


async def test_closing_while_signing_in_leaves_nothing(
    desk: Desk, profile: Profile, secret: Secret, sandbox: Sandbox, asked: Asked, until: Until
) -> None:
    sandbox.set_faults("hang@POST /auth=1")
    desk.session.sign_in(profile, secret)
    await until(lambda: asked("POST", "/auth"))
    await desk.aclose()
    assert not desk.session.signed_in


async def test_another_brand_takes_the_place_of_the_first(
    signed_in: Desk, other_profile: Profile, secret: Secret, until: Until
) -> None:
    first, closed, opened = signed_in.session.pos, heard(signed_in.session.closed), heard(signed_in.session.opened)
    signed_in.session.sign_in(other_profile, secret)
    await until(lambda: opened)
    assert len(closed) == 1
    assert signed_in.session.pos is not first
    assert signed_in.session.profile == other_profile
    assert {one.key for one in signed_in.session.settings.profiles} == {"main", "other"}


# ---- keyrings and files that fail -----------------------------------------------------------------------------------


async def test_without_a_keyring_the_agent_is_told_and_works(
    no_keyring: None,  # noqa: ARG001
    new_desk: NewDesk,
    profile: Profile,
    secret: Secret,
    until: Until,
) -> None:
    desk = new_desk(open_vault)
    told = heard(desk.session.keyring_failed)
    desk.session.sign_in(profile, secret)
    await until(lambda: desk.queue.orders)
    assert [type(one) for one in told] == [VaultMissing]


@pytest.fixture
def silent_keyring() -> Iterator[Callable[[], Store]]:
    """Give a keyring that waits for a password nobody types."""
    typed = threading.Event()

    def load() -> Store:
        typed.wait(30)
        raise VaultMissing

    yield load
    typed.set()


async def test_a_keyring_that_does_not_answer_is_told_and_the_agent_works(
    silent_keyring: Callable[[], Store], new_desk: NewDesk, profile: Profile, secret: Secret, until: Until
) -> None:
    async def opened() -> Vault:
        return KeyringVault(silent_keyring, timeout=0.05)

    desk = new_desk(opened)
    told = heard(desk.session.keyring_failed)
    desk.session.sign_in(profile, secret)
    await until(lambda: desk.queue.orders)
    await until(lambda: len(told) >= 2)
    assert {type(one) for one in told} == {VaultTimeout}
    assert desk.connection.state.link is Link.LIVE


async def test_a_keyring_that_cannot_be_read_at_the_start_asks_for_the_form(
    silent_keyring: Callable[[], Store], new_desk: NewDesk, profile: Profile, until: Until
) -> None:
    async def opened() -> Vault:
        return KeyringVault(silent_keyring, timeout=0.05)

    desk = new_desk(opened)
    told, wanted = heard(desk.session.keyring_failed), heard(desk.session.form_wanted)
    desk.session.resume(Settings().with_profile(profile))
    await until(lambda: wanted)
    assert wanted == [profile]
    assert [type(one) for one in told] == [VaultTimeout]


async def test_settings_that_cannot_be_written_are_told_and_the_agent_works(
    desk: Desk, profile: Profile, secret: Secret, tmp_path: Path, until: Until
) -> None:
    settings.settings_path(tmp_path).mkdir()
    told = heard(desk.session.settings_failed)
    desk.session.sign_in(profile, secret)
    await until(lambda: told and desk.queue.orders)
    assert len(told) == 1


async def test_of_many_wishes_the_last_one_stands_in_the_file(desk: Desk, tmp_path: Path) -> None:
    for scale in range(100, 200, 5):
        desk.session.prefer(replace(desk.session.settings, scale=scale))
    await desk.aclose()
    assert settings.load(tmp_path).scale == 195
