"""Open forms as typed, to be offered back after a crash."""

from __future__ import annotations

import apsw

from callcenter.replica.worker import Worker


class Drafts:
    """A draft a form, by the form's name; what is in it is the form's business.

    Raises Closed, StorageFull, and LocalFileError for a damaged file.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    async def save(self, form: str, content: bytes) -> None:
        """Keep a draft in the place of the form's last one."""

        def work(connection: apsw.Connection) -> None:
            connection.execute(
                "INSERT INTO draft VALUES (?, ?) ON CONFLICT (form) DO UPDATE SET content = excluded.content",
                (form, content),
            )

        await self._worker.run(work)

    async def load(self, form: str) -> bytes | None:
        """Return a form's draft."""
        return await self._worker.run(
            lambda connection: connection.execute("SELECT content FROM draft WHERE form = ?", (form,)).get
        )

    async def all(self) -> dict[str, bytes]:
        """Return every draft by its form."""
        return await self._worker.run(lambda connection: dict(connection.execute("SELECT form, content FROM draft")))

    async def drop(self, form: str) -> None:
        """Forget a form's draft."""

        def work(connection: apsw.Connection) -> None:
            connection.execute("DELETE FROM draft WHERE form = ?", (form,))

        await self._worker.run(work)
