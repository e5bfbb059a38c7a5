"""Pin every dependency, with its hashes, for all Pythons and systems at once."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from environment import REQUIREMENTS, ROOT, SetUpError
from processes import run
from system import say

_RUNTIME = ROOT / "packaging" / "requirements.txt"
_OLDEST = "3.11"


def pin(options: list[str]) -> None:
    """Write both requirement files anew from ``pyproject.toml``; what is pinned already stays unless ``--upgrade``.

    ``options`` go to the resolver as they are. Raises SetUpError when it cannot be had or finds no solution.
    """
    with tempfile.TemporaryDirectory(prefix="desk-pins-") as folder:
        say("Fetching the resolver")
        uv = _resolver(Path(folder))
        # The runtime follows the developers' pins, so that what is tested is what ships.
        _compile(uv, REQUIREMENTS, ["--extra", "dev", *options])
        _compile(uv, _RUNTIME, ["--constraint", str(REQUIREMENTS.relative_to(ROOT)), *options])


def _resolver(folder: Path) -> str:
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    for command in (
        [sys.executable, "-m", "venv", str(folder)],
        [str(python), "-m", "pip", "-qq", "--disable-pip-version-check", "install", "uv"],
    ):
        if run(command):
            raise SetUpError("The resolver (uv) could not be installed.")
    return str(python.with_name("uv.exe" if os.name == "nt" else "uv"))


def _compile(uv: str, target: Path, options: list[str]) -> None:
    command = [uv, "pip", "compile", "--quiet", "--universal", "--python-version", _OLDEST]
    # Neither an index nor a path of this machine goes into the file.
    command += ["--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"]
    command += ["--custom-compile-command", "python3 packaging/dev.py pin"]
    command += [*options, "--output-file", str(target.relative_to(ROOT)), "pyproject.toml"]
    if run(command, env=_index_of_pip(), cwd=ROOT):
        raise SetUpError(f"{target.name} could not be pinned: see the resolver's words above.")
    say(f"Wrote {target.relative_to(ROOT)}")


def _index_of_pip() -> dict[str, str]:
    """Point the resolver, which does not read pip's configuration, to the index that pip uses."""
    asked = subprocess.run(
        [sys.executable, "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True, check=False
    )
    index = os.environ.get("PIP_INDEX_URL") or asked.stdout.strip()
    return {**os.environ, "UV_DEFAULT_INDEX": index} if index else dict(os.environ)
