// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/melody_rnn/melody_evaluation.h"

#include "models/melody_rnn/melody_scoring.h"
#include "models/runtime/device.h"
#include "models/runtime/module_tensors.h"
#include "models/runtime/torch_errors.h"

namespace solferino::models {

namespace {

constexpr double kMagentaDropout = 0.5;

nlohmann::json evaluate(const ModelFile &model, const MelodyEvaluateOptions &options,
                        const std::string &device, Progress &progress)
{
    const MelodyConfig config = melodyConfigOf(model.info);
    const auto codec = makeMelodyCodec(config.name);
    EventNet net(melodyNetShape(config, *codec));
    loadTensors(*net, model.tensors);
    net->to(torch::Device(chooseDevice(device, progress)));
    net->eval();

    const MelodyDataset data = loadMelodyDataset({.sources = splitPathList(options.data),
                                                  .ignorePolyphony = options.ignorePolyphony,
                                                  .evalRatio = 0.0},
                                                 *codec, progress);
    std::vector<const std::vector<int> *> melodies;
    for (const MelodyTune &tune : data.training)
        melodies.push_back(&tune.events);
    const EventNetDropout dropout{options.withDropout ? kMagentaDropout : 0.0, 0};
    const auto total = static_cast<std::int64_t>(melodies.size());
    const auto scores = scoreMelodies(net, *codec, melodies, dropout, [&](std::size_t done) {
        progress.report({static_cast<std::int64_t>(done), total, "melodies", "scoring melodies",
                         nlohmann::json::object()});
    });

    MelodyScore sum;
    std::vector<MelodyScore> ofFiles(data.files.size());
    for (std::size_t i = 0; i < scores.size(); ++i) {
        sum.add(scores[i]);
        ofFiles[data.training[i].file].add(scores[i]);
    }
    nlohmann::json files = nlohmann::json::array();
    for (std::size_t i = 0; i < ofFiles.size(); ++i) {
        if (ofFiles[i].events == 0)
            continue;
        nlohmann::json entry = ofFiles[i].summary();
        entry["file"] = data.files[i].path.string();
        files.push_back(std::move(entry));
    }
    const nlohmann::json report = data.report();
    return {{"config", config.name},
            {"total", sum.summary()},
            {"files", std::move(files)},
            {"discarded", report.value("discarded", nlohmann::json::object())},
            {"unreadable", report.value("unreadable", nlohmann::json::array())}};
}

} // namespace

nlohmann::json evaluateMelodyRnn(const ModelFile &model, const MelodyEvaluateOptions &options,
                                 const std::string &device, Progress &progress)
{
    return withOwnErrors([&] { return evaluate(model, options, device, progress); });
}

} // namespace solferino::models
