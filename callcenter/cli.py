"""The command line. Scripts and phones depend on it: what is written here stays."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from callcenter import __version__

WRONG = 2
"""Exit code for a command line, a settings file or a folder that is wrong."""


class _Parser(argparse.ArgumentParser):
    """Tells one sentence for a wrong argument, without the usage around it."""

    def error(self, message: str) -> NoReturn:
        """Exit with code 2."""
        self.exit(WRONG, f"callcenter: {message}; see callcenter --help.\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line says; return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["sandbox"]:
        from callcenter.sandbox import command  # noqa: PLC0415 - the desk does without

        return command.run(given[1:])
    try:
        options = _parser().parse_args(given)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else WRONG
    if options.demo:
        return _demo(options.pos, options.tour)
    if options.tour is not None or options.pos is not None:
        print("callcenter: --tour and --pos go with --demo; see callcenter --help.", file=sys.stderr)
        return WRONG
    return _desk()


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="callcenter",
        description="The desk for people who answer the phone at restaurants and shops.",
        epilog="callcenter sandbox --help tells of the point of sale for trying things out.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"callcenter {__version__}")
    parser.add_argument("--demo", action="store_true", help="show a desk signed in to a sandbox of its own")
    parser.add_argument("--pos", choices=("clopos",), help="which point of sale the demo shows")
    parser.add_argument(
        "--tour", type=Path, metavar="DIR", help="drive the demo by a script: pictures in DIR, then exit"
    )
    return parser


def _desk() -> int:
    if _no_display():
        print("callcenter: there is no display to show the window on: set DISPLAY or WAYLAND_DISPLAY.", file=sys.stderr)
        return WRONG
    from callcenter import app  # noqa: PLC0415 - Qt, which the other commands do without

    return app.main()


def _demo(_pos: str | None, tour: Path | None) -> int:
    if tour is not None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # the pictures are the same on every machine
        try:
            tour.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            print(f"callcenter: --tour {tour}: this folder cannot be made ({error.strerror}).", file=sys.stderr)
            return WRONG
    elif _no_display():
        print(
            "callcenter: there is no display to show the window on: set DISPLAY, or take pictures with --tour DIR.",
            file=sys.stderr,
        )
        return WRONG
    from callcenter import app  # noqa: PLC0415 - Qt, which the other commands do without
    from callcenter.demo import demo  # noqa: PLC0415 - as above

    if tour is None:
        with demo() as running:
            return app.run(running.world())
    from callcenter.tour import Tour, TourFailed  # noqa: PLC0415 - as above

    with demo(orders_per_minute=0) as running:
        try:
            return app.run(running.world(Tour(running, tour).drive))
        except TourFailed as failed:
            print(f"callcenter: the tour stopped: {failed}", file=sys.stderr)
            return 1


def _no_display() -> bool:
    """Whether this is a Linux machine with no display to show a window on."""
    return sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )
