"""A whole session leaves no secret, number or name in a log, a repr or an error's words."""

import asyncio
import copy
import logging
import traceback
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from callcenter import logs
from callcenter.model.customer import CustomerQuery, NewCustomer
from callcenter.model.order import NewOrder, OrderLine, OrderQuery, Recipient
from callcenter.pos import errors
from callcenter.pos.clopos import mapping, orders_wire, wire
from callcenter.pos.clopos.dialect import CloposDialect, Credentials
from callcenter.pos.decode import decoder
from callcenter.pos.errors import FieldProblem, PosError, RequestMark
from callcenter.pos.exchange import Answer, Call
from callcenter.pos.token import Token
from callcenter.sandbox.clopos import accounts
from callcenter.sandbox.server import Sandbox
from callcenter.vault import Secret
from tests.pos.peers import QUICK, Drawer, Server, answer, connected, says

NAME, PHONE, EMAIL = "Zəhra Gizlətova", "+994505559713", "gizli@example.com"
LINE = OrderLine(product_id="1", name="Dolma")
FORM = NewCustomer(cid=NewCustomer.new_cid(), name=NAME, phone=PHONE, email=EMAIL, date_of_birth=date(1990, 5, 15))
ORDER = NewOrder(
    key="k", venue_id="1", sale_type_id="99", recipient=Recipient(id="1", name=NAME, phone=PHONE), lines=(LINE,)
)


@pytest.fixture
def everything() -> Iterator[list[logging.LogRecord]]:
    """Collect every record of our loggers and of the HTTP library's, however fine."""
    records: list[logging.LogRecord] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    collector = Collector(logging.DEBUG)
    loggers = [logging.getLogger(name) for name in ("callcenter", "httpx", "httpcore")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(collector)
        logger.setLevel(logging.DEBUG)
    yield records
    for logger, level in zip(loggers, levels, strict=True):
        logger.removeHandler(collector)
        logger.setLevel(level)


async def a_whole_session(drawer: Drawer) -> list[PosError]:
    """Do everything once, well and badly; return what went wrong."""
    failures: list[PosError] = []
    with Sandbox(customers=20, orders=8, quota=0) as sandbox:
        async with connected(sandbox, client_secret="wrong-but-secret") as pos:
            with pytest.raises(errors.CredentialsRejected) as refused:
                await pos.sign_in()
            failures.append(refused.value)
        async with connected(sandbox, store=drawer, timeouts=QUICK) as pos:
            created = await pos.create_customer(FORM)
            await pos.customers(CustomerQuery(name=NAME, phone=PHONE[-7:]))
            await pos.customer(created.id)
            await asyncio.gather(pos.groups(), pos.venues(), pos.sale_types(), pos.orders(OrderQuery()))
            attempts = (
                lambda: pos.create_customer(NewCustomer(cid=NewCustomer.new_cid(), name=NAME, phone=PHONE)),
                lambda: pos.create_customer(NewCustomer(cid="no uuid", name=NAME, phone=PHONE)),
                lambda: pos.create_order(ORDER),
                lambda: pos.customers(CustomerQuery(name=NAME, limit=1000)),
                lambda: pos.customer("4711"),
            )
            for fault in ("", "reset-after=1", "status-500=1", "hang@POST /orders=1", "truncate=1"):
                sandbox.set_faults(fault)
                for attempt in attempts:
                    with pytest.raises(PosError) as caught:
                        await attempt()
                    failures.append(caught.value)
    odd = {"id": 1, "name": [NAME], "phone": {"x": PHONE}, "email": 5, "address_data": [NAME], "group": NAME}
    said = answer({"data": [odd, NAME, {"id": {}, "name": NAME}]})
    async with Server(says(said)) as server, connected(server.address) as pos:
        page = await pos.customers(CustomerQuery(name=NAME))
        assert (len(page.rows), page.skipped) == (1, 2)
        with pytest.raises(errors.Uncertain) as caught:
            await pos.create_customer(FORM)
        failures.append(caught.value)
    return failures


def secrets_of(drawer: Drawer) -> list[str]:
    assert drawer.token is not None
    token = drawer.token.secret.reveal()
    return [NAME, "Gizl", PHONE, PHONE[-7:], EMAIL, token, accounts.SECRET, "wrong-but-secret", "token-of-the-test"]


@pytest.mark.anyio
async def test_neither_our_loggers_at_their_finest_nor_any_error_say_anything_personal(
    everything: list[logging.LogRecord],
) -> None:
    drawer = Drawer()
    failures = await a_whole_session(drawer)
    ours = [record for record in everything if record.name.startswith("callcenter")]
    said = "\n".join(f"{record.getMessage()} {record.args!r} {record.exc_info!r}" for record in ours)
    assert len(ours) > 50
    assert {record.levelno for record in ours} <= {logging.DEBUG, logging.INFO}
    assert {type(error) for error in failures} >= {
        errors.CredentialsRejected,
        errors.Conflict,
        errors.Invalid,
        errors.NotFound,
        errors.Uncertain,
        errors.ConnectionLost,
        errors.ServerFailed,
    }
    for error in failures:
        said += "\n".join((str(error), repr(error), repr(error.fields), repr(error.request), *map(str, error.args)))
        said += "".join(traceback.format_exception(error))
    assert not [secret for secret in secrets_of(drawer) if secret in said]


@pytest.mark.anyio
async def test_the_log_as_it_is_set_up_holds_nothing_personal(tmp_path: Path) -> None:
    names = ("callcenter", "httpx", "httpcore", "uvicorn.access")
    levels = {name: logging.getLogger(name).level for name in names}
    kept = logs.configure(tmp_path, level=logging.DEBUG, screen=None)
    drawer = Drawer()
    try:
        await a_whole_session(drawer)
    finally:
        kept.close()
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
    assert kept.path is not None
    said = kept.path.read_text()
    assert len(said.splitlines()) > 50
    assert not [secret for secret in secrets_of(drawer) if secret in said]


def test_no_record_on_the_way_shows_what_it_holds() -> None:
    mark = RequestMark(id="5", method="GET", path="customers")
    credentials = Credentials(client_id="c", client_secret=Secret("hidden"), brand="b", integrator_id="i")
    dialect = CloposDialect(credentials)
    call = Call(method="GET", path="x", params=(("a", "hidden"),), body=b"hidden", headers=(("h", "hidden"),))
    said = Answer(status=200, body=b"hidden", headers={"x": "hidden"}, mark=mark, host="h")
    shown = [
        FORM,
        ORDER,
        mapping.customer(wire.CustomerWire(id=1, name="hidden", phone="hidden")),
        wire.CustomerWire(id=1, name="hidden"),
        wire.SignedIn(token="hidden"),
        wire.Head(message="hidden"),
        orders_wire.RecipientWire(name="hidden"),
        call,
        said,
        dialect.sign_in_call(),
        Token(Secret("hidden"), 0),
        credentials,
        FieldProblem(field="phone", message="hidden"),
        errors.Invalid(server_message="hidden", fields=(FieldProblem(field="name", message="hidden"),)),
        copy.copy(FORM),
        [call],
        {"a": said},
    ]
    for one in shown:
        text = f"{one!r} {one}"
        assert "hidden" not in text
        assert NAME not in text
        assert PHONE not in text


def test_the_words_of_a_decoding_error_hold_no_data() -> None:
    for body in (b'{"id":"1","name":["hidden"]}', b'[{"id":{"hidden":1}}]', b'{"id":1,"spent":"hidden"}', b"hidden"):
        for kind in (wire.CustomerWire, list[wire.CustomerWire]):
            with pytest.raises(ValueError, match=r".") as caught:
                decoder(kind).decode(body)
            assert "hidden" not in str(caught.value)
