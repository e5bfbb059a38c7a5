"""The composition root: every part is built here, once, and handed what it needs; one way in, one way out."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QSettings,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QMessageBox
from qasync import QEventLoop

from callcenter import bugs, logs, settings
from callcenter.desk.calling_out import CallingOut
from callcenter.desk.calls import Calls
from callcenter.desk.card import Card
from callcenter.desk.choices import Offer
from callcenter.desk.connection import Connection
from callcenter.desk.directory import LocalDirectory
from callcenter.desk.dispatch import Dispatch
from callcenter.desk.drafts import Drafts
from callcenter.desk.files import LocalFiles
from callcenter.desk.find import Find
from callcenter.desk.intake import Intake
from callcenter.desk.narrowing import Narrowing
from callcenter.desk.phone_address import PhoneAddress
from callcenter.desk.queue import OrderQueue
from callcenter.desk.session import OpenVault, Session
from callcenter.desk.sync import Sync
from callcenter.pos.systems import Connector
from callcenter.settings import Settings
from callcenter.telephony.arrivals import Arrivals
from callcenter.telephony.instance import Claim
from callcenter.telephony.place import PlaceUnsafe
from callcenter.termination import ended_by_signals
from callcenter.ui.calls import dialler
from callcenter.ui.shell import theme, translation
from callcenter.ui.shell.call_listener import CallListener
from callcenter.ui.shell.parts import Parts
from callcenter.ui.shell.window import MainWindow

_qt_log = logging.getLogger("callcenter.qt")

Script = Callable[["Desk"], Awaitable[None]]
"""Drives a desk that is on the screen; the program ends with it."""


@dataclass(frozen=True, slots=True)
class Phone:
    """By what a desk hears of calls."""

    claim: Claim | None = None
    """The right to be this user's desk; without it the desk does not listen."""
    ringing: str | None = None
    """The call that the desk was started with."""
    problem: str = ""
    """Why it cannot listen, in a sentence for the agent."""


@dataclass(frozen=True, slots=True)
class World:
    """What a desk stands in: where its settings lie, what keeps its secrets, and whether a script drives it."""

    folder: Path
    settings: Settings
    open_vault: OpenVault
    data_folder: Path
    """Where the local files lie, a folder a profile."""
    log_folder: Path | None = None
    """Where the log is written; nowhere for None."""
    script: Script | None = None
    started: Callable[[Desk], None] | None = None
    """Called once the loop runs; otherwise the desk goes on as the profile used last."""
    phone: Phone = Phone()


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk at work."""

    parts: Parts
    window: MainWindow
    arrivals: Arrivals
    """Where every call of this desk comes in."""


def build(world: World) -> Desk:
    """Build the parts and the window; nothing is asked of anybody yet."""
    connection = Connection()
    connector = Connector()
    session = Session(world.folder, world.open_vault, connector.connect, connection)
    files = LocalFiles(session, world.data_folder)
    directory = LocalDirectory(session, files)
    dispatch = Dispatch(session, files, directory, connection)
    drafts = Drafts(files)
    queue = OrderQueue(session, files, connection)
    arrivals = Arrivals()
    parts = Parts(
        session=session,
        connection=connection,
        files=files,
        directory=directory,
        find=Find(directory, connection),
        card=Card(directory, connection),
        intake=Intake(session, directory, connection, dispatch=dispatch, drafts=drafts),
        dispatch=dispatch,
        drafts=drafts,
        queue=queue,
        narrowing=Narrowing(queue),
        calls=Calls(arrivals, session, files, queue, connection, dispatch=dispatch),
        calling_out=CallingOut(world.settings.call_with, run=dialler.run, open_address=dialler.open_address),
        phone_address=PhoneAddress(world.settings.phone_link, session.vault, arrivals),
        offer=Offer(session, directory, connection),
        sync=Sync(session, files, connection, connector),
    )
    memory = QSettings(str(world.folder / "window.ini"), QSettings.Format.IniFormat)
    return Desk(parts=parts, window=MainWindow(parts, memory), arrivals=arrivals)


def application(arguments: list[str]) -> QApplication:
    """Return the one QApplication, named so that the desktop shows it under its own name."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(arguments)
    qInstallMessageHandler(_log_qt)
    app.setApplicationName("callcenter")
    app.setApplicationDisplayName("callcenter")
    app.setDesktopFileName("callcenter")
    app.setQuitOnLastWindowClosed(False)
    return app


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Write what Qt says to the log: on a desk nobody sees the terminal."""
    if "propagateSizeHints" in message:  # the tour's platform says so at every window, and nothing follows from it
        return
    severe = kind in {QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}
    _qt_log.log(logging.ERROR if severe else logging.INFO, "%s: %s", context.category, message)


def run(world: World) -> int:
    """Show the desk and serve it until it is closed; return the exit code."""
    app = application(sys.argv[:1])
    code = _show_and_serve(app, world)
    # Qt's objects go while Qt is there: left to the interpreter's end they go in any order, and crash it now and then.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    app.shutdown()
    gc.freeze()  # what still wraps them is not taken apart again at the interpreter's end
    return code


def _show_and_serve(app: QApplication, world: World) -> int:
    theme.load_fonts()
    scheme = theme.Scheme(world.settings.theme)
    theme.prepare(app, scheme)
    translation.install(app, world.settings.language)
    desk = build(world)
    theme.apply(app, scheme)
    desk.window.theme_turned.connect(lambda: turn_theme(app, desk))
    desk.window.show()
    bugs.watch_program(desk.window.tell_bug)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        return runner.run(serve(desk, world))


async def serve(desk: Desk, world: World) -> int:
    """Run the desk until its window is closed or its script ends, then close every part."""
    bugs.watch_loop(asyncio.get_running_loop(), desk.window.tell_bug)
    log = await asyncio.to_thread(logs.configure, world.log_folder)
    closed = asyncio.Event()
    desk.window.closing.connect(closed.set)
    listener = listen(desk, world.phone)
    desk.parts.phone_address.open()
    try:
        with ended_by_signals(closed.set):
            if world.started is not None:
                world.started(desk)
            else:
                desk.parts.session.resume(world.settings)
            await (closed.wait() if world.script is None else world.script(desk))
    finally:
        if listener is not None:
            listener.close()
        await close(desk)
        log.close()
    return 0


def listen(desk: Desk, phone: Phone) -> CallListener | None:
    """Hear of calls and of a second start; where that cannot be, say why: the desk works without."""
    listener, problem = None, phone.problem
    if phone.claim is not None:
        listener = CallListener(phone.claim, desk.window)
        listener.called.connect(desk.arrivals.hear)
        listener.activated.connect(desk.window.come_forward)
        try:
            problem = "" if listener.listen() else listener.error
        except PlaceUnsafe as unsafe:
            problem = str(unsafe)
    if problem:
        desk.window.notices.tell_deaf(problem)
    if phone.ringing is not None:
        desk.arrivals.hear(phone.ringing)
    return listener


async def close(desk: Desk) -> None:
    """End what the parts have under way, innermost last."""
    parts = desk.parts
    desk.window.hide()
    for part in (
        parts.phone_address,
        parts.calling_out,
        parts.find,
        parts.card,
        parts.intake,
        parts.offer,
        parts.narrowing,
        parts.queue,
        parts.calls,
        parts.dispatch,
        parts.drafts,
        parts.directory,
        parts.sync,
        parts.files,
        parts.session,
    ):
        await part.aclose()
    desk.window.deleteLater()


def turn_theme(app: QApplication, desk: Desk) -> None:
    """Turn from light to dark or back, and remember it."""
    session = desk.parts.session
    chosen = theme.Scheme.LIGHT if theme.is_dark() else theme.Scheme.DARK
    session.prefer(replace(session.settings, theme=chosen.value))
    theme.apply(app, chosen)
    desk.window.recolour()


def main(phone: Phone) -> int:
    """Run the desk of this computer's user. Raises SettingsError where its settings cannot be read."""
    from callcenter.vault import open_vault  # noqa: PLC0415 - only the real desk touches the keyring

    folder = settings.config_folder()
    known = settings.load(folder)
    data = platformdirs.user_data_path("callcenter", appauthor=False)
    return run(
        World(
            folder=folder,
            settings=known,
            open_vault=open_vault,
            data_folder=data,
            log_folder=logs.log_folder(),
            phone=phone,
        )
    )


def tell(sentence: str) -> None:
    """Show a sentence in a window of its own, before there is a desk."""
    app = application(sys.argv[:1])
    box = QMessageBox(QMessageBox.Icon.Critical, "callcenter", sentence)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.finished.connect(app.quit)
    box.open()
    app.exec()
