"""What can go wrong between the desk and a point of sale: a class a case.

Each class has a ``code`` that never changes (the window's catalogue of sentences is keyed by it) and a plain English
sentence for the command line and the logs. Neither holds personal data: what the server said about a form stands in
``server_message`` and ``fields`` and is for the agent's eyes alone.
"""

from __future__ import annotations

from typing import Any, ClassVar

from callcenter.model.customer import Customer
from callcenter.model.record import Record


class RequestMark(Record, frozen=True):
    """Which request an error belongs to. The path is without its query: a query holds phone numbers."""

    id: str
    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path} [{self.id}]"


class FieldProblem(Record, frozen=True):
    """What the server found wrong with one field of a form (its name as the model has it)."""

    field: str
    message: str


class PosError(Exception):
    """Base of all: something outside this program went wrong and one sentence tells what to do."""

    code: ClassVar[str]
    sentence: ClassVar[str]

    def __init__(
        self,
        *,
        host: str = "",
        request: RequestMark | None = None,
        status: int | None = None,
        server_message: str = "",
        fields: tuple[FieldProblem, ...] = (),
        retry_after: float | None = None,
    ) -> None:
        super().__init__()
        self.host = host
        self.request = request
        self.status = status
        self.server_message = server_message
        self.fields = fields
        self.retry_after = retry_after

    @property
    def facts(self) -> dict[str, str]:
        """What the placeholders of the sentence stand for."""
        return {
            "host": self.host or "the point of sale",
            "status": str(self.status or "?"),
            "seconds": f"{self.retry_after or 0:.0f}",
        }

    def __str__(self) -> str:
        where = f" ({self.request})" if self.request else ""
        return self.sentence.format(**self.facts) + where


# ---- the way there --------------------------------------------------------------------------------------------------


class Unreachable(PosError):
    """No connection could be made: nothing was sent."""

    code = "unreachable"
    sentence = "{host} cannot be reached: check this computer's network and the server address."


class ConnectionLost(PosError):
    """The connection broke or fell silent before the answer was whole."""

    code = "connection-lost"
    sentence = "{host} did not answer in time: it will be asked again."


class CertificateRejected(PosError):
    """The server's certificate is not one this computer trusts."""

    code = "certificate-rejected"
    sentence = "The certificate of {host} is not trusted: check the server address and this computer's clock."


class BadAnswer(PosError):
    """The answer is not what the vendor's pages describe."""

    code = "bad-answer"
    sentence = "{host} gave an answer that this desk cannot read: check the server address."


# ---- signing in -----------------------------------------------------------------------------------------------------


class CredentialMissing(PosError):
    """A field of the sign-in form is empty."""

    code = "credential-missing"
    sentence = "A sign-in field is empty: fill in every one that is not optional."


class IntegratorUnknown(PosError):
    """The integrator is unknown or was deactivated: every desk of the brand is affected."""

    code = "integrator-unknown"
    sentence = "The integrator id is unknown or was deactivated: check it, or ask the vendor. This affects every desk."


class TestModeMismatch(PosError):
    """Test credentials on a live brand. The vendor tells it with a 200."""

    code = "test-mode"
    sentence = "These are test credentials, but the brand is live: use the live ones, or a test brand."
    __test__ = False  # its name begins like a test's; pytest must not collect it


class CredentialsRejected(PosError):
    """Wrong client id, secret or brand; wrong e-mail or password."""

    code = "credentials-rejected"
    sentence = "The sign-in was refused: check every field of it, and the server address."


class ClientDisabled(PosError):
    """The Open API add-on is switched off in the back office."""

    code = "client-disabled"
    sentence = "The Open API is switched off for this brand: switch it on in the back office."


class SignInRequired(PosError):
    """No token, and nothing to get one with."""

    code = "sign-in-required"
    sentence = "You are signed out: sign in again."


class TokenRejected(PosError):
    """A fresh token was refused as well."""

    code = "token-rejected"
    sentence = "{host} refuses this sign-in: sign in again."


class Forbidden(PosError):
    """The staff user behind the credentials may not do this."""

    code = "forbidden"
    sentence = "The account of this desk may not do that: ask for the permission in the back office."


# ---- what was asked -------------------------------------------------------------------------------------------------


class NotFound(PosError):
    """Not in this brand and venue."""

    code = "not-found"
    sentence = "{host} does not have this any more: search again."


class Invalid(PosError):
    """The server refuses what was sent; ``fields`` or ``server_message`` say why."""

    code = "invalid"
    sentence = "{host} refuses what was sent: mend the marked fields."


class Conflict(PosError):
    """A unique field is taken; ``fields`` names it."""

    code = "conflict"
    sentence = "A customer with this phone, e-mail, code or id exists already."


class ChangedMeanwhile(PosError):
    """Somebody else changed what was to be changed: the agent sees both and decides.

    ``customer`` is how the point of sale has them now: for the agent's eyes, never for a log.
    """

    code = "changed-meanwhile"
    sentence = "Somebody else has changed this customer meanwhile: compare both, then choose."

    def __init__(self, customer: Customer | None = None, **about: Any) -> None:
        super().__init__(**about)
        self.customer = customer


class TooFewPoints(PosError):
    """The customer holds fewer loyalty points than were to be redeemed: nothing was asked of the server."""

    code = "too-few-points"
    sentence = "The customer has fewer points than that: redeem fewer."


class QuotaExhausted(PosError):
    """The brand's requests of this minute are used up; ``retry_after`` is in seconds."""

    code = "quota-exhausted"
    sentence = "The brand's requests for this minute are used up: wait {seconds} s."


class ServerFailed(PosError):
    """The server says that it failed (5xx) on something that changes nothing."""

    code = "server-failed"
    sentence = "{host} has a fault of its own (error {status}): it will be asked again."


class Uncertain(PosError):
    """A write's answer was lost: it may or may not have happened. It must not be repeated blindly."""

    code = "uncertain"
    sentence = "{host} did not confirm this: it may or may not have been done. Check before doing it again."


class Unsupported(PosError):
    """This point of sale has no such thing; the capabilities say so beforehand."""

    code = "unsupported"
    sentence = "This point of sale cannot do that."


SIGN_IN_REFUSED = (
    CredentialMissing,
    IntegratorUnknown,
    TestModeMismatch,
    CredentialsRejected,
    ClientDisabled,
    SignInRequired,
    TokenRejected,
)
"""Asking again is of no use until somebody changes something."""
