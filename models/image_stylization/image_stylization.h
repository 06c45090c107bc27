// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/picture.h"
#include "models/image_stylization/style_config.h"
#include "models/runtime/progress.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace solferino::models {

struct StylizeRequest
{
    std::vector<StyleWeight> mix;
    double brush = 1.0; ///< the net sees the picture at 1 / brush of its size
    /// auto, float32, fast. A GPU computes in float16 unless it is float32; the processor always in float32,
    /// where its convolutions of fewer products are quicker than plain ones of 16 bits.
    std::string precision = "auto";
    std::uint64_t memoryBytes = 0; ///< most that the work may take, 0: what the device has free
};

/// How the work would be done: known before it begins.
struct StylizePlan
{
    int netWidth = 0; ///< a multiple of 4
    int netHeight = 0;
    std::uint64_t memoryBytes = 0; ///< estimate of the peak, the pictures included
    bool isTiled = false;
};

/// Norm statistics of the net's layers: mean and variance of each channel.
struct StyleStatistics
{
    std::array<std::vector<float>, kStyleLayers> mean;
    std::array<std::vector<float>, kStyleLayers> variance;
};

/// A trained stylization net (spec: multi-style pastiche generator, Dumoulin et al. 2017). Immutable; any
/// number of threads may use it at once. Pictures of any size from 1 x 1: they are padded by reflection to a
/// multiple of 4 (at least 16) and cropped back. Calls throw Error(BadOption, BadInput, OutOfMemory where not
/// even tiles fit) and whatever `progress` throws, which hears of them every 50 ms and between tiles.
class ImageStylization final
{
public:
    /// `device`: "cpu", "cuda:0"; "cpu:0" is the processor in the torch operations of GPUs. Throws
    /// Error(File, ModelFileDamaged, ModelFileMismatch, ModelFileTooNew).
    ImageStylization(const std::filesystem::path &weights, const std::string &device);
    ImageStylization(const ModelFile &file, const std::string &device);
    ~ImageStylization();
    ImageStylization(ImageStylization &&) noexcept;
    ImageStylization &operator=(ImageStylization &&) noexcept;

    [[nodiscard]] const ModelFileInfo &info() const;
    [[nodiscard]] const StyleConfig &config() const;

    [[nodiscard]] StylizePlan plan(int width, int height, const StylizeRequest &request) const;

    /// The net's picture, as large as `photo`, opaque, 16 bits of depth in use. Statistics are those of the
    /// whole picture whether it is computed whole or in tiles. Where a GPU runs out of memory the processor
    /// goes on, and note() says so.
    [[nodiscard]] Picture stylize(const Picture &photo, const StylizeRequest &request,
                                  Progress &progress) const;

    /// A frame of a video: its statistics are `stability` parts of `running` and the rest its own; `running`
    /// (empty before the first frame) becomes the mix.
    [[nodiscard]] Picture stylizeFrame(const Picture &frame, const StylizeRequest &request, double stability,
                                       StyleStatistics &running, Progress &progress) const;

private:
    struct Data;
    std::unique_ptr<const Data> m_data;
};

} // namespace solferino::models
