"""Forms that are taken up before they are sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from callcenter.desk.card import Card
from callcenter.desk.connection import Connection, Link
from callcenter.desk.directory import LocalDirectory, Wanted
from callcenter.desk.dispatch import Dispatch, Settled
from callcenter.desk.drafts import NEW_CUSTOMER, Drafts
from callcenter.desk.files import LocalFiles
from callcenter.desk.find import Find, Found
from callcenter.desk.form import Form
from callcenter.desk.intake import Clash, Intake
from callcenter.desk.session import Session
from callcenter.model.customer import Customer
from callcenter.pos.systems import connect
from callcenter.replica.errors import LocalFileError, Trouble
from callcenter.replica.outbox import State
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile
from callcenter.vault import Secret, Vault
from tests.desk.at_work import Until
from tests.desk.syncing import LastingVault

pytestmark = pytest.mark.anyio

FORM = Form(name="Nərgiz Yeni", phone="055 717 20 20")


@dataclass
class Bench:
    """The parts that take a form to the point of sale."""

    session: Session
    connection: Connection
    files: LocalFiles
    directory: LocalDirectory
    dispatch: Dispatch
    drafts: Drafts
    intake: Intake
    find: Find
    card: Card
    saved: list[Customer] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    restored: list[Form] = field(default_factory=list)

    async def aclose(self) -> None:
        for part in (
            self.find,
            self.card,
            self.intake,
            self.dispatch,
            self.drafts,
            self.directory,
            self.files,
            self.session,
        ):
            await part.aclose()


@pytest.fixture
async def bench_of(
    tmp_path: Path, profile: Profile, secret: Secret, until: Until
) -> AsyncIterator[Callable[[], Awaitable[Bench]]]:
    """Build desks over one folder and one keyring; each is closed at the end."""
    vault = LastingVault()
    made: list[Bench] = []

    async def opened() -> Vault:
        return vault

    async def build() -> Bench:
        connection = Connection()
        session = Session(tmp_path, opened, connect, connection)
        files = LocalFiles(session, tmp_path / "data")
        directory = LocalDirectory(session, files)
        dispatch = Dispatch(session, files, directory, connection, shortest_wait=0.05)
        drafts = Drafts(files, pause=0)
        intake = Intake(session, directory, connection, dispatch=dispatch, drafts=drafts, patience=3)
        find = Find(directory, connection, pause=0, asking_pause=0)
        bench = Bench(
            session, connection, files, directory, dispatch, drafts, intake, find, Card(directory, connection)
        )
        intake.saved.connect(bench.saved.append)
        intake.restored.connect(bench.restored.append)
        intake.clashed.connect(bench.clashes.append)
        dispatch.settled.connect(bench.settled.append)
        find.found.connect(bench.found.append)
        made.append(bench)
        session.sign_in(profile, secret)
        await until(lambda: files.local is not None)
        return bench

    yield build
    for bench in made:
        await bench.aclose()


def _there(sandbox: Sandbox, name: str) -> int:
    """Count the customers of this name that the server has."""
    answer = httpx.get(
        f"{sandbox.clopos}/v2/customers",
        params={"filters[0][0]": "name", "filters[0][1]": name, "limit": 50},
        headers={"x-token": "oauth_example_token"},
    )
    return len(answer.json()["data"])


async def test_a_form_is_kept_before_it_is_sent_and_ends_as_the_servers_customer(
    bench_of: Callable[[], Awaitable[Bench]], sandbox: Sandbox, until: Until
) -> None:
    bench = await bench_of()
    assert bench.dispatch.keeps
    bench.intake.save(FORM)
    await until(lambda: bench.saved)
    assert not bench.saved[0].pending
    assert bench.saved[0].phone == "+994557172020"
    assert bench.dispatch.unsent == 0
    assert _there(sandbox, FORM.name) == 1


async def test_a_form_saved_while_the_server_is_away_is_found_and_sent_when_it_is_back(
    bench_of: Callable[[], Awaitable[Bench]], sandbox: Sandbox, until: Until
) -> None:
    bench = await bench_of()
    sandbox.pause_network()
    bench.intake.save(FORM)
    await until(lambda: bench.saved)
    assert bench.saved[0].pending
    assert bench.dispatch.unsent == 1
    bench.find.look(Wanted(text="nergiz"))
    await until(lambda: bench.found and bench.found[-1].customers)
    assert bench.found[-1].customers[0].pending
    sandbox.resume_network()
    bench.dispatch.send_now()
    await until(lambda: bench.settled)
    assert bench.settled[0].customer is not None
    assert bench.settled[0].customer.cid == bench.saved[0].cid
    assert bench.dispatch.unsent == 0
    bench.find.look(Wanted(text="nergiz"))
    await until(lambda: bench.found[-1].customers and not bench.found[-1].customers[0].pending)
    assert _there(sandbox, FORM.name) == 1


async def test_what_waits_is_sent_by_the_next_desk_of_the_same_profile(
    bench_of: Callable[[], Awaitable[Bench]], sandbox: Sandbox, until: Until
) -> None:
    first = await bench_of()
    sandbox.pause_network()
    first.intake.save(FORM)
    await until(lambda: first.saved)
    await first.aclose()
    sandbox.resume_network()
    second = await bench_of()
    await until(lambda: second.settled)
    assert _there(sandbox, FORM.name) == 1


async def test_a_lost_answer_makes_no_second_customer(
    bench_of: Callable[[], Awaitable[Bench]], sandbox: Sandbox, until: Until
) -> None:
    bench = await bench_of()
    sandbox.set_faults("reset-after@POST /customers=1*4")
    bench.intake.save(FORM)
    await until(lambda: bench.saved)
    await until(lambda: bench.dispatch.unsent == 0)
    assert _there(sandbox, FORM.name) == 1


async def test_a_taken_number_is_told_in_the_open_form_and_leaves_nothing_waiting(
    bench_of: Callable[[], Awaitable[Bench]], until: Until
) -> None:
    bench = await bench_of()
    bench.intake.save(Form(name="Kimsə", phone="0505355757"))
    await until(lambda: bench.clashes)
    assert [one.name for one in bench.clashes[0].customers][:1] == ["Leyla Əliyeva"]
    assert bench.dispatch.entries == ()
    bench.intake.save(Form(name="Kimsə", phone="0557172021"))
    await until(lambda: bench.saved)
    assert not bench.saved[0].pending


async def test_a_taken_code_offers_who_has_it_whatever_name_was_typed(
    bench_of: Callable[[], Awaitable[Bench]], until: Until
) -> None:
    bench = await bench_of()
    await bench.directory.customer("11")  # the copy has heard of them
    bench.intake.save(Form(name="Kimsə", code="C0000011"))
    await until(lambda: bench.clashes)
    assert [one.id for one in bench.clashes[0].customers] == ["11"]


async def test_a_refusal_that_comes_later_waits_to_be_mended(
    bench_of: Callable[[], Awaitable[Bench]], sandbox: Sandbox, until: Until
) -> None:
    bench = await bench_of()
    sandbox.pause_network()
    await until(lambda: bench.files.local is not None)
    bench.intake.save(Form(name="Kimsə", phone="0505355757"))
    await until(lambda: bench.saved)
    sandbox.resume_network()
    bench.dispatch.send_now()
    await until(lambda: bench.settled)
    entry = bench.dispatch.entries[0]
    assert (entry.state, entry.error) == (State.REFUSED, "conflict")
    assert bench.connection.state.link is not Link.SIGNED_OUT
    bench.dispatch.discard(entry)
    await until(lambda: bench.dispatch.entries == ())


async def test_a_pending_customer_can_be_opened_without_asking_the_server(
    bench_of: Callable[[], Awaitable[Bench]], sandbox: Sandbox, until: Until
) -> None:
    bench = await bench_of()
    sandbox.pause_network()
    bench.intake.save(FORM)
    await until(lambda: bench.saved)
    failures: list[object] = []
    bench.card.failed.connect(failures.append)
    bench.card.open(bench.saved[0])
    assert bench.card.customer is bench.saved[0]
    assert not failures


async def test_a_form_being_typed_is_offered_back_by_the_next_desk(
    bench_of: Callable[[], Awaitable[Bench]], until: Until
) -> None:
    first = await bench_of()
    typed = first.intake.begin("Nərgiz")
    first.intake.keep(typed)
    assert first.files.local is not None
    kept = first.files.local.desk.drafts
    while await kept.load(NEW_CUSTOMER) is None:  # noqa: ASYNC110 - a file tells nobody
        await asyncio.sleep(0.01)
    await first.aclose()
    second = await bench_of()
    await until(lambda: second.restored)
    assert second.restored == [typed]


async def test_signing_out_leaves_nothing_of_the_brand_on_the_disk(
    bench_of: Callable[[], Awaitable[Bench]], tmp_path: Path, until: Until
) -> None:
    bench = await bench_of()
    folder = tmp_path / "data" / "main"
    assert (folder / "desk.db").exists()
    bench.session.sign_out()
    await until(lambda: not folder.exists())


async def test_forms_kept_at_signing_out_are_sent_after_the_next_sign_in(
    bench_of: Callable[[], Awaitable[Bench]], sandbox: Sandbox, until: Until
) -> None:
    first = await bench_of()
    sandbox.pause_network()
    first.intake.save(FORM)
    await until(lambda: first.saved)
    first.session.sign_out(keep_local=True)
    await first.aclose()
    sandbox.resume_network()
    second = await bench_of()
    await until(lambda: second.settled)
    assert _there(sandbox, FORM.name) == 1


async def test_a_desk_file_that_cannot_be_read_is_left_alone_until_the_agent_says_so(
    bench_of: Callable[[], Awaitable[Bench]], tmp_path: Path, until: Until
) -> None:
    first = await bench_of()
    await first.aclose()
    file = tmp_path / "data" / "main" / "desk.db"
    file.write_bytes(b"no database at all" * 500)
    second = await bench_of()
    assert not second.dispatch.keeps
    assert file.read_bytes().startswith(b"no database")
    second.files.set_desk_file_aside(LocalFileError(Trouble.UNREADABLE))
    await until(lambda: second.dispatch.keeps)
    assert [one for one in file.parent.iterdir() if one.name.startswith("desk.db.unreadable")]
