"""The developer's command: what it makes of what is typed, before it sets anything up."""

import subprocess
import sys
from pathlib import Path

import dev
import pytest

ROOT = Path(__file__).parents[2]


def typed(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "packaging" / "dev.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def benches(tmp_path: Path) -> Path:
    for name in ("bench_client.py", "bench_search.py", "corpus.py"):
        (tmp_path / name).touch()
    return tmp_path


def test_an_unknown_command_names_those_there_are() -> None:
    answer = typed("tset")
    assert answer.returncode == 2
    assert answer.stderr == "'tset' is no command; there are: setup, demo, test, check, bench, pin, translate.\n"


def test_no_command_names_those_there_are() -> None:
    answer = typed()
    assert (answer.returncode, len(answer.stderr.splitlines())) == (2, 1)


def test_help_shows_every_command() -> None:
    answer = typed("--help")
    assert answer.returncode == 0
    for name in ("setup", "demo", "test", "check", "bench", "pin", "translate"):
        assert f"dev.py {name}" in answer.stdout


def test_an_option_of_setup_is_refused() -> None:
    answer = typed("setup", "--fast")
    assert (answer.returncode, len(answer.stderr.splitlines())) == (2, 1)


def test_an_unknown_benchmark_is_refused_in_a_sentence() -> None:
    answer = typed("bench", "no-such-bench")
    assert (answer.returncode, len(answer.stderr.splitlines())) == (2, 1)


def test_an_unknown_benchmark_names_those_there_are(benches: Path) -> None:
    with pytest.raises(dev.UsageError, match=r"no benchmark called 'sync'; there are: client, search\."):
        dev.choose_benches(["client", "sync"], benches)


def test_benchmarks_run_in_the_order_named_with_the_options_after_them(benches: Path) -> None:
    scripts, options = dev.choose_benches(["search", "client", "--customers", "10"], benches)
    assert [script.name for script in scripts] == ["bench_search.py", "bench_client.py"]
    assert options == ["--customers", "10"]


def test_all_benchmarks_run_when_none_is_named(benches: Path) -> None:
    scripts, options = dev.choose_benches(["--quick"], benches)
    assert [script.name for script in scripts] == ["bench_client.py", "bench_search.py"]
    assert options == ["--quick"]
