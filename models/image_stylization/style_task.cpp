// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_task.h"

#include "core/domain/image/image_file.h"
#include "core/domain/text/number_text.h"
#include "core/protocol/base64.h"
#include "models/runtime/data_files.h"
#include "models/runtime/error.h"
#include "models/runtime/random.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <sstream>

namespace solferino::models {

namespace {

namespace fs = std::filesystem;
using torch::Tensor;

// Independent random streams of one seed.
enum Stream : std::uint64_t { kPhotoStream, kWeightStream, kStyleStream };

/// Styles in a preview strip.
constexpr std::int64_t kPreviewStyles = 6;
constexpr std::size_t kMostContentBytes = std::size_t{2} << 30U;
/// Of the crops that a processor computes together.
constexpr std::int64_t kGroupPixels = 256 * 256;
/// Below this width 16-bit convolutions gain nothing on a processor.
constexpr double kNarrowAlpha = 0.5;

std::vector<double> coefficientsOf(const std::string &text, std::size_t styles)
{
    std::vector<double> values;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, ',');) {
        const auto value = numberFromText(part);
        if (!value || *value < 0.0)
            throw Error(Error::Kind::BadOption, "\"" + part + "\" is no factor of a style loss.");
        values.push_back(*value);
    }
    if (!values.empty() && values.size() != styles)
        throw Error(Error::Kind::BadOption, "There are " + std::to_string(values.size()) +
                                                " style coefficients for " + std::to_string(styles) +
                                                " paintings.");
    return values;
}

/// New styles must have names of their own.
void requireNewNames(const PaintingSet &set, const ModelFile &base)
{
    for (const StyleInfo &known : styleConfigFromJson(base.info.hyperParameters).styles) {
        for (const Painting &painting : set.paintings) {
            if (painting.info.name == known.name)
                throw Error(Error::Kind::BadOption, "The model has a style called " + known.name +
                                                        " already; rename the painting's file.");
        }
    }
}

/// The pictures [3, H, W] side by side as a PNG file.
std::vector<std::uint8_t> stripOf(const std::vector<Tensor> &pictures)
{
    const Tensor strip = torch::cat(pictures, 2).permute({1, 2, 0}).to(torch::kCPU, torch::kFloat32);
    const Tensor rounded = (strip * 255.0).round().clamp(0.0, 255.0).contiguous();
    Picture picture;
    picture.height = static_cast<int>(rounded.size(0));
    picture.width = static_cast<int>(rounded.size(1));
    const float *values = rounded.data_ptr<float>();
    for (std::int64_t i = 0; i < rounded.numel(); ++i)
        picture.rgb.push_back(static_cast<std::uint16_t>(values[i] * 257.0F));
    return writeImage(picture, ImageFormat::Png);
}

} // namespace

StyleTask::StyleTask(const StyleTrainOptions &options, const StyleTrainSetting &setting,
                     const ModelFile *base, Progress &progress)
    : ModelTraining(options, setting, progress)
    , m_options(options)
    , m_setting(setting)
    , m_base(base)
    , m_photos({.sources = splitPathList(options.photos),
                .imageSize = options.imageSize,
                .evalRatio = options.evalRatio,
                .varyCrops = options.varyCrops,
                .seed = seedOf(kPhotoStream)},
               progress)
    , m_paintings(loadPaintings(splitPathList(options.paintings), options.styleSize, progress))
{
    if (m_base)
        requireNewNames(m_paintings, *m_base);
    makeNet();
    progress.partial(dataReport());
    prepareLoss(progress);
    setPrecision(stylePrecision(options.precision, device()));
}

std::int64_t StyleTask::styleCount() const
{
    return static_cast<std::int64_t>(m_paintings.paintings.size());
}

void StyleTask::makeNet()
{
    seedTorch(kWeightStream);
    m_net = StyleNet(m_options.alpha, styleCount());
    m_trained = m_net.ptr();
    if (!m_base && !m_options.start.empty())
        takeStart();
    if (m_base) {
        // The net gets the base's weights and, as a start, its mean style; only the rows are trained.
        const torch::NoGradGuard noGradient;
        m_trained = std::make_shared<torch::nn::Module>();
        for (const auto &entry : m_net->named_parameters()) {
            const FloatTensor &stored = m_base->tensors.at(entry.key());
            Tensor value = torch::tensor(stored.values).view(stored.shape);
            Tensor parameter = entry.value();
            if (isStyleTable(entry.key()))
                value = value.mean(0, true);
            else
                parameter.requires_grad_(false);
            parameter.copy_(value.expand_as(parameter));
        }
    }
    m_net->to(torch::Device(device()));
    if (!m_base)
        return;
    for (const auto &entry : m_net->named_parameters()) {
        std::string name = entry.key();
        std::replace(name.begin(), name.end(), '.', '_');
        if (entry.value().requires_grad())
            m_trained->register_parameter(name, entry.value());
    }
}

/// The weights of the model that the options begin with.
void StyleTask::takeStart()
{
    const ModelFile start = readModelFile(m_options.start, kImageStylizationId, kImageStylizationRevision);
    const StyleConfig config = styleConfigFromJson(start.info.hyperParameters);
    const auto isItsStyle = [](const StyleInfo &style, const Painting &painting) {
        return style.name == painting.info.name;
    };
    if (config.alpha != m_options.alpha ||
        !std::equal(config.styles.begin(), config.styles.end(), m_paintings.paintings.begin(),
                    m_paintings.paintings.end(), isItsStyle))
        throw Error(Error::Kind::ModelFileMismatch,
                    m_options.start + " has another width or other styles than this training; choose the "
                                      "alpha and the paintings it was trained with.");
    requireShapes(start.tensors, styleTensorShapes(config));
    loadTensors(*m_net, withoutGrams(start.tensors));
}

void StyleTask::prepareLoss(Progress &progress)
{
    std::optional<SqueezeFeatures> deep;
    if (m_options.deepWeight > 0.0)
        deep.emplace(readPerceptualWeights(m_setting.squeezeNet));
    const fs::path vgg = m_options.perceptual.empty() ? m_setting.perceptual : fs::path(m_options.perceptual);
    m_loss = std::make_unique<StyleLoss>(
        PerceptualNet(readPerceptualWeights(vgg)), std::move(deep),
        StyleLossOptions{.contentWeight = m_options.contentWeight,
                         .styleWeight = m_options.styleWeight,
                         .deepWeight = m_options.deepWeight,
                         .coefficients =
                             coefficientsOf(m_options.styleCoefficients, m_paintings.paintings.size())});
    if (m_base)
        requireNetworkOf(m_base->info, m_loss->net());
    m_loss->to(torch::Device(device()), torch::kFloat32);
    std::vector<StyleGrams> grams;
    for (const Painting &painting : m_paintings.paintings) {
        progress.report({.step = static_cast<std::int64_t>(grams.size()),
                         .total = styleCount(),
                         .unit = "paintings",
                         .text = "looking at paintings"});
        grams.push_back(m_loss->gramsOf(painting.picture.whole().unsqueeze(0)));
    }
    m_loss->setGrams(stackedGrams(grams));
}

void StyleTask::setPrecision(torch::ScalarType precision)
{
    const bool isQuickerPlain = device() == "cpu" && m_options.alpha < kNarrowAlpha;
    m_net->setPrecision(isQuickerPlain ? torch::kFloat32 : precision);
    m_loss->to(torch::Device(device()), precision);
}

/// Styles come in rounds, each once in a round, in an order of its own.
Tensor StyleTask::stylesOf(std::int64_t step) const
{
    const std::int64_t count = styleCount();
    std::vector<std::int64_t> styles;
    std::vector<std::int64_t> round;
    for (std::int64_t i = (step - 1) * m_options.batchSize; i < step * m_options.batchSize; ++i) {
        if (round.empty() || i % count == 0) {
            round.resize(static_cast<std::size_t>(count));
            std::iota(round.begin(), round.end(), std::int64_t{0});
            Random(seedOf(kStyleStream, i / count)).shuffle(round);
        }
        styles.push_back(round[static_cast<std::size_t>(i % count)]);
    }
    return torch::tensor(styles, torch::kInt64).to(torch::Device(device()));
}

/// How many pictures go through the nets together. Pictures of a batch do not touch each other, so that on a
/// processor a few at a time give the same gradients with less memory and can be stopped sooner.
std::int64_t StyleTask::groupSize() const
{
    if (device() != "cpu")
        return m_options.batchSize;
    const std::int64_t pixels = std::int64_t{m_options.imageSize} * m_options.imageSize;
    return std::clamp<std::int64_t>(kGroupPixels / pixels, 1, m_options.batchSize);
}

double StyleTask::addGradients(std::int64_t step, const std::function<void()> &keepAlive)
{
    PhotoBatch batch = m_photos.batch(step, m_options.batchSize);
    batch.photos = batch.photos.to(torch::Device(device()));
    const Tensor styles = stylesOf(step);
    const auto size = static_cast<double>(m_options.batchSize);
    double content = 0.0, style = 0.0;
    for (std::int64_t begin = 0; begin < m_options.batchSize; begin += groupSize()) {
        const std::int64_t count = std::min<std::int64_t>(groupSize(), m_options.batchSize - begin);
        const PhotoBatch part = batch.part(begin, count);
        const Tensor partStyles = styles.narrow(0, begin, count);
        const Tensor wanted = contentOf(part);
        keepAlive();
        const Tensor pictures = m_net->forward(part.photos, partStyles);
        keepAlive();
        const StyleLosses losses = m_loss->of(pictures, wanted, partStyles);
        content += losses.content.sum().item<double>() / size;
        style += losses.style.sum().item<double>() / size;
        keepAlive();
        const Tensor total = losses.total();
        ((m_options.relativeLoss ? total.log1p() : total).sum() / size).backward();
    }
    m_contentLoss = content;
    m_styleLoss = style;
    return content + style;
}

/// What the content loss compares with; kept where a photo always has the same crop.
Tensor StyleTask::contentOf(const PhotoBatch &batch)
{
    if (m_options.varyCrops)
        return m_loss->contentOf(batch.photos);
    std::vector<Tensor> kept;
    for (const std::size_t number : batch.numbers) {
        if (const auto found = m_contents.find(number); found != m_contents.end())
            kept.push_back(found->second);
    }
    if (kept.size() == batch.numbers.size())
        return torch::stack(kept);
    const Tensor content = m_loss->contentOf(batch.photos);
    for (std::size_t i = 0; i < batch.numbers.size(); ++i) {
        const Tensor own = content[static_cast<std::int64_t>(i)].clone();
        if (m_contentBytes + own.nbytes() <= kMostContentBytes &&
            m_contents.try_emplace(batch.numbers[i], own).second)
            m_contentBytes += own.nbytes();
    }
    return content;
}

nlohmann::json StyleTask::stepMetrics() const
{
    return {{"content_loss", m_contentLoss}, {"style_loss", m_styleLoss}};
}

nlohmann::json StyleTask::position(std::int64_t step)
{
    return {{"epoch", m_photos.epochOf(step, m_options.batchSize)}};
}

std::vector<Tensor> StyleTask::validationPhotos() const
{
    std::vector<Tensor> photos;
    for (const SmallPicture &photo : m_photos.validation())
        photos.push_back(photo.middle(m_options.imageSize));
    return photos;
}

std::vector<StyleScore> StyleTask::styleScores(const std::function<void()> &keepAlive) const
{
    std::vector<std::int64_t> styles(static_cast<std::size_t>(styleCount()));
    std::iota(styles.begin(), styles.end(), std::int64_t{0});
    return scoreStyles(m_net, *m_loss, validationPhotos(), styles, groupSize(), keepAlive);
}

Validation StyleTask::validate(const std::function<void()> &keepAlive)
{
    const StyleScore mean = meanScore(styleScores(keepAlive));
    return {mean.total(), {{"validation_content_loss", mean.content}, {"validation_style_loss", mean.style}}};
}

nlohmann::json StyleTask::makeSample(std::int64_t step)
{
    const torch::NoGradGuard noGradient;
    const auto &source = canValidate() ? m_photos.validation() : m_photos.training();
    const Tensor photo = source.front().middle(m_options.imageSize);
    const Tensor input = photo.unsqueeze(0).to(torch::Device(device()));
    std::vector<Tensor> pictures{photo};
    nlohmann::json styles = nlohmann::json::array();
    const std::int64_t count = std::min(kPreviewStyles, styleCount());
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t style = (step / m_options.sampleEvery * count + i) % styleCount();
        styles.push_back(style);
        const Tensor picture = m_net->forward(input, torch::tensor({style}).to(input.device()))[0];
        // The net rounds sides up to a multiple of 4.
        pictures.push_back(picture.narrow(1, 0, photo.size(1)).narrow(2, 0, photo.size(2)).to(torch::kCPU));
    }
    return {{"width", photo.size(2) * static_cast<std::int64_t>(pictures.size())},
            {"height", photo.size(1)},
            {"styles", styles},
            {"png", toBase64(stripOf(pictures))}};
}

nlohmann::json StyleTask::dataReport() const
{
    nlohmann::json report{{"kind", "data"}, {"photos", m_photos.report()}, {"styles", m_paintings.report()}};
    if (!m_paintings.discarded.reasons.empty())
        report["discarded_paintings"] = m_paintings.discarded.reasons;
    return report;
}

} // namespace solferino::models
