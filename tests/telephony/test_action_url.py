"""The phones' address, over real sockets: what it serves, and all it does not."""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from http import HTTPStatus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.model.call import Call, CallSource
from callcenter.telephony import action_url
from callcenter.telephony.action_url import ActionUrls, Binding, BindingRefused, Pace, new_token
from callcenter.telephony.http_request import Refused, read_request
from callcenter.telephony.refusals import CallRefused

pytestmark = pytest.mark.anyio

Until = Callable[[Callable[[], object]], Awaitable[None]]
TOKEN = new_token()
_PIECES = st.sampled_from(
    [
        b"GET ",
        b"/call/x",
        b"?phone=1",
        b" HTTP/1.1",
        b"\r\n",
        b"\n",
        b"\r\n\r\n",
        b"Host: a",
        b":",
        b" ",
        b"\x00",
        b"\xff",
    ]
)


class Phones:
    """A server, what it told the desk, and raw requests to it."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.refusals: list[CallRefused] = []
        self.now = 0.0
        self.server = ActionUrls(
            Binding(),
            TOKEN,
            on_call=self.calls.append,
            on_refused=self.refusals.append,
            pace=Pace(clock=lambda: self.now),
        )

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server.port}"

    async def send(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.server.port)
        try:
            writer.write(request)
            await writer.drain()
            return await reader.read()
        except ConnectionError:  # it closed before it had read all
            return b""
        finally:
            writer.close()

    async def get(self, query: str, *headers: str, path: str = f"/call/{TOKEN}", host: str | None = None) -> int:
        lines = [f"GET {path}{query} HTTP/1.1", f"Host: {host or self.host}", *headers, "", ""]
        return status(await self.send("\r\n".join(lines).encode()))


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


@pytest.fixture
async def phones() -> AsyncIterator[Phones]:
    phones = Phones()
    await phones.server.start()
    yield phones
    await phones.server.aclose()


async def test_a_phone_tells_of_a_call(phones: Phones) -> None:
    assert await phones.get("?phone=sip:0505355757@10.0.0.1&name=Leyla+%C6%8Fliyeva&id=77") == 204
    [call] = phones.calls
    assert (call.number, call.name, call.call_id) == ("0505355757", "Leyla Əliyeva", "77")
    assert call.source is CallSource.ACTION_URL


async def test_the_url_to_enter_in_a_phone_works(phones: Phones) -> None:
    path = phones.server.url.removeprefix(f"http://{phones.host}")
    assert await phones.get("+994505355757", path=path) == 204
    assert phones.calls[0].number == "+994505355757"


async def test_the_answer_holds_nothing(phones: Phones) -> None:
    answer = await phones.send(f"GET /call/{TOKEN}?phone=0505355757 HTTP/1.1\r\nHost: {phones.host}\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 204 No Content\r\n")
    assert answer.endswith(b"\r\n\r\n")
    assert b"Connection: close" in answer


async def test_an_old_phone_without_a_host_header_is_served(phones: Phones) -> None:
    answer = await phones.send(f"GET /call/{TOKEN}?phone=0505355757 HTTP/1.0\r\n\r\n".encode())
    assert status(answer) == 204


@pytest.mark.parametrize("query", ["?phone=%CallerNumber%", "?phone=$remote", "", "?phone=anonymous", "?name=Leyla"])
async def test_a_phone_that_sends_no_number_is_told_of_at_the_desk_alone(phones: Phones, query: str) -> None:
    answer = await phones.send(f"GET /call/{TOKEN}{query} HTTP/1.1\r\nHost: {phones.host}\r\n\r\n".encode())
    assert status(answer) == 422
    assert answer.endswith(b"see the desk.\n")
    assert len(phones.refusals) == 1
    assert phones.calls == []


@pytest.mark.parametrize("query", ["?phone=1&verb=delete", "?phone=1&phone=2", "?phone=1&number=2", "?callback=x"])
async def test_nothing_but_a_number_a_name_and_an_id_is_taken(phones: Phones, query: str) -> None:
    assert await phones.get(query) == 400
    assert (phones.calls, phones.refusals) == ([], [])


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/call", "/call/", "/call/%00", "/call/ə", "//call/x", TOKEN, f"/{TOKEN}", f"/call/../call/{TOKEN}"),
        *(f"/call/{TOKEN[:-1]}", f"/call/{TOKEN}x", f"/call/{TOKEN}/", f"/CALL/{TOKEN}"),
    ],
)
async def test_without_the_token_there_is_nothing(phones: Phones, path: str) -> None:
    assert await phones.get("?phone=1", path=path) in {400, 404}
    assert phones.calls == []


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:{port}", "[::1]:{port}", "0.0.0.0:{port}"],
)
async def test_a_name_that_was_made_to_point_here_is_refused(phones: Phones, host: str) -> None:
    assert await phones.get("?phone=1", host=host.format(port=phones.server.port)) == 403
    assert phones.calls == []


async def test_localhost_is_this_computer_too(phones: Phones) -> None:
    assert await phones.get("?phone=1", host=f"LocalHost:{phones.server.port}") == 204


@pytest.mark.parametrize(
    "header",
    [
        *("Origin: https://evil.example", "Origin: null", "Origin: http://127.0.0.1:1"),
        *("Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "sec-fetch-site: CROSS-SITE"),
    ],
)
async def test_a_web_page_is_refused(phones: Phones, header: str) -> None:
    assert await phones.get("?phone=1", header) == 403
    assert phones.calls == []


async def test_an_address_typed_into_a_browser_is_served(phones: Phones) -> None:
    assert await phones.get("?phone=1", "Sec-Fetch-Site: none", "Accept: */*") == 204


@pytest.mark.parametrize("method", ["POST", "HEAD", "PUT", "OPTIONS", "DELETE", "get", "CONNECT"])
async def test_only_get_is_served(phones: Phones, method: str) -> None:
    answer = await phones.send(f"{method} /call/{TOKEN}?phone=1 HTTP/1.1\r\nHost: {phones.host}\r\n\r\n".encode())
    assert status(answer) == 405
    assert phones.calls == []


@pytest.mark.parametrize(
    "head",
    [
        "GET /call/{token}?phone=1 HTTP/1.1\r\n\r\n",
        "GET /call/{token}?phone=1 HTTP/2.0\r\nHost: {host}\r\n\r\n",
        "GET /call/{token}?phone=1\r\n\r\n",
        "GET  /call/{token}?phone=1 HTTP/1.1\r\nHost: {host}\r\n\r\n",
        "GET http://{host}/call/{token}?phone=1 HTTP/1.1\r\nHost: {host}\r\n\r\n",
        "GET /call/{token}?phone=1 HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n",
        "GET /call/{token}?phone=1 HTTP/1.1\r\nHost: {host}\r\n folded: 1\r\n\r\n",
        "GET /call/{token}?phone=1 HTTP/1.1\r\nHost : {host}\r\n\r\n",
        "GET /call/{token}?phone=1 HTTP/1.1\r\nHost: {host}\r\nContent-Length: 4\r\n\r\nbody",
        "GET /call/{token}?phone=1 HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET /call/{token}?phone=1 HTTP/1.1\r\nHost: {host}\r\nX: a\nInjected: b\r\n\r\n",
        "GET /call/{token}?phone=1\x00 HTTP/1.1\r\nHost: {host}\r\n\r\n",
        "\x16\x03\x01\x02\r\n\r\n",
        "\r\n\r\n",
    ],
)
async def test_what_is_no_plain_request_is_refused(phones: Phones, head: str) -> None:
    answer = await phones.send(head.format(token=TOKEN, host=phones.host).encode())
    assert status(answer) == 400
    assert phones.calls == []


@given(st.binary(max_size=500) | st.lists(_PIECES, max_size=12).map(b"".join))
def test_any_bytes_are_a_request_or_refused(head: bytes) -> None:
    try:
        request = read_request(head)
    except Refused as refused:
        HTTPStatus(refused.status)
        return
    assert request.path.startswith("/")
    assert request.path.isprintable() or not request.path.isascii()
    assert repr(request) == "Request(…)"


@pytest.mark.parametrize(
    "rest",
    ["X: " + "x" * 3_000, "X: " + "x" * 100_000, "\r\n".join(f"X{n}: 1" for n in range(60)), "x" * 9_000],
    ids=["line", "head", "headers", "no-colon"],
)
async def test_a_long_request_is_cut_off(phones: Phones, rest: str) -> None:
    answer = await phones.send(f"GET /call/{TOKEN}?phone=1 HTTP/1.1\r\nHost: {phones.host}\r\n{rest}\r\n\r\n".encode())
    assert answer == b"" or status(answer) == 431
    assert phones.calls == []


async def test_a_long_number_is_no_number(phones: Phones) -> None:
    assert await phones.get("?phone=" + "1" * 600) == 422


async def test_a_request_that_never_ends_is_ended(phones: Phones, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(action_url, "SECONDS", 0.05)
    reader, writer = await asyncio.open_connection("127.0.0.1", phones.server.port)
    writer.write(b"GET /call/")
    assert await reader.read() == b""
    writer.close()
    assert phones.calls == []


async def test_a_phone_that_hangs_up_in_the_middle_harms_nobody(phones: Phones) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", phones.server.port)
    writer.write(b"GET /call/")
    writer.transport.abort()
    assert await phones.get("?phone=1") == 204


async def test_more_connections_than_phones_make_are_cut_off(phones: Phones, until: Until) -> None:
    held = [await asyncio.open_connection("127.0.0.1", phones.server.port) for _ in range(action_url.MOST_CONNECTIONS)]
    await until(lambda: len(phones.server._serving) == action_url.MOST_CONNECTIONS)
    assert await phones.send(b"") == b""
    for _, writer in held:
        writer.close()
    await until(lambda: not phones.server._serving)
    assert await phones.get("?phone=1") == 204


async def test_five_calls_a_second_are_taken(phones: Phones) -> None:
    statuses = [await phones.get(f"?phone=050535575{number}") for number in range(7)]
    assert statuses == [204] * 5 + [429] * 2
    assert len(phones.calls) == 5
    phones.now = 1.0
    assert await phones.get("?phone=1") == 204


async def test_guessing_at_the_token_keeps_no_phone_out(phones: Phones) -> None:
    assert {await phones.get("?phone=1", path="/call/guess") for _ in range(20)} == {404}
    assert await phones.get("?phone=1") == 204


async def test_a_peer_that_is_not_on_the_list_gets_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    phones = Phones()
    await phones.server.start()
    monkeypatch.setattr(Binding, "lets_in", lambda _self, _peer: False)
    assert await phones.send(f"GET /call/{TOKEN}?phone=1 HTTP/1.1\r\nHost: {phones.host}\r\n\r\n".encode()) == b""
    await phones.server.aclose()
    assert phones.calls == []


async def test_a_server_ends_while_it_serves(phones: Phones, until: Until) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", phones.server.port)
    await until(lambda: phones.server._serving)
    await phones.server.aclose()
    assert await reader.read() == b""
    writer.close()
    assert phones.server.port == 0
    gc.collect()


@pytest.mark.parametrize(
    ("address", "listed"),
    [
        ("0.0.0.0", ["10.0.0.2"]),  # noqa: S104 - the point
        ("::", ["10.0.0.2"]),
        ("224.0.0.1", ["10.0.0.2"]),
        ("pbx.example", ["10.0.0.2"]),
        ("10.0.0.1", []),
        ("10.0.0.1", ["pbx.example"]),
        ("10.0.0.1", ["10.0.0.0/8"]),
    ],
)
async def test_a_binding_that_lets_in_more_than_phones_is_refused(address: str, listed: list[str]) -> None:
    with pytest.raises(BindingRefused):
        Binding(address, 8080, frozenset(listed))


async def test_only_listed_phones_are_let_in() -> None:
    binding = Binding("10.0.0.1", 8080, frozenset({"10.0.0.2"}))
    assert binding.hosts == ("10.0.0.1",)
    assert [binding.lets_in(peer) for peer in ("10.0.0.2", "::ffff:10.0.0.2")] == [True, True]
    assert not any(binding.lets_in(peer) for peer in ("10.0.0.3", "127.0.0.1", "", "::1", "fe80::1%eth0"))


async def test_on_loopback_only_this_computer_is_let_in() -> None:
    assert Binding("::1").hosts == ("[::1]", "localhost")
    assert [Binding().lets_in(peer) for peer in ("127.0.0.1", "::1", "10.0.0.2")] == [True, True, False]


@pytest.mark.parametrize("token", ["", "short", "ə" * 40])
async def test_a_weak_token_is_refused(token: str) -> None:
    with pytest.raises(BindingRefused):
        ActionUrls(Binding(), token, on_call=lambda _: None, on_refused=lambda _: None)
