"""Signing in, and every refusal of the vendor's table."""

from pathlib import Path

import httpx
import pytest

from callcenter.sandbox.clock import ManualClock
from callcenter.sandbox.clopos import accounts
from callcenter.sandbox.server import Sandbox

GOOD = dict(accounts.CREDENTIALS)


def sign_in(sandbox: Sandbox, body: object, version: str = "/v2") -> httpx.Response:
    return httpx.post(f"{sandbox.clopos}{version}/auth", json=body, trust_env=False)


def ask(sandbox: Sandbox, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.get(f"{sandbox.clopos}/v2/venues", headers=named, trust_env=False)


def test_v2_gives_a_jwt_for_an_hour(sandbox: Sandbox, clock: ManualClock) -> None:
    answer = sign_in(sandbox, GOOD).json()
    assert answer["token"].count(".") == 2
    assert answer["token"].startswith("eyJ")
    assert (answer["token_type"], answer["expires_in"]) == ("Bearer", 3600)
    assert answer["expires_at"] == int(clock.now()) + 3600


def test_v1_signs_in_with_the_venue_and_gives_an_oauth_token(sandbox: Sandbox) -> None:
    body = {name: GOOD[name] for name in ("client_id", "client_secret", "brand", "venue_id")}
    token = sign_in(sandbox, body, "").json()["token"]
    assert token.startswith("oauth_")
    headers = {"x-token": token, "x-brand": accounts.BRAND, "x-venue": "1"}
    assert httpx.get(f"{sandbox.clopos}/venues", headers=headers, trust_env=False).status_code == 200
    assert sign_in(sandbox, {**body, "venue_id": 99}, "").status_code == 400


MISSING = "Missing client_id, client_secret, brand, or integrator_id"
TEST_MODE = "Integrator is in test mode. But brand is not in test mode"


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"client_id": ""}, 400, MISSING),
        ({"client_secret": None}, 400, MISSING),
        ({"brand": []}, 400, MISSING),
        ({"integrator_id": "unknown"}, 400, "Invalid integrator_id"),
        ({"integrator_id": accounts.DEACTIVATED_INTEGRATOR}, 400, "Invalid integrator_id"),
        ({"integrator_id": accounts.TEST_INTEGRATOR}, 200, TEST_MODE),
        ({"client_secret": "wrong"}, 401, None),
        ({"client_id": 7}, 401, None),
        ({"brand": "another"}, 401, None),
        ({"client_id": accounts.DISABLED_CLIENT}, 403, "Client is disabled"),
    ],
)
def test_a_refused_sign_in_says_why(
    sandbox: Sandbox, change: dict[str, object], status: int, error: str | None
) -> None:
    answer = sign_in(sandbox, {**GOOD, **change})
    body = answer.json()
    assert (answer.status_code, body["success"], body.get("error")) == (status, False, error)
    assert body["message"]
    assert "token" not in body


def test_a_test_integrator_may_use_a_brand_in_test_mode(sandbox: Sandbox) -> None:
    body = {**GOOD, "integrator_id": accounts.TEST_INTEGRATOR, "brand": accounts.TEST_BRAND}
    assert sign_in(sandbox, body).json()["success"] is True


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"text"', b"\xff"])
def test_a_body_that_is_no_json_object_is_refused(sandbox: Sandbox, content: bytes) -> None:
    answer = httpx.post(f"{sandbox.clopos}/v2/auth", content=content, trust_env=False)
    assert answer.status_code == 400
    assert answer.json()["message"] == "Validation failed"


def test_v2_wants_the_token_alone(sandbox: Sandbox) -> None:
    answer = ask(sandbox)
    assert (answer.status_code, answer.json()["error"]) == (401, "Headers are missing")
    assert ask(sandbox, x_token=sign_in(sandbox, GOOD).json()["token"]).status_code == 200


@pytest.mark.parametrize("token", ["x", "a.b.c", "oauth_x", "oauth_", "..", "eyJhbGciOiJIUzI1NiJ9.e30.AAAA"])
def test_a_token_of_somebody_else_is_invalid(sandbox: Sandbox, token: str) -> None:
    answer = ask(sandbox, x_token=token)
    assert (answer.status_code, answer.json()["error"]) == (401, "Invalid token")


def test_a_revoked_token_is_invalid(sandbox: Sandbox, v2: httpx.Client) -> None:
    sandbox.revoke_tokens()
    assert v2.get("/venues").json()["error"] == "Invalid token"


def test_an_old_token_is_expired_and_says_since_when(clock: ManualClock, v2: httpx.Client) -> None:
    clock.advance(3599)
    assert v2.get("/venues").status_code == 200
    clock.advance(1)
    answer = v2.get("/venues")
    assert (answer.status_code, answer.json()["error"]) == (401, "Token expired")
    assert answer.json()["expires_at"] == "2026-02-02T03:40:00.000000Z"


@pytest.mark.parametrize("missing", ["x-token", "x-brand", "x-venue"])
def test_v1_wants_all_three_headers(v1: httpx.Client, missing: str) -> None:
    del v1.headers[missing]
    answer = v1.get("/customers")
    assert (answer.status_code, answer.json()["error"]) == (401, "unauthorized")


def test_v1_refuses_a_brand_that_is_not_the_tokens(v1: httpx.Client) -> None:
    assert v1.get("/customers", headers={"x-brand": "another"}).status_code == 401


@pytest.mark.parametrize("venue", ["99", "x", "-1", "²", "9" * 40])
def test_a_venue_that_does_not_exist_is_not_found(v2: httpx.Client, venue: str) -> None:
    assert v2.get("/orders", headers={b"x-venue": venue.encode()}).status_code == 404


def test_an_account_without_the_permission_may_read_and_not_write(sandbox: Sandbox) -> None:
    token = sign_in(sandbox, {**GOOD, "client_id": accounts.READ_ONLY_CLIENT}).json()["token"]
    assert ask(sandbox, x_token=token).status_code == 200
    url, headers = f"{sandbox.clopos}/v2/customers", {"x-token": token}
    answer = httpx.post(url, json={"name": "X"}, headers=headers, trust_env=False)
    assert (answer.status_code, answer.json()["error"]) == (403, "forbidden")


def test_a_token_outlives_a_restart_with_the_same_data(tmp_path: Path, clock: ManualClock) -> None:
    data = tmp_path / "kept.sqlite"
    with Sandbox(customers=5, orders=0, data=data, clock=clock) as first:
        token = sign_in(first, GOOD).json()["token"]
    with Sandbox(customers=5, orders=0, data=data, clock=clock) as second:
        assert ask(second, x_token=token).status_code == 200
