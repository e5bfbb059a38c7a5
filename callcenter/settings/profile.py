"""A profile, and all settings: plain values."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from callcenter.settings import fields as accepted
from callcenter.settings.alerts import AlertSettings, check_alerts
from callcenter.settings.call_with import CallWith, call_with_from
from callcenter.settings.errors import FieldError
from callcenter.settings.feed_url import check_feed_url
from callcenter.settings.phone_link import PhoneLink, check_phone_link

Check = Callable[[str], str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One sign-in to one point of sale. Holds no secret; what a system does not use is empty.

    ``key`` never changes (secrets and local data are filed under it), ``name`` may. ``venue_id`` is digits or empty,
    ``region`` is ISO 3166-1 alpha-2, ``currency`` is ISO 4217.
    """

    key: str
    name: str
    pos: str
    base_url: str
    brand: str = ""
    integrator_id: str = ""
    client_id: str = field(default="", repr=False)
    venue_id: str = ""
    email: str = field(default="", repr=False)
    region: str = "AZ"
    currency: str = "AZN"
    watch: str = ""
    """Whose orders are watched: venues apart by commas, all, or empty for ``venue_id``."""
    feed_url: str = ""
    point_value: str = ""
    """What a loyalty point takes off, in money; empty until the point of sale has answered once, or it is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a desk remembers. ``active`` is the key of the profile in use, or empty."""

    profiles: tuple[Profile, ...] = ()
    active: str = ""
    language: str = ""
    theme: str = "system"
    scale: int = 100
    desk_name: str = ""
    """What this desk is called where others see what it has taken; empty: by its user's name."""
    queue_aging_minutes: int = 10
    queue_late_minutes: int = 20
    call_with: CallWith = ""
    """What a number on the card is called with; empty where it is only copied."""
    phone_link: PhoneLink = field(default_factory=PhoneLink)
    alerts: AlertSettings = field(default_factory=AlertSettings)

    @property
    def active_profile(self) -> Profile | None:
        """The profile in use."""
        return self.profile(self.active)

    def profile(self, key: str) -> Profile | None:
        """Give the profile with this key, or None."""
        return next((profile for profile in self.profiles if profile.key == key), None)

    def with_profile(self, profile: Profile) -> Self:
        """Give settings with this profile in use, in place of the one with its key."""
        others = [other if other.key != profile.key else profile for other in self.profiles]
        profiles = others if profile in others else [*others, profile]
        return replace(self, profiles=tuple(profiles), active=profile.key)

    def without_profile(self, key: str) -> Self:
        """Give settings without the profile with this key; none is in use where it was."""
        profiles = tuple(profile for profile in self.profiles if profile.key != key)
        return replace(self, profiles=profiles, active="" if self.active == key else self.active)


_REQUIRED: dict[str, tuple[str, ...]] = {
    "clopos": ("brand", "client_id", "integrator_id"),
    "posstar": ("email",),
}

PROFILE_CHECKS: Mapping[str, Check] = {
    "name": accepted.check_name,
    "pos": accepted.check_system,
    "base_url": accepted.check_base_url,
    "brand": accepted.check_brand,
    "client_id": accepted.check_client_id,
    "integrator_id": accepted.check_integrator_id,
    "venue_id": accepted.check_venue_id,
    "email": accepted.check_email,
    "region": accepted.check_region,
    "currency": accepted.check_currency,
    "watch": accepted.check_watch,
    "feed_url": check_feed_url,
    "point_value": accepted.check_point_value,
}
"""The check of each field of a profile, in the order of a form; ``key`` stands before them."""

SETTINGS_CHECKS: Mapping[str, Check] = {
    "active": accepted.check_active,
    "language": accepted.check_language,
    "theme": accepted.check_theme,
    "scale": accepted.check_scale,
    "desk_name": accepted.check_desk_name,
    "queue_aging_minutes": accepted.check_queue_aging_minutes,
    "queue_late_minutes": accepted.check_queue_late_minutes,
}
"""The check of each setting beside the profiles."""


def problems(profile: Profile) -> tuple[FieldError, ...]:
    """List what is wrong with a profile, a fault a field, in the order of a form."""
    return _checked(profile)[1]


def check_profile(profile: Profile) -> Profile:
    """Give the profile with every field in its one spelling; raises the first ``FieldError``."""
    values, errors = _checked(profile)
    if errors:
        raise errors[0]
    return replace(profile, **values)


def _checked(profile: Profile) -> tuple[dict[str, str], tuple[FieldError, ...]]:
    values: dict[str, str] = {}
    errors: list[FieldError] = []
    for name, check in {"key": accepted.check_key, **PROFILE_CHECKS}.items():
        text: str = getattr(profile, name)
        if not text and _may_be_empty(profile.pos, name):
            continue
        try:
            values[name] = str(check(text))
        except FieldError as error:
            errors.append(error)
    return values, tuple(errors)


def _may_be_empty(pos: str, name: str) -> bool:
    if name == "feed_url":  # without it each desk polls for itself
        return True
    return name in {one for names in _REQUIRED.values() for one in names} and name not in _REQUIRED.get(pos, ())


def check_settings(settings: Settings) -> Settings:
    """Give the settings with every value in its one spelling; raises the first ``FieldError``. Profiles are left."""
    values = {name: check(str(getattr(settings, name))) for name, check in SETTINGS_CHECKS.items()}
    keys = [profile.key for profile in settings.profiles]
    if len(set(keys)) < len(keys):
        raise FieldError("profiles", "bad_key", "Two profiles have the same key; each has its own.")
    if settings.active and settings.active_profile is None:
        known = ", ".join(keys) or "there is none"
        raise FieldError("active", "unknown_choice", f"The active profile is not among the profiles ({known}).")
    if settings.queue_late_minutes <= settings.queue_aging_minutes:
        sentence = "The age of a late order is not above the age of an aging one (queue_aging_minutes)."
        raise FieldError("queue_late_minutes", "out_of_range", sentence)
    return replace(
        settings,
        call_with=call_with_from(settings.call_with),
        phone_link=check_phone_link(settings.phone_link),
        alerts=check_alerts(settings.alerts),
        **values,  # type: ignore[arg-type]  # each check gives the type of its field
    )


def new_key(name: str, taken: Iterable[str]) -> str:
    """Make a key for a new profile from its name: English letters and digits, and a number where it is taken."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(str.maketrans("əı", "ei"))).lower()
    letters = (letter for letter in plain if not unicodedata.combining(letter))
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in letters)
    stem = "-".join(words.split())[:40].strip("-") or "profile"
    used = set(taken)
    return next(key for key in _numbered(stem) if key not in used)


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1
