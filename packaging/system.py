"""The packages of a Debian-like system that the desk and its tests need, and how they get there."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterable

from processes import run

WINDOW = (
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libfreetype6",
    "libgl1",
    "libglib2.0-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxkbcommon-x11-0",
    "libxkbcommon0",
)
"""What Qt loads to show a window."""

TESTS = (
    *WINDOW,
    "baresip",
    "dbus",
    "dunst",
    "gnome-keyring",
    "nats-server",
    "openbox",
    "sip-tester",
    "xdotool",
    "xvfb",
)
"""What the tests need besides: a display, a window manager, real keys, a real keyring, a telephone and who calls it, a
notification daemon, a server for the shared feed."""

_LISTING = ("dpkg-query", "--show", "--showformat=${Package}\\t${db:Status-Status}\\t${Provides}\\n")


def missing(wanted: Iterable[str], listing: str) -> list[str]:
    """Name the wanted packages that are not installed.

    ``listing`` has a package a line: its name, its status, and what it provides, apart by tabs. A package also counts
    as installed when another stands in for it (since Debian 13 ``libglib2.0-0t64`` provides ``libglib2.0-0``).
    """
    installed = set[str]()
    for line in listing.splitlines():
        name, status, provides = line.split("\t")
        if status == "installed":
            installed.add(name)
            installed.update(entry.split()[0] for entry in provides.split(",") if entry.strip())
    return sorted(set(wanted) - installed)


def venv_package() -> list[str]:
    """Name the package that brings ``venv`` to the running interpreter; empty when it has it already."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return []
    return [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]


def ensure(wanted: Collection[str]) -> None:
    """Install what is missing when this user may; else say in one sentence what is missing and how to get it.

    Does nothing where there is no ``dpkg``: on other systems Qt's wheels bring what they need, or the user knows how.
    """
    if shutil.which("dpkg-query") is None:
        return
    listing = subprocess.run(_LISTING, capture_output=True, text=True, check=True).stdout
    absent = missing([*wanted, *venv_package()], listing)
    if not absent:
        return
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *absent]
    as_root = _as_root()
    if as_root is None:
        say(f"Some system packages are missing; get them with: sudo {' '.join(install)}")
        return
    say(f"Installing system packages: {' '.join(absent)}")
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive"]
    wait_for_others = ["-o", "DPkg::Lock::Timeout=120"]
    # An update that fails is no reason to stop: the lists at hand may be good enough.
    run([*apt, "apt-get", *wait_for_others, "update", "--quiet", "--quiet"])
    if run([*apt, *install, *wait_for_others, "--quiet", "--quiet"]):
        say(f"Not all system packages could be installed; try: sudo {' '.join(install)}")


def say(sentence: str) -> None:
    """Tell the person at the terminal something."""
    print(sentence, file=sys.stderr, flush=True)


def _as_root() -> list[str] | None:
    """Answer with what to put before a command to run it as root; None when this user may not."""
    if os.access("/var/lib/dpkg", os.W_OK):
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None
