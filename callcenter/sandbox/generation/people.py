"""Customers, a million of them in half a minute: one plain loop without a call for what a table can hold."""

import random
from collections.abc import Iterator
from typing import Any, Final

from callcenter.sandbox.generation import remarks
from callcenter.sandbox.generation.names import MIXTURE, PEOPLES
from callcenter.sandbox.generation.phones import digits_for, written
from callcenter.sandbox.store.text import digits_of, folded

SPAN: Final = 3 * 365 * 86_400
"""Seconds before now in which the customers were entered, in the order of their ids."""

COLUMNS: Final = """
id venue_id cid group_id name name_folded discount email phone phone_digits phones digits address address_data
description spent total_discount total_bonus receipt_count gender date_of_birth code source reference_id status
can_use_loyalty_system is_verified balance cashback phone_verified_at created_at updated_at
"""
"""The columns of a row, in the order in which ``people`` gives them."""

_NAMES: Final = COLUMNS.split()

INSERT: Final = f"INSERT INTO customers ({', '.join(_NAMES)}) VALUES ({', '.join('?' * len(_NAMES))})"  # noqa: S608

SHARED_NUMBER: Final = "+994505355757"
"""Leyla Əliyeva's own number, which Kamran Əliyev and Günel Əliyeva have among their further ones."""

_KNOWN: Final[tuple[tuple[str, int, str | None, tuple[str, ...]], ...]] = (
    ("Leyla Əliyeva", 2, SHARED_NUMBER, ()),
    ("Kamran Əliyev", 1, "+994 55 535 57 58", (SHARED_NUMBER,)),
    ("Rauf Aliyev", 1, "+994503332211", ()),
    ("Алиев Руслан", 1, "050 444 33 22", ("+7 916 123-45-67",)),
    ("Günel Əliyeva", 2, None, (SHARED_NUMBER, "0505355759")),
)
"""People the documentation and the tests speak of: name, gender, phone, phones. Their ids are 1 to 5."""

_KNOWN_DIGITS: Final = frozenset(digits_of(phone) for _, _, phone, _ in _KNOWN if phone)

_HOUSEHOLD: Final = 6
"""Neighbours by index up to this far may share a number."""

_GROUPS: Final = (1,) * 14 + (2, 2, 3, 4, 5, 6)


def people(count: int, seed: int, now: int) -> Iterator[tuple[Any, ...]]:
    """Draw the rows of the first ``count`` customers, in the order of COLUMNS; ``now`` in Unix seconds."""
    rng = random.Random(f"people {seed}")  # noqa: S311 - invented data
    r, bits = rng.random, rng.getrandbits
    start, step = now - SPAN, SPAN / max(count, 1)
    for index in range(count):
        created = start + int((index + r()) * step)
        if index < len(_KNOWN):
            yield _known(index, created, f"{bits(128):032x}")
            continue
        kin = PEOPLES[MIXTURE[int(r() * 20)]][r() < 0.5]
        given = kin.given[int(r() * len(kin.given))]
        if r() < 0.06:  # known by the first name alone
            name, name_folded, mail = given.written, given.folded, given.ascii
        else:
            family = kin.family[int(r() * len(kin.family))]
            mail = f"{given.ascii}.{family.ascii}"
            if kin.family_first and r() < 0.4:
                name, name_folded = f"{family.written} {given.written}", f"{family.folded} {given.folded}"
            else:
                name, name_folded = f"{given.written} {family.written}", f"{given.folded} {family.folded}"
        own = digits_for(index)
        if r() < 0.04 or own in _KNOWN_DIGITS:
            phone = own_digits = None
        else:
            phone = written(own, r())
            own_digits = digits_of(phone) if phone[0] != "+" or " " in phone else own
        phones, digits = "[]", own_digits or ""
        if r() < 0.15:
            # Somebody of the same household: the number is that person's own, perhaps as a third one knows it.
            other = written(digits_for(index - 1 - int(r() * min(_HOUSEHOLD, index))), r())
            further = [other]
            if r() < 0.2:
                further.append(f"+99412{4000000 + bits(21):07d}")  # a landline of Baku
            phones = '["' + '", "'.join(further) + '"]'
            digits = " ".join(filter(None, [own_digits, *map(digits_of, further)]))
        address, address_data = None, "[]"
        if r() < 0.45:
            address = (
                f"{remarks.STREETS[int(r() * len(remarks.STREETS))]} {1 + int(r() * 120)}, mənzil {1 + int(r() * 90)}, "
                f"{remarks.TOWNS[int(r() * len(remarks.TOWNS))]}"
            )
            if r() < 0.6:
                place, found_by = remarks.PLACE_TYPES[int(r() * 3)], remarks.PLACE_SOURCES[r() < 0.4]
                address_data = f'[{{"type": "{place}", "source": "{found_by}", "formattedAddress": "{address}"}}]'
        visits = 0 if r() < 0.25 else 1 + int(r() ** 4 * 120)
        spent = sum_of_visits(visits, r())
        loyal = r() < 0.3
        number = bits(128)
        updated = created if r() < 0.3 else created + int((now - created) * r())
        yield (
            index + 1,
            1 if r() < 0.7 else 2 + (r() < 0.4),
            _uuid(f"{number:032x}"),
            _GROUPS[int(r() * 20)],
            name,
            name_folded,
            0 if r() < 0.9 else (5, 10, 15)[int(r() * 3)],
            f"{mail}{number % 10000}@{remarks.MAIL_HOSTS[number % 5]}" if r() < 0.35 else None,
            phone,
            own_digits,
            phones,
            digits,
            address,
            address_data,
            remarks.NOTES[int(r() * len(remarks.NOTES))] if r() < 0.2 else None,
            spent,
            int(spent * r() * 0.1) if r() < 0.3 else 0,
            int(spent * 0.03) if loyal else 0,
            visits,
            kin.gender if r() < 0.7 else None,
            f"{1950 + int(r() * 57)}-{1 + int(r() * 12):02d}-{1 + int(r() * 28):02d}" if r() < 0.25 else None,
            f"C{index + 1:07d}" if r() < 0.2 else None,
            remarks.SOURCES[int(r() * 4)] if r() < 0.3 else None,
            f"ref-{number % 10**9:09d}" if r() < 0.08 else None,
            r() >= 0.03,
            loyal,
            loyal and r() < 0.6,
            0 if r() < 0.9 else int((r() - 0.6) * 20000),
            int(r() * 3000) if loyal else 0,
            created + 60 if loyal and r() < 0.5 else None,
            created,
            updated,
        )


def sum_of_visits(visits: int, generosity: float) -> int:
    """Give what so many receipts come to, in hundredths: 6 to 46 manats each."""
    return visits * (600 + int(generosity * 4000))


def _uuid(hexadecimal: str) -> str:
    h = hexadecimal
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:]}"


def _known(index: int, created: int, number: str) -> tuple[Any, ...]:
    name, gender, phone, further = _KNOWN[index]
    own = digits_of(phone) if phone else None
    phones = "[" + ", ".join(f'"{other}"' for other in further) + "]"
    digits = " ".join(filter(None, [own, *map(digits_of, further)]))
    address = "Nizami küçəsi 45, mənzil 12, Bakı" if index < 2 else None
    places = f'[{{"type": "home", "source": "google", "formattedAddress": "{address}"}}]' if address else "[]"
    spent = 116280 - 20000 * index
    return (
        *(index + 1, 1, _uuid(number), 5 if index == 0 else 1, name, folded(name), 0),
        "leyla@mail.example" if index == 0 else None,
        *(phone, own, phones, digits, address, places),
        "Zəng işləmir, qapını döyün" if index == 0 else None,
        *(spent, 170 if index == 0 else 0, 0, 9 - index, gender),
        "1990-05-15" if index == 0 else None,
        *("VIP001" if index == 0 else None, None, None, True, False, False, 0, 0, None, created, created),
    )
