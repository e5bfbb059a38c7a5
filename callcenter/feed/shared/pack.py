"""The directory in one file: packed and sealed piece by piece, so that neither end ever holds all of it.

Bulk work in Python: it belongs in a worker process. The file is safe to lie about: it holds sealed pieces alone, and a
piece that is missing, changed, out of its place or from another file does not open.

Format: ``CCSNAP1`` and a line end; 16 random bytes that name the file; then pieces, each its length in four bytes (big
endian) and so many bytes, sealed for ``snapshot.KIND.FILE.NUMBER``. The last piece says that it is the last.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar

import msgspec

from callcenter.feed.errors import NotGenuine
from callcenter.feed.sealing import Sealer
from callcenter.model.customer import Customer
from callcenter.model.order import Order
from callcenter.model.record import Record

T = TypeVar("T", Customer, Order)

_MAGIC = b"CCSNAP1\n"
PIECE = 2_000
"""Rows in one piece."""
_LONGEST = 64 * 1024 * 1024


class Piece(Record, Generic[T], frozen=True):
    """Some rows; ``watermark`` is up to when every change is among them (the point of sale's time).

    ``total`` is about how many rows the file holds; 0 where that was not known.
    """

    rows: tuple[T, ...]
    watermark: datetime
    last: bool = False
    total: int = 0


def pack(path: Path, kind: type[T], rows: Iterable[T], watermark: datetime, sealer: Sealer, *, total: int = 0) -> int:
    """Write rows to a file; return how many. Raises OSError."""
    encode, file_id, count = msgspec.msgpack.Encoder().encode, os.urandom(16), 0
    left = iter(rows)
    with path.open("wb") as file:
        file.write(_MAGIC + file_id)
        for number in itertools.count():
            piece = tuple(itertools.islice(left, PIECE))
            count += len(piece)
            last = len(piece) < PIECE
            plain = encode(Piece(rows=piece, watermark=watermark, last=last, total=total))
            sealed = sealer.seal(_name(kind, file_id, number), plain)
            file.write(len(sealed).to_bytes(4, "big") + sealed)
            if last:
                break
    return count


def unpack(path: Path, kind: type[T], sealer: Sealer) -> Iterator[Piece[T]]:
    """Give the pieces one after the other; the end is reached only where the file is whole.

    Raises OSError, FeedKeyUnknown and NotGenuine.
    """
    pieces: Any = Piece  # a kind that is only known here
    decode: Callable[[bytes], Piece[T]] = msgspec.msgpack.Decoder(pieces[kind]).decode
    with path.open("rb") as file:
        head = file.read(len(_MAGIC) + 16)
        if not head.startswith(_MAGIC) or len(head) < len(_MAGIC) + 16:
            raise NotGenuine
        for number in itertools.count():
            name = _name(kind, head[len(_MAGIC) :], number)
            try:
                piece = decode(sealer.open(name, _read(file)))
            except msgspec.DecodeError as error:
                raise NotGenuine from error
            yield piece
            if piece.last:
                return


def _read(file: BinaryIO) -> bytes:
    length = int.from_bytes(file.read(4), "big")
    sealed = file.read(length) if 0 < length <= _LONGEST else b""
    if len(sealed) < length or not sealed:
        raise NotGenuine
    return sealed


def _name(kind: type[T], file_id: bytes, number: int) -> str:
    return f"snapshot.{kind.__name__}.{file_id.hex()}.{number}"
