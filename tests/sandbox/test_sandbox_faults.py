"""What goes wrong on request, and what the client sees of it."""

from collections.abc import Callable

import httpx
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from callcenter.sandbox.faults import NAMES, Faults, FaultSyntaxError, parse
from callcenter.sandbox.server import Sandbox


def total(client: httpx.Client) -> int:
    answer: int = client.get("/customers", params={"limit": "1"}).json()["total"]
    return answer


@pytest.mark.parametrize(
    ("fault", "error", "written"),
    [
        ("reset-before", httpx.ReadError, 0),
        ("reset-after", httpx.ReadError, 1),
        ("truncate", httpx.RemoteProtocolError, 1),
        ("hang", httpx.ReadTimeout, 0),
        ("hang-after", httpx.ReadTimeout, 1),
    ],
)
def test_an_answer_is_lost_before_or_after_the_work(
    sandbox: Sandbox, v2: httpx.Client, fault: str, error: type[Exception], written: int
) -> None:
    sandbox.set_faults(f"{fault}@POST /customers=1")
    with pytest.raises(error):
        v2.post("/customers", json={"name": "Somebody"}, timeout=httpx.Timeout(5, read=0.2 if "hang" in fault else 5))
    assert total(v2) == 120 + written


def test_the_work_of_a_request_cut_off_can_be_done_later(sandbox: Sandbox, v2: httpx.Client) -> None:
    sandbox.set_faults("reset-late@POST /customers=1*1,latency@/venues=0.5")
    with pytest.raises(httpx.ReadError):
        v2.post("/customers", json={"name": "Somebody"})
    assert total(v2) == 120
    v2.get("/venues")  # it takes longer
    assert total(v2) == 121


@pytest.mark.parametrize(
    ("fault", "status", "written"), [("status-500", 500, 0), ("status-504", 504, 0), ("status-504-after", 504, 1)]
)
def test_a_failure_comes_in_the_third_shape(
    sandbox: Sandbox, v2: httpx.Client, fault: str, status: int, written: int
) -> None:
    sandbox.set_faults(f"{fault}@POST=1")
    answer = v2.post("/customers", json={"name": "Somebody"})
    assert (answer.status_code, answer.json()["error"][0]["http_code"]) == (status, status)
    assert "RateLimit-Limit" in answer.headers
    assert total(v2) == 120 + written


def test_a_truncated_answer_announces_more_than_it_brings(sandbox: Sandbox, v2: httpx.Client) -> None:
    whole = len(v2.get("/venues").content)
    sandbox.set_faults("truncate=1")
    with v2.stream("GET", "/venues") as answer:
        assert abs(int(answer.headers["Content-Length"]) - whole) <= 2
        pieces: list[bytes] = []
        with pytest.raises(httpx.RemoteProtocolError):
            pieces.extend(answer.iter_raw())
    assert 0 < sum(map(len, pieces)) < whole


def test_a_fault_keeps_to_its_method_and_path(sandbox: Sandbox, v2: httpx.Client) -> None:
    sandbox.set_faults("status-500@GET /customers=1")
    assert v2.get("/customers").status_code == 500
    assert v2.get("/customers/1").status_code == 500
    assert v2.get("/customer-groups").status_code == 200
    assert v2.post("/customers", json={"name": "X"}).status_code == 200
    sandbox.set_faults("")
    assert v2.get("/customers").status_code == 200


def test_a_fault_ends_after_so_many_times(sandbox: Sandbox, v2: httpx.Client) -> None:
    sandbox.set_faults("status-500@GET /venues=1*2,status-504@/venues=1*1")
    assert [v2.get("/venues").status_code for _ in range(4)] == [500, 500, 504, 200]


def test_latency_holds_every_answer_back(sandbox: Sandbox, v2: httpx.Client) -> None:
    sandbox.set_faults("latency=0.2")
    assert v2.get("/venues").elapsed.total_seconds() >= 0.2
    with pytest.raises(httpx.ReadTimeout):
        v2.get("/venues", timeout=httpx.Timeout(5, read=0.05))


def test_latency_ends_after_so_many_times(sandbox: Sandbox, v2: httpx.Client) -> None:
    sandbox.set_faults("latency@/venues=0.2*1")
    assert v2.get("/sale-types").elapsed.total_seconds() < 0.2
    assert v2.get("/venues").elapsed.total_seconds() >= 0.2
    assert v2.get("/venues").elapsed.total_seconds() < 0.2


def test_a_write_given_up_while_it_waits_is_not_done_and_no_bug_of_the_sandbox(
    sandbox: Sandbox, v2: httpx.Client
) -> None:
    sandbox.set_faults("latency@POST /customers=0.3*2")
    with pytest.raises(httpx.ReadTimeout):
        v2.post("/customers", json={"name": "Somebody"}, timeout=httpx.Timeout(5, read=0.05))
    assert v2.post("/customers", json={"name": "Somebody else"}).status_code == 200  # it waits longer than the other
    assert total(v2) == 121


def test_ids_can_come_as_text(sandbox: Sandbox, v2: httpx.Client) -> None:
    sandbox.set_faults("text-ids=1")
    customer = v2.get("/customers/1").json()["data"]
    assert (customer["id"], customer["group"]["id"], customer["receipt_count"]) == ("1", "5", 9)
    assert v2.get("/orders", params={"limit": "1"}).json()["data"][0]["payload"]["customer_id"].isdigit()


def test_an_answer_can_come_without_its_envelope(sandbox: Sandbox, v2: httpx.Client) -> None:
    sandbox.set_faults("bare=1")
    assert isinstance(v2.get("/customers").json(), list)
    assert v2.get("/customers/1").json()["id"] == 1


def test_some_dates_can_lack_a_digit_and_always_the_same(sandbox: Sandbox, v2: httpx.Client) -> None:
    sandbox.set_faults("bad-dates=0.3")

    def bad() -> set[int]:
        records = v2.get("/customers", params={"limit": "120"}).json()["data"]
        return {record["id"] for record in records if record["created_at"].index("-") == 3}

    assert 10 < len(bad()) < 70
    assert bad() == bad()


def test_a_rate_is_met_and_repeats_with_the_seed() -> None:
    def drawn(seed: int) -> list[str | None]:
        faults = Faults("status-500=0.3", seed)
        return [faults.draw("GET", "/x") for _ in range(1000)]

    assert drawn(1) == drawn(1) != drawn(2)
    assert 200 < sum(fault is not None for fault in drawn(1)) < 400


@pytest.mark.parametrize(
    "wrong", ["nope=1", "hang", "hang=2", "hang=-1", "hang=x", "latency=-1", "hang=nan", "hang@POST", "=1", "hang=1*x"]
)
def test_a_wrong_specification_is_refused_in_one_sentence(wrong: str) -> None:
    with pytest.raises(FaultSyntaxError, match="accepted: "):
        parse(wrong)


@given(st.text(max_size=30) | st.sampled_from(NAMES).map(lambda name: f"{name}@POST /x=0.5*3"))
def test_any_text_is_either_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except FaultSyntaxError as refused:
        event(str(refused).partition(";")[0][-20:])


def test_wrong_faults_leave_the_old_ones_in_force(sandbox: Sandbox, v2: httpx.Client) -> None:
    sandbox.set_faults("status-500=1")
    with pytest.raises(FaultSyntaxError):
        sandbox.set_faults("nope=1")
    assert v2.get("/venues").status_code == 500


def test_a_sandbox_with_a_hanging_request_ends_at_once(
    client_of: Callable[..., httpx.Client],
) -> None:
    with Sandbox(customers=1, orders=0) as sandbox:
        client = client_of(sandbox)
        sandbox.set_faults("hang@/venues=1,latency@/orders=3600")
        for path in ("/venues", "/orders"):
            with pytest.raises(httpx.ReadTimeout):
                client.get(path, timeout=httpx.Timeout(5, read=0.05))
