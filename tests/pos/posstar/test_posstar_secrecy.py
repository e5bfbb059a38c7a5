"""A whole session with PosStar leaves no password, token, number or name in a log, a repr or an error's words."""

import logging
import traceback
from collections.abc import Iterator

import pytest

from callcenter.model.customer import CustomerChange, CustomerQuery
from callcenter.model.loyalty import Redemption
from callcenter.pos import errors
from callcenter.pos.posstar import mapping, wire
from callcenter.pos.posstar.dialect import Credentials, PosStarDialect
from callcenter.pos.token import Token
from callcenter.sandbox.server import Sandbox
from callcenter.vault import Secret
from tests.pos.peers import QUICK, Drawer, Server, answer, says
from tests.pos.posstar.star import connected, form

NAME, PHONE, EMAIL = "Zəhra Gizlətova", "+994505559713", "gizli@example.com"
ADDRESS, NOTES, TAG = "Gizli küçə 7", "Gizli qeyd", "gizli-nişan"
WRONG = "wrong-but-secret"


@pytest.fixture
def everything() -> Iterator[list[logging.LogRecord]]:
    """Collect every record of our loggers, however fine."""
    records: list[logging.LogRecord] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    collector, logger = Collector(logging.DEBUG), logging.getLogger("callcenter")
    level = logger.level
    logger.addHandler(collector)
    logger.setLevel(logging.DEBUG)
    yield records
    logger.removeHandler(collector)
    logger.setLevel(level)


async def a_whole_session(drawer: Drawer) -> list[errors.PosError]:
    """Do everything once, well and badly; return what went wrong."""
    failures: list[errors.PosError] = []
    typed = form(name=NAME, phone=PHONE, email=EMAIL, address=ADDRESS, notes=NOTES, tags=(TAG,))
    with Sandbox(customers=20, orders=0) as sandbox:
        async with connected(sandbox, password=WRONG) as pos:
            with pytest.raises(errors.CredentialsRejected) as refused:
                await pos.sign_in()
            failures.append(refused.value)
        async with connected(sandbox, store=drawer, timeouts=QUICK) as pos:
            await pos.who()
            created = await pos.create_customer(typed)
            sale = sandbox.purchase(created.id, 5_000)
            await pos.customers(CustomerQuery(name=NAME, phone=PHONE[-7:]))
            await pos.customer(created.id)
            await pos.update_customer(created.id, CustomerChange(name=NAME, notes=NOTES, tags=(TAG, TAG)))
            await pos.ledger(created.id)
            redemption = Redemption(customer_id=created.id, points=1, sale_id=sale)
            attempts = (
                lambda: pos.create_customer(form(name=NAME, email="no")),
                lambda: pos.update_customer(created.id, CustomerChange(email="no")),
                lambda: pos.redeem(Redemption(customer_id=created.id, points=10**6, sale_id=sale)),
                lambda: pos.customer("4711"),
            )
            for fault in ("", "reset-after=1", "status-500=1", "hang@POST /customers=1", "truncate=1"):
                sandbox.set_faults(fault)
                for attempt in attempts:
                    with pytest.raises(errors.PosError) as caught:
                        await attempt()
                    failures.append(caught.value)
            sandbox.set_faults("")
            await pos.redeem(redemption)
            await pos.delete_customer(created.id)
            sandbox.revoke_tokens()
            with pytest.raises(errors.SignInRequired) as ended:
                await pos.who()
            failures.append(ended.value)
    odd = {"id": 1, "name": [NAME], "phone": {"x": PHONE}, "email": 5, "tags": TAG, "recent_purchases": [NAME]}
    said = answer([odd, NAME, {"id": {}, "name": NAME}])
    async with Server(says(said)) as server, connected(server.address) as pos:
        page = await pos.customers(CustomerQuery(name=NAME))
        assert (len(page.rows), page.skipped) == (1, 2)
        with pytest.raises(errors.Uncertain) as lost:
            await pos.create_customer(typed)
        failures.append(lost.value)
    return failures


@pytest.mark.anyio
async def test_neither_our_loggers_at_their_finest_nor_any_error_say_anything_personal(
    everything: list[logging.LogRecord],
) -> None:
    drawer = Drawer()
    failures = await a_whole_session(drawer)
    said = "\n".join(f"{record.getMessage()} {record.args!r} {record.exc_info!r}" for record in everything)
    assert len(everything) > 50
    assert {record.levelno for record in everything} <= {logging.DEBUG, logging.INFO}
    assert {type(error) for error in failures} >= {errors.Invalid, errors.NotFound, errors.Uncertain}
    for error in failures:
        said += "\n".join((str(error), repr(error), repr(error.fields), repr(error.request), *map(str, error.args)))
        said += "".join(traceback.format_exception(error))
    assert drawer.token is not None
    password = Sandbox().posstar_credentials["password"]
    secrets = (NAME, "Gizl", PHONE, PHONE[-7:], EMAIL, ADDRESS, NOTES, TAG, password, WRONG, "token-of-the-test")
    assert not [secret for secret in (*secrets, drawer.token.secret.reveal()) if secret in said]


def test_no_record_on_the_way_shows_what_it_holds() -> None:
    credentials = Credentials("hidden@example.com", Secret("hidden"))
    dialect = PosStarDialect(credentials)
    token = Token(Secret("hidden"), 0)
    shown = [
        credentials,
        dialect,
        dialect.sign_in_call(None),
        PosStarDialect(Credentials("hidden")).sign_in_call(token),
        wire.CustomerWire(id=1, name="hidden", phone="hidden"),
        wire.PurchaseWire(id=1, receipt_number="hidden"),
        wire.LedgerWire(id=1, description="hidden"),
        wire.UserWire(id=1, name="hidden"),
        wire.SignedIn(access_token="hidden"),
        wire.Head(message="hidden"),
        mapping.customer(wire.CustomerWire(id=1, name="hidden"), "AZN"),
        mapping.entry(wire.LedgerWire(id=1, description="hidden"), "AZN"),
        CustomerChange(name="hidden"),
        Redemption(customer_id="hidden", points=1, sale_id="hidden"),
    ]
    for one in shown:
        assert "hidden" not in f"{one!r} {one}"
