"""``callcenter doctor`` as people run it: the real command, a real keyring, a real sandbox."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from callcenter.feed import access
from callcenter.feed.brand_file import Login, new_file, utc_now
from callcenter.model.customer import Customer
from callcenter.replica.desk_file import DeskFile
from callcenter.replica.replica import Replica
from callcenter.sandbox.server import Sandbox
from callcenter.settings import PhoneLink, Profile, Settings, save
from callcenter.telephony import instance, place
from callcenter.vault import Entry, KeyringVault, Kind, Secret, origin_of
from tests.feed.nats_server import PASSWORD, USER, NatsServer

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="a keyring of its own is had on Linux alone"),
    pytest.mark.timeout(240),  # a test runs the whole program up to four times, beside whatever else runs here
]

KEY = Secret("5a" * 32)
TOKEN = Secret("phone-Token_" + "t" * 31)
NAMES = ("settings", "display", "keyring", "point of sale", "feed", "local database", "phone link")
Doctor = Callable[..., "Report"]


class Report:
    """What the command said, by the thing it is about."""

    def __init__(self, ended: "subprocess.CompletedProcess[str]") -> None:
        self.code = ended.returncode
        self.all = ended.stdout + ended.stderr
        self.lines = {name: line for line in ended.stdout.splitlines() for name in NAMES if line.startswith(name)}
        assert "Traceback" not in self.all, self.all

    def ok(self, name: str) -> bool:
        return self.lines[name].removeprefix(name).strip().startswith("ok: ")

    @property
    def problems(self) -> dict[str, str]:
        """The sentences of what does not work."""
        said = {name: line.removeprefix(name).strip() for name, line in self.lines.items()}
        found = {name: words.removeprefix("problem: ") for name, words in said.items() if words.startswith("problem: ")}
        assert all(sentence.endswith(".") for sentence in found.values()), found
        return found


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(customers=20, orders=5) as running:
        yield running


@pytest.fixture
def profile(sandbox: Sandbox) -> Profile:
    account = sandbox.credentials
    return Profile(
        key="main",
        name="Nərimanov",
        pos="clopos",
        base_url=sandbox.clopos,
        brand=str(account["brand"]),
        integrator_id=str(account["integrator_id"]),
        client_id=str(account["client_id"]),
    )


@pytest.fixture
def secret(sandbox: Sandbox) -> Secret:
    return Secret(str(sandbox.credentials["client_secret"]))


@pytest.fixture
def house(home: Path) -> Path:
    """Give a home whose folder for sockets is its own."""
    (home / "run").mkdir(mode=0o700)
    return home


@pytest.fixture
def doctor(house: Path) -> Doctor:
    def run(*words: str, env: Mapping[str, str] | None = None) -> Report:
        foreign = ("XDG_", "CALLCENTER_", "PYTHON_KEYRING_", "QT_")
        own = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        own |= {"HOME": str(house), "XDG_RUNTIME_DIR": str(house / "run"), "QT_QPA_PLATFORM": "offscreen"}
        ended = subprocess.run(
            [sys.executable, "-m", "callcenter", "doctor", *words],
            env={**own, "PYTHONDONTWRITEBYTECODE": "1", **(env or {})},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=55,
            check=False,
        )
        return Report(ended)

    return run


def keep(profile: Profile, secrets: Mapping[Kind, Secret]) -> None:
    """Put secrets into the keyring, as a desk does."""

    async def work() -> None:
        vault = KeyringVault()
        for kind, secret in secrets.items():
            of_all = kind is Kind.PHONE_LINK
            entry = Entry.of_installation(kind) if of_all else Entry(origin_of(profile.base_url), profile.key, kind)
            await vault.put(entry, secret)

    asyncio.run(work())


def write(house: Path, settings: Settings) -> None:
    save(house / ".config" / "callcenter", settings)


@pytest.fixture
def signed_in(house: Path, profile: Profile, secret: Secret, secret_service: None) -> Path:  # noqa: ARG001 - an order
    """Leave what a desk that is signed in leaves, and give the folder of its local files."""
    write(house, Settings().with_profile(profile))
    keep(profile, {Kind.CLIENT_SECRET: secret, Kind.LOCAL_KEY: KEY})
    folder = house / ".local" / "share" / "callcenter" / profile.key

    async def fill() -> None:
        replica = await Replica.open(folder / "replica.db", KEY, region="AZ")
        await replica.upsert([Customer(id=str(n), name=f"Aygün {n}", phone=f"05010020{n}") for n in range(10, 40)])
        await replica.aclose()
        await (await DeskFile.open(folder / "desk.db", KEY)).aclose()

    asyncio.run(fill())
    return folder


def test_where_all_works_it_says_so_and_tells_no_secret(signed_in: Path, doctor: Doctor, secret: Secret) -> None:
    before = {file.name: file.read_bytes() for file in signed_in.iterdir()}
    report = doctor()
    assert report.code == 0, report.all
    assert tuple(report.lines) == NAMES
    assert report.problems == {}
    assert "profile main" in report.lines["settings"]
    assert "offscreen" in report.lines["display"]
    assert "requests left" in report.lines["point of sale"]
    assert "30 customers" in report.lines["local database"]
    assert "0 not sent yet" in report.lines["local database"]
    assert "free on the disk" in report.lines["local database"]
    assert report.lines["phone link"].endswith("ok: off")
    for private in (secret.reveal(), KEY.reveal(), "Aygün", "0501002"):
        assert private not in report.all
    assert {file.name: file.read_bytes() for file in signed_in.iterdir()} == before


def test_it_works_beside_a_desk_that_has_the_files_open(signed_in: Path, doctor: Doctor) -> None:
    async def at_work() -> Report:
        replica = await Replica.open(signed_in / "replica.db", KEY, region="AZ")
        try:
            await replica.upsert([Customer(id="99", name="Nərgiz", phone="0501112233")])
            return await asyncio.to_thread(doctor)
        finally:
            await replica.aclose()

    report = asyncio.run(at_work())
    assert report.code == 0, report.all
    assert "31 customers" in report.lines["local database"]


def test_without_a_keyring_it_says_what_to_install(house: Path, profile: Profile, doctor: Doctor) -> None:
    write(house, Settings().with_profile(profile))
    env = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "DBUS_SESSION_BUS_ADDRESS": ""}
    report = doctor(env=env)
    assert report.code == 1
    assert set(report.problems) == {"keyring", "point of sale"}
    assert "No keyring was found" in report.problems["keyring"]
    assert "sign in" in report.problems["point of sale"]
    assert "in memory alone" in report.lines["local database"]


def test_a_server_that_is_away_is_told(signed_in: Path, doctor: Doctor, sandbox: Sandbox) -> None:
    sandbox.pause_network()
    try:
        report = doctor()
    finally:
        sandbox.resume_network()
    assert report.code == 1
    assert set(report.problems) == {"point of sale"}
    assert "127.0.0.1 cannot be reached" in report.problems["point of sale"]
    assert report.ok("local database")
    assert signed_in.exists()


def test_a_wrong_secret_is_told_and_not_shown(signed_in: Path, profile: Profile, doctor: Doctor) -> None:
    keep(profile, {Kind.CLIENT_SECRET: Secret("a-wrong-secret")})
    report = doctor()
    assert report.code == 1
    assert set(report.problems) == {"point of sale"}
    assert "sign-in was refused" in report.problems["point of sale"]
    assert "a-wrong-secret" not in report.all
    assert signed_in.exists()


@pytest.mark.parametrize("file", ["replica.db", "desk.db"])
def test_a_damaged_file_is_told_and_left_as_it_is(signed_in: Path, doctor: Doctor, file: str) -> None:
    path = signed_in / file
    content = bytearray(path.read_bytes())
    content[4096 * 2 + 100 : 4096 * 2 + 200] = bytes(100)
    path.write_bytes(content)
    report = doctor()
    assert report.code == 1
    assert set(report.problems) == {"local database"}
    assert report.problems["local database"].startswith(f"{file} is damaged")
    assert path.read_bytes() == content
    assert {one.name for one in signed_in.iterdir()} >= {"replica.db", "desk.db"}


def test_a_file_of_another_key_and_a_key_that_is_gone_are_told(
    signed_in: Path, profile: Profile, doctor: Doctor
) -> None:
    keep(profile, {Kind.LOCAL_KEY: Secret("77" * 32)})
    assert "cannot be opened with the key" in doctor().problems["local database"]
    keep(profile, {Kind.LOCAL_KEY: Secret("")})
    assert "key is not in the keyring" in doctor().problems["local database"]
    assert signed_in.exists()


def test_a_computer_that_nobody_signed_in_at_is_told_what_to_do(secret_service: None, doctor: Doctor) -> None:  # noqa: ARG001
    report = doctor()
    assert report.code == 1
    assert set(report.problems) == {"point of sale"}
    assert "none yet" in report.lines["local database"]


def test_a_wrong_settings_file_is_told_with_its_line_and_the_rest_is_looked_at(
    house: Path,
    secret_service: None,  # noqa: ARG001 - an order
    doctor: Doctor,
) -> None:
    file = house / ".config" / "callcenter" / "settings.toml"
    file.parent.mkdir(parents=True)
    file.write_text("theme = 'dark'\n[phone_link]\nport = 0\n", encoding="utf-8")
    report = doctor()
    assert report.code == 1
    assert "line 3: phone_link.port" in report.problems["settings"]
    assert (report.ok("display"), report.ok("keyring")) == (True, True)


def test_without_a_display_and_with_a_wrong_one_it_says_so(secret_service: None, doctor: Doctor) -> None:  # noqa: ARG001
    gone = {"QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    assert "set DISPLAY" in doctor(env=gone).problems["display"]
    assert "no window can be shown" in doctor(env={"QT_QPA_PLATFORM": "nonsense"}).problems["display"]


def test_a_shared_feed_is_signed_in_to_and_what_keeps_it_away_is_told(
    signed_in: Path, house: Path, profile: Profile, doctor: Doctor, tmp_path: Path
) -> None:
    with NatsServer(tmp_path) as server:
        shared = replace(profile, feed_url=server.url)
        write(house, Settings().with_profile(shared))
        assert "no access" in doctor().problems["feed"]
        file = new_file("brand", server.url, user=USER, password=PASSWORD, now=utc_now())
        asyncio.run(access.keep(KeyringVault(), shared.key, file))
        assert "127.0.0.1 takes the sign-in" in doctor().lines["feed"]
        wrong = msgspec.structs.replace(file, login=Login(user=USER, password="guessed"))
        asyncio.run(access.keep(KeyringVault(), shared.key, wrong))
        assert "refuses this desk" in doctor().problems["feed"]
    assert "cannot be reached" in doctor().problems["feed"]
    assert signed_in.exists()


def linked(house: Path, profile: Profile, port: int, **rest: object) -> None:
    link = replace(PhoneLink(enabled=True, port=port), **rest)  # type: ignore[arg-type]  # fields by name
    write(house, replace(Settings().with_profile(profile), phone_link=link))
    keep(profile, {Kind.PHONE_LINK: TOKEN})


def test_the_phone_link_is_told_without_its_token_and_whole_when_that_is_asked(
    signed_in: Path, house: Path, profile: Profile, doctor: Doctor
) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    linked(house, profile, port)
    report = doctor()
    assert report.code == 0, report.all
    assert f"on once a desk runs, http://127.0.0.1:{port}/call/…" in report.lines["phone link"]
    assert TOKEN.reveal() not in report.all
    assert doctor("--phone-address").all == f"http://127.0.0.1:{port}/call/{TOKEN.reveal()}?phone=\n"
    assert signed_in.exists()


def test_a_phone_link_that_cannot_be_listened_at_is_told(
    signed_in: Path, house: Path, profile: Profile, doctor: Doctor
) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        linked(house, profile, other.getsockname()[1])
        report = doctor()
    assert report.code == 1
    assert "in use" in report.problems["phone link"]
    linked(house, profile, 8734, address="198.51.100.7", phones=("198.51.100.8",))
    assert "cannot be listened at" in doctor().problems["phone link"]
    assert signed_in.exists()


def test_a_running_desk_that_does_not_listen_is_told(
    signed_in: Path, house: Path, profile: Profile, doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(house / "run"))
    claim = instance.try_claim(place.lock_path())
    assert claim is not None
    try:
        with closing(socket.create_server(("127.0.0.1", 0))) as desk:
            linked(house, profile, desk.getsockname()[1])
            assert "ok: on, http" in doctor().lines["phone link"]
        assert "does not listen" in doctor().problems["phone link"]
    finally:
        claim.release()
    assert signed_in.exists()


def test_no_address_and_wrong_words_are_told_in_a_sentence(secret_service: None, doctor: Doctor) -> None:  # noqa: ARG001
    none = doctor("--phone-address")
    assert (none.code, "switch on [phone_link]" in none.all) == (1, True)
    wrong = doctor("--nonsense")
    assert (wrong.code, wrong.all.count("\n")) == (2, 1)
