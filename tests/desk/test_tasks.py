"""Background tasks and their owner."""

import asyncio
from typing import Any

import pytest

from callcenter.desk.tasks import Tasks, heard
from tests.desk.at_work import Until

pytestmark = pytest.mark.anyio


async def test_the_newest_of_a_name_wins_and_the_last_one_is_cancelled() -> None:
    done: list[str] = []

    async def work(name: str) -> None:
        await asyncio.sleep(0)
        done.append(name)

    tasks = Tasks("test")
    for name in ("a", "b", "c"):
        tasks.replace("search", work(name))
    await tasks.finish(5)
    assert done == ["c"]


async def test_works_of_other_names_and_works_without_one_run_beside_each_other() -> None:
    done: list[str] = []

    async def work(name: str) -> None:
        await asyncio.sleep(0)
        done.append(name)

    tasks = Tasks("test")
    tasks.replace("search", work("a"))
    tasks.replace("card", work("b"))
    tasks.start("save", work("c"))
    tasks.start("save", work("d"))
    await tasks.finish(5)
    assert sorted(done) == ["a", "b", "c", "d"]


async def test_a_name_is_running_until_its_work_ends_or_is_given_up(until: Until) -> None:
    tasks, go = Tasks("test"), asyncio.Event()

    async def work() -> None:
        await go.wait()

    assert not tasks.running("save")
    tasks.replace("save", work())
    assert tasks.running("save")
    tasks.cancel("save")
    assert not tasks.running("save")
    tasks.replace("save", work())
    go.set()
    await until(lambda: not tasks.running("save"))
    await tasks.aclose()


async def test_closing_ends_every_task_and_lets_each_tidy_up() -> None:
    tidied: list[int] = []
    started = asyncio.Event()

    async def work(number: int) -> None:
        try:
            started.set()
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            tidied.append(number)

    tasks = Tasks("test")
    tasks.start("a", work(1))
    tasks.replace("b", work(2))
    await started.wait()
    await asyncio.sleep(0)
    await tasks.aclose()
    assert sorted(tidied) == [1, 2]


async def test_closing_does_not_break_into_the_tidying_of_what_was_given_up_before() -> None:
    tidied = False

    async def work() -> None:
        nonlocal tidied
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            tidied = True

    tasks = Tasks("test")
    tasks.replace("search", work())
    await asyncio.sleep(0)
    tasks.cancel("search")
    await tasks.aclose()
    assert tidied


async def test_after_closing_nothing_is_started() -> None:
    ran = False

    async def work() -> None:
        nonlocal ran
        ran = True

    tasks = Tasks("test")
    await tasks.aclose()
    tasks.start("a", work())
    tasks.replace("b", work())
    await asyncio.sleep(0)
    assert not ran


async def test_finishing_ends_what_does_not_end_in_time() -> None:
    tasks, ended = Tasks("test"), asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    tasks.start("a", work())
    await tasks.finish(0.01)
    assert ended.is_set()


async def test_a_bug_is_reported_to_the_loop_with_the_name_of_the_task(until: Until) -> None:
    loop = asyncio.get_running_loop()
    reported: list[dict[str, Any]] = []
    loop.set_exception_handler(lambda _loop, context: reported.append(context))

    async def work() -> None:
        raise KeyError("a bug")

    tasks = Tasks("find")
    tasks.start("search", work())
    await until(lambda: reported)
    loop.set_exception_handler(None)
    assert reported[0]["message"] == "find: search failed"
    assert isinstance(reported[0]["exception"], KeyError)
    await tasks.aclose()


@pytest.mark.anyio
@pytest.mark.parametrize("rounds", range(6))
async def test_a_cancellation_that_comes_together_with_the_event_is_not_lost(rounds: int) -> None:
    event = asyncio.Event()

    async def for_ever() -> None:
        while True:
            await heard(event, 30.0)
            event.clear()

    task = asyncio.create_task(for_ever())
    await asyncio.sleep(0)
    event.set()
    for _ in range(rounds):
        await asyncio.sleep(0)
    task.cancel()
    done, _ = await asyncio.wait((task,), timeout=5)
    assert done == {task}
    assert task.cancelled()


@pytest.mark.anyio
async def test_an_event_that_does_not_come_is_waited_for_so_long() -> None:
    event = asyncio.Event()
    assert not await heard(event, 0.01)
    event.set()
    assert await heard(event, None)
