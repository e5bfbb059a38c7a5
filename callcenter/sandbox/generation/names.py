"""Given names and surnames of the four peoples who order by telephone in Baku."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from callcenter.sandbox.store.text import folded

_ASCII: Final = str.maketrans(
    {
        **dict(zip("əƏöÖüÜğĞıİşŞçÇ", "eEoOuUgGiIsScC", strict=True)),
        **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)),
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "sch",
        "ь": "",
        "ъ": "",
        "ю": "yu",
        "я": "ya",
        "ё": "yo",
        "'": "",
    }
)


@dataclass(frozen=True, slots=True)
class Word:
    """A name as written, as searched, and as it looks in an e-mail address."""

    written: str
    folded: str
    ascii: str


@dataclass(frozen=True, slots=True)
class People:
    """The names of one people and one gender."""

    gender: int
    """As Clopos says it: 1 male, 2 female."""
    given: tuple[Word, ...]
    family: tuple[Word, ...]
    family_first: bool
    """Whether some write the surname first, as in Russian documents."""


def _words(text: str) -> tuple[Word, ...]:
    return tuple(Word(word, folded(word), word.replace("İ", "I").lower().translate(_ASCII)) for word in text.split())


_AZ_STEMS = """
Əliyev Məmmədov Hüseynov Quliyev Həsənov İsmayılov Abbasov Cəfərov Rəhimov Nəbiyev Orucov Babayev Süleymanov Mustafayev
Bağırov Kərimov Əhmədov Vəliyev Ağayev Səfərov Mirzəyev İbrahimov Nəsirov Tağıyev Şükürov Xəlilov Zeynalov Qasımov
Əsgərov Yusifov Musayev Novruzov Eyvazov Hacıyev Gülməmmədov Rüstəmov Bayramov Allahverdiyev Sadıqov Cabbarov
Heydərov Piriyev
"""
_AZ_EITHER = """
Axundzadə Rzazadə Kərimzadə Mirzəzadə Abdullazadə Qaraqaşlı Şirvanlı Gəncəli Təbrizli
Xızılı Bəylərli Nəcəfli Zərgərli
"""
_RU_STEMS = """
Иванов Петров Соколов Кузнецов Попов Лебедев Морозов Новиков Волков Зайцев Павлов Семенов Голубев Виноградов Богданов
Воробьёв Фёдоров Михайлов Тарасов Белов Комаров Орлов Киселёв Макаров Андреев Ковалёв Ильин Гусев Титов Алиев Мамедов
Гасанов Рзаев Кулиев
"""
_TR_FAMILY = """
Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan
Şimşek Polat Güneş Işık Erdoğmuş Karaağaç Gökçe Tekinalp Ünal
"""
_EN_FAMILY = """
Smith Johnson Taylor Brown Walker Harris O'Neill Clarke Wright Turner Hughes Edwards McDonald Fisher Shaw Whitfield
Barnes Lloyd Pearce Sinclair Goodwin Hartley
"""
_EN_FEMALE = "Emily Charlotte Grace Hannah Sophie Rachel Laura Kate Alice Zoë Megan Fiona Helen Ruth Claire Holly Eve"
_AZ_MALE = """
Rauf Elçin Kamran Orxan Tural Vüsal Rəşad Anar Emin Fərid Nicat Ceyhun Elvin Pərviz Samir Ramil İlqar Şahin Cavid Əli
Murad Zaur Natiq Xəyal Toğrul Ülvi Yusif Ağasəf İsmayıl Qənimət Həsən Bəxtiyar Daşqın Ömər Rəvan Tərlan
"""
_AZ_FEMALE = """
Leyla Aygün Günel Nərmin Sevinc Ülviyyə Aysel Könül Şəbnəm Lalə Fidan Nigar Gülnar Arzu Zeynəb Xədicə Türkan Jalə
Aynur Vəfa Çinarə Pərvanə İradə Əsmər Röya Səbinə Mələk Ülkər Nuray Gözəl Fatimə Dürdanə Şəhla Nəzrin
"""
_RU_MALE = """
Руслан Дмитрий Сергей Андрей Алексей Максим Игорь Олег Тимур Владимир Николай Артём Юрий Эльдар Борис Павел Семён Роман
"""
_RU_FEMALE = """
Анна Елена Ольга Наталья Мария Татьяна Светлана Ирина Юлия Екатерина Дарья Алёна Лариса Яна Жанна Галина Оксана Эльмира
"""
_TR_MALE = "Mehmet Mustafa Ahmet Çağrı Yiğit Uğur Oğuz Barış Gökhan Emre İbrahim Şükrü Ömer Kerem Onur Tuğrul Ilgaz"
_TR_FEMALE = "Ayşe Fatma Elif Zeynep Özlem Gülşen Çiğdem Tuğba Büşra Şeyma İrem Aslı Pınar Melike Nazlı Ebru Işıl"
_EN_MALE = "James Oliver Thomas William Daniel George Henry Peter Simon Andrew Patrick Owen Neil Martin Colin Hugh"


def _feminine(stems: str, ending: str) -> str:
    return " ".join(stem + ending for stem in stems.split())


PEOPLES: Final[Mapping[str, tuple[People, People]]] = {
    "az": (
        People(1, _words(_AZ_MALE), _words(_AZ_STEMS + _AZ_EITHER), family_first=False),
        People(2, _words(_AZ_FEMALE), _words(_feminine(_AZ_STEMS, "a") + _AZ_EITHER), family_first=False),
    ),
    "ru": (
        People(1, _words(_RU_MALE), _words(_RU_STEMS), family_first=True),
        People(2, _words(_RU_FEMALE), _words(_feminine(_RU_STEMS, "а")), family_first=True),
    ),
    "tr": (
        People(1, _words(_TR_MALE), _words(_TR_FAMILY), family_first=False),
        People(2, _words(_TR_FEMALE), _words(_TR_FAMILY), family_first=False),
    ),
    "en": (
        People(1, _words(_EN_MALE), _words(_EN_FAMILY), family_first=False),
        People(2, _words(_EN_FEMALE), _words(_EN_FAMILY), family_first=False),
    ),
}

MIXTURE: Final = ("az",) * 12 + ("ru",) * 3 + ("tr",) * 3 + ("en",) * 2
"""How often each people occurs: of twenty customers, twelve are Azerbaijani."""
