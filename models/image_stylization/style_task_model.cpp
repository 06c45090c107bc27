// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_task.h"
#include "models/runtime/data_files.h"
#include "models/runtime/module_tensors.h"

#include <algorithm>
#include <cmath>

namespace solferino::models {

namespace {

namespace fs = std::filesystem;

/// Whether 16-bit floats hold every number exactly: then a model stays as it is when it is stored so.
bool fitsHalf(const FloatTensors &tensors)
{
    return std::all_of(tensors.begin(), tensors.end(), [](const auto &entry) {
        const auto &values = entry.second.values;
        return std::all_of(values.begin(), values.end(),
                           [](float value) { return floatFromHalf(halfFromFloat(value)) == value; });
    });
}

/// `old` with the rows of `added` below them.
FloatTensor withRows(const FloatTensor &old, const FloatTensor &added)
{
    FloatTensor result = old;
    result.shape.front() += added.shape.front();
    result.values.insert(result.values.end(), added.values.begin(), added.values.end());
    return result;
}

} // namespace

void StyleTask::writeModel(const fs::path &path, std::int64_t step, double validationLoss)
{
    ModelFileInfo info = card(step);
    if (std::isfinite(validationLoss))
        info.scores["validation_loss"] = validationLoss;
    writeModelFile(path, info, tensorsNow(),
                   !m_base || fitsHalf(m_base->tensors) ? StoredAs::Float16 : StoredAs::Float32);
}

void StyleTask::scoreBest(const fs::path &path, Progress &progress)
{
    ModelFile best = readModelFile(path, kImageStylizationId, kImageStylizationRevision);
    if (!canValidate())
        return;
    FloatTensors own = withoutGrams(best.tensors);
    if (m_base) {
        for (auto &[name, tensor] : own) {
            if (!isStyleTable(name))
                continue;
            const auto old = static_cast<std::ptrdiff_t>(m_base->tensors.at(name).values.size());
            tensor.values.erase(tensor.values.begin(), tensor.values.begin() + old);
            tensor.shape.front() = styleCount();
        }
    }
    loadTensors(*m_net, own);
    setPrecision(torch::kFloat32);
    const std::vector<StyleScore> found = scores([&] {
        progress.report({0, 0, "", "scoring the best model", nlohmann::json::object()});
    });
    const StyleScore mean = meanScore(found);
    best.info.scores["validation_loss"] = mean.total();
    best.info.scores["validation_content_loss"] = mean.content;
    best.info.scores["validation_style_loss"] = mean.style;
    for (std::size_t i = 0; i < found.size(); ++i)
        best.info.scores["loss_" + m_paintings.paintings[i].info.name] = found[i].total();
    writeModelFile(path, best.info, best.tensors,
                   fitsHalf(best.tensors) ? StoredAs::Float16 : StoredAs::Float32);
}

ModelFileInfo StyleTask::card(std::int64_t step) const
{
    StyleTrainOptions shown = m_options; // a card names what decided the result, not folders of a machine
    for (std::string *path :
         {&shown.photos, &shown.paintings, &shown.output, &shown.resume, &shown.perceptual})
        path->clear();
    StyleConfig config{m_options.alpha, {}};
    ModelFileInfo info;
    if (m_base) {
        info = m_base->info;
        config = styleConfigFromJson(m_base->info.hyperParameters);
    }
    nlohmann::json names = nlohmann::json::array();
    for (const Painting &painting : m_paintings.paintings) {
        config.styles.push_back(painting.info);
        names.push_back(painting.info.name);
    }
    nlohmann::json sources = nlohmann::json::array();
    for (const fs::path &source : splitPathList(m_options.photos))
        sources.push_back(sourceName(source));
    const nlohmann::json data{{"photos", sources},
                              {"training_photos", m_photos.training().size()},
                              {"validation_photos", m_photos.validation().size()},
                              {"paintings", names}};
    const nlohmann::json training{{"step", step},
                                  {"epoch", m_photos.epochOf(step + 1, m_options.batchSize)},
                                  {"seed", m_setting.seed},
                                  {"perceptual", m_loss->net().name()},
                                  {"options", writeOptions(shown)}};
    info.model = kImageStylizationId;
    info.revision = kImageStylizationRevision;
    info.config = "multi_style";
    info.description = "Makes pictures of photos in the manner of " + std::to_string(config.styles.size()) +
                       " paintings, alone or mixed.";
    info.licence = m_options.licence;
    info.hyperParameters = toJson(config);
    if (m_base) {
        info.data["added"].push_back(data);
        info.training["added"].push_back(training);
    } else {
        info.data = data;
        info.training = training;
    }
    return info;
}

FloatTensors StyleTask::tensorsNow() const
{
    FloatTensors tensors = tensorsOf(*m_net);
    storeGrams(m_loss->grams(), tensors);
    if (!m_base)
        return tensors;
    FloatTensors all = m_base->tensors;
    for (auto &[name, tensor] : all) {
        if (isStyleTable(name))
            tensor = withRows(tensor, tensors.at(name));
    }
    return all;
}

} // namespace solferino::models
