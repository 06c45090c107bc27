// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/photo_batch.h"

#include "app/engine/files.h"
#include "app/engine/operation_table.h"
#include "app/engine/part_progress.h"
#include "models/runtime/data_files.h"
#include "models/runtime/error.h"

namespace solferino {

namespace fs = std::filesystem;
using models::Error;
using nlohmann::json;

namespace {

const std::vector<std::string> kExtensions = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp"};

std::size_t filesIn(const fs::path &folder)
{
    std::size_t count = 0;
    std::error_code failure;
    for (const auto &entry :
         fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, failure))
        count += entry.is_regular_file(failure) ? 1 : 0;
    return count;
}

} // namespace

std::optional<Failure> runOnPhoto(const JobRequest &request, OperationContext &context)
{
    try {
        runOperation(request, context);
        return std::nullopt;
    } catch (const models::Cancelled &) {
        throw;
    } catch (...) {
        using Kind = Error::Kind;
        const Failure failure = currentFailure();
        for (const Kind kind : {Kind::BadInput, Kind::OutOfMemory})
            if (failure.kind == models::kindName(kind))
                return failure;
        throw;
    }
}

PhotoList findPhotos(const std::vector<fs::path> &named)
{
    for (const fs::path &path : named)
        if (!fs::exists(path))
            throw Error(Error::Kind::File, "There is no file " + path.string() + ".");
    PhotoList list{models::findDataFiles(named, kExtensions), 0};
    for (const fs::path &path : named)
        if (fs::is_directory(path))
            list.leftOut += filesIn(path) - models::findDataFiles({path}, kExtensions).size();
    if (list.photos.empty())
        throw Error(Error::Kind::NoData, "There is no picture in " + named.front().string() +
                                             ": JPEG, PNG, TIFF and WebP are read.");
    return list;
}

json runOnPhotos(JobRequest request, const PhotoList &list, FileSink &sink, models::Progress &progress,
                 ModelCache &models)
{
    json failures = json::array();
    PartProgress parts(progress, static_cast<std::int64_t>(list.photos.size()), "photos");
    OperationContext context{parts, sink, models};
    for (const fs::path &photo : list.photos) {
        parts.begin(photo.filename().string());
        const auto fail = [&](const Failure &failure) {
            failures.push_back({{"source", photo.string()}, {"reason", failure.message}});
        };
        try {
            request.inputs.front().bytes = readFile(photo);
        } catch (const Error &) {
            fail(currentFailure());
            continue;
        }
        sink.setSource(photo);
        if (const auto failure = runOnPhoto(request, context))
            fail(*failure);
    }
    parts.finish();
    return failures;
}

std::string failuresText(const json &failures, std::size_t photoCount)
{
    if (failures.empty())
        return {};
    std::string text =
        std::to_string(failures.size()) + " of " + std::to_string(photoCount) + " photos failed:";
    for (const json &failure : failures)
        text += "\n  " + failure["source"].get<std::string>() + ": " + failure["reason"].get<std::string>();
    return text;
}

} // namespace solferino
