"""Signing in to PosStar, staying signed in, and being turned away."""

from base64 import urlsafe_b64decode
from typing import Any

import httpx
import msgspec
import pytest

from callcenter.sandbox.clock import ManualClock
from callcenter.sandbox.server import Sandbox
from tests.sandbox.conftest import Started

UNAUTHORIZED = {"statusCode": 401, "message": "Unauthorized", "error": "Unauthorized"}


def post(sandbox: Sandbox, path: str, body: object) -> httpx.Response:
    return httpx.post(f"{sandbox.posstar}{path}", json=body, trust_env=False)


def me(sandbox: Sandbox, authorization: str | None) -> httpx.Response:
    headers = {} if authorization is None else {"Authorization": authorization}
    return httpx.get(f"{sandbox.posstar}/auth/me", headers=headers, trust_env=False)


def token_of(sandbox: Sandbox) -> str:
    token: str = post(sandbox, "/auth/login", sandbox.posstar_credentials).json()["access_token"]
    return token


def test_a_password_is_exchanged_for_a_token_and_the_user_it_belongs_to(sandbox: Sandbox) -> None:
    answer = post(sandbox, "/auth/login", sandbox.posstar_credentials)
    assert answer.status_code == 201
    body = answer.json()
    assert body.keys() == {"access_token", "user"}
    assert body["user"].keys() == {"id", "email", "name", "role", "vendor_id"}
    assert body["user"]["email"] == sandbox.posstar_credentials["email"]
    profile = me(sandbox, f"Bearer {body['access_token']}").json()
    assert profile == profile | body["user"]
    assert profile.keys() - body["user"].keys() == {"store_id", "avatar", "created_at"}


@pytest.mark.parametrize("wrong", [{"password": "wrong"}, {"email": "other@posstar.example"}])
def test_wrong_credentials_are_refused_alike(sandbox: Sandbox, wrong: dict[str, str]) -> None:
    answer = post(sandbox, "/auth/login", {**sandbox.posstar_credentials, **wrong})
    assert answer.status_code == 401
    assert answer.json() == {"statusCode": 401, "message": "Invalid credentials", "error": "Unauthorized"}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, ["email must be an email", "password should not be empty", "password must be a string"]),
        ({"email": "a@b.example", "password": ""}, ["password should not be empty"]),
        ({"email": 7, "password": "x"}, ["email must be an email"]),
        ({"email": "a@b.example", "password": "x", "otp": "1"}, ["property otp should not exist"]),
        ([], ["the request body must be a JSON object"]),
    ],
)
def test_a_body_that_is_wrong_is_refused_field_by_field(sandbox: Sandbox, body: Any, message: list[str]) -> None:  # noqa: ANN401
    answer = post(sandbox, "/auth/login", body)
    assert (answer.status_code, answer.json()) == (400, {"statusCode": 400, "message": message, "error": "Bad Request"})


def test_a_body_that_is_no_json_is_refused(sandbox: Sandbox) -> None:
    answer = httpx.post(f"{sandbox.posstar}/auth/login", content=b'{"email"', trust_env=False)
    assert (answer.status_code, answer.json()["message"]) == (400, ["the request body is not valid JSON"])


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer x", "Bearer a.b.c", "Bearer ä.ö.ü", "Basic x"])
def test_nothing_is_told_without_a_good_token(sandbox: Sandbox, authorization: str | None) -> None:
    header = None if authorization is None else authorization.encode().decode("latin-1")
    for method, path in (
        ("GET", "/auth/me"),
        ("GET", "/customers"),
        ("POST", "/customers"),
        ("GET", "/customers/x"),
        ("PATCH", "/customers/x"),
        ("PUT", "/customers/x"),
        ("DELETE", "/customers/x"),
        ("GET", "/customers/x/ledger"),
        ("POST", "/customers/x/loyalty/redeem"),
    ):
        headers = {} if header is None else {b"Authorization": header.encode("latin-1")}
        answer = httpx.request(method, sandbox.posstar + path, headers=headers, trust_env=False)
        assert (answer.status_code, answer.json()) == (401, UNAUTHORIZED), path


def test_a_token_of_clopos_is_none_of_posstar(sandbox: Sandbox, v2: httpx.Client) -> None:
    assert me(sandbox, f"Bearer {v2.headers['x-token']}").status_code == 401


def test_a_token_is_good_for_a_day_by_the_clock_of_the_sandbox(sandbox: Sandbox, clock: ManualClock) -> None:
    token = token_of(sandbox)
    claims = msgspec.json.decode(urlsafe_b64decode(token.split(".")[1] + "=="))
    assert claims["exp"] - claims["iat"] == 24 * 3600
    clock.advance(24 * 3600 - 1)
    assert me(sandbox, f"Bearer {token}").status_code == 200
    clock.advance(1)
    assert me(sandbox, f"Bearer {token}").json() == UNAUTHORIZED


def test_the_option_shortens_the_tokens_of_both_systems(started: Started, clock: ManualClock) -> None:
    sandbox = started(token_seconds=60)
    token = token_of(sandbox)
    account = sandbox.credentials
    assert httpx.post(f"{sandbox.clopos}/v2/auth", json=account, trust_env=False).json()["expires_in"] == 60
    clock.advance(60)
    assert me(sandbox, f"Bearer {token}").status_code == 401


def test_a_good_token_is_exchanged_for_a_newer_one_without_signing_in(sandbox: Sandbox, clock: ManualClock) -> None:
    first = token_of(sandbox)
    clock.advance(23 * 3600)
    answer = post(sandbox, "/auth/refresh", {"token": first})
    assert (answer.status_code, answer.json().keys()) == (201, {"access_token"})
    clock.advance(3600)
    assert me(sandbox, f"Bearer {first}").status_code == 401
    assert me(sandbox, f"Bearer {answer.json()['access_token']}").status_code == 200


def test_a_token_that_has_ended_is_not_exchanged(sandbox: Sandbox, clock: ManualClock) -> None:
    token = token_of(sandbox)
    clock.advance(24 * 3600)
    assert post(sandbox, "/auth/refresh", {"token": token}).json() == UNAUTHORIZED
    assert post(sandbox, "/auth/refresh", {}).status_code == 400


def test_revoking_ends_the_tokens_of_both_systems(sandbox: Sandbox, v2: httpx.Client) -> None:
    token = token_of(sandbox)
    sandbox.revoke_tokens()
    assert me(sandbox, f"Bearer {token}").status_code == 401
    assert post(sandbox, "/auth/refresh", {"token": token}).status_code == 401
    assert v2.get("/venues").status_code == 401
    assert me(sandbox, f"Bearer {token_of(sandbox)}").status_code == 200


def test_no_quota_is_told_or_kept(started: Started) -> None:
    sandbox = started(quota=2)
    answers = [me(sandbox, f"Bearer {token_of(sandbox)}") for _ in range(4)]
    assert {answer.status_code for answer in answers} == {200}
    assert not [name for name in answers[0].headers if "ratelimit" in name.lower()]
