"""What is nobody's fault but the program's: reported, never swallowed, and the desk goes on."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any

_log = logging.getLogger(__name__)


def watch_program(tell: Callable[[], None]) -> None:
    """Report what nothing caught, in Qt's slots too; ``tell`` lets the agent know that something was reported."""

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.error("a bug", exc_info=(kind, error, trace))
        tell()

    sys.excepthook = report


def watch_loop(loop: asyncio.AbstractEventLoop, tell: Callable[[], None]) -> None:
    """Report what a task raised and nobody awaited."""

    def report(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        _log.error("a bug: %s", context.get("message"), exc_info=error)
        tell()

    loop.set_exception_handler(report)
