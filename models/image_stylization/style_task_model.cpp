// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_task.h"
#include "models/runtime/data_files.h"
#include "models/runtime/module_tensors.h"

#include <algorithm>
#include <utility>

namespace solferino::models {

namespace {

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

StoredAs StyleTask::storedAs() const
{
    return !m_base || fitsHalf(m_base->tensors) ? StoredAs::Float16 : StoredAs::Float32;
}

std::string StyleTask::precision() const
{
    return m_options.precision == "bf16" ? "auto" : m_options.precision;
}

void StyleTask::load(const FloatTensors &tensors)
{
    FloatTensors own = withoutGrams(tensors);
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
}

nlohmann::json StyleTask::scores(Progress &progress)
{
    nlohmann::json result = nlohmann::json::object();
    if (!canValidate())
        return result;
    setPrecision(torch::kFloat32);
    const std::vector<StyleScore> found = styleScores([&] {
        progress.report({0, 0, "", "scoring the best model", nlohmann::json::object()});
    });
    const StyleScore mean = meanScore(found);
    result["validation_loss"] = mean.total();
    result["validation_content_loss"] = mean.content;
    result["validation_style_loss"] = mean.style;
    for (std::size_t i = 0; i < found.size(); ++i)
        result["loss_" + m_paintings.paintings[i].info.name] = found[i].total();
    return result;
}

ModelFileInfo StyleTask::card(std::int64_t step) const
{
    StyleConfig config{m_options.alpha, static_cast<int>(m_loss->net().layers()), {}};
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
    const nlohmann::json data{{"photos", sourceNames(m_options.photos)},
                              {"training_photos", m_photos.training().size()},
                              {"validation_photos", m_photos.validation().size()},
                              {"paintings", names}};
    const nlohmann::json training{{"step", step},
                                  {"epoch", m_photos.epochOf(step + 1, m_options.batchSize)},
                                  {"seed", seed()},
                                  {"perceptual", m_loss->net().name()},
                                  {"options", optionsForCard(m_options)}};
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

ModelFile StyleTask::modelNow(std::int64_t step)
{
    FloatTensors tensors = tensorsOf(*m_net);
    storeGrams(m_loss->grams(), tensors);
    if (!m_base)
        return {card(step), std::move(tensors)};
    FloatTensors all = m_base->tensors;
    for (auto &[name, tensor] : all) {
        if (isStyleTable(name))
            tensor = withRows(tensor, tensors.at(name));
    }
    return {card(step), std::move(all)};
}

} // namespace solferino::models
