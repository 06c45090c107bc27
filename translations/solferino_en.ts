<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>solferino::CommandPalette</name>
    <message numerus="yes">
        <source>%1 of %n actions</source>
        <translation>
            <numerusform>%1 of %n action</numerusform>
            <numerusform>%1 of %n actions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>solferino::ComposeWorkspace</name>
    <message numerus="yes">
        <source>“%1” was opened with %n repair(s).</source>
        <translation>
            <numerusform>“%1” was opened with %n repair.</numerusform>
            <numerusform>“%1” was opened with %n repairs.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>solferino::DocumentController</name>
    <message numerus="yes">
        <source>saved %n min ago</source>
        <translation>
            <numerusform>saved %n min ago</numerusform>
            <numerusform>saved %n min ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>solferino::EngineProcess</name>
    <message numerus="yes">
        <source>The engine did not answer within %n seconds and was ended.</source>
        <translation>
            <numerusform>The engine did not answer within %n second and was ended.</numerusform>
            <numerusform>The engine did not answer within %n seconds and was ended.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>solferino::JobLine</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>solferino::JobPanel</name>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>solferino::PianoRollView</name>
    <message numerus="yes">
        <source>%n notes selected</source>
        <translation>
            <numerusform>%n note selected</numerusform>
            <numerusform>%n notes selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>solferino::TakeController</name>
    <message numerus="yes">
        <source>After %n selected note(s), %1</source>
        <extracomment>%1 is &quot;bar 3&quot; or &quot;bars 3–4&quot;</extracomment>
        <translation>
            <numerusform>After %n selected note, %1</numerusform>
            <numerusform>After %n selected notes, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n take(s)</source>
        <extracomment>%1 is Generate, Continue or Fill</extracomment>
        <translation>
            <numerusform>%1 · %n take</numerusform>
            <numerusform>%1 · %n takes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>solferino::ToolRow</name>
    <message numerus="yes">
        <source>%n notes selected</source>
        <translation>
            <numerusform>%n note selected</numerusform>
            <numerusform>%n notes selected</numerusform>
        </translation>
    </message>
</context>
</TS>
