"""What an answer leaves out stays as it is known."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from callcenter.model.customer import Customer, CustomerChange, completed

_LEFT_OUT = ("email", "address", "notes", "tags", "points", "purchases", "ledger_balance")
_KNOWN = Customer(id="1", name="Leyla", email="leyla@example.com", address="Nizami 12", tags=("vip",), points=450)


def test_a_field_that_an_answer_left_out_stays_and_one_it_emptied_goes() -> None:
    answer = Customer(id="1", name="Leyla Quliyeva", address=None, untold=("email", "tags", "points"))
    now = completed(answer, _KNOWN)
    assert (now.name, now.email, now.address, now.tags, now.points) == (
        "Leyla Quliyeva",
        "leyla@example.com",
        None,
        ("vip",),
        450,
    )


@given(st.sets(st.sampled_from(_LEFT_OUT)))
def test_nothing_is_untold_of_a_completed_customer_whoever_was_known(left_out: set[str]) -> None:
    answer = Customer(id="1", name="Leyla", untold=tuple(sorted(left_out)))
    for known in (None, _KNOWN):
        now = completed(answer, known)
        assert now.untold == ()
        for name in Customer.__struct_fields__:
            source = known if known is not None and name in left_out else answer
            assert name == "untold" or getattr(now, name) == getattr(source, name)


def test_a_change_names_the_fields_it_sets_those_it_empties_included() -> None:
    change = CustomerChange(phone=None, tags=())
    assert change.fields == ("phone", "tags")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(change), type=CustomerChange) == change
