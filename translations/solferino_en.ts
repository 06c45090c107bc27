<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>DataSet</name>
    <message numerus="yes">
        <source>fewer than %n points</source>
        <translation>
            <numerusform>fewer than %n point</numerusform>
            <numerusform>fewer than %n points</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more than %n points</source>
        <translation>
            <numerusform>more than %n point</numerusform>
            <numerusform>more than %n points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProjectFile</name>
    <message numerus="yes">
        <source>%n more parts that are not known were left out.</source>
        <translation>
            <numerusform>One more part that is not known was left out.</numerusform>
            <numerusform>%n more parts that are not known were left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>solferino::BatchDialog</name>
    <message numerus="yes">
        <source>%n pictures.</source>
        <translation>
            <numerusform>%n picture.</numerusform>
            <numerusform>%n pictures.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other files will be left out.</source>
        <translation>
            <numerusform>%n other file will be left out.</numerusform>
            <numerusform>%n other files will be left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n photos are done.</source>
        <translation>
            <numerusform>The photo is done.</numerusform>
            <numerusform>All %n photos are done.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>solferino::ClassPicker</name>
    <message numerus="yes">
        <source>%1 of %n</source>
        <translation>
            <numerusform>%1 of %n</numerusform>
            <numerusform>%1 of %n</numerusform>
        </translation>
    </message>
</context>
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
    <name>solferino::DataSetModel</name>
    <message numerus="yes">
        <source>Remove %n Drawings</source>
        <translation>
            <numerusform>Remove %n Drawing</numerusform>
            <numerusform>Remove %n Drawings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>solferino::DataSetWindow</name>
    <message numerus="yes">
        <source>%n file(s) read</source>
        <translation>
            <numerusform>%n file read</numerusform>
            <numerusform>%n files read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read.</source>
        <translation>
            <numerusform>%n file could not be read.</numerusform>
            <numerusform>%n files could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrote %1 drawings into %n file(s).</source>
        <translation>
            <numerusform>Wrote %1 drawings into %n file.</numerusform>
            <numerusform>Wrote %1 drawings into %n files.</numerusform>
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
    <name>solferino::DrawingBrowser</name>
    <message numerus="yes">
        <source>%Ln drawings</source>
        <translation>
            <numerusform>%Ln drawing</numerusform>
            <numerusform>%Ln drawings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chosen</source>
        <translation>
            <numerusform>%Ln chosen</numerusform>
            <numerusform>%Ln chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>solferino::EndingsGrid</name>
    <message numerus="yes">
        <source>drawing · %n points</source>
        <translation>
            <numerusform>drawing · %n point</numerusform>
            <numerusform>drawing · %n points</numerusform>
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
    <name>solferino::ModelPanel</name>
    <message numerus="yes">
        <source>%1 · %n units</source>
        <translation>
            <numerusform>%1 · %n unit</numerusform>
            <numerusform>%1 · %n units</numerusform>
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
    <name>solferino::SketchCanvas</name>
    <message numerus="yes">
        <source>%n strokes</source>
        <translation>
            <numerusform>%n stroke</numerusform>
            <numerusform>%n strokes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n of them selected</source>
        <translation>
            <numerusform>%1, %n of them selected</numerusform>
            <numerusform>%1, %n of them selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>solferino::SketchTakeController</name>
    <message numerus="yes">
        <source>After %n stroke(s), seen as %1 points</source>
        <extracomment>%1 is the number of points that the model gets</extracomment>
        <translation>
            <numerusform>After %n stroke, seen as %1 points</numerusform>
            <numerusform>After %n strokes, seen as %1 points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>solferino::StrokeReplayBar</name>
    <message numerus="yes">
        <source>%1 of %n strokes</source>
        <translation>
            <numerusform>%1 of %n stroke</numerusform>
            <numerusform>%1 of %n strokes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n yours</source>
        <extracomment>strokes of a drawing that the person drew</extracomment>
        <translation>
            <numerusform>%n yours</numerusform>
            <numerusform>%n yours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <extracomment>strokes of a drawing that a model drew</extracomment>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>solferino::StylizeBatch</name>
    <message numerus="yes">
        <source>All %n picture(s) are done.</source>
        <translation>
            <numerusform>The picture is done.</numerusform>
            <numerusform>All %n pictures are done.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>solferino::StylizePanel</name>
    <message numerus="yes">
        <source>%1 · %n style(s)</source>
        <extracomment>%1 is a model&apos;s name</extracomment>
        <translation>
            <numerusform>%1 · %n style</numerusform>
            <numerusform>%1 · %n styles</numerusform>
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
<context>
    <name>solferino::TrainingView</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n painting(s)</source>
        <translation>
            <numerusform>%n painting</numerusform>
            <numerusform>%n paintings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
</context>
</TS>
