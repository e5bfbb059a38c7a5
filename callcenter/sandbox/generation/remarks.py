"""What people's cards say about them: streets, notes."""

from typing import Final

STREETS: Final = (
    "Nizami küçəsi",
    "Xəqani küçəsi",
    "İstiqlaliyyət küçəsi",
    "Füzuli küçəsi",
    "Səməd Vurğun küçəsi",
    "Təbriz küçəsi",
    "Atatürk prospekti",
    "Neftçilər prospekti",
    "Azadlıq prospekti",
    "Həsən bəy Zərdabi küçəsi",
    "Şərifzadə küçəsi",
    "Bülbül prospekti",
    "Ü. Hacıbəyli küçəsi",
    "Şıxov yolu",
    "8-ci mikrorayon",
    "Yeni Yasamal, 14",
    "ул. Низами",
    "проспект Строителей",
)

TOWNS: Final = ("Bakı", "Bakı", "Bakı", "Bakı", "Sumqayıt", "Xırdalan", "Gəncə", "Баку")

NOTES: Final = (
    "Allergiya: qoz",
    "Qapını döyün, zəng işləmir",
    "Həmişə əlavə sous istəyir",
    "Nağd ödəyir, qalıq hazırlayın",
    "VIP",
    "Не звонить после 22:00",
    "Постоянный клиент, просит острый соус отдельно",
    "Zili çalmayın, bebek uyuyor",
    "Vegetarian",
    "Call on arrival, gate code 1975#",
    "Blok 3, mərtəbə 7, domofon 42. Lift işləmirsə, zəng edin — özü düşür. İt var, amma dişləmir.",
    (
        "Şirkət sifarişi: hər cümə saat 13:00-da 12 nəfərlik nahar. Qaimə mühasibata, Könül xanıma. Çəngəl-bıçaq lazım "
        "deyil, plastik torba da. Gecikmə olarsa mütləq xəbər verin, çünki fasilə 14:00-da bitir və iclas başlayır."
    ),
    (
        "Клиентка дважды жаловалась на опоздание (12 и 19 марта). Менеджер обещал скидку 15 % на следующий заказ. "
        "Просит не класть лук ни в какое блюдо, в плов тоже. Оплата картой при получении, терминал взять с собой."
    ),
    (
        "Prefers the terrace door at the back of the building; the front desk does not accept food after 9 pm. Severe "
        "peanut allergy in the family: please double-check sauces and desserts, and write it on the bag."
    ),
)

SOURCES: Final = ("LOYALTY", "CALL_CENTER", "WEB", "POS")

PLACE_TYPES: Final = ("home", "work", "other")
PLACE_SOURCES: Final = ("google", "manual")

MAIL_HOSTS: Final = ("example.com", "example.org", "example.net", "mail.example", "poct.example")
"""Reserved names (RFC 2606, RFC 6761): nobody gets this mail."""

ORDER_COMMENTS: Final = (
    "Leave at the door",
    "Qapıda qoyun",
    "Soğansız",
    "Əlavə salfet",
    "Без лука, пожалуйста",
    "Позвонить за 10 минут",
    "Bol acılı olsun",
    "Çatanda zəng edin",
    "Uşaq üçün, duzsuz",
)
