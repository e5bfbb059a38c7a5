"""What goes wrong on PosStar's paths."""

from typing import Any

import httpx
import pytest

from callcenter.sandbox.faults import parse
from callcenter.sandbox.server import Sandbox


@pytest.mark.parametrize(
    ("fault", "error", "done"),
    [
        ("reset-before", httpx.ReadError, False),
        ("reset-after", httpx.ReadError, True),
        ("truncate", httpx.RemoteProtocolError, True),
        ("hang", httpx.ReadTimeout, False),
        ("hang-after", httpx.ReadTimeout, True),
    ],
)
def test_points_are_redeemed_before_or_after_the_answer_is_lost(
    sandbox: Sandbox, client: httpx.Client, fault: str, error: type[Exception], *, done: bool
) -> None:
    customer = client.post("/customers", json={"name": "Somebody"}).json()["id"]
    sale = sandbox.purchase(customer, 10_000)
    sandbox.set_faults(f"{fault}@POST /customers/*/loyalty/redeem=1*1")
    body, path = {"points": 30, "sale_id": sale}, f"/customers/{customer}/loyalty/redeem"
    with pytest.raises(error):
        client.post(path, json=body, timeout=httpx.Timeout(5, read=0.2 if "hang" in fault else 5))
    assert client.get(f"/customers/{customer}").json()["loyalty_points"] == (70 if done else 100)
    assert sandbox.redemptions(customer) == ([30] if done else [])
    assert client.post(path, json=body).json()["remaining_points"] == (40 if done else 70)


@pytest.mark.parametrize("method", ["PATCH", "PUT", "DELETE"])
def test_a_change_whose_answer_is_lost_was_made(
    sandbox: Sandbox, client: httpx.Client, leyla: dict[str, Any], method: str
) -> None:
    sandbox.set_faults(f"reset-after@{method} /customers/*=1")
    with pytest.raises(httpx.ReadError):
        client.request(method, f"/customers/{leyla['id']}", json={"name": "Anonymous customer"})
    assert client.get(f"/customers/{leyla['id']}").json()["name"] == "Anonymous customer"


@pytest.mark.parametrize(
    ("fault", "status", "error"),
    [
        ("status-403", 403, "Forbidden"),
        ("status-405", 405, "Method Not Allowed"),
        ("status-500", 500, "Internal Server Error"),
        ("status-504", 504, "Gateway Timeout"),
        ("status-504-after", 504, "Gateway Timeout"),
    ],
)
def test_a_failure_comes_in_posstar_s_own_shape(
    sandbox: Sandbox, client: httpx.Client, fault: str, status: int, error: str
) -> None:
    sandbox.set_faults(f"{fault}@POST /api/v1/customers=1")
    answer = client.post("/customers", json={"name": "Somebody"})
    assert (answer.status_code, answer.json()) == (
        status,
        {"statusCode": status, "message": error, "error": error},
    )
    assert len(client.get("/customers", params={"search": "somebody"}).json()) == ("after" in fault)


def test_a_patch_can_be_unknown_while_a_put_is_served(
    sandbox: Sandbox, client: httpx.Client, leyla: dict[str, Any]
) -> None:
    path = f"/customers/{leyla['id']}"
    sandbox.set_faults("no-patch=1")
    answer = client.patch(path, json={"name": "L"})
    assert answer.json() == {"statusCode": 404, "message": f"Cannot PATCH /api/v1{path}", "error": "Not Found"}
    assert client.get(path).json()["name"] == leyla["name"]
    assert client.put(path, json={"name": "L"}).json()["name"] == "L"
    sandbox.set_faults("status-405@PATCH=1")
    assert client.patch(path, json={"name": "M"}).status_code == 405
    assert client.put(path, json={"name": "M"}).json()["name"] == "M"


def test_some_dates_can_lack_a_digit(sandbox: Sandbox, client: httpx.Client) -> None:
    sandbox.set_faults("bad-dates=0.3")
    years = [record["created_at"].index("-") for record in client.get("/customers?limit=100").json()]
    assert 10 < years.count(3) < 60
    assert set(years) == {3, 4}


def test_a_fault_on_one_system_s_paths_leaves_the_other_alone(
    sandbox: Sandbox, client: httpx.Client, v2: httpx.Client
) -> None:
    sandbox.set_faults("status-500@/api/v1/customers=1")
    assert (client.get("/customers").status_code, v2.get("/customers").status_code) == (500, 200)
    sandbox.set_faults("status-500@/open-api=1")
    assert (client.get("/customers").status_code, v2.get("/customers").status_code) == (200, 500)


@pytest.mark.parametrize(
    ("path", "fits"),
    [
        ("/customers/*/loyalty/redeem", ["/api/v1/customers/7/loyalty/redeem"]),
        ("/customers/*", ["/api/v1/customers/7", "/api/v1/customers/7/ledger", "/api/v1/customers/7/loyalty/redeem"]),
        ("/customers/*/*", ["/api/v1/customers/7/ledger", "/api/v1/customers/7/loyalty/redeem"]),
        ("/*/redeem", ["/api/v1/customers/7/loyalty/redeem"]),
        ("/ledger/", ["/api/v1/customers/7/ledger"]),
        ("/ledger/*", []),
    ],
)
def test_an_asterisk_is_any_one_segment_of_a_path(path: str, fits: list[str]) -> None:
    (rule,) = parse(f"hang@POST {path}=0.5*3")
    assert (rule.path, rule.value, rule.left) == (path, 0.5, 3)
    paths = ("/api/v1/customers", "/api/v1/customers/7", "/api/v1/customers/7/ledger")
    assert [each for each in (*paths, "/api/v1/customers/7/loyalty/redeem") if rule.fits("POST", each)] == fits


def test_the_journal_tells_of_both_systems(sandbox: Sandbox, client: httpx.Client, v2: httpx.Client) -> None:
    sandbox.forget_requests()
    client.get("/customers", params={"limit": "1"})
    v2.get("/venues")
    asked = [(each.method, each.path, each.query, each.status) for each in sandbox.requests]
    assert asked == [("GET", "/api/v1/customers", "limit=1", 200), ("GET", "/open-api/v2/venues", "", 200)]


def test_posstar_is_down_when_the_network_is(sandbox: Sandbox, client: httpx.Client) -> None:
    sandbox.pause_network()
    with pytest.raises(httpx.TransportError):
        client.get("/customers")
    sandbox.resume_network()
    assert client.get("/customers").status_code == 200
