"""PosStar put together: its routes behind the faults."""

import asyncio
from dataclasses import dataclass
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.types import ASGIApp

from callcenter.sandbox.clock import Clock
from callcenter.sandbox.faults import Faults
from callcenter.sandbox.injection import FaultInjection
from callcenter.sandbox.posstar.accounting import Accounting
from callcenter.sandbox.posstar.answers import Answers, RefusalError, failure, on_bug, on_http_error, on_refusal
from callcenter.sandbox.posstar.customers import Customers
from callcenter.sandbox.posstar.gate import Gate
from callcenter.sandbox.posstar.sign_in import SignIn
from callcenter.sandbox.posstar.tokens import Tokens
from callcenter.sandbox.store.database import Store

PREFIX: Final = "/api/v1"


@dataclass(frozen=True, slots=True)
class Parts:
    """What the application is made of."""

    store: Store
    clock: Clock
    tokens: Tokens
    faults: Faults
    closing: asyncio.Event


def posstar(parts: Parts) -> ASGIApp:
    """Build the application; it looks at whole paths, and answers 404 outside ``PREFIX``."""
    gate = Gate(parts.tokens)
    answers = Answers(parts.faults)
    sign_in = SignIn(parts.tokens, gate, answers)
    customers = Customers(parts.store, gate, answers, parts.clock, parts.faults)
    accounting = Accounting(parts.store, gate, answers, parts.clock)
    one = f"{PREFIX}/customers/{{id}}"
    served = Starlette(
        routes=[
            Route(f"{PREFIX}/auth/login", sign_in.login, methods=["POST"]),
            Route(f"{PREFIX}/auth/refresh", sign_in.refresh, methods=["POST"]),
            Route(f"{PREFIX}/auth/me", sign_in.me, methods=["GET"]),
            Route(f"{PREFIX}/customers", customers.listed, methods=["GET"]),
            Route(f"{PREFIX}/customers", customers.create, methods=["POST"]),
            Route(one, customers.card, methods=["GET"]),
            Route(one, customers.change, methods=["PATCH", "PUT"]),
            Route(one, customers.delete, methods=["DELETE"]),
            Route(f"{one}/ledger", accounting.ledger, methods=["GET"]),
            Route(f"{one}/loyalty/redeem", accounting.redeem, methods=["POST"]),
        ],
        exception_handlers={RefusalError: on_refusal, HTTPException: on_http_error, Exception: on_bug},
    )
    return FaultInjection(served, parts.faults, failure, parts.closing)
