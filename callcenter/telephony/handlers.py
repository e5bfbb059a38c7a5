"""Whether this very desk is what the system opens an address with: then calling out would ring here."""

from __future__ import annotations

import shutil
import subprocess
import sys

_DESK = "callcenter"
_PATIENCE = 3.0
"""Seconds; the system's answer is a look into a few small files."""

if sys.platform == "win32":
    import winreg

    _CHOICE = r"Software\Microsoft\Windows\Shell\Associations\UrlAssociations\{scheme}\UserChoice"

    def opens_this_desk(scheme: str) -> bool:
        """Whether addresses with this scheme come to this desk. May take a moment: not for the window's thread."""
        chosen = _value(winreg.HKEY_CURRENT_USER, _CHOICE.format(scheme=scheme), "ProgId")
        command = _value(winreg.HKEY_CLASSES_ROOT, rf"{chosen or scheme}\shell\open\command", "")
        return _DESK in command.lower()

    def _value(root: int, path: str, name: str) -> str:
        try:
            with winreg.OpenKey(root, path) as key:
                return str(winreg.QueryValueEx(key, name)[0])
        except OSError:
            return ""

else:

    def opens_this_desk(scheme: str) -> bool:
        """Whether addresses with this scheme come to this desk. May take a moment: not for the window's thread.

        Where the system cannot be asked (there is no ``xdg-mime``) it is not known, and counts as no.
        """
        program = shutil.which("xdg-mime")
        if program is None:
            return False
        try:
            asked = subprocess.run(  # noqa: S603 - the scheme is of letters, digits and three signs (settings/call_with.py)
                [program, "query", "default", f"x-scheme-handler/{scheme}"],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=_PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return asked.stdout.strip().lower().startswith(_DESK)
