"""Who may sign in."""

from typing import Any, Final

EMAIL: Final = "agent@posstar.example"
PASSWORD: Final = "sandbox-password"  # noqa: S105 - guards invented people

CREDENTIALS: Final[dict[str, str]] = {"email": EMAIL, "password": PASSWORD}
"""The account that everything works with."""

USER: Final[dict[str, Any]] = {
    "id": "0b6d5c1e-57f2-4c2b-9a41-8d1f0c7e2a01",
    "email": EMAIL,
    "name": "Nərmin Quliyeva",
    "role": "manager",
    "vendor_id": "7d3f0a52-1c64-4e0d-8b1b-2f9a6c5e4d02",
}
"""What signing in tells about the bearer of the token."""

PROFILE: Final[dict[str, Any]] = {
    **USER,
    "store_id": "c2a98e14-6f0b-4d37-9e55-1b7d3a8f6c03",
    "avatar": None,
    "created_at": "2024-03-01T09:00:00Z",
}
"""What ``GET /auth/me`` tells."""
