// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/drawing_json.h"
#include "core/project/image_json.h"
#include "core/project/json_text.h"
#include "core/project/project_file.h"
#include "core/project/saved_file.h"
#include "core/project/song_json.h"
#include "core/project/take_json.h"
#include "core/protocol/base64.h"

#include <QCoreApplication>

#include <algorithm>
#include <span>
#include <utility>

namespace solferino {

using nlohmann::json;

namespace {

constexpr std::size_t kFilePiece = std::size_t{3} << 18U; ///< bytes of a picture that are encoded at a time

json writeTakes(const std::vector<Take> &takes, ImageFiles &files)
{
    json list = json::array();
    for (const Take &take : takes)
        list.push_back(writeTake(take, files));
    return list;
}

json writeSketch(const Project &project, ImageFiles &files)
{
    json sketch = writeDrawing(project.drawing, files);
    sketch["takes"] = writeTakes(project.drawingTakes, files);
    return sketch;
}

json writeImage(const Project &project, ImageFiles &files)
{
    json image = json::object();
    if (project.photo.file)
        image["photo"] = writePhoto(project.photo, files);
    image["styling"] = writeStyling(project.styling, files);
    image["takes"] = writeTakes(project.imageTakes, files);
    return image;
}

/// The text of all but the files of pictures.
std::string textOfParts(const Project &project, ImageFiles &files)
{
    json file = project.otherParts;
    file["song"] = writeSong(project.song);
    file["takes"] = writeTakes(project.takes, files);
    if (project.drawing != Drawing{} || !project.drawingTakes.empty())
        file["sketch"] = writeSketch(project, files);
    if (project.photo.file || project.styling != Styling{} || !project.imageTakes.empty())
        file["image"] = writeImage(project, files);
    file["view"] = project.view;
    std::string text = toReadableText(file);
    // What the file is stands first, for people and for tools that look at the first bytes.
    text.replace(0, 1,
                 "{\n \"format\": \"" + std::string(kProjectFormat) +
                     "\",\n \"version\": " + std::to_string(kProjectVersion) + ',');
    return text;
}

/// The list of files after the text of the parts, `writeEach(i)` an element of it.
template <class Write, class WriteEach>
bool writeWhole(std::string text, std::size_t files, Write write, WriteEach writeEach)
{
    if (files == 0)
        return write(text);
    text.resize(text.rfind("\n}"));
    bool isWritten = write(text) && write(",\n \"" + std::string(kProjectFiles) + "\": [\n");
    for (std::size_t i = 0; isWritten && i < files; ++i)
        isWritten = (i == 0 || write(",\n")) && write("  ") && writeEach(i);
    return isWritten && write("\n ]\n}\n");
}

/// A file in base64, piece by piece: pictures are large and are never in memory a second time.
template <class Write>
bool writeFile(const Bytes &bytes, Write write)
{
    bool isWritten = write("\"");
    for (std::size_t from = 0; isWritten && from < bytes.size(); from += kFilePiece) {
        const std::size_t size = std::min(kFilePiece, bytes.size() - from);
        isWritten = write(toBase64(std::span(bytes).subspan(from, size)));
    }
    return isWritten && write("\"");
}

/// Pictures that lie on the disk are read one at a time; `unread` receives why one could not be.
template <class Write>
bool writeSelfContained(const Project &project, Write write, std::optional<Error> &unread)
{
    ImageFiles files(ImageFiles::Place::Inside);
    std::string text = textOfParts(project, files);
    return writeWhole(std::move(text), files.list().size(), write, [&](std::size_t i) {
        const Result<SharedBytes> bytes = files.list()[i].load();
        if (!bytes)
            unread = bytes.error();
        return bytes && writeFile(*bytes.value(), write);
    });
}

Result<> saveTo(const QString &path, const std::function<bool(const WritePiece &)> &write)
{
    if (const auto reason = saveFile(path, write))
        return Error{
            QCoreApplication::translate(
                "ProjectFile", "The project could not be saved to “%1”: %2. What was there is unchanged.")
                .arg(path, *reason),
            {}};
    return {};
}

} // namespace

QByteArray encodeProject(const Project &project)
{
    QByteArray bytes;
    std::optional<Error> unread;
    const auto append = [&bytes](std::string_view text) {
        bytes.append(text.data(), static_cast<qsizetype>(text.size()));
        return true;
    };
    return writeSelfContained(project, append, unread) ? bytes : QByteArray();
}

Result<> writeProject(const QString &path, const Project &project)
{
    std::optional<Error> unread;
    Result<> saved =
        saveTo(path, [&](const WritePiece &write) { return writeSelfContained(project, write, unread); });
    return unread ? *unread : saved;
}

ProjectParts partsOf(const Project &project)
{
    ImageFiles files(ImageFiles::Place::Beside);
    std::string text = textOfParts(project, files);
    return {std::move(text), files.list()};
}

Result<> writeProjectParts(const QString &path, const std::string &text, const QStringList &names)
{
    return saveTo(path, [&](const WritePiece &write) {
        return writeWhole(text, static_cast<std::size_t>(names.size()), write, [&](std::size_t i) {
            return write(fileBeside(names[static_cast<qsizetype>(i)]).dump());
        });
    });
}

} // namespace solferino
