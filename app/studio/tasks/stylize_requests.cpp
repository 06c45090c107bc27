// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/stylize_requests.h"

#include "app/studio/tasks/style_models.h"
#include "core/project/photo_image.h"

#include <QStringList>

#include <algorithm>
#include <utility>

namespace solferino {

namespace {

constexpr const char *kPhoto = "photo";
constexpr const char *kMask = "mask";

constexpr std::pair<StyleColours, const char *> kColours[] = {
    {StyleColours::FromStyle, "style"}, {StyleColours::Keep, "keep"}, {StyleColours::Match, "match"}};

const char *nameOf(StyleColours colours)
{
    const auto *found = std::ranges::find(kColours, colours, &std::pair<StyleColours, const char *>::first);
    return found != std::end(kColours) ? found->second : kColours[0].second;
}

StyleColours coloursNamed(const std::string &name)
{
    for (const auto &[colours, known] : kColours) {
        if (name == known)
            return colours;
    }
    return StyleColours::FromStyle;
}

Picture pictureOf(const StyleMask &mask)
{
    Picture picture;
    picture.width = mask.width;
    picture.height = mask.height;
    picture.rgb.reserve(mask.values.size() * 3);
    for (const std::uint8_t value : mask.values)
        picture.rgb.insert(picture.rgb.end(), 3, static_cast<std::uint16_t>(value * 257));
    return picture;
}

StyleMask maskOf(const JobRequest &request)
{
    const auto input = std::ranges::find(request.inputs, kMask, &Attachment::name);
    if (input == request.inputs.end())
        return {};
    const Result<Picture> picture = decodedPicture(input->bytes, kLongestMask);
    if (!picture)
        return {};
    StyleMask mask{picture.value().width, picture.value().height, {}};
    for (std::size_t i = 0; i < picture.value().rgb.size(); i += 3)
        mask.values.push_back(static_cast<std::uint8_t>(picture.value().rgb[i] / 257));
    return mask;
}

std::vector<MixedStyle> mixFrom(const std::string &option, const std::vector<std::string> &styles)
{
    std::vector<MixedStyle> mix;
    for (const QString &part : QString::fromStdString(option).split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const QStringList pair = part.split(QLatin1Char(':'));
        MixedStyle style{pair.front().toStdString(), pair.size() > 1 ? pair.back().toDouble() : 1.0};
        bool isNumber = false;
        const std::size_t number = pair.front().toULong(&isNumber);
        if (isNumber && number < styles.size())
            style.style = styles[number];
        if (std::ranges::find(styles, style.style) != styles.end() && mix.size() < kMostMixedStyles)
            mix.push_back(std::move(style));
    }
    return mix;
}

Attachment photoNamed(const Photo &photo, Bytes bytes)
{
    const char *type = "image/*";
    try {
        if (photo.file)
            type = mediaType(readImageHeader(*photo.file).format);
    } catch (const std::exception &) {
        type = "image/*"; // the engine says what is wrong with it
    }
    return {kPhoto, type, std::move(bytes)};
}

} // namespace

JobRequest stylizeRequest(const ModelChoice &model, const Styling &styling)
{
    JobRequest request;
    request.model = model.model;
    request.operation = "stylize";
    request.weights = model.weights;
    request.options = {{"styles", stylesOption(model, styling.mix)},
                       {"brush", styling.brush},
                       {"strength", styling.finish.strength},
                       {"colours", nameOf(styling.finish.colours)}};
    return request;
}

JobRequest stylizedOnlyRequest(const ModelChoice &model, const Styling &styling)
{
    JobRequest request = stylizeRequest(model, styling);
    request.options.erase("strength");
    request.options.erase("colours");
    request.options["stylized_only"] = true;
    return request;
}

Attachment photoInput(const Photo &photo)
{
    return photoNamed(photo, photo.file ? *photo.file : Bytes());
}

Attachment photoNote(const Photo &photo)
{
    return photoNamed(photo, {});
}

void addMaskInput(JobRequest &request, const StyleMask &mask)
{
    if (mask.values.empty())
        return;
    if (Result<Bytes> png = encodedPicture(pictureOf(mask), ImageFormat::Png))
        request.inputs.push_back({kMask, "image/png", std::move(png).value()});
}

bool makeTheSame(JobRequest one, JobRequest other)
{
    for (JobRequest *request : {&one, &other}) {
        request->options.erase("format");
        request->options.erase("quality");
        request->device.clear();
        request->seed.reset();
    }
    return one == other;
}

std::vector<MixedStyle> mixOf(const JobRequest &request, const StyleModels &models)
{
    const ModelChoice *model = models.find(request.weights);
    return mixFrom(request.options.value("styles", std::string()),
                   model ? styleNames(*model) : std::vector<std::string>());
}

Styling stylingOf(const JobRequest &request, const StyleModels &models)
{
    Styling styling;
    styling.weights = models.nameOf(request.weights);
    styling.mix = mixOf(request, models);
    styling.crop = cropFromText(request.options.value("crop", std::string())).value_or(PictureCrop());
    styling.brush = request.options.value("brush", 1.0);
    styling.finish.strength = request.options.value("strength", 1.0);
    styling.finish.colours = coloursNamed(request.options.value("colours", std::string()));
    styling.finish.mask = maskOf(request);
    return styling;
}

} // namespace solferino
