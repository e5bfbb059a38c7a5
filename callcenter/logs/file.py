"""The log file: the user's own, bounded in size, and never in the way of the work."""

import logging
import os
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

_BYTES = 1_000_000
_OLDER = 4


class LogFile(RotatingFileHandler):
    """One megabyte and four older ones, mode 0600 in a folder of mode 0700. Raises ``OSError`` when made."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        super().__init__(path, maxBytes=_BYTES, backupCount=_OLDER, encoding="utf-8", errors="backslashreplace")

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        if os.name == "posix":
            os.fchmod(descriptor, 0o600)  # also where it was there before
        return os.fdopen(descriptor, "a", encoding=self.encoding, errors=self.errors)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Say nothing: logging would print the record unmasked, and a full disk must not stop the work."""


class Screen(logging.StreamHandler[TextIO]):
    """Standard error, for the command line."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Say nothing: see ``LogFile``."""
