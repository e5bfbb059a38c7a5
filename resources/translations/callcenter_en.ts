<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>AlertWords</name>
    <message numerus="yes">
        <source>%n new orders</source>
        <translation>
            <numerusform>%n new order</numerusform>
            <numerusform>%n new orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CancelNotice</name>
    <message numerus="yes">
        <source>It is cancelled in %n second(s).</source>
        <translation>
            <numerusform>It is cancelled in %n second.</numerusform>
            <numerusform>It is cancelled in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message numerus="yes">
        <source>%n order(s)</source>
        <translation>
            <numerusform>%n order</numerusform>
            <numerusform>%n orders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message numerus="yes">
        <source>%n form(s) are not sent yet.</source>
        <translation>
            <numerusform>%n form is not sent yet.</numerusform>
            <numerusform>%n forms are not sent yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchPane</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the first %n</source>
        <translation>
            <numerusform>the first %n</numerusform>
            <numerusform>the first %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>%n minute left</numerusform>
            <numerusform>%n minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>· %Ln customer(s)</source>
        <translation>
            <numerusform>· %Ln customer</numerusform>
            <numerusform>· %Ln customers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>· %n new: opening silences every desk</source>
        <translation>
            <numerusform>· %n new: opening silences every desk</numerusform>
            <numerusform>· %n new: opening silences every desk</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>· %n new: opening silences this desk</source>
        <translation>
            <numerusform>· %n new: opening silences this desk</numerusform>
            <numerusform>· %n new: opening silences this desk</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>· %n request(s) left</source>
        <translation>
            <numerusform>· %n request left</numerusform>
            <numerusform>· %n requests left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>· %n waiting to be sent</source>
        <translation>
            <numerusform>· %n waiting to be sent</numerusform>
            <numerusform>· %n waiting to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>· asks for %n desk(s)</source>
        <translation>
            <numerusform>· asks for %n desk</numerusform>
            <numerusform>· asks for %n desks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>· shared by %n desk(s)</source>
        <translation>
            <numerusform>· shared by %n desk</numerusform>
            <numerusform>· shared by %n desks</numerusform>
        </translation>
    </message>
</context>
</TS>
