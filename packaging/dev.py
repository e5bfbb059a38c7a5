"""Everything a developer does with a checkout, each as one command that first sets up all it needs.

    python3 packaging/dev.py setup                   set up, and no more
    python3 packaging/dev.py demo [OPTION...]        the desk on its embedded sandbox
    python3 packaging/dev.py test [OPTION...]        all checks and tests; with options: pytest alone, with these
    python3 packaging/dev.py check                   all checks, and the tests that show no window
    python3 packaging/dev.py bench [NAME...] [OPTION...]   the benchmarks, or those named
    python3 packaging/dev.py pin [OPTION...]         pin the dependencies anew
    python3 packaging/dev.py translate               gather the strings of the windows and compile the translations

It needs Python 3.11 or later and nothing else. On Debian-like systems it installs system packages when it may.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (this file meets older ones, and is to say so)
    sys.exit("The desk needs Python 3.11 or later; this is %d.%d." % sys.version_info[:2])  # noqa: UP031 (as above)

import platform
import subprocess
import tempfile
from pathlib import Path

import environment
import pins
import system
import translations
from environment import PYTHON, ROOT, SetUpError, script
from private_session import SessionError, run_in_session
from processes import end, run, tidy_up_when_terminated

_BENCHES = ROOT / "tests" / "bench"
_WITH_WINDOWS = ("tests/desktop", "tests/app")
"""Where the tests are that show a window: they share one screen."""


class UsageError(Exception):
    """What was typed makes no sense; the message says what would."""


def set_up(packages: tuple[str, ...] = system.TESTS) -> None:
    """Bring the system packages and the virtual environment."""
    system.ensure(packages)
    environment.prepare()


def demo(options: list[str]) -> int:
    """Show the desk on its embedded sandbox."""
    set_up(system.WINDOW)
    return run([str(PYTHON), "-m", "callcenter", "--demo", *options])


def test(options: list[str]) -> int:
    """Run every check and every test; with options only pytest, with these.

    The tests of the windows run beside all else: they wait for the screen half of the time. What the others say comes
    after them, in one piece.
    """
    set_up()
    if options:
        return _pytest(options)
    with tempfile.TemporaryFile() as told:
        others = subprocess.Popen([sys.executable, __file__, "check"], cwd=ROOT, stdout=told, stderr=told)
        try:
            code = _pytest([*_WITH_WINDOWS])
            others_code = others.wait()
        finally:
            end(others)
            told.seek(0)
            print(told.read().decode(errors="replace"), end="", flush=True)
    return code or others_code


def check(options: list[str]) -> int:
    """Run every check, and whatever they say the tests that show no window."""
    if options:
        raise UsageError(f"check takes no options, so {options[0]!r} has no meaning.")
    set_up()
    failed = [name for name, command in _checks() if _check(name, command)]
    folders = sorted(path for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name != "__pycache__")
    without = [f"tests/{path.name}" for path in folders if f"tests/{path.name}" not in _WITH_WINDOWS]
    # Two runs at a time would write to one cache.
    code = _pytest(["-p", "no:cacheprovider", *without])
    if failed:
        system.say(f"Failed: {', '.join(failed)}")
    return code or (1 if failed else 0)


def bench(words: list[str]) -> int:
    """Run benchmarks one after the other; the options, from the first word with a dash on, go to each of them."""
    scripts, options = choose_benches(words, _BENCHES)
    set_up()
    codes = [_in_session([str(PYTHON), str(path), *options]) for path in scripts]
    return next((code for code in codes if code), 0)


def choose_benches(words: list[str], folder: Path) -> tuple[list[Path], list[str]]:
    """Split the words into the scripts to run (all, when none is named) and their options.

    Raises UsageError for a name without a script, or when there is none at all.
    """
    first_option = next((place for place, word in enumerate(words) if word.startswith("-")), len(words))
    names, options = words[:first_option], words[first_option:]
    known = {path.stem.removeprefix("bench_"): path for path in sorted(folder.glob("bench_*.py"))}
    if not known:
        raise UsageError("There are no benchmarks yet.")
    for name in names:
        if name not in known:
            raise UsageError(f"There is no benchmark called {name!r}; there are: {', '.join(known)}.")
    return [known[name] for name in names or known], options


def _checks() -> list[tuple[str, list[str]]]:
    return [
        ("ruff check", [script("ruff"), "check", "--quiet"]),
        ("ruff format", [script("ruff"), "format", "--check", "--quiet"]),
        ("mypy", [str(PYTHON), "-m", "mypy"]),
        ("lint-imports", [script("lint-imports"), "--no-logo"]),
        ("pip check", [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "check"]),
    ]


def _check(name: str, command: list[str]) -> int:
    system.say(f"── {name}")
    return run(command, cwd=ROOT)


def _pytest(options: list[str]) -> int:
    system.say("── pytest")
    return _in_session([str(PYTHON), "-m", "pytest", *options], cwd=ROOT)


def _in_session(command: list[str], cwd: Path | None = None) -> int:
    """Run where a display and a keyring belong to the command alone, on systems where that can be had."""
    if platform.system() == "Linux":
        return run_in_session(command, cwd=cwd)
    return run(command, cwd=cwd)


def _only_set_up(options: list[str]) -> int:
    if options:
        raise UsageError(f"setup takes no options, so {options[0]!r} has no meaning.")
    set_up()
    return 0


def _pin(options: list[str]) -> int:
    system.ensure(())
    pins.pin(options)
    return 0


def _translate(options: list[str]) -> int:
    if options:
        raise UsageError(f"translate takes no options, so {options[0]!r} has no meaning.")
    set_up(())
    translations.translate()
    return 0


_COMMANDS = {
    "setup": _only_set_up,
    "demo": demo,
    "test": test,
    "check": check,
    "bench": bench,
    "pin": _pin,
    "translate": _translate,
}


def main(words: list[str]) -> int:
    """Do what the command line asks and give the exit code: 2 for what makes no sense, else that of the job."""
    if words and words[0] in {"-h", "--help"}:
        print(__doc__)
        return 0
    if not words or words[0] not in _COMMANDS:
        which = f"{words[0]!r} is no command" if words else "A command is missing"
        system.say(f"{which}; there are: {', '.join(_COMMANDS)}.")
        return 2
    tidy_up_when_terminated()
    try:
        return _COMMANDS[words[0]](words[1:])
    except UsageError as error:
        system.say(str(error))
        return 2
    except (SetUpError, SessionError) as error:
        system.say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
