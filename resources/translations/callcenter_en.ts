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
    <name>Counted</name>
    <message numerus="yes">
        <source>%n left</source>
        <translation>
            <numerusform>%n left</numerusform>
            <numerusform>%n left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s)</source>
        <translation>
            <numerusform>%n point</numerusform>
            <numerusform>%n points</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) are being redeemed</source>
        <translation>
            <numerusform>%n point is being redeemed</numerusform>
            <numerusform>%n points are being redeemed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) left</source>
        <translation>
            <numerusform>%n point left</numerusform>
            <numerusform>%n points left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) do not add up</source>
        <translation>
            <numerusform>%n row does not add up</numerusform>
            <numerusform>%n rows do not add up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) not added</source>
        <translation>
            <numerusform>%n row not added</numerusform>
            <numerusform>%n rows not added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Redeem %n point(s) on {sale}</source>
        <translation>
            <numerusform>Redeem %n point on {sale}</numerusform>
            <numerusform>Redeem %n points on {sale}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>not certain whether %n point(s) were redeemed</source>
        <translation>
            <numerusform>not certain whether %n point was redeemed</numerusform>
            <numerusform>not certain whether %n points were redeemed</numerusform>
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
    <name>ProfileRows</name>
    <message numerus="yes">
        <source>%n wait(s) to be sent</source>
        <translation>
            <numerusform>%n waits to be sent</numerusform>
            <numerusform>%n wait to be sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RemovalNotice</name>
    <message numerus="yes">
        <source>Delete {name}? They have %n purchase(s): the name and numbers are erased, the sales stay.</source>
        <translation>
            <numerusform>Delete {name}? They have %n purchase: the name and numbers are erased, the sale stays.</numerusform>
            <numerusform>Delete {name}? They have %n purchases: the name and numbers are erased, the sales stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The customer is deleted in %n second(s).</source>
        <translation>
            <numerusform>The customer is deleted in %n second.</numerusform>
            <numerusform>The customer is deleted in %n seconds.</numerusform>
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
