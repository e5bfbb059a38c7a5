"""What can be wrong with a field, or with the file."""

from pathlib import Path


class FieldError(Exception):
    """A field holds what is not accepted.

    ``field`` is its name in the profile or the settings, ``code`` is stable and names the fault, ``sentence`` says in
    English what was wrong and what is accepted. It repeats nothing of the value: that may be a secret in a wrong place.
    """

    def __init__(self, field: str, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.code = code
        self.sentence = sentence


class SettingsError(Exception):
    """The settings file cannot be read or written; it is left as it is.

    ``field`` is dotted (``profiles.main.base_url``) and empty where the whole file is meant; ``line`` counts from 1 and
    is None where it is not known. ``str()`` is ``sentence`` with the place before it.
    """

    def __init__(self, file: Path, code: str, sentence: str, *, field: str = "", line: int | None = None) -> None:
        place = f"{file}, line {line}" if line else str(file)
        super().__init__(f"{place}: {field}: {sentence}" if field else f"{place}: {sentence}")
        self.file = file
        self.code = code
        self.sentence = sentence
        self.field = field
        self.line = line
