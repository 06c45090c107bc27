// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/take_json.h"

#include "core/project/song_json.h"
#include "core/protocol/fields.h"

#include <cmath>

namespace solferino {

using nlohmann::json;

namespace {

/// Null for a take that no request made.
json writeRequest(const JobRequest &request)
{
    return request.model.empty() ? json() : toJson(request, InputBytes::Base64);
}

JobRequest readRequest(const JsonReader &reader)
{
    if (reader.json().is_null())
        return {};
    try {
        return requestFromJson(reader.json());
    } catch (const OptionError &error) {
        reader.fail(error.what());
    } catch (const json::exception &error) {
        reader.fail(error.what());
    }
}

} // namespace

json writeTake(const Take &take)
{
    json object = {{"id", take.id},
                   {"name", writeText(take.name)},
                   {"request", writeRequest(take.request)},
                   {"index", take.index},
                   {"seed", take.seed},
                   {"track", take.track},
                   {"position", take.position},
                   {"length", take.length},
                   {"notes", writeNotes(take.notes)},
                   {"fraction", take.fraction},
                   {"complete", take.isComplete},
                   {"starred", take.isStarred}};
    if (take.score && std::isfinite(*take.score))
        object["score"] = *take.score;
    return object;
}

Take readTake(const JsonReader &reader, std::vector<std::string> &warnings)
{
    constexpr double kHuge = std::numeric_limits<double>::max();
    Take take;
    take.id = reader.at("id").natural();
    take.name = reader.at("name").text();
    take.request = readRequest(reader.at("request"));
    take.index = static_cast<int>(reader.at("index").integer(0, 1 << 30));
    take.seed = reader.at("seed").natural();
    take.track = reader.at("track").natural();
    take.position = reader.at("position").integer();
    take.length = reader.at("length").integer();
    take.notes = readNotes(reader.at("notes"));
    take.fraction = reader.at("fraction").number(0.0, 1.0);
    take.isComplete = reader.at("complete").boolean();
    take.isStarred = reader.at("starred").boolean();
    if (reader.has("score"))
        take.score = reader.at("score").number(-kHuge, kHuge);
    reader.reportUnknown({"id", "name", "request", "index", "seed", "track", "position", "length", "notes",
                          "fraction", "complete", "starred", "score"},
                         warnings);
    return take;
}

} // namespace solferino
