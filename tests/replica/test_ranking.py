"""What holds for every search, whatever is typed and whoever is stored."""

from hypothesis import given, settings
from hypothesis import strategies as st

from callcenter.model.customer import Address, Customer
from callcenter.replica import stored
from callcenter.replica.connecting import connect
from callcenter.replica.customers import CustomerWriter
from callcenter.replica.face import Face
from callcenter.replica.layout import other_layouts
from callcenter.replica.matching import Tier, match
from callcenter.replica.query import Query, take_apart
from callcenter.replica.regulars import Regulars
from callcenter.replica.schema import REPLICA
from callcenter.replica.searching import Hit
from callcenter.replica.sorting import find

_WORDS = [
    *("Əliyev", "Aliyev", "Алиев", "Aliyeva", "Əli", "Leyla", "Lalə", "Михаил", "Alikhan", "Şahin", "Shah", "Məmmədov"),
    *("Гасанов", "Həsənov", "Yılmaz", "O'Neill", "Kofe", "28", "Юлия", "Ağayev", "Ə", "Ли"),
]
_NUMBERS = ["+994505355757", "050 535 57 58", "0125355757", "+79161234567", "505", "5", "+", "", "0505355757"]
_TYPED = [
    *_WORDS,
    "ali",
    "aliyve",
    "mik",
    "eyla",
    "Fkbtd",
    "фдш",
    "50",
    "5757",
    "0505",
    "5",
    "535",
    "a",
    "ə",
    "nizami",
    "12",
]

_names = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=3).map(" ".join)
_people = st.lists(
    st.builds(
        lambda name, phone, phones, email, address, visits: Customer(
            id="",
            name=name,
            phone=phone,
            phones=tuple(phones),
            email=email,
            addresses=(Address(text=address),) if address else (),
            receipt_count=visits,
        ),
        _names,
        st.none() | st.sampled_from(_NUMBERS),
        st.lists(st.sampled_from(_NUMBERS), max_size=2),
        st.none() | st.sampled_from(["leyla@mail.example", "ali.k@pub.example"]),
        st.none() | st.sampled_from(["Nizami 12, m. 4", "28 May küçəsi 505"]),
        st.integers(0, 40),
    ),
    max_size=9,
)
_queries = st.lists(st.sampled_from(_TYPED), min_size=1, max_size=3).map(" ".join)


def _search(people: list[Customer], text: str, limit: int = 50) -> list[Hit]:
    connection = connect(None, None, REPLICA)
    try:
        CustomerWriter(connection, "AZ").upsert(people)
        query = Query(text=text, limit=limit)
        return find(connection, "AZ", query, Regulars(connection, "AZ"), lambda: None)
    finally:
        connection.close()


def _numbered(people: list[Customer]) -> list[Customer]:
    return [
        Customer(**{**{name: getattr(one, name) for name in one.__struct_fields__}, "id": str(at)})
        for at, one in enumerate(people, 1)
    ]


def _face(customer: Customer) -> Face:
    return Face(stored.to_row(customer), "AZ")


def _tier(customer: Customer, text: str, *, slips: bool = False) -> Tier | None:
    how = match(_face(customer), take_apart(text, "AZ"), slips=slips)
    return None if how is None else Tier(how[0])


@given(_people, _queries)
@settings(max_examples=60)
def test_a_better_kind_of_match_is_never_below_a_lesser_one(people: list[Customer], text: str) -> None:
    tiers = [hit.tier for hit in _search(_numbered(people), text)]
    assert tiers == sorted(tiers)


@given(_people, _queries)
@settings(max_examples=60)
def test_whatever_is_shown_matches_as_it_says(people: list[Customer], text: str) -> None:
    hits = _search(_numbered(people), text)
    assert len({hit.customer.id for hit in hits}) == len(hits)
    for hit in hits:
        if hit.tier is Tier.OTHER_KEYS:
            assert any(_tier(hit.customer, other) is not None for other in other_layouts(text))
        else:
            assert _tier(hit.customer, text, slips=hit.tier is Tier.TYPO) == hit.tier


@given(_people, _queries)
@settings(max_examples=150)
def test_the_index_proposes_everybody_who_matches(people: list[Customer], text: str) -> None:
    everybody = _numbered(people)
    meant = {one.id for one in everybody if (tier := _tier(one, text)) is not None and tier <= Tier.PREFIX}
    if not any(_tier(one, text) is Tier.EXACT for one in everybody):
        assert meant <= {hit.customer.id for hit in _search(everybody, text)}


@given(_people, _queries, st.sampled_from(_TYPED))
@settings(max_examples=100)
def test_another_word_narrows_and_never_invents(people: list[Customer], text: str, more: str) -> None:
    for hit in _search(_numbered(people), f"{text} {more}"):
        if hit.tier <= Tier.SUBSTRING:
            assert _tier(hit.customer, text) is not None, hit


@given(_people, _queries, st.integers(1, 5))
@settings(max_examples=40)
def test_a_shorter_page_is_the_beginning_of_a_longer_one(people: list[Customer], text: str, limit: int) -> None:
    assert len(_search(_numbered(people), text, limit)) <= limit
