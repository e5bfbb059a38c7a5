"""The account of a customer by key: its days, its order, its picture, its file, its paper."""

import csv
import io
import os
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QGuiApplication, QImage, QTextTable
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QTableView

from callcenter.sandbox.server import Sandbox
from callcenter.ui import wording
from callcenter.ui.ledger import paper
from callcenter.ui.ledger.chart import BalanceChart
from callcenter.ui.ledger.ledger_dialog import LedgerDialog
from callcenter.ui.ledger.ledger_model import Column
from callcenter.ui.shell import theme
from tests.desk.bookkeeper import Bookkeeper, Line
from tests.desktop.window.agent import Agent, Until
from tests.desktop.window.test_access import nameless

pytestmark = pytest.mark.anyio

NOON = datetime.combine(datetime.now().astimezone().date() - timedelta(days=10), time(12)).astimezone()
REFERENCE = "5f1c9a60-0d6f-4a57-9a39-0c1f7f1b2c3d"
LINES = (
    Line("debit", 15_000, -15_000, NOON),
    Line("credit", 10_000, -5_000, NOON + timedelta(days=1), "Payment received"),
    Line("debit", 2_500, -7_500, NOON + timedelta(days=2)),
    Line("credit", 10_000, 2_500, NOON + timedelta(days=3), "Payment received"),
)


@pytest.fixture
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sandbox") / "sandbox.sqlite"


@pytest.fixture
def sandbox(data: Path) -> Iterator[Sandbox]:
    with Sandbox(customers=30, orders=5, data=data) as running:
        yield running


@pytest.fixture
def books(sandbox: Sandbox, data: Path) -> Bookkeeper:
    """Write the first customer's account."""
    del sandbox  # it makes the file
    keeper = Bookkeeper(data)
    keeper.write(1, *LINES)
    return keeper


def account(agent: Agent) -> LedgerDialog:
    dialog = agent.window.looks.account
    assert dialog is not None
    return dialog


def cells(agent: Agent, column: Column) -> list[str]:
    model = account(agent).model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def said(agent: Agent) -> str:
    return " ".join(one.text() for one in account(agent).findChildren(QLabel) if one.isVisible())


def resting(agent: Agent) -> bool:
    return not agent.parts.ledger.shown.reading


def day(moment: datetime) -> str:
    return wording.day(moment.astimezone().date())


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


async def open_card(agent: Agent, name: str, until: Until) -> None:
    await agent.look_for(name)
    agent.press("Return")
    await until(lambda: agent.card_of == name and agent.window.desk.card.complete)


@pytest.fixture
async def at_account(posstar_window: Agent, books: Bookkeeper, until: Until) -> Agent:
    """Give an agent with the account of the first customer open."""
    await open_card(posstar_window, books.whose(1)[1], until)
    posstar_window.press("Ctrl+B")
    await until(lambda: account(posstar_window).isActiveWindow() and resting(posstar_window))
    await until(lambda: account(posstar_window).model.rowCount() == len(LINES))
    return posstar_window


def chart(agent: Agent) -> BalanceChart:
    return agent.named("Balance over time", BalanceChart, account(agent))


def fields(agent: Agent) -> tuple[str, ...]:
    return tuple(agent.named(name, QLineEdit, account(agent)).text() for name in ("From", "To"))


async def test_ctrl_b_shows_the_account_newest_first_its_sums_and_esc_leads_back(
    at_account: Agent, books: Bookkeeper, until: Until
) -> None:
    assert at_account.focus == "Account"
    assert nameless(account(at_account)) == []
    assert books.whose(1)[1] in said(at_account)
    assert cells(at_account, Column.DATE) == [wording.time(line.at) for line in reversed(LINES)]
    assert [plain(one) for one in cells(at_account, Column.IN)] == ["▲ +100.00 ₼", "", "▲ +100.00 ₼", ""]
    assert [plain(one) for one in cells(at_account, Column.OUT)] == ["", "▼ −25.00 ₼", "", "▼ −150.00 ₼"]
    assert [plain(one) for one in cells(at_account, Column.BALANCE)] == ["25.00 ₼", "−75.00 ₼", "−50.00 ₼", "−150.00 ₼"]
    sums = plain(at_account.named("Sums", QLabel, account(at_account)).text())
    assert sums == "has 25.00 ₼ in credit · in 200.00 · out 175.00 in this range · before that: nothing owed"
    assert "4 rows · as of" in said(at_account)
    at_account.press("Escape")
    await until(lambda: not account(at_account).isVisible())
    await until(at_account.window.isActiveWindow)
    assert at_account.parts.ledger.shown.customer is None
    assert account(at_account).model.rowCount() == 0


async def test_the_order_is_turned_by_key_and_the_chosen_row_stays_chosen(at_account: Agent) -> None:
    at_account.press("Down")
    chosen = cells(at_account, Column.DATE)[1]
    at_account.press("Ctrl+Shift+U")
    assert cells(at_account, Column.DATE) == [wording.time(line.at) for line in LINES]
    table = at_account.named("Account", QTableView, account(at_account))
    assert cells(at_account, Column.DATE)[table.currentIndex().row()] == chosen
    at_account.press("Ctrl+Shift+U")
    assert cells(at_account, Column.DATE)[0] == wording.time(LINES[-1].at)


@pytest.mark.parametrize(("key", "first"), [("Alt+3", 29), ("Alt+9", 89), ("Alt+Y", None), ("Alt+A", None)])
async def test_days_are_chosen_by_key(at_account: Agent, until: Until, key: str, first: int | None) -> None:
    today = datetime.now().astimezone()
    since = today - timedelta(days=first) if first is not None else today.replace(month=1, day=1)
    wanted = ("", "") if key == "Alt+A" else (day(since), day(today))
    if key == "Alt+9":
        at_account.press("Alt+3")
        await until(lambda: fields(at_account) != wanted)
    at_account.press(key)
    await until(lambda: fields(at_account) == wanted and resting(at_account))
    read = [field.split(".")[::-1] for field in wanted if field]
    shown = at_account.parts.ledger.shown.period
    assert [each.isoformat() for each in (shown.since, shown.until) if each] == ["-".join(parts) for parts in read]


async def test_days_are_typed_or_moved_by_up_and_down_and_one_that_cannot_be_read_is_said(
    at_account: Agent, until: Until
) -> None:
    at_account.press("Alt+F", "Ctrl+A")
    at_account.write(day(LINES[1].at))
    at_account.press("Return")
    await until(lambda: resting(at_account) and len(cells(at_account, Column.DATE)) == 3)
    assert "before that: owes 150.00" in plain(said(at_account))
    at_account.press("Up")  # a day later
    await until(lambda: resting(at_account) and len(cells(at_account, Column.DATE)) == 2)
    at_account.press("Down", "Down")
    await until(lambda: resting(at_account) and len(cells(at_account, Column.DATE)) == 4)
    assert fields(at_account)[0] == day(LINES[0].at)
    at_account.press("Alt+O", "Up")
    assert fields(at_account)[1] == day(datetime.now(UTC))  # nothing is on a day to come
    at_account.press("Ctrl+A")
    at_account.write("31.31.")
    at_account.press("Return")
    assert "This is no day that has been" in said(at_account)
    assert len(cells(at_account, Column.DATE)) == 4
    at_account.press("Alt+A")
    await until(lambda: "This is no day that has been" not in said(at_account))
    await until(lambda: resting(at_account) and fields(at_account) == ("", ""))


async def test_the_picture_is_told_in_words_and_marks_the_chosen_row(at_account: Agent) -> None:
    told = plain(chart(at_account).accessibleDescription())
    assert told == (
        f"from −150.00 ₼ on {day(LINES[0].at)} to 25.00 ₼ on {day(LINES[3].at)}, lowest −150.00 ₼, highest 25.00 ₼"
    )
    at_account.press("Home")
    last = chart(at_account).marked
    at_account.press("End")
    first = chart(at_account).marked
    assert last is not None
    assert first is not None
    assert (first.balance, last.balance) == (-150.0, 25.0)
    assert first.place < last.place


async def test_the_picture_says_nothing_of_an_account_that_is_still_being_read(
    posstar_window: Agent, books: Bookkeeper, until: Until
) -> None:
    agent = posstar_window
    await open_card(agent, books.whose(1)[1], until)
    agent.sandbox.set_faults("latency@GET /customers/*/ledger=0.5")
    agent.press("Ctrl+B")
    assert not resting(agent)
    assert chart(agent).accessibleDescription() == ""
    await until(lambda: resting(agent))
    assert "lowest" in chart(agent).accessibleDescription()


@pytest.mark.parametrize("scheme", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
async def test_the_picture_is_sharp_at_any_scale_and_what_is_owed_is_hatched(
    at_account: Agent, ratio: float, scheme: theme.Colours, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme, "_colours", scheme)
    picture = chart(at_account)
    picture.mark("")
    image = QImage(QSize(round(picture.width() * ratio), round(picture.height() * ratio)), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    monkeypatch.setattr(picture, "devicePixelRatioF", lambda: ratio)
    picture.render(image, QPoint())
    steps, hatch = QColor(scheme.accent).rgb(), QColor(scheme.danger).rgb()
    seen = [[image.pixel(x, y) for x in range(image.width())] for y in range(image.height())]
    flat = [pixel for line in seen for pixel in line]
    assert flat.count(hatch) > 100
    longest = max(line.count(steps) for line in seen)
    assert longest > image.width() // 6  # a level is a line of one colour: nothing of it is blurred
    thick = max(1, round(2 * ratio))
    rows = [at for at, line in enumerate(seen) if line.count(steps) > image.width() // 6]
    assert len(rows) % thick == 0


async def test_a_balance_that_does_not_add_up_is_marked_and_another_kind_is_shown_and_not_added(
    at_account: Agent, books: Bookkeeper, until: Until
) -> None:
    books.write(
        1,
        LINES[0],
        Line("credit", 10_000, -4_000, NOON + timedelta(days=1), "Payment received"),
        Line("adjustment", 1_000, -5_000, NOON + timedelta(days=2), "Correction"),
    )
    at_account.press("F5")
    await until(lambda: resting(at_account) and len(cells(at_account, Column.DATE)) == 3)
    assert [plain(one) for one in cells(at_account, Column.BALANCE)] == [
        "−50.00 ₼",
        "! does not add up   −40.00 ₼",
        "−150.00 ₼",
    ]
    assert plain(cells(at_account, Column.WHAT)[0]) == "◇ Correction · 10.00 ₼, not added"
    assert "in 100.00 · out 150.00 in this range" in plain(said(at_account))
    assert "1 row not added · 1 row does not add up" in said(at_account)


async def test_a_reference_is_shown_short_and_copied_whole(at_account: Agent) -> None:
    assert cells(at_account, Column.REFERENCE)[0] == "5f1c9a60…"
    at_account.press("Ctrl+Shift+C")
    assert QGuiApplication.clipboard().text() == REFERENCE
    at_account.press("Ctrl+C")
    assert QGuiApplication.clipboard().text().endswith(f"\t{REFERENCE}")


# ---- while the point of sale is away, and whoever else comes onto the card -----------------------------------------


async def test_offline_what_is_known_is_shown_as_of_when_it_was_read(
    at_account: Agent, sandbox: Sandbox, until: Until
) -> None:
    sandbox.pause_network()
    at_account.press("F5")
    await until(lambda: "What is shown is as of" in said(at_account))
    assert len(cells(at_account, Column.DATE)) == 4
    at_account.press("Alt+A")
    await until(lambda: "The account could not be read." in said(at_account))
    assert cells(at_account, Column.DATE) == []
    sandbox.resume_network()
    at_account.press("F5")
    await until(lambda: len(cells(at_account, Column.DATE)) == 4)
    assert "could not be read" not in said(at_account)


async def test_another_card_and_signing_out_close_it(at_account: Agent, books: Bookkeeper, until: Until) -> None:
    at_account.window.activateWindow()
    await until(at_account.window.isActiveWindow)
    await open_card(at_account, books.whose(2)[1], until)
    assert not account(at_account).isVisible()
    at_account.press("Ctrl+B")
    await until(account(at_account).isActiveWindow)
    await until(lambda: books.whose(2)[1] in said(at_account))
    at_account.parts.session.sign_out()
    await until(lambda: not account(at_account).isVisible())
    assert account(at_account).model.rowCount() == 0


async def test_without_a_card_the_key_says_why(posstar_window: Agent, until: Until) -> None:
    posstar_window.press("Ctrl+B")
    await until(lambda: "Open a customer's card first" in posstar_window.window.status.currentMessage())
    assert posstar_window.window.looks.account is None


async def test_at_a_point_of_sale_without_accounts_the_key_says_so(agent: Agent, until: Until) -> None:
    agent.press("Ctrl+B")
    await until(lambda: "keeps no accounts" in agent.window.status.currentMessage())


# ---- words of the server -------------------------------------------------------------------------------------------


MARKUP = "<b>Sale</b> <img src='http://evil.example/x.png'>"
FORMULA = '=HYPERLINK("http://evil.example";"pay")'


async def test_words_of_the_server_are_neither_markup_on_screen_and_paper_nor_formulas_in_the_file(
    at_account: Agent, books: Bookkeeper, until: Until, tmp_path: Path
) -> None:
    books.write(1, Line("debit", 100, -100, NOON, MARKUP), Line("debit", 100, -200, NOON, FORMULA, "+1234"))
    at_account.press("F5")
    await until(lambda: resting(at_account) and len(cells(at_account, Column.DATE)) == 2)
    assert cells(at_account, Column.WHAT) == [FORMULA, MARKUP]
    text = paper.document(at_account.parts.ledger.shown, "AZN").toPlainText()
    assert MARKUP in text
    assert FORMULA in text
    rows = await saved(at_account, tmp_path / "account.csv", until)
    assert [(row[1], row[6]) for row in rows[1:]] == [(MARKUP, REFERENCE), ("'" + FORMULA.replace(";", ";"), "'+1234")]


# ---- file and paper ------------------------------------------------------------------------------------------------


async def saved(agent: Agent, path: Path, until: Until) -> list[list[str]]:
    """Save what is shown by key, and read it as a spreadsheet does."""
    agent.press("Ctrl+S")
    dialog = account(agent).findChildren(QFileDialog)[-1]
    await until(dialog.isVisible)
    assert not dialog.isModal()
    name = dialog.findChild(QLineEdit)
    assert isinstance(name, QLineEdit)
    assert name.text() == f"ledger-{datetime.now().astimezone().date().isoformat()}.csv"
    name.setText(str(path))
    dialog.accept()
    await until(lambda: "The account is saved in" in said(agent))
    return lines_of(path)


def lines_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


async def test_whoever_is_asked_where_to_save_is_asked_no_longer_when_another_card_comes(
    at_account: Agent, books: Bookkeeper, until: Until
) -> None:
    at_account.press("Ctrl+S")
    dialog = account(at_account).findChildren(QFileDialog)[-1]
    await until(dialog.isVisible)
    at_account.parts.card.open_by_id(books.whose(2)[0])
    await until(lambda: not account(at_account).isVisible())
    assert account(at_account).findChildren(QFileDialog) == [] or not dialog.isVisible()


async def test_ctrl_s_saves_the_account_as_a_file_of_plain_numbers(
    at_account: Agent, until: Until, tmp_path: Path
) -> None:
    rows = await saved(at_account, tmp_path / "account.csv", until)
    assert rows[0] == ["Time", "What", "In", "Out", "Not added", "Balance", "Reference id", "Remark"]
    assert [row[5] for row in rows[1:]] == ["-150.00", "-50.00", "-75.00", "25.00"]
    if os.name == "posix":
        assert (tmp_path / "account.csv").stat().st_mode & 0o777 == 0o600


async def test_a_file_that_cannot_be_written_is_said(at_account: Agent, until: Until, tmp_path: Path) -> None:
    account(at_account).save_as(str(tmp_path / "nowhere" / "account.csv"))
    await until(lambda: "That folder is not there any more" in said(at_account))


async def test_the_account_is_printed_page_by_page_with_its_titles_on_each(
    at_account: Agent, books: Bookkeeper, until: Until, tmp_path: Path
) -> None:
    many = [Line("debit", 100, -100 * (at + 1), NOON + timedelta(minutes=at), f"Sale {at}") for at in range(120)]
    books.write(1, *many)
    at_account.press("F5")
    await until(lambda: resting(at_account) and len(cells(at_account, Column.DATE)) == 120)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "account.pdf"))
    account(at_account).print_on(printer)
    written = (tmp_path / "account.pdf").read_bytes()
    assert written.startswith(b"%PDF")
    assert written.count(b"/Type /Page\n") > 1
    made = paper.document(at_account.parts.ledger.shown, "AZN")
    (table,) = made.rootFrame().childFrames()
    assert isinstance(table, QTextTable)
    assert table.format().headerRowCount() == 1  # Qt repeats as many at the head of each page
    text = made.toPlainText()
    assert books.whose(1)[1] in text
    assert "owes 120.00 ₼" in plain(text)
    assert all(f"Sale {at}" in text for at in range(120))


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false", extend=True)
async def test_a_printer_that_takes_nothing_is_said(at_account: Agent, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "nowhere" / "account.pdf"))
    account(at_account).print_on(printer)
    assert "could not be printed" in said(at_account)


async def test_ctrl_p_asks_for_a_printer_and_names_nobody_in_its_queue(at_account: Agent, until: Until) -> None:
    at_account.press("Ctrl+P")
    dialog = account(at_account).findChild(QPrintDialog)
    assert isinstance(dialog, QPrintDialog)
    await until(dialog.isVisible)
    assert dialog.printer().docName() == f"ledger-{datetime.now().astimezone().date().isoformat()}"
    dialog.reject()
    await until(lambda: account(at_account).isActiveWindow())
