"""The configuration that is shipped for the feed server: it starts, lets desks in over TLS, and nobody else."""

import asyncio
import os
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import msgspec
import nats
import pytest
import stamina

from callcenter.feed.account import account_of
from callcenter.feed.brand_file import FeedFile, Login, new_file, utc_now
from callcenter.feed.errors import FeedFileError
from callcenter.feed.port import Subject, SubjectKind
from callcenter.sandbox.server import Sandbox
from tests.feed.desks import access_of, desk, desks, until
from tests.feed.nats_server import NatsServer

pytestmark = pytest.mark.anyio
SHIPPED = Path(__file__).parents[2] / "packaging" / "feed"


@pytest.fixture(autouse=True)
def _no_waiting_between_tries() -> Iterator[None]:
    stamina.set_testing(True, attempts=1)
    yield
    stamina.set_testing(False)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates")
    make_certificates(folder)
    return folder


def make_certificates(folder: Path) -> None:
    """Run the shipped script."""
    words = ["/bin/sh", str(SHIPPED / "certificates.sh"), str(folder), "localhost", "127.0.0.1"]
    subprocess.run(words, check=True, capture_output=True)


@pytest.fixture(scope="module")
def served(certificates: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[NatsServer, list[FeedFile]]]:
    """Give the shipped server with two brands, its paths and its interface alone being the test's."""
    folder = tmp_path_factory.mktemp("server")
    (folder / "brands").mkdir()
    text = (SHIPPED / "nats.conf").read_text()
    for shipped, here in (
        ("/etc/callcenter-feed", str(certificates)),
        ("/var/lib/callcenter-feed", str(folder / "store")),
        ("0.0.0.0", "127.0.0.1"),  # noqa: S104 - what is replaced
    ):
        assert shipped in text
        text = text.replace(shipped, here)
    server = NatsServer(folder, config=text)
    ca = (certificates / "ca.pem").read_text()
    url = f"tls://localhost:{server.port}"
    files = [new_file(name, url, user=name, ca=ca, now=utc_now()) for name in ("first", "second")]
    for file in files:
        (folder / "brands" / f"{file.ring.brand}.conf").write_text(account_of(file))
    (folder / "brands.conf").write_text('include "brands/first.conf"\ninclude "brands/second.conf"\n')
    with server:
        yield server, files


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(customers=20, orders=60, quota=0) as running:
        yield running


async def test_two_brands_share_the_server_and_nothing_else(
    sandbox: Sandbox, served: tuple[NatsServer, list[FeedFile]]
) -> None:
    _, (first, second) = served
    async with desks(sandbox, access_of(first), 2) as found, desks(sandbox, access_of(second), 1) as (other,):
        placed = str(sandbox.place_order())
        await until(lambda: all(placed in one.known for one in (*found, other)))
        assert all(one.feed.state.desks == 2 for one in found)
        assert other.feed.state.desks == 1
        subject = Subject(SubjectKind.ORDER, placed)
        assert await found[0].feed.take(subject) is not None
        await until(lambda: subject in found[1].marks)
        await found[0].feed.release(subject)
        await until(lambda: not found[1].marks)


async def test_a_wrong_password_is_refused_and_told(
    sandbox: Sandbox, served: tuple[NatsServer, list[FeedFile]]
) -> None:
    _, (first, _) = served
    wrong = msgspec.structs.replace(first, login=Login(user="first", password="guessed", ca=first.login.ca))
    async with desk(sandbox, access_of(wrong)) as one:
        await until(lambda: one.feed.state.trouble == "feed-login")
        await until(lambda: bool(one.known))


async def test_a_server_with_another_certificate_is_not_trusted(
    sandbox: Sandbox, served: tuple[NatsServer, list[FeedFile]], tmp_path: Path
) -> None:
    _, (first, _) = served
    await asyncio.to_thread(make_certificates, tmp_path)
    login = msgspec.structs.replace(first.login, ca=(tmp_path / "ca.pem").read_text())
    async with desk(sandbox, access_of(msgspec.structs.replace(first, login=login))) as one:
        await until(lambda: one.feed.state.trouble == "feed-certificate")


async def test_nobody_gets_in_without_tls_or_without_a_name(served: tuple[NatsServer, list[FeedFile]]) -> None:
    server, (first, _) = served
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    assert b'"tls_required":true' in await reader.readline()
    writer.write(b'CONNECT {"verbose":false,"user":"first"}\r\nPING\r\n')
    assert b"PONG" not in await reader.read()
    writer.close()
    await writer.wait_closed()
    context = ssl.create_default_context(cadata=first.login.ca)

    async def heard(_error: Exception) -> None:
        return

    with pytest.raises(nats.errors.Error, match="Authorization"):
        await nats.connect(first.url, tls=context, allow_reconnect=False, error_cb=heard)


def test_certificates_can_be_made_anew_under_the_same_authority(certificates: Path) -> None:
    before = (certificates / "ca.pem").read_bytes(), (certificates / "server.pem").read_bytes()
    make_certificates(certificates)
    assert (certificates / "ca.pem").read_bytes() == before[0]
    assert (certificates / "server.pem").read_bytes() != before[1]
    verified = [
        shutil.which("openssl") or "openssl",
        "verify",
        "-CAfile",
        str(certificates / "ca.pem"),
        str(certificates / "server.pem"),
    ]
    subprocess.run(verified, check=True, capture_output=True)
    if os.name == "posix":
        assert {(certificates / name).stat().st_mode & 0o777 for name in ("ca.key", "server.key")} == {0o600}


@pytest.mark.parametrize("brand", ["two words", 'a"b', "", "{", "-x"])
def test_a_name_that_would_change_the_configuration_is_refused(brand: str) -> None:
    with pytest.raises(FeedFileError):
        account_of(new_file(brand, "tls://localhost:4222", user="user", now=utc_now()))
