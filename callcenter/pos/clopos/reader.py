"""Reading Clopos's answers: one object or a page of them, in an envelope or bare, with what cannot be read left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec

from callcenter.model.page import Page
from callcenter.pos import errors
from callcenter.pos.clopos import wire
from callcenter.pos.clopos.dialect import head_of
from callcenter.pos.clopos.params import Params
from callcenter.pos.decode import UNREADABLE, built, decoder, row, rows, text, utf8
from callcenter.pos.exchange import Answer, Call
from callcenter.pos.transport import Transport

W = TypeVar("W")
M = TypeVar("M")
MOST_PAGES = 50
LONGEST_TOTAL = 12
"""Digits."""
LONGEST_RAW = 200_000
"""Characters: an order of a hundred lines has 60,000."""


class Reader:
    """Sends calls and reads their answers into model objects. Raises the classes of ``pos.errors`` alone."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def all(
        self,
        path: str,
        kind: type[W],
        build: Callable[[W], M],
        *,
        limit: int | None = None,
        params: Params = (),
        venue_id: str | None = None,
    ) -> tuple[M, ...]:
        """Read a short list to its last page, each row once: not every server minds the page it is asked for.

        Without a ``limit`` the server's own holds, and only a ``total`` tells of another page.
        """
        found: dict[M, None] = {}
        read = 0
        for number in range(1, MOST_PAGES + 1):
            paging = (("page", str(number)), *((("limit", str(limit)),) if limit else ()))
            call = Call(method="GET", path=path, params=(*paging, *params), headers=of_venue(venue_id), background=True)
            page = await self.page(call, kind, build)
            here = len(page.rows) + page.skipped
            read += here
            known = len(found)
            found.update(dict.fromkeys(page.rows))
            last = read >= page.total if page.total is not None else limit is None or here < limit
            if last or len(found) == known:
                break
        return tuple(found)

    async def page(self, call: Call, kind: type[W], build: Callable[[W], M]) -> Page[M]:
        """Read a page of a list; rows that cannot be read are counted in ``skipped``."""
        answer = await self._transport.send(call)
        try:
            listed: wire.Listed[W] = decoder(wire.Listed[kind]).decode(answer.body)  # type: ignore[valid-type]
        except UNREADABLE:
            return self._odd_page(answer, kind, build)
        return Page(rows=built(listed.data, build), total=_total(listed))

    @staticmethod
    def _odd_page(answer: Answer, kind: type[W], build: Callable[[W], M]) -> Page[M]:
        """Read what can be read of a page that is not as it should be."""
        body = utf8(answer.body)
        try:
            if body.lstrip()[:1] == b"[":  # pages of the v1 era show a bare array
                found, skipped = rows(body, kind, build)
                return Page(rows=found, skipped=skipped)
            head = head_of(body)
            found, skipped = rows(head.data, kind, build)
        except UNREADABLE:
            raise errors.BadAnswer(host=answer.host, request=answer.mark, status=answer.status) from None
        return Page(rows=found, total=_total(head), skipped=skipped)

    async def one(self, call: Call, kind: type[W], build: Callable[[W], M]) -> M:
        """Read one object."""
        return self._built(await self._transport.send(call), kind, build)

    async def one_and_raw(self, call: Call, kind: type[W], build: Callable[[W], M]) -> tuple[M, str]:
        """Read one object, and give with it the JSON that it was read from, indented."""
        answer = await self._transport.send(call)
        found = self._built(answer, kind, build)
        try:
            written = msgspec.json.format(utf8(bytes(self.data(answer))), indent=2).decode()
        except UNREADABLE:  # deeper than it can be indented
            written = utf8(bytes(self.data(answer))).decode()
        return found, text(written, longest=LONGEST_RAW) or ""

    def _built(self, answer: Answer, kind: type[W], build: Callable[[W], M]) -> M:
        try:
            return build(row(self.data(answer), kind))
        except UNREADABLE:
            raise errors.BadAnswer(host=answer.host, request=answer.mark, status=answer.status) from None

    @staticmethod
    def data(answer: Answer) -> bytes | msgspec.Raw:
        """Return the object an answer is about: in its envelope, or bare."""
        try:
            head = head_of(answer.body)
        except UNREADABLE:
            raise errors.BadAnswer(host=answer.host, request=answer.mark, status=answer.status) from None
        return head.data if bytes(head.data) else utf8(answer.body)


def of_venue(venue_id: str | None) -> Params:
    """Return the header that chooses a venue; without one the profile's own, or the token's, is meant."""
    return (("x-venue", venue_id),) if venue_id else ()


def _total(head: wire.Head | wire.Listed[W]) -> int | None:
    """Return how many rows the list has: beside the data, or in ``pagination``."""
    paged = head.pagination.get("total") if isinstance(head.pagination, dict) else None
    told = str(head.total if head.total is not None else paged)
    return int(told) if told.isdecimal() and len(told) <= LONGEST_TOTAL else None
