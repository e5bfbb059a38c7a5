"""The shape that all domain objects share."""

import msgspec


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An immutable value of the domain.

    Its ``repr`` names the kind and the id alone: customers and orders are personal data, and a repr ends up in logs
    and error reports. Kinds that come by the thousand and hold plain values alone are not tracked by the garbage
    collector (``gc=False``): they cannot be part of a cycle.
    """

    def __repr__(self) -> str:
        identity = getattr(self, "id", None)
        return f"{type(self).__name__}({identity!r})" if identity is not None else f"{type(self).__name__}(…)"
