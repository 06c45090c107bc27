// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/stroke_rows.h"
#include "models/runtime/data_files.h"
#include "models/runtime/progress.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace solferino::models {

struct SketchDatasetOptions
{
    std::vector<std::filesystem::path> sources; ///< .npz, .ndjson, .svg, and folders to the bottom
    double tolerance = 2.0;                     ///< simplification of raw Quick, Draw! drawings
    std::int64_t maxLength = 0;                 ///< longer drawings are left out, 0: none
    double evalRatio = 0.1;                     ///< of the drawings whose file has no validation part
    std::uint64_t seed = 0;                     ///< of that split
};

/// A drawing in the data's own units.
struct SketchExample
{
    StrokeRows rows;
    std::int64_t label = 0; ///< index into SketchDataset::labels
    std::size_t file = 0;   ///< index into SketchDataset::files
};

/// Drawings of all sources together, in training, validation and test parts.
///
/// What becomes of a file: .npz has parts and offsets of its own. Simplified .ndjson is taken as it is, raw
/// .ndjson simplified as Quick, Draw! does, to a larger side of 255. SVG drawings go through
/// simplifyForTraining(). Drawings that are not from a .npz begin where they begin: their first offset is 0.
/// Offsets are clamped to +-1000. Labels are the word of .ndjson, the folder of an SVG, the name of a .npz.
struct SketchDataset
{
    std::vector<SketchExample> training;
    std::vector<SketchExample> validation;
    std::vector<SketchExample> test;
    std::vector<std::string> labels;               ///< sorted
    std::vector<std::filesystem::path> files;      ///< those that were looked for drawings, sorted
    std::map<std::string, std::int64_t> discarded; ///< reason -> drawings
    std::vector<std::pair<std::string, std::string>> unreadable; ///< file, why
    double scaleFactor = 1.0;   ///< population deviation of all offsets of the training part
    double drawingSize = 255.0; ///< median of the larger side of a training drawing
    std::int64_t longest = 0;   ///< rows of the longest drawing of all parts

    /// {kind: "data", files, drawings, training_drawings, validation_drawings, test_drawings, mean_points,
    /// longest, scale_factor, drawing_size, labels, discarded, unreadable}
    [[nodiscard]] nlohmann::json report() const;
};

/// Where a file has no validation part, a drawing is in it by its rows and the seed alone, so that it stays
/// there in whatever company it comes, and its doubles with it. The same files and options give the same
/// data. Throws Error(NoData) with the reasons if no drawing is left to train on, Error(File) for a source
/// that does not exist.
[[nodiscard]] SketchDataset loadSketchDataset(const SketchDatasetOptions &options, Progress &progress);

/// Population standard deviation of all offsets together; 1 where there is none.
[[nodiscard]] double offsetDeviation(const std::vector<SketchExample> &examples);

} // namespace solferino::models
