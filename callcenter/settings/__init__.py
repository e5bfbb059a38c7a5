"""What a desk remembers between two starts: profiles and a few wishes, in TOML, without any secret.

``load`` and ``save`` work on a folder, so that the demo and the tests have their own. The checks of single fields are
here for the forms: what a form accepts is what the file accepts.
"""

from callcenter.settings.alerts import AlertSettings
from callcenter.settings.call_with import NUMBER, CallWith
from callcenter.settings.errors import FieldError, SettingsError
from callcenter.settings.fields import (
    LANGUAGES,
    SYSTEMS,
    THEMES,
    WATCH_ALL,
    check_base_url,
    check_brand,
    check_client_id,
    check_currency,
    check_desk_name,
    check_email,
    check_integrator_id,
    check_key,
    check_language,
    check_name,
    check_point_value,
    check_region,
    check_scale,
    check_system,
    check_theme,
    check_venue_id,
    check_watch,
)
from callcenter.settings.file import config_folder, load, save, settings_path
from callcenter.settings.phone_link import PhoneLink
from callcenter.settings.profile import Profile, Settings, check_profile, new_key, problems

__all__ = [
    "LANGUAGES",
    "NUMBER",
    "SYSTEMS",
    "THEMES",
    "WATCH_ALL",
    "AlertSettings",
    "CallWith",
    "FieldError",
    "PhoneLink",
    "Profile",
    "Settings",
    "SettingsError",
    "check_base_url",
    "check_brand",
    "check_client_id",
    "check_currency",
    "check_desk_name",
    "check_email",
    "check_integrator_id",
    "check_key",
    "check_language",
    "check_name",
    "check_point_value",
    "check_profile",
    "check_region",
    "check_scale",
    "check_system",
    "check_theme",
    "check_venue_id",
    "check_watch",
    "config_folder",
    "load",
    "new_key",
    "problems",
    "save",
    "settings_path",
]
