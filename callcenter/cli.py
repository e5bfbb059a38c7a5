"""The command line. Scripts and phones depend on it: what is written here stays."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from callcenter import __version__
from callcenter.telephony import forwarder, instance, wire
from callcenter.telephony.place import PlaceUnsafe, lock_path

FAILED = 1
"""Exit code for what could not be done although it was asked rightly."""
WRONG = 2
"""Exit code for a command line, a settings file or a folder that is wrong."""


class _Parser(argparse.ArgumentParser):
    """Tells one sentence for a wrong argument, without the usage around it."""

    def error(self, message: str) -> NoReturn:
        """Exit with code 2."""
        self.exit(WRONG, f"callcenter: {message}; see callcenter --help.\n")


Tell = Callable[[str], None]
"""Says one sentence to whoever started the program."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line says; return the exit code."""
    return _run(list(sys.argv[1:] if arguments is None else arguments), _print)


def gui_main() -> int:
    """Run as an icon or a menu starts it: nobody sees a terminal, so what is wrong is told in a window."""
    return _run(sys.argv[1:], _show)


def _run(given: list[str], tell: Tell) -> int:
    words = forwarder.words_of_call(given)
    if words is not None:
        return forwarder.lookup(words)
    commands = {"sandbox": lambda: _sandbox(given[1:]), "forget": lambda: _forget(given[1:], tell)}
    commands["doctor"] = lambda: _doctor(given[1:], tell)
    commands["feed"] = lambda: _feed(given[1:], tell)
    if given and given[0] in commands:
        return commands[given[0]]()
    try:
        options = _parser().parse_args(given)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else WRONG
    if options.demo:
        return _demo(options.tour, options.pos or "clopos", tell)
    if options.tour is not None or options.pos is not None:
        tell("--tour and --pos go with --demo; see callcenter --help.")
        return WRONG
    return _desk(tell)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="callcenter",
        description="The desk for people who answer the phone at restaurants and shops.",
        epilog="callcenter lookup NUMBER hands a call to the running desk; callcenter forget [PROFILE] takes a profile "
        "with all its data off this computer; callcenter doctor says what works here; "
        "callcenter feed --help tells of the feed that a brand's desks share; "
        "callcenter sandbox --help tells of the point of sale for trying things out.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"callcenter {__version__}")
    parser.add_argument("--demo", action="store_true", help="show a desk signed in to a sandbox of its own")
    parser.add_argument("--pos", choices=("clopos", "posstar"), help="which point of sale the demo shows")
    parser.add_argument(
        "--tour", type=Path, metavar="DIR", help="drive the demo by a script: pictures in DIR, then exit"
    )
    return parser


def _feed(words: list[str], tell: Tell) -> int:
    from callcenter import feed_command  # noqa: PLC0415 - the desk does without

    return feed_command.run(words, tell, desk_runs=lambda: instance.is_claimed(lock_path()))


def _sandbox(words: list[str]) -> int:
    from callcenter.sandbox import command  # noqa: PLC0415 - the desk does without

    return command.run(words)


def _desk(tell: Tell) -> int:
    if _no_display():
        tell("there is no display to show the window on: set DISPLAY or WAYLAND_DISPLAY.")
        return WRONG
    ringing = forwarder.handed_over(os.environ)
    claim, problem = None, ""
    try:
        claim = instance.claim(wire.ACTIVATE if ringing is None else wire.CALL, ringing or "")
    except instance.DeskStuck as stuck:
        tell(str(stuck))
        return FAILED
    except PlaceUnsafe as unsafe:  # a desk that hears no calls is better than none
        problem = str(unsafe)
    else:
        if claim is None:  # the desk that runs already has heard
            return 0
    from callcenter import opening  # noqa: PLC0415 - Qt, which the other commands do without

    folder = _settings_folder()
    window = opening.show_window(folder)
    with opening.keys_taken():
        from callcenter import app, settings  # noqa: PLC0415 - all the rest: the window is on the screen
    phone = app.Phone(claim=claim, ringing=ringing, problem=problem)
    try:
        return app.main(folder, phone, window)
    except settings.SettingsError as error:
        window.hide()
        if claim is not None:
            claim.release()
        tell(str(error))
        return WRONG


def _settings_folder() -> Path:
    """Name the folder as ``settings.config_folder`` does, without loading what it does not need."""
    if sys.platform != "linux":
        import platformdirs  # noqa: PLC0415 - 5 ms, a thirtieth of a start, that are spared where the answer is known

        return platformdirs.user_config_path("callcenter", appauthor=False)
    config = os.environ.get("XDG_CONFIG_HOME", "").strip()
    return Path(config) / "callcenter" if config else Path.home() / ".config" / "callcenter"


def _demo(tour: Path | None, pos: str, tell: Tell) -> int:
    if tour is not None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # the pictures are the same on every machine
        try:
            tour.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            tell(f"--tour {tour}: this folder cannot be made ({error.strerror}).")
            return WRONG
    elif _no_display():
        tell("there is no display to show the window on: set DISPLAY, or take pictures with --tour DIR.")
        return WRONG
    from callcenter import app  # noqa: PLC0415 - Qt, which the other commands do without
    from callcenter.demo import demo  # noqa: PLC0415 - as above

    if tour is None:
        with demo(pos=pos) as running:
            return app.run(running.world())
    from callcenter.tour import Tour, TourFailed  # noqa: PLC0415 - as above

    with demo(orders_per_minute=0, pos=pos) as running:
        try:
            return app.run(running.world(Tour(running, tour).drive))
        except TourFailed as failed:
            tell(f"the tour stopped: {failed}.")
            return FAILED


class _Refused(Exception):
    """A command cannot be done; the text says why."""

    def __init__(self, sentence: str, code: int = FAILED) -> None:
        super().__init__(sentence)
        self.code = code


def _forget(words: list[str], tell: Tell) -> int:
    """Take a profile off this computer: the one named, else the one used last."""
    from callcenter.settings import SettingsError  # noqa: PLC0415 - the other commands do without
    from callcenter.vault import VaultError  # noqa: PLC0415 - as above

    try:
        key = _forgotten(words)
    except _Refused as refused:
        tell(str(refused))
        return refused.code
    except SettingsError as error:
        tell(str(error))
        return WRONG
    except (VaultError, PlaceUnsafe) as error:
        tell(str(error))
        return FAILED
    except OSError as error:
        tell(f"the local files could not be deleted ({error.strerror}): close what uses them, then try again.")
        return FAILED
    print(f"callcenter: {key} is forgotten.")
    return 0


def _forgotten(words: list[str]) -> str:
    """Forget a profile and return its key. Raises _Refused, and what files and keyrings raise."""
    import asyncio  # noqa: PLC0415 - the other commands do without, or import it with Qt

    import platformdirs  # noqa: PLC0415 - as above

    from callcenter import settings  # noqa: PLC0415 - as above
    from callcenter.desk.forget import forget  # noqa: PLC0415 - as above
    from callcenter.vault import open_vault  # noqa: PLC0415 - as above

    folder = settings.config_folder()
    known = settings.load(folder)
    profile = known.profile(words[0]) if words else known.active_profile
    if len(words) > 1 or profile is None:
        names = ", ".join(one.key for one in known.profiles) or "there is none"
        raise _Refused(f"forget takes the key of one profile ({names}).", WRONG)
    if instance.is_claimed(lock_path()):
        raise _Refused("a desk is running: close it first, then forget.")

    async def work() -> bool:
        return await forget(
            profile,
            settings=known,
            folder=folder,
            data=platformdirs.user_data_path("callcenter", appauthor=False),
            vault=await open_vault(),
            drop=_drop,
        )

    if not asyncio.run(work()):
        raise _Refused(f"nothing was forgotten: {profile.key} has forms that are not sent yet.")
    return profile.key


def _doctor(words: list[str], tell: Tell) -> int:
    """Say what works on this computer."""
    from callcenter.doctor import examination, surroundings  # noqa: PLC0415 - the other commands do without

    if words == [surroundings.LOOK]:
        from callcenter.ui.shell import display  # noqa: PLC0415 - Qt, in this process of its own alone

        _say(display.describe())
        return 0
    if words == ["--phone-address"]:
        return examination.tell_phone_address(_say, tell)
    if words:
        tell("doctor takes no words but --phone-address, which prints what to enter in desk phones.")
        return WRONG
    return examination.examine(_say)


def _say(line: str) -> None:
    """Print a line at once, also where the terminal lacks a letter of it."""
    encoding = sys.stdout.encoding or "utf-8"
    print(line.encode(encoding, "replace").decode(encoding), flush=True)


def _drop(unsent: int) -> bool:
    """Ask on the terminal; without one nothing unsent is dropped."""
    if not sys.stdin or not sys.stdin.isatty():
        return False
    return input(f"{unsent} not sent yet would be lost. Type yes to drop: ").strip().lower() == "yes"


def _print(sentence: str) -> None:
    print(f"callcenter: {sentence}", file=sys.stderr)


def _show(sentence: str) -> None:
    from callcenter import opening  # noqa: PLC0415 - Qt, which the other commands do without

    opening.tell(sentence)


def _no_display() -> bool:
    """Whether this is a Linux machine with no display to show a window on."""
    return sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )
