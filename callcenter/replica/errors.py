"""What can go wrong with a local file, in words for people."""

from __future__ import annotations

import enum


class Trouble(enum.StrEnum):
    """Why a file cannot be used as it is."""

    DAMAGED = "damaged"
    """Its pages do not fit together, or their seals are broken."""
    UNREADABLE = "unreadable"
    """It is encrypted with another key, or no database at all; the two cannot be told apart."""
    FOREIGN = "foreign"
    """A database, but not this program's."""
    NEWER = "newer"
    """Written by a later version of this program."""


class LocalFileError(Exception):
    """A local file cannot be used; ``trouble`` says why. Holds no content of the file."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(f"the local database is {trouble.value}")
        self.trouble = trouble


class StorageFull(Exception):
    """The disk is full, or the file cannot be written to; nothing was changed."""


class Superseded(Exception):
    """A newer read of the same kind took this one's place; its answer no longer counts."""


class Closed(Exception):
    """The database was closed before this work was done."""
