"""What the desk stands in: a display, and the network that phones come by."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from urllib.parse import urlsplit

from callcenter.desk.phone_address import TOKEN, binding
from callcenter.doctor.finding import Finding, fine, problem
from callcenter.settings import PhoneLink, Profile
from callcenter.telephony import forwarder, instance, place
from callcenter.telephony.action_url import url_of
from callcenter.vault import Vault, VaultError

LOOK = "--look-at-display"
"""The command by which the program looks at the display in a process of its own: Qt ends one that finds none."""
_PATIENCE = 20.0
"""Seconds for a window system to answer."""
_CONNECTING = 2.0
"""Seconds for a connection, on this computer or its network."""


def display() -> Finding:
    """Say whether a window could be shown."""
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        return problem("display", "there is none to show the window on: set DISPLAY or WAYLAND_DISPLAY.")
    try:
        looked = subprocess.run(  # noqa: S603 - our own program
            [*forwarder.desk_command(), "doctor", LOOK],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return problem("display", f"it gave no answer within {_PATIENCE:.0f} s: see whether the window system hangs.")
    except OSError as error:
        return problem("display", f"it could not be looked at ({error.strerror}): install the desk anew.")
    if looked.returncode != 0:
        return problem("display", "no window can be shown on it: check DISPLAY, and the packages Qt needs (README).")
    return fine("display", looked.stdout.strip())


async def feed(profile: Profile | None, vault: Vault) -> Finding:
    """Say whether the brand's shared feed lets this desk in; without one each desk asks for itself."""
    if profile is None or not profile.feed_url:
        return fine("feed", "off")
    # Only who shares a feed needs its protocol and its ciphers.
    from callcenter.feed import access  # noqa: PLC0415 - as above
    from callcenter.feed.errors import FeedAway, FeedFileError, FeedSilent  # noqa: PLC0415 - as above
    from callcenter.feed.shared.link import try_out  # noqa: PLC0415 - as above

    try:
        kept = await access.kept(vault, profile.key, profile.feed_url)
        if kept is None:
            return problem("feed", "this desk was given no access to it: import the feed's file.")
        async with asyncio.timeout(_PATIENCE):
            await try_out(kept)
    except (FeedAway, FeedFileError) as error:
        return problem("feed", str(error))
    except VaultError:
        return problem("feed", "its keys cannot be read from the keyring: unlock it.")
    except TimeoutError:
        return problem("feed", FeedSilent.sentence)
    return fine("feed", f"{urlsplit(profile.feed_url).hostname} takes the sign-in of profile {profile.key}")


def phone_link(link: PhoneLink, *, kept: bool) -> Finding:
    """Say whether desk phones can reach this desk; the token of the address is not shown."""
    name = "phone link"
    if not link.enabled:
        return fine(name, "off")
    where = f"{link.address} port {link.port}"
    if not kept:
        return problem(name, "without a keyring its address is another one at each start: set up a keyring.")
    try:
        running = instance.is_claimed(place.lock_path())
    except place.PlaceUnsafe as unsafe:
        return problem(name, str(unsafe))
    if running and not _reached(link.address, link.port):
        return problem(name, f"the running desk does not listen at {where}: see the sentence in its window.")
    if not running and (reason := _cannot_listen(link)):
        return problem(name, f"{where} cannot be listened at ({reason}): mend [phone_link] in settings.toml.")
    state = "on" if running else "on once a desk runs"
    address = url_of(binding(link), link.port, "…")
    return fine(name, f"{state}, {address} (whole with --phone-address, and in the window's menu)")


async def phone_address(link: PhoneLink, vault: Vault) -> str | None:
    """Return what to enter in a phone, the token in it; None while there is none. Raises VaultError."""
    token = await vault.get(TOKEN) if link.enabled else None
    return url_of(binding(link), link.port, token.reveal()) if token is not None else None


def _reached(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), _CONNECTING):
            return True
    except OSError:
        return False


def _cannot_listen(link: PhoneLink) -> str:
    """Return why nobody could listen there, in the system's words; empty where somebody could."""
    family = socket.AF_INET6 if ":" in link.address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a desk that just ended is no other program
        try:
            probe.bind((link.address, link.port))
        except OSError as error:
            return error.strerror or type(error).__name__
    return ""
