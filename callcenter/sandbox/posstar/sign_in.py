"""``/auth``: signing in, a new token for one that is still good, and whose token it is."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from callcenter.sandbox.posstar import accounts, bodies
from callcenter.sandbox.posstar.answers import Answers, refuse
from callcenter.sandbox.posstar.gate import Gate
from callcenter.sandbox.posstar.tokens import Tokens


class SignIn:
    """The endpoints of ``/auth``."""

    def __init__(self, tokens: Tokens, gate: Gate, answers: Answers) -> None:
        self._tokens = tokens
        self._gate = gate
        self._answers = answers

    async def login(self, request: Request) -> Response:
        """Serve ``POST /auth/login``."""
        body = await bodies.object_in(request)
        bodies.check(body, {"email": bodies.email, "password": bodies.filled}, required=("email", "password"))
        if body["email"].lower() != accounts.EMAIL or body["password"] != accounts.PASSWORD:
            refuse(401, "Invalid credentials")
        return self._answers.found(request, {"access_token": self._tokens.issue(), "user": accounts.USER}, 201)

    async def refresh(self, request: Request) -> Response:
        """Serve ``POST /auth/refresh``. The old token stays good until its own end."""
        body = await bodies.object_in(request)
        bodies.check(body, {"token": bodies.filled}, required=("token",))
        self._gate.check(body["token"])
        return self._answers.found(request, {"access_token": self._tokens.issue()}, 201)

    async def me(self, request: Request) -> Response:
        """Serve ``GET /auth/me``."""
        self._gate.admit(request)
        profile: dict[str, Any] = dict(accounts.PROFILE)
        return self._answers.found(request, profile)
