"""Why a call cannot be shown: a class a case.

Each has a ``code`` that never changes (the window's catalogue of sentences is keyed by it) and a plain English sentence
that holds no personal data.
"""

from __future__ import annotations

from typing import ClassVar


class CallRefused(Exception):
    """Base of all: what the phone sent is no caller's number."""

    code: ClassVar[str]
    sentence: ClassVar[str]

    @property
    def facts(self) -> dict[str, str]:
        """What the placeholders of the sentence stand for."""
        return {}

    def __str__(self) -> str:
        return self.sentence.format(**self.facts)


class Empty(CallRefused):
    """Nothing at all was sent."""

    code = "call-empty"
    sentence = "Your phone told of a call without a number: set it to pass the caller's number."


class Withheld(CallRefused):
    """``anonymous``, ``Restricted``, ``Private``: the caller does not want to be known."""

    code = "call-withheld"
    sentence = "The caller withholds the number: ask for it."


class Unknown(CallRefused):
    """``<unknown>``, ``unavailable``: the telephone exchange was not told the number."""

    code = "call-unknown"
    sentence = "The telephone exchange does not know the caller's number: ask for it."


class Unfilled(CallRefused):
    """The phone sent a placeholder as it stands in its settings; ``macro`` is that placeholder."""

    code = "call-unfilled"
    sentence = "Your phone sent {macro} unfilled: set the placeholder that it fills with the caller's number."

    def __init__(self, macro: str) -> None:
        super().__init__()
        self.macro = macro

    @property
    def facts(self) -> dict[str, str]:
        """The placeholder."""
        return {"macro": self.macro}


class TooLong(CallRefused):
    """No phone sends so much text."""

    code = "call-too-long"
    sentence = "Your phone sent far more than a number and a name: set it to pass these alone."


class ForeignAddress(CallRefused):
    """A web address, a script, a mail address: nothing that rings."""

    code = "call-foreign-address"
    sentence = "What was sent is no call's address: it must begin with callcenter:, tel:, callto: or sip:."


class NotANumber(CallRefused):
    """Neither a number nor the name of a line."""

    code = "call-not-a-number"
    sentence = "Your phone sent something that is no number: set it to pass the caller's number."
