"""The agent finds customers and takes in new ones, with keys alone."""

import pytest
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QToolButton

from tests.desktop.window.agent import Agent, Until

pytestmark = pytest.mark.anyio


async def test_a_phone_and_enter_open_the_card(agent: Agent, until: Until) -> None:
    agent.write("0505355757")
    await until(lambda: agent.settled)
    assert agent.found[0] == "Leyla Əliyeva"
    agent.press("Return")
    await until(lambda: agent.card_of == "Leyla Əliyeva" and agent.window.desk.card.complete)
    assert agent.focus == agent.search.accessibleName()


async def test_enter_before_the_answer_opens_whom_the_words_find(agent: Agent, until: Until) -> None:
    assert agent.chosen != "Rauf Aliyev"
    agent.sandbox.set_faults("latency@GET /customers=0.2")
    agent.write("rauf aliyev")
    agent.press("Return")
    assert agent.card_of == ""
    await until(lambda: agent.card_of == "Rauf Aliyev")


async def test_letters_of_every_language_find_names(agent: Agent, until: Until) -> None:
    for typed, name in (("əliyeva", "Leyla Əliyeva"), ("Руслан", "Алиев Руслан"), ("tuğrul", "Tuğrul Ünal")):
        await agent.look_for(typed)
        await until(lambda name=name: name in agent.found)


async def test_arrows_move_through_the_rows_while_the_field_keeps_the_focus(agent: Agent, until: Until) -> None:
    await agent.look_for("əliyev")
    first, second = agent.found[:2]
    assert agent.chosen == first
    agent.press("Down")
    assert agent.chosen == second
    assert agent.focus == agent.search.accessibleName()
    agent.press("Return")
    await until(lambda: agent.card_of == second)


async def test_the_next_search_begins_with_the_next_key(agent: Agent, until: Until) -> None:
    await agent.look_for("leyla əliyeva")
    agent.press("Return")
    await until(lambda: agent.card_of == "Leyla Əliyeva")
    agent.write("rauf")
    assert agent.search.text() == "rauf"


async def test_a_new_customer_is_taken_in_without_touching_the_mouse(agent: Agent, until: Until) -> None:
    agent.write("Nərgiz 055 717 20 20")
    await until(lambda: agent.settled)
    agent.press("Return")
    await until(lambda: agent.on_the_form)
    assert agent.field("Name").text() == "Nərgiz"
    assert agent.field("Phone").text() == "055 717 20 20"
    agent.press("Ctrl+Return")
    await until(lambda: agent.card_of == "Nərgiz")
    await agent.look_for("0557172020")
    await until(lambda: agent.found[0] == "Nərgiz")


async def test_an_unknown_number_stands_in_the_form_and_the_cursor_where_the_name_is_missing(
    agent: Agent, until: Until
) -> None:
    agent.write("0557172020")
    await until(lambda: agent.settled)
    agent.press("Return")
    await until(lambda: agent.on_the_form)
    assert agent.field("Phone").text() == "0557172020"
    assert agent.focus == "Name"


async def test_a_known_number_warns_while_it_is_typed_and_ctrl_o_opens_who_has_it(agent: Agent, until: Until) -> None:
    agent.press("Ctrl+N")
    agent.field("Phone").setFocus()
    agent.write("0505355757")
    await until(lambda: "Leyla Əliyeva" in agent.form_says)
    agent.press("Ctrl+O")
    await until(lambda: agent.card_of == "Leyla Əliyeva")


async def test_whose_number_it_is_stays_told_when_the_form_comes_back_to_be_mended(agent: Agent, until: Until) -> None:
    agent.press("Ctrl+N")
    agent.write("Nərgiz Yeni")
    agent.press("Alt+P")
    agent.write("0505355757")
    await until(lambda: "Leyla Əliyeva" in agent.form_says)
    agent.press("Alt+M")
    agent.write("nergiz@")
    agent.press("Ctrl+Return")
    assert agent.focus == "E-mail"
    assert "Leyla Əliyeva" in agent.form_says


async def test_a_duplicate_is_refused_with_the_way_to_who_exists(agent: Agent, until: Until) -> None:
    agent.press("Ctrl+N")
    agent.write("Nərgiz")
    agent.press("Tab")
    agent.write("0505355757")
    agent.press("Ctrl+Return")
    await until(lambda: "taken" in agent.form_says and "Leyla" in agent.form_says)
    assert agent.field("Name").text() == "Nərgiz"
    agent.press("Ctrl+O")
    await until(lambda: agent.card_of == "Leyla Əliyeva")


async def test_wrong_fields_are_marked_and_the_cursor_is_in_the_first(agent: Agent) -> None:
    agent.press("Ctrl+N")
    agent.write("Nərgiz")
    agent.press("Tab")
    agent.write("055 71")
    agent.press("Tab")
    agent.write("nergiz@")
    agent.press("Ctrl+Return")
    assert agent.focus == "Phone"
    assert "short" in agent.field("Phone").accessibleDescription()
    assert "e-mail" in agent.field("E-mail").accessibleDescription()
    assert agent.field("Name").accessibleDescription() == ""
    agent.write(" 2")
    agent.press("Backspace", "Backspace")
    assert agent.field("Phone").text() == "055 71"


async def test_what_was_typed_outlives_a_refusal_and_a_step_back(agent: Agent, until: Until) -> None:
    agent.sandbox.set_faults("status-500@POST /customers=1")
    agent.press("Ctrl+N")
    agent.write("Nərgiz")
    agent.press("Tab")
    agent.write("0557172020")
    agent.press("Ctrl+Return")
    await until(lambda: agent.form_says and not agent.window.desk.form.busy)
    assert agent.field("Name").text() == "Nərgiz"
    agent.press("Escape")
    assert agent.focus == agent.search.accessibleName()
    await until(lambda: not agent.on_the_form)
    agent.press("Ctrl+N")
    assert agent.field("Name").text() == "Nərgiz"
    assert agent.field("Phone").text() == "0557172020"
    assert "unfinished" in agent.form_says
    agent.sandbox.set_faults("")
    agent.press("Ctrl+Return")
    await until(lambda: agent.card_of == "Nərgiz")


async def test_an_empty_form_is_a_key_away(agent: Agent) -> None:
    agent.press("Ctrl+N")
    agent.write("Nərgiz")
    agent.press("Ctrl+Shift+N")
    assert agent.field("Name").text() == ""
    assert agent.focus == "Name"


async def test_a_customer_whose_confirmation_is_lost_can_be_saved_again_and_is_one(agent: Agent, until: Until) -> None:
    agent.sandbox.set_faults("reset-after@/customers=1")
    agent.press("Ctrl+N")
    agent.write("Nərgiz")
    agent.press("Tab")
    agent.write("0557172020")
    agent.press("Ctrl+Return")
    await until(lambda: "may or may not" in agent.form_says and not agent.window.desk.form.busy)
    agent.sandbox.set_faults("")
    agent.press("Ctrl+Return")
    await until(lambda: agent.card_of == "Nərgiz")
    await agent.look_for("0557172020")
    await until(lambda: agent.found[0] == "Nərgiz")
    assert agent.found.count("Nərgiz") == 1


async def test_every_field_of_the_form_reaches_the_card(agent: Agent, until: Until) -> None:
    agent.press("Ctrl+N")
    for text in ("Nərgiz Quliyeva", "0557172020", "nergiz@example.com"):
        agent.write(text)
        agent.press("Tab")
    assert agent.focus == "Group"
    agent.press("Down")
    assert agent.named("Group", QComboBox, agent.window.desk.form).currentIndex() == 1
    agent.press("Tab", "Down", "Tab")
    agent.write("15.05.1990")
    agent.press("Tab")
    agent.write("N-1")
    agent.press("Tab")
    agent.write("Zəng etməyin")
    assert agent.named("Notes", QPlainTextEdit).toPlainText() == "Zəng etməyin"
    agent.press("Ctrl+Return")
    await until(lambda: agent.card_of == "Nərgiz Quliyeva" and agent.window.desk.card.complete)
    customer = agent.parts.card.customer
    assert customer is not None
    assert (customer.code, customer.notes, customer.email) == ("N-1", "Zəng etməyin", "nergiz@example.com")


async def test_every_group_sort_and_direction_can_be_chosen_by_keys(agent: Agent, until: Until) -> None:
    await until(lambda: agent.parts.sync.progress.count == 200)  # all are here: no look finds more than the last
    await agent.look_for("əliyev")
    up = agent.found[:-1]
    sorts = agent.named("Sort by", QComboBox)
    sorts.setFocus()
    for index in range(1, sorts.count()):
        agent.press("Down")
        assert sorts.currentIndex() == index
        await until(lambda: agent.settled)
    agent.named("Descending order", QToolButton).setFocus()
    before = agent.found[:-1]
    agent.press("Space")
    await until(lambda: agent.settled)
    assert agent.found[:-1] == before[::-1]
    assert sorted(before) == sorted(up)
    groups = agent.named("Group", QComboBox)
    groups.setFocus()
    agent.press("Down")
    await until(lambda: agent.settled)
    assert len(agent.found) <= len(up) + 1


async def test_esc_goes_one_step_back_at_a_time(agent: Agent, until: Until) -> None:
    await agent.look_for("leyla əliyeva")
    agent.press("Return")
    await until(lambda: agent.card_of == "Leyla Əliyeva")
    agent.press("F3")
    assert agent.focus == "Customer card"
    agent.press("Escape")
    assert agent.focus == agent.search.accessibleName()
    assert agent.search.text() == "leyla əliyeva"
    agent.press("Escape")
    assert agent.search.text() == ""


async def test_letters_typed_on_the_card_go_to_the_search(agent: Agent, until: Until) -> None:
    await agent.look_for("leyla əliyeva")
    agent.press("Return")
    await until(lambda: agent.card_of == "Leyla Əliyeva")
    agent.press("Ctrl+K", "Backspace", "F3")
    agent.write("ra")
    assert agent.search.text() == "ra"
    assert agent.focus == agent.search.accessibleName()


async def test_where_the_search_fails_there_the_copy_of_the_customers_answers(agent: Agent, until: Until) -> None:
    agent.sandbox.set_faults("status-500@GET /customers=1")
    agent.write("rauf")
    agent.press("Return")
    await until(lambda: agent.card_of.startswith("Rauf"))
    agent.press("Ctrl+K", "Backspace")
    agent.write("nobodyhasthisname")
    agent.press("Return")
    await until(lambda: agent.on_the_form)
    assert agent.field("Name").text() == "nobodyhasthisname"
