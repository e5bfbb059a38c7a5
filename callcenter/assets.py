"""Where the files that ship with the desk lie: fonts, icons, translations."""

from pathlib import Path

_INSTALLED = Path(__file__).parent / "resources"
_CHECKOUT = Path(__file__).parent.parent / "resources"

ROOT = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
"""The folder ``resources``: inside the package in a wheel, beside it in a checkout."""
