"""The card and the list of a point of sale that tells points, tags, purchases and an account."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QListView, QToolButton

from callcenter.desk.directory import MOST_SORTED
from callcenter.desk.sync import Phase
from callcenter.model.customer import Customer, CustomerQuery, CustomerSort
from callcenter.sandbox.server import Sandbox
from callcenter.ui.customers.purchases import Purchases
from callcenter.ui.shell.short_id import ShortId
from tests.desktop.window.agent import Agent, Until

pytestmark = pytest.mark.anyio

NUMBER = "0503332211"
_FIELDS = (CustomerSort.NAME, CustomerSort.CREATED, CustomerSort.SPENT, CustomerSort.POINTS)


async def _filled(agent: Agent, until: Until) -> None:
    """Wait until all customers are here."""
    sync = agent.parts.sync
    await until(lambda: sync.progress.phase is Phase.IDLE and sync.progress.count >= 200, within=20.0)


async def _open(agent: Agent, until: Until) -> Customer:
    await agent.look_for(NUMBER)
    await until(lambda: len(agent.found) > 1)
    agent.press("Return")
    await until(lambda: agent.parts.card.read_at)
    return _customer(agent)


def _customer(agent: Agent) -> Customer:
    customer = agent.parts.card.customer
    assert customer is not None
    return customer


def _figure(agent: Agent, name: str) -> QLabel:
    return agent.named(name, QLabel, agent.window.desk.card)


# ---- the card -------------------------------------------------------------------------------------------------------


async def test_the_card_has_what_this_point_of_sale_tells_and_nothing_it_never_does(
    posstar_window: Agent, until: Until
) -> None:
    agent = posstar_window
    customer = await _open(agent, until)
    told = agent.words_of(agent.window.desk.card)
    for name in ("points", "purchases", "spent", "account", "Recent purchases", "Made", "Id"):
        assert name in told.split("\n"), name
    for name in ("receipts", "cashback", "bonus used", "discounts", "balance", "Last orders", "Gender", "Code"):
        assert name not in told.split("\n"), name
    assert customer.points is not None
    assert _figure(agent, "points").text() == f"{customer.points:,}".replace(",", "\u202f")
    assert str(customer.purchases[0].receipt_number) in told.split("\n")


async def test_the_other_point_of_sale_has_its_own_card(agent: Agent, until: Until) -> None:
    await agent.look_for("leyla əliyeva")
    agent.press("Return")
    await until(lambda: agent.window.desk.card.complete)
    told = agent.words_of(agent.window.desk.card).split("\n")
    for name in ("receipts", "spent", "discounts", "bonus used", "balance", "cashback", "Last orders", "Number"):
        assert name in told, name
    for name in ("points", "purchases", "account", "Recent purchases", "Id"):
        assert name not in told, name


async def test_the_account_is_told_in_words(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    customer = await _open(agent, until)
    assert customer.ledger_balance is not None
    owed = 10_000 + int(customer.ledger_balance * 100)
    agent.sandbox.purchase(customer.id, owed, on_account=True)
    agent.parts.card.read_again(customer.id)
    await until(lambda: _figure(agent, "account").text() == "owes 100.00\u00a0₼")
    agent.sandbox.pay(customer.id, 10_000)
    agent.parts.card.read_again(customer.id)
    await until(lambda: _figure(agent, "account").text() == "nothing owed")
    agent.sandbox.pay(customer.id, 2_050)
    agent.parts.card.read_again(customer.id)
    await until(lambda: _figure(agent, "account").text() == "has 20.50\u00a0₼ in credit")


async def test_what_is_kept_from_last_time_is_muted_until_it_was_read_again(
    posstar_window: Agent, until: Until
) -> None:
    agent = posstar_window
    customer = await _open(agent, until)
    (purchases,) = agent.window.desk.card.findChildren(Purchases)
    assert "read at" in agent.words_of(purchases)
    assert _figure(agent, "account").property("role") == "figure"
    agent.sandbox.set_faults("latency@GET /customers=0.3")
    agent.parts.card.open(customer)
    assert "as they were last known" in agent.words_of(purchases)
    assert str(customer.purchases[0].receipt_number) in agent.words_of(purchases)
    roles = {one.property("role") for one in purchases.findChildren(QLabel) if one.isVisible() and "REC" in one.text()}
    assert roles == {"muted"}
    assert _figure(agent, "account").property("role") == "old-figure"
    await until(lambda: "read at" in agent.words_of(purchases))
    assert _figure(agent, "account").property("role") == "figure"


async def test_nothing_above_the_purchases_moves_when_they_come(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    await agent.look_for(NUMBER)
    await until(lambda: len(agent.found) > 1)
    agent.sandbox.set_faults("latency@GET /customers=0.3")
    agent.press("Return")
    await until(lambda: agent.card_of)
    await until(lambda: _figure(agent, "points").isVisible())
    before = _figure(agent, "points").mapToGlobal(_figure(agent, "points").rect().topLeft())
    assert "Not read yet." in agent.words_of(agent.window.desk.card)  # else nobody would know what is waited for
    await until(lambda: agent.parts.card.read_at)
    assert "Not read yet." not in agent.words_of(agent.window.desk.card)
    assert _figure(agent, "points").mapToGlobal(_figure(agent, "points").rect().topLeft()) == before


async def test_a_long_id_is_shown_in_part_and_copied_whole(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    customer = await _open(agent, until)
    shown = agent.named("Id", ShortId, agent.window.desk.card)
    assert shown.text() == f"{customer.id[:8]}…"
    assert shown.toolTip() == shown.accessibleDescription() == customer.id
    shown.setFocus()
    agent.press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == customer.id


async def test_tags_are_chips_in_lines_and_never_markup(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    customer = await _open(agent, until)
    tags = ("<b>vip</b>", *(f"tag number {number}" for number in range(25)), "x" * 400)
    agent.parts.card.take(Customer(id=customer.id, name=customer.name, tags=tags))
    chips = [
        one
        for one in agent.window.desk.card.findChildren(QLabel)
        if one.isVisible() and one.accessibleName() in tags and one.property("role") == "chip"
    ]
    assert [chip.accessibleName() for chip in chips] == list(tags)
    assert chips[0].text() == "<b>vip</b>"
    assert all(chip.textFormat() is Qt.TextFormat.PlainText for chip in chips)
    await until(lambda: len({chip.y() for chip in chips}) > 1)
    card = agent.window.desk.card
    assert max(chip.mapTo(card, chip.rect().topRight()).x() for chip in chips) <= card.viewport().width()
    agent.parts.card.take(Customer(id=customer.id, name=customer.name))
    assert not any(chip.isVisible() for chip in chips)


# ---- the list -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", range(4))
async def test_the_list_is_sorted_by_each_field_both_ways(posstar_window: Agent, until: Until, at: int) -> None:
    agent, sort = posstar_window, _FIELDS[at]
    await _filled(agent, until)
    agent.press(*["Ctrl+Shift+F"] * (at + 1))
    pane = agent.window.desk.search
    for _ in range(2):
        await until(lambda: agent.settled and len(pane.model.customers) > 150)
        wanted = agent.parts.find.wanted
        assert wanted.sort is sort
        keys = [_key(customer, sort) for customer in pane.model.customers]
        known = [key for key in keys if key is not None]
        assert known == sorted(known, reverse=wanted.descending)
        page = await agent.parts.session.pos.customers(CustomerQuery(sort=sort, descending=wanted.descending, limit=5))
        assert [_key(one, sort) for one in page.rows] == keys[:5]
        agent.press("Ctrl+Shift+G")


def _key(customer: Customer, sort: CustomerSort) -> Any:  # noqa: ANN401 - of the field asked for
    return {
        CustomerSort.NAME: None,  # the alphabet is the server's
        CustomerSort.CREATED: customer.created_at,
        CustomerSort.SPENT: customer.spent,
        CustomerSort.POINTS: customer.points,
    }[sort]


async def test_most_stands_first_and_each_row_tells_its_figure(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    agent.press(*["Ctrl+Shift+F"] * 3)
    assert agent.named("Sort by", QComboBox).currentText() == "Sort: spent"
    assert agent.named("Descending order", QToolButton).isChecked()
    model = agent.named("Customers found", QListView).model()
    await until(lambda: agent.settled and "₼" in str(model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)))
    agent.press("Ctrl+Shift+F")
    await until(lambda: agent.settled and "point" in str(model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)))
    agent.press("Ctrl+Shift+F")
    await until(lambda: agent.settled and agent.parts.find.wanted.sort is None)
    assert "point" not in str(model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))


class TestManyCustomers:
    """A list longer than is shown."""

    @pytest.fixture
    def sandbox(self) -> object:
        """Give one with more customers than a list shows."""
        with Sandbox(customers=MOST_SORTED + 60, orders=0) as running:
            yield running

    async def test_a_sorted_list_ends_at_two_hundred_and_says_so(self, posstar_window: Agent, until: Until) -> None:
        agent, pane = posstar_window, posstar_window.window.desk.search
        await until(
            lambda: agent.parts.sync.progress.phase is Phase.IDLE and agent.parts.sync.progress.count > MOST_SORTED,
            within=20.0,
        )
        agent.press("Ctrl+Shift+F")
        await until(lambda: agent.settled and len(pane.model.customers) == MOST_SORTED)
        assert f"first {MOST_SORTED}" in agent.words_of(pane)
        agent.press("Ctrl+Shift+G")
        await until(lambda: agent.settled and len(pane.model.customers) == MOST_SORTED)
        agent.press("End", "Ctrl+K")
        agent.write("a")
        await until(lambda: agent.settled and agent.parts.find.wanted.text == "a")
