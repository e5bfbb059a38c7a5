"""What goes wrong, how often, and on which requests.

A specification is a list with commas: ``NAME[@[METHOD] [PATH]]=VALUE[*TIMES]``.

==================  ==================================================================================================
``latency``         seconds that an answer waits; not a rate
``reset-before``    the connection is reset (RST) before anything was done
``reset-after``     the connection is reset after the work was done and committed, instead of the answer
``reset-late``      the connection is reset (RST), and the work is done and committed 0.3 s later
``status-403``      an answer 403: the account may not do that
``status-405``      an answer 405, as where the method is not served
``status-500``      an answer 500 before anything was done
``status-504``      an answer 504 before anything was done
``status-504-after``  an answer 504 after the work was done and committed
``hang``            no answer, until the client gives up; nothing was done
``hang-after``      the same after the work was done and committed
``truncate``        half of the answer's body under the whole one's Content-Length, then the connection closes
``text-ids``        ids in the answer are text instead of numbers
``bare``            the answer of a GET is the bare object or array, without the envelope around it
``bad-dates``       the share of records (always the same) whose created_at lacks a digit of its year: ``203-05-25T…``
``no-patch``        PATCH is answered 404 as where only PUT is routed (PosStar)
==================  ==================================================================================================

VALUE is a rate from 0 to 1, except for latency. METHOD and PATH narrow a fault: ``reset-after@POST /customers=1``;
PATH is any run of whole path segments (``/customers`` fits ``/open-api/v2/customers/7``, not ``/customer-groups``),
and ``*`` is any one segment: ``reset-after@POST /customers/*/loyalty/redeem=1``.
TIMES ends it after so many: ``status-500@GET /customers=1*2`` fails the next two requests. What is drawn is drawn from
the sandbox's seed number.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

BEFORE: Final = ("reset-before", "hang", "status-403", "status-405", "status-500", "status-504")
AFTER: Final = ("reset-after", "hang-after", "status-504-after", "truncate")
QUIRKS: Final = ("text-ids", "bare", "bad-dates", "no-patch")
LATENCY: Final = "latency"
LATE: Final = "reset-late"
LATE_SECONDS: Final = 0.3
NAMES: Final = (LATENCY, *BEFORE, LATE, *AFTER, *QUIRKS)

_LONGEST: Final = 3600.0
_RULE: Final = re.compile(
    r"(?P<name>[a-z0-9-]+)(?:@(?:(?P<method>[A-Za-z]+)(?:\s+|(?==)))?(?P<path>/\S*)?)?=(?P<value>[^*]+)(?:\*(?P<times>\d+))?"
)


class FaultSyntaxError(ValueError):
    """A fault's specification cannot be read. The text is one sentence for the person who wrote it."""


@dataclass(slots=True)
class Rule:
    """One fault."""

    name: str
    value: float
    method: str | None = None
    path: str | None = None
    left: int | None = None
    """How often it may still happen; None: without end."""

    def fits(self, method: str, path: str) -> bool:
        """Whether the fault may happen to such a request."""
        if self.left == 0 or (self.method and self.method != method):
            return False
        return self.path is None or _runs_in(self.path.strip("/").split("/"), path.split("/"))

    def count(self) -> None:
        """Note that the fault has happened once more."""
        if self.left is not None:
            self.left -= 1


def _runs_in(wanted: Sequence[str], segments: Sequence[str]) -> bool:
    starts = range(len(segments) - len(wanted) + 1)
    return any(
        all(want in {"*", have} for want, have in zip(wanted, segments[start:], strict=False)) for start in starts
    )


def parse(specification: str) -> list[Rule]:
    """Read a specification; an empty one is no faults. Raises FaultSyntaxError."""
    return [_rule(part.strip()) for part in specification.split(",") if part.strip()]


def _rule(text: str) -> Rule:
    found = _RULE.fullmatch(text)
    if not found:
        raise FaultSyntaxError(
            f"{text!r} is not a fault; accepted: NAME=VALUE, for example reset-after@POST /orders=0.5"
        )
    name = found["name"]
    if name not in NAMES:
        raise FaultSyntaxError(f"{name!r} is not a fault; accepted: {', '.join(NAMES)}")
    most = _LONGEST if name == LATENCY else 1.0
    try:
        value = float(found["value"])
    except ValueError:
        value = -1.0
    if not 0 <= value <= most:
        accepted = f"seconds from 0 to {most:g}" if name == LATENCY else "a rate from 0 to 1"
        raise FaultSyntaxError(f"{name}={found['value']} is out of range; accepted: {accepted}")
    method = found["method"].upper() if found["method"] else None
    return Rule(name, value, method, found["path"], int(found["times"]) if found["times"] else None)


class Faults:
    """The faults in force. They can be exchanged while the sandbox runs."""

    def __init__(self, specification: str | Sequence[str] = "", seed: int = 0) -> None:
        self._random = random.Random(f"faults {seed}")  # noqa: S311 - not a secret
        self._rules: list[Rule] = []
        self.set(specification)

    def set(self, specification: str | Sequence[str]) -> None:
        """Put other faults in force. Raises FaultSyntaxError, and then the old ones stay."""
        text = specification if isinstance(specification, str) else ",".join(specification)
        self._rules = parse(text)

    def latency(self, method: str, path: str) -> float:
        """Seconds this request has to wait; counts it against every latency that has an end."""
        due = [rule for rule in self._rules if rule.name == LATENCY and rule.fits(method, path)]
        for rule in due:
            rule.count()
        return sum(rule.value for rule in due)

    def draw(self, method: str, path: str) -> str | None:
        """Choose what goes wrong with this request: a name of BEFORE, LATE or AFTER, or None. The first wins."""
        return next((name for name in (*BEFORE, LATE, *AFTER) if self.occurs(name, method, path)), None)

    def occurs(self, name: str, method: str, path: str) -> bool:
        """Whether this fault happens to this request now; counts it if so."""
        for rule in self._rules:
            if rule.name == name and rule.fits(method, path) and self._random.random() < rule.value:
                rule.count()
                return True
        return False

    def share(self, name: str, method: str, path: str) -> float:
        """Give the share of records this fault concerns (for ``bad-dates``)."""
        return max((rule.value for rule in self._rules if rule.name == name and rule.fits(method, path)), default=0.0)
