"""What a window shows and asks: the use cases, each built once by the composition root."""

from __future__ import annotations

from dataclasses import dataclass

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
from callcenter.desk.session import Session
from callcenter.desk.sync import Sync
from callcenter.desk.unfinished import Unfinished
from callcenter.desk.venues import Venues
from callcenter.desk.waiting_changes import WaitingChanges


@dataclass(frozen=True, slots=True)
class Parts:
    """The use cases a window shows."""

    session: Session
    connection: Connection
    files: LocalFiles
    directory: LocalDirectory
    dispatch: Dispatch
    drafts: Drafts
    find: Find
    card: Card
    points: Points
    intake: Intake
    waiting: WaitingChanges
    unfinished: Unfinished
    editing: Editing
    removal: Removal
    queue: OrderQueue
    following: Following
    narrowing: Narrowing
    order_card: OrderCard
    alerts: Alerts
    calls: Calls
    calling_out: CallingOut
    phone_address: PhoneAddress
    offer: Offer
    venues: Venues
    menus: Menus
    history: History
    ledger: Ledger
    profiles: Profiles
    sync: Sync
