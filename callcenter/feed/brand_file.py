"""The file that carries a brand's feed to its desks: where the server is, how to sign in, and the keys.

Whoever has it can read all that passes over the feed. ``callcenter feed init`` makes it, readable by its owner alone;
every desk imports it into its keyring; then it may be deleted, or locked away for the next desk and the next rotation.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import msgspec

from callcenter.feed.errors import FeedFileError
from callcenter.feed.sealing import ID_BYTES, KEY_BYTES, BrandKey, BrandKeys

FORMAT = 1
SPREADING = timedelta(days=1)
"""How long a new key only opens: time to import it on every desk before the first value is sealed with it."""
_LONGEST = 200_000


class KeyEntry(msgspec.Struct, frozen=True):
    """One key as it stands in the file: id and secret in hexadecimal and base64."""

    id: str
    secret: str
    writes_from: datetime


class KeyRing(msgspec.Struct, frozen=True):
    """What a desk keeps of the keys."""

    brand: str
    names: str
    keys: tuple[KeyEntry, ...]

    def decoded(self) -> BrandKeys:
        """Return the keys themselves. Raises FeedFileError."""
        try:
            names = _bytes(self.names, KEY_BYTES)
            keys = tuple(
                BrandKey(id=_id(one.id), secret=_bytes(one.secret, KEY_BYTES), writes_from=one.writes_from)
                for one in self.keys
            )
        except (ValueError, binascii.Error) as error:
            raise FeedFileError("The feed's keys are damaged; import the file again.") from error
        if not keys or any(one.writes_from.tzinfo is None for one in keys):
            raise FeedFileError("The feed's file holds no usable key; make one with callcenter feed init.")
        return BrandKeys(names=names, keys=keys)

    def __repr__(self) -> str:
        return f"KeyRing({self.brand!r}, {len(self.keys)} keys)"


class Login(msgspec.Struct, frozen=True):
    """How a desk signs in to the feed server; ``ca`` is the authority its certificate is signed by, as PEM."""

    user: str
    password: str
    ca: str = ""

    def __repr__(self) -> str:
        return f"Login({self.user!r})"


class FeedFile(msgspec.Struct, frozen=True):
    """The whole file."""

    FORMAT: ClassVar[int] = FORMAT

    callcenter_feed: int
    url: str
    login: Login
    ring: KeyRing

    def __repr__(self) -> str:
        return f"FeedFile({self.url!r}, {self.ring!r})"


def new_file(brand: str, url: str, *, user: str, password: str = "", ca: str = "", now: datetime) -> FeedFile:
    """Make a brand's file with a fresh key, and a fresh password where none is given."""
    login = Login(user=user, password=password or secrets.token_urlsafe(32), ca=ca)
    ring = KeyRing(brand=brand, names=_text(secrets.token_bytes(KEY_BYTES)), keys=(_new_key(now),))
    return FeedFile(callcenter_feed=FORMAT, url=url, login=login, ring=ring)


def rotated(file: FeedFile, *, now: datetime, after: timedelta = SPREADING) -> FeedFile:
    """Add a key that seals ``after`` a while, and drop those that nothing on the server is sealed with any more."""
    keys = file.ring.keys
    due = [one for one in keys if one.writes_from <= now]
    # What the key before the present one sealed is gone two days after; a day more for a rotation made in between.
    kept = [one for one in keys if one.writes_from > now or one in due[-2:]]
    ring = msgspec.structs.replace(file.ring, keys=(*kept, _new_key(now + after)))
    return msgspec.structs.replace(file, ring=ring)


def read_file(path: Path) -> FeedFile:
    """Read a file. Raises FeedFileError."""
    try:
        with path.open("rb") as file:
            text = file.read(_LONGEST)
    except OSError as error:
        raise FeedFileError(f"{path}: the file cannot be read ({error.strerror}).") from error
    try:
        found = msgspec.json.decode(text, type=FeedFile)
    except msgspec.DecodeError as error:
        raise FeedFileError(f"{path}: this is no file of callcenter feed init.") from error
    if found.callcenter_feed != FORMAT:
        raise FeedFileError(f"{path}: the file is of another version of callcenter; make both the same.")
    found.ring.decoded()
    return found


def write_file(path: Path, file: FeedFile, *, replace: bool = False) -> None:
    """Write a file that its owner alone can read, wholly or not at all. Raises FeedFileError."""
    write_private(path, msgspec.json.format(msgspec.json.encode(file), indent=2), replace=replace)


def write_private(path: Path, content: bytes, *, replace: bool = False) -> None:
    """Write what its owner alone is to read, wholly or not at all. Raises FeedFileError."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            if replace:
                beside.replace(path)
            elif path.exists():
                raise FeedFileError(
                    f"{path}: there is such a file already; what it holds is not to be lost by accident."
                )
            else:
                beside.rename(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise FeedFileError(f"{path}: the file cannot be written ({error.strerror}).") from error


def utc_now() -> datetime:
    """Return the time, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def _new_key(writes_from: datetime) -> KeyEntry:
    return KeyEntry(
        id=secrets.token_hex(ID_BYTES), secret=_text(secrets.token_bytes(KEY_BYTES)), writes_from=writes_from
    )


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(text: str, length: int) -> bytes:
    value = base64.b64decode(text, validate=True)
    if len(value) != length:
        raise ValueError
    return value


def _id(text: str) -> bytes:
    value = bytes.fromhex(text)
    if len(value) != ID_BYTES:
        raise ValueError
    return value
