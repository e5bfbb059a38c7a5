"""One connection to the feed server, with the brand's buckets. After a loss a new link is made."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import nats.errors
import nats.js.errors
from nats.aio.client import Client
from nats.js.api import KeyValueConfig, StorageType
from nats.js.client import JetStreamContext
from nats.js.kv import KeyValue

from callcenter.feed.access import Access
from callcenter.feed.errors import FeedAway, FeedCertificateRejected, FeedLoginRefused, FeedNotReady, FeedSilent
from callcenter.feed.sealing import Sealer
from callcenter.feed.shared.values import Names

_log = logging.getLogger(__name__)

CONNECT = 3
"""Seconds that connecting may take."""
ANSWER = 2.0
"""Seconds that the server may take to answer."""
CLOSE = 1.0
PING = 5
"""Seconds between two pings; after two without an answer the connection is given up."""
KEEP = 48 * 3600.0
"""Seconds that a change stays on the server."""
GRACE = 2.0
"""Seconds that the server may be away before a desk polls for itself."""
LEASE, RENEW = 3.0, 1.0
"""Seconds that a lease lasts without being renewed, and between two renewals."""
SHORTEST_LIFE = 6.0
"""Seconds that a presence or a mark lasts without being renewed, where there are few desks."""
LONGEST_LIFE = 40.0
"""Seconds that a presence or a mark lasts at most without being renewed."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How long things last, in seconds."""

    keep: float = KEEP
    lease: float = LEASE
    renew: float = RENEW
    shortest_life: float = SHORTEST_LIFE
    grace: float = GRACE
    rewrite: float = KEEP / 2
    """Age at which the leader writes again what is to stay."""


@dataclass(slots=True)
class Link:
    """A connection that stands, or stood: ``lost`` is set when it is of no use any more."""

    connection: Client
    stream: JetStreamContext
    names: Names
    sealer: Sealer
    lost: asyncio.Event
    changes: KeyValue
    lease: KeyValue
    desks: KeyValue
    marks: KeyValue


@contextlib.asynccontextmanager
async def linked(access: Access, sealer: Sealer, terms: Terms) -> AsyncIterator[Link]:
    """Give a link, closed at the end. Raises FeedAway."""
    lost = asyncio.Event()
    connection = await _connected(access, lost)
    try:
        stream = connection.jetstream(timeout=ANSWER)
        names = Names(sealer)
        with answered():
            link = Link(
                connection=connection,
                stream=stream,
                names=names,
                sealer=sealer,
                lost=lost,
                changes=await _bucket(stream, names.changes, terms.keep, StorageType.FILE),
                lease=await _bucket(stream, names.lease, terms.lease, StorageType.MEMORY),
                desks=await _bucket(stream, names.desks, LONGEST_LIFE, StorageType.MEMORY),
                marks=await _bucket(stream, names.marks, LONGEST_LIFE, StorageType.MEMORY),
            )
        yield link
    finally:
        lost.set()
        await _close(connection)


async def try_out(access: Access) -> None:
    """Sign in, and see that the server keeps something for the brand. Raises FeedAway."""
    connection = await _connected(access, asyncio.Event())
    try:
        with answered():
            await connection.jetstream(timeout=ANSWER).account_info()
    finally:
        await _close(connection)


@contextlib.contextmanager
def answered() -> Iterator[None]:
    """Raise FeedAway for whatever keeps the server from answering; what a bucket refuses passes as it is."""
    try:
        yield
    except (nats.js.errors.KeyValueError, nats.js.errors.NotFoundError):
        raise
    except (nats.js.errors.ServiceUnavailableError, nats.js.errors.APIError) as error:
        _log.info("the feed server refuses: %s", error)
        raise FeedNotReady from error
    except (nats.errors.TimeoutError, TimeoutError, nats.errors.NoRespondersError) as error:
        raise FeedSilent from error
    except (nats.errors.Error, OSError) as error:
        raise FeedAway from error


def heed_cancelling() -> None:
    """End a task that was cancelled and went on.

    Until Python 3.12 ``asyncio.wait_for``, by which the NATS client waits for answers, loses a cancellation that comes
    together with the answer: whoever loops has to look.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


@contextlib.contextmanager
def uncancelled() -> Iterator[None]:
    """Leave a task as it was before a group of its tasks failed.

    Python 3.11's TaskGroup cancels its own task to that end, and forgets to take it back while it waits for the others.
    """
    task = asyncio.current_task()
    before = task.cancelling() if task is not None else 0
    try:
        yield
    except BaseExceptionGroup:
        if task is not None and task.cancelling() > before and task.uncancel() > before:
            raise asyncio.CancelledError from None  # somebody else wants its end as well
        raise


async def nap(seconds: float) -> None:
    """Sleep between two turns of a loop."""
    heed_cancelling()
    await asyncio.sleep(seconds)


async def _connected(access: Access, lost: asyncio.Event) -> Client:
    connection = Client()
    troubles: list[Exception] = []

    async def failed(error: Exception) -> None:
        troubles.append(error)
        if isinstance(error, nats.errors.SlowConsumerError):  # messages were dropped: begin anew where they are missing
            lost.set()

    async def gone() -> None:
        lost.set()

    parts = urlsplit(access.url)
    try:
        async with asyncio.timeout(2 * CONNECT):
            await connection.connect(
                servers=[f"nats://{parts.netloc}" if parts.scheme == "nats" else access.url],
                name="callcenter",
                user=access.user,
                password=access.password.reveal(),
                tls=_tls(access) if parts.scheme == "tls" else None,
                tls_hostname=parts.hostname if parts.scheme == "tls" else None,
                allow_reconnect=False,
                max_reconnect_attempts=1,  # the client's own tries within connecting: two, one right after the other
                reconnect_time_wait=0,
                connect_timeout=CONNECT,
                ping_interval=PING,
                max_outstanding_pings=2,
                error_cb=failed,
                disconnected_cb=gone,
                closed_cb=gone,
            )
    except (nats.errors.Error, OSError, TimeoutError) as error:
        await _close(connection)
        raise _meaning([error, *troubles]) from error
    return connection


async def _close(connection: Client) -> None:
    with contextlib.suppress(nats.errors.Error, OSError, TimeoutError):
        await asyncio.wait_for(connection.close(), CLOSE)


def _meaning(errors: list[Exception]) -> FeedAway:
    """Say what kept the connection from being made."""
    if any(isinstance(error, ssl.SSLError) for error in errors):
        return FeedCertificateRejected()
    if any("authorization" in str(error).lower() for error in errors):
        return FeedLoginRefused()
    return FeedAway()


def _no_news(record: logging.LogRecord) -> bool:
    """Keep out asyncio's remark at the end of each connection that the NATS client made TLS of a plain stream."""
    return "returning true from eof_received() has no effect when using ssl" not in record.getMessage()


def _tls(access: Access) -> ssl.SSLContext:
    logging.getLogger("asyncio").addFilter(_no_news)  # the same one twice counts once
    context = ssl.create_default_context(cadata=access.ca or None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


async def _bucket(stream: JetStreamContext, name: str, ttl: float, storage: StorageType) -> KeyValue:
    """Return a bucket, made by the first desk that needs it."""
    try:
        return await stream.key_value(name)
    except nats.js.errors.BucketNotFoundError:
        return await stream.create_key_value(KeyValueConfig(bucket=name, history=1, ttl=ttl, storage=storage))
