"""One thread, one connection: order, staleness, interrupts, ends."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import apsw
import pytest

from callcenter.replica.errors import Closed, LocalFileError, Superseded, Trouble
from callcenter.replica.query import Query
from callcenter.replica.worker import Worker
from tests.replica.made import customers, in_memory

_ENDLESS = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


@asynccontextmanager
async def _working() -> AsyncIterator[Worker]:
    worker = Worker("test", lambda: apsw.Connection(":memory:"))
    await worker.start()
    try:
        yield worker
    finally:
        await worker.aclose()


def _endless(begun: threading.Event) -> Callable[[apsw.Connection], object]:
    def work(connection: apsw.Connection) -> object:
        begun.set()
        return connection.execute(_ENDLESS).get

    return work


async def _has_begun(begun: threading.Event) -> None:
    assert await asyncio.to_thread(begun.wait, 5)


@pytest.mark.anyio
async def test_work_is_done_in_the_order_it_was_asked_for() -> None:
    async with _working() as worker:
        done: list[int] = []

        def work(at: int) -> Callable[[apsw.Connection], None]:
            return lambda _: done.append(at)

        await asyncio.gather(*(worker.run(work(at)) for at in range(50)))
        assert done == list(range(50))


@pytest.mark.anyio
async def test_of_one_kind_only_the_newest_counts_even_in_the_middle_of_a_statement() -> None:
    async with _working() as worker:
        begun = threading.Event()
        stale = asyncio.create_task(worker.run(_endless(begun), kind="search"))
        await _has_begun(begun)
        waiting = asyncio.create_task(worker.run(lambda _: "never done", kind="search"))
        await asyncio.sleep(0)
        assert await worker.run(lambda _: "newest", kind="search") == "newest"
        for late in (stale, waiting):
            with pytest.raises(Superseded):
                await late


@pytest.mark.anyio
async def test_an_interrupt_that_comes_before_the_statement_begins_is_not_lost() -> None:
    async with _working() as worker:
        begun, go_on = threading.Event(), threading.Event()

        def work(connection: apsw.Connection) -> object:
            begun.set()
            go_on.wait(5)
            return connection.execute(_ENDLESS).get

        stale = asyncio.create_task(worker.run(work, kind="search"))
        await _has_begun(begun)
        newer = asyncio.create_task(worker.run(lambda _: "newer", kind="search"))
        await asyncio.sleep(0)
        go_on.set()
        with pytest.raises(Superseded):
            await stale
        assert await newer == "newer"


@pytest.mark.anyio
async def test_another_kind_is_left_in_peace() -> None:
    async with _working() as worker:
        first = asyncio.create_task(worker.run(lambda _: 1, kind="a"))
        second = asyncio.create_task(worker.run(lambda _: 2, kind="b"))
        third = asyncio.create_task(worker.run(lambda _: 3))
        assert list(await asyncio.gather(first, second, third)) == [1, 2, 3]


@pytest.mark.anyio
async def test_an_interrupt_that_hits_the_newer_work_makes_it_run_again() -> None:
    async with _working() as worker:
        tries: list[int] = []

        def work(_: apsw.Connection) -> str:
            tries.append(1)
            if len(tries) < 3:
                raise apsw.InterruptError
            return "done"

        assert await worker.run(work, kind="search") == "done"
        assert len(tries) == 3


@pytest.mark.anyio
async def test_giving_up_the_wait_ends_the_work() -> None:
    async with _working() as worker:
        begun = threading.Event()
        task = asyncio.create_task(worker.run(_endless(begun), kind="search"))
        await _has_begun(begun)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await worker.run(lambda _: "next") == "next"


@pytest.mark.anyio
async def test_work_of_many_steps_learns_between_them_that_it_no_longer_counts() -> None:
    async with _working() as worker:
        begun, go_on = threading.Event(), threading.Event()

        def work(_: apsw.Connection) -> None:
            begun.set()
            go_on.wait(5)
            worker.check()
            pytest.fail("the step after was taken")

        stale = asyncio.create_task(worker.run(work, kind="search"))
        await _has_begun(begun)
        newer = asyncio.create_task(worker.run(lambda _: "newer", kind="search"))
        await asyncio.sleep(0)
        go_on.set()
        with pytest.raises(Superseded):
            await stale
        assert await newer == "newer"


@pytest.mark.anyio
async def test_closing_finishes_what_was_asked_for_cuts_reads_short_and_takes_nothing_more() -> None:
    worker = Worker("test", lambda: apsw.Connection(":memory:"))
    await worker.start()
    begun = threading.Event()
    read = asyncio.create_task(worker.run(_endless(begun), kind="search"))
    write = asyncio.create_task(worker.run(lambda _: "written"))
    await _has_begun(begun)
    await asyncio.gather(worker.aclose(), worker.aclose())
    assert await write == "written"
    with pytest.raises(Superseded):
        await read
    with pytest.raises(Closed):
        await worker.run(lambda _: None)


@pytest.mark.anyio
async def test_a_connection_that_cannot_be_had_leaves_no_thread() -> None:
    def refuse() -> apsw.Connection:
        raise LocalFileError(Trouble.DAMAGED)

    worker = Worker("test", refuse)
    with pytest.raises(LocalFileError):
        await worker.start()
    await worker.aclose()


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("raised", "trouble"), [(apsw.CorruptError, Trouble.DAMAGED), (apsw.NotADBError, Trouble.UNREADABLE)]
)
async def test_what_sqlite_says_about_the_file_is_told_in_our_words(raised: type[apsw.Error], trouble: Trouble) -> None:
    async with _working() as worker:

        def work(_: apsw.Connection) -> None:
            raise raised

        with pytest.raises(LocalFileError) as told:
            await worker.run(work)
        assert told.value.trouble is trouble


@pytest.mark.anyio
async def test_typing_fast_answers_the_last_key_alone() -> None:
    replica = await in_memory(customers(2000))
    keys = [asyncio.create_task(replica.search(Query(text="leyla əliyeva"[:size]))) for size in range(1, 14)]
    *stale, newest = await asyncio.gather(*keys, return_exceptions=True)
    assert all(isinstance(one, Superseded) for one in stale)
    assert isinstance(newest, list)
    assert newest[0].customer.name == "Leyla Əliyeva"
    await replica.aclose()
