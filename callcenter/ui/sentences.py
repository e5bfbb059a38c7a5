"""What the agent is told when something goes wrong: one catalogue, keyed by the code of the error."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from callcenter.desk.form import Problem
from callcenter.pos.errors import PosError
from callcenter.settings import FieldError
from callcenter.telephony.refusals import CallRefused
from callcenter.vault import VaultError


def of_error(error: PosError) -> str:
    """Return the sentence for an error: what, where, what to do; the server's own words follow where it gave some."""
    sentence = _errors().get(error.code, error.sentence).format(**error.facts)
    said = error.server_message
    if said and error.code in {"invalid", "conflict", "forbidden", "integrator-unknown", "credentials-rejected"}:
        return QCoreApplication.translate("Sentences", "{sentence} The server says: “{said}”").format(
            sentence=sentence, said=said
        )
    return sentence


def of_refusal(refused: CallRefused) -> str:
    """Return the sentence for a call that could not be read, with what to do about it."""
    translate = QCoreApplication.translate
    known = {
        "call-empty": translate(
            "Sentences", "Your phone told of a call without a number: set it to pass the caller's number."
        ),
        "call-withheld": translate("Sentences", "The caller withholds the number: ask for it."),
        "call-unknown": translate("Sentences", "The telephone exchange does not know the caller's number: ask for it."),
        "call-unfilled": translate(
            "Sentences",
            "Your phone sent {macro} unfilled: set the placeholder that it fills with the caller's number.",
        ),
        "call-too-long": translate(
            "Sentences", "Your phone sent far more than a number and a name: set it to pass these alone."
        ),
        "call-foreign-address": translate(
            "Sentences",
            "What was sent is no call's address: it must begin with callcenter:, tel:, callto: or sip:.",
        ),
        "call-not-a-number": translate(
            "Sentences", "Your phone sent something that is no number: set it to pass the caller's number."
        ),
    }
    return known.get(refused.code, refused.sentence).format(**refused.facts)


def of_code(code: str) -> str:
    """Return the sentence for an error of which only the code was kept."""
    facts = {
        "host": QCoreApplication.translate("Sentences", "The point of sale"),
        "status": "?",
        "seconds": "?",
    }
    return _errors().get(code, code).format(**facts)


def of_problem(problem: Problem) -> str:
    """Return the sentence under a field of a form."""
    return problem.message or _problems().get(problem.code, problem.code)


def _errors() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "unreachable": translate(
            "Sentences", "{host} cannot be reached: check this computer's network and the server address."
        ),
        "connection-lost": translate("Sentences", "{host} did not answer in time: it will be asked again."),
        "certificate-rejected": translate(
            "Sentences", "The certificate of {host} is not trusted: check the server address and this computer's clock."
        ),
        "bad-answer": translate(
            "Sentences", "{host} gave an answer that this desk cannot read: check the server address."
        ),
        "credential-missing": translate(
            "Sentences", "A sign-in field is empty: fill in every one that is not optional."
        ),
        "integrator-unknown": translate(
            "Sentences",
            "The integrator id is unknown or was deactivated: check it, or ask the vendor. This affects every desk.",
        ),
        "test-mode": translate(
            "Sentences", "These are test credentials, but the brand is live: use the live ones, or a test brand."
        ),
        "credentials-rejected": translate(
            "Sentences", "The sign-in was refused: check every field of it, and the server address."
        ),
        "client-disabled": translate(
            "Sentences", "The Open API is switched off for this brand: switch it on in the back office."
        ),
        "sign-in-required": translate("Sentences", "You are signed out: sign in again."),
        "token-rejected": translate("Sentences", "{host} refuses this sign-in: sign in again."),
        "forbidden": translate(
            "Sentences", "The account of this desk may not do that: ask for the permission in the back office."
        ),
        "not-found": translate("Sentences", "{host} does not have this any more: search again."),
        "invalid": translate("Sentences", "{host} refuses what was sent: mend the marked fields."),
        "conflict": translate("Sentences", "A customer with this phone, e-mail, code or id exists already."),
        "changed-meanwhile": translate(
            "Sentences", "Somebody else has changed this customer meanwhile: compare both, then choose."
        ),
        "too-few-points": translate("Sentences", "The customer has fewer points than that: redeem fewer."),
        "quota-exhausted": translate(
            "Sentences", "The brand's requests for this minute are used up: wait {seconds} s."
        ),
        "server-failed": translate(
            "Sentences", "{host} has a fault of its own (error {status}): it will be asked again."
        ),
        "uncertain": translate(
            "Sentences",
            "{host} did not confirm this: it may or may not have been done. Check before doing it again.",
        ),
        "unsupported": translate("Sentences", "This point of sale cannot do that."),
    }


def _problems() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "name-missing": translate("Sentences", "A name is needed."),
        "too-long": translate("Sentences", "This is too long."),
        "phone-not-a-number": translate("Sentences", "This is no phone number: type digits, as in 050 535 57 57."),
        "phone-too-short": translate("Sentences", "The number is too short."),
        "phone-too-long": translate("Sentences", "The number is too long."),
        "phone-unknown-country": translate("Sentences", "No country has this code: type + and the country code."),
        "phone-not-assigned": translate("Sentences", "No operator has such numbers: check the first digits."),
        "email-wrong": translate("Sentences", "This is no e-mail address: type it as name@example.com."),
        "date-wrong": translate("Sentences", "This is no date: type it as 1990-05-15 or 15.05.1990."),
        "date-out-of-range": translate("Sentences", "The date must lie between 1900 and today."),
        "tag-too-long": translate("Sentences", "A tag has 40 letters at most: write the rest into the notes."),
        "tags-too-many": translate("Sentences", "Thirty tags are the most: remove some."),
        "refused": translate("Sentences", "The server refuses this value."),
    }


def of_field(error: FieldError) -> str:
    """Return the sentence under a field of the sign-in form; a case without a translation is told in English."""
    translate = QCoreApplication.translate
    known = {
        "empty": translate("Sentences", "Please fill this in."),
        "too_long": translate("Sentences", "This is too long."),
        "not_a_url": translate("Sentences", "This is no address: write it as https://host/path."),
        "has_password": translate("Sentences", "Leave user name and password out of the address."),
        "has_query": translate("Sentences", "Leave out what follows '?' or '#' in the address."),
        "plain_http": translate(
            "Sentences", "Plain http can be read by others: write https:// (http is for this computer alone)."
        ),
        "not_a_number": translate("Sentences", "This is a whole number from 1 up, or empty."),
        "not_a_region": translate("Sentences", "Type a country's two letters, as AZ, TR or GE."),
        "not_a_currency": translate("Sentences", "Type three letters, as AZN, TRY or USD."),
        "bad_characters": translate("Sentences", "Leave out spaces, line breaks and control characters."),
    }
    return known.get(error.code, error.sentence)


def of_vault(error: VaultError) -> str:
    """Return the sentence for a keyring that cannot serve; the session goes on with secrets in memory."""
    translate = QCoreApplication.translate
    known = {
        "no_keyring": translate(
            "Sentences",
            "No keyring was found on this computer: you stay signed in until the desk is closed, and nothing is kept.",
        ),
        "keyring_unsafe": translate(
            "Sentences", "This computer's keyring does not encrypt, so it is not used: nothing is kept."
        ),
        "keyring_locked": translate("Sentences", "The keyring is locked: unlock it, or sign in for this session only."),
        "keyring_not_ready": translate(
            "Sentences", "The keyring is not set up: make a default keyring, or sign in for this session only."
        ),
        "keyring_timeout": translate(
            "Sentences", "The keyring gave no answer: see whether it asks for its password, or sign in."
        ),
        "keyring_failed": translate("Sentences", "The keyring failed: secrets cannot be kept. See the log."),
    }
    return known.get(error.code, str(error))
