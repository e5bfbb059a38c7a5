"""What PosStar says went wrong, in the desk's words: the shape of its reference, and what is between it and us."""

import pytest

from callcenter.model.customer import CustomerQuery
from callcenter.pos import errors
from callcenter.pos.transport import ATTEMPTS
from callcenter.sandbox.server import Sandbox
from tests.pos.peers import Server, answer, says
from tests.pos.posstar.star import connected, form

pytestmark = pytest.mark.anyio


def refusal(status: int, message: object = "Said so", error: str = "Error") -> bytes:
    return answer({"statusCode": status, "message": message, "error": error}, status)


PAGE = b"<html><body>Gateway</body></html>"


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, errors.Invalid),
        (401, errors.SignInRequired),  # the refresh is refused as well
        (403, errors.Forbidden),
        (404, errors.NotFound),
        (405, errors.Invalid),
        (409, errors.Conflict),
        (413, errors.Invalid),
        (422, errors.Invalid),
        (302, errors.BadAnswer),
        (500, errors.ServerFailed),
        (503, errors.ServerFailed),
    ],
)
@pytest.mark.parametrize("page", [False, True])
async def test_the_status_tells_the_kind_whoever_answers(status: int, error: type[errors.PosError], page: bool) -> None:
    said = answer(PAGE, status) if page else refusal(status)
    act = says(answer({"access_token": "t"}, 201), said)
    async with Server(act, signs_in=False) as server, connected(server.address) as pos:
        await pos.sign_in()
        with pytest.raises(error) as caught:
            await pos.customers(CustomerQuery())
    assert caught.value.server_message == ("" if page else "Said so")
    assert caught.value.status in {status, None}


async def test_a_fresh_token_that_is_refused_as_well_ends_the_matter() -> None:
    async with Server(says(refusal(401))) as server, connected(server.address) as pos:
        with pytest.raises(errors.TokenRejected):
            await pos.customers(CustomerQuery())
    assert len(server.sent("GET", "/customers")) == 2


@pytest.mark.parametrize(
    ("status", "message", "error"),
    [
        (401, "Invalid credentials", errors.CredentialsRejected),
        (400, ["email must be an email"], errors.CredentialsRejected),
        (403, "This account is suspended", errors.CredentialsRejected),
        (404, "Cannot POST /auth/login", errors.BadAnswer),
        (429, "Too many", errors.QuotaExhausted),
        (500, "Oh", errors.ServerFailed),
    ],
)
async def test_a_refused_sign_in_tells_why(status: int, message: object, error: type[errors.PosError]) -> None:
    async with Server(says(refusal(status, message)), signs_in=False) as server, connected(server.address) as pos:
        with pytest.raises(error) as caught:
            await pos.sign_in()
    said = message if isinstance(message, str) else "; ".join(message)  # type: ignore[arg-type] # a list of texts
    assert caught.value.server_message == said
    assert len(server.requests) == (ATTEMPTS if status == 500 else 1)


@pytest.mark.parametrize("status", [200, 400, 403, 404])
async def test_another_server_at_the_address_is_a_bad_answer(status: int) -> None:
    async with Server(says(answer(PAGE, status)), signs_in=False) as server, connected(server.address) as pos:
        with pytest.raises(errors.BadAnswer):
            await pos.sign_in()


@pytest.mark.parametrize(
    ("message", "fields"),
    [
        (["email must be an email"], ["email"]),
        (["name should not be empty", "name must be a string", "phone must be a string"], ["name", "phone"]),
        (["each value in tags must be a string"], ["tags"]),
        ("Phone is already in use", ["phone"]),
        ("Insufficient loyalty points", ["points"]),
        ("Email address is wrong", ["email"]),
        ("Validation failed", []),
        (["property nonsense should not exist"], []),
        ([{"field": "name"}, 5, None, ["email"]], []),
        (None, []),
        ({"name": "wrong"}, []),
    ],
)
@pytest.mark.parametrize("status", [400, 409])
async def test_the_fields_are_named_by_the_messages(message: object, fields: list[str], status: int) -> None:
    async with Server(says(refusal(status, message))) as server, connected(server.address) as pos:
        with pytest.raises(errors.Invalid if status == 400 else errors.Conflict) as caught:
            await pos.create_customer(form())
    assert [problem.field for problem in caught.value.fields] == fields
    assert all(problem.message for problem in caught.value.fields)


async def test_long_words_of_the_server_are_cut_and_hold_no_control_characters() -> None:
    said = ["name \u202eis \x1b[31mwrong " + "x" * 5000] * 50
    async with Server(says(refusal(400, said))) as server, connected(server.address) as pos:
        with pytest.raises(errors.Invalid) as caught:
            await pos.create_customer(form())
    assert len(caught.value.server_message) <= 300
    assert caught.value.server_message.isprintable()


@pytest.mark.parametrize(
    ("headers", "seconds"), [({"retry-after": "7"}, 7.0), ({}, 60.0), ({"retry-after": "x"}, 60.0)]
)
async def test_a_quota_that_is_used_up_tells_how_long(headers: dict[str, str], seconds: float) -> None:
    said = answer({"statusCode": 429, "message": "Too many"}, 429, headers)
    async with Server(says(said)) as server, connected(server.address) as pos:
        with pytest.raises(errors.QuotaExhausted) as caught:
            await pos.customers(CustomerQuery())
    assert caught.value.retry_after == pytest.approx(seconds, abs=1)


@pytest.mark.parametrize("fault", ["reset-before", "reset-after", "truncate", "status-500", "status-504"])
async def test_a_read_survives_what_passes(sandbox: Sandbox, fault: str) -> None:
    sandbox.set_faults(f"{fault}@GET /customers=1*{ATTEMPTS - 1}")
    async with connected(sandbox) as pos:
        assert len((await pos.customers(CustomerQuery(limit=5))).rows) == 5


async def test_a_wrong_password_is_refused_by_the_sandbox(sandbox: Sandbox) -> None:
    async with connected(sandbox, password="wrong") as pos:
        with pytest.raises(errors.CredentialsRejected):
            await pos.sign_in()
