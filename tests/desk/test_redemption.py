"""What redeeming points comes to: what is typed, what it may take off, what an answer tells of a point's worth."""

import uuid
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.desk.redemption import POINT_VALUE, Flaw, corrected, points_in, preview, sale_in
from callcenter.model.customer import Purchase
from callcenter.model.loyalty import Redeemed
from callcenter.settings import check_point_value

VALUES = st.decimals("0.000001", "999999", places=6)
HELD = st.integers(0, 10**8)


@given(text=st.text(max_size=30) | st.integers(-(10**12), 10**12).map(str), held=HELD)
def test_never_more_than_held_and_never_less_than_one_whatever_is_typed(text: str, held: int) -> None:
    points = points_in(text, held)
    assert isinstance(points, Flaw) or 1 <= points <= held


@given(st.integers(1, 10**8), HELD)
def test_a_whole_number_that_is_held_is_taken_however_it_is_spaced(points: int, more: int) -> None:
    for text in (str(points), f" {points:,} ".replace(",", " "), f"000{points}"):
        assert points_in(text, points + more) == points


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("", Flaw.POINTS_MISSING),
        ("  ", Flaw.POINTS_MISSING),
        ("0", Flaw.POINTS_NOT_WHOLE),
        ("000", Flaw.POINTS_NOT_WHOLE),
        ("-5", Flaw.POINTS_NOT_WHOLE),
        ("1.5", Flaw.POINTS_NOT_WHOLE),
        ("1e3", Flaw.POINTS_NOT_WHOLE),
        ("٧", Flaw.POINTS_NOT_WHOLE),
        ("451", Flaw.POINTS_TOO_MANY),
        ("9" * 5000, Flaw.POINTS_TOO_MANY),
    ],
)
def test_what_is_no_number_of_points_is_told_apart(text: str, flaw: Flaw) -> None:
    assert points_in(text, 450) is flaw


@given(st.uuids(), st.booleans())
def test_a_sale_is_known_in_every_spelling_of_its_id(sale: uuid.UUID, upper: bool) -> None:
    for text in (str(sale), sale.hex, f" {sale}\n", f"{{{sale}}}"):
        assert sale_in(text.upper() if upper else text) == str(sale)


@given(st.text(max_size=60))
def test_what_is_no_id_is_no_sale_and_one_that_is_taken_is_in_its_one_spelling(text: str) -> None:
    sale = sale_in(text)
    if isinstance(sale, Flaw):
        assert (sale is Flaw.SALE_MISSING) == (not text.strip())
    else:
        assert str(uuid.UUID(sale)) == sale


@pytest.mark.parametrize("text", ["REC-20250518-001", "1" * 31 + "_", "٧" * 32, "urn:uuid:" + "1" * 32, "1" * 33])
def test_what_only_looks_like_an_id_is_told(text: str) -> None:
    assert sale_in(text) is Flaw.SALE_NOT_AN_ID


@given(points=st.integers(1, 10**8), more=HELD, value=VALUES, total=st.decimals("0", "1000000", places=2) | st.none())
def test_a_preview_is_exact_and_warns_only_of_more_than_the_sale(
    points: int, more: int, value: Decimal, total: Decimal | None
) -> None:
    sale = Purchase(id="1", total=total)
    seen = preview(points, value, points + more, sale)
    assert seen.discount == sum([value] * 3, Decimal()) / 3 * points
    assert seen.left == more
    assert seen.beyond_sale == (total is not None and points * value > total)
    assert not preview(points, value, points + more, None).beyond_sale


def test_a_point_is_worth_what_the_page_says_until_somebody_says_otherwise() -> None:
    assert preview(100, POINT_VALUE, 450, None).discount == Decimal("10.00")


@given(points=st.integers(1, 10**6), value=VALUES, told=st.integers(1, 10**6))
def test_what_is_learnt_foretells_the_same_answer_the_next_time(points: int, value: Decimal, told: int) -> None:
    discount = (points * Decimal(told) / 10_000).quantize(Decimal("0.01"))
    learnt = corrected(value, Redeemed(points=points, discount=discount), None)
    if discount:
        foretold = preview(points, learnt, points, None).discount
        assert abs(foretold - discount) <= Decimal("0.005") + points * Decimal("0.0000005")
    else:
        assert learnt == value


@given(value=VALUES, points=st.integers(1, 10**6))
def test_an_answer_as_foretold_changes_nothing(value: Decimal, points: int) -> None:
    value = value.quantize(Decimal("0.01")) or POINT_VALUE
    assert corrected(value, Redeemed(points=points, discount=points * value), None) == value


@given(
    value=VALUES,
    points=st.integers(-5, 10**9),
    discount=st.decimals("-1000", "1000000000", places=2) | st.none(),
    total=st.decimals("0", "1000", places=2) | st.none(),
)
def test_whatever_is_answered_a_points_worth_stays_one_that_can_be_kept(
    value: Decimal, points: int, discount: Decimal | None, total: Decimal | None
) -> None:
    learnt = corrected(value, Redeemed(points=points, discount=discount), Purchase(id="1", total=total))
    assert Decimal(check_point_value(f"{learnt.normalize():f}")) == learnt


def test_a_sale_that_became_free_tells_nothing_of_a_points_worth() -> None:
    answer = Redeemed(points=1000, discount=Decimal("4.50"))
    assert corrected(POINT_VALUE, answer, Purchase(id="1", total=Decimal("4.50"))) == POINT_VALUE
    assert corrected(POINT_VALUE, answer, Purchase(id="1", total=Decimal("90.00"))) == Decimal("0.0045")
