"""The two worlds a test may ask for: one with a real keyring, one with none."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing

import keyring
import pytest
from keyring.backends import SecretService
from keyring.errors import NoKeyringError


@pytest.mark.usefixtures("secret_service")
@pytest.mark.parametrize("secret", ["first", "second"])
def test_the_real_keyring_is_empty_at_first_and_keeps_what_it_is_given(secret: str) -> None:
    assert isinstance(keyring.get_keyring(), SecretService.Keyring)
    assert keyring.get_password("callcenter", "token") is None
    keyring.set_password("callcenter", "token", secret)
    assert keyring.get_password("callcenter", "token") == secret


@pytest.mark.usefixtures("secret_service")
def test_a_process_started_by_a_test_finds_the_real_keyring_too() -> None:
    keyring.set_password("callcenter", "token", "shared")
    program = "import keyring; print(keyring.get_password('callcenter', 'token'))"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "shared"


def daemon() -> int:
    """Tell the number of the process behind the keyring; 0 while there is none."""
    import secretstorage  # noqa: PLC0415 - Linux's alone
    from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]  # noqa: PLC0415 - as above

    with closing(secretstorage.dbus_init()) as bus:
        answer = bus.send_and_get_reply(message_bus.GetConnectionUnixProcessID("org.freedesktop.secrets"))
    return int(answer.body[0]) if answer.header.message_type.name == "method_return" else 0


@pytest.mark.usefixtures("secret_service")
def test_a_keyring_whose_daemon_died_is_another_unlocked_one_that_holds_the_same() -> None:
    keyring.set_password("callcenter", "token", "kept")
    dead = daemon()
    os.kill(dead, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while daemon() == dead and time.monotonic() < deadline:
        time.sleep(0.01)
    assert keyring.get_password("callcenter", "token") == "kept"
    assert daemon() not in (0, dead)


@pytest.mark.usefixtures("secret_service")
def test_the_keyrings_daemon_runs_on_one_processor_where_its_threads_do_not_meet() -> None:
    assert len(os.sched_getaffinity(daemon())) == 1


@pytest.mark.usefixtures("no_keyring")
def test_without_a_keyring_nothing_can_be_kept() -> None:
    assert "DBUS_SESSION_BUS_ADDRESS" not in os.environ
    with pytest.raises(NoKeyringError):
        keyring.set_password("callcenter", "token", "secret")
