// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/take_json.h"

#include "core/domain/image/picture.h"
#include "core/project/drawing_json.h"
#include "core/project/song_json.h"
#include "core/protocol/fields.h"

#include <algorithm>
#include <cmath>

namespace solferino {

using nlohmann::json;

namespace {

constexpr double kLongestRun = 1e9; ///< seconds

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

void writeContent(json &object, const TakeNotes &content, ImageFiles &)
{
    object["track"] = content.track;
    object["position"] = content.position;
    object["length"] = content.length;
    object["notes"] = writeNotes(content.notes);
}

void writeContent(json &object, const TakeStrokes &content, ImageFiles &)
{
    object["lines"] = writeLines(content.lines);
    object["context"] = writeLines(content.context);
}

void writeContent(json &object, const TakePicture &content, ImageFiles &files)
{
    files.write(object, "file", content.file);
    files.write(object, "photo", content.photo);
    object["width"] = std::clamp(content.width, 0, kLongestSide);
    object["height"] = std::clamp(content.height, 0, kLongestSide);
    object["preview"] = content.isPreview;
    object["seconds"] = std::isnan(content.seconds) ? 0.0 : std::clamp(content.seconds, 0.0, kLongestRun);
}

/// All but the content.
Take readEnvelope(const JsonReader &reader)
{
    constexpr double kHuge = std::numeric_limits<double>::max();
    Take take;
    take.id = reader.at("id").natural();
    take.name = reader.at("name").text();
    take.request = readRequest(reader.at("request"));
    take.index = static_cast<int>(reader.at("index").integer(0, 1 << 30));
    take.seed = reader.at("seed").natural();
    take.fraction = reader.at("fraction").number(0.0, 1.0);
    take.isComplete = reader.at("complete").boolean();
    take.isStarred = reader.at("starred").boolean();
    if (reader.has("score"))
        take.score = reader.at("score").number(-kHuge, kHuge);
    return take;
}

} // namespace

json writeTake(const Take &take, ImageFiles &files)
{
    json object = {{"id", take.id},
                   {"name", writeText(take.name)},
                   {"request", writeRequest(take.request)},
                   {"index", take.index},
                   {"seed", take.seed},
                   {"fraction", take.fraction},
                   {"complete", take.isComplete},
                   {"starred", take.isStarred}};
    std::visit([&](const auto &content) { writeContent(object, content, files); }, take.content);
    if (take.score && std::isfinite(*take.score))
        object["score"] = *take.score;
    return object;
}

Take readTakeOfNotes(const JsonReader &reader, std::vector<std::string> &warnings)
{
    Take take = readEnvelope(reader);
    TakeNotes content;
    content.track = reader.at("track").natural();
    content.position = reader.at("position").integer();
    content.length = reader.at("length").integer();
    content.notes = readNotes(reader.at("notes"));
    take.content = std::move(content);
    reader.reportUnknown({"id", "name", "request", "index", "seed", "track", "position", "length", "notes",
                          "fraction", "complete", "starred", "score"},
                         warnings);
    return take;
}

Take readTakeOfStrokes(const JsonReader &reader, std::vector<std::string> &warnings)
{
    Take take = readEnvelope(reader);
    take.content =
        TakeStrokes{.lines = readLines(reader.at("lines")), .context = readLines(reader.at("context"))};
    reader.reportUnknown({"id", "name", "request", "index", "seed", "lines", "context", "fraction",
                          "complete", "starred", "score"},
                         warnings);
    return take;
}

Take readTakeOfPicture(const JsonReader &reader, const ImageFiles &files, std::vector<std::string> &warnings)
{
    Take take = readEnvelope(reader);
    TakePicture content;
    content.file = files.read(reader, "file");
    content.photo = files.read(reader, "photo");
    content.width = static_cast<int>(reader.at("width").integer(0, kLongestSide));
    content.height = static_cast<int>(reader.at("height").integer(0, kLongestSide));
    content.isPreview = reader.at("preview").boolean();
    content.seconds = reader.at("seconds").number(0.0, kLongestRun);
    take.content = std::move(content);
    reader.reportUnknown({"id", "name", "request", "index", "seed", "file", "photo", "width", "height",
                          "preview", "seconds", "fraction", "complete", "starred", "score"},
                         warnings);
    return take;
}

} // namespace solferino
