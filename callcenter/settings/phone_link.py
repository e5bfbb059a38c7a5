"""Where desk phones may tell of their calls: the table ``[phone_link]``. Off unless it is switched on."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from callcenter.settings.errors import FieldError

TABLE = "phone_link"
PORT = 8734
"""The port where none is set: below those that systems hand out (32768 on), so that it stays free."""
_MOST_PHONES = 200
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneLink:
    """An address of this computer, a port, and beyond loopback the addresses of the phones that may call."""

    enabled: bool = False
    address: str = "127.0.0.1"
    port: int = PORT
    phones: tuple[str, ...] = ()


def phone_link_from(table: object) -> PhoneLink:
    """Understand the table; raises ``FieldError`` with a dotted field. Unknown keys are passed over."""
    if not isinstance(table, dict):
        raise _wrong("", "wrong_type", "The phone link is not a table; write [phone_link] and its fields below.")
    return check_phone_link(
        PhoneLink(
            enabled=_enabled(table.get("enabled", False)),
            address=_typed(table, "address", str, PhoneLink().address),
            port=_typed(table, "port", int, PORT),
            phones=_phones(table.get("phones", [])),
        )
    )


def check_phone_link(link: PhoneLink) -> PhoneLink:
    """Give the link with every address in its one spelling; raises ``FieldError``."""
    own = _address("address", link.address)
    if own.is_unspecified or own.is_multicast:
        raise _wrong("address", "not_one_interface", "The address is not one interface's own; write that one's.")
    if not 1 <= link.port <= 65535:
        raise _wrong("port", "out_of_range", "The port is not a whole number from 1 to 65535.")
    if len(link.phones) > _MOST_PHONES:
        raise _wrong("phones", "out_of_range", f"There are more than {_MOST_PHONES} phones; list this desk's alone.")
    phones = tuple(dict.fromkeys(str(_address("phones", phone)) for phone in link.phones))
    if link.enabled and not own.is_loopback and not phones:
        sentence = 'The phones\' own addresses are missing; list them, as phones = ["192.168.1.20"].'
        raise _wrong("phones", "empty", sentence)
    return PhoneLink(enabled=link.enabled, address=str(own), port=link.port, phones=phones)


def table_of(link: PhoneLink, before: Mapping[str, object]) -> dict[str, object]:
    """Give the table to write: nothing where there was none and all is as without one."""
    if link == PhoneLink() and not before:
        return {}
    known = {"enabled": link.enabled, "address": link.address, "port": link.port, "phones": list(link.phones)}
    return known | {name: value for name, value in before.items() if name not in known}


def _enabled(value: object) -> bool:
    if not isinstance(value, bool):
        raise _wrong("enabled", "wrong_type", "The value is neither true nor false; write it without quotes.")
    return value


def _typed(table: Mapping[str, Any], name: str, kind: type, default: Any) -> Any:  # noqa: ANN401 - of the type asked
    value = table.get(name, default)
    if not isinstance(value, kind) or isinstance(value, bool):
        word = "text in quotes" if kind is str else "a whole number without quotes"
        raise _wrong(name, "wrong_type", f"The value is not {word}.")
    return value


def _phones(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        sentence = 'The phones are not a list of addresses in quotes; write phones = ["192.168.1.20"].'
        raise _wrong("phones", "wrong_type", sentence)
    return tuple(value)


def _address(field: str, text: str) -> Address:
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError as error:
        raise _wrong(field, "not_an_address", "An address is not in digits; write it as 192.168.1.20.") from error
    if getattr(address, "scope_id", None):
        raise _wrong(field, "not_an_address", "An address names an interface after '%'; leave that out.")
    return address


def _wrong(field: str, code: str, sentence: str) -> FieldError:
    return FieldError(f"{TABLE}.{field}" if field else TABLE, code, sentence)
