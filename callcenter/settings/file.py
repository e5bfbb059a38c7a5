"""The settings file: read whole or not at all, written in one step, never lost by an error."""

import os
import re
import tempfile
import tomllib
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from callcenter.settings.document import Document, merged, settings_from
from callcenter.settings.errors import FieldError, SettingsError
from callcenter.settings.lines import line_of
from callcenter.settings.profile import Settings, check_profile, check_settings

_NAME = "settings.toml"
_SECRET = re.compile(
    r"(?:^|_)(?:secret|token|password|passwd|passphrase|api_?key|private_?key|authorization|credentials?)(?:_|$)"
)
_AT_LINE = re.compile(r"at line (\d+)")
_DEEPEST = 20


def config_folder() -> Path:
    """Give the folder this system keeps the desk's settings in. It may not exist yet."""
    import platformdirs  # noqa: PLC0415 - 10 ms that the demo and the tests need not pay

    return platformdirs.user_config_path("callcenter", appauthor=False)


def settings_path(folder: Path) -> Path:
    """Give the settings file of a folder."""
    return folder / _NAME


def load(folder: Path) -> Settings:
    """Read the settings; without a file they are the defaults. Raises ``SettingsError``."""
    return _understood(folder)[1]


def save(folder: Path, settings: Settings) -> None:
    """Write the settings; keys we do not know are kept, comments are not. Raises ``SettingsError``.

    A file that cannot be read is not overwritten: the error is the one ``load`` raises. Settings that ``load`` would
    refuse raise ``FieldError``: those are a bug of the caller, who has the checks.
    """
    settings = check_settings(replace(settings, profiles=tuple(check_profile(one) for one in settings.profiles)))
    document, _ = _understood(folder)
    import tomli_w  # noqa: PLC0415 - only saving needs it

    try:
        text = tomli_w.dumps(merged(settings, document))
        _replace(settings_path(folder), text.encode())
    except OSError as error:
        sentence = f"The settings could not be written ({error.strerror or type(error).__name__}); they are as before."
        raise SettingsError(settings_path(folder), "unwritable", sentence) from error


def _understood(folder: Path) -> tuple[Document, Settings]:
    path = settings_path(folder)
    text = _read(path)
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # A ValueError is tomllib's, or int's for thousands of digits. Its words repeat parts of the file: not shown.
        found = _AT_LINE.search(str(error))
        at = int(found[1]) if found else max(1, len(text.splitlines()))
        sentence = "The text is not TOML; a line is a [table], or name = 'text' in quotes, or name = number."
        raise SettingsError(path, "not_toml", sentence, line=at) from error
    try:
        _refuse_secrets(document, ())
        return document, settings_from(document)
    except FieldError as error:
        line = line_of(text, error.field)
        raise SettingsError(path, error.code, error.sentence, field=error.field, line=line) from error


def _read(path: Path) -> str:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ""
    except OSError as error:
        sentence = (
            f"The settings could not be read ({error.strerror or type(error).__name__}); see who may read the file."
        )
        raise SettingsError(path, "unreadable", sentence) from error
    try:
        # "sig": editors on Windows put a mark before the first letter.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        sentence = "The text is not UTF-8; save the file in that encoding."
        raise SettingsError(path, "not_utf8", sentence, line=line) from error


def _refuse_secrets(value: object, place: tuple[str, ...]) -> None:
    if len(place) > _DEEPEST:
        raise FieldError(place[0], "too_deep", f"The value is nested too deeply; {_DEEPEST} levels are accepted.")
    if isinstance(value, list):
        for one in value:
            _refuse_secrets(one, (*place, ""))
    if isinstance(value, dict):
        for name, one in value.items():
            here = (*place, name)
            if _SECRET.search(name.lower().replace("-", "_")):
                sentence = "A secret must not stand in this file; remove it and sign in: the desk uses the keyring."
                raise FieldError(".".join(here), "secret", sentence)
            _refuse_secrets(one, here)


def _replace(path: Path, content: bytes) -> None:
    """Put a file in place of another in one step: a reader, or a crash, finds the old one or the new one."""
    # Somebody may keep the file elsewhere, with a link here: that stays.
    path = path.resolve()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".settings-", suffix=".toml", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
