// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/help.h"

#include <algorithm>
#include <sstream>

namespace solferino {

namespace {

constexpr std::size_t kColumns = 100;
constexpr std::size_t kTextColumn = 28;

/// `label` and, from the text column on, the wrapped `text`.
std::string row(const std::string &label, const std::string &text)
{
    std::string lines;
    std::string line = "  " + label;
    const auto moveToTextColumn = [&] {
        if (line.size() >= kTextColumn) {
            lines += line + "\n";
            line.clear();
        }
        line.resize(kTextColumn, ' ');
    };
    moveToTextColumn();
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        if (line.size() > kTextColumn && line.size() + 1 + word.size() > kColumns) {
            lines += line + "\n";
            line.assign(kTextColumn, ' ');
        }
        line += (line.size() > kTextColumn ? " " : "") + word;
    }
    return lines + line + "\n";
}

std::string placeholder(FieldType type)
{
    switch (type) {
    case FieldType::Integer:
    case FieldType::Number:
        return " N";
    case FieldType::Boolean:
        return "";
    case FieldType::Text:
        return " TEXT";
    case FieldType::Choice:
        return " NAME";
    case FieldType::File:
        return " FILE";
    case FieldType::Folder:
        return " DIR";
    case FieldType::Paths:
        return " PATHS";
    }
    return "";
}

std::string defaultText(const FieldInfo &field)
{
    if (field.type == FieldType::Boolean)
        return field.defaultValue.get<bool>() ? "on by default" : "off by default";
    if (field.defaultValue.is_string())
        return field.defaultValue == "" ? "" : "default " + field.defaultValue.get<std::string>();
    return "default " + numberText(field.defaultValue);
}

/// "from 1 to 4096 sixteenths, default 64".
std::string limitsText(const FieldInfo &field)
{
    std::string text;
    if (field.type == FieldType::Integer || field.type == FieldType::Number) {
        text = "from " + numberText(field.range.min) + " to " + numberText(field.range.max);
        if (field.unit != Unit::None)
            text += std::string(" ") + unitName(field.unit);
    }
    for (const std::string &choice : field.choices)
        text += (text.empty() ? "one of " : " ") + choice;
    const std::string standard = defaultText(field);
    return text + (text.empty() || standard.empty() ? "" : ", ") + standard;
}

std::string fieldRow(const FieldInfo &field)
{
    const bool isSwitch = field.type == FieldType::Boolean;
    const std::string label =
        isSwitch ? "--[no-]" + flagOf(field.name).substr(2) : flagOf(field.name) + placeholder(field.type);
    const std::string limits = limitsText(field);
    return row(label, field.help + (limits.empty() ? "" : "; " + limits));
}

std::string fieldRows(const FieldList &fields, Shown shown)
{
    std::string rows;
    for (const FieldInfo &field : fields)
        if (field.shown == shown)
            rows += fieldRow(field);
    return rows;
}

std::string outputText(const OperationInfo &operation)
{
    if (operation.outputExtension.empty())
        return "a file for the result as JSON";
    if (operation.takesManyFiles)
        return "a folder, or a file whose extension decides the format";
    return "a folder, or a ." + operation.outputExtension + " file (several results are numbered)";
}

std::string commonRows(const OperationInfo &operation)
{
    std::string rows;
    if (operation.usesWeights)
        rows += row("--weights NAME|FILE", "a bundled model or a model file; default: the model's first");
    rows += row("--seed N", "repeats the same choices; chosen and reported if absent") +
            row("--device NAME", "auto, cpu, cuda or cuda:N; default auto") +
            row("--threads N", "CPU threads; default: the engine decides");
    const auto isOutput = [](const FieldInfo &field) {
        return field.name == "output";
    };
    if (std::none_of(operation.fields.begin(), operation.fields.end(), isOutput))
        rows += row("--output PATH", outputText(operation));
    return rows + row("--json", "one JSON object on standard output and nothing else there") +
           row("--quiet", "no progress and no notes") + row("--help", "this text");
}

bool takesInput(const OperationInfo &operation)
{
    return !operation.inputs.empty() || operation.dataField();
}

} // namespace

std::string flagOf(const std::string &name)
{
    std::string flag = "--" + name;
    std::replace(flag.begin(), flag.end(), '_', '-');
    return flag;
}

std::string programHelp()
{
    std::string text = "Runs and trains neural models for music, drawing and sound.\n\n"
                       "usage: solferino-engine COMMAND\n\n";
    text += row("models [--json]", "the models, their operations and the bundled weights");
    text += row("devices [--json]", "the CPU and the GPUs, with memory");
    text += row("MODEL --help", "the operations of a model");
    text += row("MODEL OPERATION --help", "the options of an operation: default, range, unit");
    text += row("MODEL OPERATION [--option value ...] [INPUT ...] --output PATH", "runs it");
    text += row("repeat FILE [--option value ...]",
                "runs the request stored in a file that we wrote, changed by the options given");
    text += row("serve", "frames on standard input and output, for the studio");
    text += row("--version", "the version of this program");
    text += "\nmodels:\n";
    for (const ModelInfo &model : modelCatalog())
        text += row(model.id, model.help);
    return text;
}

std::string modelHelp(const ModelInfo &model)
{
    std::string text = model.title + ". " + model.help + "\n\nusage: solferino-engine " + model.id +
                       " OPERATION [--option value ...] [INPUT ...] --output PATH\n\noperations:\n";
    for (const OperationInfo &operation : model.operations)
        text += row(operation.id, operation.help);
    std::string weights;
    for (const std::string &name : model.bundledWeights)
        weights += (weights.empty() ? "" : " ") + name;
    text.append("\n").append(row("--weights", "bundled, the default first: " + weights));
    return text + row("OPERATION --help", "the options of an operation");
}

std::string operationHelp(const ModelInfo &model, const OperationInfo &operation)
{
    std::string text = operation.help + "\n\nusage: solferino-engine " + model.id + " " + operation.id +
                       " [--option value ...]" + (takesInput(operation) ? " [INPUT ...]" : "") +
                       " --output PATH\n";
    if (!operation.inputs.empty())
        text += "\ninputs, in the order in which INPUT names them:\n";
    for (const InputInfo &input : operation.inputs)
        text += row(flagOf(input.name) + " FILE", input.help);
    text += "\noptions:\n" + fieldRows(operation.fields, Shown::Always);
    const std::string advanced = fieldRows(operation.fields, Shown::Advanced);
    if (!advanced.empty())
        text += "\nmore options:\n" + advanced;
    return text + "\neverywhere:\n" + commonRows(operation);
}

} // namespace solferino
