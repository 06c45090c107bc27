// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_dataset.h"

#include "core/domain/image/image_file.h"
#include "core/domain/text/format_error.h"
#include "models/runtime/data_files.h"
#include "models/runtime/error.h"
#include "models/runtime/random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <numeric>
#include <set>

namespace solferino::models {

namespace {

namespace fs = std::filesystem;
using torch::Tensor;

const std::vector<std::string> kExtensions{".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp"};
constexpr std::uintmax_t kMostFileBytes = std::uintmax_t{1} << 30U;
constexpr std::size_t kMostKeptBytes = std::size_t{4} << 30U;
constexpr int kLeastPhotoSide = 256;
constexpr int kSpareSide = 2;
constexpr int kLeastSide = 16;
constexpr int kMostElongation = 8;
constexpr int kThumbnailSide = 192;
constexpr int kThumbnailQuality = 85;
// Independent random streams of one seed.
enum Stream : std::uint64_t { kSplitStream, kOrderStream, kCropStream };

std::vector<std::uint8_t> bytesOf(const fs::path &path)
{
    std::error_code failure;
    const std::uintmax_t size = fs::file_size(path, failure);
    if (failure || size > kMostFileBytes)
        throw FormatError(failure ? "It cannot be read." : "It is larger than 1 GB.");
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size));
    std::ifstream stream(path, std::ios::binary);
    if (!stream.read(reinterpret_cast<char *>(bytes.data()), static_cast<std::streamsize>(size)))
        throw FormatError("It cannot be read.");
    return bytes;
}

Picture withShortSide(const Picture &picture, int side)
{
    const double factor = static_cast<double>(side) / std::min(picture.width, picture.height);
    const auto scaled = [&](int length) {
        return std::max(side, static_cast<int>(std::lround(length * factor)));
    };
    const int width = scaled(picture.width);
    const int height = scaled(picture.height);
    return width == picture.width && height == picture.height ? picture : resized(picture, width, height);
}

SmallPicture inBytes(const Picture &picture)
{
    constexpr int kStretch = 257;
    SmallPicture small{picture.width, picture.height, {}};
    small.rgb.reserve(picture.rgb.size());
    for (const std::uint16_t value : picture.rgb)
        small.rgb.push_back(static_cast<std::uint8_t>((value + kStretch / 2) / kStretch));
    return small;
}

/// The picture of a file, or nothing and why not.
std::optional<Picture> readOrDiscard(const fs::path &path, DiscardedPictures &discarded)
{
    try {
        Picture picture = readImage(bytesOf(path));
        const auto [shorter, longer] = std::minmax(picture.width, picture.height);
        if (shorter < kLeastSide)
            discarded.add(path, "smaller than 16 pixels", "It is smaller than 16 pixels.");
        else if (longer > kMostElongation * shorter)
            discarded.add(path, "longer than 8 times its shorter side", "It is too long for its width.");
        else
            return picture;
    } catch (const FormatError &error) {
        discarded.add(path, "unreadable", error.what());
    }
    return std::nullopt;
}

[[noreturn]] void refuse(const char *what, const DiscardedPictures &discarded)
{
    std::string reasons;
    for (const auto &[reason, count] : discarded.reasons)
        reasons += (reasons.empty() ? ": " : ", ") + std::to_string(count) + " " + reason;
    if (!discarded.firstFile.empty())
        reasons += " (" + discarded.firstFile + ": " + discarded.firstReason + ")";
    if (reasons.empty())
        reasons = ": no JPEG, PNG, TIFF or WebP file lies there";
    throw Error(Error::Kind::NoData, "There is no " + std::string(what) + " to learn from" + reasons + ".");
}

/// "Van Gogh Starry Night" of "van_gogh_starry_night".
std::string titleOf(std::string name)
{
    bool isStart = true;
    for (char &c : name) {
        if (c == '_' || c == '-')
            c = ' ';
        else if (isStart && c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
        isStart = c == ' ';
    }
    return name;
}

std::vector<std::uint8_t> thumbnailOf(const Picture &picture)
{
    const double factor = static_cast<double>(kThumbnailSide) / std::max(picture.width, picture.height);
    const auto scaled = [&](int length) {
        return std::max(1, static_cast<int>(std::lround(length * factor)));
    };
    Picture small = resized(picture, scaled(picture.width), scaled(picture.height));
    small.profile.clear();
    ImageWriteOptions options;
    options.quality = kThumbnailQuality;
    return writeImage(small, ImageFormat::Jpeg, options);
}

/// Of a name, the same on every machine.
std::uint64_t hashOf(const std::string &text, std::uint64_t seed)
{
    std::uint64_t hash = mixSeed(seed, text.size());
    for (const char c : text)
        hash = mixSeed(hash, static_cast<unsigned char>(c));
    return hash;
}

Tensor inUnitRange(const Tensor &bytes)
{
    return bytes.permute({2, 0, 1}).to(torch::kFloat32).contiguous() / 255.0;
}

} // namespace

Tensor SmallPicture::crop(int left, int top, int size) const
{
    const Tensor all =
        torch::from_blob(const_cast<std::uint8_t *>(rgb.data()), {height, width, 3}, torch::kUInt8);
    return inUnitRange(all.narrow(0, top, size).narrow(1, left, size));
}

Tensor SmallPicture::middle(int size) const
{
    return crop((width - size) / 2, (height - size) / 2, size);
}

Tensor SmallPicture::whole() const
{
    return inUnitRange(
        torch::from_blob(const_cast<std::uint8_t *>(rgb.data()), {height, width, 3}, torch::kUInt8));
}

PhotoBatch PhotoBatch::part(std::int64_t begin, std::int64_t count) const
{
    const auto first = numbers.begin() + begin;
    return {photos.narrow(0, begin, count), {first, first + count}};
}

void DiscardedPictures::add(const fs::path &path, const std::string &reason, const std::string &detail)
{
    if (reasons.empty()) {
        firstFile = path.filename().string();
        firstReason = detail;
        if (firstReason.ends_with('.'))
            firstReason.pop_back();
    }
    ++reasons[reason];
}

StylePhotos::StylePhotos(const StylePhotoOptions &options, Progress &progress)
    : m_options(options)
{
    const std::vector<fs::path> paths = findDataFiles(options.sources, kExtensions);
    for (std::size_t i = 0; i < paths.size(); ++i) {
        progress.report({.step = static_cast<std::int64_t>(i),
                         .total = static_cast<std::int64_t>(paths.size()),
                         .unit = "files",
                         .text = "reading photos"});
        read(paths[i]);
    }
    if (m_training.empty())
        std::swap(m_training, m_validation);
    if (m_training.empty())
        refuse("photo", m_discarded);
}

void StylePhotos::read(const fs::path &path)
{
    const std::optional<Picture> picture = readOrDiscard(path, m_discarded);
    if (!picture)
        return;
    SmallPicture small =
        inBytes(withShortSide(*picture, std::max(m_options.imageSize, kLeastPhotoSide) + kSpareSide));
    if (m_bytes + small.rgb.size() > kMostKeptBytes) {
        m_discarded.add(path, "beyond 4 GB of reduced photos", "The photos before it fill the memory.");
        return;
    }
    m_bytes += small.rgb.size();
    Random random(hashOf(path.filename().string(), mixSeed(m_options.seed, kSplitStream)));
    (random.uniform() < m_options.evalRatio ? m_validation : m_training).push_back(std::move(small));
}

PhotoBatch StylePhotos::batch(std::int64_t step, std::int64_t size) const
{
    const auto count = static_cast<std::int64_t>(m_training.size());
    std::vector<Tensor> crops;
    std::vector<std::size_t> numbers;
    std::vector<std::size_t> order;
    for (std::int64_t i = (step - 1) * size; i < step * size; ++i) {
        if (order.empty() || i % count == 0) {
            order.resize(m_training.size());
            std::iota(order.begin(), order.end(), std::size_t{0});
            Random(mixSeed(mixSeed(m_options.seed, kOrderStream), static_cast<std::uint64_t>(i / count)))
                .shuffle(order);
        }
        const std::size_t number = order[static_cast<std::size_t>(i % count)];
        const SmallPicture &photo = m_training[number];
        numbers.push_back(number);
        Random random(mixSeed(mixSeed(m_options.seed, kCropStream),
                              m_options.varyCrops ? static_cast<std::uint64_t>(i) : number));
        const auto offset = [&](int side) {
            return static_cast<int>(random.below(static_cast<std::uint64_t>(side - m_options.imageSize + 1)));
        };
        const int left = offset(photo.width);
        const int top = offset(photo.height);
        const Tensor crop = photo.crop(left, top, m_options.imageSize);
        crops.push_back(random.below(2) == 0 ? crop : crop.flip(2));
    }
    return {torch::stack(crops), std::move(numbers)};
}

std::int64_t StylePhotos::epochOf(std::int64_t step, std::int64_t size) const
{
    return (step - 1) * size / static_cast<std::int64_t>(m_training.size());
}

nlohmann::json StylePhotos::report() const
{
    return {{"used", m_training.size() + m_validation.size()},
            {"training", m_training.size()},
            {"validation", m_validation.size()},
            {"discarded", m_discarded.reasons}};
}

PaintingSet loadPaintings(const std::vector<fs::path> &sources, int styleSize, Progress &progress)
{
    PaintingSet set;
    std::set<std::string> names;
    for (const fs::path &path : findDataFiles(sources, kExtensions)) {
        progress.report({0, 0, "", "reading paintings", nlohmann::json::object()});
        const std::string name = path.stem().string();
        if (names.contains(name)) {
            set.discarded.add(path, "of a name that another painting has", "Another painting has its name.");
            continue;
        }
        const std::optional<Picture> picture = readOrDiscard(path, set.discarded);
        if (!picture)
            continue;
        names.insert(name);
        set.paintings.push_back(
            {{name, titleOf(name), thumbnailOf(*picture)}, inBytes(withShortSide(*picture, styleSize))});
    }
    if (set.paintings.empty())
        refuse("painting", set.discarded);
    return set;
}

nlohmann::json PaintingSet::report() const
{
    nlohmann::json list = nlohmann::json::array();
    for (const Painting &painting : paintings)
        list.push_back({{"name", painting.info.name},
                        {"width", painting.picture.width},
                        {"height", painting.picture.height}});
    return list;
}

} // namespace solferino::models
