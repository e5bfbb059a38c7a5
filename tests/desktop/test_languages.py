"""The window in each of its languages: every word is translated, and none is cut off."""

import asyncio
import xml.etree.ElementTree as ET
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QWidget,
)

from callcenter import app, assets
from callcenter.app import Desk
from callcenter.demo import Demo, demo
from callcenter.desk.connection import Link
from callcenter.model.order import Order
from callcenter.ui import wording
from callcenter.ui.orders.cells import _SHAPES, Column
from callcenter.ui.orders.queue_delegate import MARGIN
from callcenter.ui.shell import theme, translation
from callcenter.ui.shell.key_map import KeyMap
from callcenter.ui.shell.one_line import OneLine

pytestmark = pytest.mark.anyio

Until = Callable[..., Awaitable[None]]

LANGUAGES = ("en", "az", "ru")
_WRONG = {"base_url": "http://pos.example.com", "brand": "", "region": "A", "currency": "A", "venue_id": "x"}


@pytest.fixture(scope="module")
def pos() -> Iterator[Demo]:
    with demo(orders_per_minute=0) as running:
        yield running


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[None]:
    """Dress the program as the desk does, for as long as a test lasts."""
    font, palette, style = qapp.font(), qapp.palette(), qapp.style().objectName()
    theme.load_fonts()
    theme.apply(qapp, theme.Scheme.LIGHT)
    yield
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """Speak a language for as long as a test lasts."""
    before = QLocale()
    installed = translation.install(qapp, request.param)
    yield request.param
    for each in installed:
        qapp.removeTranslator(each)
        each.deleteLater()
    QLocale.setDefault(before)


@pytest.fixture
async def desk(pos: Demo, language: str, dressed: None, until: Until) -> AsyncIterator[Desk]:  # noqa: ARG001 (an order)
    """Give a desk with its window on the screen; nobody is signed in."""
    made = app.build(pos.world())
    made.window.show()
    await until(made.window.isVisible)
    yield made
    await app.close(made)


@pytest.fixture
async def signed_in(desk: Desk, pos: Demo, until: Until) -> Desk:
    """Give a desk at work, with a customer's card open."""
    desk.parts.session.sign_in(pos.profile, pos.secret)
    await until(lambda: desk.parts.connection.state.link is Link.LIVE and desk.parts.queue.orders)
    await until(lambda: desk.window.desk.search.model.customers and desk.parts.offer.choices.sale_types)
    desk.window.desk.side.open_customer(desk.window.desk.search.model.customers[0])
    await until(lambda: desk.window.desk.card.complete)
    return desk


async def test_nothing_of_the_sign_in_form_is_cut_off(desk: Desk) -> None:
    await all_is_seen(desk.window)
    desk.window.sign_in.fill(_WRONG)
    desk.window.sign_in.submit()
    await all_is_seen(desk.window)


async def test_nothing_of_the_desk_at_work_is_cut_off(signed_in: Desk) -> None:
    await all_is_seen(signed_in.window)


async def test_nothing_of_the_form_is_cut_off(signed_in: Desk, until: Until) -> None:
    signed_in.window.desk.side.new_customer("Nərgiz 055 71")
    form = signed_in.window.desk.form
    await until(form.isVisible)
    await all_is_seen(signed_in.window)
    form.fields.fill({"name": "", "email": "nergiz@", "date_of_birth": "31.02.1990"})
    form.save()
    await all_is_seen(signed_in.window)


async def test_nothing_of_the_key_map_is_cut_off(desk: Desk, until: Until) -> None:
    keys = open_keys(desk)
    await until(keys.isVisible)
    await all_is_seen(keys)
    keys.close()


@pytest.fixture
async def looks(signed_in: Desk, until: Until) -> tuple[QDialog, ...]:
    """Give the windows beside the desk, open and filled."""
    made, parts = signed_in.window.looks, signed_in.parts
    made.show_menu()
    made.show_venues()
    made.show_history()
    await until(lambda: parts.menus.shown.stops_at and parts.history.progress.reached)
    await until(lambda: not parts.history.progress.reading)
    assert made.menu is not None
    assert made.venues is not None
    assert made.history is not None
    return made.menu, made.venues, made.history


async def test_nothing_of_the_menu_the_venues_and_the_history_is_cut_off(looks: tuple[QDialog, ...]) -> None:
    for dialog in looks:
        await all_is_seen(dialog)


async def test_the_columns_of_the_queue_hold_their_longest_words(signed_in: Desk) -> None:
    view = signed_in.window.desk.queue._view
    orders = [Order(id="1", status=status) for status in ("PENDING", "RECEIVED", "DELIVERED", "IGNORE")]
    now = datetime.now(UTC)
    lasting = (timedelta(minutes=59), timedelta(hours=23, minutes=59), timedelta(days=99))
    words = {
        Column.AGE: [f"!! {wording.age(now - each, now)}" for each in lasting],
        Column.STATE: [f"{_SHAPES[each.stage]} {wording.status(each)}" for each in orders],
    }
    metrics = QFontMetrics(theme.text_font())
    for column, texts in words.items():
        room = view.columnWidth(column) - 2 * MARGIN
        assert [text for text in texts if metrics.horizontalAdvance(text) > room] == []


TRANSLATED = pytest.mark.parametrize("language", ["az", "ru"], indirect=True)


@TRANSLATED
async def test_every_word_of_the_sign_in_form_is_translated(desk: Desk, language: str) -> None:
    desk.window.sign_in.fill(_WRONG)
    desk.window.sign_in.submit()
    assert_translated(words_of(desk.window), language, at_least=20)


@TRANSLATED
async def test_every_word_of_the_desk_at_work_is_translated(signed_in: Desk, language: str) -> None:
    assert_translated(words_of(signed_in.window), language, at_least=60)


@TRANSLATED
async def test_every_word_of_the_form_is_translated(signed_in: Desk, language: str, until: Until) -> None:
    signed_in.window.desk.side.new_customer("Nərgiz 055 71")
    form = signed_in.window.desk.form
    await until(form.isVisible)
    form.fields.fill({"name": "", "email": "nergiz@"})
    form.save()
    assert_translated(words_of(form), language, at_least=15)


@TRANSLATED
async def test_every_word_of_the_key_map_is_translated(desk: Desk, language: str, until: Until) -> None:
    keys = open_keys(desk)
    await until(keys.isVisible)
    assert_translated(words_of(keys), language, at_least=20)
    keys.close()


@TRANSLATED
async def test_every_word_of_the_menu_the_venues_and_the_history_is_translated(
    looks: tuple[QDialog, ...], language: str
) -> None:
    for dialog, at_least in zip(looks, (8, 9, 13), strict=True):
        assert_translated(words_of(dialog), language, at_least=at_least)


@TRANSLATED
@pytest.mark.usefixtures("dressed")
async def test_the_words_of_qt_are_translated(language: str) -> None:
    """The context menus of fields, and the buttons of dialogs."""
    line, text = QLineEdit("a"), QPlainTextEdit("a")
    menus: list[QMenu] = [line.createStandardContextMenu(), text.createStandardContextMenu()]
    shown = {action.text().split("\t")[0] for menu in menus for action in menu.actions() if action.text()}
    english = {"&Undo", "&Redo", "Cu&t", "&Copy", "&Paste", "Delete", "Select All"}
    assert len(shown) == len(english)
    assert shown & english == set()
    assert QCoreApplication.translate("QPlatformTheme", "Close") == {"az": "Bağla", "ru": "Закрыть"}[language]
    for each in (line, text, *menus):
        each.deleteLater()


@pytest.mark.parametrize("language", ["ru"], indirect=True)
@pytest.mark.usefixtures("language")
@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "Найден 1 клиент"), (2, "Найдено 2 клиента"), (5, "Найдено 5 клиентов"), (21, "Найден 21 клиент")],
)
async def test_russian_counts_in_three_forms(count: int, words: str) -> None:
    assert QCoreApplication.translate("SearchPane", "%n found", "", count) == words


@pytest.mark.parametrize("language", ["en"], indirect=True)
@pytest.mark.usefixtures("language")
@pytest.mark.parametrize(("count", "words"), [(1, "· 1 request left"), (2, "· 2 requests left")])
async def test_english_counts_in_two_forms(count: int, words: str) -> None:
    assert QCoreApplication.translate("StatusBar", "· %n request(s) left", "", count) == words


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        (["ru-Cyrl-RU", "ru-RU", "ru-Cyrl", "ru"], "ru"),
        (["az-Latn-AZ", "az-AZ", "az-Latn", "az"], "az"),
        (["en-US", "en", "ru-RU", "ru"], "en"),
        (["tr-TR", "tr", "az-AZ", "az"], "az"),
        (["C"], "en"),
        ([], "en"),
    ],
)
async def test_the_desk_speaks_the_language_wanted_most_of_those_it_knows(wanted: list[str], spoken: str) -> None:
    assert translation.choose(wanted) == spoken


# ---- what is seen ---------------------------------------------------------------------------------------------------


def open_keys(desk: Desk) -> QDialog:
    keys = KeyMap(desk.window.actions_, desk.window)
    keys.open()
    return keys


async def all_is_seen(window: QWidget) -> None:
    """Fail with what is cut off once the layout has settled."""
    for _ in range(20):
        await asyncio.sleep(0.02)
        if not cut_off(window):
            return
    assert cut_off(window) == []


def cut_off(window: QWidget) -> list[str]:
    """Name what does not fit into its place."""
    seen = (each for each in window.findChildren(QWidget) if each.isVisible() and not each.visibleRegion().isEmpty())
    return [f"{type(each).__name__}: {words}" for each in seen if (words := _lacking(each))]


def _lacking(widget: QWidget) -> str:  # noqa: PLR0911 (a case a kind of widget)
    """Return what is cut off of a widget; empty where all is seen."""
    match widget:
        case OneLine():
            return widget.toolTip() if widget.text() != widget.toolTip() else ""
        case QLabel() if widget.wordWrap():
            return widget.text() if widget.heightForWidth(widget.width()) > widget.height() or _beside(widget) else ""
        case QLabel() | QPushButton() | QToolButton():
            wanted = widget.sizeHint()
            small = wanted.width() > widget.width() or wanted.height() > widget.height()
            return widget.text() if small or _beside(widget) else ""
        case QTabBar():
            return "the tabs" if widget.sizeHint().width() > widget.width() else ""
        case QHeaderView() if widget.orientation() is Qt.Orientation.Horizontal:
            narrow = [at for at in range(widget.count()) if widget.sectionSizeHint(at) > widget.sectionSize(at)]
            return ", ".join(str(widget.model().headerData(at, widget.orientation())) for at in narrow)
        case QComboBox():
            return ", ".join(_items_too_long(widget))
        case QLineEdit():
            room = widget.width() - 2 * 12
            return widget.placeholderText() if _advance(widget, widget.placeholderText()) > room else ""
    return ""


def _beside(widget: QWidget) -> bool:
    """Whether a widget reaches beyond what is seen of it from side to side."""
    seen = widget.visibleRegion().boundingRect()
    return seen.width() < widget.width()


def _items_too_long(box: QComboBox) -> list[str]:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box).width()
    return [text for text in map(box.itemText, range(box.count())) if _advance(box, text) > room]


def _advance(widget: QWidget, text: str) -> int:
    return widget.fontMetrics().horizontalAdvance(text)


def words_of(window: QWidget) -> set[str]:
    """Gather every word that is seen or read aloud."""
    words = {window.windowTitle()}
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        words |= {widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()}
        words.update(action.text() for action in widget.actions())
        match widget:
            case QLabel() | QPushButton():
                words.add(widget.text())
            case QLineEdit():
                words.add(widget.placeholderText())
            case QComboBox():
                words.update(map(widget.itemText, range(widget.count())))
            case QTabBar():
                words.update(widget.tabText(at).rstrip(" 0123456789") for at in range(widget.count()))
            case QHeaderView() if widget.orientation() is Qt.Orientation.Horizontal:
                words.update(str(widget.model().headerData(at, widget.orientation())) for at in range(widget.count()))
    words.update(action.text() for action in window.actions())
    return words - {""}


def _pairs(language: str) -> list[tuple[str, str]]:
    """Give the strings with their translations, where these differ."""
    file = assets.ROOT / "translations" / f"callcenter_{language}.ts"
    messages = ET.parse(file).iter("message")  # noqa: S314 (our own file)
    pairs = ((message.findtext("source", ""), message.findtext("translation", "")) for message in messages)
    return [(source, translated) for source, translated in pairs if source != translated]


def assert_translated(shown: set[str], language: str, *, at_least: int) -> None:
    """Nothing of it is English, and so many are words of the language: the test looks at what it means to."""
    assert shown & english_of(language) == set()
    assert len(shown & translated_into(language)) >= at_least


def english_of(language: str) -> set[str]:
    translated = translated_into(language)
    return {source for source, _ in _pairs(language)} - translated


def translated_into(language: str) -> set[str]:
    return {translated for _, translated in _pairs(language)}
