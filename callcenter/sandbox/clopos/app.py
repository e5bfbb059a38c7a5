"""Clopos put together: its routes of both versions behind its quotas and the faults."""

import asyncio
from dataclasses import dataclass
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.types import ASGIApp

from callcenter.sandbox.clock import Clock
from callcenter.sandbox.clopos.answers import Answers, RefusalError, failure, on_bug, on_http_error, on_refusal
from callcenter.sandbox.clopos.catalogue import Catalogue
from callcenter.sandbox.clopos.customers import Customers
from callcenter.sandbox.clopos.gate import Gate
from callcenter.sandbox.clopos.menu import Menu
from callcenter.sandbox.clopos.orders import Orders
from callcenter.sandbox.clopos.sign_in import SignIn
from callcenter.sandbox.clopos.tiers import Tiers
from callcenter.sandbox.clopos.tokens import Tokens
from callcenter.sandbox.faults import Faults
from callcenter.sandbox.injection import FaultInjection
from callcenter.sandbox.store.database import Store
from callcenter.sandbox.traffic import Traffic

PREFIX: Final = "/open-api"
"""v1 stands right under it, v2 under ``/v2`` of it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the application is made of."""

    store: Store
    clock: Clock
    tokens: Tokens
    faults: Faults
    traffic: Traffic
    closing: asyncio.Event
    quota: int


def clopos(parts: Parts) -> ASGIApp:
    """Build the application; it looks at whole paths, and answers 404 outside ``PREFIX``."""
    gate = Gate(parts.tokens, parts.store.catalogue)
    answers = Answers(parts.clock, parts.faults)
    sign_in = SignIn(parts.tokens, parts.store.catalogue)
    customers = Customers(parts.store, gate, answers, parts.clock)
    orders = Orders(parts.store, gate, answers, parts.clock, parts.traffic)
    catalogue = Catalogue(parts.store.catalogue, gate, answers)
    menu = Menu(parts.store, gate, answers)
    routes = [
        route
        for base in (f"{PREFIX}/v2", PREFIX)
        for route in (
            Route(f"{base}/auth", sign_in.answer, methods=["POST"]),
            Route(f"{base}/customers", customers.listed, methods=["GET"]),
            Route(f"{base}/customers", customers.create, methods=["POST"]),
            Route(f"{base}/customers/{{id:int}}", customers.card, methods=["GET"]),
            Route(f"{base}/customer-groups", catalogue.groups, methods=["GET"]),
            Route(f"{base}/venues", catalogue.venues, methods=["GET"]),
            Route(f"{base}/sale-types", catalogue.sale_types, methods=["GET"]),
            Route(f"{base}/categories", menu.categories, methods=["GET"]),
            Route(f"{base}/products", menu.products, methods=["GET"]),
            Route(f"{base}/products/stop-list", menu.stop_list, methods=["GET"]),
            Route(f"{base}/orders", orders.listed, methods=["GET"]),
            Route(f"{base}/orders", orders.create, methods=["POST"]),
            Route(f"{base}/orders/{{id:int}}", orders.one, methods=["GET"]),
            Route(f"{base}/orders/{{id:int}}", orders.change, methods=["PUT"]),
        )
    ]
    served = Starlette(
        routes=routes,
        exception_handlers={RefusalError: on_refusal, HTTPException: on_http_error, Exception: on_bug},
    )
    return Tiers(FaultInjection(served, parts.faults, failure, parts.closing), gate, parts.clock, parts.quota)
