"""The composition root: every part is built here, once, and handed what it needs; one way in, one way out."""

from __future__ import annotations

import asyncio
import gc
import getpass
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import platformdirs
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from callcenter import bugs, logs, opening, settings
from callcenter.alerts.notification import of_this_desktop
from callcenter.alerts.sound import Speaker
from callcenter.desk.alerts import Alerts
from callcenter.desk.calling_out import CallingOut
from callcenter.desk.calls import Calls
from callcenter.desk.card import Card
from callcenter.desk.choices import Offer
from callcenter.desk.connection import Connection
from callcenter.desk.directory import LocalDirectory
from callcenter.desk.dispatch import Dispatch
from callcenter.desk.drafts import Drafts
from callcenter.desk.editing import Editing
from callcenter.desk.files import LocalFiles
from callcenter.desk.find import Find
from callcenter.desk.following import Following
from callcenter.desk.history import History
from callcenter.desk.intake import Intake
from callcenter.desk.ledger import Ledger
from callcenter.desk.menu import Menus
from callcenter.desk.narrowing import Narrowing
from callcenter.desk.order_card import OrderCard
from callcenter.desk.phone_address import PhoneAddress
from callcenter.desk.points import Points
from callcenter.desk.profiles import Profiles
from callcenter.desk.queue import OrderQueue
from callcenter.desk.removal import Removal
from callcenter.desk.session import OpenVault, Session
from callcenter.desk.sync import Sync
from callcenter.desk.unfinished import Unfinished
from callcenter.desk.venues import Venues
from callcenter.desk.waiting_changes import WaitingChanges
from callcenter.garbage import GarbageCollection
from callcenter.pos.systems import Connector
from callcenter.settings import Settings
from callcenter.telephony.arrivals import Arrivals
from callcenter.telephony.instance import Claim
from callcenter.telephony.place import PlaceUnsafe
from callcenter.termination import ended_by_signals
from callcenter.ui.calls import dialler
from callcenter.ui.orders.alert_words import AlertWords
from callcenter.ui.shell import theme
from callcenter.ui.shell.call_listener import CallListener
from callcenter.ui.shell.furnishing import furnish
from callcenter.ui.shell.parts import Parts
from callcenter.ui.shell.window import MainWindow

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

    @property
    def picture(self) -> opening.Picture:
        """The window's first picture: the desk, unless it begins with the form to sign in with."""
        signed_in = self.started is not None or self.settings.active_profile is not None
        return opening.Picture.of(self.settings, at_desk=signed_in)


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk at work."""

    parts: Parts
    window: MainWindow
    arrivals: Arrivals
    """Where every call of this desk comes in."""


def build(world: World, window: MainWindow | None = None) -> Desk:
    """Build the parts, and furnish the window with them; nothing is asked of anybody yet."""
    connection = Connection()
    connector = Connector()
    session = Session(world.folder, world.open_vault, connector.connect, connection)
    files = LocalFiles(session, world.data_folder)
    directory = LocalDirectory(session, files)
    dispatch = Dispatch(session, files, directory, connection)
    drafts = Drafts(files)
    card = Card(directory, connection)
    waiting, unfinished = WaitingChanges(dispatch, card), Unfinished(drafts)
    following = Following(session, (uuid4().hex, world.settings.desk_name or getpass.getuser()))
    queue = OrderQueue(session, files, connection, following)
    offer = Offer(session, directory, connection)
    intake = Intake(session, directory, connection, dispatch=dispatch, drafts=drafts)
    editing = Editing(session, directory, connection, dispatch, waiting, unfinished)
    arrivals = Arrivals()
    parts = Parts(
        session=session,
        connection=connection,
        files=files,
        directory=directory,
        find=Find(directory, connection),
        card=card,
        points=Points(session, dispatch, card, connection),
        intake=intake,
        dispatch=dispatch,
        drafts=drafts,
        waiting=waiting,
        unfinished=unfinished,
        editing=editing,
        removal=Removal(session, card, directory, dispatch, unfinished),
        queue=queue,
        following=following,
        narrowing=Narrowing(queue),
        order_card=OrderCard(session, queue, dispatch, connection),
        alerts=Alerts(queue, Speaker(), of_this_desktop(), AlertWords(session, offer), settings=world.settings.alerts),
        calls=Calls(arrivals, session, files, queue, connection, dispatch=dispatch),
        calling_out=CallingOut(world.settings.call_with, run=dialler.run, open_address=dialler.open_address),
        phone_address=PhoneAddress(world.settings.phone_link, session.vault, arrivals),
        offer=offer,
        venues=Venues(session, files, offer),
        menus=Menus(session, files, connection),
        history=History(session, files, queue, connection),
        ledger=Ledger(session, card, dispatch, connection),
        profiles=Profiles(session, files, dispatch, saving=lambda: intake.saving or editing.saving),
        sync=Sync(session, files, connection, connector, queue=queue),
    )
    if window is None:
        window = MainWindow(opening.memory_in(world.folder), at_desk=world.picture.at_desk)
    furnish(window, parts)
    return Desk(parts=parts, window=window, arrivals=arrivals)


def run(world: World) -> int:
    """Show the desk and serve it until it is closed; return the exit code."""
    return furnish_and_serve(world, opening.show_window(world.folder, world.picture))


def furnish_and_serve(world: World, window: MainWindow) -> int:
    """Furnish a window that is on the screen already, and serve it until it is closed; return the exit code."""
    code = _furnish_and_serve(world, window)
    del window
    opening.end()
    return code


def _furnish_and_serve(world: World, window: MainWindow) -> int:
    app = opening.application()
    desk = build(world, window)
    theme.apply(app, theme.Scheme(world.settings.theme))
    desk.window.theme_turned.connect(lambda: turn_theme(app, desk))
    bugs.watch_program(desk.window.tell_bug)
    gc.freeze()  # what is built stays: looking through it for rubbish would stop the window for 80 ms now and then
    collection = GarbageCollection()
    try:
        with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
            return runner.run(serve(desk, world))
    finally:
        collection.end()


async def serve(desk: Desk, world: World) -> int:
    """Run the desk until its window is closed or its script ends, then close every part."""
    bugs.watch_loop(asyncio.get_running_loop(), desk.window.tell_bug)
    log = await asyncio.to_thread(logs.configure, world.log_folder)
    closed = asyncio.Event()
    desk.window.closing.connect(closed.set)
    if desk.window.closed:
        closed.set()
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
    session = parts.session
    opening.Picture.of(session.settings, at_desk=session.signed_in).keep(desk.window.memory)
    desk.window.hide()
    for part in (
        parts.phone_address,
        parts.profiles,
        parts.calling_out,
        parts.find,
        parts.card,
        parts.points,
        parts.intake,
        parts.editing,
        parts.offer,
        parts.venues,
        parts.menus,
        parts.history,
        parts.ledger,
        parts.alerts,
        parts.order_card,
        parts.narrowing,
        parts.queue,
        parts.calls,
        parts.dispatch,
        parts.removal,  # behind it: what was deleted last is forgotten here as well
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


def main(folder: Path, phone: Phone, window: MainWindow) -> int:
    """Run the desk of this computer's user in the window that is on the screen; return the exit code.

    Raises SettingsError where its settings cannot be read.
    """
    from callcenter.vault import open_vault  # noqa: PLC0415 - only the real desk touches the keyring

    world = World(
        folder=folder,
        settings=settings.load(folder),
        open_vault=open_vault,
        data_folder=platformdirs.user_data_path("callcenter", appauthor=False),
        log_folder=logs.log_folder(),
        phone=phone,
    )
    return furnish_and_serve(world, opening.fitting(window, folder, world.picture))
