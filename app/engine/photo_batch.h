// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/failure.h"
#include "app/engine/file_sink.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace solferino {

/// Pictures that a person named, one by one or by folders.
struct PhotoList
{
    std::vector<std::filesystem::path> photos; ///< sorted, each once
    std::size_t leftOut = 0;                   ///< files in the folders that are no pictures by their names
};

/// Folders are searched to the bottom. Throws models::Error(File) where something is missing and
/// models::Error(NoData) where there is no picture.
[[nodiscard]] PhotoList findPhotos(const std::vector<std::filesystem::path> &named);

/// Runs a request whose first input is a photo. Returns the failure if its reason lies in the photo, so that
/// others may fare better; throws any other.
[[nodiscard]] std::optional<Failure> runOnPhoto(const JobRequest &request, OperationContext &context);

/// Runs a prepared request on each photo, as its first input. A photo that cannot be read or painted does
/// not stop the others; a wrong option, a full disk and a cancel do.
/// Returns [{source, reason}] of those that failed.
[[nodiscard]] nlohmann::json runOnPhotos(JobRequest request, const PhotoList &list, FileSink &sink,
                                         models::Progress &progress, ModelCache &models);

/// What failed, for people; empty if nothing did.
[[nodiscard]] std::string failuresText(const nlohmann::json &failures, std::size_t photoCount);

} // namespace solferino
