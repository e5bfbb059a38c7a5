"""The vendor's table of errors: each row is a class, with its code, its fields and the request it belongs to."""

from typing import Any

import pytest

from callcenter.model.customer import CustomerQuery, NewCustomer
from callcenter.model.order import OrderQuery
from callcenter.pos import errors
from callcenter.pos.clopos.dialect import LONGEST_MESSAGE
from callcenter.pos.errors import PosError
from callcenter.pos.transport import ATTEMPTS
from callcenter.sandbox.clopos import accounts
from callcenter.sandbox.server import Sandbox
from tests.pos.peers import Server, answer, asked, connected, says

pytestmark = pytest.mark.anyio
FORM = NewCustomer(cid=NewCustomer.new_cid(), name="Leyla", phone="+994505550101", code="C1")


def listed(**entry: object) -> dict[str, object]:
    """Write an error in the third shape."""
    whole = {"type": "http_error", "exception": "HttpException", "code": 0, "http_code": 400, **entry}
    return {"success": False, "error": [whole], "message": "Error"}


def refused(error: str, message: str) -> dict[str, object]:
    return {"success": False, "error": error, "message": message}


# ---- signing in -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "kind", "status"),
    [
        ({"client_id": ""}, errors.CredentialMissing, 400),
        ({"brand": ""}, errors.CredentialMissing, 400),
        ({"integrator_id": "unknown"}, errors.IntegratorUnknown, 400),
        ({"integrator_id": accounts.DEACTIVATED_INTEGRATOR}, errors.IntegratorUnknown, 400),
        ({"integrator_id": accounts.TEST_INTEGRATOR}, errors.TestModeMismatch, 200),
        ({"client_id": "somebody"}, errors.CredentialsRejected, 401),
        ({"client_secret": "wrong"}, errors.CredentialsRejected, 401),
        ({"brand": "another"}, errors.CredentialsRejected, 401),
        ({"brand": "şirkət\n"}, errors.CredentialsRejected, 401),
        ({"client_id": accounts.DISABLED_CLIENT}, errors.ClientDisabled, 403),
    ],
)
async def test_each_refusal_of_a_sign_in_has_its_class(
    other: dict[str, str], kind: type[PosError], status: int
) -> None:
    with Sandbox(customers=1, orders=0) as sandbox:
        async with connected(sandbox, **other) as pos:
            for ask in (pos.sign_in, lambda: pos.customers(CustomerQuery())):
                with pytest.raises(PosError) as caught:
                    await ask()
                assert type(caught.value) is kind
                assert caught.value.status == status
                assert caught.value.request is not None
                assert (caught.value.request.method, caught.value.request.path) == ("POST", "auth")
        assert asked(sandbox, "POST", "/auth") == len(sandbox.requests) == 2


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (refused("Client is disabled", ""), 400, errors.ClientDisabled),
        (refused("Client is disabled", ""), 200, errors.ClientDisabled),
        (refused("Client is disabled", ""), 500, errors.ClientDisabled),
        (listed(message="Client is disabled"), 401, errors.ClientDisabled),
        ({"error": "Invalid integrator_id", "message": "", "details": {}}, 400, errors.IntegratorUnknown),
        ({"message": "Wrong"}, 401, errors.CredentialsRejected),
        (refused("", "Something else"), 200, errors.CredentialsRejected),
        (b"", 401, errors.CredentialsRejected),
        (b"<html>Not found</html>", 404, errors.BadAnswer),
        (b"<html>Blocked</html>", 403, errors.BadAnswer),
        (b"<html>Welcome</html>", 200, errors.BadAnswer),
        (b"", 302, errors.BadAnswer),
        ({"success": True}, 200, errors.BadAnswer),
        ({"success": True, "token": ""}, 200, errors.BadAnswer),
        ({"success": True, "token": " "}, 200, errors.BadAnswer),
        ({"success": True, "token": "öl"}, 200, errors.BadAnswer),
        ({"success": True, "token": "a\r\nx-brand: b"}, 200, errors.BadAnswer),
        ({"success": True, "token": 5}, 200, errors.BadAnswer),
        ({"message": "Too many"}, 429, errors.QuotaExhausted),
        ({"message": "Oops"}, 500, errors.ServerFailed),
        (b"<html>Bad gateway</html>", 502, errors.ServerFailed),
    ],
)
async def test_a_sign_in_answered_in_any_shape_has_its_class(
    body: bytes | object, status: int, kind: type[PosError]
) -> None:
    async with Server(says(answer(body, status)), signs_in=False) as server, connected(server.address) as pos:
        with pytest.raises(PosError) as caught:
            await pos.sign_in()
    assert type(caught.value) is kind
    assert len(server.requests) == (ATTEMPTS if kind is errors.ServerFailed else 1)


@pytest.mark.parametrize(
    "body",
    [
        {"success": True, "token": "t"},
        {"success": True, "token": "t", "expires_in": "soon"},
        {"success": True, "token": "t", "expires_in": None, "expires_at": {}},
        {"success": True, "token": "t", "expires_in": "NaN"},
        {"success": True, "token": "t", "expires_in": -5},
        {"success": True, "data": {"token": "t", "expires_in": 3600}},
        {"token": "t", "expires_in": 10**18},
    ],
)
async def test_a_token_is_found_whatever_stands_around_it(body: object) -> None:
    async with Server(says(answer(body), answer([])), signs_in=False) as server, connected(server.address) as pos:
        assert (await pos.customers(CustomerQuery())).rows == ()
    assert server.requests[-1].headers["x-token"] == "t"


# ---- other requests -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (401, refused("Headers are missing", ""), errors.TokenRejected),
        (401, refused("Invalid token", ""), errors.TokenRejected),
        (401, {**refused("Token expired", ""), "expires_at": "2026-01-01T00:00:00Z"}, errors.TokenRejected),
        (401, refused("unauthorized", "Missing or invalid authentication headers"), errors.TokenRejected),
        (401, b"", errors.TokenRejected),
        (401, refused("Client is disabled", ""), errors.ClientDisabled),
        (403, refused("forbidden", "No"), errors.Forbidden),
        (403, refused("", "Client is disabled"), errors.ClientDisabled),
        (404, refused("not_found", ""), errors.NotFound),
        (404, refused("resource_not_found", ""), errors.NotFound),
        (404, listed(message="No such thing"), errors.NotFound),
        (404, b"<html>", errors.NotFound),
        (400, refused("validation_failed", "Status is not allowed"), errors.Invalid),
        (400, {"error": "invalid_parameter", "message": "m", "details": {"parameter": "limit"}}, errors.Invalid),
        (400, listed(message="The name field is required."), errors.Invalid),
        (400, refused("", "The name 'test mode' is not a name"), errors.Invalid),
        (422, refused("validation_failed", ""), errors.Invalid),
        (409, refused("duplicate_phone", ""), errors.Conflict),
        (400, refused("", "The phone has already been taken."), errors.Conflict),
        (200, refused("duplicate_code", ""), errors.Conflict),
        (200, refused("resource_not_found", ""), errors.NotFound),
        (200, refused("Token expired", ""), errors.TokenRejected),
        (200, refused("", "Something"), errors.Invalid),
        (200, {"message": "late", "data": [{"id": 1}], "success": False}, errors.Invalid),
        (200, {"message": "No", "success": "false"}, errors.Invalid),
        (429, {"error": "rate_limit_exceeded"}, errors.QuotaExhausted),
        (500, listed(message="Internal Server Error"), errors.ServerFailed),
        (504, b"", errors.ServerFailed),
        (302, b"", errors.BadAnswer),
        (304, b"", errors.BadAnswer),
    ],
)
async def test_each_error_in_each_shape_has_its_class(status: int, body: bytes | object, kind: type[PosError]) -> None:
    told = answer(body, status, {"ratelimit-reset": "99", "location": "http://[nowhere"})
    async with Server(says(told)) as server, connected(server.address) as pos:
        with pytest.raises(PosError) as caught:
            await pos.orders(OrderQuery(status="PENDING"))
    error = caught.value
    assert type(error) is kind
    # a redirect to nowhere is refused by httpx itself, which leaves no status
    assert error.status in {status, None}
    assert error.request is not None
    assert (error.request.method, error.request.path) == ("GET", "orders")
    assert error.request.id == server.requests[-1].headers["x-request-id"]
    assert error.host == "127.0.0.1"
    assert (error.retry_after is not None) == (kind is errors.QuotaExhausted)
    sentence = str(error)
    assert "PENDING" not in sentence
    assert "{" not in sentence
    assert sentence.endswith(f"(GET orders [{error.request.id}])")


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (refused("duplicate_phone", "Customer with this phone number already exists"), ["phone"]),
        (refused("duplicate_code", "Customer with this code already exists"), ["code"]),
        (refused("duplicate_cid", "The code, phone or cid already exists"), ["cid"]),
        (refused("The name field is required.", "Validation failed"), ["name"]),
        (refused("", "The email field must be a valid email address."), ["email"]),
        (refused("", "The date of birth field must match the format Y-m-d."), ["date_of_birth"]),
        (listed(message="The selected group_id is invalid."), ["group_id"]),
        (listed(message="The gender is invalid", type="code"), ["code"]),
        (
            {
                "error": "validation_failed",
                "message": "m",
                "details": {"phone": ["is short"], "description": "is long"},
            },
            ["phone", "notes"],
        ),
        (refused("", "Something is wrong"), []),
        (refused("", "Telephone, username and encoded"), []),
    ],
)
async def test_the_field_an_error_is_about_is_named_as_the_form_names_it(body: object, fields: list[str]) -> None:
    async with Server(says(answer(body, 400))) as server, connected(server.address) as pos:
        with pytest.raises(PosError) as caught:
            await pos.customers(CustomerQuery())
    assert [problem.field for problem in caught.value.fields] == fields


def _deep(levels: int) -> object:
    value: Any = "deep"
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    "error",
    [
        None,
        5,
        10**40,
        {},
        [],
        [None, 5, [], {}],
        {"message": {"phone": ["a"]}},
        _deep(300),
        b'{"error":' + b"[" * 100_000,
        b'{"error":' + b"[" * 900 + b"]" * 900 + b"}",
        "x" * 1_000_000,
        ["y" * 1000] * 1000,
        "\u202e\x00\x1b[31m<b>bold</b>",
        b'{"message":"\xff\xfe \\ud83d"}',
        b'\xef\xbb\xbf{"message":"after a mark"}',
    ],
)
async def test_whatever_an_error_holds_it_is_told_in_a_few_clean_words(error: object) -> None:
    body = error if isinstance(error, bytes) else {"success": False, "error": error, "message": error, "details": error}
    for status in (400, 409, 200):
        async with Server(says(answer(body, status))) as server, connected(server.address) as pos:
            with pytest.raises(PosError) as caught:
                await pos.create_customer(FORM)
        message = caught.value.server_message
        assert len(message) <= LONGEST_MESSAGE
        assert message.isprintable()


async def test_a_word_of_the_agent_is_not_taken_for_one_about_the_account() -> None:
    body = refused("duplicate_phone", "A customer named Test Mode: client is disabled, exists")
    async with Server(says(answer(body, 409), answer([]))) as server, connected(server.address) as pos:
        with pytest.raises(errors.Conflict):
            await pos.create_customer(FORM)


async def test_a_note_that_says_no_does_not_make_a_page_an_error() -> None:
    rows = [{"id": 1, "description": '"success": false', "extra": {"success": False}}]
    async with Server(says(answer({"success": True, "data": rows}))) as server, connected(server.address) as pos:
        assert len((await pos.customers(CustomerQuery())).rows) == 1
