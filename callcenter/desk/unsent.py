"""How much waits to be sent in the file of a profile that no desk is at work with."""

from __future__ import annotations

import asyncio
from pathlib import Path

from callcenter.replica.desk_file import DeskFile
from callcenter.replica.errors import LocalFileError
from callcenter.vault import Secret


async def unsent_in(file: Path, key: Secret) -> int:
    """Count the acts that were not sent; a file that cannot be read any more holds none that could be."""
    if not await asyncio.to_thread(file.exists):
        return 0
    try:
        desk = await DeskFile.open(file, key)
    except LocalFileError:
        return 0
    try:
        return await desk.outbox.unsent()
    finally:
        await desk.aclose()
