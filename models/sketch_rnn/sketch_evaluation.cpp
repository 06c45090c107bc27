// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/device.h"
#include "models/runtime/error.h"
#include "models/runtime/module_tensors.h"
#include "models/runtime/torch_errors.h"
#include "models/sketch_rnn/sketch_batches.h"
#include "models/sketch_rnn/sketch_scoring.h"
#include "models/sketch_rnn/sketch_training.h"

#include <ATen/Parallel.h>

#include <algorithm>

namespace solferino::models {

namespace {

/// What the data was split by when the model was trained.
void takeSplitFrom(const ModelFileInfo &info, SketchDatasetOptions &options)
{
    const nlohmann::json trained = info.training.value("options", nlohmann::json::object());
    if (const auto ratio = trained.find("eval_ratio"); ratio != trained.end() && ratio->is_number())
        options.evalRatio = std::clamp(ratio->get<double>(), 0.0, 1.0);
    if (const auto seed = info.training.find("seed");
        seed != info.training.end() && seed->is_number_unsigned())
        options.seed = seed->get<std::uint64_t>();
}

/// The drawings of a part, with the labels that the model knows them by.
std::vector<SketchExample> partOf(const SketchDataset &data, const std::string &split,
                                  const SketchConfig &config)
{
    std::vector<SketchExample> examples = split == "train"   ? data.training
                                          : split == "valid" ? data.validation
                                                             : data.test;
    if (examples.empty())
        throw Error(Error::Kind::NoData, "The data has no drawings in its part \"" + split + "\".");
    for (SketchExample &example : examples) {
        const auto known = std::find(config.labels.begin(), config.labels.end(),
                                     data.labels[static_cast<std::size_t>(example.label)]);
        example.label = known == config.labels.end() ? -1 : known - config.labels.begin();
    }
    return examples;
}

nlohmann::json evaluate(const ModelFile &model, const SketchEvaluateOptions &options,
                        const std::string &device, Progress &progress)
{
    const SketchConfig config = sketchConfigFromJson(model.info.hyperParameters);
    requireShapes(model.tensors, sketchTensorShapes(config));
    SketchConfig used = config;
    if (options.maxLength > 0)
        used.maxLength = options.maxLength;
    SketchNet net(used);
    loadTensors(*net, model.tensors);
    const std::string chosen = chooseDevice(device, progress);
    net->to(torch::Device(chosen));

    SketchDatasetOptions source{
        .sources = splitPathList(options.data), .tolerance = options.tolerance, .maxLength = used.maxLength};
    takeSplitFrom(model.info, source);
    const SketchDataset data = loadSketchDataset(source, progress);
    const std::vector<SketchExample> examples = partOf(data, options.split, used);
    const auto total = static_cast<std::int64_t>(examples.size());
    const SketchScoringOptions scoring{.batchSize = static_cast<std::size_t>(options.batchSize),
                                       .shares = chosen == "cpu" ? at::get_num_threads() : 1};
    const auto scores = scoreSketches(net, examples, scoring, [&](std::size_t done) {
        progress.report({static_cast<std::int64_t>(done), total, "drawings", "scoring drawings",
                         nlohmann::json::object()});
    });

    SketchScore sum;
    std::vector<SketchScore> ofFiles(data.files.size());
    for (std::size_t i = 0; i < scores.size(); ++i) {
        sum.add(scores[i]);
        ofFiles[examples[i].file].add(scores[i]);
    }
    nlohmann::json files = nlohmann::json::array();
    for (std::size_t i = 0; i < ofFiles.size(); ++i) {
        if (ofFiles[i].drawings == 0)
            continue;
        nlohmann::json entry = ofFiles[i].summary(used.maxLength);
        entry["file"] = data.files[i].string();
        files.push_back(std::move(entry));
    }
    return {{"total", sum.summary(used.maxLength)},
            {"files", std::move(files)},
            {"discarded", data.discarded},
            {"unreadable", data.unreadable}};
}

} // namespace

nlohmann::json evaluateSketchRnn(const ModelFile &model, const SketchEvaluateOptions &options,
                                 const std::string &device, Progress &progress)
{
    return withOwnErrors([&] { return evaluate(model, options, device, progress); });
}

} // namespace solferino::models
