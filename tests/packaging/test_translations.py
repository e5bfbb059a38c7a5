"""The translations: nothing is missing, nothing is broken in them, and what is loaded is what is written."""

import ast
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from shutil import copy

import pytest
import translations

ROOT = Path(__file__).parents[2]
FILES = sorted(translations.FOLDER.glob("*.ts"))
FULL = ("az", "ru")

_MNEMONIC = re.compile(r"&([^\s&])")
_KEY = re.compile(r"\b(?:(?:Ctrl|Alt|Shift)\+)+\w+|\b(?:Esc|Enter|F\d+)\b")
_RUSSIAN_KEYS = str.maketrans("йцукенгшщзфывапролдячсмить", "qwertyuiopasdfghjklzxcvbnm")
"""The Latin letter on the key of each Russian one: Alt with the key means both."""
_WITHOUT_MENUS = {"HistoryQuestion"}
"""Forms in windows of their own: no menu is there."""
_SPEAKS = {
    *("QLabel", "QPushButton", "QCheckBox", "QGroupBox", "QAction"),
    *("setText", "setToolTip", "setAccessibleName", "setAccessibleDescription", "setPlaceholderText", "setTitle"),
    *("setWindowTitle", "showMessage", "addItem", "addTab", "setTabText", "addMenu", "addAction", "say", "tell"),
}
"""What puts a text on the screen."""


@dataclass(frozen=True)
class Message:
    context: str
    source: str
    forms: tuple[str, ...]
    finished: bool


def read(file: Path) -> list[Message]:
    messages = []
    for context in ET.parse(file).iter("context"):  # noqa: S314 (our own file)
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            name, source = context.findtext("name", ""), message.findtext("source", "")
            messages.append(Message(name, source, tuple(forms), translation.get("type") is None))
    return messages


def every_message() -> Iterator[tuple[str, Message]]:
    for file in FILES:
        for message in read(file):
            yield file.stem, message


def wrong(complaints: Iterator[str]) -> None:
    assert not (found := list(complaints)), "\n".join(found)


@pytest.mark.parametrize("language", translations.GATHERED)
def test_a_file_holds_the_strings_of_the_code_and_no_others(language: str, tmp_path: Path) -> None:
    committed = translations.FOLDER / f"callcenter_{language}.ts"
    fresh = Path(copy(committed, tmp_path))
    translations.gather(fresh, language)
    assert read(fresh) == read(committed), "run python3 packaging/dev.py translate, and translate what is new"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_string_is_translated(file: Path) -> None:
    wrong(
        f"{each.source!r}" for each in read(file) if not each.finished or not all(form.strip() for form in each.forms)
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_loaded_is_what_is_written(file: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.qm"
    translations.compile_into(file, fresh)
    assert fresh.read_bytes() == file.with_suffix(".qm").read_bytes(), "run python3 packaging/dev.py translate"


def test_strings_that_wait_for_a_translator_are_named(tmp_path: Path) -> None:
    file = tmp_path / "callcenter_ru.ts"
    translations.gather(file, "ru")
    assert sorted(translations.unfinished(file)) == sorted(each.source for each in read(file))


def test_placeholders_are_kept() -> None:
    def parts(text: str) -> Counter[str]:
        return Counter(re.findall(r"\{[^}]*\}|%L?n|%\d", text))

    wrong(
        f"{file}: {each.source!r} has become {form!r}"
        for file, each in every_message()
        for form in each.forms
        if parts(form) != parts(each.source)
    )


def test_the_names_of_keys_are_kept() -> None:
    wrong(
        f"{file}: {each.source!r} has become {form!r}"
        for file, each in every_message()
        for form in each.forms
        if _KEY.findall(form) != _KEY.findall(each.source)
    )


def test_a_string_ends_as_its_translation_does() -> None:
    def end(text: str) -> str:
        return text[-1] if text[-1] in ".…:?!" else ""

    wrong(
        f"{file}: {each.source!r} has become {form!r}"
        for file, each in every_message()
        for form in each.forms
        if form and end(form) != end(each.source)
    )


def test_a_mnemonic_has_one_in_the_translation_and_nothing_else_has() -> None:
    wrong(
        f"{file}: {each.source!r} has become {form!r}"
        for file, each in every_message()
        for form in each.forms
        if len(_MNEMONIC.findall(form)) != len(_MNEMONIC.findall(each.source)) or form.count("&") > 1
    )


@pytest.mark.parametrize("language", ["en", *FULL])
def test_no_two_mnemonics_of_a_form_and_the_menus_are_on_one_key(language: str) -> None:
    messages = read(translations.FOLDER / f"callcenter_{'az' if language == 'en' else language}.ts")
    keys: dict[str, list[tuple[str, str]]] = {}
    for each in messages:
        text = each.source if language == "en" else each.forms[0]
        for letter in _MNEMONIC.findall(text):
            keys.setdefault(each.context, []).append((letter.casefold().translate(_RUSSIAN_KEYS), text))
    menus = keys.pop("Actions")
    beside_menus = [[*menus, *form] for context, form in keys.items() if context not in _WITHOUT_MENUS]
    alone = [form for context, form in keys.items() if context in _WITHOUT_MENUS]
    wrong(
        f"{one!r} and {other!r}"
        for form in (menus, *beside_menus, *alone)
        for (key, one), (other_key, other) in combinations(form, 2)
        if key == other_key
    )


def calls() -> Iterator[tuple[Path, ast.Call, str]]:
    for file in sorted((ROOT / "callcenter" / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                yield file, node, name


def test_every_text_of_the_code_that_is_to_be_translated_is_gathered() -> None:
    in_code = set()
    for file, call, name in calls():
        if name in {"tr", "translate"}:
            text = call.args[0 if name == "tr" else 1]
            assert isinstance(text, ast.Constant), f"{file.name}:{call.lineno}: only a text written out can be gathered"
            in_code.add(text.value)
    assert in_code == {each.source for each in read(translations.FOLDER / "callcenter_ru.ts")}


def test_no_words_reach_the_screen_untranslated() -> None:
    wrong(
        f"{file.name}:{call.lineno}: {text.value!r}"
        for file, call, name in calls()
        if name in _SPEAKS
        for text in (call.args[:1] if name == "say" else call.args)
        if isinstance(text, ast.Constant) and isinstance(text.value, str) and re.search(r"[^\W\d_]{2}", text.value)
    )


def test_the_same_words_are_the_same_in_every_place() -> None:
    """A title and a state may differ in Russian, where words agree with what they tell of; nothing else may."""
    said: dict[tuple[str, str], set[str]] = {}
    for file, each in every_message():
        said.setdefault((file, each.source), set()).add(each.forms[0])
    differing = {source for (file, source), forms in said.items() if len(forms) > 1}
    assert differing <= {"Pending", "Received", "Delivered", "Ignored"}
