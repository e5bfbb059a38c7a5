"""What agents type, and whom they mean."""

from collections.abc import AsyncIterator

import pytest

from callcenter.model.customer import Customer
from callcenter.replica.folding import fold
from callcenter.replica.matching import Tier
from callcenter.replica.query import Query
from callcenter.replica.replica import Replica
from tests.replica.made import customers, in_memory

_OWN = [
    Customer(id="a1", name="Məmmədov Elçin", phone="+994702223344", code="KART-0077", receipt_count=300),
    Customer(id="a2", name="Şahin Öztürk", phone="+905321234567", email="sahin.ozturk@firma.example"),
    Customer(id="a3", name="Cavid Quliyev", phone="012 498 12 34", address="Füzuli küçəsi 16, mənzil 21"),
    Customer(id="a4", name="Xalid Hüseynov", phone="0773214567", group_id="77"),
    Customer(id="a5", name="Işıl İrem Çiçek", phones=("+994 99 888 77 66", "0551110022")),
    Customer(id="a6", name="Владимир Щербаков", phone="+7 903 555 66 77"),
    Customer(id="a7", name="O'Neill Sinéad", email="sinead@pub.example"),
    Customer(id="a8", name="Vüqar Allahverdiyev", phone="0704445566", code="123987"),
    Customer(id="a9", name="Kofe Xana 28 May", phone="0124445560", group_id="77"),
]


@pytest.fixture(scope="module")
async def replica() -> AsyncIterator[Replica]:
    opened = await in_memory([*customers(3000), *_OWN])
    yield opened
    await opened.aclose()


_LEYLA, _KAMRAN, _RAUF, _RUSLAN, _GUNEL = "1", "2", "3", "4", "5"


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("text", "people", "tier"),
    [
        # a surname in every spelling
        ("Əliyev", (_KAMRAN, _RAUF, _RUSLAN), Tier.NAME),
        ("aliyev", (_RAUF, _KAMRAN, _RUSLAN), Tier.NAME),
        ("ALİYEV", (_RAUF,), Tier.NAME),
        ("алиев", (_RUSLAN, _RAUF, _KAMRAN), Tier.NAME),
        ("eliyev", (_KAMRAN, _RAUF), Tier.NAME),
        ("aliev", (_RUSLAN, _RAUF), Tier.NAME),
        ("Fkbtd", (_RUSLAN, _RAUF), Tier.OTHER_KEYS),
        ("aliyve", (_RAUF, _KAMRAN), Tier.TYPO),
        # numbers, whole and in part
        ("0505355757", (_LEYLA, _KAMRAN, _GUNEL), Tier.EXACT),
        ("+994505355757", (_LEYLA, _KAMRAN, _GUNEL), Tier.EXACT),
        ("00994 50 535 57 57", (_LEYLA, _KAMRAN, _GUNEL), Tier.EXACT),
        ("505355757", (_LEYLA, _KAMRAN, _GUNEL), Tier.EXACT),
        ("994505355757", (_LEYLA, _KAMRAN, _GUNEL), Tier.EXACT),
        ("50 535 57", (_LEYLA, _KAMRAN, _GUNEL), Tier.PREFIX_IN_ORDER),
        ("50 535-57-57", (_LEYLA, _KAMRAN, _GUNEL), Tier.EXACT),
        ("(050) 535 57 57", (_LEYLA, _KAMRAN, _GUNEL), Tier.EXACT),
        ("050535", (_LEYLA, _KAMRAN, _GUNEL), Tier.PREFIX_IN_ORDER),
        ("+994505355", (_LEYLA, _KAMRAN, _GUNEL), Tier.PREFIX_IN_ORDER),
        ("5757", (_LEYLA, _KAMRAN, _GUNEL), Tier.PREFIX_IN_ORDER),
        ("53557", (_LEYLA, _KAMRAN, _GUNEL), Tier.SUBSTRING),
        ("+79161234567", (_RUSLAN,), Tier.EXACT),
        ("916 123 45", (_RUSLAN,), Tier.SUBSTRING),
        ("+7903", ("a6",), Tier.PREFIX_IN_ORDER),
        ("0551110022", ("a5",), Tier.EXACT),
        ("8887766", ("a5",), Tier.PREFIX_IN_ORDER),
        ("998 77 66", ("a5",), Tier.SUBSTRING),
        ("0124981234", ("a3",), Tier.EXACT),
        # words of names, in order and not
        ("leyla əliyeva", (_LEYLA,), Tier.NAME),
        ("Leyla Aliyeva", (_LEYLA,), Tier.NAME),
        ("eliyeva leyla", (_LEYLA,), Tier.PREFIX),
        ("руслан алиев", (_RUSLAN,), Tier.PREFIX),
        ("kam ali", (_KAMRAN,), Tier.PREFIX_IN_ORDER),
        ("ali kam", (_KAMRAN,), Tier.PREFIX),
        ("mammadov elchin", ("a1",), Tier.NAME),
        ("мамедов эльчин", ("a1",), Tier.NAME),
        ("shahin ozturk", ("a2",), Tier.NAME),
        ("SAHIN OZT", ("a2",), Tier.PREFIX_IN_ORDER),
        ("javid guliyev", ("a3",), Tier.NAME),
        ("джавид гулиев", ("a3",), Tier.NAME),
        ("khalid gusey", ("a4",), Tier.PREFIX_IN_ORDER),
        ("isil irem", ("a5",), Tier.NAME),
        ("IŞIL", ("a5",), Tier.NAME),
        ("işil irem", ("a5",), Tier.NAME),
        ("çiçek işıl", ("a5",), Tier.PREFIX),
        ("vladimir shcherbakov", ("a6",), Tier.NAME),
        ("oneill", ("a7",), Tier.NAME),
        ("o'neill sinead", ("a7",), Tier.NAME),
        ("kofe xana 28", ("a9",), Tier.SUBSTRING),
        # one slip in a short word, two in a long one
        ("leyal əliyeva", (_LEYLA,), Tier.TYPO),
        ("allahverdyiev vuqar", ("a8",), Tier.PREFIX),
        ("allahvrdiyv vuqar", ("a8",), Tier.TYPO),
        ("scherbkov vladimir", ("a6",), Tier.TYPO),
        # names and digits narrow together
        ("əliyeva 5757", (_LEYLA,), Tier.NAME),
        ("aliyev 55 12", (), None),
        ("aliyev 55 57", (_KAMRAN,), Tier.NAME),
        ("ali 333 22", (_RAUF,), Tier.PREFIX_IN_ORDER),
        ("leyla 0505355757", (_LEYLA,), Tier.NAME),
        ("mamedov 3344", ("a1",), Tier.NAME),
        # e-mail, code, address
        ("leyla@mail.example", (_LEYLA,), Tier.EXACT),
        ("ozturk@firma", ("a2",), Tier.SUBSTRING),
        ("sinead@pub", ("a7",), Tier.SUBSTRING),
        ("kart-0077", ("a1",), Tier.EXACT),
        ("KART0077", ("a1",), Tier.EXACT),
        ("123987", ("a8",), Tier.EXACT),
        ("art 77", (), None),
        ("füzuli küçəsi 16", ("a3",), Tier.SUBSTRING),
        ("nizami 45", (_LEYLA, _KAMRAN), Tier.SUBSTRING),
        # the right keys on the wrong layout, both ways
        ("Vfvtljd 'kmxby", ("a1",), Tier.OTHER_KEYS),
        ("dkflbvbh", ("a6",), Tier.OTHER_KEYS),
        ("дундф фдшнумф", (_LEYLA,), Tier.OTHER_KEYS),
        ("ыфршт", ("a2",), Tier.OTHER_KEYS),
        # a letter or two
        ("l", (), None),
        ("xq", (), None),
        ("50", (), None),
        ("7", (), None),
    ],
)
async def test_a_query_finds_whom_the_agent_means(
    replica: Replica, text: str, people: tuple[str, ...], tier: Tier | None
) -> None:
    hits = {hit.customer.id: hit.tier for hit in await replica.search(Query(text=text, limit=400))}
    assert [one for one in people if one not in hits] == []
    assert not people or {hits[one] for one in people} == {tier}


@pytest.mark.anyio
@pytest.mark.parametrize(("text", "first"), [("l", "l"), ("ж", "zh"), ("ə", "e"), ("al", "al"), ("çi", "ci")])
async def test_one_letter_and_two_find_names_that_begin_so(replica: Replica, text: str, first: str) -> None:
    hits = await replica.search(Query(text=text, limit=10))
    assert len(hits) >= 1
    assert any(word.startswith(first) for word in fold(hits[0].customer.name).split())


@pytest.mark.anyio
@pytest.mark.parametrize("text", ["5", "50", "055"])
async def test_one_digit_and_two_find_numbers(replica: Replica, text: str) -> None:
    hits = await replica.search(Query(text=text, limit=10))
    assert len(hits) == 10
    assert {hit.tier for hit in hits} == {Tier.PREFIX_IN_ORDER}


@pytest.mark.anyio
@pytest.mark.parametrize(
    "text", ["?", "+", "---", "“", "'; DROP TABLE customer; --", '"', "* AND OR NOT NEAR(", "\ud800", "😀"]
)
async def test_signs_and_queries_in_disguise_are_harmless(replica: Replica, text: str) -> None:
    assert isinstance(await replica.search(Query(text=text)), list)


@pytest.mark.anyio
async def test_nothing_typed_shows_the_most_frequent_customers(replica: Replica) -> None:
    hits = await replica.search(Query(limit=5))
    assert hits[0].customer.id == "a1"


@pytest.mark.anyio
async def test_a_group_narrows_every_kind_of_look(replica: Replica) -> None:
    for text in ("", "xa", "hüseynov", "0773214567", "Халид", "fkbtd", "husyenov"):
        hits = await replica.search(Query(text=text, group_id="77"))
        assert {hit.customer.group_id for hit in hits} <= {"77"}
    assert [hit.customer.id for hit in await replica.search(Query(text="hüseynov", group_id="77"))] == ["a4"]
