"""PosStar in the sandbox, as somebody else sees and uses it: another desk, the back office, the till."""

from __future__ import annotations

from typing import Any

import httpx

from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile


def profile_of(sandbox: Sandbox) -> Profile:
    """Give the profile of a desk there."""
    return Profile(
        key="star",
        name="Nizami",
        pos="posstar",
        base_url=sandbox.posstar,
        email=sandbox.posstar_credentials["email"],
    )


class Vendor:
    """Speaks HTTP of its own. What it does is not counted: the sandbox forgets it."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        answer = httpx.post(f"{sandbox.posstar}/auth/login", json=sandbox.posstar_credentials, trust_env=False)
        self.token: str = answer.raise_for_status().json()["access_token"]

    def ask(self, method: str, path: str, **how: Any) -> httpx.Response:  # noqa: ANN401 - httpx's own words
        """Send a request, whatever it answers."""
        headers = {"authorization": f"Bearer {self.token}"}
        return httpx.request(method, f"{self.sandbox.posstar}/{path}", headers=headers, trust_env=False, **how)

    def listed(self, search: str = "", limit: int = 100) -> list[dict[str, Any]]:
        """Give the customers found."""
        found = self.ask("GET", "customers", params={"search": search, "limit": limit, "sort": "created_at"})
        rows: list[dict[str, Any]] = found.raise_for_status().json()
        return rows

    def card(self, customer_id: str) -> dict[str, Any]:
        """Give a customer with everything that is known."""
        found: dict[str, Any] = self.ask("GET", f"customers/{customer_id}").raise_for_status().json()
        return found

    def create(self, **fields: Any) -> str:  # noqa: ANN401 - of JSON
        """Create a customer, give the id."""
        made = self.ask("POST", "customers", json={"name": "Nərgiz Yeni", **fields})
        return str(made.raise_for_status().json()["id"])

    def change(self, customer_id: str, **fields: Any) -> None:  # noqa: ANN401 - of JSON
        """Change a customer."""
        self.ask("PATCH", f"customers/{customer_id}", json=fields).raise_for_status()

    def buyer(self, points: int, **fields: Any) -> tuple[str, str]:  # noqa: ANN401 - of JSON
        """Create a customer who holds so many points from one purchase; give both their ids."""
        customer = self.create(**fields)
        return customer, self.sandbox.purchase(customer, points * 100)

    def redeem(self, customer_id: str, sale_id: str, points: int) -> None:
        """Redeem points, as another desk does."""
        body = {"points": points, "sale_id": sale_id}
        self.ask("POST", f"customers/{customer_id}/loyalty/redeem", json=body).raise_for_status()
