"""The worker process of bulk work: what it is told, what it tells, and its life.

Secrets come through the pipe and are nowhere else: not on the command line, not in the environment, not on a disk. The
process lives no longer than its work, and no longer than the desk: the pipe ends with it. It tells counts and codes,
never a customer. It knows nothing of Qt.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import threading
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from callcenter.desk.allowance import UNTOLD_RATE, Allowance
from callcenter.desk.bulk import Packed
from callcenter.desk.fill import Step, Tell, Work, perform
from callcenter.desk.shelf import IngestShelf
from callcenter.desk.walk import LIMIT, walk_of
from callcenter.model.record import Record
from callcenter.pos.errors import PosError
from callcenter.pos.port import PointOfSale
from callcenter.pos.systems import connect
from callcenter.pos.token import Token
from callcenter.replica.errors import LocalFileError, StorageFull
from callcenter.replica.ingest import Ingest
from callcenter.settings import Profile
from callcenter.vault import Secret

LAST = 10.0
"""Seconds after which a process whose desk is gone ends, whatever it is at."""
NICE = 5
"""The window comes first."""


class Job(Record, frozen=True):
    """Everything the process needs. Holds secrets in clear: it is for the pipe alone, and its repr shows none."""

    work: Work
    profile: Profile
    secret: str | None
    """None where the point of sale's secret is not kept: then the token alone signs in."""
    token: str | None
    expires_at: float
    path: str
    key: str
    share: float
    rate: float = UNTOLD_RATE
    limit: int = LIMIT
    packed: Packed | None = None


class Figures(Record, frozen=True, tag="figures"):
    """The quota as the desk last saw it."""

    remaining: int
    limit: int | None = None


class Told(Record, frozen=True, tag="step"):
    """How far the work has come."""

    step: Step


class Ended(Record, frozen=True, tag="ended"):
    """The work is over: done where there is no ``code``, else why not.

    ``code`` is that of a PosError, or one of those below; ``where`` is the place of a bug, without a value of it.
    """

    code: str = ""
    retry_after: float | None = None
    stored: int = 0
    where: str = ""


DAMAGED, FULL, BUG, UNUSABLE = "file-damaged", "storage-full", "bug", "snapshot-unusable"
Notice = Told | Ended
encode = msgspec.msgpack.Encoder().encode
read_job = msgspec.msgpack.Decoder(Job).decode
read_figures = msgspec.msgpack.Decoder(Figures).decode
read_notice: msgspec.msgpack.Decoder[Notice] = msgspec.msgpack.Decoder(Notice)
STOP = b""


class _Tell:
    """Sends a step to the desk; where nobody hears it any more the process is about to end."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def __call__(self, step: Step) -> None:
        with contextlib.suppress(OSError):
            self._pipe.send_bytes(encode(Told(step=step)))


def main(pipe: Connection) -> None:
    """Live for one job: read it from the pipe, do it, say how it ended."""
    with contextlib.suppress(OSError, ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl+C is for the desk, which ends this process
        os.nice(NICE) if hasattr(os, "nice") else None
    logging.getLogger().addHandler(logging.NullHandler())  # else warnings would reach the desk's terminal
    try:
        job = read_job(pipe.recv_bytes())
        ended = asyncio.run(_serve(pipe, job))
    except (EOFError, asyncio.CancelledError):
        return
    except Exception as error:  # noqa: BLE001 - told to the desk, which reports it
        ended = Ended(code=BUG, where=_place(error))
    with contextlib.suppress(OSError):
        pipe.send_bytes(encode(ended))


async def _serve(pipe: Connection, job: Job) -> Ended:
    secret = Secret(job.secret) if job.secret is not None else None
    pos = await connect(job.profile, secret, _Handed(job))
    work = asyncio.create_task(_work(pipe, job, pos), name=job.work)
    threading.Thread(
        target=_listen, args=(pipe, asyncio.get_running_loop(), work, pos), name="the desk's word", daemon=True
    ).start()
    try:
        await work
    except PosError as error:
        return Ended(code=error.code, retry_after=error.retry_after)
    except LocalFileError:
        return Ended(code=DAMAGED)
    except StorageFull:
        return Ended(code=FULL)
    except UnusableSnapshot:
        return Ended(code=UNUSABLE)
    finally:
        await pos.aclose()
    return Ended()


async def _work(pipe: Connection, job: Job, pos: PointOfSale) -> None:
    path = Path(job.path)
    if not await asyncio.to_thread(path.exists):  # the brand was forgotten meanwhile: nothing of it is to come back
        return
    allowance = Allowance(pos.quota, job.share, job.rate)
    with Ingest(path, Secret(job.key), job.profile.region) as ingest:
        if job.packed is not None:
            await _pack_or_unpack(job.work, job.packed, ingest, pos, job.limit, _Tell(pipe))
            return
        walk = walk_of(pos, allowance, job.limit)
        await perform(job.work, pos, IngestShelf(ingest), walk, allowance, _Tell(pipe))


async def _pack_or_unpack(work: Work, packed: Packed, ingest: Ingest, pos: PointOfSale, page: int, tell: Tell) -> None:
    from callcenter.desk import snapshot_work  # noqa: PLC0415 - other work needs no ciphers

    if work is Work.PACK:
        await snapshot_work.make(packed, ingest)
        return
    try:
        await snapshot_work.take(packed, ingest, pos, page, tell)
    except snapshot_work.Unusable as error:
        raise UnusableSnapshot from error


class UnusableSnapshot(Exception):
    """The file holds no directory of this brand."""


def _listen(pipe: Connection, loop: asyncio.AbstractEventLoop, work: asyncio.Task[None], pos: PointOfSale) -> None:
    """Take what the desk says of the quota, until it wants an end or is gone itself."""
    while True:
        try:
            word = pipe.recv_bytes()
        except (EOFError, OSError):
            word = STOP
        try:
            if word == STOP:
                loop.call_soon_threadsafe(work.cancel)
                break
            figures = read_figures(word)
            told = {"ratelimit-remaining": figures.remaining, "ratelimit-limit": figures.limit}
            heard = {name: str(value) for name, value in told.items() if value is not None}
            loop.call_soon_threadsafe(pos.quota.observe, heard)
        except RuntimeError:  # the loop is closed: the work is done
            return
    last = threading.Timer(LAST, os._exit, (1,))
    last.daemon = True
    last.start()


class _Handed:
    """The token that the desk had; one that this process gets is kept nowhere."""

    def __init__(self, job: Job) -> None:
        self._job = job

    async def load(self) -> Token | None:
        """Return the token handed over."""
        return Token(Secret(self._job.token), self._job.expires_at) if self._job.token else None

    async def save(self, token: Token) -> None:
        """Keep nothing."""


def _place(error: BaseException) -> str:
    """Say where an error happened and of which kind it is; its text may hold data, and stays here."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return f"{type(error).__name__} at " + ", ".join(f"{Path(one.filename).name}:{one.lineno}" for one in frames)
