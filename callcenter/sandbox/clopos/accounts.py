"""Who may sign in, and how to meet every refusal of the vendor's table.

====================================================================  =============================================
sign in with                                                          to get
====================================================================  =============================================
``CREDENTIALS``                                                       a token
a field left out or empty                                             400 ``Missing client_id, client_secret, …``
any other integrator_id, or ``DEACTIVATED_INTEGRATOR``                400 ``Invalid integrator_id``
``TEST_INTEGRATOR`` and the brand of ``CREDENTIALS``                  **200**, ``success: false``, test mode
``TEST_INTEGRATOR`` and ``TEST_BRAND``                                a token
another client_id, client_secret or brand                             401, a message only
``DISABLED_CLIENT`` with the usual secret                             403 ``Client is disabled``
``READ_ONLY_CLIENT`` with the usual secret                            a token; every write is then 403 ``forbidden``
====================================================================  =============================================

On other requests: no x-token, 401 ``Headers are missing``; any other text as token, or a real one after
``Sandbox.revoke_tokens()``, 401 ``Invalid token``; an old one (``--token-seconds``, or a clock moved on), 401
``Token expired``; on v1 without x-brand or x-venue, or with a brand that is not the token's, 401 ``unauthorized``.

``EXAMPLE_TOKEN`` is the token of the vendor's pages: it is good for ever, so that their examples work as they stand.
"""

from typing import Final

BRAND: Final = "openapitest"
TEST_BRAND: Final = "openapitest-test"
"""A brand in test mode."""

CLIENT: Final = "callcenter-sandbox"
DISABLED_CLIENT: Final = "callcenter-sandbox-disabled"
READ_ONLY_CLIENT: Final = "callcenter-sandbox-read-only"
SECRET: Final = "sandbox-secret"  # noqa: S105 - guards invented people

INTEGRATOR: Final = "6f1c2a90-5d3e-4b7a-9c58-0d1e2f3a4b5c"
TEST_INTEGRATOR: Final = "00000000-0000-4000-8000-00000000te57"
DEACTIVATED_INTEGRATOR: Final = "00000000-0000-4000-8000-00000000dead"

EXAMPLE_TOKEN: Final = "oauth_example_token"  # noqa: S105 - the vendor's own example

VENUE_ID: Final = 1

CREDENTIALS: Final[dict[str, str | int]] = {
    "client_id": CLIENT,
    "client_secret": SECRET,
    "brand": BRAND,
    "integrator_id": INTEGRATOR,
    "venue_id": VENUE_ID,
}
"""The account that everything works with. v2 signs in with integrator_id, v1 with venue_id."""
