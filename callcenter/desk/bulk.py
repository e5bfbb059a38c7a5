"""Bulk work brought to where it does no harm: a worker process, or small steps where there is no file to share."""

from __future__ import annotations

import asyncio
import importlib
from typing import TYPE_CHECKING

from callcenter.desk.allowance import UNTOLD_RATE, Allowance
from callcenter.desk.files import Local
from callcenter.desk.fill import Tell, Work, perform
from callcenter.desk.shelf import ReplicaShelf
from callcenter.desk.walk import LIMIT, walk_of
from callcenter.model.record import Record
from callcenter.pos.errors import PosError
from callcenter.pos.port import PointOfSale
from callcenter.pos.quota import Quota
from callcenter.pos.systems import Account, Connector
from callcenter.replica.errors import LocalFileError, StorageFull, Trouble
from callcenter.replica.opening import mark_damaged

if TYPE_CHECKING:
    from callcenter.desk.fill_worker import FillWorker

SMALL_PAGE = 200
"""Customers on a page that is read in the desk itself: decoding one must fit between two frames."""


class Pacing(Record, frozen=True):
    """How often and how much. ``share`` and ``pass_share`` are parts of the quota's limit, times are in seconds."""

    share: float = 0.3
    pass_share: float = 0.1
    interval: float = 15.0
    pass_every: float = 86_400.0
    rare_pass_every: float = 30 * 86_400.0
    """The same on desks that are told of changes and deletions by the one that polls for all."""
    retry: float = 2.0
    grace: float = 3.0
    """How long the worker process has to end."""
    page: int = LIMIT
    rate: float = UNTOLD_RATE
    """Requests of bulk work a second while the point of sale tells of no quota."""


PACING = Pacing()


class Packed(Record, frozen=True):
    """Where the directory lies in one file, and the brand's keys (secret) that it is sealed with."""

    path: str
    keys: bytes


class Bulk:
    """Does one piece of bulk work at a time; the last worker has ended before the next begins."""

    def __init__(self, connector: Connector, pacing: Pacing) -> None:
        self._connector = connector
        self._pacing = pacing
        self._one = asyncio.Lock()
        self._worker: FillWorker | None = None

    @property
    def worker_pid(self) -> int | None:
        """The worker process's id while there is one."""
        return self._worker.pid if self._worker is not None else None

    def can_catch_up(self, pos: PointOfSale, local: Local) -> bool:
        """Whether a worker process could be started now to read many changes."""
        return local.path is not None and self._connector.account(pos) is not None and not self._one.locked()

    def has_process(self, pos: PointOfSale, local: Local) -> bool:
        """Whether there is a file to share with a worker process."""
        return local.path is not None and local.key is not None and self._connector.account(pos) is not None

    async def perform(
        self, work: Work, pos: PointOfSale, local: Local, tell: Tell, packed: Packed | None = None
    ) -> str | None:
        """Do it; return the code of what went wrong outside this program, None where nothing did.

        ``packed`` is for work on a snapshot, which is done in a worker process alone.
        Raises LocalFileError and Closed.
        """
        share = self._pacing.pass_share if work is Work.PASS else self._pacing.share
        account = self._connector.account(pos)
        async with self._one:
            if local.path is not None and local.key is not None and account is not None:
                return await self._in_process(work, account, local, share, pos.quota, tell, packed)
            return await self._here(work, pos, local, share, tell)

    async def _here(self, work: Work, pos: PointOfSale, local: Local, share: float, tell: Tell) -> str | None:
        allowance = Allowance(pos.quota, share, self._pacing.rate)
        walk = walk_of(pos, allowance, min(SMALL_PAGE, self._pacing.page))
        try:
            await perform(work, pos, ReplicaShelf(local.replica), walk, allowance, tell)
        except PosError as error:
            return error.code
        except StorageFull:
            return "storage-full"
        return None

    async def _in_process(
        self,
        work: Work,
        account: Account,
        local: Local,
        share: float,
        quota: Quota,
        tell: Tell,
        packed: Packed | None,
    ) -> str | None:
        # Imported here, on a thread: most days the desk starts without any bulk work.
        process = await asyncio.to_thread(importlib.import_module, "callcenter.desk.fill_process")
        workers = await asyncio.to_thread(importlib.import_module, "callcenter.desk.fill_worker")
        token = await account.newest()
        job = process.Job(
            work=work,
            profile=account.profile,
            secret=account.secret.reveal() if account.secret is not None else None,
            token=token.secret.reveal() if token is not None else None,
            expires_at=token.expires_at if token is not None else 0.0,
            path=str(local.path),
            key=local.key.reveal() if local.key is not None else "",
            share=share,
            rate=self._pacing.rate,
            limit=self._pacing.page,
            packed=packed,
        )
        worker: FillWorker = workers.FillWorker(tell, self._pacing.grace)

        def hand_figures() -> None:
            if quota.remaining is not None:
                worker.hand_figures(quota.remaining, quota.limit)

        self._worker = worker
        quota.changed.connect(hand_figures)
        try:
            ended = await worker.run(job)
        finally:
            quota.changed.disconnect(hand_figures)
            self._worker = None
        if ended.code == process.BUG:
            raise RuntimeError(f"the worker process failed: {ended.where}")
        if ended.code == process.DAMAGED and local.path is not None:
            mark_damaged(local.path)
            raise LocalFileError(Trouble.DAMAGED)
        return str(ended.code) or None
