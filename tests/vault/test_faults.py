"""Keyrings that are missing, unsafe, locked or silent."""

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import null

from callcenter.vault import (
    Entry,
    KeyringVault,
    Kind,
    Secret,
    VaultError,
    VaultFailed,
    VaultMissing,
    VaultTimeout,
    VaultUnsafe,
    open_vault,
    origin_of,
)

TOKEN = Entry(origin_of("https://integrations.clopos.com"), "main", Kind.TOKEN)
ROOT = Path(__file__).parents[2]


class _Fake:
    """Stands for a keyring that cannot be had: one that blocks, breaks, or counts who is in it."""

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], str] = {}
        self.open = threading.Event()
        self.open.set()
        self.entered = threading.Event()
        self.failure: Exception | None = None
        self.inside = 0
        self.most_inside = 0
        self.threads: set[threading.Thread] = set()
        self.writes: list[str] = []

    def get_password(self, service: str, username: str) -> str | None:
        self._pass()
        return self.items.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._pass()
        self.writes.append(service)
        self.items[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._pass()
        del self.items[service, username]

    def _pass(self) -> None:
        self.inside += 1
        self.most_inside = max(self.most_inside, self.inside)
        self.threads.add(threading.current_thread())
        self.entered.set()
        self.open.wait()
        self.inside -= 1
        if self.failure is not None:
            raise self.failure


@pytest.fixture
def fake() -> Iterator[_Fake]:
    fake = _Fake()
    yield fake
    fake.open.set()
    for thread in fake.threads:
        thread.join(5)


@pytest.mark.anyio
async def test_without_a_keyring_secrets_are_kept_for_this_session_and_the_reason_is_told(no_keyring: None) -> None:  # noqa: ARG001
    vault = await open_vault()
    assert not vault.lasting
    assert isinstance(vault.problem, VaultMissing)
    assert vault.problem.code == "no_keyring"
    await vault.put(TOKEN, Secret("t"))
    assert await vault.get(TOKEN) == Secret("t")


@pytest.mark.anyio
async def test_the_null_keyring_is_no_keyring(no_keyring: None) -> None:  # noqa: ARG001
    keyring.set_keyring(null.Keyring())
    assert isinstance((await open_vault()).problem, VaultMissing)


@pytest.mark.anyio
async def test_a_keyring_that_writes_plain_text_is_refused_before_it_sees_a_secret(no_keyring: None) -> None:  # noqa: ARG001
    class PlaintextKeyring(KeyringBackend):
        priority = 0.5
        seen = False

        def get_password(self, service: str, username: str) -> str | None:  # noqa: ARG002
            PlaintextKeyring.seen = True
            return None

        def set_password(self, service: str, username: str, password: str) -> None:  # noqa: ARG002
            PlaintextKeyring.seen = True

    PlaintextKeyring.__module__ = "keyrings.alt.file"
    try:
        keyring.set_keyring(PlaintextKeyring())  # type: ignore[no-untyped-call]
        vault = await open_vault()
        with pytest.raises(VaultUnsafe):
            await KeyringVault().put(TOKEN, Secret("t"))
    finally:
        KeyringBackend._classes.discard(PlaintextKeyring)
    assert isinstance(vault.problem, VaultUnsafe)
    assert "keyrings.alt.file.PlaintextKeyring" in str(vault.problem)
    assert not PlaintextKeyring.seen


def _opened_in_a_process(environment: dict[str, str], *wrapper: str) -> str:
    program = (
        "import asyncio; from callcenter.vault import open_vault; vault = asyncio.run(open_vault(timeout=20)); "
        "print(vault.problem.code if vault.problem else 'lasting')"
    )
    lock = (
        "import secretstorage; c = secretstorage.dbus_init(); "
        "secretstorage.get_default_collection(c).lock(); c.close(); "
    )
    code = (lock if "lock" in wrapper else "") + program
    command = [*(word for word in wrapper if word != "lock"), sys.executable, "-W", "error", "-c", code]
    done = _run(command, environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().rpartition("\n")[2]


def _run(command: list[str], environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=50, check=False)


def _environment(folder: Path) -> dict[str, str]:
    """A session without a display: nobody can be asked for a password."""
    (folder / "run").mkdir(mode=0o700)
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "TEMP", "LC_ALL")}
    return kept | {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder / "run")}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux may be without a keyring")
def test_a_computer_without_a_session_bus_has_no_keyring(tmp_path: Path) -> None:
    assert _opened_in_a_process(_environment(tmp_path)) == "no_keyring"


def test_a_keyring_named_in_the_environment_that_does_not_exist_is_told(tmp_path: Path) -> None:
    environment = _environment(tmp_path) | {"PYTHON_KEYRING_BACKEND": "no.such.Keyring"}
    assert _opened_in_a_process(environment) == "no_keyring"


@pytest.mark.skipif("CALLCENTER_TEST_KEYRING" not in os.environ, reason="needs gnome-keyring, as dev.py test has it")
@pytest.mark.parametrize(
    ("daemon", "then", "code"),
    [
        ("echo -n pw | gnome-keyring-daemon --unlock --components=secrets", [], "lasting"),
        ("echo -n pw | gnome-keyring-daemon --unlock --components=secrets", ["lock"], "keyring_locked"),
        ("gnome-keyring-daemon --start --components=secrets", [], "keyring_not_ready"),
    ],
)
def test_a_locked_or_new_keyring_is_told_apart(tmp_path: Path, daemon: str, then: list[str], code: str) -> None:
    # On one processor: on two, gnome-keyring may abort (packaging/private_session.py says why).
    one = ["taskset", "--cpu-list", str(min(os.sched_getaffinity(0)))]
    session = [*one, "dbus-run-session", "--", "bash", "-c", f'{daemon} >/dev/null 2>&1; "$@"', "-"]
    assert _opened_in_a_process(_environment(tmp_path), *session, *then) == code


@pytest.mark.anyio
async def test_calls_run_one_at_a_time_and_not_in_the_callers_thread(fake: _Fake) -> None:
    vault = KeyringVault(lambda: fake)
    await asyncio.gather(*(vault.put(TOKEN, Secret(str(number))) for number in range(20)))
    assert fake.most_inside == 1
    assert threading.current_thread() not in fake.threads


@pytest.mark.anyio
async def test_a_keyring_that_never_answers_is_a_timeout_and_the_next_call_has_its_chance(fake: _Fake) -> None:
    vault = KeyringVault(lambda: fake, timeout=0.02)
    fake.open.clear()
    with pytest.raises(VaultTimeout):
        await vault.get(TOKEN)
    vault._timeout = 30
    (stuck,) = fake.threads
    silent, fake.open = fake.open, threading.Event()
    fake.open.set()
    assert await vault.get(TOKEN) is None
    assert stuck.is_alive()
    silent.set()


@pytest.mark.anyio
async def test_calls_that_stay_stuck_do_not_pile_up(fake: _Fake) -> None:
    vault = KeyringVault(lambda: fake, timeout=0.02)
    fake.open.clear()
    for _ in range(10):
        with pytest.raises(VaultTimeout):
            await vault.get(TOKEN)
    assert len(fake.threads) == 3
    vault._timeout = 30
    fake.open.set()
    for thread in fake.threads:
        await asyncio.to_thread(thread.join, 5)
    assert await vault.get(TOKEN) is None


@pytest.mark.anyio
async def test_a_call_that_was_given_up_does_not_go_on_when_the_keyring_wakes(fake: _Fake) -> None:
    vault = KeyringVault(lambda: fake, timeout=0.02)
    fake.open.clear()
    with pytest.raises(VaultTimeout):
        await vault.put(TOKEN, Secret("t"))
    fake.open.set()
    for thread in fake.threads:
        await asyncio.to_thread(thread.join, 5)
    assert fake.writes == []


@pytest.mark.anyio
async def test_a_put_whose_caller_was_cancelled_is_finished_before_the_next_call(fake: _Fake) -> None:
    vault = KeyringVault(lambda: fake)
    fake.open.clear()
    task = asyncio.create_task(vault.put(TOKEN, Secret("first")))
    await asyncio.to_thread(fake.entered.wait, 5)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    following = asyncio.create_task(vault.get(TOKEN))
    fake.open.set()
    assert await following == Secret("first")
    assert fake.most_inside == 1


@pytest.mark.anyio
async def test_a_keyring_that_breaks_is_told_without_its_own_words(fake: _Fake) -> None:
    vault = KeyringVault(lambda: fake)
    fake.failure = OSError(5, "hunter2")
    with pytest.raises(VaultFailed) as caught:
        await vault.put(TOKEN, Secret("hunter2"))
    assert "hunter2" not in str(caught.value)
    assert caught.value.__cause__ is fake.failure
    fake.failure = None
    await vault.put(TOKEN, Secret("hunter2"))


@pytest.mark.anyio
async def test_deleting_fails_only_when_the_secret_is_still_there(fake: _Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    def cannot(service: str, username: str) -> None:
        raise KeyError(service, username)

    vault = KeyringVault(lambda: fake)
    await vault.put(TOKEN, Secret("t"))
    monkeypatch.setattr(fake, "delete_password", cannot)
    with pytest.raises(VaultFailed):
        await vault.delete(TOKEN)
    fake.items.clear()
    await vault.delete(TOKEN)


def test_a_program_ends_though_its_keyring_never_answers() -> None:
    program = """
import asyncio, threading
from callcenter.vault import Entry, KeyringVault, Kind, VaultTimeout, origin_of

class Silent:
    def get_password(self, service, username):
        threading.Event().wait()

vault = KeyringVault(Silent, timeout=0.05)
try:
    asyncio.run(vault.get(Entry(origin_of("https://pos.example"), "main", Kind.TOKEN)))
except VaultTimeout:
    print("timeout")
"""
    done = _run([sys.executable, "-c", program])
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "timeout", "")


def test_importing_the_vault_imports_no_keyring() -> None:
    program = "import sys, callcenter.vault; print('keyring' in sys.modules, 'idna' in sys.modules)"
    done = _run([sys.executable, "-c", program])
    assert done.stdout.split() == ["False", "False"]


@pytest.mark.parametrize("key", ["", "Main", "a b", "a" * 65, ".a", "bakı", "a/b"])
def test_a_profile_key_that_a_keyring_could_mistake_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="profile's key"):
        Entry(TOKEN.origin, key, Kind.TOKEN)


def test_every_error_has_a_code_of_its_own_and_a_sentence() -> None:
    errors = VaultError.__subclasses__()
    assert len({error.code for error in errors}) == len(errors)
    assert all(str(error()).endswith(".") for error in errors if error is not VaultUnsafe)
