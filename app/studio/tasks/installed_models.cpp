// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/installed_models.h"

#include "models/catalog/model_catalog.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

namespace solferino {

namespace {

constexpr quint64 kMaxHeaderSize = 16u << 20;

} // namespace

QString variantName(const std::string &config)
{
    QString name = QString::fromStdString(config);
    if (name.endsWith(QStringLiteral("_rnn")))
        name.chop(4);
    return name.replace(QLatin1Char('_'), QLatin1Char(' '));
}

std::optional<nlohmann::json> readModelCard(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray size = file.read(8);
    if (size.size() != 8)
        return {};
    const quint64 length = qFromLittleEndian<quint64>(size.constData());
    if (length == 0 || length > kMaxHeaderSize || length > quint64(file.size()))
        return {};
    const QByteArray header = file.read(qint64(length));
    const auto json = nlohmann::json::parse(header.begin(), header.end(), nullptr, false);
    if (!json.is_object() || !json.contains("__metadata__") || !json["__metadata__"].is_object())
        return {};
    nlohmann::json card = nlohmann::json::object();
    for (const auto &[key, value] : json["__metadata__"].items()) {
        const auto parsed = value.is_string()
                                ? nlohmann::json::parse(value.get_ref<const std::string &>(), nullptr, false)
                                : value;
        card[key] = parsed.is_discarded() || parsed.is_primitive() ? value : parsed;
    }
    return card.contains("model") ? std::optional(card) : std::nullopt;
}

std::vector<ModelChoice> installedModels(const std::vector<std::string> &models, const QString &bundledFolder,
                                         const QString &modelsFolder)
{
    struct OwnModel
    {
        QFileInfo file;
        nlohmann::json card;
    };
    std::vector<OwnModel> own;
    for (const QFileInfo &file :
         QDir(modelsFolder).entryInfoList({QStringLiteral("*.safetensors")}, QDir::Files, QDir::Time)) {
        if (auto card = readModelCard(file.filePath()))
            own.push_back({file, std::move(*card)});
    }
    std::vector<ModelChoice> choices;
    for (const std::string &id : models) {
        const ModelInfo *model = findModel(id);
        if (!model)
            continue;
        const QString title = QString::fromStdString(model->title);
        for (const std::string &weights : model->bundledWeights) {
            const QString path =
                QStringLiteral("%1/%2.safetensors").arg(bundledFolder, QString::fromStdString(weights));
            auto card = readModelCard(path);
            ModelChoice choice{model->id, weights, title, variantName(weights)};
            if (card) {
                choice.path = path;
                choice.card = std::move(*card);
            }
            choices.push_back(std::move(choice));
        }
        for (const OwnModel &each : own) {
            if (each.card.value("model", std::string()) == model->id)
                choices.push_back({model->id, each.file.filePath().toStdString(), title,
                                   each.file.completeBaseName(), each.file.filePath(), each.card});
        }
    }
    return choices;
}

} // namespace solferino
