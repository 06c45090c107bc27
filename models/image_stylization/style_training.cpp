// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_training.h"

#include "models/image_stylization/style_task.h"
#include "models/runtime/data_files.h"
#include "models/runtime/error.h"
#include "models/runtime/torch_errors.h"

namespace solferino::models {

namespace {

std::string absolutePath(const std::string &path)
{
    return path.empty() ? path : std::filesystem::absolute(path).string();
}

/// Takes the run's options where one goes on, and checks that nothing is missing.
template <class Options>
void prepare(Options &options, StyleTrainSetting &setting, const nlohmann::json &kind)
{
    takeFromRun(options, setting, kind);
    if (options.photos.empty() || options.paintings.empty() || options.output.empty())
        throw Error(Error::Kind::BadOption, "Training needs photos, paintings and a folder for the run.");
    options.photos = absolutePaths(options.photos);
    options.paintings = absolutePaths(options.paintings);
    options.perceptual = absolutePath(options.perceptual);
}

/// `trainer` is what follows from the options as they were given.
nlohmann::json run(const StyleTrainOptions &options, const StyleTrainSetting &setting, const ModelFile *base,
                   TrainerOptions trainer, Progress &progress)
{
    trainer.schedule = {
        .shape = scheduleShape(options.schedule), .peak = options.learningRate, .totalSteps = options.steps};
    trainer.adam = {.clipping = Clipping::Global, .clipNorm = options.clipNorm};
    return withOwnErrors([&] {
        StyleTask task(options, setting, base, progress);
        return runTraining(task, trainer, progress);
    });
}

} // namespace

nlohmann::json trainImageStylization(const StyleTrainOptions &wanted, const StyleTrainSetting &wantedSetting,
                                     Progress &progress)
{
    const nlohmann::json kind{{"operation", "train"}};
    StyleTrainOptions options = wanted;
    StyleTrainSetting setting = wantedSetting;
    prepare(options, setting, kind);
    options.start = absolutePath(options.start);
    return run(options, setting, nullptr, trainerOptions(options, setting, kind), progress);
}

nlohmann::json addStyles(const ModelFile &base, const StyleAddOptions &wanted,
                         const StyleTrainSetting &wantedSetting, Progress &progress)
{
    const StyleConfig config = styleConfigFromJson(base.info.hyperParameters);
    requireShapes(base.tensors, styleTensorShapes(config));
    nlohmann::json known = nlohmann::json::array();
    for (const StyleInfo &style : config.styles)
        known.push_back(style.name);
    const nlohmann::json kind{{"operation", "add_style"}, {"base_styles", known}};
    StyleAddOptions options = wanted;
    StyleTrainSetting setting = wantedSetting;
    prepare(options, setting, kind);

    StyleTrainOptions whole;
    static_cast<StyleLearnOptions &>(whole) = options;
    whole.alpha = config.alpha;
    if (whole.licence.empty())
        whole.licence = base.info.licence;
    return run(whole, setting, &base, trainerOptions(options, setting, kind), progress);
}

} // namespace solferino::models
