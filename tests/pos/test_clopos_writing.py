"""Writes: what reaches the server, what comes back, and that nothing is done twice or lost without a word."""

import asyncio
import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from callcenter.model.customer import CustomerQuery, CustomerSort, Gender, NewCustomer
from callcenter.model.order import DiscountKind, Modifier, NewOrder, OrderLine, OrderQuery, OrderSort, Recipient, Stage
from callcenter.pos import errors
from callcenter.pos.clopos.orders_mapping import line_digest
from callcenter.pos.transport import ATTEMPTS
from callcenter.sandbox.server import Sandbox
from tests.pos.peers import QUICK, SIGNED_IN, Asked, Server, answer, asked, connected, says

pytestmark = pytest.mark.anyio


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(customers=30, orders=8, quota=0) as running:
        yield running


def form(**other: Any) -> NewCustomer:  # noqa: ANN401 - any field
    return NewCustomer(**{"cid": NewCustomer.new_cid(), "name": "Zəhra Sınaqova", "phone": "+994505550101", **other})


# ---- a new customer -------------------------------------------------------------------------------------------------


async def test_every_field_of_the_form_reaches_the_server(sandbox: Sandbox) -> None:
    given = form(
        email="leyla@example.com",
        code="C-77",
        notes="Rings twice.\nLift is broken.",
        group_id="2",
        gender=Gender.FEMALE,
        date_of_birth=date(1990, 5, 15),
    )
    async with connected(sandbox) as pos:
        created = await pos.create_customer(given)
        card = await pos.customer(created.id)
    for known in (created, card):
        assert all(getattr(known, field) == getattr(given, field) for field in NewCustomer.__struct_fields__)
        assert known.group is not None
        assert known.group.id == "2"
        assert (known.balance, known.cashback_balance) == (Decimal(0), Decimal(0))


async def test_a_name_alone_is_enough(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        created = await pos.create_customer(form(phone=None))
    assert (created.phone, created.email, created.gender, created.date_of_birth) == (None, None, None, None)


async def test_half_an_emoji_is_sent_as_a_question_mark(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        created = await pos.create_customer(form(name="Leyla \ud83d"))
        assert (await pos.customers(CustomerQuery(name="\ud83d"))).rows[0].id == created.id
    assert created.name == "Leyla ?"


@pytest.mark.parametrize(
    ("field", "wrong", "named"),
    [
        ("name", "", "name"),
        ("email", "no address", "email"),
        ("phone", "none", "phone"),
        ("group_id", "4711", "group_id"),
        ("group_id", "not a number", "group_id"),
        ("cid", "no uuid", "cid"),
        ("notes", "x" * 6000, "notes"),
        ("code", "x" * 300, "code"),
    ],
)
async def test_a_refused_form_names_the_field(sandbox: Sandbox, field: str, wrong: str, named: str) -> None:
    async with connected(sandbox) as pos:
        with pytest.raises(errors.Invalid) as caught:
            await pos.create_customer(form(**{field: wrong}))
    (problem,) = caught.value.fields
    assert problem.field == named
    assert problem.message == caught.value.server_message != ""
    assert asked(sandbox, "POST", "/customers") == 1


@pytest.mark.parametrize("field", ["phone", "code"])
async def test_a_taken_field_is_a_conflict_that_names_it(sandbox: Sandbox, field: str) -> None:
    first = form(code="C-1")
    second = form(**{"phone": "+994505550102", "code": "C-2", field: getattr(first, field)})
    async with connected(sandbox) as pos:
        await pos.create_customer(first)
        with pytest.raises(errors.Conflict) as caught:
            await pos.create_customer(second)
    assert [problem.field for problem in caught.value.fields] == [field]
    assert caught.value.status == 409


async def test_the_same_form_sent_twice_is_one_customer(sandbox: Sandbox) -> None:
    for given in (form(), form(phone=None)):
        async with connected(sandbox) as pos:
            first = await pos.create_customer(given)
            again = await pos.create_customer(given)
        assert first.id == again.id


async def test_a_cid_that_is_taken_by_nobody_we_find_is_uncertain(sandbox: Sandbox) -> None:
    given = form(phone=None)
    async with connected(sandbox) as pos:
        await pos.create_customer(given)
        for number in range(60):
            await pos.create_customer(form(name=f"Later {number}", phone=None))
        with pytest.raises(errors.Uncertain):
            await pos.create_customer(given)


@pytest.mark.parametrize("fault", ["reset-after", "truncate", "status-504-after"])
async def test_a_creation_whose_answer_was_lost_is_recognised_when_repeated(sandbox: Sandbox, fault: str) -> None:
    sandbox.set_faults(f"{fault}@POST /customers=1*1")
    given = form()
    async with connected(sandbox) as pos:
        created = await pos.create_customer(given)
        assert (await pos.customers(CustomerQuery(name=given.name))).total == 1
    assert created.cid == given.cid
    assert asked(sandbox, "POST", "/customers") == 2


async def test_a_lost_answer_that_cannot_be_looked_up_is_uncertain(sandbox: Sandbox) -> None:
    sandbox.set_faults("reset-after@POST /customers=1*1,status-500@GET /customers=1")
    async with connected(sandbox) as pos:
        with pytest.raises(errors.Uncertain):
            await pos.create_customer(form())


async def test_a_lost_answer_and_a_sign_in_that_is_refused_then_is_uncertain() -> None:
    """The first try may have been done: that the second could not be made says nothing of it."""
    tries = 0

    async def act(request: Asked, writer: asyncio.StreamWriter) -> None:
        nonlocal tries
        if request.path.endswith("/auth"):
            writer.write(answer({"message": "No"}, 401) if tries else answer(SIGNED_IN))
            return
        tries += 1
        if tries == 1:
            writer.transport.abort()
        else:
            writer.write(answer({"error": "Token expired"}, 401))

    async with Server(act, signs_in=False) as server, connected(server.address) as pos:
        with pytest.raises(errors.Uncertain) as caught:
            await pos.create_customer(form())
    assert tries == 2
    assert isinstance(caught.value.__cause__, errors.CredentialsRejected)


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"success":true}', b'{"success":true,"data":null}', b"[]", b"{}"])
async def test_a_creation_confirmed_in_words_that_cannot_be_read_is_uncertain(body: bytes) -> None:
    async with Server(says(answer(body))) as server, connected(server.address) as pos:
        with pytest.raises(errors.Uncertain):
            await pos.create_customer(form())
    assert len(server.sent("POST", "/customers")) == 1


@pytest.mark.parametrize("seed", range(16))
async def test_whatever_the_faults_a_form_makes_one_customer_or_is_uncertain(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - which faults
    names = ("reset-before", "reset-after", "truncate", "status-500", "status-504", "status-504-after", "hang-after")
    faults = ",".join(f"{name}@POST /customers={draw.uniform(0, 0.3):.2f}" for name in names)
    faults += (
        f",status-500@GET /customers={draw.uniform(0, 0.5):.2f},reset-before@POST /auth={draw.uniform(0, 0.3):.2f}"
    )
    with Sandbox(customers=3, orders=0, quota=0, seed=seed, faults=faults, token_seconds=3600) as sandbox:
        outcomes = {}
        async with connected(sandbox, timeouts=QUICK) as pos:
            for number in range(6):
                given = form(name=f"Guest {number}", phone=f"+99450555{seed:02}{number:02}" if number % 2 else None)
                try:
                    outcomes[given.cid] = (await pos.create_customer(given)).cid
                except errors.Uncertain:
                    outcomes[given.cid] = "uncertain"
                except (errors.Unreachable, errors.ConnectionLost, errors.ServerFailed):
                    outcomes[given.cid] = "not done"
            sandbox.set_faults("")
            known = (await pos.customers(CustomerQuery(limit=999))).rows
    made = [one.cid for one in known if one.cid in outcomes]
    assert len(made) == len(set(made))
    for cid, outcome in outcomes.items():
        assert outcome in {cid, "uncertain", "not done"}
        if outcome == cid:
            assert cid in made
        if outcome == "not done":
            assert cid not in made


# ---- cancelling an order --------------------------------------------------------------------------------------------


async def test_a_pending_order_can_be_cancelled(sandbox: Sandbox) -> None:
    placed = str(sandbox.place_order())
    async with connected(sandbox) as pos:
        await pos.cancel_order(placed)
        assert (await pos.order(placed)).stage is Stage.IGNORED
        await pos.cancel_order(placed)  # it is what was wanted


@pytest.mark.parametrize("status", ["RECEIVED", "DELIVERED"])
async def test_an_order_the_clerk_has_taken_cannot_be_cancelled(sandbox: Sandbox, status: str) -> None:
    placed = sandbox.place_order()
    sandbox.advance_order(placed, status)
    async with connected(sandbox) as pos:
        with pytest.raises(errors.Invalid) as caught:
            await pos.cancel_order(str(placed))
    assert caught.value.server_message == "Status is not allowed"


@pytest.mark.parametrize("fault", ["reset-after", "reset-before", "truncate", "status-500", "status-504-after"])
async def test_a_cancellation_whose_answer_was_lost_is_told_by_the_order_itself(sandbox: Sandbox, fault: str) -> None:
    placed = str(sandbox.place_order())
    sandbox.set_faults(f"{fault}@PUT /orders=1*1")
    async with connected(sandbox) as pos:
        await pos.cancel_order(placed)
        assert (await pos.order(placed)).stage is Stage.IGNORED


async def test_a_cancellation_that_never_got_an_answer_is_uncertain_while_the_order_is_pending(
    sandbox: Sandbox,
) -> None:
    placed = str(sandbox.place_order())
    sandbox.set_faults("status-504@PUT /orders=1")
    async with connected(sandbox) as pos:
        with pytest.raises(errors.Uncertain):
            await pos.cancel_order(placed)
    assert asked(sandbox, "PUT", f"/orders/{placed}") == ATTEMPTS


async def test_a_cancellation_without_an_answer_is_invalid_once_the_clerk_has_the_order(sandbox: Sandbox) -> None:
    placed = sandbox.place_order()
    sandbox.advance_order(placed, "RECEIVED")
    sandbox.set_faults("status-504@PUT /orders=1")
    async with connected(sandbox) as pos:
        with pytest.raises(errors.Invalid):
            await pos.cancel_order(str(placed))


async def test_an_order_that_is_not_there_cannot_be_cancelled(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        for identity in ("424242", "", ".."):
            with pytest.raises(errors.NotFound):
                await pos.cancel_order(identity)


# ---- placing an order -----------------------------------------------------------------------------------------------


async def draft(sandbox: Sandbox, **other: Any) -> NewOrder:  # noqa: ANN401 - any field
    """Order again what somebody ordered before: the menu is not ours to know."""
    async with connected(sandbox) as pos:
        orders = (await pos.orders(OrderQuery(limit=200, sort=OrderSort.ID))).rows
        lines = [line for one in orders for line in one.lines]
        line = next((line for line in lines if line.modifiers), lines[0])
        customer = (await pos.customers(CustomerQuery(limit=1, sort=CustomerSort.ID))).rows[0]
    return NewOrder(
        **{
            "key": "act-1",
            "venue_id": "1",
            "sale_type_id": "2",
            "recipient": Recipient(id=customer.id, name=customer.name, phone="+994505550199", address="Nizami 5"),
            "lines": (msgspec.structs.replace(line, count=Decimal(2), note="no onions"),),
            "number": "N-1",
            "comment": "Ring twice",
            "delivery_fee": Decimal("2.50"),
            "discount_kind": DiscountKind.PERCENT,
            "discount_value": Decimal(10),
            "service_charge": Decimal(5),
            **other,
        }
    )


async def test_an_order_arrives_as_it_was_placed(sandbox: Sandbox) -> None:
    given = await draft(sandbox)
    async with connected(sandbox) as pos:
        placed = await pos.order(await pos.create_order(given))
    assert placed.stage is Stage.PENDING
    assert [msgspec.structs.replace(one, modifiers=()) for one in placed.lines] == [
        msgspec.structs.replace(one, modifiers=(), product_hash=line_digest(one)) for one in given.lines
    ]
    assert {(one.id, one.count) for one in placed.lines[0].modifiers} == {
        (one.id, one.count) for one in given.lines[0].modifiers
    }
    assert placed.recipient == given.recipient
    for field in (
        "number",
        "sale_type_id",
        "comment",
        "delivery_fee",
        "discount_kind",
        "discount_value",
        "service_charge",
    ):
        assert getattr(placed, field) == getattr(given, field), field


async def test_the_key_of_the_act_is_sent_with_the_order() -> None:
    body = {"success": True, "data": {"status": "PENDING", "payload": {"id": 295}}}
    async with Server(says(answer(body, 201))) as server, connected(server.address) as pos:
        line = OrderLine(
            product_id="7",
            name="Dolma",
            count=Decimal("1.5"),
            price=Decimal("8.50"),
            modifiers=(Modifier(id="3", name="Sumac", price=Decimal("0.2")),),
        )
        order = NewOrder(key="act-9", venue_id="1", sale_type_id="2", recipient=Recipient(id="4"), lines=(line,))
        assert await pos.create_order(order) == "295"
    (sent,) = server.sent("POST", "/orders")
    assert sent.headers["idempotency-key"] == "act-9"
    assert b'"count":1.5' in sent.body  # for the server to refuse, rather than for us to round
    assert b'"price":8.50' in sent.body
    assert b"discount" not in sent.body.replace(b"customer_discount_type", b"")
    assert msgspec.json.decode(sent.body)["products"][0]["product_hash"]


@pytest.mark.parametrize(
    "data",
    [{"status": "PENDING", "payload": {"id": 295}}, {"id": 295, "payload": {"products": []}}, {"id": "295"}],
)
async def test_the_id_of_a_new_order_is_read_from_either_shape(sandbox: Sandbox, data: object) -> None:
    given = await draft(sandbox)
    for body in ({"success": True, "data": data}, data):
        async with Server(says(answer(body))) as server, connected(server.address) as pos:
            assert await pos.create_order(given) == "295"


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"null", b'{"success":true}', b'{"success":true,"data":{"status":"PENDING"}}', b"<html>"]
)
async def test_an_order_confirmed_without_its_id_is_uncertain(sandbox: Sandbox, body: bytes) -> None:
    given = await draft(sandbox)
    async with Server(says(answer(body))) as server, connected(server.address) as pos:
        with pytest.raises(errors.Uncertain):
            await pos.create_order(given)
    assert len(server.sent("POST", "/orders")) == 1


async def test_a_refused_order_names_what_is_wrong_and_is_not_placed(sandbox: Sandbox) -> None:
    given = await draft(sandbox, sale_type_id="99")
    async with connected(sandbox) as pos:
        before = (await pos.orders(OrderQuery())).total
        with pytest.raises(errors.Invalid) as caught:
            await pos.create_order(given)
        assert (await pos.orders(OrderQuery())).total == before
    assert "sale_type_id" in caught.value.server_message


@pytest.mark.parametrize(
    "fault",
    ["reset-before", "reset-after", "hang", "hang-after", "status-500", "status-504", "status-504-after", "truncate"],
)
async def test_an_order_whose_answer_is_lost_is_uncertain_and_sent_once(sandbox: Sandbox, fault: str) -> None:
    given = await draft(sandbox)
    sandbox.set_faults(f"{fault}@POST /orders=1")
    async with connected(sandbox, timeouts=QUICK) as pos:
        with pytest.raises(errors.Uncertain) as caught:
            await pos.create_order(given)
    assert asked(sandbox, "POST", "/orders") == 1
    assert caught.value.request is not None
    assert (caught.value.request.method, caught.value.request.path) == ("POST", "orders")


async def test_an_order_that_was_never_sent_is_not_uncertain(sandbox: Sandbox) -> None:
    given = await draft(sandbox)
    async with connected(sandbox) as pos:
        await pos.sign_in()
        sandbox.pause_network()
        with pytest.raises(errors.PosError) as caught:
            # the connection kept alive is found cut, or no new one is made: one of the two, each rightly told
            await pos.create_order(given)
        sandbox.resume_network()
    assert isinstance(caught.value, errors.Unreachable | errors.Uncertain)
    async with connected(sandbox) as pos:
        sandbox.pause_network()
        with pytest.raises(errors.Unreachable):
            await pos.create_order(given)
        sandbox.resume_network()
        assert await pos.create_order(given)
    assert asked(sandbox, "POST", "/orders") == 1


async def test_a_write_refused_for_an_old_token_goes_again_once(sandbox: Sandbox) -> None:
    given = await draft(sandbox)
    async with connected(sandbox) as pos:
        await pos.sign_in()
        sandbox.revoke_tokens()
        placed = await pos.create_order(given)
        assert (await pos.order(placed)).id == placed
        assert (await pos.orders(OrderQuery())).rows[0].id == placed
    assert [each.status for each in sandbox.requests if each.path.endswith("/orders") and each.method == "POST"] == [
        401,
        201,
    ]


async def test_a_write_without_the_permission_is_forbidden(sandbox: Sandbox) -> None:
    async with connected(sandbox, client_id="callcenter-sandbox-read-only") as pos:
        with pytest.raises(errors.Forbidden):
            await pos.create_customer(form())
        assert (await pos.customers(CustomerQuery(limit=1))).rows
