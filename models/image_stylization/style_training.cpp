// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_training.h"

#include "models/image_stylization/style_task.h"
#include "models/runtime/data_files.h"
#include "models/runtime/device.h"
#include "models/runtime/error.h"
#include "models/runtime/torch_errors.h"

#include <fstream>
#include <utility>

namespace solferino::models {

namespace {

namespace fs = std::filesystem;

TrainerOptions trainerOptions(const StyleTrainOptions &options, nlohmann::json request)
{
    TrainerOptions result;
    result.run = options.output;
    result.steps = options.steps;
    result.schedule = {
        .shape = scheduleShape(options.schedule), .peak = options.learningRate, .totalSteps = options.steps};
    result.adam = {.clipping = Clipping::Global, .clipNorm = options.clipNorm};
    result.validateEvery = options.validateEvery;
    result.checkpointSeconds = options.checkpointSeconds;
    result.request = std::move(request);
    return result;
}

/// The options and the seed of the run that is to go on.
template <class Options>
void takeFromRun(Options &options, StyleTrainSetting &setting)
{
    const nlohmann::json request = readRunRequest(options.resume);
    if (!request.contains("options") || !request.contains("seed") ||
        request.value("operation", std::string()) != Options::kOperation)
        throw Error(Error::Kind::ModelFileMismatch,
                    options.resume + " is no run of image_stylization " + Options::kOperation + ".");
    const int wantedSteps = options.steps;
    const std::string run = options.resume;
    options.own() = readOptions<typename Options::Own>(request.at("options"));
    setting.seed = request.at("seed").get<std::uint64_t>();
    if (wantedSteps != typename Options::Own{}.steps)
        options.steps = wantedSteps;
    options.output = run;
}

/// Options of an operation and its name.
struct TrainRequest : StyleTrainOptions
{
    using Own = StyleTrainOptions;
    static constexpr const char *kOperation = "train";
    Own &own() { return *this; }
};
struct AddRequest : StyleAddOptions
{
    using Own = StyleAddOptions;
    static constexpr const char *kOperation = "add_style";
    Own &own() { return *this; }
};

/// Takes the run's options where one goes on, and checks that nothing is missing.
template <class Request>
void prepare(Request &request, StyleTrainSetting &setting)
{
    if (!request.resume.empty())
        takeFromRun(request, setting);
    if (request.photos.empty() || request.paintings.empty() || request.output.empty())
        throw Error(Error::Kind::BadOption, "Training needs photos, paintings and a folder for the run.");
    request.photos = absolutePaths(request.photos);
    request.paintings = absolutePaths(request.paintings);
    if (!request.perceptual.empty())
        request.perceptual = fs::absolute(request.perceptual).string();
}

nlohmann::json runTraining(const StyleTrainOptions &options, const StyleTrainSetting &setting,
                           const ModelFile *base, nlohmann::json request, Progress &progress)
{
    StyleTask task(options, setting, base, progress);
    const TrainerOptions trainer = trainerOptions(options, std::move(request));
    // bf16 is the task's own affair; what stays in float32 may be rounded to tf32 beside it.
    const PrecisionScope precision(options.precision == "bf16" ? "auto" : options.precision, task.device(),
                                   progress);
    makeRunFolder(trainer.run);
    std::ofstream(trainer.run / "data.json") << task.dataReport().dump(1) << '\n';
    const TrainingResult result = train(task, trainer, !options.resume.empty(), progress);
    const fs::path best = trainer.run / kBestModelName;
    task.scoreBest(best, progress);
    return {{"run", trainer.run.string()},
            {"weights", best.string()},
            {"step", result.step},
            {"best_step", result.bestStep},
            {"best_validation_loss", result.bestLoss},
            {"stopped", result.stopped}};
}

/// The options of a training that fit norm rows to a net.
StyleTrainOptions trainOptions(const StyleAddOptions &options, const ModelFile &base)
{
    StyleTrainOptions result;
    result.photos = options.photos;
    result.paintings = options.paintings;
    result.resume = options.resume;
    result.output = options.output;
    result.steps = options.steps;
    result.batchSize = options.batchSize;
    result.imageSize = options.imageSize;
    result.styleSize = options.styleSize;
    result.learningRate = options.learningRate;
    result.contentWeight = options.contentWeight;
    result.styleWeight = options.styleWeight;
    result.perceptual = options.perceptual;
    result.evalRatio = options.evalRatio;
    result.validateEvery = options.validateEvery;
    result.sampleEvery = options.sampleEvery;
    result.checkpointSeconds = options.checkpointSeconds;
    result.precision = options.precision;
    result.licence = base.info.licence;
    result.alpha = styleConfigFromJson(base.info.hyperParameters).alpha;
    return result;
}

} // namespace

nlohmann::json trainImageStylization(const StyleTrainOptions &wanted, const StyleTrainSetting &wantedSetting,
                                     Progress &progress)
{
    TrainRequest request{wanted};
    StyleTrainSetting setting = wantedSetting;
    const std::string resume = wanted.resume;
    prepare(request, setting);
    if (!request.start.empty())
        request.start = fs::absolute(request.start).string();
    const nlohmann::json kept{{"operation", TrainRequest::kOperation},
                              {"options", writeOptions(request.own())},
                              {"seed", setting.seed}};
    request.resume = resume;
    return withOwnErrors([&] { return runTraining(request, setting, nullptr, kept, progress); });
}

nlohmann::json addStyles(const ModelFile &base, const StyleAddOptions &wanted,
                         const StyleTrainSetting &wantedSetting, Progress &progress)
{
    const StyleConfig config = styleConfigFromJson(base.info.hyperParameters);
    requireShapes(base.tensors, styleTensorShapes(config));
    nlohmann::json known = nlohmann::json::array();
    for (const StyleInfo &style : config.styles)
        known.push_back(style.name);
    AddRequest request{wanted};
    StyleTrainSetting setting = wantedSetting;
    const std::string resume = wanted.resume;
    prepare(request, setting);
    if (!resume.empty() && readRunRequest(resume).value("base_styles", known) != known)
        throw Error(Error::Kind::ModelFileMismatch, resume + " adds styles to another model than this.");
    const nlohmann::json kept{{"operation", AddRequest::kOperation},
                              {"options", writeOptions(request.own())},
                              {"base_styles", known},
                              {"seed", setting.seed}};
    request.resume = resume;
    return withOwnErrors(
        [&] { return runTraining(trainOptions(request, base), setting, &base, kept, progress); });
}

} // namespace solferino::models
