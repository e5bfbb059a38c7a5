"""The life of the server: starting, going away, coming back, counting, ending."""

import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from callcenter.sandbox.clock import ManualClock
from callcenter.sandbox.server import Sandbox
from callcenter.sandbox.store.database import DataFileError


def test_a_paused_network_refuses_and_the_port_stays_the_same(sandbox: Sandbox, v2: httpx.Client) -> None:
    address = sandbox.clopos
    for _ in range(3):
        sandbox.pause_network()
        sandbox.pause_network()
        with pytest.raises(httpx.NetworkError):
            v2.get("/venues")
        with pytest.raises(httpx.ConnectError):
            v2.get("/venues")
        sandbox.resume_network()
        sandbox.resume_network()
        assert v2.get("/venues").status_code == 200
    assert sandbox.clopos == address


def test_nobody_else_gets_the_port_of_a_paused_network(sandbox: Sandbox) -> None:
    sandbox.pause_network()
    with socket.socket() as other, pytest.raises(OSError, match="in use"):
        other.bind(("127.0.0.1", sandbox.port))


def test_a_pause_resets_a_request_under_way(sandbox: Sandbox, v2: httpx.Client) -> None:
    sandbox.set_faults("hang@/venues=1")
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(v2.get, "/venues")
        while not any(request.path.endswith("/venues") for request in sandbox.requests):
            pass
        sandbox.pause_network()
        with pytest.raises(httpx.ReadError):
            asked.result(5)


def test_a_sandbox_can_end_while_its_network_is_paused(clock: ManualClock) -> None:
    with Sandbox(customers=1, orders=0, clock=clock) as sandbox:
        sandbox.pause_network()


def test_only_this_machine_is_served(sandbox: Sandbox) -> None:
    assert sandbox.clopos == f"http://127.0.0.1:{sandbox.port}/open-api"


def test_the_requests_are_counted_with_their_status(sandbox: Sandbox, v2: httpx.Client) -> None:
    sandbox.forget_requests()
    v2.get("/venues", params={"page": "1"})
    v2.get("/nothing")
    sandbox.set_faults("reset-before=1")
    with pytest.raises(httpx.ReadError):
        v2.get("/orders")
    seen = [(request.method, request.path, request.query, request.status) for request in sandbox.requests]
    assert seen == [
        ("GET", "/open-api/v2/venues", "page=1", 200),
        ("GET", "/open-api/v2/nothing", "", 404),
        ("GET", "/open-api/v2/orders", "", 0),
    ]


def test_no_thread_and_no_file_is_left(clock: ManualClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = threading.active_count()
    with Sandbox(customers=1, orders=0, clock=clock):
        assert list(tmp_path.iterdir())
    assert threading.active_count() == before
    assert not list(tmp_path.iterdir())


def test_a_taken_port_is_an_error_on_entering(sandbox: Sandbox) -> None:
    with pytest.raises(OSError, match="in use"), Sandbox(port=sandbox.port, customers=1, orders=0):
        pass


def test_a_port_is_free_again_after_the_sandbox(clock: ManualClock) -> None:
    with Sandbox(customers=1, orders=0, clock=clock) as first:
        port = first.port
        httpx.get(f"{first.clopos}/v2/venues", trust_env=False)
    with Sandbox(port=port, customers=1, orders=0, clock=clock) as second:
        assert second.port == port


def test_kept_data_are_used_again_and_not_made_anew(
    tmp_path: Path, clock: ManualClock, client_of: Callable[..., httpx.Client]
) -> None:
    data = tmp_path / "kept.sqlite"
    with Sandbox(customers=10, orders=4, data=data, clock=clock) as first:
        client_of(first).post("/customers", json={"name": "Newcomer"})
    with Sandbox(customers=500, orders=400, seed=9, data=data, clock=clock) as second:
        answer = client_of(second).get("/customers").json()
    assert answer["total"] == 11
    assert answer["data"][-1]["name"] == "Newcomer"
    assert [path.name for path in tmp_path.iterdir()] == ["kept.sqlite"]


@pytest.mark.parametrize("content", [b"text", b"SQLite format 3\x00"])
def test_a_file_of_another_kind_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "other"
    other.write_bytes(content)
    with pytest.raises(DataFileError, match="accepted: "), Sandbox(data=other):
        pass
    assert other.read_bytes() == content


@pytest.mark.parametrize(
    "options", [{"port": -1}, {"customers": -1}, {"orders": 10**9}, {"quota": -1}, {"token_seconds": 0}]
)
def test_an_option_out_of_range_is_refused_by_name(options: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=next(iter(options))):
        Sandbox(**options)  # type: ignore[arg-type]


def test_an_error_inside_the_sandbox_is_logged_and_answered_with_500(
    v2: httpx.Client, monkeypatch: pytest.MonkeyPatch, expected_log: Callable[..., None]
) -> None:
    def broken(_row: object) -> None:
        raise ZeroDivisionError

    expected_log("Exception in ASGI application")
    monkeypatch.setattr("callcenter.sandbox.clopos.shapes.customer", broken)
    assert v2.get("/customers").status_code == 500


def test_a_sandbox_that_is_not_running_says_so() -> None:
    with pytest.raises(RuntimeError, match="enter it first"):
        Sandbox().clopos  # noqa: B018
