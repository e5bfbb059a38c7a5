"""Writes: what reaches the server, what comes back, and that nothing is done twice or lost without a word."""

import json
from collections.abc import Awaitable, Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.model.customer import CustomerChange, CustomerQuery
from callcenter.model.loyalty import Redemption
from callcenter.pos import errors
from callcenter.pos.posstar.client import PosStar
from callcenter.pos.posstar.mapping import change
from callcenter.pos.transport import ATTEMPTS
from callcenter.sandbox.server import Sandbox
from tests.pos.peers import QUICK, Server, answer, asked, is_silent, says
from tests.pos.posstar.star import connected, form

pytestmark = pytest.mark.anyio

NOBODY = "4f0f6b5e-2b1e-4a58-9f6e-1f2f6d0b1c11"
LOST = ["reset-after", "truncate", "status-504-after", "hang-after", "status-500", "reset-before"]
"""Ways in which an answer is lost; of the last two only the sandbox knows that nothing was done."""


def told(server: Server, method: str) -> list[bytes]:
    """Give the bodies of the requests of a method, but for the sign-in."""
    return [one.body for one in server.requests if one.method == method and "/auth/" not in one.path]


# ---- a new customer -------------------------------------------------------------------------------------------------


async def test_every_field_of_the_form_reaches_the_server(sandbox: Sandbox) -> None:
    typed = form(email="z@example.com", address="Nizami 12", notes="Rings twice.\nNo lift.", tags=("vip", "retail"))
    async with connected(sandbox) as pos:
        created = await pos.create_customer(typed)
        card = await pos.customer(created.id)
    assert (created.name, created.phone, created.email) == (typed.name, typed.phone, typed.email)
    fields = ("name", "phone", "email", "address", "notes", "tags")
    assert [getattr(card, field) for field in fields] == [getattr(typed, field) for field in fields]


async def test_a_name_alone_is_enough_and_nothing_empty_is_sent() -> None:
    said = answer({"id": NOBODY, "name": "Leyla"}, 201)
    async with Server(says(said)) as server, connected(server.address) as pos:
        await pos.create_customer(form(name="Leyla \ud83d", phone=None))
    assert told(server, "POST") == [b'{"name":"Leyla ?"}']


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("name", " "), ("email", "no address"), ("phone", "1" * 40), ("notes", "x" * 6000), ("tags", ("y" * 70,))],
)
async def test_a_refused_form_names_the_field(sandbox: Sandbox, field: str, wrong: object) -> None:
    async with connected(sandbox) as pos:
        with pytest.raises(errors.Invalid) as caught:
            await pos.create_customer(form(**{field: wrong}))
    (problem,) = caught.value.fields
    assert problem.field == field
    assert problem.message == caught.value.server_message != ""


async def test_every_field_that_is_wrong_is_named(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        with pytest.raises(errors.Invalid) as caught:
            await pos.create_customer(form(name="", email="no", phone="1" * 40))
    assert {problem.field for problem in caught.value.fields} == {"name", "email", "phone"}


@pytest.mark.parametrize("fault", LOST)
async def test_a_creation_whose_answer_was_lost_is_uncertain_and_not_sent_again(sandbox: Sandbox, fault: str) -> None:
    sandbox.set_faults(f"{fault}@POST /customers=1*1")
    async with connected(sandbox, timeouts=QUICK) as pos:
        with pytest.raises(errors.Uncertain):
            await pos.create_customer(form())
        found = (await pos.customers(CustomerQuery(phone="505550101"))).rows
    assert asked(sandbox, "POST", "/customers") == 1
    assert len(found) == (0 if fault in {"status-500", "reset-before"} else 1)


@pytest.mark.parametrize("body", [b"", b"<html>OK</html>", b"[]", b'{"name":"no id"}', b"null", b'"created"'])
async def test_a_write_that_is_answered_by_nothing_readable_is_uncertain(body: bytes) -> None:
    async with Server(says(answer(body, 201))) as server, connected(server.address) as pos:
        for write in (
            lambda: pos.create_customer(form()),
            lambda: pos.update_customer(NOBODY, CustomerChange(name="L")),
            lambda: pos.redeem(Redemption(customer_id=NOBODY, points=1, sale_id=NOBODY)),
        ):
            with pytest.raises(errors.Uncertain) as caught:
                await write()
            assert caught.value.status == 201


async def test_what_could_not_be_sent_is_not_uncertain(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        await pos.sign_in()
        sandbox.pause_network()
        with pytest.raises(errors.Unreachable):
            await pos.create_customer(form())
        sandbox.resume_network()


# ---- a change -------------------------------------------------------------------------------------------------------


async def test_only_what_is_set_changes_null_empties_and_tags_are_replaced_whole(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        made = await pos.create_customer(form(email="z@example.com", address="Nizami 12", tags=("vip", "retail")))
        changed = await pos.update_customer(made.id, CustomerChange(name="Zəhra Yeni", email=None, tags=("new",)))
        card = await pos.customer(made.id)
    assert (changed.name, changed.email, changed.tags) == ("Zəhra Yeni", None, ("new",))
    assert (card.name, card.email, card.tags) == ("Zəhra Yeni", None, ("new",))
    assert (card.address, card.phone) == ("Nizami 12", "+994505550101")


async def test_what_the_answer_to_a_change_leaves_out_is_untold() -> None:
    said = answer({"id": NOBODY, "name": "Jane Smith", "phone": "+0987654321", "tags": ["vip"]})
    async with Server(says(said)) as server, connected(server.address) as pos:
        changed = await pos.update_customer(NOBODY, CustomerChange(name="Jane Smith"))
    assert (changed.name, changed.tags) == ("Jane Smith", ("vip",))
    assert {"email", "address", "notes", "points", "spent", "purchases", "ledger_balance"} <= set(changed.untold)


_texts = st.none() | st.text(max_size=20)


@given(
    wanted=st.fixed_dictionaries(
        {},
        optional={
            "name": st.text(min_size=1, max_size=20),
            **dict.fromkeys(("phone", "email", "address", "notes"), _texts),
            "tags": st.lists(st.text(max_size=10), max_size=4).map(tuple),
        },
    )
)
def test_the_body_of_a_change_is_what_is_set_and_no_more(wanted: dict[str, object]) -> None:
    body = json.loads(change(CustomerChange(**wanted)))  # type: ignore[arg-type] # drawn to fit
    assert body == {name: list(value) if isinstance(value, tuple) else value for name, value in wanted.items()}


async def test_where_patch_is_not_served_put_is_sent_and_remembered(sandbox: Sandbox) -> None:
    sandbox.set_faults("no-patch=1")
    async with connected(sandbox) as pos:
        made = await pos.create_customer(form())
        for name in ("Bir", "İki"):
            assert (await pos.update_customer(made.id, CustomerChange(name=name))).name == name
    assert [one.method for one in sandbox.requests if one.method in {"PATCH", "PUT"}] == ["PATCH", "PUT", "PUT"]


async def test_a_patch_that_is_not_allowed_becomes_a_put(sandbox: Sandbox) -> None:
    sandbox.set_faults("status-405@PATCH /customers=1")
    async with connected(sandbox) as pos:
        made = await pos.create_customer(form())
        assert (await pos.update_customer(made.id, CustomerChange(notes="Bir"))).notes == "Bir"


async def test_a_customer_who_is_gone_is_not_found_and_leaves_the_verb_as_it_was(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        with pytest.raises(errors.NotFound):
            await pos.update_customer(NOBODY, CustomerChange(name="Bir"))
        made = await pos.create_customer(form())
        await pos.update_customer(made.id, CustomerChange(name="İki"))
    assert [one.method for one in sandbox.requests if one.method in {"PATCH", "PUT"}] == ["PATCH", "PUT", "PATCH"]


async def test_a_change_that_is_refused_names_the_field_and_tries_no_other_verb(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        made = await pos.create_customer(form())
        with pytest.raises(errors.Invalid) as caught:
            await pos.update_customer(made.id, CustomerChange(email="no"))
    assert [problem.field for problem in caught.value.fields] == ["email"]
    assert not any(one.method == "PUT" for one in sandbox.requests)


@pytest.mark.parametrize("fault", LOST)
async def test_a_change_whose_answer_was_lost_is_uncertain_and_not_sent_again(sandbox: Sandbox, fault: str) -> None:
    """Sent again by itself it would take back what somebody else wrote in between."""
    async with connected(sandbox, timeouts=QUICK) as pos:
        made = await pos.create_customer(form())
        sandbox.set_faults(f"{fault}@PATCH /customers=1*1")
        with pytest.raises(errors.Uncertain):
            await pos.update_customer(made.id, CustomerChange(name="Bir"))
        sandbox.set_faults("")
        name = (await pos.customer(made.id)).name
    assert sum(one.method == "PATCH" for one in sandbox.requests) == 1
    assert name == ("Zəhra Sınaqova" if fault in {"status-500", "reset-before"} else "Bir")


# ---- a deletion -----------------------------------------------------------------------------------------------------


async def test_a_customer_without_sales_goes_and_one_with_sales_loses_the_name(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        plain, buyer = await pos.create_customer(form()), await pos.create_customer(form(email="z@example.com"))
        sandbox.purchase(buyer.id, 1_000)
        for made in (plain, buyer):
            await pos.delete_customer(made.id)
            await pos.delete_customer(made.id)  # whoever is gone already is as good as deleted
        with pytest.raises(errors.NotFound):
            await pos.customer(plain.id)
        left = await pos.customer(buyer.id)
    assert (left.phone, left.email, left.spent) == (None, None, Decimal("10.00"))
    assert left.name != buyer.name


@pytest.mark.parametrize("fault", ["reset-after", "truncate", "status-504-after", "reset-before", "status-500"])
async def test_a_deletion_whose_answer_was_lost_is_made_again(sandbox: Sandbox, fault: str) -> None:
    async with connected(sandbox) as pos:
        made = await pos.create_customer(form())
        sandbox.set_faults(f"{fault}@DELETE /customers=1*1")
        await pos.delete_customer(made.id)
        with pytest.raises(errors.NotFound):
            await pos.customer(made.id)


async def test_a_deletion_that_nobody_answers_is_uncertain() -> None:
    async with Server(is_silent) as server, connected(server.address, timeouts=QUICK) as pos:
        with pytest.raises(errors.Uncertain):
            await pos.delete_customer(NOBODY)
    assert len(told(server, "DELETE")) == ATTEMPTS


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (answer(b"<html>Sign in to the network</html>", 200), errors.Uncertain),
        (answer(b"<html>Not here</html>", 404), errors.NotFound),
        (answer(b"", 404), errors.NotFound),
    ],
)
async def test_the_page_of_a_proxy_deletes_nobody(said: bytes, error: type[errors.PosError]) -> None:
    async with Server(says(said)) as server, connected(server.address) as pos:
        with pytest.raises(error):
            await pos.delete_customer(NOBODY)


async def test_a_deletion_may_be_answered_with_nothing() -> None:
    async with Server(says(answer(b"", 204))) as server, connected(server.address) as pos:
        await pos.delete_customer(NOBODY)


# ---- points ---------------------------------------------------------------------------------------------------------


async def _buyer(sandbox: Sandbox, pos: PosStar) -> Redemption:
    """Give what somebody with 100 points may redeem."""
    made = await pos.create_customer(form())
    sale = sandbox.purchase(made.id, 10_000)
    assert (await pos.customer(made.id)).points == 100
    return Redemption(customer_id=made.id, points=30, sale_id=sale)


async def test_points_become_a_discount(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        wanted = await _buyer(sandbox, pos)
        done = await pos.redeem(wanted)
        left = (await pos.customer(wanted.customer_id)).points
    assert (done.points, done.discount, done.remaining, left) == (30, Decimal("3.00"), 70, 70)
    assert sandbox.redemptions(wanted.customer_id) == [30]


@pytest.mark.parametrize("fault", LOST)
async def test_a_redemption_whose_answer_was_lost_is_uncertain_and_not_sent_again(sandbox: Sandbox, fault: str) -> None:
    async with connected(sandbox, timeouts=QUICK) as pos:
        wanted = await _buyer(sandbox, pos)
        sandbox.set_faults(f"{fault}@POST /customers/*/loyalty/redeem=1*1")
        with pytest.raises(errors.Uncertain):
            await pos.redeem(wanted)
    assert asked(sandbox, "POST", "/loyalty/redeem") == 1
    assert sandbox.redemptions(wanted.customer_id) == ([] if fault in {"status-500", "reset-before"} else [30])


async def test_more_points_than_there_are_and_another_sale_are_refused(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        wanted = await _buyer(sandbox, pos)
        with pytest.raises(errors.Invalid) as caught:
            await pos.redeem(Redemption(customer_id=wanted.customer_id, points=101, sale_id=wanted.sale_id))
        with pytest.raises(errors.NotFound):
            await pos.redeem(Redemption(customer_id=wanted.customer_id, points=1, sale_id=NOBODY))
    assert [problem.field for problem in caught.value.fields] == ["points"]
    assert sandbox.redemptions(wanted.customer_id) == []


async def test_a_redemption_that_does_not_say_how_many_points_is_uncertain() -> None:
    for said in ({"discount_amount": 100}, {"redeemed": None}, {"redeemed": 1.5}, {"redeemed": "some"}):
        async with Server(says(answer(said, 201))) as server, connected(server.address) as pos:
            with pytest.raises(errors.Uncertain):
                await pos.redeem(Redemption(customer_id=NOBODY, points=1, sale_id=NOBODY))


# ---- any write ------------------------------------------------------------------------------------------------------

WRITES: dict[str, Callable[[PosStar], Awaitable[object]]] = {
    "create": lambda pos: pos.create_customer(form()),
    "update": lambda pos: pos.update_customer(NOBODY, CustomerChange(name="L")),
    "redeem": lambda pos: pos.redeem(Redemption(customer_id=NOBODY, points=1, sale_id=NOBODY)),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
async def test_a_write_is_sent_once_more_after_a_token_that_ended(
    write: Callable[[PosStar], Awaitable[object]],
) -> None:
    done = answer({"id": NOBODY, "name": "L", "redeemed": 1}, 201)
    refused = answer({"statusCode": 401, "message": "Unauthorized"}, 401)
    async with Server(says(refused, done)) as server, connected(server.address) as pos:
        await write(pos)
    assert len(server.sent("POST", "/auth/refresh")) == 1


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
async def test_a_silent_server_leaves_a_write_uncertain(write: Callable[[PosStar], Awaitable[object]]) -> None:
    async with Server(is_silent) as server, connected(server.address, timeouts=QUICK) as pos:
        with pytest.raises(errors.Uncertain):
            await write(pos)
        assert len([one for one in server.requests if "/auth/" not in one.path]) == 1
