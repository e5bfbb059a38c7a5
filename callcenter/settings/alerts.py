"""How new orders make themselves heard and seen: the table ``[alerts]``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from callcenter.settings.errors import FieldError

TABLE = "alerts"
SOUND = "chime"
"""The sound where none is set: one of those that ship with the desk (``callcenter.alerts.sounds``)."""
_LONGEST = 1000
_MOST_VENUES = 1000
_REPEATS = range(5, 601)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSettings:
    """``volume`` is 0 to 100, 0 being seen and not heard; ``repeat_seconds`` is 5 to 600.

    A sound is the name of one that ships with the desk, or the path of a file. ``venue_sounds`` are by the venue's id,
    "" being none; a venue that is not there has ``sound``. ``venues`` are those whose orders are told of; empty means
    all.
    """

    enabled: bool = True
    notify: bool = True
    volume: int = 70
    repeat_seconds: int = 20
    sound: str = SOUND
    venue_sounds: Mapping[str, str] = field(default_factory=dict)
    venues: tuple[str, ...] = ()


def alerts_from(table: object) -> AlertSettings:
    """Understand the table; raises ``FieldError`` with a dotted field. Unknown keys are passed over."""
    if not isinstance(table, dict):
        raise _wrong("", "wrong_type", "The alerts are not a table; write [alerts] and its fields below.")
    default = AlertSettings()
    return check_alerts(
        AlertSettings(
            enabled=_typed(table, "enabled", bool, default.enabled),
            notify=_typed(table, "notify", bool, default.notify),
            volume=_typed(table, "volume", int, default.volume),
            repeat_seconds=_typed(table, "repeat_seconds", int, default.repeat_seconds),
            sound=_typed(table, "sound", str, default.sound),
            venue_sounds=_typed(table, "venue_sounds", dict, {}),
            venues=tuple(_typed(table, "venues", list, [])),
        )
    )


def check_alerts(alerts: AlertSettings) -> AlertSettings:
    """Give the settings back if they are such; raises ``FieldError``."""
    if not 0 <= alerts.volume <= 100:
        raise _wrong("volume", "out_of_range", "The volume is not a whole number from 0 to 100.")
    if alerts.repeat_seconds not in _REPEATS:
        sentence = f"The pause is not a whole number of seconds from {_REPEATS[0]} to {_REPEATS[-1]}."
        raise _wrong("repeat_seconds", "out_of_range", sentence)
    _check_sound("sound", alerts.sound)
    if not alerts.sound:
        raise _wrong("sound", "empty", "The sound is empty; to hear none, set the volume to 0.")
    if len(alerts.venue_sounds) > _MOST_VENUES or len(alerts.venues) > _MOST_VENUES:
        raise _wrong("venues", "out_of_range", f"There are more than {_MOST_VENUES} venues.")
    for sound in alerts.venue_sounds.values():
        _check_sound("venue_sounds", sound)
    if not all(isinstance(one, str) for one in alerts.venues):
        raise _wrong("venues", "wrong_type", 'The venues are not a list of ids in quotes; write venues = ["1"].')
    return alerts


def table_of(alerts: AlertSettings, before: Mapping[str, object]) -> dict[str, object]:
    """Give the table to write: nothing where there was none and all is as without one."""
    if alerts == AlertSettings() and not before:
        return {}
    known: dict[str, object] = {
        "enabled": alerts.enabled,
        "notify": alerts.notify,
        "volume": alerts.volume,
        "repeat_seconds": alerts.repeat_seconds,
        "sound": alerts.sound,
        "venues": list(alerts.venues),
        "venue_sounds": dict(alerts.venue_sounds),
    }
    return {name: value for name, value in before.items() if name not in known} | known


_WORDS = {
    bool: "true or false without quotes",
    int: "a whole number without quotes",
    str: "text in quotes",
    list: "a list",
    dict: "a table",
}


def _typed(table: Mapping[str, Any], name: str, kind: type, default: Any) -> Any:  # noqa: ANN401 - of the type asked
    value = table.get(name, default)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise _wrong(name, "wrong_type", f"The value is not {_WORDS[kind]}.")
    return value


def _check_sound(name: str, sound: object) -> None:
    if not isinstance(sound, str) or len(sound) > _LONGEST:
        raise _wrong(name, "wrong_type", f"A sound is not text in quotes, of at most {_LONGEST} letters.")


def _wrong(name: str, code: str, sentence: str) -> FieldError:
    return FieldError(f"{TABLE}.{name}" if name else TABLE, code, sentence)
