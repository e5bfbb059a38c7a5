<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="az_AZ" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Customer</source>
        <translation>&amp;Müştəri</translation>
    </message>
    <message>
        <source>&amp;Desk</source>
        <translation>&amp;Proqram</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Kömək</translation>
    </message>
    <message>
        <source>&amp;Orders</source>
        <translation>&amp;Sifarişlər</translation>
    </message>
    <message>
        <source>Address for desk phones</source>
        <translation>Stolüstü telefonlar üçün ünvan</translation>
    </message>
    <message>
        <source>All orders</source>
        <translation>Bütün sifarişlər</translation>
    </message>
    <message>
        <source>Call log</source>
        <translation>Zənglər jurnalı</translation>
    </message>
    <message>
        <source>Call the phone number</source>
        <translation>Telefon nömrəsinə zəng et</translation>
    </message>
    <message>
        <source>Cancel the order…</source>
        <translation>Sifarişi ləğv et…</translation>
    </message>
    <message>
        <source>Change this customer</source>
        <translation>Bu müştərini dəyiş</translation>
    </message>
    <message>
        <source>Close the desk</source>
        <translation>Proqramı bağla</translation>
    </message>
    <message>
        <source>Copy the order</source>
        <translation>Sifarişi kopyala</translation>
    </message>
    <message>
        <source>Copy the phone number</source>
        <translation>Telefon nömrəsini kopyala</translation>
    </message>
    <message>
        <source>Customer&apos;s account</source>
        <translation>Müştərinin hesabı</translation>
    </message>
    <message>
        <source>Delete this customer…</source>
        <translation>Bu müştərini sil…</translation>
    </message>
    <message>
        <source>Delivered orders</source>
        <translation>Çatdırılmış sifarişlər</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>Narahat etmə</translation>
    </message>
    <message>
        <source>Find a customer</source>
        <translation>Müştəri axtar</translation>
    </message>
    <message>
        <source>Find in the queue</source>
        <translation>Növbədə axtar</translation>
    </message>
    <message>
        <source>Ignored orders</source>
        <translation>Rədd edilmiş sifarişlər</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Qısayol düymələri</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Açıq və ya tünd görünüş</translation>
    </message>
    <message>
        <source>Look for changes now</source>
        <translation>İndi yenilə</translation>
    </message>
    <message>
        <source>Menu of a venue</source>
        <translation>Filialın menyusu</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>Yeni müştəri</translation>
    </message>
    <message>
        <source>New customer, empty form</source>
        <translation>Yeni müştəri, boş forma</translation>
    </message>
    <message>
        <source>Next customer on the caller&apos;s number</source>
        <translation>Zəng edənin nömrəsindəki növbəti müştəri</translation>
    </message>
    <message>
        <source>Open the customer who has this number</source>
        <translation>Bu nömrəli müştərini aç</translation>
    </message>
    <message>
        <source>Order history</source>
        <translation>Sifarişlərin tarixçəsi</translation>
    </message>
    <message>
        <source>Orders of the next venue</source>
        <translation>Növbəti məkanın sifarişləri</translation>
    </message>
    <message>
        <source>Orders of this customer, one by one</source>
        <translation>Bu müştərinin sifarişləri, bir-bir</translation>
    </message>
    <message>
        <source>Other orders</source>
        <translation>Digər sifarişlər</translation>
    </message>
    <message>
        <source>Pending orders</source>
        <translation>Gözləyən sifarişlər</translation>
    </message>
    <message>
        <source>Profiles…</source>
        <translation>Profillər…</translation>
    </message>
    <message>
        <source>Received orders</source>
        <translation>Qəbul edilmiş sifarişlər</translation>
    </message>
    <message>
        <source>Redeem points…</source>
        <translation>Balları xərclə…</translation>
    </message>
    <message>
        <source>Save the form</source>
        <translation>Formanı yadda saxla</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Yenidən daxil ol</translation>
    </message>
    <message>
        <source>Sign out…</source>
        <translation>Hesabdan çıx…</translation>
    </message>
    <message>
        <source>Sort the customers by the next field</source>
        <translation>Müştəriləri növbəti sahəyə görə düz</translation>
    </message>
    <message>
        <source>Sort the customers the other way round</source>
        <translation>Müştəriləri tərs sıra ilə düz</translation>
    </message>
    <message>
        <source>Sort the queue by age or urgency</source>
        <translation>Növbəni yaşa və ya təciliyə görə düz</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Geri götür</translation>
    </message>
    <message>
        <source>Take the call off the screen</source>
        <translation>Zəngi ekrandan götür</translation>
    </message>
    <message>
        <source>Take the order or customer, or give it up</source>
        <translation>Sifarişi və ya müştərini götür, yaxud burax</translation>
    </message>
    <message>
        <source>Take up the call</source>
        <translation>Zəngi qəbul et</translation>
    </message>
    <message>
        <source>The point of sale&apos;s own answer</source>
        <translation>Kassa sisteminin öz cavabı</translation>
    </message>
    <message>
        <source>To the customer card</source>
        <translation>Müştəri kartına keç</translation>
    </message>
    <message>
        <source>To the queue</source>
        <translation>Növbəyə keç</translation>
    </message>
    <message>
        <source>Venues: phones and addresses</source>
        <translation>Filiallar: telefonlar və ünvanlar</translation>
    </message>
    <message>
        <source>What waits to be sent</source>
        <translation>Göndərilməyi gözləyənlər</translation>
    </message>
</context>
<context>
    <name>AlertWords</name>
    <message numerus="yes">
        <source>%n new orders</source>
        <translation>
            <numerusform>%n yeni sifariş</numerusform>
            <numerusform>%n yeni sifariş</numerusform>
        </translation>
    </message>
    <message>
        <source>New order {number}</source>
        <translation>Yeni sifariş {number}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>və daha %n</numerusform>
            <numerusform>və daha %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Alerts</name>
    <message>
        <source>An order opened here falls silent on every desk.</source>
        <translation>Burada açılan sifariş bütün iş yerlərində susur.</translation>
    </message>
    <message>
        <source>An order opened here falls silent on this desk; on the others once it is no longer pending.</source>
        <translation>Burada açılan sifariş bu iş yerində susur, digərlərində isə gözləməkdən çıxanda.</translation>
    </message>
    <message>
        <source>No sound can be played on this computer, so new orders are shown but not heard: connect a loudspeaker or a headset.</source>
        <translation>Bu kompüterdə səs çalmaq mümkün deyil, yeni sifarişlər göstərilir, amma eşidilmir: dinamik və ya qulaqlıq qoşun.</translation>
    </message>
    <message>
        <source>The sound {name} cannot be played, so the desk&apos;s own is played: choose a WAV, OGG, MP3 or FLAC file of at most 10 seconds.</source>
        <translation>{name} səsi çalınmır, onun yerinə proqramın öz səsi çalınır: ən çoxu 10 saniyəlik WAV, OGG, MP3 və ya FLAC faylı seçin.</translation>
    </message>
    <message>
        <source>This desktop shows no notifications, so new orders are told in the window alone: start its notification service, or allow callcenter to use it.</source>
        <translation>Bu iş masası bildiriş göstərmir, yeni sifarişlər yalnız pəncərədə bildirilir: bildiriş xidmətini işə salın və ya callcenter-ə ondan istifadəyə icazə verin.</translation>
    </message>
</context>
<context>
    <name>BalanceChart</name>
    <message>
        <source>Balance over time</source>
        <translation>Balansın dəyişməsi</translation>
    </message>
</context>
<context>
    <name>CallLog</name>
    <message>
        <source>&amp;Note</source>
        <translation>&amp;Qeyd</translation>
    </message>
    <message>
        <source>Call log</source>
        <translation>Zənglər jurnalı</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Zənglər</translation>
    </message>
    <message>
        <source>Close  (Esc)</source>
        <translation>Bağla  (Esc)</translation>
    </message>
    <message>
        <source>Copy the number  (Ctrl+Shift+C)</source>
        <translation>Nömrəni köçür  (Ctrl+Shift+C)</translation>
    </message>
    <message>
        <source>Find a call</source>
        <translation>Zəngi tap</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Qeyd</translation>
    </message>
    <message>
        <source>Number, name, note or outcome</source>
        <translation>Nömrə, ad, qeyd və ya nəticə</translation>
    </message>
    <message>
        <source>Open  (Enter)</source>
        <translation>Aç  (Enter)</translation>
    </message>
    <message>
        <source>Outco&amp;me</source>
        <translation>&amp;Nəticə</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Nəticə</translation>
    </message>
</context>
<context>
    <name>CallLogModel</name>
    <message>
        <source>Call</source>
        <translation>Zəng</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Qeyd</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Nəticə</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>Telefon nömrəsi</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Vaxt</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Kim</translation>
    </message>
    <message>
        <source>✓ taken</source>
        <translation>✓ qəbul edilib</translation>
    </message>
    <message>
        <source>✕ missed</source>
        <translation>✕ buraxılıb</translation>
    </message>
</context>
<context>
    <name>CallStrip</name>
    <message>
        <source>Incoming call</source>
        <translation>Gələn zəng</translation>
    </message>
    <message>
        <source>New customer  (F9)</source>
        <translation>Yeni müştəri  (F9)</translation>
    </message>
    <message>
        <source>Open the card  (F9)</source>
        <translation>Kartı aç  (F9)</translation>
    </message>
    <message>
        <source>Take the call off the screen</source>
        <translation>Zəngi ekrandan götür</translation>
    </message>
    <message>
        <source>Take the call off the screen  (Shift+F9)</source>
        <translation>Zəngi ekrandan götür  (Shift+F9)</translation>
    </message>
    <message>
        <source>Take up  (F9)</source>
        <translation>Qəbul et  (F9)</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Aydındır</translation>
    </message>
</context>
<context>
    <name>Calls</name>
    <message>
        <source>Your phone is calling {number}.</source>
        <translation>Telefonunuz {number} nömrəsinə zəng edir.</translation>
    </message>
    <message>
        <source>last purchase {sum} ({age})</source>
        <translation>son alış {sum} ({age})</translation>
    </message>
    <message>
        <source>looking…</source>
        <translation>axtarılır…</translation>
    </message>
    <message>
        <source>nobody has this number yet</source>
        <translation>bu nömrə hələ heç kimdə yoxdur</translation>
    </message>
    <message>
        <source>number withheld</source>
        <translation>nömrə gizlədilib</translation>
    </message>
    <message>
        <source>rang {age} ago</source>
        <translation>{age} əvvəl zəng edib</translation>
    </message>
    <message>
        <source>ringing</source>
        <translation>zəng edir</translation>
    </message>
    <message>
        <source>taken up</source>
        <translation>qəbul edilib</translation>
    </message>
    <message>
        <source>{number} is copied. To call it by this key, set call_with in settings.toml.</source>
        <translation>{number} kopyalandı. Bu düymə ilə zəng etmək üçün settings.toml faylında call_with təyin edin.</translation>
    </message>
    <message>
        <source>{number} is copied: it is no number that can be dialled.</source>
        <translation>{number} kopyalandı: bu, yığıla bilən nömrə deyil.</translation>
    </message>
    <message>
        <source>{number} is copied: the phone could not be started. Check call_with in settings.toml.</source>
        <translation>{number} kopyalandı: telefon proqramı başladıla bilmədi. settings.toml faylında call_with sətrini yoxlayın.</translation>
    </message>
    <message>
        <source>{number} is copied: this desk itself opens such addresses. Set another call_with in settings.toml.</source>
        <translation>{number} kopyalandı: belə ünvanları bu proqramın özü açır. settings.toml faylında başqa call_with təyin edin.</translation>
    </message>
    <message>
        <source>{n} people on this number</source>
        <translation>bu nömrədə {n} nəfər</translation>
    </message>
</context>
<context>
    <name>CancelNotice</name>
    <message>
        <source>A clerk has accepted it already: only they can cancel it. Call the venue.</source>
        <translation>İşçi onu artıq qəbul edib: yalnız o ləğv edə bilər. Məkana zəng edin.</translation>
    </message>
    <message>
        <source>Cancel order {number} of {name}?</source>
        <translation>{number} nömrəli sifariş ({name}) ləğv edilsin?</translation>
    </message>
    <message>
        <source>Cancel the order</source>
        <translation>Sifarişi ləğv et</translation>
    </message>
    <message>
        <source>Cancelled; the point of sale has it.</source>
        <translation>Ləğv edildi; kassa sistemi bunu bilir.</translation>
    </message>
    <message>
        <source>It could not be cancelled. {reason}</source>
        <translation>Ləğv etmək olmadı. {reason}</translation>
    </message>
    <message>
        <source>It is being cancelled already.</source>
        <translation>O artıq ləğv edilir.</translation>
    </message>
    <message numerus="yes">
        <source>It is cancelled in %n second(s).</source>
        <translation>
            <numerusform>%n saniyəyə ləğv edilir.</numerusform>
            <numerusform>%n saniyəyə ləğv edilir.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Saxla</translation>
    </message>
    <message>
        <source>Nobody knows yet whether the cancelling arrived.</source>
        <translation>Ləğvin çatıb-çatmadığı hələ məlum deyil.</translation>
    </message>
    <message>
        <source>Only a pending order can be cancelled.</source>
        <translation>Yalnız gözləyən sifarişi ləğv etmək olar.</translation>
    </message>
    <message>
        <source>Take back  (Ctrl+Z)</source>
        <translation>Geri götür  (Ctrl+Z)</translation>
    </message>
    <message>
        <source>The cancelling is being sent.</source>
        <translation>Ləğv göndərilir.</translation>
    </message>
    <message>
        <source>The cancelling waits to be sent.</source>
        <translation>Ləğv göndərilməyi gözləyir.</translation>
    </message>
    <message>
        <source>There is no room on the disk: nothing can be kept on this computer.</source>
        <translation>Diskdə yer yoxdur: bu kompüterdə heç nə saxlanıla bilmir.</translation>
    </message>
    <message>
        <source>This point of sale cancels no orders from here.</source>
        <translation>Bu kassa sistemi sifarişləri buradan ləğv etmir.</translation>
    </message>
</context>
<context>
    <name>CardPane</name>
    <message>
        <source>Born</source>
        <translation>Doğum tarixi</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Dəyişdirilib</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Kod</translation>
    </message>
    <message>
        <source>Customer card</source>
        <translation>Müştəri kartı</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Endirim</translation>
    </message>
    <message>
        <source>Gender</source>
        <translation>Cins</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Qrup</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Loyalty</source>
        <translation>Loyallıq</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Yaradılıb</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Phone verified</source>
        <translation>Telefon təsdiqi</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Xarici ID</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Mənbə</translation>
    </message>
    <message>
        <source>Unique id</source>
        <translation>Unikal ID</translation>
    </message>
    <message>
        <source>Venue</source>
        <translation>Filial</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Təsdiqlənib</translation>
    </message>
    <message>
        <source>account</source>
        <translation>hesab</translation>
    </message>
    <message>
        <source>balance</source>
        <translation>balans</translation>
    </message>
    <message>
        <source>bonus used</source>
        <translation>bonusla ödənib</translation>
    </message>
    <message>
        <source>cashback</source>
        <translation>keşbek</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>silinib</translation>
    </message>
    <message>
        <source>discounts</source>
        <translation>endirimlər</translation>
    </message>
    <message>
        <source>female</source>
        <translation>qadın</translation>
    </message>
    <message>
        <source>inactive</source>
        <translation>aktiv deyil</translation>
    </message>
    <message>
        <source>male</source>
        <translation>kişi</translation>
    </message>
    <message>
        <source>no</source>
        <translation>xeyr</translation>
    </message>
    <message>
        <source>points</source>
        <translation>ballar</translation>
    </message>
    <message>
        <source>purchases</source>
        <translation>alışlar</translation>
    </message>
    <message>
        <source>receipts</source>
        <translation>çeklər</translation>
    </message>
    <message>
        <source>spent</source>
        <translation>xərclənib</translation>
    </message>
    <message>
        <source>taken by {name}</source>
        <translation>götürüb: {name}</translation>
    </message>
    <message>
        <source>waits to be sent</source>
        <translation>göndərilməyi gözləyir</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>bəli</translation>
    </message>
    <message>
        <source>{group}, discount {value}</source>
        <translation>{group}, endirim {value}</translation>
    </message>
</context>
<context>
    <name>CardTags</name>
    <message>
        <source>Tags</source>
        <translation>Etiketlər</translation>
    </message>
</context>
<context>
    <name>Cells</name>
    <message>
        <source>age</source>
        <translation>keçib</translation>
    </message>
    <message>
        <source>customer</source>
        <translation>müştəri</translation>
    </message>
    <message>
        <source>items</source>
        <translation>məhsullar</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>telefon</translation>
    </message>
    <message>
        <source>state</source>
        <translation>status</translation>
    </message>
    <message>
        <source>taken by</source>
        <translation>götürüb</translation>
    </message>
    <message>
        <source>total</source>
        <translation>cəmi</translation>
    </message>
    <message>
        <source>type</source>
        <translation>növ</translation>
    </message>
    <message>
        <source>venue</source>
        <translation>filial</translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message>
        <source>&amp;Go on</source>
        <translation>Da&amp;vam et</translation>
    </message>
    <message>
        <source>Open a customer&apos;s card first.</source>
        <translation>Əvvəlcə müştərinin kartını açın.</translation>
    </message>
    <message>
        <source>Taken back: {what}</source>
        <translation>Geri götürüldü: {what}</translation>
    </message>
    <message>
        <source>The changes to {name} were left unfinished.</source>
        <translation>{name} üzrə dəyişikliklər yarımçıq qalıb.</translation>
    </message>
    <message>
        <source>This customer is being deleted: take that back first.</source>
        <translation>Bu müştəri silinir: əvvəlcə silməni geri götürün.</translation>
    </message>
    <message>
        <source>This customer waits to be sent: they can be changed once they have arrived.</source>
        <translation>Bu müştəri göndərilməyi gözləyir: çatandan sonra dəyişmək olar.</translation>
    </message>
    <message>
        <source>This point of sale lets nobody change customers from here.</source>
        <translation>Bu kassa sistemi müştəriləri buradan dəyişməyə imkan vermir.</translation>
    </message>
    <message>
        <source>{name} is deleted.</source>
        <translation>{name} silindi.</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Remove the tag {tag}</source>
        <translation>{tag} etiketini sil</translation>
    </message>
    <message>
        <source>tag {tag}, Delete removes it</source>
        <translation>{tag} etiketi, Delete silir</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n left</source>
        <translation>
            <numerusform>%n qalıb</numerusform>
            <numerusform>%n qalıb</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s)</source>
        <translation>
            <numerusform>%n bal</numerusform>
            <numerusform>%n bal</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) are being redeemed</source>
        <translation>
            <numerusform>%n bal xərclənir</numerusform>
            <numerusform>%n bal xərclənir</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) left</source>
        <translation>
            <numerusform>%n bal qalır</numerusform>
            <numerusform>%n bal qalır</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n sətir</numerusform>
            <numerusform>%n sətir</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) do not add up</source>
        <translation>
            <numerusform>%n sətir düz gəlmir</numerusform>
            <numerusform>%n sətir düz gəlmir</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) not added</source>
        <translation>
            <numerusform>%n sətir nəzərə alınmayıb</numerusform>
            <numerusform>%n sətir nəzərə alınmayıb</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Redeem %n point(s) on {sale}</source>
        <translation>
            <numerusform>%n bal xərclə: {sale}</numerusform>
            <numerusform>%n bal xərclə: {sale}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>not certain whether %n point(s) were redeemed</source>
        <translation>
            <numerusform>%n bal xərclənib, ya yox, bilinmir</numerusform>
            <numerusform>%n bal xərclənib, ya yox, bilinmir</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DayField</name>
    <message>
        <source>dd.mm.yyyy</source>
        <translation>gg.aa.iiii</translation>
    </message>
</context>
<context>
    <name>EditConflict</name>
    <message>
        <source>Changed by somebody else too</source>
        <translation>Başqası da dəyişib</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Sahə</translation>
    </message>
    <message>
        <source>It is now</source>
        <translation>İndi belədir</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Saxla</translation>
    </message>
    <message>
        <source>You saw</source>
        <translation>Gördüyünüz</translation>
    </message>
    <message>
        <source>You typed</source>
        <translation>Yazdığınız</translation>
    </message>
    <message>
        <source>mine</source>
        <translation>mənimki</translation>
    </message>
    <message>
        <source>theirs</source>
        <translation>onunku</translation>
    </message>
    <message>
        <source>{field}: keep mine</source>
        <translation>{field}: mənimki qalsın</translation>
    </message>
    <message>
        <source>{field}: keep theirs</source>
        <translation>{field}: onunku qalsın</translation>
    </message>
</context>
<context>
    <name>EditForm</name>
    <message>
        <source>&amp;Undo the changes</source>
        <translation>Dəyişiklikləri &amp;geri qaytar</translation>
    </message>
    <message>
        <source>Change the customer</source>
        <translation>Müştərini dəyiş</translation>
    </message>
    <message>
        <source>Change {name}</source>
        <translation>Dəyişiklik: {name}</translation>
    </message>
    <message>
        <source>Choose whose to keep, with Space and the arrows, then save again.</source>
        <translation>Hansının qalacağını Boşluq düyməsi və oxlarla seçin, sonra yenidən yadda saxlayın.</translation>
    </message>
    <message>
        <source>There is no room on the disk: nothing can be kept on this computer.</source>
        <translation>Diskdə yer yoxdur: bu kompüterdə heç nə saxlanıla bilmir.</translation>
    </message>
    <message>
        <source>You left this form unfinished.</source>
        <translation>Bu formanı yarımçıq qoymusunuz.</translation>
    </message>
</context>
<context>
    <name>Feed</name>
    <message>
        <source>The access to the shared feed cannot be read from the keyring: import the brand’s file again. Until then the desk asks for itself.</source>
        <translation>Ortaq axına giriş açar anbarından oxunmur: brendin faylını yenidən idxal edin. O vaxta qədər masa özü soruşur.</translation>
    </message>
    <message>
        <source>The certificate of the feed server is not trusted: import the feed’s file again, or ask who runs it.</source>
        <translation>Axın serverinin sertifikatına etibar edilmir: axının faylını yenidən idxal edin və ya onu idarə edəndən soruşun.</translation>
    </message>
    <message>
        <source>The feed server cannot be reached: check the network and the feed’s address.</source>
        <translation>Axın serverinə çatmaq olmur: şəbəkəni və axının ünvanını yoxlayın.</translation>
    </message>
    <message>
        <source>The feed server does not answer: it will be asked again.</source>
        <translation>Axın serveri cavab vermir: yenidən soruşulacaq.</translation>
    </message>
    <message>
        <source>The feed server keeps nothing for this brand: check JetStream and the limits of the account.</source>
        <translation>Axın serveri bu brend üçün heç nə saxlamır: JetStream-i və hesabın hədlərini yoxlayın.</translation>
    </message>
    <message>
        <source>The feed server refuses this desk: import the feed’s file again, or ask who runs it.</source>
        <translation>Axın serveri bu masanı qəbul etmir: axının faylını yenidən idxal edin və ya onu idarə edəndən soruşun.</translation>
    </message>
    <message>
        <source>The feed’s key was changed: import the feed’s new file on this desk.</source>
        <translation>Axının açarı dəyişdirilib: axının yeni faylını bu masada idxal edin.</translation>
    </message>
    <message>
        <source>The profile names a shared feed, and this desk was given no access to it: run callcenter feed import with the brand’s file. Until then the desk asks for itself.</source>
        <translation>Profildə ortaq axın göstərilib, amma bu masaya giriş verilməyib: brendin faylı ilə callcenter feed import əmrini işlədin. O vaxta qədər masa özü soruşur.</translation>
    </message>
</context>
<context>
    <name>FormFields</name>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Ünvan</translation>
    </message>
    <message>
        <source>&amp;Born</source>
        <translation>&amp;Doğum tarixi</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>&amp;Qrup</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Ad</translation>
    </message>
    <message>
        <source>&amp;Phone</source>
        <translation>&amp;Telefon</translation>
    </message>
    <message>
        <source>15.05.1990</source>
        <translation>15.05.1990</translation>
    </message>
    <message>
        <source>Cod&amp;e</source>
        <translation>K&amp;od</translation>
    </message>
    <message>
        <source>E-&amp;mail</source>
        <translation>&amp;E-poçt</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>Qadın</translation>
    </message>
    <message>
        <source>Gende&amp;r</source>
        <translation>&amp;Cins</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>Kişi</translation>
    </message>
    <message>
        <source>No group</source>
        <translation>Qrupsuz</translation>
    </message>
    <message>
        <source>No&amp;tes</source>
        <translation>Qe&amp;yd</translation>
    </message>
    <message>
        <source>Not told</source>
        <translation>Göstərilməyib</translation>
    </message>
    <message>
        <source>Tag&amp;s</source>
        <translation>Etiket&amp;lər</translation>
    </message>
    <message>
        <source>name@example.com</source>
        <translation>ad@example.com</translation>
    </message>
</context>
<context>
    <name>FormPage</name>
    <message>
        <source>Cancel  (Esc)</source>
        <translation>Ləğv et  (Esc)</translation>
    </message>
    <message>
        <source>Save  (Ctrl+Enter)</source>
        <translation>Yadda saxla  (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Yadda saxlanılır…</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message numerus="yes">
        <source>%n order(s)</source>
        <translation>
            <numerusform>%n sifariş</numerusform>
            <numerusform>%n sifariş</numerusform>
        </translation>
    </message>
    <message>
        <source>Close  (Esc)</source>
        <translation>Bağla  (Esc)</translation>
    </message>
    <message>
        <source>How far was looked</source>
        <translation>Nə qədər baxılıb</translation>
    </message>
    <message>
        <source>Look further  (Ctrl+Enter)</source>
        <translation>Daha da bax  (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Older orders could not be read. {sentence}</source>
        <translation>Daha köhnə sifarişləri oxumaq olmadı. {sentence}</translation>
    </message>
    <message>
        <source>Open  (Enter)</source>
        <translation>Aç  (Enter)</translation>
    </message>
    <message>
        <source>Order history</source>
        <translation>Sifarişlərin tarixçəsi</translation>
    </message>
    <message>
        <source>The orders could not be read. {sentence}</source>
        <translation>Sifarişləri oxumaq olmadı. {sentence}</translation>
    </message>
    <message>
        <source>This is no day that has been: type it as 31.12.2025 or 31.12.</source>
        <translation>Belə gün olmayıb: 31.12.2025 və ya 31.12 kimi yazın.</translation>
    </message>
    <message>
        <source>{count} · all of these days</source>
        <translation>{count} · bu günlər üzrə hamısı</translation>
    </message>
    <message>
        <source>{count} · all that this desk knows of these days</source>
        <translation>{count} · bu günlər üzrə bu iş yerinə məlum olan hər şey</translation>
    </message>
    <message>
        <source>{count} · looked through back to {day}</source>
        <translation>{count} · {day} tarixinədək baxılıb</translation>
    </message>
    <message>
        <source>{count} · reading…</source>
        <translation>{count} · oxunur…</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>placed</source>
        <translation>verilib</translation>
    </message>
</context>
<context>
    <name>HistoryQuestion</name>
    <message>
        <source>&amp;30 days</source>
        <translation>&amp;30 gün</translation>
    </message>
    <message>
        <source>&amp;7 days</source>
        <translation>&amp;7 gün</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Başlanğıc</translation>
    </message>
    <message>
        <source>&amp;Today</source>
        <translation>Bu &amp;gün</translation>
    </message>
    <message>
        <source>&amp;Yesterday</source>
        <translation>&amp;Dünən</translation>
    </message>
    <message>
        <source>Any status</source>
        <translation>İstənilən status</translation>
    </message>
    <message>
        <source>Find in the history</source>
        <translation>Tarixçədə tap</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Başlanğıc</translation>
    </message>
    <message>
        <source>Name, number, order or product</source>
        <translation>Ad, nömrə, sifariş və ya məhsul</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Digər</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>This desk&apos;s orders</source>
        <translation>Bu iş yerinin sifarişləri</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Son</translation>
    </message>
    <message>
        <source>Venue</source>
        <translation>Filial</translation>
    </message>
    <message>
        <source>dd.mm.yyyy</source>
        <translation>gg.aa.iiii</translation>
    </message>
    <message>
        <source>t&amp;o</source>
        <translation>&amp;son</translation>
    </message>
</context>
<context>
    <name>HistoryView</name>
    <message>
        <source>Orders found</source>
        <translation>Tapılmış sifarişlər</translation>
    </message>
</context>
<context>
    <name>ItemText</name>
    <message>
        <source>The product</source>
        <translation>Məhsul</translation>
    </message>
</context>
<context>
    <name>KeyMap</name>
    <message>
        <source>Any letter or digit: search</source>
        <translation>Hərf və ya rəqəm: axtarış</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Qısayol düymələri</translation>
    </message>
    <message>
        <source>Move through the customers found</source>
        <translation>Tapılan müştərilər arasında keçid</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>Bir addım geri</translation>
    </message>
    <message>
        <source>Open what is chosen</source>
        <translation>Seçiləni aç</translation>
    </message>
</context>
<context>
    <name>Lacking</name>
    <message>
        <source>This point of sale tells no menu to desks.</source>
        <translation>Bu kassa sistemi menyunu iş yerlərinə bildirmir.</translation>
    </message>
    <message>
        <source>This point of sale tells no orders to desks.</source>
        <translation>Bu kassa sistemi sifarişləri iş yerlərinə bildirmir.</translation>
    </message>
    <message>
        <source>This point of sale tells no venues to desks.</source>
        <translation>Bu kassa sistemi filialları iş yerlərinə bildirmir.</translation>
    </message>
</context>
<context>
    <name>LastOrders</name>
    <message>
        <source>Last orders</source>
        <translation>Son sifarişlər</translation>
    </message>
    <message>
        <source>No order in the queue is theirs.</source>
        <translation>Növbədə bu müştərinin sifarişi yoxdur.</translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message>
        <source>! does not add up</source>
        <translation>! düz gəlmir</translation>
    </message>
    <message>
        <source>Account of {name}</source>
        <translation>Müştəri hesabı: {name}</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Balans</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Mədaxil</translation>
    </message>
    <message>
        <source>Not added</source>
        <translation>Nəzərə alınmayıb</translation>
    </message>
    <message>
        <source>Open a customer&apos;s card first: the account shown is theirs.</source>
        <translation>Əvvəlcə müştərinin kartını açın: onun hesabı göstərilir.</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Məxaric</translation>
    </message>
    <message>
        <source>Reference id</source>
        <translation>Sənəd ID</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Qeyd</translation>
    </message>
    <message>
        <source>That folder is not there any more: choose another.</source>
        <translation>O qovluq artıq yoxdur: başqasını seçin.</translation>
    </message>
    <message>
        <source>The account could not be read. {sentence}</source>
        <translation>Hesabı oxumaq olmadı. {sentence}</translation>
    </message>
    <message>
        <source>The file could not be written: choose another place.</source>
        <translation>Faylı yazmaq olmadı: başqa yer seçin.</translation>
    </message>
    <message>
        <source>There is no room for the file: free some, or choose another place.</source>
        <translation>Fayl üçün yer yoxdur: yer boşaldın və ya başqa yer seçin.</translation>
    </message>
    <message>
        <source>This customer waits to be sent: they have no account yet.</source>
        <translation>Bu müştəri göndərilməyi gözləyir: hələ hesabı yoxdur.</translation>
    </message>
    <message>
        <source>This point of sale keeps no accounts of customers.</source>
        <translation>Bu kassa sistemi müştəri hesabları aparmır.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Vaxt</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Nə</translation>
    </message>
    <message>
        <source>What is shown is as of {time}. {sentence}</source>
        <translation>Göstərilən {time} üçündür. {sentence}</translation>
    </message>
    <message>
        <source>You may not write there: choose another folder.</source>
        <translation>Oraya yazmağa icazə yoxdur: başqa qovluq seçin.</translation>
    </message>
    <message>
        <source>all days</source>
        <translation>bütün günlər</translation>
    </message>
    <message>
        <source>before that: {account}</source>
        <translation>bundan əvvəl: {account}</translation>
    </message>
    <message>
        <source>does not add up</source>
        <translation>düz gəlmir</translation>
    </message>
    <message>
        <source>from {day} on</source>
        <translation>{day} tarixindən</translation>
    </message>
    <message>
        <source>from {first} on {since} to {last} on {until}, lowest {lowest}, highest {highest}</source>
        <translation>{since}: {first}, {until}: {last}; ən az {lowest}, ən çox {highest}</translation>
    </message>
    <message>
        <source>in {sum}</source>
        <translation>mədaxil {sum}</translation>
    </message>
    <message>
        <source>no balances in this range</source>
        <translation>bu aralıqda balans yoxdur</translation>
    </message>
    <message>
        <source>out {sum} in this range</source>
        <translation>bu aralıqda məxaric {sum}</translation>
    </message>
    <message>
        <source>page {page} of {pages}</source>
        <translation>səhifə {page} / {pages}</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>oxunur…</translation>
    </message>
    <message>
        <source>up to {day}</source>
        <translation>{day} tarixinədək</translation>
    </message>
    <message>
        <source>worked out</source>
        <translation>hesablanıb</translation>
    </message>
    <message>
        <source>{count} · as of {time}</source>
        <translation>{count} · {time} üçün</translation>
    </message>
    <message>
        <source>{told} · reading…</source>
        <translation>{told} · oxunur…</translation>
    </message>
    <message>
        <source>◇ {what} · {sum}, not added</source>
        <translation>◇ {what} · {sum}, nəzərə alınmayıb</translation>
    </message>
</context>
<context>
    <name>LedgerDialog</name>
    <message>
        <source>Close  (Esc)</source>
        <translation>Bağla  (Esc)</translation>
    </message>
    <message>
        <source>Copy reference  (Ctrl+Shift+C)</source>
        <translation>ID-ni köçür  (Ctrl+Shift+C)</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Müştəri</translation>
    </message>
    <message>
        <source>Customer&apos;s account</source>
        <translation>Müştərinin hesabı</translation>
    </message>
    <message>
        <source>How old this is</source>
        <translation>Nə vaxta aiddir</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Əvvəl ən yenilər</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Əvvəl ən köhnələr</translation>
    </message>
    <message>
        <source>Print  (Ctrl+P)</source>
        <translation>Çap et  (Ctrl+P)</translation>
    </message>
    <message>
        <source>Save  (Ctrl+S)</source>
        <translation>Saxla  (Ctrl+S)</translation>
    </message>
    <message>
        <source>Save the account</source>
        <translation>Hesabı saxla</translation>
    </message>
    <message>
        <source>Spreadsheet (*.csv)</source>
        <translation>Cədvəl (*.csv)</translation>
    </message>
    <message>
        <source>Sums</source>
        <translation>Cəmlər</translation>
    </message>
    <message>
        <source>The account could not be printed: check the printer.</source>
        <translation>Hesabı çap etmək olmadı: printeri yoxlayın.</translation>
    </message>
    <message>
        <source>The account is saved in {file}.</source>
        <translation>Hesab {file} faylında saxlanıldı.</translation>
    </message>
    <message>
        <source>This is no day that has been: type it as 31.12.2025 or 31.12.</source>
        <translation>Belə gün olmayıb: 31.12.2025 və ya 31.12 kimi yazın.</translation>
    </message>
</context>
<context>
    <name>LedgerModel</name>
    <message>
        <source>balance</source>
        <translation>balans</translation>
    </message>
    <message>
        <source>date</source>
        <translation>tarix</translation>
    </message>
    <message>
        <source>in</source>
        <translation>mədaxil</translation>
    </message>
    <message>
        <source>out</source>
        <translation>məxaric</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>sənəd ID</translation>
    </message>
    <message>
        <source>what</source>
        <translation>nə</translation>
    </message>
</context>
<context>
    <name>LedgerQuestion</name>
    <message>
        <source>&amp;30 days</source>
        <translation>&amp;30 gün</translation>
    </message>
    <message>
        <source>&amp;90 days</source>
        <translation>&amp;90 gün</translation>
    </message>
    <message>
        <source>&amp;All</source>
        <translation>&amp;Hamısı</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Başlanğıc</translation>
    </message>
    <message>
        <source>&amp;to</source>
        <translation>so&amp;n</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Başlanğıc</translation>
    </message>
    <message>
        <source>This &amp;year</source>
        <translation>Bu &amp;il</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Son</translation>
    </message>
</context>
<context>
    <name>LedgerView</name>
    <message>
        <source>Account</source>
        <translation>Hesab</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Something went wrong in the program itself. It is in the log.</source>
        <translation>Proqramın özündə xəta baş verdi. Təfərrüatı jurnaldadır.</translation>
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
        <translation>Menyu: {time}</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Oxunur…</translation>
    </message>
    <message>
        <source>There is no menu to show. {sentence}</source>
        <translation>Göstərməyə menyu yoxdur. {sentence}</translation>
    </message>
    <message>
        <source>This is the menu of {time}. {sentence}</source>
        <translation>Bu, {time} üçün menyudur. {sentence}</translation>
    </message>
    <message>
        <source>To choose from</source>
        <translation>Seçim</translation>
    </message>
    <message>
        <source>What is out is known as of {time}. {sentence}</source>
        <translation>Bitmiş məhsullar {time} üçün məlumdur. {sentence}</translation>
    </message>
    <message>
        <source>What is out is not known. {sentence}</source>
        <translation>Nəyin bitdiyi məlum deyil. {sentence}</translation>
    </message>
    <message>
        <source>choose any number, or none</source>
        <translation>istənilən sayda seçin və ya seçməyin</translation>
    </message>
    <message>
        <source>choose up to {n}, or none</source>
        <translation>{n}-dək seçin və ya seçməyin</translation>
    </message>
    <message>
        <source>choose {least} to {most}</source>
        <translation>{least}–{most} seçin</translation>
    </message>
    <message>
        <source>choose {n}</source>
        <translation>{n} seçin</translation>
    </message>
    <message>
        <source>choose {n} or more</source>
        <translation>ən azı {n} seçin</translation>
    </message>
    <message>
        <source>free</source>
        <translation>pulsuz</translation>
    </message>
    <message>
        <source>sold by weight</source>
        <translation>çəki ilə satılır</translation>
    </message>
    <message>
        <source>stop list of {time}</source>
        <translation>stop-siyahı: {time}</translation>
    </message>
    <message>
        <source>up to {n}</source>
        <translation>{n}-dək</translation>
    </message>
    <message>
        <source>● in use</source>
        <translation>● işləyir</translation>
    </message>
    <message>
        <source>◔ see below</source>
        <translation>◔ aşağıda</translation>
    </message>
    <message>
        <source>◔ {n} left</source>
        <translation>◔ {n} qalıb</translation>
    </message>
    <message>
        <source>✕ out</source>
        <translation>✕ bitib</translation>
    </message>
    <message>
        <source>✕ switched off</source>
        <translation>✕ söndürülüb</translation>
    </message>
</context>
<context>
    <name>MenuDialog</name>
    <message>
        <source>Close  (Esc)</source>
        <translation>Bağla  (Esc)</translation>
    </message>
    <message>
        <source>Copy  (Ctrl+Shift+C)</source>
        <translation>Köçür  (Ctrl+Shift+C)</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menyu</translation>
    </message>
    <message>
        <source>Nothing on the menu has these words.</source>
        <translation>Menyuda belə sözlər yoxdur.</translation>
    </message>
    <message>
        <source>Phone and address of the venue</source>
        <translation>Filialın telefonu və ünvanı</translation>
    </message>
    <message>
        <source>Product, section or modifier</source>
        <translation>Məhsul, bölmə və ya əlavə</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>Məhsullar</translation>
    </message>
    <message>
        <source>Read again  (F5)</source>
        <translation>Yenidən oxu  (F5)</translation>
    </message>
    <message>
        <source>Venue</source>
        <translation>Filial</translation>
    </message>
    <message>
        <source>{found} of {all} products</source>
        <translation>{all} məhsuldan {found}</translation>
    </message>
</context>
<context>
    <name>MenuModel</name>
    <message>
        <source>Without a category</source>
        <translation>Kateqoriyasız</translation>
    </message>
    <message>
        <source>left</source>
        <translation>qalıb</translation>
    </message>
    <message>
        <source>price</source>
        <translation>qiymət</translation>
    </message>
    <message>
        <source>product</source>
        <translation>məhsul</translation>
    </message>
</context>
<context>
    <name>NewCustomerForm</name>
    <message>
        <source>New customer</source>
        <translation>Yeni müştəri</translation>
    </message>
    <message>
        <source>Open  (Ctrl+O)</source>
        <translation>Aç  (Ctrl+O)</translation>
    </message>
    <message>
        <source>Start anew  (Ctrl+Shift+N)</source>
        <translation>Yenidən başla  (Ctrl+Shift+N)</translation>
    </message>
    <message>
        <source>This code is taken</source>
        <translation>Bu kod artıq istifadə olunur</translation>
    </message>
    <message>
        <source>This customer exists already</source>
        <translation>Bu müştəri artıq var</translation>
    </message>
    <message>
        <source>This number is known: {names}.</source>
        <translation>Bu nömrə artıq bazada var: {names}.</translation>
    </message>
    <message>
        <source>This phone number is taken</source>
        <translation>Bu telefon nömrəsi artıq istifadə olunur</translation>
    </message>
    <message>
        <source>You left this form unfinished.</source>
        <translation>Bu formanı yarımçıq qoymusunuz.</translation>
    </message>
    <message>
        <source>{problem}: change it, or search for the customer.</source>
        <translation>{problem}: məlumatı dəyişin və ya müştərini axtarın.</translation>
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
            <numerusform>%n forma hələ göndərilməyib.</numerusform>
            <numerusform>%n forma hələ göndərilməyib.</numerusform>
        </translation>
    </message>
    <message>
        <source>Calls cannot reach this desk: {reason}</source>
        <translation>Zənglər bu iş yerinə çatmır: {reason}</translation>
    </message>
    <message>
        <source>Drop them and sign out</source>
        <translation>Sil və çıx</translation>
    </message>
    <message>
        <source>Keep them and sign out</source>
        <translation>Saxla və çıx</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>İndi göndər</translation>
    </message>
    <message>
        <source>Set it aside and begin anew</source>
        <translation>Kənara qoy və yenidən başla</translation>
    </message>
    <message>
        <source>Sign in again  (Ctrl+Shift+I)</source>
        <translation>Yenidən daxil ol  (Ctrl+Shift+I)</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Qal</translation>
    </message>
    <message>
        <source>The local copy could not be used: it was set aside and is being filled anew.</source>
        <translation>Yerli nüsxədən istifadə etmək olmadı: kənara qoyuldu və yenidən doldurulur.</translation>
    </message>
    <message>
        <source>There is no room on the disk: nothing can be kept on this computer.</source>
        <translation>Diskdə yer yoxdur: bu kompüterdə heç nə saxlanıla bilmir.</translation>
    </message>
    <message>
        <source>This desk&apos;s own file cannot be read: forms in it may not have been sent.</source>
        <translation>Bu iş yerinin öz faylı oxunmur: içindəki formalar göndərilməmiş ola bilər.</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Aydındır</translation>
    </message>
</context>
<context>
    <name>OrderLines</name>
    <message>
        <source>  (portion {size})</source>
        <translation>  (porsiya {size})</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Çatdırılma</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Endirim</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Xidmət</translation>
    </message>
    <message>
        <source>Sum of the lines</source>
        <translation>Sətirlərin cəmi</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Cəmi</translation>
    </message>
    <message>
        <source>Total of the lines, as the point of sale tells none</source>
        <translation>Sətirlərin cəmi: kassa sistemi yekun bildirmir</translation>
    </message>
</context>
<context>
    <name>OrderPane</name>
    <message>
        <source>Accepted by itself</source>
        <translation>Özü qəbul olunub</translation>
    </message>
    <message>
        <source>Answer of the source</source>
        <translation>Mənbənin cavabı</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Dəyişdirilib</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Customer at the source</source>
        <translation>Mənbədə müştəri</translation>
    </message>
    <message>
        <source>Id at the source</source>
        <translation>Mənbədə identifikator</translation>
    </message>
    <message>
        <source>Number at the source</source>
        <translation>Mənbədə nömrə</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Sifariş</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>Verilib</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Qəbz</translation>
    </message>
    <message>
        <source>Service notification</source>
        <translation>Xidmət bildirişi</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Mənbə</translation>
    </message>
    <message>
        <source>State at the source</source>
        <translation>Mənbədə vəziyyət</translation>
    </message>
    <message>
        <source>The answer is still under way.</source>
        <translation>Cavab hələ yoldadır.</translation>
    </message>
    <message>
        <source>The point of sale&apos;s own answer</source>
        <translation>Kassa sisteminin öz cavabı</translation>
    </message>
    <message>
        <source>To the kitchen by itself</source>
        <translation>Mətbəxə özü gedib</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Növ</translation>
    </message>
    <message>
        <source>Unique id at the source</source>
        <translation>Mənbədə unikal identifikator</translation>
    </message>
    <message>
        <source>Venue</source>
        <translation>Filial</translation>
    </message>
    <message>
        <source>no</source>
        <translation>xeyr</translation>
    </message>
    <message>
        <source>taken by {name}</source>
        <translation>götürüb: {name}</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>bəli</translation>
    </message>
</context>
<context>
    <name>Orders</name>
    <message>
        <source>The order is copied.</source>
        <translation>Sifariş kopyalandı.</translation>
    </message>
    <message>
        <source>There is no order of this customer.</source>
        <translation>Bu müştərinin sifarişi yoxdur.</translation>
    </message>
    <message>
        <source>This order names no customer.</source>
        <translation>Bu sifarişdə müştəri göstərilməyib.</translation>
    </message>
</context>
<context>
    <name>Outbox</name>
    <message>
        <source>? uncertain</source>
        <translation>? məlum deyil</translation>
    </message>
    <message>
        <source>Cancel order {id}</source>
        <translation>{id} nömrəli sifarişi ləğv et</translation>
    </message>
    <message>
        <source>Change {fields}</source>
        <translation>Dəyişiklik: {fields}</translation>
    </message>
    <message>
        <source>Delete customer</source>
        <translation>Müştərini sil</translation>
    </message>
    <message>
        <source>It may be one of these. Choose it, or send it again if none is it: it is made twice otherwise.</source>
        <translation>Bunlardan biri ola bilər. Onu seçin, heç biri deyilsə, yenidən göndərin: əks halda iki dəfə yaranar.</translation>
    </message>
    <message>
        <source>Look again (F5) before you send it again: it may still arrive, and then it is twice.</source>
        <translation>Yenidən göndərməzdən əvvəl bir də baxın (F5): hələ çata bilər və onda iki dəfə olar.</translation>
    </message>
    <message>
        <source>Look again (F5) before you send it again: it may still arrive, and then the points are taken twice.</source>
        <translation>Yenidən göndərməzdən əvvəl bir də baxın (F5): hələ çata bilər və onda ballar iki dəfə silinər.</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>Yeni müştəri</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>Yeni sifariş</translation>
    </message>
    <message>
        <source>No answer came. At {at} it was not there.</source>
        <translation>Cavab gəlmədi. Saat {at}-da orada yox idi.</translation>
    </message>
    <message>
        <source>No answer came. At {at} the points could not be read.</source>
        <translation>Cavab gəlmədi. Saat {at}-da balları oxumaq olmadı.</translation>
    </message>
    <message>
        <source>No answer came. At {at} there was what may be it.</source>
        <translation>Cavab gəlmədi. Saat {at}-da ola bilsin ki, o tapıldı.</translation>
    </message>
    <message>
        <source>No answer came. At {at} there were {now} points, as before.</source>
        <translation>Cavab gəlmədi. Saat {at}-da əvvəlki kimi {now} bal var idi.</translation>
    </message>
    <message>
        <source>No answer came. It is being looked for.</source>
        <translation>Cavab gəlmədi. Axtarılır.</translation>
    </message>
    <message>
        <source>No answer came. There were {before} points before, at {at} there were {now}.</source>
        <translation>Cavab gəlmədi. Əvvəl {before} bal var idi, saat {at}-da {now}.</translation>
    </message>
    <message>
        <source>The order is not pending any more: call the venue.</source>
        <translation>Sifariş artıq gözləmir: filiala zəng edin.</translation>
    </message>
    <message>
        <source>The point of sale refuses it: redeem fewer points, or on another sale.</source>
        <translation>Kassa sistemi bunu qəbul etmir: daha az bal xərcləyin və ya başqa satış seçin.</translation>
    </message>
    <message>
        <source>The points were moved by something else as well: ask at the till, then choose.</source>
        <translation>Ballara başqa əməliyyat da təsir edib: kassadan soruşun, sonra seçin.</translation>
    </message>
    <message>
        <source>The points were redeemed.</source>
        <translation>Ballar xərclənib.</translation>
    </message>
    <message>
        <source>This customer is not there any more.</source>
        <translation>Bu müştəri artıq yoxdur.</translation>
    </message>
    <message>
        <source>This sale is not the customer&apos;s: choose the sale again.</source>
        <translation>Bu satış müştərinin deyil: satışı yenidən seçin.</translation>
    </message>
    <message>
        <source>address</source>
        <translation>ünvan</translation>
    </message>
    <message>
        <source>e-mail</source>
        <translation>e-poçt</translation>
    </message>
    <message>
        <source>name</source>
        <translation>ad</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>qeyd</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>telefon</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>etiketlər</translation>
    </message>
    <message>
        <source>○ waiting</source>
        <translation>○ gözləyir</translation>
    </message>
    <message>
        <source>◐ being sent</source>
        <translation>◐ göndərilir</translation>
    </message>
    <message>
        <source>✓ sent</source>
        <translation>✓ göndərilib</translation>
    </message>
    <message>
        <source>✕ refused</source>
        <translation>✕ rədd edilib</translation>
    </message>
</context>
<context>
    <name>OutboxDialog</name>
    <message>
        <source>Close  (Esc)</source>
        <translation>Bağla  (Esc)</translation>
    </message>
    <message>
        <source>Everything is sent.</source>
        <translation>Hamısı göndərilib.</translation>
    </message>
    <message>
        <source>Give up  (Del)</source>
        <translation>Ləğv et  (Del)</translation>
    </message>
    <message>
        <source>It is this one  (Enter)</source>
        <translation>Budur  (Enter)</translation>
    </message>
    <message>
        <source>It was not: send again  (Ctrl+Enter)</source>
        <translation>Xərclənməyib: yenidən göndər  (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>It was redeemed  (Enter)</source>
        <translation>Xərclənib  (Enter)</translation>
    </message>
    <message>
        <source>Look again  (F5)</source>
        <translation>Bir də bax  (F5)</translation>
    </message>
    <message>
        <source>Mend  (Enter)</source>
        <translation>Düzəlt  (Enter)</translation>
    </message>
    <message>
        <source>Send again  (Ctrl+Enter)</source>
        <translation>Yenidən göndər  (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Send now  (F5)</source>
        <translation>İndi göndər  (F5)</translation>
    </message>
    <message>
        <source>Take back  (Del)</source>
        <translation>Geri götür  (Del)</translation>
    </message>
    <message>
        <source>What the point of sale has</source>
        <translation>Kassada olanlar</translation>
    </message>
    <message>
        <source>What waits to be sent</source>
        <translation>Göndərilməyi gözləyənlər</translation>
    </message>
</context>
<context>
    <name>OutboxModel</name>
    <message>
        <source>customer</source>
        <translation>müştəri</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>telefon</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>səbəb</translation>
    </message>
    <message>
        <source>since</source>
        <translation>nə vaxtdan</translation>
    </message>
    <message>
        <source>state</source>
        <translation>status</translation>
    </message>
    <message>
        <source>what</source>
        <translation>nə</translation>
    </message>
</context>
<context>
    <name>PhoneAddress</name>
    <message>
        <source>Desk phones cannot reach this desk: another program has port {port}. Set another port under [phone_link] in settings.toml, and start the desk again.</source>
        <translation>Stolüstü telefonlar bu iş yerinə çata bilmir: {port} portunu başqa proqram tutub. settings.toml faylında [phone_link] altında başqa port təyin edin və proqramı yenidən başladın.</translation>
    </message>
    <message>
        <source>Desk phones cannot reach this desk: the system does not let it listen at {address}, port {port}.</source>
        <translation>Stolüstü telefonlar bu iş yerinə çata bilmir: sistem {address} ünvanında, {port} portunda dinləməyə icazə vermir.</translation>
    </message>
    <message>
        <source>Desk phones cannot reach this desk: the system keeps port {port} for itself. Set one above 1023 under [phone_link] in settings.toml, and start the desk again.</source>
        <translation>Stolüstü telefonlar bu iş yerinə çata bilmir: {port} portunu sistem özü üçün saxlayır. settings.toml faylında [phone_link] altında 1023-dən böyük port təyin edin və proqramı yenidən başladın.</translation>
    </message>
    <message>
        <source>Desk phones cannot reach this desk: {address} is no address of this computer. Mend it under [phone_link] in settings.toml, and start the desk again.</source>
        <translation>Stolüstü telefonlar bu iş yerinə çata bilmir: {address} bu kompüterin ünvanı deyil. settings.toml faylında [phone_link] altında düzəldin və proqramı yenidən başladın.</translation>
    </message>
    <message>
        <source>Without a keyring the address for desk phones is another one at each start: set up a keyring.</source>
        <translation>Parol saxlancı olmadan stolüstü telefonlar üçün ünvan hər başlanğıcda dəyişir: parol saxlancı qurun.</translation>
    </message>
</context>
<context>
    <name>PhoneAddressDialog</name>
    <message>
        <source>Address for desk phones</source>
        <translation>Stolüstü telefonlar üçün ünvan</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopyala</translation>
    </message>
    <message>
        <source>Desk phones cannot reach this desk at present.</source>
        <translation>Stolüstü telefonlar hazırda bu iş yerinə çata bilmir.</translation>
    </message>
    <message>
        <source>Desk phones that open an address are not served: switch it on under [phone_link] in settings.toml.</source>
        <translation>Ünvan açan stolüstü telefonlara xidmət söndürülüb: settings.toml faylında [phone_link] altında qoşun.</translation>
    </message>
    <message>
        <source>Write this into the phone as what it opens when it rings, and at its end the phone&apos;s placeholder for the caller&apos;s number (Yealink: $remote). Whoever knows it can make this desk ring; it travels in clear, so keep it to a network of phones.</source>
        <translation>Bunu telefona zəng çalanda açdığı ünvan kimi yazın, sonuna isə telefonun zəng edənin nömrəsi üçün işarəsini əlavə edin (Yealink: $remote). Ünvanı bilən hər kəs burada zəng göstərə bilər; o, şifrəsiz ötürülür, ona görə yalnız telefonlar şəbəkəsində istifadə edin.</translation>
    </message>
</context>
<context>
    <name>ProfileChooser</name>
    <message>
        <source>A form is being sent: wait for its answer, then switch.</source>
        <translation>Forma göndərilir: cavabı gözləyin, sonra keçin.</translation>
    </message>
    <message>
        <source>Close  (Esc)</source>
        <translation>Bağla  (Esc)</translation>
    </message>
    <message>
        <source>New profile…  (Ctrl+N)</source>
        <translation>Yeni profil…  (Ctrl+N)</translation>
    </message>
    <message>
        <source>No profile is set up on this computer yet.</source>
        <translation>Bu kompüterdə hələ profil yoxdur.</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Profillər</translation>
    </message>
    <message>
        <source>To take this profile off this computer: close the desk, then run  callcenter forget {key}</source>
        <translation>Bu profili kompüterdən silmək üçün: proqramı bağlayın, sonra  callcenter forget {key}  əmrini işlədin</translation>
    </message>
    <message>
        <source>Use it  (Enter)</source>
        <translation>Keç  (Enter)</translation>
    </message>
    <message>
        <source>Without a keyring, what waits to be sent would be lost: send it or give it up first.  (Ctrl+Shift+O)</source>
        <translation>Parol saxlancı olmadan göndərilməyi gözləyənlər itər: əvvəlcə göndərin və ya ləğv edin.  (Ctrl+Shift+O)</translation>
    </message>
</context>
<context>
    <name>ProfileRows</name>
    <message numerus="yes">
        <source>%n wait(s) to be sent</source>
        <translation>
            <numerusform>%n göndərilməyi gözləyir</numerusform>
            <numerusform>%n göndərilməyi gözləyir</numerusform>
        </translation>
    </message>
    <message>
        <source>key</source>
        <translation>№</translation>
    </message>
    <message>
        <source>point of sale</source>
        <translation>POS sistemi</translation>
    </message>
    <message>
        <source>profile</source>
        <translation>profil</translation>
    </message>
    <message>
        <source>sign-in</source>
        <translation>giriş</translation>
    </message>
    <message>
        <source>state</source>
        <translation>status</translation>
    </message>
    <message>
        <source>venue {id}</source>
        <translation>filial {id}</translation>
    </message>
    <message>
        <source>● current</source>
        <translation>● cari</translation>
    </message>
</context>
<context>
    <name>Purchases</name>
    <message>
        <source>Not read yet.</source>
        <translation>Hələ oxunmayıb.</translation>
    </message>
    <message>
        <source>Nothing bought yet.</source>
        <translation>Hələ heç nə alınmayıb.</translation>
    </message>
    <message>
        <source>Recent purchases</source>
        <translation>Son alışlar</translation>
    </message>
    <message>
        <source>as they were last known</source>
        <translation>son məlum vəziyyət</translation>
    </message>
    <message>
        <source>read at {time}</source>
        <translation>oxunub: {time}</translation>
    </message>
</context>
<context>
    <name>QueuePane</name>
    <message>
        <source>All</source>
        <translation>Hamısı</translation>
    </message>
    <message>
        <source>All venues</source>
        <translation>Bütün məkanlar</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Çatdırılıb</translation>
    </message>
    <message>
        <source>Find in the queue</source>
        <translation>Növbədə axtar</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>Rədd edilib</translation>
    </message>
    <message>
        <source>Most urgent first</source>
        <translation>Əvvəl ən təcililər</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Əvvəl ən yenilər</translation>
    </message>
    <message>
        <source>Orders by state</source>
        <translation>Statusa görə sifarişlər</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Digər</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Gözləyir</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Qəbul edilib</translation>
    </message>
    <message>
        <source>Sorting and columns</source>
        <translation>Sıralama və sütunlar</translation>
    </message>
    <message>
        <source>Sorting and columns of the queue</source>
        <translation>Növbənin sıralaması və sütunları</translation>
    </message>
    <message>
        <source>Venue</source>
        <translation>Filial</translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>No orders here.</source>
        <translation>Burada sifariş yoxdur.</translation>
    </message>
</context>
<context>
    <name>Redeem</name>
    <message>
        <source>Choose a sale, or paste its id.</source>
        <translation>Satış seçin və ya onun ID-sini yapışdırın.</translation>
    </message>
    <message>
        <source>How many points?</source>
        <translation>Neçə bal?</translation>
    </message>
    <message>
        <source>More than the sale&apos;s {total}: the point of sale decides.</source>
        <translation>Satışın cəmindən ({total}) çoxdur: kassa sistemi qərar verir.</translation>
    </message>
    <message>
        <source>No more than the {held} there are.</source>
        <translation>Olan {held} baldan çox olmaz.</translation>
    </message>
    <message>
        <source>Open a customer&apos;s card first: points are redeemed from there.</source>
        <translation>Əvvəlcə müştərinin kartını açın: ballar oradan xərclənir.</translation>
    </message>
    <message>
        <source>Points of this customer are being redeemed already.</source>
        <translation>Bu müştərinin balları artıq xərclənir.</translation>
    </message>
    <message>
        <source>The point of sale cannot be reached: the sale waits at the till, and no discount can be promised now.</source>
        <translation>Kassa sistemi ilə əlaqə yoxdur: satış kassada gözləyir, indi endirim vəd etmək olmaz.</translation>
    </message>
    <message>
        <source>The point of sale has not heard of this customer yet.</source>
        <translation>Kassa sistemi bu müştərini hələ tanımır.</translation>
    </message>
    <message>
        <source>This customer has no points.</source>
        <translation>Bu müştərinin balı yoxdur.</translation>
    </message>
    <message>
        <source>This is no id of a sale: paste it whole.</source>
        <translation>Bu, satış ID-si deyil: tam yapışdırın.</translation>
    </message>
    <message>
        <source>This point of sale has no points to redeem.</source>
        <translation>Bu kassa sistemində xərclənən ballar yoxdur.</translation>
    </message>
    <message>
        <source>Type a whole number from 1 up.</source>
        <translation>1 və ya daha böyük tam ədəd yazın.</translation>
    </message>
    <message>
        <source>about {sum} off, {left}</source>
        <translation>təxminən {sum} endirim, {left}</translation>
    </message>
    <message>
        <source>{points} not redeemed yet: it waits. {reason}</source>
        <translation>Hələ xərclənməyib: {points}, gözləyir. {reason}</translation>
    </message>
    <message>
        <source>{points} not redeemed. {reason}</source>
        <translation>Xərclənmədi: {points}. {reason}</translation>
    </message>
    <message>
        <source>{points} redeemed</source>
        <translation>Xərcləndi: {points}</translation>
    </message>
    <message>
        <source>{points} redeemed: {sum} off</source>
        <translation>Xərcləndi: {points}, endirim {sum}</translation>
    </message>
    <message>
        <source>{points}: being redeemed…</source>
        <translation>{points}: xərclənir…</translation>
    </message>
    <message>
        <source>{points}: the answer was lost. The points are read back; where they do not tell, what waits to be sent (Ctrl+Shift+O) asks you.</source>
        <translation>{points}: cavab itib. Ballar yenidən oxunur; onlardan bilinməsə, göndərilməyi gözləyənlərdə (Ctrl+Shift+O) sizdən soruşulacaq.</translation>
    </message>
    <message>
        <source>{points}: waiting to be sent…</source>
        <translation>{points}: göndərilməyi gözləyir…</translation>
    </message>
</context>
<context>
    <name>RedeemPane</name>
    <message>
        <source>All of them  (Alt+A)</source>
        <translation>Hamısı  (Alt+A)</translation>
    </message>
    <message>
        <source>Back  (Esc)</source>
        <translation>Geri  (Esc)</translation>
    </message>
    <message>
        <source>How many points</source>
        <translation>Neçə bal</translation>
    </message>
    <message>
        <source>On which sale</source>
        <translation>Hansı satışa</translation>
    </message>
    <message>
        <source>Or the id of another sale</source>
        <translation>Və ya başqa satışın ID-si</translation>
    </message>
    <message>
        <source>Redeem  (Ctrl+Enter)</source>
        <translation>Xərclə  (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Redeem points</source>
        <translation>Balları xərclə</translation>
    </message>
    <message>
        <source>Redeem points of {name}</source>
        <translation>Balların xərclənməsi: {name}</translation>
    </message>
    <message>
        <source>Take it back  (Alt+Z)</source>
        <translation>Geri götür  (Alt+Z)</translation>
    </message>
    <message>
        <source>of {points}</source>
        <translation>cəmi {points}</translation>
    </message>
</context>
<context>
    <name>Redeeming</name>
    <message>
        <source>There is no room on the disk: nothing can be kept on this computer.</source>
        <translation>Diskdə yer yoxdur: bu kompüterdə heç nə saxlanıla bilmir.</translation>
    </message>
</context>
<context>
    <name>RemovalNotice</name>
    <message>
        <source>Delete the customer</source>
        <translation>Müştərini sil</translation>
    </message>
    <message numerus="yes">
        <source>Delete {name}? They have %n purchase(s): the name and numbers are erased, the sales stay.</source>
        <translation>
            <numerusform>{name} silinsin? %n alışı var: adı və nömrələri silinəcək, satışlar qalacaq.</numerusform>
            <numerusform>{name} silinsin? %n alışı var: adı və nömrələri silinəcək, satışlar qalacaq.</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete {name}? They have no purchases and are removed for good.</source>
        <translation>{name} silinsin? Alışı yoxdur və birdəfəlik silinəcək.</translation>
    </message>
    <message>
        <source>Delete {name}? With purchases, the name and numbers are erased and the sales stay; without, they are removed for good.</source>
        <translation>{name} silinsin? Alışları varsa, adı və nömrələri silinəcək, satışlar qalacaq; yoxdursa, birdəfəlik silinəcək.</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Saxla</translation>
    </message>
    <message>
        <source>Take back  (Ctrl+Z)</source>
        <translation>Geri götür  (Ctrl+Z)</translation>
    </message>
    <message>
        <source>The customer could not be deleted. {reason}</source>
        <translation>Müştərini silmək olmadı. {reason}</translation>
    </message>
    <message numerus="yes">
        <source>The customer is deleted in %n second(s).</source>
        <translation>
            <numerusform>Müştəri %n saniyəyə silinir.</numerusform>
            <numerusform>Müştəri %n saniyəyə silinir.</numerusform>
        </translation>
    </message>
    <message>
        <source>The customer is deleted.</source>
        <translation>Müştəri silindi.</translation>
    </message>
    <message>
        <source>The deletion is being sent.</source>
        <translation>Silmə göndərilir.</translation>
    </message>
    <message>
        <source>The deletion waits to be sent.</source>
        <translation>Silmə göndərilməyi gözləyir.</translation>
    </message>
    <message>
        <source>There is no room on the disk: nothing can be kept on this computer.</source>
        <translation>Diskdə yer yoxdur: bu kompüterdə heç nə saxlanıla bilmir.</translation>
    </message>
    <message>
        <source>They are being deleted already.</source>
        <translation>Müştəri artıq silinir.</translation>
    </message>
    <message>
        <source>This customer waits to be sent: give them up there.  (Ctrl+Shift+O)</source>
        <translation>Bu müştəri göndərilməyi gözləyir: ondan orada imtina edin.  (Ctrl+Shift+O)</translation>
    </message>
    <message>
        <source>This point of sale deletes no customers from here.</source>
        <translation>Bu kassa sistemi müştəriləri buradan silmir.</translation>
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
            <numerusform>%n müştəri tapıldı</numerusform>
            <numerusform>%n müştəri tapıldı</numerusform>
        </translation>
    </message>
    <message>
        <source>+ new customer “{text}”</source>
        <translation>+ yeni müştəri “{text}”</translation>
    </message>
    <message>
        <source>All groups</source>
        <translation>Bütün qruplar</translation>
    </message>
    <message>
        <source>Ascending or descending</source>
        <translation>Artan və ya azalan</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Serverdən cavab gözlənilir…</translation>
    </message>
    <message>
        <source>Customers found</source>
        <translation>Tapılan müştərilər</translation>
    </message>
    <message>
        <source>Descending order</source>
        <translation>Azalan sıra ilə</translation>
    </message>
    <message>
        <source>Find a customer by name or phone</source>
        <translation>Müştərini ad və ya telefonla axtarın</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Qrup</translation>
    </message>
    <message>
        <source>Name or phone</source>
        <translation>Ad və ya telefon</translation>
    </message>
    <message>
        <source>Nobody found. Enter makes a new customer.</source>
        <translation>Heç kim tapılmadı. Enter: yeni müştəri.</translation>
    </message>
    <message>
        <source>Nobody yet.</source>
        <translation>Hələ heç kim yoxdur.</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Sıralama</translation>
    </message>
    <message>
        <source>Sort: address</source>
        <translation>Sıra: ünvan</translation>
    </message>
    <message>
        <source>Sort: best match</source>
        <translation>Sıra: uyğunluq</translation>
    </message>
    <message>
        <source>Sort: changed</source>
        <translation>Sıra: dəyişmə</translation>
    </message>
    <message>
        <source>Sort: e-mail</source>
        <translation>Sıra: e-poçt</translation>
    </message>
    <message>
        <source>Sort: group</source>
        <translation>Sıra: qrup</translation>
    </message>
    <message>
        <source>Sort: made</source>
        <translation>Sıra: yaranma</translation>
    </message>
    <message>
        <source>Sort: name</source>
        <translation>Sıra: ad</translation>
    </message>
    <message>
        <source>Sort: number</source>
        <translation>Sıra: ID</translation>
    </message>
    <message>
        <source>Sort: points</source>
        <translation>Sıra: ballar</translation>
    </message>
    <message>
        <source>Sort: spent</source>
        <translation>Sıra: xərc</translation>
    </message>
    <message>
        <source>Sort: unique id</source>
        <translation>Sıra: unikal ID</translation>
    </message>
    <message numerus="yes">
        <source>the first %n</source>
        <translation>
            <numerusform>ilk %n</numerusform>
            <numerusform>ilk %n</numerusform>
        </translation>
    </message>
    <message>
        <source>{shown} of {total} shown</source>
        <translation>Göstərilir: {shown} / {total}</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>A customer with this phone, e-mail, code or id exists already.</source>
        <translation>Bu telefon, e-poçt, kod və ya ID ilə müştəri artıq var.</translation>
    </message>
    <message>
        <source>A name is needed.</source>
        <translation>Adı yazın.</translation>
    </message>
    <message>
        <source>A sign-in field is empty: fill in every one that is not optional.</source>
        <translation>Giriş xanalarından biri boşdur: istəyə görə olanlardan başqa hamısını doldurun.</translation>
    </message>
    <message>
        <source>A tag has 40 letters at most: write the rest into the notes.</source>
        <translation>Etiket ən çoxu 40 hərf ola bilər: qalanını qeydə yazın.</translation>
    </message>
    <message>
        <source>Leave out spaces, line breaks and control characters.</source>
        <translation>Boşluqları, sətir keçidlərini və idarəedici simvolları silin.</translation>
    </message>
    <message>
        <source>Leave out what follows &apos;?&apos; or &apos;#&apos; in the address.</source>
        <translation>Ünvanda “?” və ya “#” işarəsini və ondan sonrakı hissəni silin.</translation>
    </message>
    <message>
        <source>Leave user name and password out of the address.</source>
        <translation>Ünvandan istifadəçi adını və parolu silin.</translation>
    </message>
    <message>
        <source>No country has this code: type + and the country code.</source>
        <translation>Belə ölkə kodu yoxdur: + və ölkə kodunu yazın.</translation>
    </message>
    <message>
        <source>No keyring was found on this computer: you stay signed in until the desk is closed, and nothing is kept.</source>
        <translation>Bu kompüterdə parol saxlancı tapılmadı: proqram bağlanana qədər hesabda qalırsınız, heç nə yadda saxlanılmır.</translation>
    </message>
    <message>
        <source>No operator has such numbers: check the first digits.</source>
        <translation>Heç bir operatorun belə nömrəsi yoxdur: ilk rəqəmləri yoxlayın.</translation>
    </message>
    <message>
        <source>Plain http can be read by others: write https:// (http is for this computer alone).</source>
        <translation>Şifrələnməyən http-ni başqaları oxuya bilər: https:// yazın (http yalnız bu kompüter üçündür).</translation>
    </message>
    <message>
        <source>Please fill this in.</source>
        <translation>Bu xananı doldurun.</translation>
    </message>
    <message>
        <source>Somebody else has changed this customer meanwhile: compare both, then choose.</source>
        <translation>Bu müştərini bu arada başqası da dəyişib: müqayisə edib seçin.</translation>
    </message>
    <message>
        <source>The Open API is switched off for this brand: switch it on in the back office.</source>
        <translation>Bu brend üçün Open API deaktivdir: onu idarəetmə panelində aktivləşdirin.</translation>
    </message>
    <message>
        <source>The account of this desk may not do that: ask for the permission in the back office.</source>
        <translation>Bu hesabın buna icazəsi yoxdur: icazə idarəetmə panelində verilir.</translation>
    </message>
    <message>
        <source>The brand&apos;s requests for this minute are used up: wait {seconds} s.</source>
        <translation>Brendin bu dəqiqəlik sorğu limiti bitib: {seconds} saniyə gözləyin.</translation>
    </message>
    <message>
        <source>The caller withholds the number: ask for it.</source>
        <translation>Zəng edən nömrəsini gizlədir: soruşun.</translation>
    </message>
    <message>
        <source>The certificate of {host} is not trusted: check the server address and this computer&apos;s clock.</source>
        <translation>{host} sertifikatı etibarlı deyil: server ünvanını və bu kompüterin saatını yoxlayın.</translation>
    </message>
    <message>
        <source>The customer has fewer points than that: redeem fewer.</source>
        <translation>Müştərinin bu qədər balı yoxdur: daha az xərcləyin.</translation>
    </message>
    <message>
        <source>The date must lie between 1900 and today.</source>
        <translation>Tarix 1900-cü ildən bu günə qədər olmalıdır.</translation>
    </message>
    <message>
        <source>The integrator id is unknown or was deactivated: check it, or ask the vendor. This affects every desk.</source>
        <translation>Integrator ID tanınmır və ya deaktiv edilib: onu yoxlayın və ya POS şirkətinə müraciət edin. Bu, bütün iş yerlərinə aiddir.</translation>
    </message>
    <message>
        <source>The keyring failed: secrets cannot be kept. See the log.</source>
        <translation>Parol saxlancında xəta: məxfi məlumatları saxlamaq mümkün deyil. Jurnala baxın.</translation>
    </message>
    <message>
        <source>The keyring gave no answer: see whether it asks for its password, or sign in.</source>
        <translation>Parol saxlancı cavab vermədi: parol istəyib-istəmədiyinə baxın və ya daxil olun.</translation>
    </message>
    <message>
        <source>The keyring is locked: unlock it, or sign in for this session only.</source>
        <translation>Parol saxlancı kilidlidir: kilidini açın və ya yalnız bu seans üçün daxil olun.</translation>
    </message>
    <message>
        <source>The keyring is not set up: make a default keyring, or sign in for this session only.</source>
        <translation>Parol saxlancı qurulmayıb: əsas saxlanc yaradın və ya yalnız bu seans üçün daxil olun.</translation>
    </message>
    <message>
        <source>The number is too long.</source>
        <translation>Nömrə çox uzundur.</translation>
    </message>
    <message>
        <source>The number is too short.</source>
        <translation>Nömrə çox qısadır.</translation>
    </message>
    <message>
        <source>The point of sale</source>
        <translation>Satış sistemi</translation>
    </message>
    <message>
        <source>The server refuses this value.</source>
        <translation>Server bu dəyəri qəbul etmir.</translation>
    </message>
    <message>
        <source>The sign-in was refused: check every field of it, and the server address.</source>
        <translation>Giriş qəbul edilmədi: giriş xanalarının hamısını və server ünvanını yoxlayın.</translation>
    </message>
    <message>
        <source>The telephone exchange does not know the caller&apos;s number: ask for it.</source>
        <translation>Telefon stansiyası zəng edənin nömrəsini bilmir: soruşun.</translation>
    </message>
    <message>
        <source>These are test credentials, but the brand is live: use the live ones, or a test brand.</source>
        <translation>Bunlar test üçün giriş məlumatlarıdır, brend isə işlək brenddir: işlək məlumatlardan və ya test brendindən istifadə edin.</translation>
    </message>
    <message>
        <source>Thirty tags are the most: remove some.</source>
        <translation>Ən çoxu otuz etiket ola bilər: bir neçəsini silin.</translation>
    </message>
    <message>
        <source>This computer&apos;s keyring does not encrypt, so it is not used: nothing is kept.</source>
        <translation>Bu kompüterin parol saxlancı şifrələmir, ona görə istifadə olunmur: heç nə saxlanılmır.</translation>
    </message>
    <message>
        <source>This is a whole number from 1 up, or empty.</source>
        <translation>1 və ya daha böyük tam ədəd yazın, ya da boş saxlayın.</translation>
    </message>
    <message>
        <source>This is no address: write it as https://host/path.</source>
        <translation>Ünvan səhvdir: https://host/path şəklində yazın.</translation>
    </message>
    <message>
        <source>This is no date: type it as 1990-05-15 or 15.05.1990.</source>
        <translation>Tarix səhvdir: 1990-05-15 və ya 15.05.1990 kimi yazın.</translation>
    </message>
    <message>
        <source>This is no e-mail address: type it as name@example.com.</source>
        <translation>E-poçt ünvanı səhvdir: ad@example.com kimi yazın.</translation>
    </message>
    <message>
        <source>This is no phone number: type digits, as in 050 535 57 57.</source>
        <translation>Telefon nömrəsi səhvdir: rəqəmlərlə yazın, məsələn, 050 535 57 57.</translation>
    </message>
    <message>
        <source>This is too long.</source>
        <translation>Çox uzundur.</translation>
    </message>
    <message>
        <source>This point of sale cannot do that.</source>
        <translation>Bu POS sistemində belə imkan yoxdur.</translation>
    </message>
    <message>
        <source>Type a country&apos;s two letters, as AZ, TR or GE.</source>
        <translation>Ölkənin iki hərfini yazın, məsələn, AZ, TR və ya GE.</translation>
    </message>
    <message>
        <source>Type three letters, as AZN, TRY or USD.</source>
        <translation>Üç hərf yazın, məsələn, AZN, TRY və ya USD.</translation>
    </message>
    <message>
        <source>What was sent is no call&apos;s address: it must begin with callcenter:, tel:, callto: or sip:.</source>
        <translation>Göndərilən zəng ünvanı deyil: callcenter:, tel:, callto: və ya sip: ilə başlamalıdır.</translation>
    </message>
    <message>
        <source>You are signed out: sign in again.</source>
        <translation>Hesabdan çıxılıb: yenidən daxil olun.</translation>
    </message>
    <message>
        <source>Your phone sent far more than a number and a name: set it to pass these alone.</source>
        <translation>Telefonunuz nömrə və addan qat-qat çox şey göndərdi: onu yalnız bunları ötürməyə qurun.</translation>
    </message>
    <message>
        <source>Your phone sent something that is no number: set it to pass the caller&apos;s number.</source>
        <translation>Telefonunuz nömrə olmayan bir şey göndərdi: onu zəng edənin nömrəsini ötürməyə qurun.</translation>
    </message>
    <message>
        <source>Your phone sent {macro} unfilled: set the placeholder that it fills with the caller&apos;s number.</source>
        <translation>Telefonunuz {macro} yerini doldurmadan göndərdi: zəng edənin nömrəsi ilə doldurduğu işarəni yazın.</translation>
    </message>
    <message>
        <source>Your phone told of a call without a number: set it to pass the caller&apos;s number.</source>
        <translation>Telefonunuz zəngi nömrəsiz bildirdi: onu zəng edənin nömrəsini ötürməyə qurun.</translation>
    </message>
    <message>
        <source>{host} cannot be reached: check this computer&apos;s network and the server address.</source>
        <translation>{host} ilə əlaqə yoxdur: bu kompüterin şəbəkəsini və server ünvanını yoxlayın.</translation>
    </message>
    <message>
        <source>{host} did not answer in time: it will be asked again.</source>
        <translation>{host} vaxtında cavab vermədi: sorğu təkrarlanacaq.</translation>
    </message>
    <message>
        <source>{host} did not confirm this: it may or may not have been done. Check before doing it again.</source>
        <translation>{host} bunu təsdiqləmədi: icra oluna da bilər, olunmaya da. Təkrarlamazdan əvvəl yoxlayın.</translation>
    </message>
    <message>
        <source>{host} does not have this any more: search again.</source>
        <translation>{host} serverində bu artıq yoxdur: yenidən axtarın.</translation>
    </message>
    <message>
        <source>{host} gave an answer that this desk cannot read: check the server address.</source>
        <translation>{host} proqramın oxuya bilmədiyi cavab verdi: server ünvanını yoxlayın.</translation>
    </message>
    <message>
        <source>{host} has a fault of its own (error {status}): it will be asked again.</source>
        <translation>{host} serverində nasazlıq var (xəta {status}): sorğu təkrarlanacaq.</translation>
    </message>
    <message>
        <source>{host} refuses this sign-in: sign in again.</source>
        <translation>{host} bu girişi qəbul etmir: yenidən daxil olun.</translation>
    </message>
    <message>
        <source>{host} refuses what was sent: mend the marked fields.</source>
        <translation>{host} göndərilən məlumatı qəbul etmir: işarələnmiş xanaları düzəldin.</translation>
    </message>
    <message>
        <source>{sentence} The server says: “{said}”</source>
        <translation>{sentence} Serverin cavabı: “{said}”</translation>
    </message>
</context>
<context>
    <name>ShortId</name>
    <message>
        <source>Copy the id</source>
        <translation>ID-ni köçür</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>Type a name or a phone number.
The customer&apos;s card is shown here.</source>
        <translation>Ad və ya telefon nömrəsi yazın.
Müştəri kartı burada görünəcək.</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>&amp;Brand</source>
        <translation>&amp;Brend</translation>
    </message>
    <message>
        <source>&amp;E-mail</source>
        <translation>E-poç&amp;t</translation>
    </message>
    <message>
        <source>&amp;Integrator id</source>
        <translation>I&amp;ntegrator ID</translation>
    </message>
    <message>
        <source>&amp;Point of sale</source>
        <translation>POS s&amp;istemi</translation>
    </message>
    <message>
        <source>&amp;Region of phones</source>
        <translation>Nömrələrin &amp;regionu</translation>
    </message>
    <message>
        <source>&amp;Venue id (optional)</source>
        <translation>&amp;Filial ID (istəyə görə)</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Serverdən cavab gözlənilir…</translation>
    </message>
    <message>
        <source>Back to {name}  (Esc)</source>
        <translation>Geri: {name}  (Esc)</translation>
    </message>
    <message>
        <source>C&amp;lient id</source>
        <translation>C&amp;lient ID</translation>
    </message>
    <message>
        <source>Client &amp;secret</source>
        <translation>Client s&amp;ecret</translation>
    </message>
    <message>
        <source>Curre&amp;ncy</source>
        <translation>V&amp;alyuta</translation>
    </message>
    <message>
        <source>Na&amp;me of this profile (optional)</source>
        <translation>Profilin a&amp;dı (istəyə görə)</translation>
    </message>
    <message>
        <source>Pass&amp;word</source>
        <translation>Par&amp;ol</translation>
    </message>
    <message>
        <source>Point of sale</source>
        <translation>POS sistemi</translation>
    </message>
    <message>
        <source>Server &amp;address</source>
        <translation>Server ün&amp;vanı</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Daxil ol</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>Daxil olunur…</translation>
    </message>
    <message>
        <source>Test the connection</source>
        <translation>Əlaqəni yoxla</translation>
    </message>
    <message>
        <source>The connection works: you can sign in.</source>
        <translation>Əlaqə var: daxil ola bilərsiniz.</translation>
    </message>
    <message>
        <source>The password is not kept; only the sign-in it gives, in this computer&apos;s keyring.</source>
        <translation>Parol saxlanılmır; yalnız onunla alınan giriş bu kompüterin parol saxlancında saxlanılır.</translation>
    </message>
    <message>
        <source>The secret is kept in this computer&apos;s keyring and nowhere else.</source>
        <translation>Client secret yalnız bu kompüterin parol saxlancında saxlanılır.</translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message>
        <source>changes are being sent</source>
        <translation>dəyişikliklər göndərilir</translation>
    </message>
    <message>
        <source>changes wait to be sent</source>
        <translation>dəyişikliklər göndərilməyi gözləyir</translation>
    </message>
    <message>
        <source>changes were refused  (Ctrl+E)</source>
        <translation>dəyişikliklər rədd edilib  (Ctrl+E)</translation>
    </message>
    <message>
        <source>is being deleted</source>
        <translation>silinir</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>%n dəqiqə qalıb</numerusform>
            <numerusform>%n dəqiqə qalıb</numerusform>
        </translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Qoşulur…</translation>
    </message>
    <message>
        <source>Customers on this computer</source>
        <translation>Bu kompüterdəki müştərilər</translation>
    </message>
    <message>
        <source>Delayed</source>
        <translation>Gecikir</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Onlayn</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Əlaqə yoxdur</translation>
    </message>
    <message>
        <source>Requests left</source>
        <translation>Qalan sorğular</translation>
    </message>
    <message>
        <source>Signed in to</source>
        <translation>Giriş edilən yer</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>Giriş edilməyib</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>bir dəqiqədən az qalıb</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>bu vaxtdan: {time}</translation>
    </message>
    <message>
        <source>{rate}/s</source>
        <translation>{rate}/s</translation>
    </message>
    <message numerus="yes">
        <source>· %Ln customer(s)</source>
        <translation>
            <numerusform>· %Ln müştəri</numerusform>
            <numerusform>· %Ln müştəri</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>· %n new: opening silences every desk</source>
        <translation>
            <numerusform>· %n yeni: açılanda bütün masalarda susur</numerusform>
            <numerusform>· %n yeni: açılanda bütün masalarda susur</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>· %n new: opening silences this desk</source>
        <translation>
            <numerusform>· %n yeni: açılanda bu masada susur</numerusform>
            <numerusform>· %n yeni: açılanda bu masada susur</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>· %n request(s) left</source>
        <translation>
            <numerusform>· %n sorğu qalıb</numerusform>
            <numerusform>· %n sorğu qalıb</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>· %n waiting to be sent</source>
        <translation>
            <numerusform>· %n göndərilməyi gözləyir</numerusform>
            <numerusform>· %n göndərilməyi gözləyir</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>· asks for %n desk(s)</source>
        <translation>
            <numerusform>· %n masa üçün soruşur</numerusform>
            <numerusform>· %n masa üçün soruşur</numerusform>
        </translation>
    </message>
    <message>
        <source>· checking {count} of {total} customers</source>
        <translation>· müştərilər yoxlanılır: {count} / {total}</translation>
    </message>
    <message>
        <source>· do not disturb</source>
        <translation>· narahat etmə</translation>
    </message>
    <message numerus="yes">
        <source>· shared by %n desk(s)</source>
        <translation>
            <numerusform>· %n masanın ortaq axını</numerusform>
            <numerusform>· %n masanın ortaq axını</numerusform>
        </translation>
    </message>
    <message>
        <source>· without the shared feed</source>
        <translation>· ortaq axınsız</translation>
    </message>
    <message>
        <source>· {count} customers checked</source>
        <translation>· yoxlanılmış müştəri: {count}</translation>
    </message>
    <message>
        <source>· {count} customers read</source>
        <translation>· oxunmuş müştəri: {count}</translation>
    </message>
    <message>
        <source>· {count} of {total} customers</source>
        <translation>· {count} / {total} müştəri</translation>
    </message>
    <message>
        <source>· {left} of {limit} requests left</source>
        <translation>· qalan sorğu: {left} / {limit}</translation>
    </message>
</context>
<context>
    <name>TagsField</name>
    <message>
        <source>a word, then Enter</source>
        <translation>söz, sonra Enter</translation>
    </message>
</context>
<context>
    <name>Unsent</name>
    <message>
        <source>Go on  (Ctrl+N)</source>
        <translation>Davam et  (Ctrl+N)</translation>
    </message>
    <message>
        <source>Mend</source>
        <translation>Düzəlt</translation>
    </message>
    <message>
        <source>Show  (Ctrl+Shift+O)</source>
        <translation>Göstər  (Ctrl+Shift+O)</translation>
    </message>
    <message>
        <source>The form for {name} was left unfinished.</source>
        <translation>{name} üçün forma yarımçıq qalıb.</translation>
    </message>
    <message>
        <source>{name} could not be sent. {reason}</source>
        <translation>{name} göndərilmədi. {reason}</translation>
    </message>
    <message>
        <source>{name} may or may not have arrived: have a look and choose.</source>
        <translation>{name} çatıb, ya çatmayıb, bilinmir: baxın və seçin.</translation>
    </message>
</context>
<context>
    <name>VenuesDialog</name>
    <message>
        <source>Call  (Ctrl+D)</source>
        <translation>Zəng et  (Ctrl+D)</translation>
    </message>
    <message>
        <source>Close  (Esc)</source>
        <translation>Bağla  (Esc)</translation>
    </message>
    <message>
        <source>Copy  (Ctrl+Shift+C)</source>
        <translation>Köçür  (Ctrl+Shift+C)</translation>
    </message>
    <message>
        <source>Menu  (Enter)</source>
        <translation>Menyu  (Enter)</translation>
    </message>
    <message>
        <source>Name, phone and address are copied.</source>
        <translation>Ad, telefon və ünvan köçürüldü.</translation>
    </message>
    <message>
        <source>No venue has these words.</source>
        <translation>Belə sözlərlə filial yoxdur.</translation>
    </message>
    <message>
        <source>The point of sale has told no venues.</source>
        <translation>Satış sistemi filial bildirməyib.</translation>
    </message>
    <message>
        <source>Venue, address or number</source>
        <translation>Filial, ünvan və ya nömrə</translation>
    </message>
    <message>
        <source>Venues</source>
        <translation>Filiallar</translation>
    </message>
</context>
<context>
    <name>VenuesModel</name>
    <message>
        <source>address</source>
        <translation>ünvan</translation>
    </message>
    <message>
        <source>e-mail</source>
        <translation>e-poçt</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>telefon</translation>
    </message>
    <message>
        <source>state</source>
        <translation>status</translation>
    </message>
    <message>
        <source>venue</source>
        <translation>filial</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>Delivered</source>
        <translation>Çatdırılıb</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>Rədd edilib</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Gözləyir</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Qəbul edilib</translation>
    </message>
    <message>
        <source>has {sum} in credit</source>
        <translation>hesabında {sum} var</translation>
    </message>
    <message>
        <source>nothing owed</source>
        <translation>borcu yoxdur</translation>
    </message>
    <message>
        <source>now</source>
        <translation>indi</translation>
    </message>
    <message>
        <source>owes {sum}</source>
        <translation>{sum} borcu var</translation>
    </message>
    <message>
        <source>{h} h {m:02} min</source>
        <translation>{h} saat {m:02} dəq</translation>
    </message>
    <message>
        <source>{n} d</source>
        <translation>{n} gün</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} dəq</translation>
    </message>
</context>
</TS>
