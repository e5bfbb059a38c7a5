"""The way out: what is tried again and how often, how long anything may take, and what is left when it is over."""

import asyncio
import datetime as dt
import gzip
import ipaddress
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from callcenter.model.customer import CustomerQuery, NewCustomer
from callcenter.model.order import NewOrder, OrderLine, OrderQuery, Recipient
from callcenter.pos import errors
from callcenter.pos.errors import PosError
from callcenter.pos.exchange import CONNECTIONS, TIMEOUTS, NoConnectionFree, Timeouts
from callcenter.pos.transport import ATTEMPTS
from callcenter.sandbox.server import Sandbox
from tests.pos.peers import QUICK, Act, Asked, Server, answer, asked, clopos, connected, is_silent, says, until

pytestmark = pytest.mark.anyio
LINE = OrderLine(product_id="1", name="Dolma")
ORDER = NewOrder(key="k", venue_id="1", sale_type_id="1", recipient=Recipient(id="1"), lines=(LINE,))
ROWS = {"success": True, "data": [{"id": 1, "name": "Leyla"}]}


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(customers=30, orders=8, quota=0) as running:
        yield running


async def cuts_off(_asked: Asked, writer: asyncio.StreamWriter) -> None:
    """End the connection instead of answering."""
    writer.transport.abort()


def then(*acts: Act) -> Act:
    """Act differently at each request, and like the last act for ever."""
    left = list(acts)

    async def act(request: Asked, writer: asyncio.StreamWriter) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(request, writer)

    return act


# ---- trying again ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["reset-before", "reset-after", "status-500", "status-504", "truncate", "hang"])
async def test_a_read_is_tried_again_until_it_works(sandbox: Sandbox, fault: str) -> None:
    sandbox.set_faults(f"{fault}@GET /customers=1*{ATTEMPTS - 1}")
    async with connected(sandbox, timeouts=QUICK) as pos:
        assert (await pos.customers(CustomerQuery())).total == 30
    assert asked(sandbox, "GET", "/customers") == ATTEMPTS


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("reset-before", errors.ConnectionLost),
        ("hang", errors.ConnectionLost),
        ("truncate", errors.ConnectionLost),
        ("status-500", errors.ServerFailed),
        ("status-504", errors.ServerFailed),
    ],
)
async def test_a_read_that_never_works_is_given_up(sandbox: Sandbox, fault: str, kind: type[PosError]) -> None:
    sandbox.set_faults(f"{fault}@GET /customers=1")
    async with connected(sandbox, timeouts=QUICK) as pos:
        with pytest.raises(kind):
            await pos.customers(CustomerQuery())
        assert asked(sandbox, "GET", "/customers") == ATTEMPTS
        sandbox.set_faults("")
        assert (await pos.customers(CustomerQuery())).total == 30


async def test_a_server_that_is_not_there_is_unreachable_and_found_when_it_is_back(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        await pos.sign_in()
        sandbox.pause_network()
        with pytest.raises(errors.Unreachable):
            await pos.customers(CustomerQuery())
        sandbox.resume_network()
        assert (await pos.customers(CustomerQuery())).total == 30


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 302])
async def test_what_the_server_refuses_is_not_asked_again(status: int) -> None:
    async with Server(says(answer({}, status))) as server, connected(server.address) as pos:
        with pytest.raises(PosError):
            await pos.customers(CustomerQuery())
    assert len(server.sent("GET", "/customers")) == (2 if status == 401 else 1)


# ---- how long -------------------------------------------------------------------------------------------------------


async def drips(_asked: Asked, writer: asyncio.StreamWriter) -> None:
    """Send an answer a byte at a time, each within the time of silence."""
    for byte in answer(ROWS, headers={"x-padding": "x" * 500}):
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(0.01)


async def test_an_answer_that_drips_is_given_up_and_a_write_then_is_uncertain() -> None:
    timeouts = Timeouts(connect=1, silence=1, whole=0.15)
    async with Server(drips) as server, connected(server.address, timeouts=timeouts) as pos:
        with pytest.raises(errors.ConnectionLost):
            await pos.customers(CustomerQuery())
        with pytest.raises(errors.Uncertain):
            await pos.create_order(ORDER)
        await until(lambda: server.connections == 0)
    assert len(server.sent("GET", "/customers")) == ATTEMPTS
    assert len(server.sent("POST", "/orders")) == 1


async def test_the_timeouts_leave_the_vendor_the_time_it_takes() -> None:
    assert Timeouts(connect=5, silence=15, whole=60) == TIMEOUTS


async def test_who_finds_no_free_connection_is_told_that_the_server_is_silent_and_a_write_was_not_sent() -> None:
    async with Server(is_silent) as server:
        pos = clopos(server.address, timeouts=Timeouts(connect=1, silence=0.3, whole=1))
        await pos.sign_in()
        waiting = [asyncio.create_task(pos.customers(CustomerQuery(page=page))) for page in range(CONNECTIONS)]
        await until(lambda: len(server.sent("GET", "/customers")) == CONNECTIONS)
        pos._transport._exchange._timeouts = Timeouts(connect=1, silence=0.02, whole=1)
        with pytest.raises(errors.ConnectionLost) as caught:
            await pos.create_order(ORDER)
        assert caught.value.code == errors.ConnectionLost.code
        assert not server.sent("POST", "/orders")
        told = await asyncio.gather(*waiting, return_exceptions=True)
        assert {type(one) for one in told} <= {errors.ConnectionLost, NoConnectionFree}
        await pos.aclose()


async def test_more_requests_than_connections_all_get_their_answer(sandbox: Sandbox) -> None:
    sandbox.set_faults("latency=0.01")
    async with connected(sandbox) as pos:
        pages = await asyncio.gather(*(pos.customers(CustomerQuery(page=page, limit=1)) for page in range(1, 31)))
    assert [page.rows[0].id for page in pages] == [str(number) for number in range(1, 31)]


# ---- being cancelled and closed -------------------------------------------------------------------------------------


async def test_a_request_given_up_leaves_no_connection_open() -> None:
    async with Server(is_silent) as server:
        pos = clopos(server.address)
        for background in range(2 * CONNECTIONS):
            asking = asyncio.create_task(pos.customers(CustomerQuery(), background=bool(background % 2)))
            await until(lambda: bool(server.sent("GET", "/customers")))
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
            server.requests.clear()
            await until(lambda: server.connections <= 1)  # the one that signed in is kept alive
        server.act = says(answer(ROWS))
        assert (await pos.customers(CustomerQuery())).rows
        await pos.aclose()
        await until(lambda: server.connections == 0)


async def test_a_request_given_up_at_any_moment_leaves_the_client_whole(sandbox: Sandbox) -> None:
    sandbox.set_faults("latency=0.005")
    async with connected(sandbox) as pos:
        for step in range(40):
            asking = asyncio.create_task(pos.customers(CustomerQuery()))
            for _ in range(step):
                await asyncio.sleep(0.0005)
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
        pages = await asyncio.gather(*(pos.customers(CustomerQuery()) for _ in range(2 * CONNECTIONS)))
    assert all(page.total == 30 for page in pages)


async def test_closing_ends_what_is_in_flight_each_with_an_error_of_ours() -> None:
    async with Server(is_silent) as server:
        pos = clopos(server.address)
        await pos.sign_in()
        reading = [asyncio.create_task(pos.customers(CustomerQuery(page=page))) for page in range(1, 13)]
        writing = asyncio.create_task(pos.create_order(ORDER))
        await until(lambda: len(server.requests) == 1 + CONNECTIONS)
        await pos.aclose()
        told = await asyncio.gather(*reading, return_exceptions=True)
        assert {type(one) for one in told} == {errors.SignInRequired}
        with pytest.raises(errors.SignInRequired):
            await writing  # it was behind the others: nothing of it was sent
        await until(lambda: server.connections == 0)
        assert len(server.requests) == 1 + CONNECTIONS


async def test_closing_while_a_write_is_in_flight_leaves_it_uncertain() -> None:
    async with Server(is_silent) as server:
        pos = clopos(server.address)
        writing = [
            asyncio.create_task(pos.create_order(ORDER)),
            asyncio.create_task(pos.create_customer(NewCustomer(cid=NewCustomer.new_cid(), name="Leyla"))),
            asyncio.create_task(pos.cancel_order("5")),
        ]
        await until(lambda: len(server.requests) == 4)
        await pos.aclose()
        told = await asyncio.gather(*writing, return_exceptions=True)
        assert {type(one) for one in told} == {errors.Uncertain}


async def test_a_client_that_is_closed_says_so_and_may_be_closed_again(sandbox: Sandbox) -> None:
    pos = clopos(sandbox)
    await pos.customers(CustomerQuery())
    await pos.aclose()
    await pos.aclose()
    for ask in (pos.groups, pos.sign_in, lambda: pos.create_order(ORDER)):
        with pytest.raises(errors.SignInRequired):
            await ask()


async def test_a_client_that_asked_nothing_is_closed_without_a_word() -> None:
    await clopos("http://127.0.0.1:9").aclose()


# ---- odd answers of the wire ----------------------------------------------------------------------------------------


def _raw(text: str) -> Act:
    async def act(_asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(text.encode("latin-1"))
        await writer.drain()
        writer.close()

    return act


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (cuts_off, errors.ConnectionLost),
        (_raw(""), errors.ConnectionLost),
        (_raw("no HTTP at all\r\n\r\n"), errors.ConnectionLost),
        (_raw("HTTP/1.1 999999 What\r\n\r\n"), errors.ConnectionLost),
        (_raw("HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n"), errors.ConnectionLost),
        (_raw("HTTP/1.1 200 OK\r\n" + "x: y\r\n" * 50_000 + "\r\n"), errors.ConnectionLost),
        (_raw("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[]"), errors.ConnectionLost),
        (_raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"), errors.ConnectionLost),
        (_raw("HTTP/1.1 204 Nothing\r\n\r\n"), errors.BadAnswer),
        (says(answer(b"")), errors.BadAnswer),
        (says(answer(b"<html><body>Sign in to the Wi-Fi</body></html>")), errors.BadAnswer),
        (says(answer(b"\x00\xff\x00\xff" * 1000)), errors.BadAnswer),
        (says(answer("[{}]".encode("utf-16"))), errors.BadAnswer),
        (says(answer(b"not zipped", headers={"content-encoding": "gzip"})), errors.BadAnswer),
        (says(answer(gzip.compress(b"0" * (65 << 20)), headers={"content-encoding": "gzip"})), errors.BadAnswer),
        (says(answer(b"[" * 1_000_000)), errors.BadAnswer),
        (says(answer(b"", 301, {"location": "http://example.com/"})), errors.BadAnswer),
        (says(answer(b"", 407)), errors.Invalid),
        (says(answer(b"<html>", 502)), errors.ServerFailed),
    ],
)
async def test_whatever_comes_over_the_wire_is_an_error_of_ours(act: Act, kind: type[PosError]) -> None:
    async with Server(act) as server, connected(server.address, timeouts=QUICK) as pos:
        with pytest.raises(PosError) as caught:
            await pos.customers(CustomerQuery())
        assert type(caught.value) is kind
        with pytest.raises(errors.Invalid if kind is errors.Invalid else errors.Uncertain):
            await pos.create_order(ORDER)
        assert len(server.sent("POST", "/orders")) == 1
        server.act = says(answer(ROWS))
        assert (await pos.customers(CustomerQuery())).rows


async def test_an_answer_that_is_zipped_or_in_pieces_is_read() -> None:
    zipped = answer(gzip.compress(b'{"data":[{"id":1}]}'), headers={"content-encoding": "gzip"})
    pieces = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n[{"id\r\n5\r\n":2}]\r\n0\r\n\r\n'
    async with Server(then(says(zipped), _raw(pieces))) as server, connected(server.address) as pos:
        assert [(await pos.customers(CustomerQuery())).rows[0].id for _ in range(2)] == ["1", "2"]


async def test_a_connection_the_server_closed_while_idle_costs_nothing() -> None:
    async def answers_and_closes(request: Asked, writer: asyncio.StreamWriter) -> None:
        await says(answer(ROWS))(request, writer)
        writer.close()

    async with Server(answers_and_closes) as server, connected(server.address) as pos:
        for _ in range(5):
            await pos.customers(CustomerQuery())
            await until(lambda: server.connections <= 1)
    assert len(server.sent("GET", "/customers")) == 5


async def test_a_search_longer_than_a_url_may_be_is_invalid() -> None:
    async with Server(says(answer(ROWS))) as server, connected(server.address) as pos:
        with pytest.raises(errors.Invalid):
            await pos.customers(CustomerQuery(name="x" * 100_000))
    assert not server.sent("GET", "/customers")


async def test_headers_hold_what_the_profile_has_however_odd_it_is() -> None:
    async with (
        Server(says(answer(ROWS))) as server,
        connected(server.address, brand=" şirkət\r\nx-token: mine ", venue_id="7\x00") as pos,
    ):
        await pos.orders(OrderQuery())
        await pos.orders(OrderQuery(venue_id="8\r\n"))
    first, second = server.sent("GET", "/orders")
    assert first.headers["x-token"] == second.headers["x-token"] == "token-of-the-test"
    assert first.headers["x-brand"].encode("latin-1").decode() == "şirkət??x-token: mine"
    assert (first.headers["x-venue"], second.headers["x-venue"]) == ("7?", "8")


# ---- TLS ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def untrusted(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """Give a server's context whose certificate nobody has signed but itself."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415 - where it is installed
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "pos.invalid")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file: Path = tmp_path_factory.mktemp("tls") / "server.pem"
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(secret + certificate.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


async def test_a_certificate_nobody_trusts_is_refused_before_anything_is_sent(untrusted: ssl.SSLContext) -> None:
    async with Server(says(answer(ROWS)), tls=untrusted) as server, connected(server.address) as pos:
        for ask in (pos.sign_in, lambda: pos.create_order(ORDER), lambda: pos.customers(CustomerQuery())):
            with pytest.raises(errors.CertificateRejected) as caught:
                await ask()
            assert caught.value.host == "127.0.0.1"
    assert not server.requests


async def test_https_to_a_server_that_speaks_http_is_unreachable() -> None:
    async with Server(says(answer(ROWS))) as server:
        timeouts = Timeouts(connect=0.1, silence=0.1, whole=1)
        async with connected(server.address.replace("http:", "https:"), timeouts=timeouts) as pos:
            with pytest.raises(errors.Unreachable):
                await pos.sign_in()
    assert not server.requests


async def test_a_proxy_that_refuses_is_unreachable_for_nothing_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Server(says(answer(b"", 403))) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.address.removesuffix("/open-api"))
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        async with connected("https://pos.invalid/open-api/v2") as pos:
            with pytest.raises(errors.Unreachable):
                await pos.create_order(ORDER)
    assert {each.method for each in proxy.requests} == {"CONNECT"}
