"""``callcenter feed``: makes a brand's shared feed, brings it to a desk, and changes its keys."""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from callcenter import settings
from callcenter.feed.access import keep
from callcenter.feed.account import account_of
from callcenter.feed.brand_file import SPREADING, new_file, read_file, rotated, utc_now, write_file, write_private
from callcenter.feed.errors import FeedFileError
from callcenter.settings import FieldError, Profile, Settings, SettingsError
from callcenter.settings.feed_url import check_feed_url
from callcenter.vault import VaultError, open_vault

FAILED, WRONG = 1, 2


class Refused(Exception):
    """What was asked cannot be done; the text says why."""


def run(words: Sequence[str], tell: Callable[[str], None], *, desk_runs: Callable[[], bool]) -> int:
    """Do what the words say; return the exit code. ``desk_runs`` says whether a desk has the settings open."""
    try:
        options = _parser().parse_args(words)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else WRONG
    try:
        sentence = _do(options, desk_runs)
    except (Refused, FieldError, SettingsError) as error:
        tell(str(error))
        return WRONG
    except (FeedFileError, VaultError) as error:
        tell(str(error))
        return FAILED
    print(f"callcenter: {sentence}")  # noqa: T201 - a command's answer
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="callcenter feed", description=__doc__, allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True, metavar="init, import or rotate")
    init = commands.add_parser("init", help="make a brand's keys and sign-in: once, by whoever runs the feed server")
    init.add_argument("file", type=Path, help="where to write what the desks import")
    init.add_argument("--brand", required=True, help="the name of its account on the server: letters and digits")
    init.add_argument("--url", required=True, help="tls://HOST:4222")
    init.add_argument("--ca", type=Path, help="the authority that signed the server's certificate (PEM)")
    init.add_argument("--account", type=Path, help="where to write the account for the server's configuration")
    bring = commands.add_parser("import", help="take over a brand's file on this desk; then the file may be deleted")
    bring.add_argument("file", type=Path)
    bring.add_argument("--profile", help="the profile it is for; without it the one used last")
    rotate = commands.add_parser("rotate", help="add a new key to a brand's file, to be imported on every desk")
    rotate.add_argument("file", type=Path)
    rotate.add_argument(
        "--after",
        type=float,
        default=SPREADING / timedelta(hours=1),
        metavar="HOURS",
        help="when desks begin to seal with it: until then it is to be on every desk (24)",
    )
    return parser


def _do(options: argparse.Namespace, desk_runs: Callable[[], bool]) -> str:
    if options.command == "init":
        return _init(options)
    if options.command == "rotate":
        return _rotate(options)
    if desk_runs():
        raise Refused("a desk is running: close it first, then import.")
    return asyncio.run(_import(options.file, options.profile))


def _init(options: argparse.Namespace) -> str:
    ca = _text_of(options.ca) if options.ca else ""
    file = new_file(options.brand, check_feed_url(options.url), user=options.brand, ca=ca, now=utc_now())
    account = account_of(file)
    write_file(options.file, file)
    if options.account is None:
        return f"{options.file} is made; import it on every desk of the brand."
    write_private(options.account, account.encode())
    return f"{options.file} is for the desks of the brand, {options.account} for the feed server alone."


def _rotate(options: argparse.Namespace) -> str:
    if not 0 <= options.after <= 24 * 30:
        raise Refused("--after is a number of hours, a month at most.")
    after = timedelta(hours=options.after)
    write_file(options.file, rotated(read_file(options.file), now=utc_now(), after=after), replace=True)
    return f"{options.file} has a new key; import it on every desk within {options.after:g} hours."


async def _import(path: Path, key: str | None) -> str:
    file = await asyncio.to_thread(read_file, path)
    folder = settings.config_folder()
    known = await asyncio.to_thread(settings.load, folder)
    profile = _profile(known, key)
    vault = await open_vault()
    if not vault.lasting:
        raise Refused(str(vault.problem or "there is no keyring to keep the feed's keys in."))
    await keep(vault, profile.key, file)
    shared = dataclasses.replace(profile, feed_url=file.url)
    profiles = tuple(shared if one.key == profile.key else one for one in known.profiles)
    await asyncio.to_thread(settings.save, folder, dataclasses.replace(known, profiles=profiles))
    return f"{profile.key} shares its feed at {file.url}; {path} may be deleted now."


def _profile(known: Settings, key: str | None) -> Profile:
    profile = known.profile(key) if key else known.active_profile
    if profile is None:
        names = ", ".join(one.key for one in known.profiles) or "there is none: sign in once first"
        raise Refused(f"--profile takes the key of a profile ({names}).")
    return profile


def _text_of(path: Path) -> str:
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, ValueError) as error:
        raise Refused(f"{path}: the certificate cannot be read.") from error
    if "BEGIN CERTIFICATE" not in text or "PRIVATE KEY" in text:
        raise Refused(f"{path}: this is no certificate in PEM.")
    return text
