"""The desk's own file: outbox, drafts, calls and uses."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from callcenter.model.customer import NewCustomer
from callcenter.model.order import NewOrder, OrderLine, Recipient
from callcenter.replica import calls
from callcenter.replica.connecting import set_aside
from callcenter.replica.desk_file import DeskFile
from callcenter.replica.errors import LocalFileError, Trouble
from callcenter.replica.outbox import Act, Entry, State
from callcenter.replica.uses import HALF_LIFE
from tests.replica.made import Key

_NOW = datetime(2026, 5, 1, 12, 30, 0, 123456, tzinfo=UTC)
_LEYLA = NewCustomer(cid="c-1", name="Leyla Əliyeva", phone="+994505355757")


@pytest.fixture
async def desk() -> AsyncIterator[DeskFile]:
    opened = await DeskFile.open(None, None)
    yield opened
    await opened.aclose()


async def _add(desk: DeskFile, subject: str, name: str = "Leyla") -> Entry:
    return await desk.outbox.add(Act.CREATE_CUSTOMER, subject, NewCustomer(cid=subject, name=name), _NOW)


@pytest.mark.anyio
async def test_an_act_comes_back_as_it_was_taken_up(desk: DeskFile) -> None:
    order = NewOrder(
        key="k",
        venue_id="1",
        sale_type_id="2",
        recipient=Recipient(name="Leyla"),
        lines=(OrderLine(product_id="9", name="Pizza", price=Decimal("8.50")),),
    )
    await desk.outbox.add(Act.CREATE_CUSTOMER, "c-1", _LEYLA, _NOW)
    await desk.outbox.add(Act.CREATE_ORDER, "c-1", order, _NOW)
    first, second = await desk.outbox.entries()
    assert (first.read(NewCustomer), second.read(NewOrder)) == (_LEYLA, order)
    assert (first.act, first.state, first.created_at, first.tries) == (Act.CREATE_CUSTOMER, State.WAITING, _NOW, 0)
    assert "Leyla" not in repr(first) + str(first)


@pytest.mark.anyio
async def test_acts_on_one_customer_leave_one_after_the_other(desk: DeskFile) -> None:
    a1, a2, b1 = await _add(desk, "a"), await _add(desk, "a"), await _add(desk, "b")
    ready = [entry.id for entry in await desk.outbox.ready(_NOW)]
    assert ready == [a1.id, b1.id]
    for state in (State.SENDING, State.UNCERTAIN, State.REFUSED):
        await desk.outbox.settle(a1.id, state)
        assert [entry.id for entry in await desk.outbox.ready(_NOW)] == [b1.id]
    await desk.outbox.settle(a1.id, State.SENT)
    assert [entry.id for entry in await desk.outbox.ready(_NOW)] == [a2.id, b1.id]
    assert await desk.outbox.unsent() == 2


@pytest.mark.anyio
async def test_only_a_waiting_act_can_begin_and_each_try_counts(desk: DeskFile) -> None:
    entry = await _add(desk, "a")
    begun = await desk.outbox.begin(entry.id)
    assert begun is not None
    assert (begun.state, begun.tries) == (State.SENDING, 1)
    assert await desk.outbox.begin(entry.id) is None
    assert await desk.outbox.begin(999) is None
    await desk.outbox.settle(entry.id, State.WAITING, error="timeout")
    again = await desk.outbox.begin(entry.id)
    assert again is not None
    assert (again.tries, again.error) == (2, "timeout")


@pytest.mark.anyio
async def test_a_refused_form_is_mended_and_waits_again_but_not_while_it_is_under_way(desk: DeskFile) -> None:
    entry = await _add(desk, "a")
    await desk.outbox.begin(entry.id)
    assert await desk.outbox.amend(entry.id, _LEYLA) is None
    await desk.outbox.settle(entry.id, State.REFUSED, error="phone-taken", found=b"who")
    mended = await desk.outbox.amend(entry.id, _LEYLA)
    assert mended is not None
    assert (mended.read(NewCustomer), mended.state, mended.error, mended.found) == (_LEYLA, State.WAITING, None, None)


@pytest.mark.anyio
async def test_what_is_discarded_is_gone_and_its_number_is_never_given_again(desk: DeskFile) -> None:
    entry = await _add(desk, "a")
    assert await desk.outbox.discard(entry.id)
    assert not await desk.outbox.discard(entry.id)
    assert await desk.outbox.entry(entry.id) is None
    assert await desk.outbox.settle(entry.id, State.SENT) is None
    assert (await _add(desk, "b")).id > entry.id


@pytest.mark.anyio
@pytest.mark.parametrize("state", [State.SENDING, State.SENT])
async def test_what_is_under_way_or_sent_is_not_taken_back(desk: DeskFile, state: State) -> None:
    entry = await _add(desk, "a")
    await desk.outbox.settle(entry.id, state)
    assert not await desk.outbox.discard(entry.id)
    assert await desk.outbox.release(entry.id) is None
    kept = await desk.outbox.entry(entry.id)
    assert kept is not None
    assert kept.state is state


@pytest.mark.anyio
async def test_a_row_stays_until_its_moment_unless_the_clock_was_set_back_before_its_making(desk: DeskFile) -> None:
    soon = _NOW + timedelta(seconds=5)
    entry = await desk.outbox.add(Act.CREATE_CUSTOMER, "a", _LEYLA, _NOW, not_before=soon)
    behind = await _add(desk, "a")
    assert entry.not_before == soon
    assert await desk.outbox.ready(_NOW) == []
    assert await desk.outbox.ready(soon) == [entry]
    assert await desk.outbox.ready(_NOW - timedelta(hours=1)) == [entry]
    assert (await desk.outbox.release(entry.id)) is not None
    assert [one.id for one in await desk.outbox.ready(_NOW)] == [entry.id]
    assert await desk.outbox.discard(entry.id)
    assert [one.id for one in await desk.outbox.ready(_NOW)] == [behind.id]


@pytest.mark.anyio
async def test_a_row_is_settled_only_from_the_state_it_was_seen_in(desk: DeskFile) -> None:
    entry = await _add(desk, "a")
    assert await desk.outbox.settle(entry.id, State.SENT, was=State.UNCERTAIN) is None
    assert await desk.outbox.settle(entry.id, State.SENT, was=State.WAITING) is not None


@pytest.mark.anyio
async def test_a_try_that_never_left_leaves_the_mark_of_an_earlier_one(desk: DeskFile) -> None:
    entry = await _add(desk, "a")
    for earlier, mark in ((None, b"1"), (b"1", b"2")):
        begun = await desk.outbox.begin(entry.id, mark)
        assert begun is not None
        assert begun.mark == mark
        back = await desk.outbox.put_back(entry.id, earlier, "unreachable")
        assert back is not None
        assert (back.state, back.mark, back.error) == (State.WAITING, earlier, "unreachable")
    assert await desk.outbox.put_back(entry.id, None) is None


@pytest.mark.anyio
async def test_the_newest_sent_rows_are_kept_as_long_as_they_are_wanted(desk: DeskFile) -> None:
    entries = [await _add(desk, name) for name in "abcd"]
    for entry in entries[:3]:
        await desk.outbox.settle(entry.id, State.SENT)
    await desk.outbox.forget_sent(1)
    assert [entry.id for entry in await desk.outbox.entries()] == [entries[2].id, entries[3].id]
    await desk.outbox.forget_sent()
    assert [entry.id for entry in await desk.outbox.entries()] == [entries[3].id]


@pytest.mark.anyio
async def test_a_body_of_another_kind_is_not_taken_for_one(desk: DeskFile) -> None:
    entry = await _add(desk, "a")
    with pytest.raises(msgspec.ValidationError):
        entry.read(NewOrder)


@pytest.mark.anyio
async def test_a_draft_is_kept_until_it_is_dropped(desk: DeskFile) -> None:
    assert await desk.drafts.load("new-customer") is None
    await desk.drafts.save("new-customer", b"Ley")
    await desk.drafts.save("new-customer", b"Leyla")
    assert await desk.drafts.load("new-customer") == b"Leyla"
    assert await desk.drafts.all() == {"new-customer": b"Leyla"}
    await desk.drafts.drop("new-customer")
    assert await desk.drafts.all() == {}


@pytest.mark.anyio
async def test_the_last_calls_are_kept_the_newest_first(desk: DeskFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "KEPT", 3)
    for minute in range(5):
        await desk.calls.add(_NOW + timedelta(minutes=minute), f"05053557{minute}")
    assert [call.number for call in await desk.calls.calls()] == ["050535574", "050535573", "050535572"]


@pytest.mark.anyio
async def test_a_call_is_found_by_number_name_note_and_outcome(desk: DeskFile) -> None:
    call = await desk.calls.add(_NOW, "+994 50 535-57-57", customer_id="1", who="Leyla Əliyeva")
    await desk.calls.add(_NOW, None)
    assert (await desk.calls.take(call.id)) is not None
    await desk.calls.describe(call.id, note="Pizza soyuq gəldi", outcome="complaint")
    await desk.calls.identify(call.id, "2", "Kamran Əliyev")
    for text in ("5355", "kamran", "ELİYEV 5757", "алиев", "soyuq", "complaint gel", ""):
        assert call.id in [found.id for found in await desk.calls.calls(text)]
    assert await desk.calls.calls("leyla") == await desk.calls.calls("999") == []
    logged = (await desk.calls.calls("kamran"))[0]
    assert (logged.taken, logged.customer_id, logged.at, logged.outcome) == (True, "2", _NOW, "complaint")
    assert "Kamran" not in repr(logged)
    assert await desk.calls.take(999) is None


@pytest.mark.anyio
async def test_a_use_weighs_less_the_longer_ago_it_was(desk: DeskFile) -> None:
    for _ in range(2):
        await desk.uses.add("often", _NOW - HALF_LIFE * 4)
    await desk.uses.add("lately", _NOW)
    scores = await desk.uses.scores(_NOW)
    assert scores["lately"] == pytest.approx(1)
    assert scores["often"] == pytest.approx(2 / 16)
    await desk.uses.add("often", _NOW)
    assert (await desk.uses.scores(_NOW))["often"] == pytest.approx(1 + 2 / 16)
    await desk.uses.forget("often")
    assert list(await desk.uses.scores(_NOW)) == ["lately"]


@pytest.mark.anyio
async def test_a_forgotten_customer_is_named_by_no_call_be_it_one_of_several_with_the_number(desk: DeskFile) -> None:
    number = "+994505550188"
    await desk.calls.add(_NOW, number, customer_id="7", who="Leyla")
    await desk.calls.add(_NOW, number, who="Leyla")
    await desk.calls.add(_NOW, number, customer_id="8", who="Leyla")
    await desk.calls.add(_NOW, number, who="the phone's own word")
    await desk.calls.forget("7", "Leyla")
    named = [(call.customer_id, call.who) for call in await desk.calls.calls()]
    assert named == [(None, "the phone's own word"), ("8", "Leyla"), (None, None), (None, None)]
    assert [call.number for call in await desk.calls.calls()] == [number] * 4


@pytest.mark.anyio
async def test_a_damaged_file_is_told_and_left_where_it_is_until_the_caller_decides(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    desk = await DeskFile.open(path, Key())
    await _add(desk, "a")
    await desk.aclose()
    with pytest.raises(LocalFileError) as other_key:
        await DeskFile.open(path, Key("ab" * 32))
    assert other_key.value.trouble is Trouble.UNREADABLE
    desk = await DeskFile.open(path, Key())
    assert await desk.outbox.unsent() == 1
    await desk.aclose()
    os.truncate(path, 4096)
    with pytest.raises(LocalFileError):
        await DeskFile.open(path, Key())
    set_aside(path, Trouble.DAMAGED)
    desk = await DeskFile.open(path, Key())
    assert await desk.outbox.unsent() == 0
    await desk.aclose()


_TAKER = """
import asyncio, os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from callcenter.model.customer import NewCustomer
from callcenter.replica.desk_file import DeskFile
from callcenter.replica.outbox import Act
from tests.replica.made import Key

async def main():
    desk = await DeskFile.open(Path(sys.argv[1]), Key())
    for at in range(int(sys.argv[2])):
        entry = await desk.outbox.add(Act.CREATE_CUSTOMER, "s", NewCustomer(cid=str(at), name="N"), datetime.now(UTC))
        print(entry.id, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


@pytest.mark.anyio
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
async def test_every_act_that_was_accepted_survives_being_killed_at_once(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    accepted: list[int] = []
    for count in (1, 3, 7):
        ran = _run_taker(path, count)
        accepted += [int(line) for line in ran.split()]
        desk = await DeskFile.open(path, Key())
        assert [entry.id for entry in await desk.outbox.entries()] == accepted
        await desk.aclose()


def _run_taker(path: Path, count: int) -> str:
    return subprocess.run(
        [sys.executable, "-c", _TAKER, str(path), str(count)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    ).stdout
