// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/command_line.h"

#include "models/catalog/model_catalog.h"

#include <QStringList>

#include <algorithm>

namespace solferino {

namespace {

QString quoted(const QString &word)
{
    static const QString safe = QStringLiteral("-_./,:=+@%");
    const bool isSafe = !word.isEmpty() && std::all_of(word.begin(), word.end(), [](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || safe.contains(c);
    });
    if (isSafe)
        return word;
    QString escaped = word;
    escaped.replace(QLatin1Char('\''), QStringLiteral("'\\''"));
    return QLatin1Char('\'') + escaped + QLatin1Char('\'');
}

QString textOf(const nlohmann::json &value)
{
    return QString::fromStdString(value.is_string() ? value.get<std::string>() : value.dump());
}

QString extensionOf(const std::string &mediaType)
{
    if (mediaType == "application/json")
        return QStringLiteral(".json");
    return mediaType == "image/svg+xml" ? QStringLiteral(".svg") : QStringLiteral(".mid");
}

} // namespace

QString engineCommandLine(const JobRequest &request)
{
    const ModelInfo *model = findModel(request.model);
    const OperationInfo *operation = model ? model->findOperation(request.operation) : nullptr;
    QStringList words{QStringLiteral("solferino-engine"), QString::fromStdString(request.model),
                      QString::fromStdString(request.operation)};
    const auto add = [&words](const QString &name, const QString &value) {
        words << QStringLiteral("--") + name << quoted(value);
    };
    if (operation) {
        for (const FieldInfo &field : operation->fields) {
            const auto found = request.options.find(field.name);
            if (found == request.options.end() || *found == field.defaultValue)
                continue;
            QString name = QString::fromStdString(field.name);
            add(name.replace(QLatin1Char('_'), QLatin1Char('-')), textOf(*found));
        }
    }
    if (!request.weights.empty())
        add(QStringLiteral("weights"), QString::fromStdString(request.weights));
    if (request.seed)
        add(QStringLiteral("seed"), QString::number(*request.seed));
    if (request.device != "auto")
        add(QStringLiteral("device"), QString::fromStdString(request.device));
    for (const Attachment &input : request.inputs)
        words << quoted(QString::fromStdString(input.name) + extensionOf(input.mediaType));
    add(QStringLiteral("output"), QStringLiteral("."));
    return words.join(QLatin1Char(' '));
}

} // namespace solferino
