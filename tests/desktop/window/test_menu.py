"""What callers ask: the menu, what is out, where the venues are; by key alone, beside the desk."""

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QTableView

from callcenter.ui.menu.item_text import ItemText
from callcenter.ui.menu.menu_dialog import MenuDialog
from callcenter.ui.menu.menu_model import Column
from callcenter.ui.menu.venues_dialog import VenuesDialog
from tests.desktop.window.agent import Agent, Until
from tests.desktop.window.test_access import nameless

pytestmark = pytest.mark.anyio


def menu(agent: Agent) -> MenuDialog:
    dialog = agent.window.looks.menu
    assert dialog is not None
    return dialog


def venues(agent: Agent) -> VenuesDialog:
    dialog = agent.window.looks.venues
    assert dialog is not None
    return dialog


def cells(table: QTableView, *columns: int) -> list[tuple[str, ...]]:
    model = table.model()
    return [tuple(str(model.index(row, at).data()).strip() for at in columns) for row in range(model.rowCount())]


def products(agent: Agent) -> list[tuple[str, ...]]:
    return cells(menu(agent).table, Column.NAME, Column.PRICE, Column.STATE)


def text(agent: Agent) -> str:
    """Give what stands beside the list; Qt gives blanks that do not break as plain ones."""
    return agent.named("The product", ItemText, menu(agent)).toPlainText()


def said(dialog: MenuDialog | VenuesDialog) -> str:
    return " ".join(one.text() for one in dialog.findChildren(QLabel) if one.isVisible())


@pytest.fixture
async def at_menu(agent: Agent, until: Until) -> Agent:
    """Give an agent with the menu of the desk's venue open."""
    agent.press("Ctrl+M")
    await until(lambda: menu(agent).isActiveWindow() and agent.parts.menus.shown.stops_at)
    return agent


async def test_ctrl_m_opens_the_menu_ready_to_type_and_esc_leads_back(at_menu: Agent, until: Until) -> None:
    assert at_menu.focus == "Product, section or modifier"
    assert products(at_menu)[:2] == [("Mətbəx › Pizza", "", ""), ("Pizza Marqarita", "8.50\u00a0₼", "")]
    assert nameless(menu(at_menu)) == []
    at_menu.press("Escape")
    await until(at_menu.window.isActiveWindow)
    at_menu.press("Ctrl+M")
    await until(menu(at_menu).isActiveWindow)


async def test_words_narrow_the_menu_and_the_keys_lead_through_it_past_the_titles(at_menu: Agent) -> None:
    at_menu.write("fanta")
    assert products(at_menu) == [
        ("İçkilər", "", ""),
        ("Fanta", "", "◔ see below"),
        ("0,33", "1.60\u00a0₼", ""),
        ("0,5", "2.00\u00a0₼", "✕ out"),
    ]
    assert text(at_menu).splitlines()[0].startswith("Fanta")
    at_menu.press("Down", "Down", "Down")
    assert menu(at_menu).table.currentIndex().row() == 3
    at_menu.press("Up", "Up", "Up", "Up")
    assert menu(at_menu).table.currentIndex().row() == 1
    assert at_menu.focus == "Product, section or modifier"


async def test_the_modifiers_of_a_product_are_told_with_how_many_and_for_how_much(at_menu: Agent) -> None:
    at_menu.write("toyuq doner")
    assert text(at_menu).splitlines() == [
        "Toyuq dönər\t4.50 ₼",
        "Çörək: choose 1",
        "Lavaş\tfree",
        "Təndir\tfree",
        "Tost\t0.30 ₼",
        "Əlavələr: choose up to 3, or none",
        "Əlavə ət\t2.50 ₼\tup to 3",
        "Sarımsaq sousu\t0.50 ₼\tup to 3",
        "Soğansız\tfree\tup to 3",
    ]


async def test_a_product_is_copied_by_key(at_menu: Agent) -> None:
    at_menu.write("ayran")
    at_menu.press("Ctrl+Shift+C")
    assert QApplication.clipboard().text().startswith("Ayran  1.20\u00a0₼")


async def test_what_runs_out_is_seen_by_shape_and_word_and_the_row_chosen_stays(at_menu: Agent, until: Until) -> None:
    at_menu.press("Down", "Down")
    chosen = menu(at_menu).table.currentIndex().data()
    at_menu.sandbox.limit_product(51, 3)
    at_menu.sandbox.limit_product(52, 0)
    at_menu.press("F5")
    await until(lambda: products(at_menu)[1][2] == "◔ 3 left")
    assert products(at_menu)[2] == ("Pizza Pepperoni", "11.50\u00a0₼", "✕ out")
    assert menu(at_menu).table.currentIndex().data() == chosen == "Pizza Dörd pendir"


async def test_another_venue_is_a_key_away_with_its_phone_and_address(at_menu: Agent, until: Until) -> None:
    place = at_menu.named("Phone and address of the venue", QLabel, menu(at_menu))
    assert place.text().split("   ·   ") == [
        "+994 12 498 00 11",
        "Nizami küçəsi 96, Bakı",
        "nizami@example.com",
        "● in use",
    ]
    assert ("Quzu qabırğası", "14.80\u00a0₼", "✕ out") in products(at_menu)
    at_menu.press("Ctrl+Shift+V")
    assert at_menu.named("Venue", QComboBox, menu(at_menu)).currentText() == "Gənclik"
    assert "Fətəli xan Xoyski" in place.text()
    await until(lambda: ("Quzu qabırğası", "14.80\u00a0₼", "") in products(at_menu))


async def test_with_the_pos_away_the_menu_read_last_is_shown_and_its_time_is_said(at_menu: Agent, until: Until) -> None:
    before = products(at_menu)
    at_menu.sandbox.pause_network()
    at_menu.press("F5")
    await until(lambda: "This is the menu of" in said(menu(at_menu)))
    assert "cannot be reached" in said(menu(at_menu)) or "did not answer" in said(menu(at_menu))
    assert products(at_menu) == before
    at_menu.sandbox.resume_network()
    at_menu.press("F5")
    await until(lambda: "This is the menu of" not in said(menu(at_menu)))


async def test_an_account_that_may_not_see_the_menu_reads_a_sentence(agent: Agent, until: Until) -> None:
    agent.sandbox.set_faults(["status-403@GET /products=1"])
    agent.press("Ctrl+M")
    await until(lambda: "There is no menu to show." in said(menu(agent)))
    assert "ask for the permission in the back office" in said(menu(agent))


async def test_a_call_is_taken_up_in_front_of_the_menu(at_menu: Agent, until: Until) -> None:
    await until(lambda: at_menu.parts.files.local is not None)
    at_menu.desk.arrivals.hear("0503332211")
    await until(lambda: at_menu.parts.calls.ringing is not None and not at_menu.parts.calls.ringing.looking)
    at_menu.press("F9")
    await until(lambda: at_menu.card_of == "Rauf Aliyev")
    await until(at_menu.window.isActiveWindow)


async def test_signing_out_closes_the_windows_and_leaves_nothing_in_them(at_menu: Agent, until: Until) -> None:
    at_menu.parts.session.sign_out(keep_local=True)
    await until(lambda: not menu(at_menu).isVisible())
    assert products(at_menu) == []


# ---- the venues -----------------------------------------------------------------------------------------------------


@pytest.fixture
async def at_venues(agent: Agent, until: Until) -> Agent:
    """Give an agent with the venues open."""
    agent.press("Ctrl+Shift+M")
    await until(lambda: venues(agent).isActiveWindow() and venues(agent).table.model().rowCount())
    return agent


async def test_ctrl_shift_m_shows_every_venue_with_phone_address_and_state(at_venues: Agent) -> None:
    assert at_venues.focus == "Venue, address or number"
    assert nameless(venues(at_venues)) == []
    assert cells(venues(at_venues).table, 0, 1, 2, 4) == [
        ("Nizami", "+994 12 498 00 11", "Nizami küçəsi 96, Bakı", "● in use"),
        ("Gənclik", "+994 12 498 00 12", "Fətəli xan Xoyski prospekti 14, Bakı", "● in use"),
        ("Sumqayıt", "—", "Sülh küçəsi 7, Sumqayıt", "● in use"),
        ("Dəniz (bağlıdır)", "—", "—", "✕ switched off"),
    ]


async def test_a_venues_number_is_called_or_copied_by_the_key_of_the_card(at_venues: Agent) -> None:
    at_venues.write("genc")
    at_venues.press("Ctrl+D")
    assert QApplication.clipboard().text() == "+994124980012"
    assert "+994 12 498 00 12 is copied" in said(venues(at_venues))  # no phone is set up here
    at_venues.press("Ctrl+Shift+C")
    assert QApplication.clipboard().text().splitlines() == [
        "Gənclik",
        "+994124980012",
        "Fətəli xan Xoyski prospekti 14, Bakı",
    ]


async def test_enter_leads_from_a_venue_to_its_menu(at_venues: Agent, until: Until) -> None:
    at_venues.write("sumq")
    at_venues.press("Return")
    await until(lambda: at_venues.window.looks.menu is not None and menu(at_venues).isActiveWindow())
    assert at_venues.named("Venue", QComboBox, menu(at_venues)).currentText() == "Sumqayıt"
    await until(lambda: at_venues.parts.menus.shown.venue_id == "3" and at_venues.parts.menus.shown.read_at)
