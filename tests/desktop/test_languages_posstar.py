"""What PosStar alone shows, in each language: every word is translated, and none is cut off."""

from collections.abc import AsyncIterator, Iterator

import pytest
from PySide6.QtWidgets import QWidget

from callcenter import app
from callcenter.app import Desk
from callcenter.demo import Demo, demo
from callcenter.desk.connection import Link
from callcenter.pos.systems import POSSTAR
from callcenter.ui.counted import Counted
from callcenter.ui.shell.profiles import ProfileChooser
from tests.desktop.test_languages import TRANSLATED, Until, all_is_seen, assert_translated, dressed, language, words_of

pytestmark = pytest.mark.anyio
__all__ = ["dressed", "language"]
_NARROW = (1024, 700)
"""The smallest window that agents work in."""
_NUMBER = "0503332211"
"""Whom the sandbox keeps with purchases and an account."""


@pytest.fixture(scope="module")
def pos() -> Iterator[Demo]:
    with demo(orders_per_minute=0, pos=POSSTAR.key) as running:
        yield running


@pytest.fixture
async def desk(pos: Demo, language: str, dressed: None, until: Until) -> AsyncIterator[Desk]:  # noqa: ARG001
    """Give a desk at work in a small window, with a customer's card open."""
    made = app.build(pos.world())
    made.window.resize(*_NARROW)
    made.window.show()
    await until(made.window.isVisible)
    made.parts.session.sign_in(pos.profile, pos.secret)
    await until(lambda: made.parts.connection.state.link is Link.LIVE and made.parts.session.user)
    search = made.window.desk.search
    search.focus()
    search.type_text(_NUMBER)
    await until(lambda: search.settled and search.model.customers)
    made.window.desk.side.open_customer(search.model.customers[0])
    await until(lambda: made.window.desk.card.complete)
    yield made
    await app.close(made)


async def _shown(desk: Desk, name: str, until: Until) -> QWidget:
    """Open one of the pages or windows, and return it."""
    at_work, looks = desk.window.desk, desk.window.looks
    if name == "delete":
        desk.window.actions_["delete-customer"].trigger()
        return desk.window
    if name == "edit":
        desk.window.actions_["edit-customer"].trigger()
        await until(at_work.edit.isVisible)
        return desk.window
    if name == "redeem":
        desk.window.actions_["redeem"].trigger()
        await until(at_work.redeeming.page.isVisible)
        at_work.redeeming.page.take_all()
        return desk.window
    if name == "account":
        desk.window.actions_["account"].trigger()
        await until(lambda: looks.account is not None and looks.account.model.rowCount())
        await until(lambda: not desk.parts.ledger.shown.reading)
        assert looks.account is not None
        return looks.account
    if name == "profiles":
        desk.window.actions_["profiles"].trigger()
        chooser = desk.window.findChild(ProfileChooser)
        assert chooser is not None
        return chooser
    return desk.window


@pytest.mark.parametrize("name", ["card", "delete", "edit", "redeem", "account", "profiles"])
async def test_nothing_is_cut_off_in_a_small_window(desk: Desk, name: str, until: Until) -> None:
    shown = await _shown(desk, name, until)
    await all_is_seen(shown)
    assert desk.window.width() == _NARROW[0]


@TRANSLATED
@pytest.mark.parametrize(
    ("name", "at_least"),
    [("card", 60), ("delete", 60), ("edit", 70), ("redeem", 65), ("account", 24), ("profiles", 8)],
)
async def test_every_word_is_translated(
    desk: Desk,
    language: str,
    name: str,
    at_least: int,
    until: Until,
) -> None:
    assert_translated(words_of(await _shown(desk, name, until)), language, at_least=at_least)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["1 point", "2 points", "5 points"]),
        ("az", ["1 bal", "2 bal", "5 bal"]),
        ("ru", ["1 балл", "2 балла", "5 баллов"]),
    ],
    indirect=["language"],
)
@pytest.mark.usefixtures("language")
async def test_points_are_counted_in_the_forms_of_each_language(told: list[str]) -> None:
    assert [Counted().points(count) for count in (1, 2, 5)] == told
