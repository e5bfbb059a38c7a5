"""Several profiles on one computer, chosen by key: customers of two points of sale never meet."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from callcenter import settings as stored
from callcenter.desk.connection import Link
from callcenter.model.customer import NewCustomer
from callcenter.replica.outbox import State
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile, Settings
from callcenter.ui.shell.profiles import ProfileChooser
from callcenter.vault import Secret
from tests.desk.vendor import Vendor
from tests.desktop.window.agent import Agent, Until
from tests.desktop.window.conftest import SitDown
from tests.desktop.window.customer_card import opener

pytestmark = pytest.mark.anyio

NUMBER = "+994509998877"
IN_CLOPOS, IN_POSSTAR = "Klopos Quliyev", "Postar Quliyev"
_WAITING = re.compile("1 wait.* to be sent$")
UUID = 36
"""Characters of an id at PosStar; those of Clopos are short numbers."""


async def _set_up(agent: Agent, until: Until, *signs_in: tuple[Profile, Secret]) -> Agent:
    """Sign in to several profiles, one after the other; the last one is in use."""
    for profile, secret in signs_in:
        agent.parts.session.sign_in(profile, secret)
        await _at_work(agent, until, profile.key)
    return agent


async def _at_work(agent: Agent, until: Until, key: str) -> None:
    parts = agent.parts
    await until(lambda: parts.session.profile is not None and parts.session.profile.key == key)
    await until(lambda: parts.files.local is not None and parts.files.local.owner == key)
    await until(lambda: agent.link in {Link.LIVE, Link.OFFLINE} and agent.window.desk.isVisible())
    await until(lambda: agent.link is Link.OFFLINE or (agent.settled and agent.found))


@pytest.fixture(params=["keyring", "no keyring"])
def keyring(request: pytest.FixtureRequest) -> bool:
    """Whether the computer has a keyring: without one nothing lies on the disk."""
    return bool(request.param == "keyring")


@pytest.fixture
async def two(
    sit_down: SitDown,
    until: Until,
    profile: Profile,
    secret: Secret,
    posstar_profile: Profile,
    posstar_secret: Secret,
) -> Agent:
    """Give an agent with a profile of each point of sale, on a computer with a keyring; that of Clopos is in use."""
    agent = await sit_down(open_vault=opener())
    return await _set_up(agent, until, (posstar_profile, posstar_secret), (profile, secret))


def _chooser(agent: Agent) -> ProfileChooser:
    (chooser,) = agent.window.findChildren(ProfileChooser)
    return chooser


async def _to_the_desk(agent: Agent, until: Until) -> None:
    def active() -> bool:
        if not agent.window.isActiveWindow():  # another window of the desk may have come forward meanwhile
            agent.window.activateWindow()
        return agent.window.isActiveWindow()

    await until(active)


async def _choose(agent: Agent, until: Until) -> list[str]:
    """Open the chooser by its key; give its rows as lines."""
    await _to_the_desk(agent, until)
    agent.press("Ctrl+Shift+S")
    await until(lambda: _chooser(agent).isActiveWindow())
    return _lines(agent)


def _lines(agent: Agent) -> list[str]:
    model = agent.named("Profiles", QTableView, _chooser(agent)).model()
    return [" | ".join(cells) for cells in _cells(model)]


def _cells(model: QAbstractItemModel) -> Iterator[list[str]]:
    columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
    for row in range(model.rowCount()):
        yield [str(model.index(row, column).data() or "") for column in range(columns)]


async def _switch(agent: Agent, until: Until, digit: int, key: str) -> None:
    await _choose(agent, until)
    agent.press(str(digit))
    await _at_work(agent, until, key)
    await _to_the_desk(agent, until)


def _all_words() -> str:
    """Give every word that any window of the desk shows."""
    words = list[str]()
    for window in QApplication.topLevelWidgets():
        for widget in [window, *window.findChildren(QWidget)]:
            if not widget.isVisible():
                continue
            words.append(widget.windowTitle())
            if isinstance(widget, QLabel | QLineEdit):
                words.append(widget.text())
            elif isinstance(widget, QPlainTextEdit):
                words.append(widget.toPlainText())
            elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
                words.extend(" ".join(cells) for cells in _cells(widget.model()))
    return "\n".join(words)


# ---- choosing -------------------------------------------------------------------------------------------------------


async def test_the_profiles_are_listed_with_their_system_their_account_and_the_one_in_use(
    two: Agent, until: Until, posstar_profile: Profile
) -> None:
    lines = await _choose(two, until)
    brand = two.profile.brand
    assert lines == [
        f"1 | Nizami | PosStar | {posstar_profile.email} · 127.0.0.1 | ",
        f"2 | Nərimanov | Clopos | {brand} · venue {two.profile.venue_id} · 127.0.0.1 | ● current",
    ]
    assert "callcenter forget main" in two.words_of(_chooser(two))
    two.press("Escape")
    await until(lambda: not _chooser(two).isVisible())


async def test_a_digit_switches_and_the_settings_follow(two: Agent, until: Until, tmp_path: Path) -> None:
    await _switch(two, until, 1, "star")
    assert "Nizami" in two.window.windowTitle()
    place = two.named("Signed in to", QLabel)
    await until(lambda: place.text().startswith("Nizami · "))
    await until(lambda: stored.load(tmp_path).active == "star")
    assert {one.key for one in stored.load(tmp_path).profiles} == {"star", "main"}
    assert two.focus == two.search.accessibleName()


async def test_the_arrows_and_enter_switch_and_nobody_is_asked_for_a_secret(two: Agent, until: Until) -> None:
    logins = sum("/auth" in one.path for one in two.sandbox.requests)
    await _choose(two, until)
    two.press("Up", "Return")
    await _at_work(two, until, "star")
    await _choose(two, until)
    two.press("Down", "Return")
    await _at_work(two, until, "main")
    assert sum("/auth/login" in one.path or one.path.endswith("/auth") for one in two.sandbox.requests) <= logins


async def test_the_profile_in_use_can_be_chosen_again_and_nothing_happens(two: Agent, until: Until) -> None:
    await two.look_for("quliyev")
    await _choose(two, until)
    two.press("2")
    await until(lambda: not _chooser(two).isVisible())
    assert two.search.text() == "quliyev"
    assert two.parts.session.profile == two.profile


async def test_a_profile_that_has_no_sign_in_any_more_asks_for_it_and_there_is_a_way_back(
    sit_down: SitDown,
    until: Until,
    profile: Profile,
    secret: Secret,
    posstar_profile: Profile,
) -> None:
    agent = await sit_down(open_vault=opener(), settings=Settings().with_profile(posstar_profile))
    await until(agent.window.sign_in.isVisible)
    await _set_up(agent, until, (profile, secret))
    await _choose(agent, until)
    agent.press("1")
    await until(lambda: agent.window.sign_in.isVisible() and agent.focus == "Password")
    assert agent.field("E-mail").text() == posstar_profile.email
    assert agent.button("Back to Nərimanov  (Esc)").isVisible()
    agent.press("Escape")
    await _at_work(agent, until, "main")
    assert agent.parts.session.settings.active == "main"


async def test_signed_out_the_chooser_leads_back_to_a_profile(two: Agent, until: Until) -> None:
    two.parts.session.sign_out()
    await until(two.window.sign_in.isVisible)
    assert not any(one.text().startswith("Back") and one.isVisible() for one in two.window.findChildren(QPushButton))
    await _choose(two, until)
    two.press("1")
    await _at_work(two, until, "star")


# ---- a new one ------------------------------------------------------------------------------------------------------


async def test_a_new_profile_begins_with_an_empty_form_and_overwrites_none(
    agent: Agent, until: Until, posstar_profile: Profile, posstar_secret: Secret
) -> None:
    lines = await _choose(agent, until)
    assert len(lines) == 1  # with one profile as well
    agent.press("Ctrl+N")
    await until(agent.window.sign_in.isVisible)
    assert agent.parts.session.signed_in  # the desk goes on behind the form
    assert {agent.field(name).text() for name in ("Brand", "Client id", "Client secret", "Venue id (optional)")} == {""}
    agent.window.sign_in.choose_system("posstar")
    agent.window.sign_in.fill(
        {"email": posstar_profile.email, "password": posstar_secret.reveal(), "base_url": posstar_profile.base_url}
    )
    agent.window.sign_in.fill({"name": "Nərimanov"})  # the name of the one there is
    agent.window.sign_in.submit()
    await until(lambda: agent.parts.session.profile not in {None, agent.profile})
    made = agent.parts.session.profile
    assert made is not None
    assert made.key not in {"", agent.profile.key}
    assert agent.parts.session.settings.profile(agent.profile.key) == agent.profile
    assert [one.name for one in agent.parts.session.settings.profiles] == ["Nərimanov", "Nərimanov"]


async def test_a_form_for_a_new_profile_is_left_for_the_desk_on_esc(agent: Agent, until: Until) -> None:
    await agent.look_for("quliyev")
    await _choose(agent, until)
    agent.press("Ctrl+N")
    await until(agent.window.sign_in.isVisible)
    await _to_the_desk(agent, until)
    agent.press("Escape")
    await until(lambda: agent.window.desk.isVisible() is True)
    assert agent.search.text() == "quliyev"


async def test_a_password_typed_and_not_sent_is_not_held_once_the_form_is_left(two: Agent, until: Until) -> None:
    await _choose(two, until)
    two.press("Ctrl+N")
    await until(two.window.sign_in.isVisible)
    two.window.sign_in.fill({"password": "not to be kept", "client_secret": "nor this"})
    await _to_the_desk(two, until)
    two.press("Escape")
    await until(two.window.desk.isVisible)
    boxes = two.window.sign_in.findChildren(QLineEdit)
    assert not any(one.text() for one in boxes if one.echoMode() is QLineEdit.EchoMode.Password)


async def test_a_refused_sign_in_to_a_new_profile_leads_back_to_the_one_in_use(
    two: Agent, until: Until, posstar_profile: Profile
) -> None:
    await _choose(two, until)
    two.press("Ctrl+N")
    await until(two.window.sign_in.isVisible)
    two.window.sign_in.choose_system("posstar")
    two.window.sign_in.fill({"email": "other@example.com", "password": "wrong", "base_url": posstar_profile.base_url})
    two.window.sign_in.submit()
    await until(lambda: "refused" in two.window.sign_in.message)
    two.press("Escape")
    await _at_work(two, until, "main")


async def test_signing_in_once_more_to_an_account_that_is_set_up_makes_no_second_profile(
    two: Agent, until: Until, posstar_profile: Profile, posstar_secret: Secret
) -> None:
    await _choose(two, until)
    two.press("Ctrl+N")
    await until(two.window.sign_in.isVisible)
    two.window.sign_in.choose_system("posstar")
    two.window.sign_in.fill(
        {"email": posstar_profile.email, "password": posstar_secret.reveal(), "base_url": posstar_profile.base_url}
    )
    two.window.sign_in.submit()
    await _at_work(two, until, "star")
    assert [one.key for one in two.parts.session.settings.profiles] == ["star", "main"]
    assert two.parts.session.profile == posstar_profile  # with its name


async def test_the_same_account_at_another_server_is_another_profile(
    agent: Agent, until: Until, secret: Secret, sandbox: Sandbox
) -> None:
    agent.window.sign_in.show_profile(agent.profile)
    agent.window.sign_in.fill(
        {"client_secret": secret.reveal(), "base_url": sandbox.clopos.replace("127.0.0.1", "localhost")}
    )
    agent.window.sign_in.submit()
    await until(lambda: len(agent.parts.session.settings.profiles) == 2)
    made = agent.parts.session.profile
    assert made is not None
    assert made.key != agent.profile.key
    assert agent.parts.session.settings.profile(agent.profile.key) == agent.profile


# ---- nothing of the other -------------------------------------------------------------------------------------------


async def test_to_and_fro_with_windows_open_nothing_of_the_other_is_seen(
    two: Agent, until: Until, sandbox: Sandbox, tmp_path: Path
) -> None:
    parts, desk = two.parts, two.window.desk
    Vendor(sandbox).create(name=IN_POSSTAR, phone=NUMBER, tags=["postarvip"])
    await parts.session.pos.create_customer(NewCustomer(cid=NewCustomer.new_cid(), name=IN_CLOPOS, phone=NUMBER))

    async def fill_the_screen(own: str, others: str) -> None:
        await until(lambda: own in desk.calls.text)  # the call rings on: here it is whoever has the number here
        await two.look_for("9998877")
        await until(lambda: any(own in line for line in two.found))
        two.press("Return")
        await until(lambda: two.card_of == own and desk.card.complete)
        for name in ("call-log", "outbox", "history", "menu", "venues", "account"):
            two.window.actions_[name].trigger()
        await until(desk.call_log.isVisible)
        assert own in _all_words()
        assert others not in _all_words()

    two.desk.arrivals.hear(NUMBER)
    clopos, posstar = (IN_CLOPOS, IN_POSSTAR), (IN_POSSTAR, IN_CLOPOS)
    for own, others, digit, key in ((*clopos, 1, "star"), (*posstar, 2, "main"), (*clopos, 1, "star")):
        await fill_the_screen(own, others)
        venue = "Nərimanov" if key == "star" else two.parts.session.user
        await _switch(two, until, digit, key)
        assert own not in _all_words()
        assert venue not in _all_words()
        assert two.card_of in {"", others}  # the call pops the card of whoever has the number here
        ids = {len(one.id) == UUID for one in desk.search.model.customers}
        assert ids == {key == "star"}
        assert key == "main" or not parts.queue.orders
        assert parts.dispatch.entries == ()
        local = parts.files.local
        assert local is not None
        assert local.path == tmp_path / "data" / key / "replica.db"
        assert {len(one.id) == UUID for one in await local.replica.by_phone(NUMBER)} <= {key == "star"}
        assert own not in {one.who for one in await local.desk.calls.calls("")}


async def test_an_answer_that_comes_after_the_switch_is_nobodys(two: Agent, until: Until, sandbox: Sandbox) -> None:
    await parts_ready(two, until)
    sandbox.set_faults("latency@GET /customers=0.4")
    two.press("Ctrl+K")
    two.write("Zibeydə")
    two.parts.card.open_by_id("7")
    two.desk.arrivals.hear("+994557170001")
    before = len(sandbox.requests)
    await until(lambda: len(sandbox.requests) > before, within=10)
    sandbox.set_faults("")
    await _switch(two, until, 1, "star")
    found = list[object]()
    two.parts.find.found.connect(found.append)
    shown = list[object]()
    two.parts.card.completed.connect(shown.append)
    done = len(sandbox.requests)
    two.parts.find.again()
    await until(lambda: len(sandbox.requests) > done or found)
    local = two.parts.files.local
    assert local is not None
    assert not shown
    assert not two.card_of
    assert all(len(one.id) == UUID for one in two.window.desk.search.model.customers)
    assert await local.replica.customer("7") is None


async def parts_ready(agent: Agent, until: Until) -> None:
    await until(lambda: agent.parts.queue.orders and agent.parts.offer.choices.sale_types)


# ---- nothing typed is lost ------------------------------------------------------------------------------------------


async def test_a_form_that_was_not_finished_waits_in_its_own_profile(
    sit_down: SitDown,
    until: Until,
    profile: Profile,
    secret: Secret,
    posstar_profile: Profile,
    posstar_secret: Secret,
    keyring: bool,
) -> None:
    agent = await sit_down(open_vault=opener() if keyring else None)
    await _set_up(agent, until, (posstar_profile, posstar_secret), (profile, secret))
    agent.press("Ctrl+N")
    agent.write("Yarımçıq Forma")
    await _switch(agent, until, 1, "star")  # at once: before a draft is written that waits for the keys to rest
    assert "Yarımçıq" not in _all_words()
    agent.press("Ctrl+N")
    assert agent.field("Name").text() == ""
    agent.write("Ulduzlu Forma")
    await _switch(agent, until, 2, "main")
    await until(lambda: "Yarımçıq Forma" in agent.window.desk.notice.text)
    assert "Ulduzlu" not in _all_words()
    agent.press("Ctrl+N")
    assert agent.field("Name").text() == "Yarımçıq Forma"
    await _switch(agent, until, 1, "star")
    await until(lambda: "Ulduzlu Forma" in agent.window.desk.notice.text)


async def test_what_was_typed_last_is_kept_when_the_window_is_closed(
    sit_down: SitDown, until: Until, profile: Profile, secret: Secret
) -> None:
    keyring = opener()
    first = await sit_down(open_vault=keyring)
    await _set_up(first, until, (profile, secret))
    first.press("Ctrl+N")
    first.write("Yarımçıq Forma")
    first.window.close()  # at once, while the keys do not rest yet
    await until(lambda: not first.parts.session.signed_in)
    later = await sit_down(open_vault=keyring, settings=Settings().with_profile(profile))
    await until(lambda: "Yarımçıq Forma" in later.window.desk.notice.text)


async def test_changes_that_were_not_saved_wait_in_their_own_profile(two: Agent, until: Until) -> None:
    await _switch(two, until, 1, "star")
    await two.look_for("Rauf Aliyev")
    two.press("Return")
    await until(lambda: two.card_of == "Rauf Aliyev" and two.window.desk.card.complete)
    two.press("Ctrl+E")
    await until(lambda: two.window.desk.edit.isVisible() is True)
    two.named("Name", QLineEdit, two.window.desk.edit).setFocus()
    two.press("End")
    two.write(" Oğlu")
    await _switch(two, until, 2, "main")
    assert "Oğlu" not in _all_words()
    await _switch(two, until, 1, "star")
    await until(lambda: "Rauf Aliyev" in two.window.desk.notice.text)
    two.button("&Go on").click()
    await until(lambda: two.window.desk.edit.isVisible() is True)
    assert two.named("Name", QLineEdit, two.window.desk.edit).text() == "Rauf Aliyev Oğlu"


async def test_a_note_on_a_call_that_is_being_typed_is_kept_where_the_call_is(two: Agent, until: Until) -> None:
    log = two.window.desk.call_log
    two.desk.arrivals.hear(NUMBER)
    await until(lambda: two.parts.calls.ringing is not None and not two.parts.calls.ringing.looking)
    two.press("Shift+F9", "Ctrl+L")
    await until(lambda: log.isActiveWindow() and log.model.rowCount() == 1)
    two.press("Alt+N")
    two.write("yarımçıq qeyd")
    await _switch(two, until, 1, "star")
    two.press("Ctrl+L")
    await until(log.isActiveWindow)
    assert log.model.rowCount() == 0
    await _switch(two, until, 2, "main")
    two.press("Ctrl+L")
    await until(lambda: log.model.rowCount() == 1)
    assert "yarımçıq qeyd" in " ".join(next(_cells(log.model)))


async def test_what_waits_in_a_profile_goes_on_waiting_there_and_is_told_in_the_chooser(
    two: Agent, until: Until, sandbox: Sandbox
) -> None:
    sandbox.pause_network()
    two.press("Ctrl+N")
    two.write("Gözləyən Müştəri")
    two.press("Ctrl+Return")
    await until(lambda: two.parts.dispatch.unsent == 1 and not two.on_the_form, within=15)
    await _switch(two, until, 1, "star")
    assert two.parts.dispatch.unsent == 0
    assert "waiting" not in two.words_of(two.window.status)
    lines = await _choose(two, until)
    assert _WAITING.search(lines[1])
    two.press("Escape")
    await _to_the_desk(two, until)
    sandbox.resume_network()
    two.press("F5")
    await until(lambda: two.link is Link.LIVE)
    assert not any(one.method == "POST" and one.path.endswith("/customers") for one in sandbox.requests)
    await _switch(two, until, 2, "main")
    await until(lambda: State.SENT in {one.state for one in two.parts.dispatch.entries}, within=15)
    made = [one.path for one in sandbox.requests if one.method == "POST" and one.path.endswith("/customers")]
    assert len(made) == 1
    assert made[0].startswith("/open-api")


async def test_a_later_desk_counts_what_waits_in_the_files_of_its_profiles(
    sit_down: SitDown,
    until: Until,
    profile: Profile,
    secret: Secret,
    posstar_profile: Profile,
    posstar_secret: Secret,
    sandbox: Sandbox,
) -> None:
    vault = opener()
    first = await sit_down(open_vault=vault)
    await _set_up(first, until, (posstar_profile, posstar_secret), (profile, secret))
    sandbox.pause_network()
    first.press("Ctrl+N")
    first.write("Gözləyən Müştəri")
    first.press("Ctrl+Return")
    await until(lambda: first.parts.dispatch.unsent == 1 and not first.on_the_form, within=15)
    known = first.parts.session.settings
    first.window.close()
    await until(lambda: not first.parts.session.signed_in)
    sandbox.resume_network()
    later = await sit_down(open_vault=vault, settings=known.with_profile(posstar_profile))
    await _at_work(later, until, "star")
    await _choose(later, until)
    await until(lambda: _WAITING.search(_lines(later)[1]))


async def test_without_a_keyring_a_profile_is_not_left_while_something_waits_to_be_sent(
    sit_down: SitDown,
    until: Until,
    profile: Profile,
    secret: Secret,
    posstar_profile: Profile,
    posstar_secret: Secret,
) -> None:
    agent = await sit_down(open_vault=None)
    await _set_up(agent, until, (profile, secret), (posstar_profile, posstar_secret))
    await agent.look_for("Rauf Aliyev")
    agent.press("Return")
    await until(lambda: agent.card_of == "Rauf Aliyev" and agent.window.desk.card.complete)
    agent.press("Ctrl+Shift+Del", "Ctrl+Shift+Del")
    await until(lambda: agent.parts.dispatch.unsent == 1)
    await _choose(agent, until)
    agent.press("1")
    assert "would be lost" in _chooser(agent).message
    assert agent.parts.session.profile == posstar_profile
    agent.press("Escape")
    await _to_the_desk(agent, until)
    agent.press("Ctrl+Z")
    await until(lambda: agent.parts.dispatch.unsent == 0)
    await _switch(agent, until, 1, "main")
