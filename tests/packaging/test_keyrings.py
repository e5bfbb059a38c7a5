"""The two worlds a test may ask for: one with a real keyring, one with none."""

import os
import subprocess
import sys

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


@pytest.mark.usefixtures("no_keyring")
def test_without_a_keyring_nothing_can_be_kept() -> None:
    assert "DBUS_SESSION_BUS_ADDRESS" not in os.environ
    with pytest.raises(NoKeyringError):
        keyring.set_password("callcenter", "token", "secret")
