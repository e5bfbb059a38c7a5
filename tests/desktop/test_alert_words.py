"""What a notification says: enough to know the order by, and nothing of whose it is."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from callcenter.alerts.errors import AlertError, NoNotifications, NoSoundDevice, SoundUnreadable
from callcenter.desk.choices import Choices, Offer
from callcenter.desk.connection import Connection
from callcenter.desk.directory import PosDirectory
from callcenter.desk.session import Session
from callcenter.model.order import Order, Recipient
from callcenter.model.venue import Venue
from callcenter.pos.systems import connect
from callcenter.settings import Profile
from callcenter.ui.orders import alert_words
from callcenter.ui.orders.alert_words import AlertWords
from callcenter.vault import MemoryVault, Vault


def order(number: int) -> Order:
    return Order(
        id=str(number),
        status="PENDING",
        venue_id="1",
        recipient=Recipient(id="7", name="Leyla Əliyeva", phone="+994505355757", address="Nizami 12"),
        comment="ring twice",
        total=Decimal(number),
        created_at=datetime(2026, 2, 2, 12, 5, tzinfo=UTC),
    )


@pytest.fixture
def words(tmp_path: Path) -> AlertWords:
    async def opened() -> Vault:
        return MemoryVault()

    connection = Connection()
    session = Session(tmp_path, opened, connect, connection)
    session.profile = Profile(key="main", name="Main", pos="clopos", base_url="http://127.0.0.1")
    offer = Offer(session, PosDirectory(session), connection)
    offer.choices = Choices(venues=(Venue(id="1", name="Nərimanov\nfilialı"),))
    return AlertWords(session, offer)


def test_one_order_is_told_by_number_venue_total_and_time(words: AlertWords) -> None:
    notice = words((order(295),))
    assert notice.title == "New order 295"
    assert re.fullmatch(r"Nərimanov filialı · 295\.00\s₼ · \d\d:05", notice.text)


def test_several_are_counted_and_the_first_are_told(words: AlertWords) -> None:
    notice = words(tuple(order(number) for number in range(1, 6)))
    assert notice.title == "5 new orders"
    lines = notice.text.split("\n")
    assert [line.split(" · ")[0] for line in lines] == ["1", "2", "3", "and 2 more"]
    assert len(words((order(1), order(2), order(3))).text.split("\n")) == 3


@pytest.mark.parametrize("count", [1, 2, 9])
def test_no_customer_is_named(words: AlertWords, count: int) -> None:
    notice = words(tuple(order(number) for number in range(count)))
    for secret in ("Leyla", "liyeva", "5355757", "Nizami", "ring twice"):
        assert secret not in f"{notice.title} {notice.text}"


def test_an_order_of_which_nothing_is_told_has_its_number(words: AlertWords) -> None:
    words._session.profile = None
    assert words((Order(id="9", status="PENDING"),)).title == "New order 9"


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize("error", [NoSoundDevice(), NoNotifications(), SoundUnreadable(name="a.wav")])
def test_each_trouble_has_a_sentence(error: AlertError) -> None:
    sentence = alert_words.sentence(error)
    assert sentence.replace(":", ";") == str(error)  # the same words, apart from how a list is begun
    assert "{" not in sentence
