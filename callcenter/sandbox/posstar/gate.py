"""Who asks."""

from starlette.requests import Request

from callcenter.sandbox.jwt import InvalidTokenError
from callcenter.sandbox.posstar.answers import refuse
from callcenter.sandbox.posstar.tokens import Tokens


class Gate:
    """Lets requests in."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def admit(self, request: Request) -> None:
        """Check the token of a request. Raises RefusalError."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        self.check(token.strip() if scheme.lower() == "bearer" else "")

    def check(self, token: str) -> None:
        """Check a token. Raises RefusalError."""
        try:
            self._tokens.check(token)
        except InvalidTokenError:
            refuse(401, "Unauthorized")
