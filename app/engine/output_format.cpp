// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/output_format.h"

#include "core/domain/image/image_file.h"

#include <algorithm>

namespace solferino {

namespace {

const char *formatName(ImageFormat format)
{
    switch (format) {
    case ImageFormat::Jpeg:
        return "jpeg";
    case ImageFormat::Png:
        return "png";
    case ImageFormat::Tiff:
        return "tiff";
    case ImageFormat::WebP:
        return "webp";
    }
    return "";
}

} // namespace

void settleFormat(const OperationInfo &operation, OperationArguments &arguments)
{
    const bool hasFormat = std::any_of(operation.fields.begin(), operation.fields.end(),
                                       [](const FieldInfo &field) { return field.name == "format"; });
    const std::filesystem::path &output = arguments.output;
    if (!hasFormat || !output.has_extension() || std::filesystem::is_directory(output))
        return;
    const std::string extension = output.extension().string();
    const auto format = imageFormat(extension);
    if (!format)
        throw OptionError("output", "a picture cannot be written as '" + extension +
                                        "': the output's name must end in .png, .jpg, .tif or .webp");
    nlohmann::json &option = arguments.request.options["format"];
    if (arguments.typed.contains("format") && option != formatName(*format))
        throw OptionError("format", "--format " + option.get<std::string>() +
                                        " does not go with the output " + output.filename().string());
    option = formatName(*format);
}

} // namespace solferino
