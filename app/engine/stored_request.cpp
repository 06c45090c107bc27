// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/stored_request.h"

#include "app/engine/files.h"
#include "core/domain/music/midi_file.h"
#include "models/runtime/error.h"

namespace solferino {

namespace {

using models::Error;

[[noreturn]] void refuse(const std::filesystem::path &path, const std::string &reason)
{
    throw Error(Error::Kind::BadInput, path.string() + " " + reason + ".");
}

} // namespace

JobRequest readStoredRequest(const std::filesystem::path &path)
{
    const std::string text = requestOf(readMidi(readFile(path)).file);
    if (text.empty())
        refuse(path, "carries no request: it was not made by Solferino, or was edited elsewhere");
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (json.is_discarded())
        refuse(path, "carries a request that is damaged");
    return requestFromJson(json);
}

} // namespace solferino
