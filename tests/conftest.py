"""The harness of every room's tests: what a test may leave behind (nothing), and the keyrings it may ask for.

A coroutine is a test when it is marked ``@pytest.mark.anyio``. A log record of level WARNING or above fails the test
that did not announce it (``expected_log``); so does a thread or an asyncio task that is still there when it is over.
A test whose keyring died under it is run once more, and the summary names it.
Nothing in this file knows Qt: see ``desktop/conftest.py``.
"""

import asyncio
import gc
import logging
import os
import sys
import threading
import time
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

import hypothesis
import keyring
import pytest
from _pytest.runner import runtestprotocol
from keyring.backends import SecretService, fail

_PATIENCE = 15.0
"""Seconds that something already told to end may take to do so."""

hypothesis.settings.register_profile("ci", derandomize=True, database=None, deadline=None, print_blob=True)
hypothesis.settings.load_profile("ci")

PRIVATE_KEYRING = "CALLCENTER_TEST_KEYRING" in os.environ
if not PRIVATE_KEYRING:
    # No test reaches the developer's own keyring, whatever the code under test does.
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


_REPEATED = pytest.StashKey[list[str]]()
_MUCH_RUBBISH = 20_000
"""Objects made and not collected, from which on it is worth the time to look at them between two tests."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run a test once more that failed while its keyring's daemon died: the fault of neither the test nor the desk.

    The session's bus has started another daemon by then (packaging/private_session.py).
    """
    if not PRIVATE_KEYRING or "secret_service" not in getattr(item, "fixturenames", ()):
        return None
    before = _keyring_owner()
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, log=False, nextitem=nextitem)
    if any(report.failed for report in reports) and _keyring_owner() != before:
        item.config.stash.setdefault(_REPEATED, []).append(item.nodeid)
        _drop_connections()
        reports = runtestprotocol(item, log=False, nextitem=nextitem)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Look for rubbish on this thread alone, as the desk does: found in another, Qt's objects would end there."""
    gc.collect()
    gc.freeze()
    gc.disable()


def pytest_runtest_logfinish() -> None:
    """Collect what the tests have left, once there is enough of it."""
    if gc.get_count()[0] > _MUCH_RUBBISH:
        gc.collect()


def _drop_connections() -> None:
    """Let go of what the failure held; keyring closes no connection that broke, and the next test would be told off."""
    for name in ("last_exc", "last_type", "last_value", "last_traceback"):  # pytest keeps them for a debugger
        vars(sys).pop(name, None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the tests that were run once more."""
    for name in terminalreporter.config.stash.get(_REPEATED, []):
        terminalreporter.write_line(f"REPEATED {name} - the keyring's daemon died during it")


def _keyring_owner() -> str:
    """Give the bus's name of the keyring's daemon, another one for each daemon; empty while there is none."""
    import secretstorage  # noqa: PLC0415 - Linux's alone
    from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]  # noqa: PLC0415 - as above

    with closing(secretstorage.dbus_init()) as bus:
        answer = bus.send_and_get_reply(message_bus.GetNameOwner("org.freedesktop.secrets"))
    return str(answer.body[0]) if answer.header.message_type.name == "method_return" else ""


@pytest.fixture(scope="session")
def anyio_backend() -> object:
    """Run coroutines on asyncio's own loop."""
    return "asyncio"


@dataclass(frozen=True, slots=True)
class _Expectation:
    text: str
    at_least: int


class _LogWatch(logging.Handler):
    """Collects what is logged at WARNING or above, and weighs it against what the test announced."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self.expectations: list[_Expectation] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def complaints(self) -> list[str]:
        """Say what was logged and not expected, and what was expected and not logged."""
        said = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in self.records]
        unexpected = [line for line in said if not any(each.text in line for each in self.expectations)]
        unheard = [each.text for each in self.expectations if sum(each.text in line for line in said) < each.at_least]
        return [f"logged, not expected: {line}" for line in unexpected] + [
            f"expected, not logged: {text}" for text in unheard
        ]


@pytest.fixture
def log_watch() -> Iterator[_LogWatch]:
    watch = _LogWatch()
    root = logging.getLogger()
    root.addHandler(watch)
    yield watch
    root.removeHandler(watch)


@pytest.fixture
def expected_log(log_watch: _LogWatch) -> Callable[..., None]:
    """Announce a record of level WARNING or above by a part of ``LEVEL logger: message``.

    ``expected_log("text")`` wants it at least once; ``expected_log("text", at_least=0)`` only allows it.
    """

    def expect(text: str, *, at_least: int = 1) -> None:
        log_watch.expectations.append(_Expectation(text, at_least))

    return expect


@pytest.fixture
def leak_watch(log_watch: _LogWatch) -> Iterator[None]:
    """Fail the test that left a thread running, or logged what it did not announce.

    A folder with more to watch over defines a ``leak_watch`` of its own on top of this one.
    """
    before = set(threading.enumerate())
    yield
    complaints = [f"thread still running: {thread!r}" for thread in _outliving(before)]
    complaints += log_watch.complaints()
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest, leak_watch: None) -> None:  # noqa: ARG001 (an order)
    """Watch every test; tasks from within their loop, all else after the loop is closed and its threads are gone."""
    if "anyio_backend" in request.fixturenames:
        request.getfixturevalue("_no_task_left_behind")


@pytest.fixture
async def _no_task_left_behind(anyio_backend: object) -> AsyncIterator[None]:  # noqa: ARG001 (makes it the loop's)
    """Fail the test whose tasks are still running; asyncio alone would cancel them with no word."""
    before = asyncio.all_tasks()
    yield
    ours = [task for task in asyncio.all_tasks() - before if not _is_of_the_runner(task)]
    ending = [task for task in ours if task.cancelling()]
    if ending:
        await asyncio.wait(ending, timeout=_PATIENCE)
    running = [task for task in ours if not task.done()]
    if running:
        pytest.fail("\n".join(f"task still running: {task!r}" for task in running), pytrace=False)


def _is_of_the_runner(task: asyncio.Task[object]) -> bool:
    # anyio's plugin runs every fixture in a task of its own, this very teardown included.
    return getattr(task.get_coro(), "__qualname__", "").startswith("TestRunner.")


def _outliving(before: set[threading.Thread]) -> list[threading.Thread]:
    """Give the threads that came since and do not end within a moment.

    Python's stand-ins for threads of other libraries (Qt's) are left out: they stay listed after the thread is gone.
    """
    deadline = time.monotonic() + _PATIENCE
    since = [each for each in set(threading.enumerate()) - before if not isinstance(each, threading._DummyThread)]
    for thread in since:
        # A daemon is not on its way out just because the test is: no waiting for what nobody stops.
        thread.join(0.5 if thread.daemon else max(0.0, deadline - time.monotonic()))
    return [thread for thread in since if thread.is_alive()]


@pytest.fixture
def secret_service() -> Iterator[None]:
    """Give the code under test a real, unlocked Secret Service, empty before and after."""
    if sys.platform != "linux":
        pytest.skip("the Secret Service is Linux's; other systems have no keyring that a test could have to itself")
    if not PRIVATE_KEYRING:
        pytest.fail("This test needs a keyring of its own: run it by python3 packaging/dev.py test", pytrace=False)
    previous = keyring.get_keyring()
    backend = SecretService.Keyring()
    _empty(backend)
    keyring.set_keyring(backend)
    yield
    keyring.set_keyring(previous)
    _empty(backend)


def _empty(backend: object) -> None:
    collection = backend.get_preferred_collection()  # type: ignore[attr-defined]
    for item in list(collection.get_all_items()):
        item.delete()
    collection.connection.close()


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put the code under test, and the processes it starts, on a system without any keyring."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    previous = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(previous)
