"""The file itself: its key, its age, and what becomes of one that cannot be used."""

import os
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from callcenter.model.customer import Customer
from callcenter.replica import opening
from callcenter.replica.connecting import Format, connect, set_aside, transaction, wipe
from callcenter.replica.desk_file import DESK
from callcenter.replica.errors import LocalFileError, StorageFull, Trouble
from callcenter.replica.query import Query
from callcenter.replica.replica import Replica
from callcenter.replica.schema import REPLICA
from tests.replica.made import Key, customers, on_disk


async def _fill(path: Path, key: Key) -> None:
    replica = await Replica.open(path, key, region="AZ")
    assert replica.notice is None
    await replica.upsert(customers(200))
    await replica.aclose()


@pytest.mark.anyio
async def test_what_was_stored_is_there_at_the_next_opening(tmp_path: Path) -> None:
    await _fill(on_disk(tmp_path), Key())
    replica = await Replica.open(on_disk(tmp_path), Key(), region="AZ")
    assert (replica.notice, await replica.count()) == (None, 200)
    assert (await replica.search(Query(text="0505355757")))[0].customer.name == "Leyla Əliyeva"
    await replica.aclose()


@pytest.mark.anyio
async def test_without_a_key_nothing_is_written(tmp_path: Path) -> None:
    replica = await Replica.open(on_disk(tmp_path), None, region="AZ")
    await replica.upsert(customers(20))
    assert await replica.count() == 20
    await replica.aclose()
    assert _files(tmp_path) == {}


@pytest.mark.anyio
async def test_no_file_holds_a_name_a_number_or_the_key_in_clear(tmp_path: Path) -> None:
    replica = await Replica.open(on_disk(tmp_path), Key(), region="AZ")
    await replica.upsert(customers(500))
    files = _files(tmp_path)  # while the log is still beside the file
    await replica.aclose()
    assert any(name.endswith("-wal") for name in files)
    found = b"".join(files.values())
    assert len(found) > 100_000
    folded = found.lower()
    for clear in (
        "SQLite format",
        "leyla",
        "əliyev",
        "eliyev",
        "aliav",
        "алиев",
        "5355757",
        "505355757",
        "CREATE TABLE",
    ):
        assert clear.lower().encode() not in folded
    assert Key().reveal().encode() not in found
    assert bytes.fromhex(Key().reveal()) not in found


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _other_key(path: Path) -> None:
    """Nothing is done to the file."""


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _cut_within_a_page(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1000)


def _scribbled(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"\0" * 4096)


def _text(path: Path) -> None:
    path.write_text("This was never a database. " * 400)


def _short(path: Path) -> None:
    path.write_bytes(b"x")


@pytest.mark.anyio
@pytest.mark.parametrize("harm", [_other_key, _cut, _cut_within_a_page, _scribbled, _text, _short])
async def test_a_file_that_cannot_be_used_is_set_aside_and_told_and_a_new_one_works(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    path = on_disk(tmp_path)
    await _fill(path, Key())
    harm(path)
    held = path.read_bytes()
    replica = await Replica.open(path, Key("ab" * 32) if harm is _other_key else Key(), region="AZ")
    assert replica.notice is not None
    assert replica.notice.trouble in {Trouble.UNREADABLE, Trouble.DAMAGED}
    assert held in _files(tmp_path).values()
    assert Path(replica.notice.path).name in _files(tmp_path)
    assert str(tmp_path) not in repr(replica.notice)
    await replica.upsert(customers(5))
    assert await replica.count() == 5
    await replica.aclose()


@pytest.mark.anyio
async def test_pages_broken_inside_are_met_in_use_told_and_set_aside_at_the_next_opening(tmp_path: Path) -> None:
    path = on_disk(tmp_path)
    await _fill(path, Key())
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(os.urandom(path.stat().st_size - 4096 * 3))
    replica = await Replica.open(path, Key(), region="AZ")
    if replica.notice is None:
        with pytest.raises(LocalFileError):
            await replica.customers([str(one) for one in range(1, 201)])
        await replica.aclose()
        replica = await Replica.open(path, Key(), region="AZ")
    assert replica.notice is not None
    assert replica.notice.trouble is Trouble.DAMAGED
    assert await replica.count() == 0
    await replica.aclose()


@pytest.mark.anyio
async def test_numbers_read_as_another_country_s_are_kept_and_wait_to_be_read_anew(tmp_path: Path) -> None:
    await _fill(on_disk(tmp_path), Key())
    replica = await Replica.open(on_disk(tmp_path), Key(), region="TR")
    assert (replica.notice, await replica.count(), await replica.indexed()) == (None, 200, False)
    await replica.aclose()


@pytest.mark.parametrize("form", [REPLICA, DESK], ids=["replica", "desk"])
def test_every_earlier_version_is_brought_up_to_the_newest(tmp_path: Path, form: Format) -> None:
    newest = connect(None, None, form)
    for version in range(1, form.version + 1):
        path = tmp_path / f"v{version}.db"
        earlier = Format(
            application_id=form.application_id, migrations=form.migrations[:version], synchronous=form.synchronous
        )
        connect(path, Key(), earlier).close()
        connection = connect(path, Key(), form)
        assert connection.pragma("user_version") == form.version
        assert _tables(connection) == _tables(newest)
        connection.close()
    newest.close()


def test_data_of_the_first_version_lives_on_in_the_newest(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    first = Format(application_id=DESK.application_id, migrations=DESK.migrations[:1], synchronous="FULL")
    connection = connect(path, Key(), first)
    connection.execute(
        "INSERT INTO outbox (act, subject, body, state, created_at) VALUES ('a', 's', x'00', 'waiting', 1)"
    )
    connection.close()
    connection = connect(path, Key(), DESK)
    assert connection.execute("SELECT count(*) FROM outbox").get == 1
    assert connection.execute("SELECT count(*) FROM call").get == 0
    connection.close()


def _tables(connection: apsw.Connection) -> set[tuple[object, ...]]:
    return set(connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall())


def test_a_later_version_s_file_and_another_program_s_are_left_alone(tmp_path: Path) -> None:
    later = Format(application_id=DESK.application_id, migrations=(*DESK.migrations, "SELECT 1"), synchronous="FULL")
    connect(tmp_path / "later.db", Key(), later).close()
    with pytest.raises(LocalFileError) as newer:
        connect(tmp_path / "later.db", Key(), DESK)
    with pytest.raises(LocalFileError) as foreign:
        connect(tmp_path / "later.db", Key(), REPLICA)
    assert (newer.value.trouble, foreign.value.trouble) == (Trouble.NEWER, Trouble.FOREIGN)


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    connect(tmp_path / "a.db", Key(), DESK).close()
    broken = Format(
        application_id=DESK.application_id,
        migrations=(*DESK.migrations, "CREATE TABLE added (x)", "CREATE TABLE outbox (x)"),
        synchronous="FULL",
    )
    with pytest.raises(apsw.SQLError):
        connect(tmp_path / "a.db", Key(), broken)
    connection = connect(tmp_path / "a.db", Key(), DESK)
    assert ("added",) not in connection.execute("SELECT name FROM sqlite_schema").fetchall()
    connection.close()


@pytest.mark.parametrize("digits", ["", "0f", "g" * 64, "0f" * 33, "' OR 1=1 --".ljust(64)])
def test_a_key_of_another_shape_is_a_mistake_of_the_caller(tmp_path: Path, digits: str) -> None:
    with pytest.raises(ValueError, match="64 hexadecimal"):
        connect(tmp_path / "a.db", Key(digits), DESK)


def test_a_folder_that_is_not_there_is_told_as_storage(tmp_path: Path) -> None:
    with pytest.raises(StorageFull):
        connect(tmp_path / "no" / "a.db", Key(), DESK)


def test_what_a_transaction_began_is_undone_whole(tmp_path: Path) -> None:
    connection = connect(tmp_path / "a.db", Key(), DESK)
    with pytest.raises(apsw.ConstraintError), transaction(connection):
        connection.execute("INSERT INTO draft VALUES ('form', x'00'); INSERT INTO draft VALUES ('form', x'00')")
    assert connection.execute("SELECT count(*) FROM draft").get == 0
    connection.close()


def test_wiping_takes_the_files_their_logs_and_what_was_set_aside(tmp_path: Path) -> None:
    path = on_disk(tmp_path / "profile")
    path.parent.mkdir()
    connect(path, Key(), REPLICA).close()
    aside = set_aside(path, Trouble.DAMAGED)
    connect(path, Key(), REPLICA).close()
    opening.mark_damaged(path)
    assert Path(aside.path).exists()
    wipe(path.parent)
    wipe(path.parent)  # one that is gone is no trouble
    assert list(tmp_path.iterdir()) == []


@pytest.mark.anyio
async def test_the_log_of_a_file_that_is_gone_is_not_replayed(tmp_path: Path) -> None:
    path = on_disk(tmp_path)
    replica = await Replica.open(path, Key(), region="AZ")
    await replica.upsert([Customer(id="1", name="Leyla")])
    log = path.with_name(path.name + "-wal").read_bytes()
    await replica.aclose()
    path.unlink()
    path.with_name(path.name + "-wal").write_bytes(log)
    replica = await Replica.open(path, Key(), region="AZ")
    assert (replica.notice, await replica.count()) == (None, 0)
    await replica.aclose()
