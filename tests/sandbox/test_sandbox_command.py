"""``callcenter sandbox`` as a process."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from callcenter.sandbox.command import run
from callcenter.sandbox.server import Sandbox

ROOT = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-c", "import sys; from callcenter.sandbox.command import run; sys.exit(run(sys.argv[1:]))")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that ends a process politely")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_first_line_tells_where_it_listens_and_a_signal_ends_it_cleanly(ending: int) -> None:
    start = time.monotonic()
    with subprocess.Popen(
        [*PROGRAM, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout
        assert process.stderr
        line = json.loads(process.stdout.readline())
        assert time.monotonic() - start < 3
        assert line.keys() == {"clopos", "posstar", "credentials"}
        assert line["credentials"].keys() == {"clopos", "posstar"}
        account = line["credentials"]["clopos"]
        assert account.keys() == {"client_id", "client_secret", "brand", "integrator_id", "venue_id"}
        assert httpx.post(f"{line['clopos']}/v2/auth", json=account, trust_env=False).json()["success"] is True
        login = line["credentials"]["posstar"]
        assert login.keys() == {"email", "password"}
        assert httpx.post(f"{line['posstar']}/auth/login", json=login, trust_env=False).json()["access_token"]
        process.send_signal(ending)
        assert process.wait(10) == 0
        assert (process.stdout.read(), process.stderr.read()) == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that ends a process politely")
def test_a_signal_while_the_data_are_made_leaves_no_file(tmp_path: Path) -> None:
    data = tmp_path / "large.sqlite"
    with subprocess.Popen(
        [*PROGRAM, "--customers", "3000000", "--data", str(data)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        while not any(tmp_path.iterdir()):
            assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert process.stdout
        assert process.stdout.read() == ""
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("--port", "65536"),
        ("--customers", "many"),
        ("--orders", "-1"),
        ("--orders-per-minute", "nan"),
        ("--seed", "1.5"),
        ("--quota", "²"),
        ("--fault", "nope=1"),
        ("--token-seconds", "0"),
        ("--data", "/"),
    ],
)
def test_a_wrong_argument_is_one_sentence_and_exit_code_2(
    capsys: pytest.CaptureFixture[str], argument: str, value: str
) -> None:
    assert run([f"{argument}={value}"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert argument in err
    assert "accepted" in err


def test_an_unknown_argument_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--por=1"]) == 2
    assert "--por=1" in capsys.readouterr().err


def test_a_taken_port_is_exit_code_2(sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--port", str(sandbox.port), "--customers", "1"]) == 2
    assert f"--port: {sandbox.port}" in capsys.readouterr().err


def test_help_tells_of_every_option_and_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    told = capsys.readouterr().out
    for option in [
        "port",
        "customers",
        "orders",
        "orders-per-minute",
        "seed",
        "quota",
        "fault",
        "data",
        "token-seconds",
    ]:
        assert f"--{option}" in told


def test_importing_the_command_does_not_import_the_server() -> None:
    code = "import sys, callcenter.sandbox.command; sys.exit('starlette' in sys.modules or 'uvicorn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
