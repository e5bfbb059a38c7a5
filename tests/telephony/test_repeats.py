"""One call that is told several times."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from callcenter.model.call import Call, CallSource, caller_key
from callcenter.telephony.repeats import WINDOW, Repeats


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def a_call(number: str = "0505355757", call_id: str | None = None) -> Call:
    return Call(
        number=number, call_id=call_id, source=CallSource.FORWARDED, received_at=datetime(2026, 3, 1, tzinfo=UTC)
    )


def in_azerbaijan(number: str) -> str | None:
    return caller_key(number, "AZ")


def test_a_call_told_again_in_another_spelling_is_the_same() -> None:
    repeats = Repeats(in_azerbaijan, clock=Clock())
    assert repeats.is_new(a_call("0505355757"))
    assert not repeats.is_new(a_call("+994505355757"))


def test_the_same_number_after_a_while_is_a_new_call() -> None:
    clock = Clock()
    repeats = Repeats(clock=clock)
    repeats.is_new(a_call())
    clock.now = WINDOW + 0.1
    assert repeats.is_new(a_call())


def test_a_phone_that_goes_on_telling_does_not_pop_again() -> None:
    clock = Clock()
    repeats = Repeats(clock=clock)
    repeats.is_new(a_call())
    for _ in range(5):
        clock.now += WINDOW - 0.1
        assert not repeats.is_new(a_call())


def test_an_id_makes_a_call_the_same_at_any_time() -> None:
    clock = Clock()
    repeats = Repeats(clock=clock)
    repeats.is_new(a_call(call_id="a"))
    clock.now = 1_000.0
    assert not repeats.is_new(a_call(call_id="a"))


def test_two_ids_are_two_calls_also_from_one_number() -> None:
    repeats = Repeats(clock=Clock())
    assert repeats.is_new(a_call(call_id="a"))
    assert repeats.is_new(a_call(call_id="b"))


def test_an_id_that_came_later_counts_from_then_on() -> None:
    repeats = Repeats(clock=Clock())
    assert repeats.is_new(a_call())
    assert not repeats.is_new(a_call(call_id="a"))
    assert repeats.is_new(a_call(call_id="b"))
    assert not repeats.is_new(a_call(call_id="a"))


def test_two_lines_without_a_key_are_told_apart_by_their_names() -> None:
    repeats = Repeats(in_azerbaijan, clock=Clock())
    assert repeats.is_new(a_call("agent-01"))
    assert repeats.is_new(a_call("agent-02"))
    assert not repeats.is_new(a_call("agent-01"))


TOLD = st.tuples(
    st.floats(0, 2 * WINDOW), st.sampled_from(["1", "2", "3"]), st.none() | st.sampled_from(["a", "b", "c", "d"])
)


@given(st.lists(TOLD, max_size=100))
def test_of_any_calls_those_that_are_apart_are_new_and_those_told_twice_are_not(
    told: list[tuple[float, str, str | None]],
) -> None:
    clock = Clock()
    repeats = Repeats(clock=clock)
    last: dict[str, float] = {}
    for pause, number, suffix in told:
        clock.now += pause
        call_id = suffix and number + suffix
        call = a_call(number, call_id)
        new = repeats.is_new(call)
        apart = number not in last or clock.now - last[number] > WINDOW
        if apart and call_id is None:
            assert new
        if not apart and call_id is None:
            assert not new
        assert not repeats.is_new(call)
        last[number] = clock.now


def test_no_more_calls_are_remembered_than_a_desk_can_have() -> None:
    repeats = Repeats(clock=Clock())
    for number in range(1_000):
        repeats.is_new(a_call(str(number)))
    assert len(repeats._seen) == 64
