<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Customer</source>
        <translation>&amp;Клиент</translation>
    </message>
    <message>
        <source>&amp;Desk</source>
        <translation>&amp;Программа</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Справка</translation>
    </message>
    <message>
        <source>&amp;Orders</source>
        <translation>&amp;Заказы</translation>
    </message>
    <message>
        <source>Address for desk phones</source>
        <translation>Адрес для настольных телефонов</translation>
    </message>
    <message>
        <source>All orders</source>
        <translation>Все заказы</translation>
    </message>
    <message>
        <source>Call log</source>
        <translation>Журнал звонков</translation>
    </message>
    <message>
        <source>Call the phone number</source>
        <translation>Позвонить по номеру</translation>
    </message>
    <message>
        <source>Cancel the order…</source>
        <translation>Отменить заказ…</translation>
    </message>
    <message>
        <source>Change this customer</source>
        <translation>Изменить этого клиента</translation>
    </message>
    <message>
        <source>Close the desk</source>
        <translation>Закрыть программу</translation>
    </message>
    <message>
        <source>Copy the order</source>
        <translation>Копировать заказ</translation>
    </message>
    <message>
        <source>Copy the phone number</source>
        <translation>Скопировать номер телефона</translation>
    </message>
    <message>
        <source>Customer&apos;s account</source>
        <translation>Счёт клиента</translation>
    </message>
    <message>
        <source>Delete this customer…</source>
        <translation>Удалить этого клиента…</translation>
    </message>
    <message>
        <source>Delivered orders</source>
        <translation>Доставленные заказы</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>Не беспокоить</translation>
    </message>
    <message>
        <source>Find a customer</source>
        <translation>Найти клиента</translation>
    </message>
    <message>
        <source>Find in the queue</source>
        <translation>Найти в очереди</translation>
    </message>
    <message>
        <source>Ignored orders</source>
        <translation>Отклонённые заказы</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Горячие клавиши</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Светлая или тёмная тема</translation>
    </message>
    <message>
        <source>Look for changes now</source>
        <translation>Обновить сейчас</translation>
    </message>
    <message>
        <source>Menu of a venue</source>
        <translation>Меню филиала</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>Новый клиент</translation>
    </message>
    <message>
        <source>New customer, empty form</source>
        <translation>Новый клиент, пустая форма</translation>
    </message>
    <message>
        <source>Next customer on the caller&apos;s number</source>
        <translation>Следующий клиент с номером звонящего</translation>
    </message>
    <message>
        <source>Open the customer who has this number</source>
        <translation>Открыть клиента с этим номером</translation>
    </message>
    <message>
        <source>Order history</source>
        <translation>История заказов</translation>
    </message>
    <message>
        <source>Orders of the next venue</source>
        <translation>Заказы следующего заведения</translation>
    </message>
    <message>
        <source>Orders of this customer, one by one</source>
        <translation>Заказы этого клиента, по одному</translation>
    </message>
    <message>
        <source>Other orders</source>
        <translation>Прочие заказы</translation>
    </message>
    <message>
        <source>Pending orders</source>
        <translation>Ожидающие заказы</translation>
    </message>
    <message>
        <source>Profiles…</source>
        <translation>Профили…</translation>
    </message>
    <message>
        <source>Received orders</source>
        <translation>Принятые заказы</translation>
    </message>
    <message>
        <source>Redeem points…</source>
        <translation>Списать баллы…</translation>
    </message>
    <message>
        <source>Save the form</source>
        <translation>Сохранить форму</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Войти снова</translation>
    </message>
    <message>
        <source>Sign out…</source>
        <translation>Выйти из учётной записи…</translation>
    </message>
    <message>
        <source>Sort the customers by the next field</source>
        <translation>Сортировать клиентов по следующему полю</translation>
    </message>
    <message>
        <source>Sort the customers the other way round</source>
        <translation>Сортировать клиентов в обратном порядке</translation>
    </message>
    <message>
        <source>Sort the queue by age or urgency</source>
        <translation>Очередь по времени или по срочности</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Take the call off the screen</source>
        <translation>Убрать звонок с экрана</translation>
    </message>
    <message>
        <source>Take the order or customer, or give it up</source>
        <translation>Взять заказ или клиента, либо отпустить</translation>
    </message>
    <message>
        <source>Take up the call</source>
        <translation>Принять звонок</translation>
    </message>
    <message>
        <source>The point of sale&apos;s own answer</source>
        <translation>Ответ кассовой системы как есть</translation>
    </message>
    <message>
        <source>To the customer card</source>
        <translation>Перейти к карточке клиента</translation>
    </message>
    <message>
        <source>To the queue</source>
        <translation>Перейти к очереди</translation>
    </message>
    <message>
        <source>Venues: phones and addresses</source>
        <translation>Филиалы: телефоны и адреса</translation>
    </message>
    <message>
        <source>What waits to be sent</source>
        <translation>Что ждёт отправки</translation>
    </message>
</context>
<context>
    <name>AlertWords</name>
    <message numerus="yes">
        <source>%n new orders</source>
        <translation>
            <numerusform>%n новый заказ</numerusform>
            <numerusform>%n новых заказа</numerusform>
            <numerusform>%n новых заказов</numerusform>
        </translation>
    </message>
    <message>
        <source>New order {number}</source>
        <translation>Новый заказ {number}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Alerts</name>
    <message>
        <source>An order opened here falls silent on every desk.</source>
        <translation>Заказ, открытый здесь, умолкает на всех рабочих местах.</translation>
    </message>
    <message>
        <source>An order opened here falls silent on this desk; on the others once it is no longer pending.</source>
        <translation>Заказ, открытый здесь, умолкает на этом рабочем месте, на остальных — когда перестанет ждать.</translation>
    </message>
    <message>
        <source>No sound can be played on this computer, so new orders are shown but not heard: connect a loudspeaker or a headset.</source>
        <translation>На этом компьютере не удаётся воспроизвести звук, новые заказы видны, но не слышны: подключите колонки или гарнитуру.</translation>
    </message>
    <message>
        <source>The sound {name} cannot be played, so the desk&apos;s own is played: choose a WAV, OGG, MP3 or FLAC file of at most 10 seconds.</source>
        <translation>Звук {name} не воспроизводится, вместо него звучит собственный звук программы: выберите файл WAV, OGG, MP3 или FLAC не длиннее 10 секунд.</translation>
    </message>
    <message>
        <source>This desktop shows no notifications, so new orders are told in the window alone: start its notification service, or allow callcenter to use it.</source>
        <translation>Этот рабочий стол не показывает уведомлений, о новых заказах сообщает только окно: запустите службу уведомлений или разрешите callcenter ею пользоваться.</translation>
    </message>
</context>
<context>
    <name>BalanceChart</name>
    <message>
        <source>Balance over time</source>
        <translation>Изменение баланса</translation>
    </message>
</context>
<context>
    <name>CallLog</name>
    <message>
        <source>&amp;Note</source>
        <translation>За&amp;метка</translation>
    </message>
    <message>
        <source>Call log</source>
        <translation>Журнал звонков</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Звонки</translation>
    </message>
    <message>
        <source>Close  (Esc)</source>
        <translation>Закрыть  (Esc)</translation>
    </message>
    <message>
        <source>Copy the number  (Ctrl+Shift+C)</source>
        <translation>Скопировать номер  (Ctrl+Shift+C)</translation>
    </message>
    <message>
        <source>Find a call</source>
        <translation>Найти звонок</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>Number, name, note or outcome</source>
        <translation>Номер, имя, заметка или итог</translation>
    </message>
    <message>
        <source>Open  (Enter)</source>
        <translation>Открыть  (Enter)</translation>
    </message>
    <message>
        <source>Outco&amp;me</source>
        <translation>&amp;Итог</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Итог</translation>
    </message>
</context>
<context>
    <name>CallLogModel</name>
    <message>
        <source>Call</source>
        <translation>Звонок</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Итог</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>Номер телефона</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Кто</translation>
    </message>
    <message>
        <source>✓ taken</source>
        <translation>✓ принят</translation>
    </message>
    <message>
        <source>✕ missed</source>
        <translation>✕ пропущен</translation>
    </message>
</context>
<context>
    <name>CallStrip</name>
    <message>
        <source>Incoming call</source>
        <translation>Входящий звонок</translation>
    </message>
    <message>
        <source>New customer  (F9)</source>
        <translation>Новый клиент  (F9)</translation>
    </message>
    <message>
        <source>Open the card  (F9)</source>
        <translation>Открыть карточку  (F9)</translation>
    </message>
    <message>
        <source>Take the call off the screen</source>
        <translation>Убрать звонок с экрана</translation>
    </message>
    <message>
        <source>Take the call off the screen  (Shift+F9)</source>
        <translation>Убрать звонок с экрана  (Shift+F9)</translation>
    </message>
    <message>
        <source>Take up  (F9)</source>
        <translation>Принять  (F9)</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Понятно</translation>
    </message>
</context>
<context>
    <name>Calls</name>
    <message>
        <source>Your phone is calling {number}.</source>
        <translation>Ваш телефон звонит на {number}.</translation>
    </message>
    <message>
        <source>last purchase {sum} ({age})</source>
        <translation>последняя покупка {sum} ({age})</translation>
    </message>
    <message>
        <source>looking…</source>
        <translation>поиск…</translation>
    </message>
    <message>
        <source>nobody has this number yet</source>
        <translation>этого номера пока ни у кого нет</translation>
    </message>
    <message>
        <source>number withheld</source>
        <translation>номер скрыт</translation>
    </message>
    <message>
        <source>rang {age} ago</source>
        <translation>звонок {age} назад</translation>
    </message>
    <message>
        <source>ringing</source>
        <translation>звонит</translation>
    </message>
    <message>
        <source>taken up</source>
        <translation>принят</translation>
    </message>
    <message>
        <source>{number} is copied. To call it by this key, set call_with in settings.toml.</source>
        <translation>{number} скопирован. Чтобы звонить этой клавишей, задайте call_with в settings.toml.</translation>
    </message>
    <message>
        <source>{number} is copied: it is no number that can be dialled.</source>
        <translation>{number} скопирован: это не номер, который можно набрать.</translation>
    </message>
    <message>
        <source>{number} is copied: the phone could not be started. Check call_with in settings.toml.</source>
        <translation>{number} скопирован: не удалось запустить телефон. Проверьте call_with в settings.toml.</translation>
    </message>
    <message>
        <source>{number} is copied: this desk itself opens such addresses. Set another call_with in settings.toml.</source>
        <translation>{number} скопирован: такие адреса открывает сама эта программа. Задайте другой call_with в settings.toml.</translation>
    </message>
    <message>
        <source>{n} people on this number</source>
        <translation>на этом номере людей: {n}</translation>
    </message>
</context>
<context>
    <name>CancelNotice</name>
    <message>
        <source>A clerk has accepted it already: only they can cancel it. Call the venue.</source>
        <translation>Сотрудник уже принял его: отменить может только он. Позвоните в заведение.</translation>
    </message>
    <message>
        <source>Cancel order {number} of {name}?</source>
        <translation>Отменить заказ {number} ({name})?</translation>
    </message>
    <message>
        <source>Cancel the order</source>
        <translation>Отменить заказ</translation>
    </message>
    <message>
        <source>Cancelled; the point of sale has it.</source>
        <translation>Отменён; кассовая система это знает.</translation>
    </message>
    <message>
        <source>It could not be cancelled. {reason}</source>
        <translation>Отменить не удалось. {reason}</translation>
    </message>
    <message>
        <source>It is being cancelled already.</source>
        <translation>Он уже отменяется.</translation>
    </message>
    <message numerus="yes">
        <source>It is cancelled in %n second(s).</source>
        <translation>
            <numerusform>Отменяется через %n секунду.</numerusform>
            <numerusform>Отменяется через %n секунды.</numerusform>
            <numerusform>Отменяется через %n секунд.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Оставить</translation>
    </message>
    <message>
        <source>Nobody knows yet whether the cancelling arrived.</source>
        <translation>Пока неизвестно, дошла ли отмена.</translation>
    </message>
    <message>
        <source>Only a pending order can be cancelled.</source>
        <translation>Отменить можно только ожидающий заказ.</translation>
    </message>
    <message>
        <source>Take back  (Ctrl+Z)</source>
        <translation>Вернуть  (Ctrl+Z)</translation>
    </message>
    <message>
        <source>The cancelling is being sent.</source>
        <translation>Отмена отправляется.</translation>
    </message>
    <message>
        <source>The cancelling waits to be sent.</source>
        <translation>Отмена ждёт отправки.</translation>
    </message>
    <message>
        <source>There is no room on the disk: nothing can be kept on this computer.</source>
        <translation>На диске нет места: на этом компьютере ничего нельзя сохранить.</translation>
    </message>
    <message>
        <source>This point of sale cancels no orders from here.</source>
        <translation>Эта кассовая система не отменяет заказы отсюда.</translation>
    </message>
</context>
<context>
    <name>CardPane</name>
    <message>
        <source>Born</source>
        <translation>Дата рождения</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Изменён</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Код</translation>
    </message>
    <message>
        <source>Customer card</source>
        <translation>Карточка клиента</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Скидка</translation>
    </message>
    <message>
        <source>Gender</source>
        <translation>Пол</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Группа</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Loyalty</source>
        <translation>Лояльность</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Создан</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Phone verified</source>
        <translation>Телефон подтверждён</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Внешний ID</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Источник</translation>
    </message>
    <message>
        <source>Unique id</source>
        <translation>Уникальный ID</translation>
    </message>
    <message>
        <source>Venue</source>
        <translation>Филиал</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Подтверждён</translation>
    </message>
    <message>
        <source>account</source>
        <translation>счёт</translation>
    </message>
    <message>
        <source>balance</source>
        <translation>баланс</translation>
    </message>
    <message>
        <source>bonus used</source>
        <translation>списано бонусов</translation>
    </message>
    <message>
        <source>cashback</source>
        <translation>кешбэк</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>удалён</translation>
    </message>
    <message>
        <source>discounts</source>
        <translation>скидки</translation>
    </message>
    <message>
        <source>female</source>
        <translation>женский</translation>
    </message>
    <message>
        <source>inactive</source>
        <translation>неактивен</translation>
    </message>
    <message>
        <source>male</source>
        <translation>мужской</translation>
    </message>
    <message>
        <source>no</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>points</source>
        <translation>баллы</translation>
    </message>
    <message>
        <source>purchases</source>
        <translation>покупки</translation>
    </message>
    <message>
        <source>receipts</source>
        <translation>чеки</translation>
    </message>
    <message>
        <source>spent</source>
        <translation>потрачено</translation>
    </message>
    <message>
        <source>taken by {name}</source>
        <translation>взял(а): {name}</translation>
    </message>
    <message>
        <source>waits to be sent</source>
        <translation>ждёт отправки</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>да</translation>
    </message>
    <message>
        <source>{group}, discount {value}</source>
        <translation>{group}, скидка {value}</translation>
    </message>
</context>
<context>
    <name>CardTags</name>
    <message>
        <source>Tags</source>
        <translation>Метки</translation>
    </message>
</context>
<context>
    <name>Cells</name>
    <message>
        <source>age</source>
        <translation>прошло</translation>
    </message>
    <message>
        <source>customer</source>
        <translation>клиент</translation>
    </message>
    <message>
        <source>items</source>
        <translation>состав</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>телефон</translation>
    </message>
    <message>
        <source>state</source>
        <translation>статус</translation>
    </message>
    <message>
        <source>taken by</source>
        <translation>взял</translation>
    </message>
    <message>
        <source>total</source>
        <translation>итого</translation>
    </message>
    <message>
        <source>type</source>
        <translation>тип</translation>
    </message>
    <message>
        <source>venue</source>
        <translation>филиал</translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message>
        <source>&amp;Go on</source>
        <translation>Продол&amp;жить</translation>
    </message>
    <message>
        <source>Open a customer&apos;s card first.</source>
        <translation>Сначала откройте карточку клиента.</translation>
    </message>
    <message>
        <source>Taken back: {what}</source>
        <translation>Возвращено: {what}</translation>
    </message>
    <message>
        <source>The changes to {name} were left unfinished.</source>
        <translation>Изменения для «{name}» остались незаконченными.</translation>
    </message>
    <message>
        <source>This customer is being deleted: take that back first.</source>
        <translation>Этот клиент удаляется: сначала верните его.</translation>
    </message>
    <message>
        <source>This customer waits to be sent: they can be changed once they have arrived.</source>
        <translation>Этот клиент ждёт отправки: изменить его можно, когда он дойдёт.</translation>
    </message>
    <message>
        <source>This point of sale lets nobody change customers from here.</source>
        <translation>Эта кассовая система не позволяет менять клиентов отсюда.</translation>
    </message>
    <message>
        <source>{name} is deleted.</source>
        <translation>Клиент «{name}» удалён.</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Remove the tag {tag}</source>
        <translation>Убрать метку {tag}</translation>
    </message>
    <message>
        <source>tag {tag}, Delete removes it</source>
        <translation>метка {tag}, Delete убирает её</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n left</source>
        <translation>
            <numerusform>остался %n</numerusform>
            <numerusform>осталось %n</numerusform>
            <numerusform>осталось %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s)</source>
        <translation>
            <numerusform>%n балл</numerusform>
            <numerusform>%n балла</numerusform>
            <numerusform>%n баллов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) are being redeemed</source>
        <translation>
            <numerusform>списывается %n балл</numerusform>
            <numerusform>списывается %n балла</numerusform>
            <numerusform>списывается %n баллов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) left</source>
        <translation>
            <numerusform>останется %n балл</numerusform>
            <numerusform>останется %n балла</numerusform>
            <numerusform>останется %n баллов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n строка</numerusform>
            <numerusform>%n строки</numerusform>
            <numerusform>%n строк</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) do not add up</source>
        <translation>
            <numerusform>%n строка не сходится</numerusform>
            <numerusform>%n строки не сходятся</numerusform>
            <numerusform>%n строк не сходятся</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) not added</source>
        <translation>
            <numerusform>%n строка не учтена</numerusform>
            <numerusform>%n строки не учтены</numerusform>
            <numerusform>%n строк не учтено</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Redeem %n point(s) on {sale}</source>
        <translation>
            <numerusform>Списать %n балл: {sale}</numerusform>
            <numerusform>Списать %n балла: {sale}</numerusform>
            <numerusform>Списать %n баллов: {sale}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>not certain whether %n point(s) were redeemed</source>
        <translation>
            <numerusform>неизвестно, списан ли %n балл</numerusform>
            <numerusform>неизвестно, списаны ли %n балла</numerusform>
            <numerusform>неизвестно, списаны ли %n баллов</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DayField</name>
    <message>
        <source>dd.mm.yyyy</source>
        <translation>дд.мм.гггг</translation>
    </message>
</context>
<context>
    <name>EditConflict</name>
    <message>
        <source>Changed by somebody else too</source>
        <translation>Изменено ещё кем-то</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Поле</translation>
    </message>
    <message>
        <source>It is now</source>
        <translation>Сейчас</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Оставить</translation>
    </message>
    <message>
        <source>You saw</source>
        <translation>Вы видели</translation>
    </message>
    <message>
        <source>You typed</source>
        <translation>Вы ввели</translation>
    </message>
    <message>
        <source>mine</source>
        <translation>моё</translation>
    </message>
    <message>
        <source>theirs</source>
        <translation>чужое</translation>
    </message>
    <message>
        <source>{field}: keep mine</source>
        <translation>{field}: оставить моё</translation>
    </message>
    <message>
        <source>{field}: keep theirs</source>
        <translation>{field}: оставить чужое</translation>
    </message>
</context>
<context>
    <name>EditForm</name>
    <message>
        <source>&amp;Undo the changes</source>
        <translation>Отменить изменени&amp;я</translation>
    </message>
    <message>
        <source>Change the customer</source>
        <translation>Изменить клиента</translation>
    </message>
    <message>
        <source>Change {name}</source>
        <translation>Изменение: {name}</translation>
    </message>
    <message>
        <source>Choose whose to keep, with Space and the arrows, then save again.</source>
        <translation>Выберите пробелом и стрелками, чьё оставить, затем сохраните снова.</translation>
    </message>
    <message>
        <source>There is no room on the disk: nothing can be kept on this computer.</source>
        <translation>На диске нет места: на этом компьютере ничего нельзя сохранить.</translation>
    </message>
    <message>
        <source>You left this form unfinished.</source>
        <translation>Эта форма осталась незаконченной.</translation>
    </message>
</context>
<context>
    <name>Feed</name>
    <message>
        <source>The access to the shared feed cannot be read from the keyring: import the brand’s file again. Until then the desk asks for itself.</source>
        <translation>Доступ к общей ленте не читается из хранилища ключей: импортируйте файл бренда снова. До тех пор это место спрашивает само.</translation>
    </message>
    <message>
        <source>The certificate of the feed server is not trusted: import the feed’s file again, or ask who runs it.</source>
        <translation>Сертификату сервера ленты нет доверия: импортируйте файл ленты снова или спросите того, кто им управляет.</translation>
    </message>
    <message>
        <source>The feed server cannot be reached: check the network and the feed’s address.</source>
        <translation>Сервер ленты недоступен: проверьте сеть и адрес ленты.</translation>
    </message>
    <message>
        <source>The feed server does not answer: it will be asked again.</source>
        <translation>Сервер ленты не отвечает: его спросят снова.</translation>
    </message>
    <message>
        <source>The feed server keeps nothing for this brand: check JetStream and the limits of the account.</source>
        <translation>Сервер ленты ничего не хранит для этого бренда: проверьте JetStream и пределы учётной записи.</translation>
    </message>
    <message>
        <source>The feed server refuses this desk: import the feed’s file again, or ask who runs it.</source>
        <translation>Сервер ленты не пускает это место: импортируйте файл ленты снова или спросите того, кто им управляет.</translation>
    </message>
    <message>
        <source>The feed’s key was changed: import the feed’s new file on this desk.</source>
        <translation>Ключ ленты сменён: импортируйте новый файл ленты на этом месте.</translation>
    </message>
    <message>
        <source>The profile names a shared feed, and this desk was given no access to it: run callcenter feed import with the brand’s file. Until then the desk asks for itself.</source>
        <translation>В профиле указана общая лента, но доступа к ней у этого места нет: выполните callcenter feed import с файлом бренда. До тех пор это место спрашивает само.</translation>
    </message>
</context>
<context>
    <name>FormFields</name>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Адрес</translation>
    </message>
    <message>
        <source>&amp;Born</source>
        <translation>&amp;Дата рождения</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>&amp;Группа</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Имя</translation>
    </message>
    <message>
        <source>&amp;Phone</source>
        <translation>&amp;Телефон</translation>
    </message>
    <message>
        <source>15.05.1990</source>
        <translation>15.05.1990</translation>
    </message>
    <message>
        <source>Cod&amp;e</source>
        <translation>К&amp;од</translation>
    </message>
    <message>
        <source>E-&amp;mail</source>
        <translation>&amp;Эл. почта</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>Женский</translation>
    </message>
    <message>
        <source>Gende&amp;r</source>
        <translation>По&amp;л</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>Мужской</translation>
    </message>
    <message>
        <source>No group</source>
        <translation>Без группы</translation>
    </message>
    <message>
        <source>No&amp;tes</source>
        <translation>Приме&amp;чание</translation>
    </message>
    <message>
        <source>Not told</source>
        <translation>Не указан</translation>
    </message>
    <message>
        <source>Tag&amp;s</source>
        <translation>&amp;Метки</translation>
    </message>
    <message>
        <source>name@example.com</source>
        <translation>name@example.com</translation>
    </message>
</context>
<context>
    <name>FormPage</name>
    <message>
        <source>Cancel  (Esc)</source>
        <translation>Отмена  (Esc)</translation>
    </message>
    <message>
        <source>Save  (Ctrl+Enter)</source>
        <translation>Сохранить  (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Сохранение…</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message numerus="yes">
        <source>%n order(s)</source>
        <translation>
            <numerusform>%n заказ</numerusform>
            <numerusform>%n заказа</numerusform>
            <numerusform>%n заказов</numerusform>
        </translation>
    </message>
    <message>
        <source>Close  (Esc)</source>
        <translation>Закрыть  (Esc)</translation>
    </message>
    <message>
        <source>How far was looked</source>
        <translation>Что просмотрено</translation>
    </message>
    <message>
        <source>Look further  (Ctrl+Enter)</source>
        <translation>Искать дальше  (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Older orders could not be read. {sentence}</source>
        <translation>Более старые заказы прочитать не удалось. {sentence}</translation>
    </message>
    <message>
        <source>Open  (Enter)</source>
        <translation>Открыть  (Enter)</translation>
    </message>
    <message>
        <source>Order history</source>
        <translation>История заказов</translation>
    </message>
    <message>
        <source>The orders could not be read. {sentence}</source>
        <translation>Заказы прочитать не удалось. {sentence}</translation>
    </message>
    <message>
        <source>This is no day that has been: type it as 31.12.2025 or 31.12.</source>
        <translation>Такого дня не было: введите его как 31.12.2025 или 31.12.</translation>
    </message>
    <message>
        <source>{count} · all of these days</source>
        <translation>{count} · все за эти дни</translation>
    </message>
    <message>
        <source>{count} · all that this desk knows of these days</source>
        <translation>{count} · всё, что за эти дни знает это место</translation>
    </message>
    <message>
        <source>{count} · looked through back to {day}</source>
        <translation>{count} · просмотрено до {day}</translation>
    </message>
    <message>
        <source>{count} · reading…</source>
        <translation>{count} · чтение…</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>placed</source>
        <translation>оформлен</translation>
    </message>
</context>
<context>
    <name>HistoryQuestion</name>
    <message>
        <source>&amp;30 days</source>
        <translation>&amp;30 дней</translation>
    </message>
    <message>
        <source>&amp;7 days</source>
        <translation>&amp;7 дней</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;от</translation>
    </message>
    <message>
        <source>&amp;Today</source>
        <translation>&amp;Сегодня</translation>
    </message>
    <message>
        <source>&amp;Yesterday</source>
        <translation>&amp;Вчера</translation>
    </message>
    <message>
        <source>Any status</source>
        <translation>Любой статус</translation>
    </message>
    <message>
        <source>Find in the history</source>
        <translation>Найти в истории</translation>
    </message>
    <message>
        <source>From</source>
        <translation>От</translation>
    </message>
    <message>
        <source>Name, number, order or product</source>
        <translation>Имя, номер, заказ или блюдо</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Прочие</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Статус</translation>
    </message>
    <message>
        <source>This desk&apos;s orders</source>
        <translation>Заказы этого места</translation>
    </message>
    <message>
        <source>To</source>
        <translation>До</translation>
    </message>
    <message>
        <source>Venue</source>
        <translation>Филиал</translation>
    </message>
    <message>
        <source>dd.mm.yyyy</source>
        <translation>дд.мм.гггг</translation>
    </message>
    <message>
        <source>t&amp;o</source>
        <translation>&amp;до</translation>
    </message>
</context>
<context>
    <name>HistoryView</name>
    <message>
        <source>Orders found</source>
        <translation>Найденные заказы</translation>
    </message>
</context>
<context>
    <name>ItemText</name>
    <message>
        <source>The product</source>
        <translation>Блюдо</translation>
    </message>
</context>
<context>
    <name>KeyMap</name>
    <message>
        <source>Any letter or digit: search</source>
        <translation>Буква или цифра: поиск</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Горячие клавиши</translation>
    </message>
    <message>
        <source>Move through the customers found</source>
        <translation>Перемещение по найденным клиентам</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>На шаг назад</translation>
    </message>
    <message>
        <source>Open what is chosen</source>
        <translation>Открыть выбранное</translation>
    </message>
</context>
<context>
    <name>Lacking</name>
    <message>
        <source>This point of sale tells no menu to desks.</source>
        <translation>Эта кассовая система не сообщает рабочим местам меню.</translation>
    </message>
    <message>
        <source>This point of sale tells no orders to desks.</source>
        <translation>Эта кассовая система не сообщает рабочим местам заказов.</translation>
    </message>
    <message>
        <source>This point of sale tells no venues to desks.</source>
        <translation>Эта кассовая система не сообщает рабочим местам филиалов.</translation>
    </message>
</context>
<context>
    <name>LastOrders</name>
    <message>
        <source>Last orders</source>
        <translation>Последние заказы</translation>
    </message>
    <message>
        <source>No order in the queue is theirs.</source>
        <translation>В очереди нет заказов этого клиента.</translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message>
        <source>! does not add up</source>
        <translation>! не сходится</translation>
    </message>
    <message>
        <source>Account of {name}</source>
        <translation>Счёт клиента: {name}</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Баланс</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Приход</translation>
    </message>
    <message>
        <source>Not added</source>
        <translation>Не учтено</translation>
    </message>
    <message>
        <source>Open a customer&apos;s card first: the account shown is theirs.</source>
        <translation>Сначала откройте карточку клиента: показывается его счёт.</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Расход</translation>
    </message>
    <message>
        <source>Reference id</source>
        <translation>Документ</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Примечание</translation>
    </message>
    <message>
        <source>That folder is not there any more: choose another.</source>
        <translation>Этой папки больше нет: выберите другую.</translation>
    </message>
    <message>
        <source>The account could not be read. {sentence}</source>
        <translation>Счёт прочитать не удалось. {sentence}</translation>
    </message>
    <message>
        <source>The file could not be written: choose another place.</source>
        <translation>Файл записать не удалось: выберите другое место.</translation>
    </message>
    <message>
        <source>There is no room for the file: free some, or choose another place.</source>
        <translation>Для файла нет места: освободите его или выберите другое место.</translation>
    </message>
    <message>
        <source>This customer waits to be sent: they have no account yet.</source>
        <translation>Этот клиент ждёт отправки: счёта у него ещё нет.</translation>
    </message>
    <message>
        <source>This point of sale keeps no accounts of customers.</source>
        <translation>Эта кассовая система не ведёт счетов клиентов.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>What is shown is as of {time}. {sentence}</source>
        <translation>Показано по состоянию на {time}. {sentence}</translation>
    </message>
    <message>
        <source>You may not write there: choose another folder.</source>
        <translation>Туда нельзя записать: выберите другую папку.</translation>
    </message>
    <message>
        <source>all days</source>
        <translation>все дни</translation>
    </message>
    <message>
        <source>before that: {account}</source>
        <translation>до этого: {account}</translation>
    </message>
    <message>
        <source>does not add up</source>
        <translation>не сходится</translation>
    </message>
    <message>
        <source>from {day} on</source>
        <translation>с {day}</translation>
    </message>
    <message>
        <source>from {first} on {since} to {last} on {until}, lowest {lowest}, highest {highest}</source>
        <translation>{since}: {first}, {until}: {last}; наименьший {lowest}, наибольший {highest}</translation>
    </message>
    <message>
        <source>in {sum}</source>
        <translation>приход {sum}</translation>
    </message>
    <message>
        <source>no balances in this range</source>
        <translation>за этот период балансов нет</translation>
    </message>
    <message>
        <source>out {sum} in this range</source>
        <translation>расход {sum} за этот период</translation>
    </message>
    <message>
        <source>page {page} of {pages}</source>
        <translation>страница {page} из {pages}</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>чтение…</translation>
    </message>
    <message>
        <source>up to {day}</source>
        <translation>по {day}</translation>
    </message>
    <message>
        <source>worked out</source>
        <translation>вычислено</translation>
    </message>
    <message>
        <source>{count} · as of {time}</source>
        <translation>{count} · на {time}</translation>
    </message>
    <message>
        <source>{told} · reading…</source>
        <translation>{told} · чтение…</translation>
    </message>
    <message>
        <source>◇ {what} · {sum}, not added</source>
        <translation>◇ {what} · {sum}, не учтено</translation>
    </message>
</context>
<context>
    <name>LedgerDialog</name>
    <message>
        <source>Close  (Esc)</source>
        <translation>Закрыть  (Esc)</translation>
    </message>
    <message>
        <source>Copy reference  (Ctrl+Shift+C)</source>
        <translation>Скопировать ID  (Ctrl+Shift+C)</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Customer&apos;s account</source>
        <translation>Счёт клиента</translation>
    </message>
    <message>
        <source>How old this is</source>
        <translation>На какое время</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Сначала самые новые</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Сначала самые старые</translation>
    </message>
    <message>
        <source>Print  (Ctrl+P)</source>
        <translation>Печать  (Ctrl+P)</translation>
    </message>
    <message>
        <source>Save  (Ctrl+S)</source>
        <translation>Сохранить  (Ctrl+S)</translation>
    </message>
    <message>
        <source>Save the account</source>
        <translation>Сохранить счёт</translation>
    </message>
    <message>
        <source>Spreadsheet (*.csv)</source>
        <translation>Таблица (*.csv)</translation>
    </message>
    <message>
        <source>Sums</source>
        <translation>Суммы</translation>
    </message>
    <message>
        <source>The account could not be printed: check the printer.</source>
        <translation>Счёт напечатать не удалось: проверьте принтер.</translation>
    </message>
    <message>
        <source>The account is saved in {file}.</source>
        <translation>Счёт сохранён в файле {file}.</translation>
    </message>
    <message>
        <source>This is no day that has been: type it as 31.12.2025 or 31.12.</source>
        <translation>Такого дня не было: введите его как 31.12.2025 или 31.12.</translation>
    </message>
</context>
<context>
    <name>LedgerModel</name>
    <message>
        <source>balance</source>
        <translation>баланс</translation>
    </message>
    <message>
        <source>date</source>
        <translation>дата</translation>
    </message>
    <message>
        <source>in</source>
        <translation>приход</translation>
    </message>
    <message>
        <source>out</source>
        <translation>расход</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>документ</translation>
    </message>
    <message>
        <source>what</source>
        <translation>что</translation>
    </message>
</context>
<context>
    <name>LedgerQuestion</name>
    <message>
        <source>&amp;30 days</source>
        <translation>&amp;30 дней</translation>
    </message>
    <message>
        <source>&amp;90 days</source>
        <translation>&amp;90 дней</translation>
    </message>
    <message>
        <source>&amp;All</source>
        <translation>&amp;Всё</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;от</translation>
    </message>
    <message>
        <source>&amp;to</source>
        <translation>&amp;до</translation>
    </message>
    <message>
        <source>From</source>
        <translation>От</translation>
    </message>
    <message>
        <source>This &amp;year</source>
        <translation>Этот &amp;год</translation>
    </message>
    <message>
        <source>To</source>
        <translation>До</translation>
    </message>
</context>
<context>
    <name>LedgerView</name>
    <message>
        <source>Account</source>
        <translation>Счёт</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Something went wrong in the program itself. It is in the log.</source>
        <translation>Произошла ошибка в самой программе. Подробности в журнале.</translation>
    </message>
    <message>
        <source>callcenter</source>
        <translation>callcenter</translation>
    </message>
</context>
<context>
    <name>Menu</name>
    <message>
        <source>Menu of {time}</source>
        <translation>Меню на {time}</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Чтение…</translation>
    </message>
    <message>
        <source>There is no menu to show. {sentence}</source>
        <translation>Показать меню нельзя. {sentence}</translation>
    </message>
    <message>
        <source>This is the menu of {time}. {sentence}</source>
        <translation>Это меню на {time}. {sentence}</translation>
    </message>
    <message>
        <source>To choose from</source>
        <translation>На выбор</translation>
    </message>
    <message>
        <source>What is out is known as of {time}. {sentence}</source>
        <translation>Чего нет, известно на {time}. {sentence}</translation>
    </message>
    <message>
        <source>What is out is not known. {sentence}</source>
        <translation>Чего нет, неизвестно. {sentence}</translation>
    </message>
    <message>
        <source>choose any number, or none</source>
        <translation>сколько угодно или ничего</translation>
    </message>
    <message>
        <source>choose up to {n}, or none</source>
        <translation>до {n} или ничего</translation>
    </message>
    <message>
        <source>choose {least} to {most}</source>
        <translation>выбрать {least}–{most}</translation>
    </message>
    <message>
        <source>choose {n}</source>
        <translation>выбрать {n}</translation>
    </message>
    <message>
        <source>choose {n} or more</source>
        <translation>выбрать {n} или больше</translation>
    </message>
    <message>
        <source>free</source>
        <translation>бесплатно</translation>
    </message>
    <message>
        <source>sold by weight</source>
        <translation>продаётся на вес</translation>
    </message>
    <message>
        <source>stop list of {time}</source>
        <translation>стоп-лист на {time}</translation>
    </message>
    <message>
        <source>up to {n}</source>
        <translation>до {n}</translation>
    </message>
    <message>
        <source>● in use</source>
        <translation>● действует</translation>
    </message>
    <message>
        <source>◔ see below</source>
        <translation>◔ см. ниже</translation>
    </message>
    <message>
        <source>◔ {n} left</source>
        <translation>◔ осталось {n}</translation>
    </message>
    <message>
        <source>✕ out</source>
        <translation>✕ нет</translation>
    </message>
    <message>
        <source>✕ switched off</source>
        <translation>✕ отключён</translation>
    </message>
</context>
<context>
    <name>MenuDialog</name>
    <message>
        <source>Close  (Esc)</source>
        <translation>Закрыть  (Esc)</translation>
    </message>
    <message>
        <source>Copy  (Ctrl+Shift+C)</source>
        <translation>Скопировать  (Ctrl+Shift+C)</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Меню</translation>
    </message>
    <message>
        <source>Nothing on the menu has these words.</source>
        <translation>В меню нет таких слов.</translation>
    </message>
    <message>
        <source>Phone and address of the venue</source>
        <translation>Телефон и адрес филиала</translation>
    </message>
    <message>
        <source>Product, section or modifier</source>
        <translation>Блюдо, раздел или модификатор</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>Блюда</translation>
    </message>
    <message>
        <source>Read again  (F5)</source>
        <translation>Прочитать снова  (F5)</translation>
    </message>
    <message>
        <source>Venue</source>
        <translation>Филиал</translation>
    </message>
    <message>
        <source>{found} of {all} products</source>
        <translation>{found} из {all} блюд</translation>
    </message>
</context>
<context>
    <name>MenuModel</name>
    <message>
        <source>Without a category</source>
        <translation>Без категории</translation>
    </message>
    <message>
        <source>left</source>
        <translation>остаток</translation>
    </message>
    <message>
        <source>price</source>
        <translation>цена</translation>
    </message>
    <message>
        <source>product</source>
        <translation>блюдо</translation>
    </message>
</context>
<context>
    <name>NewCustomerForm</name>
    <message>
        <source>New customer</source>
        <translation>Новый клиент</translation>
    </message>
    <message>
        <source>Open  (Ctrl+O)</source>
        <translation>Открыть  (Ctrl+O)</translation>
    </message>
    <message>
        <source>Start anew  (Ctrl+Shift+N)</source>
        <translation>Начать заново  (Ctrl+Shift+N)</translation>
    </message>
    <message>
        <source>This code is taken</source>
        <translation>Этот код уже занят</translation>
    </message>
    <message>
        <source>This customer exists already</source>
        <translation>Такой клиент уже есть</translation>
    </message>
    <message>
        <source>This number is known: {names}.</source>
        <translation>Этот номер уже есть в базе: {names}.</translation>
    </message>
    <message>
        <source>This phone number is taken</source>
        <translation>Этот номер телефона уже занят</translation>
    </message>
    <message>
        <source>You left this form unfinished.</source>
        <translation>Эта форма осталась незаконченной.</translation>
    </message>
    <message>
        <source>{problem}: change it, or search for the customer.</source>
        <translation>{problem}: измените данные или найдите клиента.</translation>
    </message>
    <message>
        <source>{problem}: {who} has it.</source>
        <translation>{problem}: {who}.</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message numerus="yes">
        <source>%n form(s) are not sent yet.</source>
        <translation>
            <numerusform>%n форма ещё не отправлена.</numerusform>
            <numerusform>%n формы ещё не отправлены.</numerusform>
            <numerusform>%n форм ещё не отправлено.</numerusform>
        </translation>
    </message>
    <message>
        <source>Calls cannot reach this desk: {reason}</source>
        <translation>Звонки не доходят до этого рабочего места: {reason}</translation>
    </message>
    <message>
        <source>Drop them and sign out</source>
        <translation>Удалить и выйти</translation>
    </message>
    <message>
        <source>Keep them and sign out</source>
        <translation>Сохранить и выйти</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Отправить сейчас</translation>
    </message>
    <message>
        <source>Set it aside and begin anew</source>
        <translation>Отложить и начать заново</translation>
    </message>
    <message>
        <source>Sign in again  (Ctrl+Shift+I)</source>
        <translation>Войти снова  (Ctrl+Shift+I)</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Остаться</translation>
    </message>
    <message>
        <source>The local copy could not be used: it was set aside and is being filled anew.</source>
        <translation>Локальную копию не удалось открыть: она отложена и заполняется заново.</translation>
    </message>
    <message>
        <source>There is no room on the disk: nothing can be kept on this computer.</source>
        <translation>На диске нет места: на этом компьютере ничего нельзя сохранить.</translation>
    </message>
    <message>
        <source>This desk&apos;s own file cannot be read: forms in it may not have been sent.</source>
        <translation>Файл этого рабочего места не читается: формы в нём могли остаться неотправленными.</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Понятно</translation>
    </message>
</context>
<context>
    <name>OrderLines</name>
    <message>
        <source>  (portion {size})</source>
        <translation>  (порция {size})</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Доставка</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Скидка</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Обслуживание</translation>
    </message>
    <message>
        <source>Sum of the lines</source>
        <translation>Сумма строк</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Итого</translation>
    </message>
    <message>
        <source>Total of the lines, as the point of sale tells none</source>
        <translation>Сумма строк: кассовая система итога не сообщает</translation>
    </message>
</context>
<context>
    <name>OrderPane</name>
    <message>
        <source>Accepted by itself</source>
        <translation>Принят автоматически</translation>
    </message>
    <message>
        <source>Answer of the source</source>
        <translation>Ответ источника</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Изменён</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Канал</translation>
    </message>
    <message>
        <source>Customer at the source</source>
        <translation>Клиент у источника</translation>
    </message>
    <message>
        <source>Id at the source</source>
        <translation>Номер записи у источника</translation>
    </message>
    <message>
        <source>Number at the source</source>
        <translation>Номер у источника</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Заказ</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>Сделан</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Чек</translation>
    </message>
    <message>
        <source>Service notification</source>
        <translation>Служебное уведомление</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Источник</translation>
    </message>
    <message>
        <source>State at the source</source>
        <translation>Состояние у источника</translation>
    </message>
    <message>
        <source>The answer is still under way.</source>
        <translation>Ответ ещё в пути.</translation>
    </message>
    <message>
        <source>The point of sale&apos;s own answer</source>
        <translation>Ответ кассовой системы как есть</translation>
    </message>
    <message>
        <source>To the kitchen by itself</source>
        <translation>На кухню автоматически</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Тип</translation>
    </message>
    <message>
        <source>Unique id at the source</source>
        <translation>Уникальный номер у источника</translation>
    </message>
    <message>
        <source>Venue</source>
        <translation>Филиал</translation>
    </message>
    <message>
        <source>no</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>taken by {name}</source>
        <translation>взял(а): {name}</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>да</translation>
    </message>
</context>
<context>
    <name>Orders</name>
    <message>
        <source>The order is copied.</source>
        <translation>Заказ скопирован.</translation>
    </message>
    <message>
        <source>There is no order of this customer.</source>
        <translation>У этого клиента нет заказов.</translation>
    </message>
    <message>
        <source>This order names no customer.</source>
        <translation>В этом заказе клиент не указан.</translation>
    </message>
</context>
<context>
    <name>Outbox</name>
    <message>
        <source>? uncertain</source>
        <translation>? неизвестно</translation>
    </message>
    <message>
        <source>Cancel order {id}</source>
        <translation>Отменить заказ {id}</translation>
    </message>
    <message>
        <source>Change {fields}</source>
        <translation>Изменить: {fields}</translation>
    </message>
    <message>
        <source>Delete customer</source>
        <translation>Удалить клиента</translation>
    </message>
    <message>
        <source>It may be one of these. Choose it, or send it again if none is it: it is made twice otherwise.</source>
        <translation>Возможно, это один из них. Выберите его, а если ни один не он, отправьте снова: иначе он появится дважды.</translation>
    </message>
    <message>
        <source>Look again (F5) before you send it again: it may still arrive, and then it is twice.</source>
        <translation>Прежде чем отправлять снова, посмотрите ещё раз (F5): он ещё может дойти, и тогда будет дважды.</translation>
    </message>
    <message>
        <source>Look again (F5) before you send it again: it may still arrive, and then the points are taken twice.</source>
        <translation>Прежде чем отправлять снова, посмотрите ещё раз (F5): запрос ещё может дойти, и тогда баллы спишутся дважды.</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>Новый клиент</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>Новый заказ</translation>
    </message>
    <message>
        <source>No answer came. At {at} it was not there.</source>
        <translation>Ответа не было. В {at} его там не было.</translation>
    </message>
    <message>
        <source>No answer came. At {at} the points could not be read.</source>
        <translation>Ответа не было. В {at} баллы прочитать не удалось.</translation>
    </message>
    <message>
        <source>No answer came. At {at} there was what may be it.</source>
        <translation>Ответа не было. В {at} нашлось то, что может им быть.</translation>
    </message>
    <message>
        <source>No answer came. At {at} there were {now} points, as before.</source>
        <translation>Ответа не было. В {at} баллов было, как и прежде, {now}.</translation>
    </message>
    <message>
        <source>No answer came. It is being looked for.</source>
        <translation>Ответа не было. Идёт поиск.</translation>
    </message>
    <message>
        <source>No answer came. There were {before} points before, at {at} there were {now}.</source>
        <translation>Ответа не было. Баллов было {before}, в {at} стало {now}.</translation>
    </message>
    <message>
        <source>The order is not pending any more: call the venue.</source>
        <translation>Заказ уже не ожидает: позвоните в филиал.</translation>
    </message>
    <message>
        <source>The point of sale refuses it: redeem fewer points, or on another sale.</source>
        <translation>Кассовая система это не принимает: спишите меньше баллов или по другой продаже.</translation>
    </message>
    <message>
        <source>The points were moved by something else as well: ask at the till, then choose.</source>
        <translation>Баллы изменило и что-то ещё: спросите на кассе, затем выберите.</translation>
    </message>
    <message>
        <source>The points were redeemed.</source>
        <translation>Баллы списаны.</translation>
    </message>
    <message>
        <source>This customer is not there any more.</source>
        <translation>Этого клиента больше нет.</translation>
    </message>
    <message>
        <source>This sale is not the customer&apos;s: choose the sale again.</source>
        <translation>Эта продажа не этого клиента: выберите продажу снова.</translation>
    </message>
    <message>
        <source>address</source>
        <translation>адрес</translation>
    </message>
    <message>
        <source>e-mail</source>
        <translation>эл. почта</translation>
    </message>
    <message>
        <source>name</source>
        <translation>имя</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>примечание</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>телефон</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>метки</translation>
    </message>
    <message>
        <source>○ waiting</source>
        <translation>○ ждёт</translation>
    </message>
    <message>
        <source>◐ being sent</source>
        <translation>◐ отправляется</translation>
    </message>
    <message>
        <source>✓ sent</source>
        <translation>✓ отправлено</translation>
    </message>
    <message>
        <source>✕ refused</source>
        <translation>✕ отклонено</translation>
    </message>
</context>
<context>
    <name>OutboxDialog</name>
    <message>
        <source>Close  (Esc)</source>
        <translation>Закрыть  (Esc)</translation>
    </message>
    <message>
        <source>Everything is sent.</source>
        <translation>Всё отправлено.</translation>
    </message>
    <message>
        <source>Give up  (Del)</source>
        <translation>Отказаться  (Del)</translation>
    </message>
    <message>
        <source>It is this one  (Enter)</source>
        <translation>Это он  (Enter)</translation>
    </message>
    <message>
        <source>It was not: send again  (Ctrl+Enter)</source>
        <translation>Не списаны: отправить снова  (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>It was redeemed  (Enter)</source>
        <translation>Списаны  (Enter)</translation>
    </message>
    <message>
        <source>Look again  (F5)</source>
        <translation>Посмотреть ещё  (F5)</translation>
    </message>
    <message>
        <source>Mend  (Enter)</source>
        <translation>Исправить  (Enter)</translation>
    </message>
    <message>
        <source>Send again  (Ctrl+Enter)</source>
        <translation>Отправить снова  (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Send now  (F5)</source>
        <translation>Отправить  (F5)</translation>
    </message>
    <message>
        <source>Take back  (Del)</source>
        <translation>Забрать назад  (Del)</translation>
    </message>
    <message>
        <source>What the point of sale has</source>
        <translation>Что есть в кассе</translation>
    </message>
    <message>
        <source>What waits to be sent</source>
        <translation>Что ждёт отправки</translation>
    </message>
</context>
<context>
    <name>OutboxModel</name>
    <message>
        <source>customer</source>
        <translation>клиент</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>телефон</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>причина</translation>
    </message>
    <message>
        <source>since</source>
        <translation>когда</translation>
    </message>
    <message>
        <source>state</source>
        <translation>статус</translation>
    </message>
    <message>
        <source>what</source>
        <translation>что</translation>
    </message>
</context>
<context>
    <name>PhoneAddress</name>
    <message>
        <source>Desk phones cannot reach this desk: another program has port {port}. Set another port under [phone_link] in settings.toml, and start the desk again.</source>
        <translation>Настольные телефоны не могут связаться с этим рабочим местом: порт {port} занят другой программой. Задайте другой порт в [phone_link] в settings.toml и запустите программу заново.</translation>
    </message>
    <message>
        <source>Desk phones cannot reach this desk: the system does not let it listen at {address}, port {port}.</source>
        <translation>Настольные телефоны не могут связаться с этим рабочим местом: система не даёт принимать соединения на {address}, порт {port}.</translation>
    </message>
    <message>
        <source>Desk phones cannot reach this desk: the system keeps port {port} for itself. Set one above 1023 under [phone_link] in settings.toml, and start the desk again.</source>
        <translation>Настольные телефоны не могут связаться с этим рабочим местом: порт {port} система оставляет за собой. Задайте порт больше 1023 в [phone_link] в settings.toml и запустите программу заново.</translation>
    </message>
    <message>
        <source>Desk phones cannot reach this desk: {address} is no address of this computer. Mend it under [phone_link] in settings.toml, and start the desk again.</source>
        <translation>Настольные телефоны не могут связаться с этим рабочим местом: {address} — не адрес этого компьютера. Исправьте его в [phone_link] в settings.toml и запустите программу заново.</translation>
    </message>
    <message>
        <source>Without a keyring the address for desk phones is another one at each start: set up a keyring.</source>
        <translation>Без хранилища паролей адрес для настольных телефонов меняется при каждом запуске: настройте хранилище паролей.</translation>
    </message>
</context>
<context>
    <name>PhoneAddressDialog</name>
    <message>
        <source>Address for desk phones</source>
        <translation>Адрес для настольных телефонов</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Скопировать</translation>
    </message>
    <message>
        <source>Desk phones cannot reach this desk at present.</source>
        <translation>Настольные телефоны сейчас не могут связаться с этим рабочим местом.</translation>
    </message>
    <message>
        <source>Desk phones that open an address are not served: switch it on under [phone_link] in settings.toml.</source>
        <translation>Настольные телефоны, открывающие адрес, не обслуживаются: включите это в [phone_link] в settings.toml.</translation>
    </message>
    <message>
        <source>Write this into the phone as what it opens when it rings, and at its end the phone&apos;s placeholder for the caller&apos;s number (Yealink: $remote). Whoever knows it can make this desk ring; it travels in clear, so keep it to a network of phones.</source>
        <translation>Введите это в телефоне как адрес, который он открывает при звонке, а в конце — его подстановку для номера звонящего (Yealink: $remote). Кто знает адрес, может вызвать здесь звонок; он передаётся открыто, поэтому используйте его только в сети телефонов.</translation>
    </message>
</context>
<context>
    <name>ProfileChooser</name>
    <message>
        <source>A form is being sent: wait for its answer, then switch.</source>
        <translation>Форма отправляется: дождитесь ответа, затем переключайтесь.</translation>
    </message>
    <message>
        <source>Close  (Esc)</source>
        <translation>Закрыть  (Esc)</translation>
    </message>
    <message>
        <source>New profile…  (Ctrl+N)</source>
        <translation>Новый профиль…  (Ctrl+N)</translation>
    </message>
    <message>
        <source>No profile is set up on this computer yet.</source>
        <translation>На этом компьютере ещё нет профилей.</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Профили</translation>
    </message>
    <message>
        <source>To take this profile off this computer: close the desk, then run  callcenter forget {key}</source>
        <translation>Чтобы убрать этот профиль с компьютера: закройте программу и выполните  callcenter forget {key}</translation>
    </message>
    <message>
        <source>Use it  (Enter)</source>
        <translation>Перейти  (Enter)</translation>
    </message>
    <message>
        <source>Without a keyring, what waits to be sent would be lost: send it or give it up first.  (Ctrl+Shift+O)</source>
        <translation>Без хранилища паролей то, что ждёт отправки, пропадёт: сначала отправьте его или откажитесь от него.  (Ctrl+Shift+O)</translation>
    </message>
</context>
<context>
    <name>ProfileRows</name>
    <message numerus="yes">
        <source>%n wait(s) to be sent</source>
        <translation>
            <numerusform>%n ждёт отправки</numerusform>
            <numerusform>%n ждут отправки</numerusform>
            <numerusform>%n ждут отправки</numerusform>
        </translation>
    </message>
    <message>
        <source>key</source>
        <translation>№</translation>
    </message>
    <message>
        <source>point of sale</source>
        <translation>POS-система</translation>
    </message>
    <message>
        <source>profile</source>
        <translation>профиль</translation>
    </message>
    <message>
        <source>sign-in</source>
        <translation>вход</translation>
    </message>
    <message>
        <source>state</source>
        <translation>статус</translation>
    </message>
    <message>
        <source>venue {id}</source>
        <translation>филиал {id}</translation>
    </message>
    <message>
        <source>● current</source>
        <translation>● текущий</translation>
    </message>
</context>
<context>
    <name>Purchases</name>
    <message>
        <source>Not read yet.</source>
        <translation>Ещё не прочитано.</translation>
    </message>
    <message>
        <source>Nothing bought yet.</source>
        <translation>Покупок пока нет.</translation>
    </message>
    <message>
        <source>Recent purchases</source>
        <translation>Последние покупки</translation>
    </message>
    <message>
        <source>as they were last known</source>
        <translation>по последним известным данным</translation>
    </message>
    <message>
        <source>read at {time}</source>
        <translation>прочитано в {time}</translation>
    </message>
</context>
<context>
    <name>QueuePane</name>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>All venues</source>
        <translation>Все заведения</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Доставлены</translation>
    </message>
    <message>
        <source>Find in the queue</source>
        <translation>Найти в очереди</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>Отклонены</translation>
    </message>
    <message>
        <source>Most urgent first</source>
        <translation>Сначала самые срочные</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Сначала самые новые</translation>
    </message>
    <message>
        <source>Orders by state</source>
        <translation>Заказы по статусам</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Прочие</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Ожидают</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Приняты</translation>
    </message>
    <message>
        <source>Sorting and columns</source>
        <translation>Порядок и столбцы</translation>
    </message>
    <message>
        <source>Sorting and columns of the queue</source>
        <translation>Порядок и столбцы очереди</translation>
    </message>
    <message>
        <source>Venue</source>
        <translation>Филиал</translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>No orders here.</source>
        <translation>Здесь заказов нет.</translation>
    </message>
</context>
<context>
    <name>Redeem</name>
    <message>
        <source>Choose a sale, or paste its id.</source>
        <translation>Выберите продажу или вставьте её ID.</translation>
    </message>
    <message>
        <source>How many points?</source>
        <translation>Сколько баллов?</translation>
    </message>
    <message>
        <source>More than the sale&apos;s {total}: the point of sale decides.</source>
        <translation>Больше суммы продажи ({total}): решит кассовая система.</translation>
    </message>
    <message>
        <source>No more than the {held} there are.</source>
        <translation>Не больше имеющихся: {held}.</translation>
    </message>
    <message>
        <source>Open a customer&apos;s card first: points are redeemed from there.</source>
        <translation>Сначала откройте карточку клиента: баллы списываются оттуда.</translation>
    </message>
    <message>
        <source>Points of this customer are being redeemed already.</source>
        <translation>Баллы этого клиента уже списываются.</translation>
    </message>
    <message>
        <source>The point of sale cannot be reached: the sale waits at the till, and no discount can be promised now.</source>
        <translation>Кассовая система недоступна: продажа ждёт на кассе, и скидку сейчас обещать нельзя.</translation>
    </message>
    <message>
        <source>The point of sale has not heard of this customer yet.</source>
        <translation>Кассовая система ещё не знает этого клиента.</translation>
    </message>
    <message>
        <source>This customer has no points.</source>
        <translation>У этого клиента нет баллов.</translation>
    </message>
    <message>
        <source>This is no id of a sale: paste it whole.</source>
        <translation>Это не ID продажи: вставьте его целиком.</translation>
    </message>
    <message>
        <source>This point of sale has no points to redeem.</source>
        <translation>В этой кассовой системе нет баллов для списания.</translation>
    </message>
    <message>
        <source>Type a whole number from 1 up.</source>
        <translation>Введите целое число от 1.</translation>
    </message>
    <message>
        <source>about {sum} off, {left}</source>
        <translation>скидка около {sum}, {left}</translation>
    </message>
    <message>
        <source>{points} not redeemed yet: it waits. {reason}</source>
        <translation>Ещё не списано: {points}, ждёт. {reason}</translation>
    </message>
    <message>
        <source>{points} not redeemed. {reason}</source>
        <translation>Не списано: {points}. {reason}</translation>
    </message>
    <message>
        <source>{points} redeemed</source>
        <translation>Списано: {points}</translation>
    </message>
    <message>
        <source>{points} redeemed: {sum} off</source>
        <translation>Списано: {points}, скидка {sum}</translation>
    </message>
    <message>
        <source>{points}: being redeemed…</source>
        <translation>{points}: списание…</translation>
    </message>
    <message>
        <source>{points}: the answer was lost. The points are read back; where they do not tell, what waits to be sent (Ctrl+Shift+O) asks you.</source>
        <translation>{points}: ответ потерян. Баллы читаются снова; если по ним не понять, вас спросят в списке «Что ждёт отправки» (Ctrl+Shift+O).</translation>
    </message>
    <message>
        <source>{points}: waiting to be sent…</source>
        <translation>{points}: ждёт отправки…</translation>
    </message>
</context>
<context>
    <name>RedeemPane</name>
    <message>
        <source>All of them  (Alt+A)</source>
        <translation>Все  (Alt+A)</translation>
    </message>
    <message>
        <source>Back  (Esc)</source>
        <translation>Назад  (Esc)</translation>
    </message>
    <message>
        <source>How many points</source>
        <translation>Сколько баллов</translation>
    </message>
    <message>
        <source>On which sale</source>
        <translation>По какой продаже</translation>
    </message>
    <message>
        <source>Or the id of another sale</source>
        <translation>Или ID другой продажи</translation>
    </message>
    <message>
        <source>Redeem  (Ctrl+Enter)</source>
        <translation>Списать  (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Redeem points</source>
        <translation>Списать баллы</translation>
    </message>
    <message>
        <source>Redeem points of {name}</source>
        <translation>Списание баллов: {name}</translation>
    </message>
    <message>
        <source>Take it back  (Alt+Z)</source>
        <translation>Вернуть  (Alt+Z)</translation>
    </message>
    <message>
        <source>of {points}</source>
        <translation>всего {points}</translation>
    </message>
</context>
<context>
    <name>Redeeming</name>
    <message>
        <source>There is no room on the disk: nothing can be kept on this computer.</source>
        <translation>На диске нет места: на этом компьютере ничего нельзя сохранить.</translation>
    </message>
</context>
<context>
    <name>RemovalNotice</name>
    <message>
        <source>Delete the customer</source>
        <translation>Удалить клиента</translation>
    </message>
    <message numerus="yes">
        <source>Delete {name}? They have %n purchase(s): the name and numbers are erased, the sales stay.</source>
        <translation>
            <numerusform>Удалить клиента «{name}»? У него %n покупка: имя и номера будут стёрты, продажи останутся.</numerusform>
            <numerusform>Удалить клиента «{name}»? У него %n покупки: имя и номера будут стёрты, продажи останутся.</numerusform>
            <numerusform>Удалить клиента «{name}»? У него %n покупок: имя и номера будут стёрты, продажи останутся.</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete {name}? They have no purchases and are removed for good.</source>
        <translation>Удалить клиента «{name}»? Покупок у него нет, он будет удалён навсегда.</translation>
    </message>
    <message>
        <source>Delete {name}? With purchases, the name and numbers are erased and the sales stay; without, they are removed for good.</source>
        <translation>Удалить клиента «{name}»? Если покупки есть, имя и номера будут стёрты, а продажи останутся; если нет, он будет удалён навсегда.</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Оставить</translation>
    </message>
    <message>
        <source>Take back  (Ctrl+Z)</source>
        <translation>Вернуть  (Ctrl+Z)</translation>
    </message>
    <message>
        <source>The customer could not be deleted. {reason}</source>
        <translation>Клиента удалить не удалось. {reason}</translation>
    </message>
    <message numerus="yes">
        <source>The customer is deleted in %n second(s).</source>
        <translation>
            <numerusform>Клиент будет удалён через %n секунду.</numerusform>
            <numerusform>Клиент будет удалён через %n секунды.</numerusform>
            <numerusform>Клиент будет удалён через %n секунд.</numerusform>
        </translation>
    </message>
    <message>
        <source>The customer is deleted.</source>
        <translation>Клиент удалён.</translation>
    </message>
    <message>
        <source>The deletion is being sent.</source>
        <translation>Удаление отправляется.</translation>
    </message>
    <message>
        <source>The deletion waits to be sent.</source>
        <translation>Удаление ждёт отправки.</translation>
    </message>
    <message>
        <source>There is no room on the disk: nothing can be kept on this computer.</source>
        <translation>На диске нет места: на этом компьютере ничего нельзя сохранить.</translation>
    </message>
    <message>
        <source>They are being deleted already.</source>
        <translation>Клиент уже удаляется.</translation>
    </message>
    <message>
        <source>This customer waits to be sent: give them up there.  (Ctrl+Shift+O)</source>
        <translation>Этот клиент ждёт отправки: откажитесь от него там.  (Ctrl+Shift+O)</translation>
    </message>
    <message>
        <source>This point of sale deletes no customers from here.</source>
        <translation>Эта кассовая система не удаляет клиентов отсюда.</translation>
    </message>
</context>
<context>
    <name>Routes</name>
    <message>
        <source>callcenter</source>
        <translation>callcenter</translation>
    </message>
    <message>
        <source>{profile} – callcenter</source>
        <translation>{profile} – callcenter</translation>
    </message>
</context>
<context>
    <name>SearchPane</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>Найден %n клиент</numerusform>
            <numerusform>Найдено %n клиента</numerusform>
            <numerusform>Найдено %n клиентов</numerusform>
        </translation>
    </message>
    <message>
        <source>+ new customer “{text}”</source>
        <translation>+ новый клиент «{text}»</translation>
    </message>
    <message>
        <source>All groups</source>
        <translation>Все группы</translation>
    </message>
    <message>
        <source>Ascending or descending</source>
        <translation>По возрастанию или по убыванию</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Ждём ответа сервера…</translation>
    </message>
    <message>
        <source>Customers found</source>
        <translation>Найденные клиенты</translation>
    </message>
    <message>
        <source>Descending order</source>
        <translation>По убыванию</translation>
    </message>
    <message>
        <source>Find a customer by name or phone</source>
        <translation>Найти клиента по имени или телефону</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Группа</translation>
    </message>
    <message>
        <source>Name or phone</source>
        <translation>Имя или телефон</translation>
    </message>
    <message>
        <source>Nobody found. Enter makes a new customer.</source>
        <translation>Никто не найден. Enter: новый клиент.</translation>
    </message>
    <message>
        <source>Nobody yet.</source>
        <translation>Пока никого нет.</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Сортировка</translation>
    </message>
    <message>
        <source>Sort: address</source>
        <translation>По адресу</translation>
    </message>
    <message>
        <source>Sort: best match</source>
        <translation>По совпадению</translation>
    </message>
    <message>
        <source>Sort: changed</source>
        <translation>По изменению</translation>
    </message>
    <message>
        <source>Sort: e-mail</source>
        <translation>По эл. почте</translation>
    </message>
    <message>
        <source>Sort: group</source>
        <translation>По группе</translation>
    </message>
    <message>
        <source>Sort: made</source>
        <translation>По созданию</translation>
    </message>
    <message>
        <source>Sort: name</source>
        <translation>По имени</translation>
    </message>
    <message>
        <source>Sort: number</source>
        <translation>По ID</translation>
    </message>
    <message>
        <source>Sort: points</source>
        <translation>По баллам</translation>
    </message>
    <message>
        <source>Sort: spent</source>
        <translation>По тратам</translation>
    </message>
    <message>
        <source>Sort: unique id</source>
        <translation>По уникальн. ID</translation>
    </message>
    <message numerus="yes">
        <source>the first %n</source>
        <translation>
            <numerusform>первый %n</numerusform>
            <numerusform>первые %n</numerusform>
            <numerusform>первые %n</numerusform>
        </translation>
    </message>
    <message>
        <source>{shown} of {total} shown</source>
        <translation>Показано {shown} из {total}</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>A customer with this phone, e-mail, code or id exists already.</source>
        <translation>Клиент с таким телефоном, эл. почтой, кодом или ID уже есть.</translation>
    </message>
    <message>
        <source>A name is needed.</source>
        <translation>Укажите имя.</translation>
    </message>
    <message>
        <source>A sign-in field is empty: fill in every one that is not optional.</source>
        <translation>Одно из полей входа пусто: заполните все обязательные.</translation>
    </message>
    <message>
        <source>A tag has 40 letters at most: write the rest into the notes.</source>
        <translation>В метке не больше 40 букв: остальное напишите в примечание.</translation>
    </message>
    <message>
        <source>Leave out spaces, line breaks and control characters.</source>
        <translation>Уберите пробелы, переносы строк и управляющие символы.</translation>
    </message>
    <message>
        <source>Leave out what follows &apos;?&apos; or &apos;#&apos; in the address.</source>
        <translation>Уберите из адреса всё, начиная с «?» или «#».</translation>
    </message>
    <message>
        <source>Leave user name and password out of the address.</source>
        <translation>Уберите из адреса имя пользователя и пароль.</translation>
    </message>
    <message>
        <source>No country has this code: type + and the country code.</source>
        <translation>Такого кода страны нет: введите + и код страны.</translation>
    </message>
    <message>
        <source>No keyring was found on this computer: you stay signed in until the desk is closed, and nothing is kept.</source>
        <translation>На этом компьютере нет хранилища паролей: вход действует до закрытия программы, ничего не сохраняется.</translation>
    </message>
    <message>
        <source>No operator has such numbers: check the first digits.</source>
        <translation>Ни у одного оператора нет таких номеров: проверьте первые цифры.</translation>
    </message>
    <message>
        <source>Plain http can be read by others: write https:// (http is for this computer alone).</source>
        <translation>Обычный http могут читать посторонние: укажите https:// (http — только для этого компьютера).</translation>
    </message>
    <message>
        <source>Please fill this in.</source>
        <translation>Заполните это поле.</translation>
    </message>
    <message>
        <source>Somebody else has changed this customer meanwhile: compare both, then choose.</source>
        <translation>Этого клиента тем временем изменил кто-то другой: сравните и выберите.</translation>
    </message>
    <message>
        <source>The Open API is switched off for this brand: switch it on in the back office.</source>
        <translation>Для этого бренда Open API отключён: включите его в панели управления.</translation>
    </message>
    <message>
        <source>The account of this desk may not do that: ask for the permission in the back office.</source>
        <translation>У этой учётной записи нет на это прав: доступ даётся в панели управления.</translation>
    </message>
    <message>
        <source>The brand&apos;s requests for this minute are used up: wait {seconds} s.</source>
        <translation>Лимит запросов бренда на эту минуту исчерпан: подождите {seconds} с.</translation>
    </message>
    <message>
        <source>The caller withholds the number: ask for it.</source>
        <translation>Звонящий скрывает номер: спросите его.</translation>
    </message>
    <message>
        <source>The certificate of {host} is not trusted: check the server address and this computer&apos;s clock.</source>
        <translation>Сертификату {host} нет доверия: проверьте адрес сервера и часы этого компьютера.</translation>
    </message>
    <message>
        <source>The customer has fewer points than that: redeem fewer.</source>
        <translation>У клиента столько баллов нет: спишите меньше.</translation>
    </message>
    <message>
        <source>The date must lie between 1900 and today.</source>
        <translation>Дата должна быть не раньше 1900 года и не позже сегодняшней.</translation>
    </message>
    <message>
        <source>The integrator id is unknown or was deactivated: check it, or ask the vendor. This affects every desk.</source>
        <translation>Integrator ID неизвестен или отключён: проверьте его или обратитесь к поставщику POS. Это касается всех рабочих мест.</translation>
    </message>
    <message>
        <source>The keyring failed: secrets cannot be kept. See the log.</source>
        <translation>Сбой хранилища паролей: секретные данные не сохраняются. Подробности в журнале.</translation>
    </message>
    <message>
        <source>The keyring gave no answer: see whether it asks for its password, or sign in.</source>
        <translation>Хранилище паролей не ответило: посмотрите, не просит ли оно пароль, или войдите.</translation>
    </message>
    <message>
        <source>The keyring is locked: unlock it, or sign in for this session only.</source>
        <translation>Хранилище паролей заблокировано: разблокируйте его или войдите только на этот сеанс.</translation>
    </message>
    <message>
        <source>The keyring is not set up: make a default keyring, or sign in for this session only.</source>
        <translation>Хранилище паролей не настроено: создайте хранилище по умолчанию или войдите только на этот сеанс.</translation>
    </message>
    <message>
        <source>The number is too long.</source>
        <translation>Номер слишком длинный.</translation>
    </message>
    <message>
        <source>The number is too short.</source>
        <translation>Номер слишком короткий.</translation>
    </message>
    <message>
        <source>The point of sale</source>
        <translation>Касса</translation>
    </message>
    <message>
        <source>The server refuses this value.</source>
        <translation>Сервер не принимает это значение.</translation>
    </message>
    <message>
        <source>The sign-in was refused: check every field of it, and the server address.</source>
        <translation>Вход не принят: проверьте все его поля и адрес сервера.</translation>
    </message>
    <message>
        <source>The telephone exchange does not know the caller&apos;s number: ask for it.</source>
        <translation>Телефонная станция не знает номера звонящего: спросите его.</translation>
    </message>
    <message>
        <source>These are test credentials, but the brand is live: use the live ones, or a test brand.</source>
        <translation>Это тестовые данные для входа, а бренд рабочий: используйте рабочие данные или тестовый бренд.</translation>
    </message>
    <message>
        <source>Thirty tags are the most: remove some.</source>
        <translation>Меток может быть не больше тридцати: уберите лишние.</translation>
    </message>
    <message>
        <source>This computer&apos;s keyring does not encrypt, so it is not used: nothing is kept.</source>
        <translation>Хранилище паролей этого компьютера не шифрует данные, поэтому не используется: ничего не сохраняется.</translation>
    </message>
    <message>
        <source>This is a whole number from 1 up, or empty.</source>
        <translation>Введите целое число от 1 или оставьте поле пустым.</translation>
    </message>
    <message>
        <source>This is no address: write it as https://host/path.</source>
        <translation>Это не адрес: укажите его в виде https://host/path.</translation>
    </message>
    <message>
        <source>This is no date: type it as 1990-05-15 or 15.05.1990.</source>
        <translation>Это не дата: введите её как 1990-05-15 или 15.05.1990.</translation>
    </message>
    <message>
        <source>This is no e-mail address: type it as name@example.com.</source>
        <translation>Это не адрес эл. почты: введите его как name@example.com.</translation>
    </message>
    <message>
        <source>This is no phone number: type digits, as in 050 535 57 57.</source>
        <translation>Это не номер телефона: введите цифры, например 050 535 57 57.</translation>
    </message>
    <message>
        <source>This is too long.</source>
        <translation>Слишком длинно.</translation>
    </message>
    <message>
        <source>This point of sale cannot do that.</source>
        <translation>В этой POS-системе нет такой возможности.</translation>
    </message>
    <message>
        <source>Type a country&apos;s two letters, as AZ, TR or GE.</source>
        <translation>Введите две буквы страны, например AZ, TR или GE.</translation>
    </message>
    <message>
        <source>Type three letters, as AZN, TRY or USD.</source>
        <translation>Введите три буквы, например AZN, TRY или USD.</translation>
    </message>
    <message>
        <source>What was sent is no call&apos;s address: it must begin with callcenter:, tel:, callto: or sip:.</source>
        <translation>Присланное — не адрес звонка: он должен начинаться с callcenter:, tel:, callto: или sip:.</translation>
    </message>
    <message>
        <source>You are signed out: sign in again.</source>
        <translation>Вы вышли из учётной записи: войдите снова.</translation>
    </message>
    <message>
        <source>Your phone sent far more than a number and a name: set it to pass these alone.</source>
        <translation>Ваш телефон прислал гораздо больше, чем номер и имя: настройте его передавать только их.</translation>
    </message>
    <message>
        <source>Your phone sent something that is no number: set it to pass the caller&apos;s number.</source>
        <translation>Ваш телефон прислал не номер: настройте его передавать номер звонящего.</translation>
    </message>
    <message>
        <source>Your phone sent {macro} unfilled: set the placeholder that it fills with the caller&apos;s number.</source>
        <translation>Ваш телефон прислал {macro} незаполненным: укажите подстановку, которую он заменяет номером звонящего.</translation>
    </message>
    <message>
        <source>Your phone told of a call without a number: set it to pass the caller&apos;s number.</source>
        <translation>Ваш телефон сообщил о звонке без номера: настройте его передавать номер звонящего.</translation>
    </message>
    <message>
        <source>{host} cannot be reached: check this computer&apos;s network and the server address.</source>
        <translation>{host} недоступен: проверьте сеть этого компьютера и адрес сервера.</translation>
    </message>
    <message>
        <source>{host} did not answer in time: it will be asked again.</source>
        <translation>{host} не ответил вовремя: запрос будет повторён.</translation>
    </message>
    <message>
        <source>{host} did not confirm this: it may or may not have been done. Check before doing it again.</source>
        <translation>{host} не подтвердил это: действие могло выполниться, а могло и нет. Проверьте, прежде чем повторять.</translation>
    </message>
    <message>
        <source>{host} does not have this any more: search again.</source>
        <translation>На {host} этого больше нет: повторите поиск.</translation>
    </message>
    <message>
        <source>{host} gave an answer that this desk cannot read: check the server address.</source>
        <translation>{host} прислал непонятный ответ: проверьте адрес сервера.</translation>
    </message>
    <message>
        <source>{host} has a fault of its own (error {status}): it will be asked again.</source>
        <translation>На {host} неполадка (ошибка {status}): запрос будет повторён.</translation>
    </message>
    <message>
        <source>{host} refuses this sign-in: sign in again.</source>
        <translation>{host} не принимает этот вход: войдите снова.</translation>
    </message>
    <message>
        <source>{host} refuses what was sent: mend the marked fields.</source>
        <translation>{host} не принимает отправленные данные: исправьте отмеченные поля.</translation>
    </message>
    <message>
        <source>{sentence} The server says: “{said}”</source>
        <translation>{sentence} Ответ сервера: «{said}»</translation>
    </message>
</context>
<context>
    <name>ShortId</name>
    <message>
        <source>Copy the id</source>
        <translation>Скопировать ID</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>Type a name or a phone number.
The customer&apos;s card is shown here.</source>
        <translation>Введите имя или номер телефона.
Карточка клиента появится здесь.</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>&amp;Brand</source>
        <translation>&amp;Бренд</translation>
    </message>
    <message>
        <source>&amp;E-mail</source>
        <translation>&amp;Эл. почта</translation>
    </message>
    <message>
        <source>&amp;Integrator id</source>
        <translation>&amp;Integrator ID</translation>
    </message>
    <message>
        <source>&amp;Point of sale</source>
        <translation>POS-с&amp;истема</translation>
    </message>
    <message>
        <source>&amp;Region of phones</source>
        <translation>&amp;Регион номеров</translation>
    </message>
    <message>
        <source>&amp;Venue id (optional)</source>
        <translation>&amp;Филиал (если есть)</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Ждём ответа сервера…</translation>
    </message>
    <message>
        <source>Back to {name}  (Esc)</source>
        <translation>Назад: {name}  (Esc)</translation>
    </message>
    <message>
        <source>C&amp;lient id</source>
        <translation>C&amp;lient ID</translation>
    </message>
    <message>
        <source>Client &amp;secret</source>
        <translation>Client &amp;secret</translation>
    </message>
    <message>
        <source>Curre&amp;ncy</source>
        <translation>&amp;Валюта</translation>
    </message>
    <message>
        <source>Na&amp;me of this profile (optional)</source>
        <translation>&amp;Название профиля (если нужно)</translation>
    </message>
    <message>
        <source>Pass&amp;word</source>
        <translation>Паро&amp;ль</translation>
    </message>
    <message>
        <source>Point of sale</source>
        <translation>POS-система</translation>
    </message>
    <message>
        <source>Server &amp;address</source>
        <translation>&amp;Адрес сервера</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Войти</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>Вход…</translation>
    </message>
    <message>
        <source>Test the connection</source>
        <translation>Проверить связь</translation>
    </message>
    <message>
        <source>The connection works: you can sign in.</source>
        <translation>Связь есть: можно входить.</translation>
    </message>
    <message>
        <source>The password is not kept; only the sign-in it gives, in this computer&apos;s keyring.</source>
        <translation>Пароль не сохраняется; в хранилище паролей этого компьютера — только полученный по нему вход.</translation>
    </message>
    <message>
        <source>The secret is kept in this computer&apos;s keyring and nowhere else.</source>
        <translation>Client secret хранится только в хранилище паролей этого компьютера.</translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message>
        <source>changes are being sent</source>
        <translation>изменения отправляются</translation>
    </message>
    <message>
        <source>changes wait to be sent</source>
        <translation>изменения ждут отправки</translation>
    </message>
    <message>
        <source>changes were refused  (Ctrl+E)</source>
        <translation>изменения отклонены  (Ctrl+E)</translation>
    </message>
    <message>
        <source>is being deleted</source>
        <translation>удаляется</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>осталась %n минута</numerusform>
            <numerusform>осталось %n минуты</numerusform>
            <numerusform>осталось %n минут</numerusform>
        </translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Подключение…</translation>
    </message>
    <message>
        <source>Customers on this computer</source>
        <translation>Клиенты на этом компьютере</translation>
    </message>
    <message>
        <source>Delayed</source>
        <translation>С задержкой</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>На связи</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Нет связи</translation>
    </message>
    <message>
        <source>Requests left</source>
        <translation>Осталось запросов</translation>
    </message>
    <message>
        <source>Signed in to</source>
        <translation>Вход выполнен в</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>Вход не выполнен</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>меньше минуты осталось</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>с {time}</translation>
    </message>
    <message>
        <source>{rate}/s</source>
        <translation>{rate}/с</translation>
    </message>
    <message numerus="yes">
        <source>· %Ln customer(s)</source>
        <translation>
            <numerusform>· %Ln клиент</numerusform>
            <numerusform>· %Ln клиента</numerusform>
            <numerusform>· %Ln клиентов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>· %n new: opening silences every desk</source>
        <translation>
            <numerusform>· %n новый: открытие заглушит все места</numerusform>
            <numerusform>· %n новых: открытие заглушит все места</numerusform>
            <numerusform>· %n новых: открытие заглушит все места</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>· %n new: opening silences this desk</source>
        <translation>
            <numerusform>· %n новый: открытие заглушит это место</numerusform>
            <numerusform>· %n новых: открытие заглушит это место</numerusform>
            <numerusform>· %n новых: открытие заглушит это место</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>· %n request(s) left</source>
        <translation>
            <numerusform>· остался %n запрос</numerusform>
            <numerusform>· осталось %n запроса</numerusform>
            <numerusform>· осталось %n запросов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>· %n waiting to be sent</source>
        <translation>
            <numerusform>· %n ждёт отправки</numerusform>
            <numerusform>· %n ждут отправки</numerusform>
            <numerusform>· %n ждут отправки</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>· asks for %n desk(s)</source>
        <translation>
            <numerusform>· спрашивает за %n место</numerusform>
            <numerusform>· спрашивает за %n места</numerusform>
            <numerusform>· спрашивает за %n мест</numerusform>
        </translation>
    </message>
    <message>
        <source>· checking {count} of {total} customers</source>
        <translation>· проверка клиентов: {count} из {total}</translation>
    </message>
    <message>
        <source>· do not disturb</source>
        <translation>· не беспокоить</translation>
    </message>
    <message numerus="yes">
        <source>· shared by %n desk(s)</source>
        <translation>
            <numerusform>· общая лента, %n место</numerusform>
            <numerusform>· общая лента, %n места</numerusform>
            <numerusform>· общая лента, %n мест</numerusform>
        </translation>
    </message>
    <message>
        <source>· without the shared feed</source>
        <translation>· без общей ленты</translation>
    </message>
    <message>
        <source>· {count} customers checked</source>
        <translation>· проверено клиентов: {count}</translation>
    </message>
    <message>
        <source>· {count} customers read</source>
        <translation>· прочитано клиентов: {count}</translation>
    </message>
    <message>
        <source>· {count} of {total} customers</source>
        <translation>· {count} из {total} клиентов</translation>
    </message>
    <message>
        <source>· {left} of {limit} requests left</source>
        <translation>· осталось запросов: {left} из {limit}</translation>
    </message>
</context>
<context>
    <name>TagsField</name>
    <message>
        <source>a word, then Enter</source>
        <translation>слово, затем Enter</translation>
    </message>
</context>
<context>
    <name>Unsent</name>
    <message>
        <source>Go on  (Ctrl+N)</source>
        <translation>Продолжить  (Ctrl+N)</translation>
    </message>
    <message>
        <source>Mend</source>
        <translation>Исправить</translation>
    </message>
    <message>
        <source>Show  (Ctrl+Shift+O)</source>
        <translation>Показать  (Ctrl+Shift+O)</translation>
    </message>
    <message>
        <source>The form for {name} was left unfinished.</source>
        <translation>Форма для «{name}» осталась незаконченной.</translation>
    </message>
    <message>
        <source>{name} could not be sent. {reason}</source>
        <translation>{name}: отправить не удалось. {reason}</translation>
    </message>
    <message>
        <source>{name} may or may not have arrived: have a look and choose.</source>
        <translation>Неизвестно, дошло ли: {name}. Посмотрите и выберите.</translation>
    </message>
</context>
<context>
    <name>VenuesDialog</name>
    <message>
        <source>Call  (Ctrl+D)</source>
        <translation>Позвонить  (Ctrl+D)</translation>
    </message>
    <message>
        <source>Close  (Esc)</source>
        <translation>Закрыть  (Esc)</translation>
    </message>
    <message>
        <source>Copy  (Ctrl+Shift+C)</source>
        <translation>Скопировать  (Ctrl+Shift+C)</translation>
    </message>
    <message>
        <source>Menu  (Enter)</source>
        <translation>Меню  (Enter)</translation>
    </message>
    <message>
        <source>Name, phone and address are copied.</source>
        <translation>Название, телефон и адрес скопированы.</translation>
    </message>
    <message>
        <source>No venue has these words.</source>
        <translation>Нет филиала с такими словами.</translation>
    </message>
    <message>
        <source>The point of sale has told no venues.</source>
        <translation>Касса не сообщила филиалов.</translation>
    </message>
    <message>
        <source>Venue, address or number</source>
        <translation>Филиал, адрес или номер</translation>
    </message>
    <message>
        <source>Venues</source>
        <translation>Филиалы</translation>
    </message>
</context>
<context>
    <name>VenuesModel</name>
    <message>
        <source>address</source>
        <translation>адрес</translation>
    </message>
    <message>
        <source>e-mail</source>
        <translation>эл. почта</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>телефон</translation>
    </message>
    <message>
        <source>state</source>
        <translation>статус</translation>
    </message>
    <message>
        <source>venue</source>
        <translation>филиал</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>Delivered</source>
        <translation>Доставлен</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>Отклонён</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Ожидает</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Принят</translation>
    </message>
    <message>
        <source>has {sum} in credit</source>
        <translation>на счету {sum}</translation>
    </message>
    <message>
        <source>nothing owed</source>
        <translation>долга нет</translation>
    </message>
    <message>
        <source>now</source>
        <translation>сейчас</translation>
    </message>
    <message>
        <source>owes {sum}</source>
        <translation>долг {sum}</translation>
    </message>
    <message>
        <source>{h} h {m:02} min</source>
        <translation>{h} ч {m:02} мин</translation>
    </message>
    <message>
        <source>{n} d</source>
        <translation>{n} дн</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} мин</translation>
    </message>
</context>
</TS>
