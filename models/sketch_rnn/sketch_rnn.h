// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"
#include "models/catalog/sketch_rnn_options.h"
#include "models/runtime/progress.h"
#include "models/sketch_rnn/sketch_config.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace solferino::models {

/// One drawing that the model made.
struct SketchTake
{
    int index = 0;
    std::uint64_t seed = 0;
    Lines lines;             ///< canvas pixels; new lines alone
    std::int64_t points = 0; ///< rows that the model drew
    bool hasEnded = false;   ///< the model drew its end; else the most points were reached
    double logLikelihood = 0.0;
    double position = -1.0; ///< of an interpolation, 0..1; below 0: none
    Lines context;          ///< the drawing before it as the model saw it, canvas pixels

    /// {take, seed, points, strokes, ended, log_likelihood, log_likelihood_per_point, ...}
    [[nodiscard]] nlohmann::json toJson() const;
};

/// [[[x, y], ...], ...]; numbers rounded to hundredths.
[[nodiscard]] nlohmann::json strokesJson(const Lines &lines);

struct SketchLatent
{
    std::vector<float> mean;
    std::vector<float> presig; ///< log variance
    std::vector<float> z;      ///< sampled
};

/// A component of the next point, canvas pixels.
struct SketchComponent
{
    double weight = 0.0;
    Point mean;
    double sigmaX = 0.0;
    double sigmaY = 0.0;
    double rho = 0.0;
};

struct SketchPrediction
{
    Point last;
    double draws = 0.0; ///< probabilities of the pen
    double lifts = 0.0;
    double ends = 0.0;
    std::vector<SketchComponent> components; ///< likeliest first
};

/// A trained Sketch RNN. Immutable; any number of threads may use it at once. All calls throw
/// Error(BadOption, BadInput) and whatever `progress` throws; those that need an encoder say so where there
/// is none.
class SketchRnn final
{
public:
    /// Throws Error(File, ModelFileDamaged, ModelFileMismatch, ModelFileTooNew).
    explicit SketchRnn(const std::filesystem::path &weights);
    explicit SketchRnn(const ModelFile &file);
    ~SketchRnn();
    SketchRnn(SketchRnn &&) noexcept;
    SketchRnn &operator=(SketchRnn &&) noexcept;

    [[nodiscard]] const ModelFileInfo &info() const;
    [[nodiscard]] const SketchConfig &config() const;

    [[nodiscard]] std::vector<SketchTake> generate(const SketchGenerateOptions &options, std::uint64_t seed,
                                                   Progress &progress) const;
    [[nodiscard]] std::vector<SketchTake> continueDrawing(const Lines &drawing,
                                                          const SketchContinueOptions &options,
                                                          std::uint64_t seed, Progress &progress) const;
    [[nodiscard]] std::vector<SketchTake> reconstruct(const Lines &drawing,
                                                      const SketchReconstructOptions &options,
                                                      std::uint64_t seed, Progress &progress) const;
    [[nodiscard]] std::vector<SketchTake> interpolate(const Lines &first, const Lines &second,
                                                      const SketchInterpolateOptions &options,
                                                      std::uint64_t seed, Progress &progress) const;
    [[nodiscard]] SketchLatent encode(const Lines &drawing, const SketchEncodeOptions &options,
                                      std::uint64_t seed) const;
    [[nodiscard]] std::vector<SketchTake> decode(const std::vector<float> &z,
                                                 const SketchDecodeOptions &options, std::uint64_t seed,
                                                 Progress &progress) const;
    [[nodiscard]] SketchPrediction predict(const Lines &drawing, const SketchPredictOptions &options) const;

private:
    struct Data;
    std::unique_ptr<const Data> m_data;
};

} // namespace solferino::models
