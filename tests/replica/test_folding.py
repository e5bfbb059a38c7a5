"""Spellings made alike."""

import itertools
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from callcenter.replica.folding import fold, skeleton


@given(st.text())
@example("İIıi")
@example("\ud800")
@example("ﷺ")
def test_folding_gives_lower_case_ascii_words_whatever_the_text(text: str) -> None:
    folded = fold(text)
    assert folded.isascii()
    assert all(part and part.isalnum() and part == part.lower() for part in folded.split(" ") if folded)


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="əıİIşçğöüƏŞÇĞÖÜабвгдеёжзийклмнопрстуфхцчшщъыьэюяiabc "))
def test_case_and_the_way_accents_are_stored_do_not_matter(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    if "İ" not in text and "I" not in text and "ı" not in text:
        assert fold(text.upper()) == fold(text.lower()) == fold(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", min_size=1))
def test_a_skeleton_is_never_empty_and_has_no_letter_doubled(word: str) -> None:
    bare = skeleton(word)
    assert bare
    assert word.isdigit() or all(one != other or one.isdigit() for one, other in itertools.pairwise(bare))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Əliyev", "eliyev"),
        ("ALİYEV", "aliyev"),
        ("IŞIK", "isik"),
        ("Işıl", "isil"),
        ("Алиев", "aliev"),
        ("Щербаков", "shcherbakov"),
        ("Фёдоров", "fedorov"),
        ("Ольга", "olga"),
        ("O'Neill", "oneill"),
        ("Гүлнар", "gulnar"),
        ("  a.b-c@d  ", "a b c d"),
        ("٠٥٠", "050"),
        ("", ""),
    ],
)
def test_letters_fold_as_people_type_them(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "spellings",
    [
        "Əliyev Aliyev Алиев Eliyev ALİYEV Aliev",
        "Məmmədov Мамедов Mamedov Mammadov Memmedov",
        "Şahin Shahin Sahin Шахин",
        "Quliyev Гулиев Guliyev",
        "Cavid Джавид Javid Dzhavid",
        "Xalid Халид Khalid Halid",
        "Həsənov Гасанов Hasanov Gasanov",
        "Hüseynov Гусейнов Huseynov Guseynov Huseinov",
        "Ağayev Aghayev Агаев",
        "Çinarə Chinara Чинара",
        "Jalə Zhale Жале",
    ],
)
def test_the_usual_spellings_of_a_name_share_a_skeleton(spellings: str) -> None:
    found = {skeleton(fold(spelling)) for spelling in spellings.split()}
    assert len(found) == 1, found
