// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/operation_parser.h"

#include "app/engine/files.h"
#include "app/engine/help.h"
#include "app/engine/usage_error.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <functional>

namespace solferino {

namespace {

const FieldInfo *findField(const FieldList &fields, const std::string &flag)
{
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [&](const FieldInfo &field) { return flagOf(field.name) == flag; });
    return found == fields.end() ? nullptr : &*found;
}

/// One flag as CLI11 shall see it: hyphens, and a switch with its value: "--no-augment" is "--augment=false".
std::string normalisedFlag(const FieldList &fields, std::string flag)
{
    const std::size_t nameEnd = std::min(flag.find('='), flag.size());
    std::replace(flag.begin(), flag.begin() + static_cast<std::ptrdiff_t>(nameEnd), '_', '-');
    const auto isSwitch = [&fields](const std::string &name) {
        const FieldInfo *field = findField(fields, name);
        return field && field->type == FieldType::Boolean;
    };
    if (isSwitch(flag))
        return flag + "=true";
    if (flag.starts_with("--no-") && isSwitch("--" + flag.substr(5)))
        return "--" + flag.substr(5) + "=false";
    return flag;
}

std::vector<std::string> normalised(const FieldList &fields, const std::vector<std::string> &arguments)
{
    std::vector<std::string> result;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const bool isFlag = arguments[i].size() > 2 && arguments[i].starts_with("--");
        result.push_back(isFlag ? normalisedFlag(fields, arguments[i]) : arguments[i]);
        const bool isBareSwitch =
            isFlag && result.back().ends_with("=true") && !arguments[i].ends_with("=true");
        const bool hasValue =
            i + 1 < arguments.size() && (arguments[i + 1] == "true" || arguments[i + 1] == "false");
        if (isBareSwitch && hasValue)
            result.back().replace(result.back().find('='), std::string::npos, "=" + arguments[++i]);
    }
    return result;
}

/// Holds what CLI11 writes into while it parses.
class Parser
{
public:
    Parser(const OperationInfo &operation, JobRequest request)
        : m_operation(operation)
    {
        m_result.request = std::move(request);
        addFields();
        addCommon();
        addInputs();
    }

    OperationArguments parse(const std::vector<std::string> &arguments)
    {
        auto words = normalised(m_operation.fields, arguments);
        std::reverse(words.begin(), words.end()); // as CLI11 wants them
        try {
            m_app.parse(words);
        } catch (const CLI::ParseError &error) {
            throw UsageError(error.what());
        }
        refuseUnknown();
        placeWords();
        (void)requestFromJson(toJson(m_result.request, InputBytes::Apart)); // checks what fields do not
        return std::move(m_result);
    }

private:
    void addOption(const std::string &names, const std::function<void(const std::string &)> &set)
    {
        m_flags.push_back(names);
        m_app.add_option_function<std::string>(names, set)->take_last();
    }

    void addFields()
    {
        for (const FieldInfo &field : m_operation.fields)
            addOption(flagOf(field.name), [this, &field](const std::string &text) {
                m_result.request.options[field.name] = parseOptionText(field, text);
                m_result.typed.insert(field.name);
            });
    }

    void addCommon()
    {
        JobRequest &request = m_result.request;
        addOption("--weights", [&request](const std::string &text) { request.weights = text; });
        addOption("--device", [&request](const std::string &text) { request.device = text; });
        addOption("--threads", [&request](const std::string &text) {
            request.threads = parseOptionText(threadsField(), text);
        });
        addOption("--seed", [&request](const std::string &text) {
            request.seed = parseOptionText(seedField(), text).get<std::uint64_t>();
        });
        if (!findField(m_operation.fields, "--output"))
            addOption("--output", [this](const std::string &text) { m_result.output = text; });
        m_app.add_flag("--json", m_result.isJson);
        m_app.add_flag("--quiet", m_result.isQuiet);
        m_flags.insert(m_flags.end(), {"--json", "--quiet", "--help"});
    }

    void addInputs()
    {
        for (const InputInfo &input : m_operation.inputs)
            addOption(flagOf(input.name), [this, &input](const std::string &path) { attach(input, path); });
        m_app.set_help_flag();
        m_app.allow_extras();
    }

    /// What CLI11 could not place: unknown flags, and the inputs.
    void refuseUnknown()
    {
        for (const std::string &word : m_app.remaining()) {
            if (!word.starts_with("-") || word == "-")
                continue;
            const std::string flag = word.substr(0, word.find('='));
            const std::string nearest = nearestName(flag, m_flags);
            throw UsageError("there is no option " + flag +
                             (nearest.empty() ? "" : "; did you mean " + nearest + "?"));
        }
    }

    /// Words without a flag: data where the operation takes some, else its inputs in order.
    void placeWords()
    {
        std::size_t placed = 0;
        for (const std::string &word : m_app.remaining()) {
            if (const FieldInfo *field = m_operation.dataField())
                addData(*field, word);
            else if (m_operation.takesManyFiles)
                attach(m_operation.inputs.front(), word);
            else if (placed >= m_operation.inputs.size())
                throw UsageError(m_operation.id + " has no use for '" + word + "'");
            else
                attach(m_operation.inputs[placed++], word);
        }
    }

    /// What `repeat` brought along gives way to the first word.
    void addData(const FieldInfo &field, const std::string &path)
    {
        nlohmann::json &data = m_result.request.options[field.name];
        const bool isFirst = m_result.typed.insert(field.name).second;
        if (!isFirst && field.type != FieldType::Paths)
            throw UsageError(m_operation.id + " takes one " + field.name + " and has no use for '" + path +
                             "'");
        data = isFirst ? path : data.get<std::string>() + ";" + path;
    }

    void attach(const InputInfo &input, const std::string &path)
    {
        auto &inputs = m_result.request.inputs;
        std::erase_if(inputs, [&input](const Attachment &each) { return each.name == input.name; });
        if (m_operation.takesManyFiles && &input == &m_operation.inputs.front())
            return m_result.files.push_back(path);
        inputs.push_back({input.name, input.mediaType, readFile(path)});
    }

    const OperationInfo &m_operation;
    OperationArguments m_result;
    std::vector<std::string> m_flags; ///< all that may be typed, for suggestions
    CLI::App m_app;
};

} // namespace

OperationArguments parseOperation(const OperationInfo &operation, JobRequest request,
                                  const std::vector<std::string> &arguments)
{
    return Parser(operation, std::move(request)).parse(arguments);
}

} // namespace solferino
