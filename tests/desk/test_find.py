"""Finding customers from what is typed."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.desk.connection import Link
from callcenter.desk.directory import MOST, Wanted
from callcenter.desk.find import Found, query_of
from callcenter.model.customer import CustomerSort
from callcenter.pos import errors
from callcenter.pos.clopos.client import CAPABILITIES
from callcenter.sandbox.server import Sandbox
from tests.desk.at_work import Asked, Desk, Until, heard


async def _names(desk: Desk, until: Until, text: str, **narrowed: object) -> list[str]:
    found: list[Found] = heard(desk.find.found)
    desk.find.look(Wanted(text=text, **narrowed), at_once=True)  # type: ignore[arg-type]
    await until(lambda: found)
    return [customer.name for customer in found[-1].customers]


# ---- what is found --------------------------------------------------------------------------------------------------


@pytest.mark.anyio
@pytest.mark.parametrize(
    "typed",
    ["0505355757", "050 535 57 57", "50 535-57-57", "+994505355757", "994505355757", "00994 50 535 57 57", "5355757"],
)
async def test_digits_in_any_format_find_everybody_with_the_number(signed_in: Desk, until: Until, typed: str) -> None:
    assert await _names(signed_in, until, typed) == ["Leyla Əliyeva", "Kamran Əliyev", "Günel Əliyeva"]


@pytest.mark.anyio
@pytest.mark.parametrize("typed", ["ƏLİYEV", "əliyev", "Əliyev"])
async def test_letters_find_names_whatever_their_case(signed_in: Desk, until: Until, typed: str) -> None:
    names = await _names(signed_in, until, typed)
    assert {"Leyla Əliyeva", "Kamran Əliyev", "Günel Əliyeva"} <= set(names)


@pytest.mark.anyio
async def test_words_are_found_in_any_order(signed_in: Desk, until: Until) -> None:
    assert await _names(signed_in, until, "əliyev kam") == ["Kamran Əliyev"]


@pytest.mark.anyio
@pytest.mark.parametrize("typed", ["ismayilova Ş", "ISMAYILOVA Şəhla", "ismayılova sehla"])
async def test_an_answer_is_not_dropped_for_a_capital_an_accent_or_the_dot_of_an_i(
    signed_in: Desk, until: Until, typed: str
) -> None:
    assert "Şəhla İsmayılova" in await _names(signed_in, until, typed)


@pytest.mark.anyio
async def test_letters_and_digits_together_narrow_each_other(signed_in: Desk, until: Until) -> None:
    assert await _names(signed_in, until, "leyla 535 57") == ["Leyla Əliyeva"]
    assert await _names(signed_in, until, "rauf 535 57") == []


@pytest.mark.anyio
async def test_signs_alone_find_nobody_instead_of_everybody(signed_in: Desk, until: Until) -> None:
    assert await _names(signed_in, until, "?!") == []


@pytest.mark.anyio
async def test_nothing_typed_lists_the_customers_and_tells_how_many_there_are(signed_in: Desk, until: Until) -> None:
    found: list[Found] = heard(signed_in.find.found)
    signed_in.find.look(Wanted(), at_once=True)
    await until(lambda: found)
    assert len(found[-1].customers) == MOST
    assert found[-1].total == 120


@pytest.mark.anyio
async def test_a_group_narrows_the_list(signed_in: Desk, until: Until) -> None:
    found: list[Found] = heard(signed_in.find.found)
    signed_in.find.look(Wanted(text="leyla"), at_once=True)
    await until(lambda: len(found) == 1)
    group = found[0].customers[0].group_id
    signed_in.find.look(Wanted(group_id=group), at_once=True)
    await until(lambda: len(found) == 2)
    assert {customer.group_id for customer in found[1].customers} == {group}
    assert "Leyla Əliyeva" in [customer.name for customer in found[1].customers]


@pytest.mark.anyio
@pytest.mark.parametrize("sort", CAPABILITIES.customer_sorts)
async def test_every_sort_goes_both_ways(signed_in: Desk, until: Until, sort: CustomerSort) -> None:
    up = await _names(signed_in, until, "əliyev", sort=sort)
    down = await _names(signed_in, until, "əliyev", sort=sort, descending=True)
    assert len(up) > 2
    assert down == up[::-1]


# ---- in which order -------------------------------------------------------------------------------------------------


@pytest.mark.anyio
async def test_an_answer_to_older_words_never_comes(
    signed_in: Desk, sandbox: Sandbox, asked: Asked, until: Until
) -> None:
    found: list[Found] = heard(signed_in.find.found)
    sandbox.set_faults("latency@GET /customers=0.2")
    before = asked("GET", "/customers")
    signed_in.find.look(Wanted(text="slow"), at_once=True)
    await until(lambda: asked("GET", "/customers") > before)
    sandbox.set_faults("")
    signed_in.find.look(Wanted(text="leyla"), at_once=True)
    await until(lambda: found)
    await until(lambda: all(one.status for one in sandbox.requests))  # the slow one was answered too
    assert [one.wanted.text for one in found] == ["leyla"]


@pytest.mark.anyio
async def test_with_answers_of_any_speed_the_words_shown_only_ever_get_newer(
    signed_in: Desk, sandbox: Sandbox, until: Until
) -> None:
    rng = random.Random(1)  # noqa: S311 (no secret)
    found: list[Found] = heard(signed_in.find.found)
    for number in range(6):
        sandbox.set_faults(f"latency@GET /customers={rng.choice((0, 0.01, 0.03))}")
        count = len(found)
        signed_in.find.look(Wanted(text=f"{number}"), at_once=True)
        if rng.random() < 0.5:
            await until(lambda count=count: len(found) > count)
    await until(lambda: found and found[-1].wanted.text == "5")
    shown = [int(one.wanted.text) for one in found]
    assert shown == sorted(set(shown))


@pytest.mark.anyio
async def test_fast_typing_asks_once(signed_in: Desk, asked: Asked, until: Until) -> None:
    found: list[Found] = heard(signed_in.find.found)
    before = asked("GET", "/customers")
    for end in range(1, len("əliyev") + 1):
        signed_in.find.look(Wanted(text="əliyev"[:end]))
    await until(lambda: found)
    assert asked("GET", "/customers") == before + 1


@pytest.mark.anyio
async def test_being_busy_is_told_and_taken_back(signed_in: Desk, until: Until) -> None:
    busy, found = heard(signed_in.find.busy_changed), heard(signed_in.find.found)
    signed_in.find.look(Wanted(text="leyla"), at_once=True)
    await until(lambda: found)
    await until(lambda: busy == [True, False])


@pytest.mark.anyio
async def test_a_look_repeated_asks_for_the_same_again(signed_in: Desk, until: Until) -> None:
    found: list[Found] = heard(signed_in.find.found)
    signed_in.find.look(Wanted(text="leyla"), at_once=True)
    await until(lambda: len(found) == 1)
    signed_in.find.again()
    await until(lambda: len(found) == 2)
    assert found[0] == found[1]


# ---- when it fails --------------------------------------------------------------------------------------------------


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("fault", "error", "link"),
    [
        ("status-500@GET /customers=1", errors.ServerFailed, Link.DELAYED),
        ("reset-before@GET /customers=1", errors.ConnectionLost, Link.DELAYED),
        ("truncate@GET /customers=1", errors.ConnectionLost, Link.DELAYED),
    ],
)
async def test_a_failure_is_told_and_the_next_look_works(
    signed_in: Desk, sandbox: Sandbox, until: Until, fault: str, error: type[errors.PosError], link: Link
) -> None:
    failed, found = heard(signed_in.find.failed), heard(signed_in.find.found)
    links = heard(signed_in.connection.changed)
    sandbox.set_faults(fault)
    signed_in.find.look(Wanted(text="leyla"), at_once=True)
    await until(lambda: failed)
    assert [type(one) for one in failed] == [error]
    assert link in [state.link for state in links]
    sandbox.set_faults("")
    signed_in.find.again()
    await until(lambda: found)
    assert signed_in.connection.state.link is Link.LIVE


@pytest.mark.anyio
async def test_a_network_that_is_away_is_told_as_offline(signed_in: Desk, sandbox: Sandbox, until: Until) -> None:
    failed = heard(signed_in.find.failed)
    sandbox.pause_network()
    signed_in.find.look(Wanted(text="leyla"), at_once=True)
    await until(lambda: failed)
    assert signed_in.connection.state.link is Link.OFFLINE
    sandbox.resume_network()


@pytest.mark.anyio
async def test_a_look_without_a_session_is_told(desk: Desk, until: Until) -> None:
    failed = heard(desk.find.failed)
    desk.find.look(Wanted(text="leyla"), at_once=True)
    await until(lambda: failed)
    assert [type(one) for one in failed] == [errors.SignInRequired]


# ---- what is asked for ----------------------------------------------------------------------------------------------

_SUBSCRIBER = st.integers(2_000_000, 9_999_999).map(str)
_OPERATOR = st.sampled_from(["50", "51", "55", "70", "77", "99"])
_MARKS = st.sampled_from(["", " ", "-", " - ", ".", "("])


@given(_OPERATOR, _SUBSCRIBER, st.sampled_from(["+994", "994", "00994", "0", ""]), st.data())
def test_a_whole_number_is_asked_for_by_its_national_digits(
    operator: str, subscriber: str, prefix: str, data: st.DataObject
) -> None:
    typed = prefix + "".join(digit + data.draw(_MARKS) for digit in operator + subscriber)
    assert query_of(Wanted(text=typed), "AZ").phone == operator + subscriber


@given(st.text(max_size=40))
def test_any_text_makes_a_query_that_a_server_can_read(text: str) -> None:
    query = query_of(Wanted(text=text), "AZ")
    assert query.limit == MOST
    if query.phone is not None:
        assert query.phone.isascii()
        assert query.phone.isdigit()
    if query.name is not None:
        assert query.name == query.name.strip() != ""
    assert (query.name is None and query.phone is None) == (not text.strip())


@given(st.lists(st.text("abcəığşçöüЖя", min_size=1, max_size=8), min_size=1, max_size=4))
def test_of_several_words_the_longest_is_asked_for(words: list[str]) -> None:
    query = query_of(Wanted(text=" ".join(words)), "AZ")
    assert query.phone is None
    assert query.name in words
    assert len(query.name or "") == max(map(len, words))
