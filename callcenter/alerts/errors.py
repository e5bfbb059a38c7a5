"""What can keep an alert from being heard or seen: the environment's faults, each with a sentence for people."""

from typing import ClassVar


class AlertError(Exception):
    """An alert could not be given in one of its ways. ``str()`` is one English sentence; ``code`` names the case.

    ``facts`` fill a translated sentence. What a library said stays in ``__cause__``, for the log.
    """

    code: ClassVar[str] = "alert-failed"
    sentence: ClassVar[str] = "The alert could not be given."

    def __init__(self, **facts: str) -> None:
        super().__init__(self.sentence.format(**facts))
        self.facts = facts


class NoSoundDevice(AlertError):
    """This computer has nothing to play on, or what it has gives no sign of life."""

    code = "no-sound-device"
    sentence = (
        "No sound can be played on this computer, so new orders are shown but not heard; "
        "connect a loudspeaker or a headset."
    )


class SoundUnreadable(AlertError):
    """The file chosen as a sound is none that can be played. ``facts``: ``name``."""

    code = "sound-unreadable"
    sentence = (
        "The sound {name} cannot be played, so the desk's own is played; "
        "choose a WAV, OGG, MP3 or FLAC file of at most 10 seconds."
    )


class NoNotifications(AlertError):
    """The desktop shows no notifications, or does not let this program show any."""

    code = "no-notifications"
    sentence = (
        "This desktop shows no notifications, so new orders are told in the window alone; "
        "start its notification service, or allow callcenter to use it."
    )
