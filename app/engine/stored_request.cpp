// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/stored_request.h"

#include "app/engine/files.h"
#include "core/domain/image/image_file.h"
#include "core/domain/music/midi_file.h"
#include "core/domain/sketch/svg_file.h"
#include "core/domain/text/format_error.h"
#include "models/runtime/error.h"

#include <algorithm>
#include <string_view>

namespace solferino {

namespace {

using models::Error;

[[noreturn]] void refuse(const std::filesystem::path &path, const std::string &reason)
{
    throw Error(Error::Kind::BadInput, path.string() + " " + reason + ".");
}

/// XML begins with "<", after blanks or a mark of its byte order.
bool isSvg(const Bytes &bytes)
{
    constexpr std::string_view kSkipped = "\xEF\xBB\xBF \t\r\n";
    const auto first = std::find_if(bytes.begin(), bytes.end(), [&](std::uint8_t byte) {
        return kSkipped.find(static_cast<char>(byte)) == std::string_view::npos;
    });
    return first != bytes.end() && *first == '<';
}

bool isPicture(const Bytes &bytes)
{
    try {
        (void)readImageHeader(bytes);
        return true;
    } catch (const FormatError &) {
        return false;
    }
}

std::string storedText(const Bytes &bytes)
{
    if (isPicture(bytes))
        return readImageRequest(bytes).value_or("");
    return isSvg(bytes) ? readSvg(bytes).request : requestOf(readMidi(bytes).file);
}

} // namespace

JobRequest readStoredRequest(const std::filesystem::path &path)
{
    const std::string text = storedText(readFile(path));
    if (text.empty())
        refuse(path, "carries no request: it was not made by Solferino, or was edited elsewhere");
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (json.is_discarded())
        refuse(path, "carries a request that is damaged");
    return requestFromJson(json);
}

} // namespace solferino
