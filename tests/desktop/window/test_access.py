"""Names, tab order and contrast: the desk for those who do not see it well, or never touch a mouse."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from callcenter.ui.shell import theme
from tests.desktop.window.agent import Agent, Until
from tests.desktop.window.conftest import SitDown
from tests.desktop.window.customer_card import open_card

GROUNDS = {
    "text": ("window", "surface", "raised", "fresh", "selected"),
    "muted": ("window", "surface", "raised", "fresh"),
    "accent": ("surface", "window", "fresh"),
    "on_accent": ("accent",),
    "on_selected": ("selected",),
    "good": ("window", "surface", "fresh"),
    "warning": ("window", "surface", "fresh", "warning_ground"),
    "danger": ("window", "surface", "fresh", "danger_ground"),
}
"""Each colour of text, and every ground it stands on."""


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def _contrast(one: str, other: str) -> float:
    """Measure as WCAG 2.1 does."""
    dark, light = sorted((_luminance(QColor(one)), _luminance(QColor(other))))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), [(text, ground) for text in GROUNDS for ground in GROUNDS[text]])
def test_every_text_can_be_read_on_its_ground(colours: theme.Colours, text: str, ground: str) -> None:
    values = colours._asdict()
    assert _contrast(values[text], values[ground]) >= 4.5


def test_the_contrast_is_measured_as_the_standard_does() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def nameless(window: QWidget) -> list[str]:
    """List what can have the focus and has neither a name nor a text."""
    return [
        f"{type(one).__name__} {one.objectName()}"
        for one in window.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and one.window() is window  # a list that a box opens has the box's name
        and not one.accessibleName()
        and not (isinstance(one, QAbstractButton) and one.text())
    ]


@pytest.mark.anyio
async def test_everything_that_can_have_the_focus_has_a_name(agent: Agent, until: Until) -> None:
    await agent.look_for("0505355757")
    agent.press("Return")
    await until(lambda: agent.card_of)
    agent.press("Ctrl+N")
    assert nameless(agent.window) == []


def _path(agent: Agent, page: QWidget, start: QWidget) -> list[QWidget]:
    """Press Tab until the focus comes back, and give what had it within the page."""
    start.setFocus()
    seen: list[QWidget] = []
    for _ in range(60):
        focused = QApplication.focusWidget()
        if focused is None or focused in seen:
            break
        seen.append(focused)
        agent.press("Tab")
    return [one for one in seen if page.isAncestorOf(one)]


def _reading_order(widgets: list[QWidget], page: QWidget) -> list[QWidget]:
    """Sort by rows (those that overlap in height are one) and from left to right."""
    at = {one: one.mapTo(page, QPoint(0, 0)) for one in widgets}
    return sorted(widgets, key=lambda one: (at[one].y() // 24, at[one].x()))


@pytest.mark.anyio
async def test_tab_goes_through_the_form_in_reading_order_and_reaches_every_field(agent: Agent) -> None:
    agent.press("Ctrl+N")
    form = agent.window.desk.form
    path = _path(agent, form, agent.field("Name"))
    assert path == _reading_order(path, form)
    names = ["Name", "Phone", "E-mail", "Group", "Gender", "Born", "Code", "Notes"]
    assert [one.accessibleName() for one in path][: len(names)] == names


@pytest.mark.anyio
async def test_tab_goes_through_the_sign_in_form_in_reading_order(sit_down: SitDown) -> None:
    agent = await sit_down()
    page = agent.window.sign_in
    await agent.until(page.isVisible)
    path = _path(agent, page, agent.named("Point of sale", QComboBox))
    assert path == _reading_order(path, page)
    assert len(path) >= 10


@pytest.mark.anyio
async def test_shift_tab_goes_back(agent: Agent) -> None:
    agent.press("Ctrl+N", "Tab", "Tab")
    assert agent.focus == "E-mail"
    agent.press("Shift+Tab")
    assert agent.focus == "Phone"


@pytest.mark.anyio
async def test_every_key_of_the_table_belongs_to_one_action(agent: Agent) -> None:
    keys = [key for act in agent.window.actions_.acts for key in act.keys]
    assert len(set(keys)) == len(keys)
    assert "Ctrl+Q" not in keys


@pytest.mark.anyio
async def test_f1_shows_every_key_and_closes_on_esc(agent: Agent, until: Until) -> None:
    agent.press("F1")
    await until(lambda: QApplication.activeWindow() is not agent.window)
    agent.press("Escape")
    await until(agent.window.isActiveWindow)


@pytest.mark.anyio
async def test_nothing_on_the_screen_is_wider_than_the_window(agent: Agent) -> None:
    assert agent.window.minimumSizeHint().width() <= 1280
    assert agent.window.minimumSizeHint().height() <= 800


@pytest.mark.anyio
async def test_tab_goes_through_the_forms_of_a_system_with_other_fields_in_reading_order(
    posstar_window: Agent, until: Until
) -> None:
    agent, names = posstar_window, ["Name", "Phone", "E-mail", "Address", "Tags", "Notes"]
    agent.press("Ctrl+N")
    form = agent.window.desk.form
    path = _path(agent, form, agent.field("Name"))
    assert path == _reading_order(path, form)
    assert [one.accessibleName() for one in path][: len(names)] == names
    await open_card(agent, until)
    agent.press("Ctrl+E")
    await until(agent.window.desk.edit.isVisible)
    edit = agent.window.desk.edit
    path = _path(agent, edit, agent.named("Name", QLineEdit, edit))
    assert path == _reading_order(path, edit)
    assert [one.accessibleName() for one in path][: len(names)] == names
    assert nameless(agent.window) == []
