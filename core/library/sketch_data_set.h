// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/sketch/drawing.h"
#include "core/domain/sketch/stroke_simplifier.h"

#include <QString>
#include <QStringList>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace solferino {

/// Identifies a drawing within a SketchDataSet. 0 is "none".
using ExampleId = std::uint64_t;

/// Which part of a data set a drawing belongs to.
enum class DataSplit { Train, Valid, Test };

/// A drawing of a data set.
struct SketchExample
{
    ExampleId id = 0;
    Lines lines = {}; ///< simplified, in units of the data: whole numbers once written
    std::string label = {};
    DataSplit split = DataSplit::Train;
    std::string source = {}; ///< file name, without the folder

    bool operator==(const SketchExample &) const = default;
};

/// What reading found, and why the rest is not there.
struct DataSetReport
{
    int files = 0; ///< that were read
    std::size_t kept = 0;
    /// Why drawings were left out, as translated phrases ("fewer than 20 points"), with their number.
    std::map<QString, std::size_t> discarded;
    /// Files that could not be read, and one sentence each.
    std::vector<std::pair<QString, QString>> unreadable;
};

/// Labelled drawings to train a model on.
struct SketchDataSet
{
    std::vector<SketchExample> examples;
    DataSetReport report;

    /// Drawings of each class and split.
    [[nodiscard]] std::map<std::string, std::size_t> countByLabel() const;
    [[nodiscard]] std::size_t count(DataSplit split) const;
};

struct DataSetOptions
{
    SimplifyRecipe recipe;               ///< for SVG, pictures and raw .ndjson; other data stay as they are
    double drawingSize = 255.0;          ///< larger side that those are brought to, units of the data
    std::size_t mostDrawings = 500'000;  ///< the rest is counted as discarded
    std::size_t mostPoints = 20'000'000; ///< of all drawings together
    std::uint64_t maxFileBytes = 1ULL << 30U;
};

/// Called with the share that is done, 0..1; false cancels.
using DataSetProgress = std::function<bool(double)>;

/// Reads .npz, .ndjson, .svg and line-art pictures (.png, .jpg), and folders of them with their subfolders. A
/// drawing's class is the word of its .ndjson line, the name of its .npz, or the folder it lies in. Drawings
/// keep the split of their .npz; the others are training drawings until splitDataSet(). A broken file is told
/// in the report; an Error where nothing at all could be used. Cancelled: a data set without drawings. Any
/// thread.
[[nodiscard]] Result<SketchDataSet> readSketchDataSet(const QStringList &paths,
                                                      const DataSetOptions &options = {},
                                                      const DataSetProgress &progress = {});

/// Deals the drawings of each class to the three parts by a shuffle with `seed`; shares are 0..1 and add up
/// to 1 at most, the rest is for training.
void splitDataSet(SketchDataSet &data, double validShare, double testShare, std::uint64_t seed);

/// Names of the files that were written.
struct WrittenDataSet
{
    QStringList files;
    std::size_t drawings = 0;
};

/// Writes .npz in the sketch-rnn format: `path` is the file of a data set of one class, or of all classes
/// mixed. Any thread.
[[nodiscard]] Result<WrittenDataSet> writeDataSetNpz(const SketchDataSet &data, const QString &path);
/// One .npz a class, named after it, in `folder`, which is made.
[[nodiscard]] Result<WrittenDataSet> writeDataSetFolder(const SketchDataSet &data, const QString &folder);
/// Simplified .ndjson with the classes as words; it has no splits.
[[nodiscard]] Result<WrittenDataSet> writeDataSetNdjson(const SketchDataSet &data, const QString &path);

} // namespace solferino
