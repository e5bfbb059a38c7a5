import json
import logging
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callcenter.logs import Logs, conceal, configure, log_folder
from callcenter.logs.masking import MASK
from callcenter.vault import Secret, VaultLocked

ROOT = Path(__file__).parents[2]
LOG = logging.getLogger("callcenter.test")
PERSON = "Anna Quliyeva"
OTHER = logging.getLogger("some.library")


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[Logs]:
    logs = configure(tmp_path / "logs", level=logging.DEBUG, screen=None)
    yield logs
    logs.close()
    structlog.reset_defaults()


def _lines(logs: Logs) -> list[dict[str, object]]:
    assert logs.path is not None
    return [json.loads(line) for line in logs.path.read_text(encoding="utf-8").splitlines()]


def test_a_line_tells_when_what_where_and_the_fields(logs: Logs) -> None:
    LOG.info("signed in to %s", "clopos", extra={"venue": 7, "took_ms": 12})
    (line,) = _lines(logs)
    assert list(line)[:4] == ["timestamp", "level", "logger", "event"]
    assert str(line.pop("timestamp")).endswith("Z")
    assert line == {
        "level": "info",
        "logger": "callcenter.test",
        "event": "signed in to clopos",
        "venue": 7,
        "took_ms": 12,
    }


def test_structlog_and_logging_end_in_the_same_file_masked_alike(logs: Logs) -> None:
    structlog.get_logger("callcenter.test").info("saved", phone="+994 50 535 57 57", venue=7, client=Secret("x"))
    LOG.info("saved", extra={"phone": "+994 50 535 57 57", "venue": 7, "client": Secret("x")})
    first, second = _lines(logs)
    first.pop("timestamp")
    second.pop("timestamp")
    assert first == second
    assert first["phone"] == MASK
    assert first["client"] == "<Secret>"


def test_libraries_are_heard_from_warnings_on(logs: Logs, expected_log: Callable[..., None]) -> None:
    expected_log("gone wrong")
    OTHER.info("chatter")
    logging.getLogger("httpx").info("HTTP Request: GET https://pos.example/?phone=0505355757")
    OTHER.warning("gone wrong with 050 535 57 57")
    (line,) = _lines(logs)
    assert line["event"] == f"gone wrong with {MASK}"


def test_an_exception_is_logged_by_its_kind_and_place_without_words_that_may_be_data(
    logs: Logs, expected_log: Callable[..., None]
) -> None:
    expected_log("it broke")
    try:
        try:
            int(PERSON)
        except ValueError as error:
            raise VaultLocked from error
    except VaultLocked:
        LOG.exception("it broke")
    (line,) = _lines(logs)
    text = str(line["exception"])
    assert "Anna" not in text
    assert "ValueError: (its words are not logged" in text
    assert "VaultLocked: The keyring is locked" in text
    assert text.count("test_configure.py") == 2


def test_groups_chains_and_structlogs_own_way_are_traced(logs: Logs) -> None:
    several = ExceptionGroup(PERSON, [KeyError(PERSON), TypeError("must be str"), OSError(2, "No such file")])
    try:
        raise several
    except ExceptionGroup:
        structlog.get_logger("callcenter.test").info("group", exc_info=True)
    error = ValueError(PERSON)
    error.__cause__ = error
    LOG.info("endless", exc_info=error)
    group, endless = _lines(logs)
    assert "TypeError: must be str" in str(group["exception"])
    assert "No such file" in str(group["exception"])
    assert "Anna" not in str(group) + str(endless)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(
    phone=st.text("0123456789", min_size=7, max_size=15),
    secret=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="•"), min_size=4, max_size=40),
    way=st.integers(0, 5),
)
def test_no_secret_and_no_phone_reaches_the_file_by_any_way(logs: Logs, phone: str, secret: str, way: int) -> None:
    conceal(secret)
    assert logs.path is not None
    logs.path.write_bytes(b"")
    both = f"{secret} and +{phone}"
    match way:
        case 0:
            LOG.info("it was %s", both)
        case 1:
            LOG.info("it was", extra={"it": [{"deep": both}], phone: secret})
        case 2:
            structlog.get_logger("callcenter.test").info(both, it=(both,))
        case 3:
            LOG.info("it was", exc_info=OSError(5, both, both))
        case 4:
            LOG.info("it was %r", {"it": both})
        case _:
            with structlog.contextvars.bound_contextvars(it=both):
                structlog.get_logger("callcenter.test").info("it was", stack_info=True)
    (line,) = _lines(logs)
    line.pop("timestamp")
    text = json.dumps(line, ensure_ascii=False)
    assert phone not in text
    assert not any(_has(value, secret) for value in line.values())


def _has(value: object, secret: str) -> bool:
    if isinstance(value, dict):
        return any(_has(one, secret) for one in value.values())
    if isinstance(value, list):
        return any(_has(one, secret) for one in value)
    # The words of the test itself stay.
    return secret in str(value).replace("it was", "").replace(" and +", "")


@pytest.mark.skipif(os.name != "posix", reason="other systems have no modes")
def test_only_the_user_can_read_the_log_its_older_files_and_its_folder(
    logs: Logs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs.handlers[0], "maxBytes", 100)
    for _ in range(3):
        LOG.info("a line to fill the file with, and then some more of it")
    assert logs.path is not None
    files = list(logs.path.parent.iterdir())
    assert len(files) > 1
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(logs.path.parent.stat().st_mode) == 0o700


@pytest.mark.skipif(os.name != "posix", reason="other systems have no modes")
def test_a_log_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "callcenter.log"
    path.touch(mode=0o644)
    configure(tmp_path, screen=None).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_log_that_cannot_be_written_is_said_and_is_no_error(
    tmp_path: Path, expected_log: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    expected_log("the log file cannot be written")
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    logs = configure(tmp_path / "file" / "logs")
    logs.close()
    assert logs.path is None
    assert "warning: the log file cannot be written" in capsys.readouterr().err


def test_the_screen_shows_warnings_in_a_line_masked(
    expected_log: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    expected_log("could not dial")
    logs = configure(None)
    LOG.info("not shown")
    LOG.warning("could not dial", extra={"phone": "0505355757", "venue": 7})
    logs.close()
    assert capsys.readouterr().err == f"warning: could not dial phone={MASK} venue=7\n"


def test_a_full_disk_neither_stops_the_work_nor_prints_the_record(
    logs: Logs, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(logs.handlers[0], "flush", full)
    LOG.info("call from %s", "0505355757")
    assert capsys.readouterr().err == ""


def test_closed_logs_hear_nothing(tmp_path: Path) -> None:
    logs = configure(tmp_path, level=logging.DEBUG, screen=None)
    logs.close()
    LOG.info("too late")
    assert _lines(logs) == []


def test_the_folder_is_the_systems_own_for_logs() -> None:
    assert log_folder().is_absolute()
    assert "callcenter" in log_folder().parts


def test_importing_the_logs_imports_nothing_heavy() -> None:
    program = "import sys, callcenter.logs; print({'structlog', 'platformdirs'} & set(sys.modules) or None)"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=20, check=True)
    assert done.stdout.strip() == "None"
