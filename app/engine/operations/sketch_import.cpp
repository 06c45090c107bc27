// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/operations/sketch_import.h"

#include "app/engine/files.h"
#include "app/engine/operations/request_parts.h"
#include "app/engine/operations/sketch_texts.h"
#include "models/catalog/sketch_rnn_options.h"
#include "models/runtime/data_files.h"
#include "models/runtime/error.h"
#include "models/sketch_rnn/browser_model.h"
#include "models/sketch_rnn/sketch_rnn.h"

#include <algorithm>
#include <cmath>

namespace solferino {

namespace fs = std::filesystem;
using models::Error;
using nlohmann::json;

namespace {

constexpr int kTypicalDrawings = 33;

std::string nameFor(const SketchImportOptions &options, const fs::path &file, const models::ModelFile &model)
{
    const std::string own =
        options.name.empty() ? model.info.data.at("name").get<std::string>() : options.name;
    if (!own.empty())
        return safeFileName(own);
    const std::string base = file.filename().string();
    return safeFileName(base.substr(0, base.find('.')));
}

std::int64_t parameterCount(const models::ModelFile &model)
{
    std::size_t count = 0;
    for (const auto &[name, tensor] : model.tensors)
        count += tensor.values.size();
    return static_cast<std::int64_t>(count);
}

/// The larger side of what the model draws, in the units of its data, which the file does not tell.
double typicalSize(const models::ModelFile &file)
{
    const models::SketchRnn model(file);
    SketchGenerateOptions options;
    options.count = kTypicalDrawings;
    options.drawingSize = model.config().drawingSize; // a pixel a unit
    models::NoProgress silent;
    std::vector<double> sides;
    for (const models::SketchTake &take : model.generate(options, 0, silent))
        if (const auto bounds = boundsOf(take.lines))
            sides.push_back(std::round(std::max(bounds->width(), bounds->height())));
    const auto middle = sides.begin() + static_cast<std::ptrdiff_t>(sides.size() / 2);
    std::nth_element(sides.begin(), middle, sides.end());
    return middle != sides.end() && *middle >= 1.0 ? *middle : model.config().drawingSize;
}

json importFile(const fs::path &file, const SketchImportOptions &options)
{
    models::ModelFile model = models::readBrowserModel(readFile(file, models::kLargestBrowserModel));
    model.info.licence = options.licence;
    model.info.hyperParameters["drawing_size"] = typicalSize(model);
    const std::string name = nameFor(options, file, model);
    const fs::path weights = fs::path(options.output) / (name + ".safetensors");
    const bool isHalf = options.storedAs == "float16";
    if (!options.output.empty())
        fs::create_directories(options.output);
    writeModelFile(weights, model.info, model.tensors,
                   isHalf ? models::StoredAs::Float16 : models::StoredAs::Float32);
    return {{"file", file.string()},
            {"weights", weights.string()},
            {"name", name},
            {"parameters", parameterCount(model)}};
}

} // namespace

json importSketchModels(const JobRequest &request, OperationContext &context)
{
    const auto options = readOptions<SketchImportOptions>(request.options);
    const auto files = models::findDataFiles(models::splitPathList(options.data), {".json"});
    if (files.empty())
        throw Error(Error::Kind::NoData,
                    "There is no browser model: name .gen.json files or a folder of them.");
    if (files.size() > 1 && !options.name.empty())
        throw OptionError("name", "name fits one model alone, and there are " + std::to_string(files.size()));
    std::size_t imported = 0;
    for (std::size_t i = 0; i < files.size(); ++i) {
        context.progress.report({static_cast<std::int64_t>(i), static_cast<std::int64_t>(files.size()),
                                 "files", "importing", json::object()});
        try {
            json body = importFile(files[i], options);
            std::string text = sketchImportText(body);
            context.results.result({.body = std::move(body), .text = std::move(text), .of = files.size()});
            ++imported;
        } catch (const Error &error) {
            if (error.kind() != Error::Kind::ModelFileDamaged)
                throw;
            if (files.size() == 1)
                throw Error(error.kind(), files[i].string() + ": " + error.what());
            context.progress.note(files[i].string() + " was left out: " + error.what());
        }
    }
    if (imported == 0)
        throw Error(Error::Kind::NoData, "None of the files is a browser model that can be imported.");
    return json::object();
}

} // namespace solferino
