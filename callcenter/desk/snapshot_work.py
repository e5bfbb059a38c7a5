"""Packing the directory and unpacking it, in the worker process."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from callcenter.desk.bulk import Packed
from callcenter.desk.changes import Changes, watermark_of
from callcenter.desk.fill import FILLED, PASSED, TELL_EVERY, Step, Tell
from callcenter.desk.shelf import IngestShelf
from callcenter.feed.errors import FeedKeyUnknown, NotGenuine
from callcenter.feed.sealing import BrandKeys, Sealer
from callcenter.feed.shared.pack import PIECE, pack, unpack
from callcenter.model.customer import Customer
from callcenter.pos.port import PointOfSale
from callcenter.replica.ingest import Ingest


class Unusable(Exception):
    """The file is damaged, sealed by others, or gone: the desk reads page by page."""


async def make(packed: Packed, ingest: Ingest) -> None:
    """Pack everybody stored; how far that reaches is what the replica has for sure."""
    watermark = await watermark_of(IngestShelf(ingest))
    if watermark is None:
        return

    def write() -> None:
        ids = ingest.ids()
        pack(Path(packed.path), Customer, _everybody(ingest, ids), watermark, _sealer(packed), total=len(ids))

    await asyncio.to_thread(write)


async def take(packed: Packed, ingest: Ingest, pos: PointOfSale, page: int, tell: Tell) -> None:
    """Store everybody in a file, then what changed since. Raises Unusable, PosError and what storing raises."""
    shelf, path = IngestShelf(ingest), Path(packed.path)
    begun = told_at = time.monotonic()
    count = stored = 0
    watermark = None
    pieces = unpack(path, Customer, _sealer(packed))
    try:
        while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
            done = await shelf.upsert(piece.rows)
            watermark = piece.watermark
            count, stored = count + len(piece.rows), stored + done.added + done.changed + done.removed
            now = time.monotonic()
            if piece.last or now - told_at >= TELL_EVERY:
                rate = count / max(now - begun, 0.001)
                left = max(0, piece.total - count) / rate if rate else None
                tell(Step(count=count, total=piece.total or None, rate=rate, seconds_left=left, stored=stored))
                told_at, stored = now, 0
    except (NotGenuine, FeedKeyUnknown, OSError) as error:
        raise Unusable from error
    finally:
        await asyncio.to_thread(path.unlink, missing_ok=True)
    if watermark is None:
        raise Unusable
    await Changes(pos, shelf, page=page).look(since=watermark)
    await shelf.tidy()
    await shelf.upsert((), {FILLED: watermark.isoformat(), PASSED: watermark.isoformat()})


def _everybody(ingest: Ingest, ids: list[str]) -> Iterator[Customer]:
    for start in range(0, len(ids), PIECE):
        yield from ingest.customers(ids[start : start + PIECE])


def _sealer(packed: Packed) -> Sealer:
    return Sealer(msgspec.msgpack.decode(packed.keys, type=BrandKeys))
