"""Scenes of the tour: desks that share a feed. They need a NATS server on this computer, and are left out without."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import socket
import subprocess
import tempfile
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from callcenter.feed import access
from callcenter.feed.brand_file import FeedFile, new_file
from callcenter.feed.port import Subject, SubjectKind, Way
from callcenter.feed.shared.feed import SharedFeed
from callcenter.pos.systems import connect
from callcenter.pos.token import NoTokenStore
from callcenter.tour.steps import Steps

PROGRAM = shutil.which("nats-server") or shutil.which("nats-server", path="/usr/sbin")
"""Debian puts it where users' paths do not lead."""
PATIENCE = 10.0


async def sharing(at: Steps) -> None:
    """Let another desk take an order."""
    if PROGRAM is None:
        return
    async with _server(PROGRAM) as file:
        profile, secret = at.demo.profile, at.demo.secret
        signed_in = at.parts.session.profile
        assert signed_in is not None  # noqa: S101 - the tour has signed in
        vault = await at.parts.session.vault()
        await access.keep(vault, signed_in.key, file)
        at.parts.session.sign_in(replace(signed_in, feed_url=file.url), secret)
        await at.until("the shared feed", lambda: at.feed_way() in {Way.LEADING, Way.FOLLOWING})
        await at.until("the orders", lambda: at.parts.queue.orders)
        kept = await access.kept(vault, signed_in.key, file.url)
        assert kept is not None  # noqa: S101 - it was kept just now
        pos = await connect(profile, secret, NoTokenStore())
        other = SharedFeed(pos, kept, desk=("another", "Aysel"), past=False)
        running = asyncio.create_task(other.run())
        try:
            at.act("tab-pending")
            order = at.window.desk.queue.current_order()
            assert order is not None  # noqa: S101 - some wait
            await at.until("the other desk", lambda: other.state.way is Way.FOLLOWING)
            subject = Subject(SubjectKind.ORDER, order.id)
            await other.take(subject)
            await at.until("the other desk's mark", lambda: subject in at.parts.queue.marks)
            at.window.desk.orders.open(order)
            await at.shot("order-taken-by-another-desk")
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await other.aclose()
            await pos.aclose()
            at.parts.session.sign_in(signed_in, secret)
            await at.until("the desk alone", lambda: at.feed_way() is Way.DIRECT)


@contextlib.asynccontextmanager
async def _server(program: str) -> AsyncIterator[FeedFile]:
    """Run a feed server that this computer alone can reach, for as long as the block lasts."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = int(taken.getsockname()[1])
    file = new_file("tour", f"nats://127.0.0.1:{port}", user="tour", ca="", now=datetime.now(UTC))
    with tempfile.TemporaryDirectory(prefix="callcenter-feed-") as folder:
        config = Path(folder) / "nats.conf"
        config.write_text(
            f'listen: "127.0.0.1:{port}"\njetstream {{ store_dir: "{folder}/store" }}\n'
            "accounts { TOUR { jetstream: enabled, users: [{ "
            f'user: "tour", password: "{file.login.password}" }}] }} }}\n'
        )
        command = [program, "--config", str(config)]
        process = await asyncio.to_thread(
            subprocess.Popen, command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            await asyncio.wait_for(_accepts(port), PATIENCE)
            yield file
        finally:
            process.terminate()
            await asyncio.to_thread(process.wait)


async def _accepts(port: int) -> None:
    while True:
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            return
        await asyncio.sleep(0.05)
