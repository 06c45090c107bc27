// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/image_stylization/style_config.h"
#include "models/runtime/progress.h"

#include <torch/torch.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace solferino::models {

/// A reduced picture as it is kept in memory: RGB, 8 bits, row by row.
struct SmallPicture
{
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;

    /// [3, size, size] in [0, 1] of the square whose corner is (left, top); it must lie inside.
    [[nodiscard]] torch::Tensor crop(int left, int top, int size) const;
    [[nodiscard]] torch::Tensor middle(int size) const;
    [[nodiscard]] torch::Tensor whole() const; ///< [3, height, width]
};

/// What files were no pictures to learn from.
struct DiscardedPictures
{
    std::map<std::string, std::int64_t> reasons; ///< reason -> files
    std::string firstFile;                       ///< and what was wrong with it
    std::string firstReason;

    void add(const std::filesystem::path &path, const std::string &reason, const std::string &detail);
};

struct StylePhotoOptions
{
    std::vector<std::filesystem::path> sources; ///< pictures, and folders to the bottom
    int imageSize = 256;                        ///< side of the crops
    double evalRatio = 0.02;
    bool varyCrops = true;  ///< another crop of a photo in each epoch
    std::uint64_t seed = 0; ///< of the split, the order, the crops
};

/// Photos of a step.
struct PhotoBatch
{
    torch::Tensor photos;             ///< [size, 3, imageSize, imageSize]
    std::vector<std::size_t> numbers; ///< of the photos in StylePhotos::training()

    [[nodiscard]] PhotoBatch part(std::int64_t begin, std::int64_t count) const;
};

/// Photos to learn on. Their shorter side is brought to 258 pixels, or 2 more than the crops where those are
/// larger than 256.
class StylePhotos final
{
public:
    /// Reads all of them. A photo is in the validation part by its file's name and the seed alone. Throws
    /// Error(NoData) with the reasons where none is left, Error(File) for a source that does not exist.
    StylePhotos(const StylePhotoOptions &options, Progress &progress);

    /// Photos of step `step`, from 1. Each epoch has an order of its own, each photo in it a crop and a side
    /// of the mirror, by the seed.
    [[nodiscard]] PhotoBatch batch(std::int64_t step, std::int64_t size) const;
    [[nodiscard]] std::int64_t epochOf(std::int64_t step, std::int64_t size) const;

    [[nodiscard]] const std::vector<SmallPicture> &training() const { return m_training; }
    [[nodiscard]] const std::vector<SmallPicture> &validation() const { return m_validation; }
    /// {used, training, validation, discarded {reason: count}}
    [[nodiscard]] nlohmann::json report() const;

private:
    void read(const std::filesystem::path &path);

    StylePhotoOptions m_options;
    std::vector<SmallPicture> m_training, m_validation;
    std::size_t m_bytes = 0;
    DiscardedPictures m_discarded;
};

struct Painting
{
    StyleInfo info;
    SmallPicture picture;
};

struct PaintingSet
{
    std::vector<Painting> paintings;
    DiscardedPictures discarded;

    /// [{name, width, height}]
    [[nodiscard]] nlohmann::json report() const;
};

/// Paintings of files and folders, sorted by path; their shorter side becomes `styleSize`. Throws
/// Error(NoData) with the reasons where there is none.
[[nodiscard]] PaintingSet loadPaintings(const std::vector<std::filesystem::path> &sources, int styleSize,
                                        Progress &progress);

} // namespace solferino::models
