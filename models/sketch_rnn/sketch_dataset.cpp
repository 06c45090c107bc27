// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_dataset.h"

#include "core/domain/sketch/sketch_data_file.h"
#include "core/domain/sketch/stroke_simplifier.h"
#include "core/domain/sketch/svg_file.h"
#include "core/domain/text/format_error.h"
#include "models/runtime/error.h"
#include "models/runtime/random.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>

namespace solferino::models {

namespace {

namespace fs = std::filesystem;

constexpr float kLargestOffset = 1000.0F;
constexpr double kQuickDrawSize = 255.0;
constexpr std::chrono::milliseconds kReportInterval{50};
constexpr std::uintmax_t kMostBytes = std::uintmax_t{2} << 30U;

std::vector<std::uint8_t> bytesOf(const fs::path &path)
{
    std::error_code failure;
    const std::uintmax_t size = fs::file_size(path, failure);
    if (failure || size > kMostBytes)
        throw Error(Error::Kind::File, failure ? "it cannot be read" : "it is larger than 2 GB");
    std::ifstream stream(path, std::ios::binary);
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size));
    if (!stream.read(reinterpret_cast<char *>(bytes.data()), static_cast<std::streamsize>(size)))
        throw Error(Error::Kind::File, "it cannot be read");
    return bytes;
}

bool isFinite(const StrokeRows &rows)
{
    return std::all_of(rows.begin(), rows.end(),
                       [](const StrokeRow &row) { return std::isfinite(row.dx) && std::isfinite(row.dy); });
}

/// The same for the same rows and seed, on every machine.
std::uint64_t hashOf(const StrokeRows &rows, std::uint64_t seed)
{
    std::uint64_t hash = mixSeed(seed, rows.size());
    for (const StrokeRow &row : rows) {
        hash = mixSeed(hash, std::bit_cast<std::uint32_t>(row.dx + 0.0F)); // no -0
        hash = mixSeed(hash, std::bit_cast<std::uint32_t>(row.dy + 0.0F) + (row.lifts ? 1ULL << 32U : 0));
    }
    return hash;
}

double unitOf(std::uint64_t hash)
{
    return static_cast<double>(hash >> 11U) * 0x1.0p-53;
}

/// Fills a data set file by file.
class Loader final
{
public:
    Loader(const SketchDatasetOptions &options, SketchDataset &dataset)
        : m_options(options)
        , m_dataset(dataset)
    {}

    void read(const fs::path &path)
    {
        try {
            const std::string extension = lowerExtension(path);
            if (extension == ".npz")
                readNpz(path);
            else if (extension == ".ndjson")
                readDrawings(path);
            else if (extension == ".svg")
                readPicture(path);
            else
                throw Error(Error::Kind::BadInput, "it is no .npz, .ndjson or SVG file");
        } catch (const FormatError &error) {
            m_dataset.unreadable.emplace_back(path.string(), error.what());
        } catch (const Error &error) {
            m_dataset.unreadable.emplace_back(path.string(), error.what());
        }
        m_dataset.files.push_back(path);
    }

    /// Splits the drawings that came without parts and numbers the labels.
    void finish()
    {
        split();
        for (const auto &[name, number] : m_labels)
            m_dataset.labels.push_back(name);
        std::vector<std::int64_t> sorted(m_labels.size());
        std::int64_t next = 0;
        for (const auto &[name, number] : m_labels)
            sorted[static_cast<std::size_t>(number)] = next++;
        for (auto *part : {&m_dataset.training, &m_dataset.validation, &m_dataset.test}) {
            for (SketchExample &example : *part) {
                example.label = sorted[static_cast<std::size_t>(example.label)];
                m_dataset.longest =
                    std::max(m_dataset.longest, static_cast<std::int64_t>(example.rows.size()));
            }
        }
    }

private:
    void readNpz(const fs::path &path)
    {
        SketchData data = readSketchNpz(bytesOf(path));
        const std::string label = path.stem().stem().string();
        for (StrokeRows &rows : data.train)
            add(std::move(rows), label, data.valid.empty() ? m_unsplit : m_dataset.training);
        for (StrokeRows &rows : data.valid)
            add(std::move(rows), label, m_dataset.validation);
        for (StrokeRows &rows : data.test)
            add(std::move(rows), label, m_dataset.test);
    }

    void readDrawings(const fs::path &path)
    {
        NdjsonFile file = readNdjson(bytesOf(path));
        for (const LabelledDrawing &drawing : file.drawings) {
            const std::string label = drawing.word.empty() ? path.stem().string() : drawing.word;
            addLines(drawing.isRaw ? simplifyAsQuickDraw(drawing.lines, kQuickDrawSize, m_options.tolerance)
                                   : drawing.lines,
                     label);
        }
        m_dataset.discarded["broken line of .ndjson"] += static_cast<std::int64_t>(file.warnings.size());
    }

    void readPicture(const fs::path &path)
    {
        SimplifyRecipe recipe;
        if (m_options.maxLength > 0)
            recipe.mostPoints = static_cast<std::size_t>(m_options.maxLength);
        const SimplifiedDrawing simplified =
            simplifyForTraining(linesOf(readSvg(bytesOf(path)).drawing), recipe);
        if (simplified.refusal) {
            const bool isShort = *simplified.refusal == SimplifyRefusal::TooFewPoints;
            ++m_dataset.discarded[isShort ? "too few points" : "too many points"];
            return;
        }
        addLines(simplified.lines, path.parent_path().filename().string());
    }

    void addLines(const Lines &lines, const std::string &label)
    {
        const auto first =
            std::find_if(lines.begin(), lines.end(), [](const Polyline &line) { return !line.empty(); });
        add(rowsFromLines(lines, first == lines.end() ? Point{} : first->front()), label, m_unsplit);
    }

    void add(StrokeRows rows, const std::string &label, std::vector<SketchExample> &part)
    {
        if (const std::optional<std::string> reason = refusal(rows)) {
            ++m_dataset.discarded[*reason];
            return;
        }
        for (StrokeRow &row : rows) {
            row.dx = std::clamp(row.dx, -kLargestOffset, kLargestOffset);
            row.dy = std::clamp(row.dy, -kLargestOffset, kLargestOffset);
        }
        const auto number =
            m_labels.try_emplace(label, static_cast<std::int64_t>(m_labels.size())).first->second;
        part.push_back({std::move(rows), number, m_dataset.files.size()});
    }

    [[nodiscard]] std::optional<std::string> refusal(const StrokeRows &rows) const
    {
        if (rows.empty())
            return "no points";
        if (!isFinite(rows))
            return "coordinates that are no numbers";
        if (m_options.maxLength > 0 && static_cast<std::int64_t>(rows.size()) > m_options.maxLength)
            return "longer than " + std::to_string(m_options.maxLength) + " points";
        return std::nullopt;
    }

    void split()
    {
        std::vector<std::uint64_t> hashes;
        for (const SketchExample &example : m_unsplit)
            hashes.push_back(hashOf(example.rows, m_options.seed));
        const auto isBelow = [&](std::uint64_t hash) {
            return unitOf(hash) < m_options.evalRatio;
        };
        // Of a handful one stays on each side all the same.
        std::optional<std::uint64_t> moved;
        if (m_options.evalRatio > 0.0 && hashes.size() > 1) {
            const auto [least, most] = std::minmax_element(hashes.begin(), hashes.end());
            if (!isBelow(*least))
                moved = *least;
            else if (isBelow(*most))
                moved = *most;
        }
        for (std::size_t i = 0; i < m_unsplit.size(); ++i) {
            const bool isValidation = isBelow(hashes[i]) != (moved == hashes[i]);
            (isValidation ? m_dataset.validation : m_dataset.training).push_back(std::move(m_unsplit[i]));
        }
    }

    const SketchDatasetOptions &m_options;
    SketchDataset &m_dataset;
    std::vector<SketchExample> m_unsplit;
    std::map<std::string, std::int64_t> m_labels; ///< in order of appearance
};

/// The larger side of a drawing.
double sizeOf(const StrokeRows &rows)
{
    const std::optional<Bounds> bounds = boundsOf(linesFromRows(rows));
    return bounds ? std::max(bounds->width(), bounds->height()) : 0.0;
}

double medianSize(const std::vector<SketchExample> &examples)
{
    std::vector<double> sizes;
    for (const SketchExample &example : examples)
        sizes.push_back(sizeOf(example.rows));
    const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
    std::nth_element(sizes.begin(), middle, sizes.end());
    return *middle > 0.0 ? *middle : 1.0;
}

[[noreturn]] void refuseEmpty(const SketchDataset &dataset)
{
    std::ostringstream reason;
    reason << "None of the " << dataset.files.size() << " files has a drawing to learn from";
    const char *separator = ": ";
    for (const auto &[name, count] : dataset.discarded) {
        reason << separator << count << " drawings: " << name;
        separator = ", ";
    }
    if (!dataset.unreadable.empty())
        reason << separator << dataset.unreadable.size() << " unreadable files ("
               << fs::path(dataset.unreadable.front().first).filename().string() << ": "
               << dataset.unreadable.front().second << ")";
    reason << ".";
    throw Error(Error::Kind::NoData, reason.str());
}

} // namespace

double offsetDeviation(const std::vector<SketchExample> &examples)
{
    double sum = 0.0;
    double squares = 0.0;
    double count = 0.0;
    for (const SketchExample &example : examples) {
        for (const StrokeRow &row : example.rows) {
            for (const double offset : {static_cast<double>(row.dx), static_cast<double>(row.dy)}) {
                sum += offset;
                squares += offset * offset;
                count += 1.0;
            }
        }
    }
    if (count == 0.0)
        return 1.0;
    const double mean = sum / count;
    const double deviation = std::sqrt(std::max(0.0, squares / count - mean * mean));
    return deviation > 0.0 ? deviation : 1.0;
}

SketchDataset loadSketchDataset(const SketchDatasetOptions &options, Progress &progress)
{
    const std::vector<fs::path> paths = findDataFiles(options.sources, {".npz", ".ndjson", ".svg"});
    if (paths.empty())
        throw Error(Error::Kind::NoData,
                    "There are no drawings (.npz, .ndjson, .svg) where the data should be.");
    SketchDataset dataset;
    Loader loader(options, dataset);
    auto lastReport = std::chrono::steady_clock::time_point{};
    for (std::size_t i = 0; i < paths.size(); ++i) {
        if (const auto now = std::chrono::steady_clock::now(); now - lastReport >= kReportInterval) {
            progress.report({.step = static_cast<std::int64_t>(i),
                             .total = static_cast<std::int64_t>(paths.size()),
                             .unit = "files",
                             .text = "reading drawings"});
            lastReport = now;
        }
        loader.read(paths[i]);
    }
    loader.finish();
    std::erase_if(dataset.discarded, [](const auto &entry) { return entry.second == 0; });
    if (dataset.training.empty() && dataset.validation.empty() && dataset.test.empty())
        refuseEmpty(dataset);
    dataset.scaleFactor = offsetDeviation(dataset.training);
    if (!dataset.training.empty())
        dataset.drawingSize = medianSize(dataset.training);
    return dataset;
}

nlohmann::json SketchDataset::report() const
{
    std::size_t points = 0;
    for (const SketchExample &example : training)
        points += example.rows.size();
    const double mean =
        training.empty() ? 0.0 : static_cast<double>(points) / static_cast<double>(training.size());
    return {{"kind", "data"},
            {"files", files.size()},
            {"drawings", training.size() + validation.size() + test.size()},
            {"training_drawings", training.size()},
            {"validation_drawings", validation.size()},
            {"test_drawings", test.size()},
            {"mean_points", mean},
            {"longest", longest},
            {"scale_factor", scaleFactor},
            {"drawing_size", drawingSize},
            {"labels", labels},
            {"discarded", discarded},
            {"unreadable", unreadable}};
}

} // namespace solferino::models
