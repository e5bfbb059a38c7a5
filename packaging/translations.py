"""The translations: strings gathered from the windows, and compiled into what the desk loads.

``callcenter_az.ts`` and ``callcenter_ru.ts`` hold every string, ``callcenter_en.ts`` those with plural forms alone.
``qtbase_az.ts`` holds what Qt itself says and has no Azerbaijani for: it is written by hand, after Qt's own sources.
"""

import xml.etree.ElementTree as ET
from pathlib import Path

from environment import ROOT, SetUpError, script
from processes import run
from system import say

FOLDER = ROOT / "resources" / "translations"
GATHERED = {"az": ("-target-language", "az_AZ"), "ru": ("-target-language", "ru_RU"), "en": ("-pluralonly",)}
"""The languages of the windows, with what ``lupdate`` is told besides."""

_SOURCES = Path("callcenter") / "ui"
# No line numbers, one order, nothing that is gone: a change shows the strings it changes.
_TIDY = ("-silent", "-locations", "none", "-sort-messages", "-no-obsolete", "-source-language", "en")


def translate() -> None:
    """Gather the strings, compile them, and tell how many still wait for a translator. Raises SetUpError."""
    for language in GATHERED:
        gather(FOLDER / f"callcenter_{language}.ts", language)
    for file in sorted(FOLDER.glob("*.ts")):
        compile_into(file, file.with_suffix(".qm"))
        waiting = unfinished(file)
        say(f"{file.relative_to(ROOT)}: {f'{len(waiting)} to translate' if waiting else 'complete'}")
        for source in waiting:
            say(f"    {source!r}")


def gather(file: Path, language: str) -> None:
    """Bring a ``.ts`` file up to date with the code; what is translated stays. Raises SetUpError."""
    command = [script("pyside6-lupdate"), *_TIDY, *GATHERED[language]]
    _must([*command, "-extensions", "py", str(_SOURCES), "-ts", str(file)], f"{file.name} could not be brought up.")


def compile_into(file: Path, target: Path) -> None:
    """Compile a ``.ts`` file; what is not translated stays English. Raises SetUpError."""
    command = [script("pyside6-lrelease"), "-silent", "-nounfinished", str(file), "-qm", str(target)]
    _must(command, f"{file.name} could not be compiled.")


def unfinished(file: Path) -> list[str]:
    """Name the strings of a ``.ts`` file that are not translated."""
    messages = ET.parse(file).iter("message")  # noqa: S314 (our own file)
    return [
        message.findtext("source", "")
        for message in messages
        if (translation := message.find("translation")) is None or translation.get("type") == "unfinished"
    ]


def _must(command: list[str], otherwise: str) -> None:
    if run(command, cwd=ROOT):
        raise SetUpError(f"{otherwise[:-1]}: see the words of {Path(command[0]).name} above.")
