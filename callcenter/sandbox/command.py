"""``callcenter sandbox``: the server alone, until it is interrupted.

The first line on the standard output is JSON, ``{"clopos": URL, "posstar": URL, "credentials": {"clopos": {…},
"posstar": {…}}}``, written when connections are accepted.
"""

import argparse
import json
import math
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NoReturn

from callcenter.sandbox.faults import FaultSyntaxError, parse

_WAIT_SECONDS: Final = 0.5
"""Python on Windows handles Ctrl+C only between waits."""

_DEMONSTRATION: Final = """
Customers, orders and their histories are invented from the seed number. Everything listens on 127.0.0.1 alone.
The syntax of --fault is NAME[@[METHOD] [PATH]]=VALUE[*TIMES], several with commas or by repeating the option:
latency=SECONDS; reset-before, reset-after, reset-late, status-403, status-405, status-500, status-504,
status-504-after, hang, hang-after, truncate, text-ids, bare, bad-dates and no-patch with a rate from 0 to 1. In PATH,
* is any one segment. Example: --fault "latency=0.2,reset-after@POST /customers=0.1"
"""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, without the usage around it."""

    def error(self, message: str) -> NoReturn:
        """End with exit code 2."""
        self.exit(2, f"{self.prog}: {message.removeprefix('argument ')}\n")


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= 12 and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"{text!r} is wrong; accepted: a whole number from {least} to {most}")
        return int(text)

    return read


def _rate(text: str) -> float:
    try:
        rate = float(text)
    except ValueError:
        rate = math.nan
    if not 0 <= rate <= 6000:
        raise argparse.ArgumentTypeError(f"{text!r} is wrong; accepted: a number from 0 to 6000")
    return rate


def _fault(text: str) -> str:
    try:
        parse(text)
    except FaultSyntaxError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return text


def _parser() -> _Parser:
    parser = _Parser(
        prog="callcenter sandbox",
        description="A POS server for trying things out: Clopos Open API v1 and v2, and PosStar API v1.",
        epilog=_DEMONSTRATION,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--port", type=_whole(0, 65_535), default=0, help="the port on 127.0.0.1; 0, the default, is any free one")
    add("--customers", type=_whole(0, 5_000_000), default=2000, help="customers in new data (default 2000)")
    add("--orders", type=_whole(0, 1_000_000), default=300, help="orders in new data (default 300)")
    add("--orders-per-minute", type=_rate, default=0.0, help="orders that arrive (default 0: nothing moves by itself)")
    add("--seed", type=_whole(0, 10**9), default=1, help="the number everything is invented from (default 1)")
    add("--quota", type=_whole(0, 1_000_000), default=300, help="requests a minute a brand; 0 switches quotas off")
    add("--fault", type=_fault, action="append", default=[], metavar="SPEC", help="what goes wrong, see below")
    add("--data", type=Path, metavar="FILE", help="keep the data here; a file from before is used as it is")
    seconds = _whole(1, 31_536_000)
    add("--token-seconds", type=seconds, help="how long a token is good (default 3600; of PosStar 86400)")
    return parser


def run(argv: Sequence[str]) -> int:
    """Run ``callcenter sandbox`` with these arguments until SIGINT or SIGTERM.

    Gives the exit code: 0 after an interruption; 2, with one sentence on the standard error, when an argument is wrong,
    the port is taken or the data file cannot be used.
    """
    parser = _parser()
    try:
        options = parser.parse_args(argv)
    except SystemExit as end:
        return int(end.code or 0)

    # The server is imported only now: whoever asks for another command, or for help, need not wait for it.
    from callcenter.sandbox.life import AbandonedError  # noqa: PLC0415
    from callcenter.sandbox.server import Sandbox  # noqa: PLC0415
    from callcenter.sandbox.store.database import DataFileError  # noqa: PLC0415

    sandbox = Sandbox(
        port=options.port,
        customers=options.customers,
        orders=options.orders,
        orders_per_minute=options.orders_per_minute,
        seed=options.seed,
        quota=options.quota,
        faults=options.fault,
        data=options.data,
        token_seconds=options.token_seconds,
    )
    with _interruption(sandbox.abandon) as interrupted:
        try:
            with sandbox:
                line = {
                    "clopos": sandbox.clopos,
                    "posstar": sandbox.posstar,
                    "credentials": {"clopos": sandbox.credentials, "posstar": sandbox.posstar_credentials},
                }
                sys.stdout.write(json.dumps(line) + "\n")
                sys.stdout.flush()
                while not interrupted.wait(_WAIT_SECONDS):
                    pass
        except DataFileError as error:
            return _refused(f"--data: {error}")
        except AbandonedError:
            return 0
        except OSError as error:
            return _refused(f"--port: {options.port} cannot be used ({error.strerror}); accepted: a free port, or 0")
    return 0


def _refused(sentence: str) -> int:
    sys.stderr.write(f"callcenter sandbox: {sentence}\n")
    return 2


@contextmanager
def _interruption(abandon: Callable[[], None]) -> Iterator[threading.Event]:
    """Give an event that SIGINT and SIGTERM set while the block lasts; they also ``abandon`` a start under way."""
    interrupted = threading.Event()
    if threading.current_thread() is not threading.main_thread():  # only the main thread may handle signals
        yield interrupted
        return

    def handle(_number: int, _frame: object) -> None:
        interrupted.set()
        abandon()

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield interrupted
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
