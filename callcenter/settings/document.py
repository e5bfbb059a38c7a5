"""Settings as a TOML document, both ways."""

from collections.abc import Mapping
from typing import Any

from callcenter.settings import alerts
from callcenter.settings.call_with import FIELD as CALL_WITH
from callcenter.settings.call_with import call_with_from
from callcenter.settings.errors import FieldError
from callcenter.settings.fields import check_key
from callcenter.settings.phone_link import TABLE as PHONE_LINK
from callcenter.settings.phone_link import phone_link_from, table_of
from callcenter.settings.profile import (
    PROFILE_CHECKS,
    SETTINGS_CHECKS,
    Check,
    Profile,
    Settings,
    check_profile,
    check_settings,
)

FORMAT = 1
"""Raised when an older desk could no longer understand the file."""

Document = dict[str, Any]
"""What tomllib gives and tomli_w takes."""


def settings_from(document: Document) -> Settings:
    """Understand a document; raises ``FieldError`` with a dotted field. Unknown keys are passed over."""
    made_by = document.get("format", FORMAT)
    if made_by != FORMAT:
        raise FieldError("format", "newer_format", f"The file is of another version; this one reads format {FORMAT}.")
    tables = document.get("profiles", {})
    if not isinstance(tables, dict):
        raise FieldError("profiles", "wrong_type", "The profiles are not tables; write [profiles.main] and its fields.")
    profiles = tuple(_profile(key, table) for key, table in tables.items())
    values: dict[str, Any] = _checked(document, SETTINGS_CHECKS)
    call_with = call_with_from(document.get(CALL_WITH, ""))
    phone_link = phone_link_from(document.get(PHONE_LINK, {}))
    told = alerts.alerts_from(document.get(alerts.TABLE, {}))
    return check_settings(
        Settings(profiles=profiles, call_with=call_with, phone_link=phone_link, alerts=told, **values)
    )


def merged(settings: Settings, before: Document) -> Document:
    """Give the document to write: these settings, and what we do not know of the document before."""
    tables: Document = before.get("profiles", {})
    call_with = list(settings.call_with) if isinstance(settings.call_with, tuple) else settings.call_with
    phone_link = table_of(settings.phone_link, before.get(PHONE_LINK, {}))
    told = alerts.table_of(settings.alerts, before.get(alerts.TABLE, {}))
    return {
        "format": FORMAT,
        **{name: getattr(settings, name) for name in SETTINGS_CHECKS},
        **({CALL_WITH: call_with} if call_with else {}),
        **({PHONE_LINK: phone_link} if phone_link else {}),
        **({alerts.TABLE: told} if told else {}),
        **_unknown(before, {"format", "profiles", CALL_WITH, PHONE_LINK, alerts.TABLE, *SETTINGS_CHECKS}),
        "profiles": {
            profile.key: _table(profile) | _unknown(tables.get(profile.key, {}), {*PROFILE_CHECKS})
            for profile in settings.profiles
        },
    }


def _profile(key: str, table: object) -> Profile:
    where = f"profiles.{key}"
    try:
        check_key(key)
        values: dict[str, Any] = {"name": key, "pos": "", "base_url": "", **_checked(_fields(table), PROFILE_CHECKS)}
        return check_profile(Profile(key=key, **values))
    except FieldError as error:
        field = where if error.field in ("", "key") else f"{where}.{error.field}"
        raise FieldError(field, error.code, error.sentence) from error


def _fields(table: object) -> Document:
    if not isinstance(table, dict):
        raise FieldError("", "wrong_type", "The profile is not a table; write its fields under [profiles.NAME].")
    return table


def _checked(table: Document, checks: Mapping[str, Check]) -> dict[str, str | int]:
    return {name: checks[name](_text(name, value)) for name, value in table.items() if name in checks and value != ""}


def _text(name: str, value: object) -> str:
    """Give a value as if typed into a form; a number may be written without quotes."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise FieldError(name, "wrong_type", "The value is neither text in quotes nor a whole number.")


def _table(profile: Profile) -> Document:
    return {name: value for name in PROFILE_CHECKS if (value := getattr(profile, name)) != ""}


def _unknown(table: Document, known: set[str]) -> Document:
    return {name: value for name, value in table.items() if name not in known}
