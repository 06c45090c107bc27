// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/project_file.h"

#include "core/project/drawing_json.h"
#include "core/project/image_json.h"
#include "core/project/json_text.h"
#include "core/project/song_json.h"
#include "core/project/take_json.h"
#include "core/protocol/base64.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace solferino {

using nlohmann::json;

namespace {

struct ProjectFile
{
    Q_DECLARE_TR_FUNCTIONS(ProjectFile)
};

constexpr const char *kFormatName = "solferino-project";
/// Members that this version knows.
constexpr std::array<std::string_view, 9> kParts{"format", "version", "requires",    "song", "takes",
                                                 "sketch", "image",   "image_files", "view"};
constexpr int kMaxDepth = 64;
constexpr std::size_t kFilePiece = std::size_t{3} << 18U; ///< bytes of a picture that are encoded at a time

Error damaged(const std::string &where, const std::string &why)
{
    return {ProjectFile::tr("The project is damaged at %1 and was not opened.")
                .arg(QString::fromStdString(where)),
            QString::fromStdString(where + ": " + why)};
}

Error newer(const std::string &what)
{
    return {ProjectFile::tr(
                "This project was written by a newer version of Solferino. Update Solferino to open it."),
            QString::fromStdString(what)};
}

Error notAProject(const std::string &why)
{
    return {ProjectFile::tr("This file is not a Solferino project."), QString::fromStdString(why)};
}

/// "line 12, column 5" of a byte.
std::string placeOf(std::string_view text, std::size_t byte)
{
    const std::string_view before = text.substr(0, byte > 0 ? byte - 1 : 0);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t lineStart = before.rfind('\n') + 1; // npos + 1 is 0
    return "line " + std::to_string(line) + ", column " + std::to_string(before.size() - lineStart + 1);
}

/// Empty if this version reads the file, else why it does not.
std::optional<Error> checkVersion(const json &file)
{
    if (!file.is_object() || file.value("format", json()) != kFormatName)
        return notAProject("the member 'format' is not solferino-project");
    const json version = file.value("version", json());
    if (!version.is_number_integer() || version < 1)
        return damaged("version", "it is not a whole number from 1");
    if (version > kProjectVersion)
        return newer("format version " + version.dump() + ", this program reads up to " +
                     std::to_string(kProjectVersion));
    if (const json needed = file.value("requires", json::array()); needed != json::array())
        return newer("it requires " + needed.dump(-1, ' ', false, json::error_handler_t::replace));
    return std::nullopt;
}

json writeTakes(const std::vector<Take> &takes, ImageFiles &files)
{
    json list = json::array();
    for (const Take &take : takes)
        list.push_back(writeTake(take, files));
    return list;
}

json writeSketch(const Project &project, ImageFiles &files)
{
    json sketch = writeDrawing(project.drawing);
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
                 "{\n \"format\": \"" + std::string(kFormatName) +
                     "\",\n \"version\": " + std::to_string(kProjectVersion) + ',');
    return text;
}

/// One line of the list of files.
template <class Write>
bool writeFile(const Bytes &bytes, Write write)
{
    bool isWritten = write("  \"");
    for (std::size_t from = 0; isWritten && from < bytes.size(); from += kFilePiece) {
        const std::size_t size = std::min(kFilePiece, bytes.size() - from);
        isWritten = write(toBase64(std::span(bytes).subspan(from, size)));
    }
    return isWritten && write("\"");
}

/// The whole text, piece by piece: pictures are large and are never in memory a second time.
template <class Write>
bool writeWhole(const Project &project, Write write)
{
    ImageFiles files;
    std::string text = textOfParts(project, files);
    if (files.list().empty())
        return write(text);
    text.resize(text.rfind("\n}"));
    bool isWritten = write(text) && write(",\n \"image_files\": [\n");
    for (std::size_t i = 0; isWritten && i < files.list().size(); ++i)
        isWritten = (i == 0 || write(",\n")) && writeFile(*files.list()[i], write);
    return isWritten && write("\n ]\n}\n");
}

template <class Read>
std::vector<Take> readTakes(const JsonReader &reader, Read read, std::vector<std::string> &unknown)
{
    std::vector<Take> takes;
    for (std::size_t i = 0; i < reader.arraySize(); ++i)
        takes.push_back(read(reader.at(i), unknown));
    return takes;
}

void readImage(const JsonReader &root, Project &project, std::vector<std::string> &unknown)
{
    const ImageFiles files =
        root.has("image_files") ? ImageFiles::read(root.at("image_files")) : ImageFiles();
    const JsonReader image = root.at("image");
    if (image.has("photo"))
        project.photo = readPhoto(image.at("photo"), files, unknown);
    if (image.has("styling"))
        project.styling = readStyling(image.at("styling"), files, unknown);
    if (!liesInside(project.styling.crop, project.photo.width, project.photo.height))
        image.at("styling").at("crop").fail("it does not lie inside the photo");
    if (image.has("takes")) {
        const auto read = [&files](const JsonReader &reader, std::vector<std::string> &warnings) {
            return readTakeOfPicture(reader, files, warnings);
        };
        project.imageTakes = readTakes(image.at("takes"), read, unknown);
    }
    image.reportUnknown({"photo", "styling", "takes"}, unknown);
}

Project readParts(const json &file, std::vector<std::string> &unknown)
{
    const JsonReader root(file, "");
    Project project;
    if (root.has("song"))
        project.song = readSong(root.at("song"), unknown);
    if (root.has("takes"))
        project.takes = readTakes(root.at("takes"), readTakeOfNotes, unknown);
    if (root.has("sketch")) {
        const JsonReader sketch = root.at("sketch");
        project.drawing = readDrawing(sketch, unknown);
        if (sketch.has("takes"))
            project.drawingTakes = readTakes(sketch.at("takes"), readTakeOfStrokes, unknown);
    }
    if (root.has("image"))
        readImage(root, project, unknown);
    if (root.has("view"))
        project.view = root.at("view").json();
    for (const auto &[name, value] : file.items()) {
        if (!std::ranges::count(kParts, name))
            project.otherParts[name] = value;
    }
    return project;
}

} // namespace

QString projectFileExtension()
{
    return QStringLiteral("solferino");
}

QByteArray encodeProject(const Project &project)
{
    QByteArray bytes;
    writeWhole(project, [&bytes](std::string_view text) {
        bytes.append(text.data(), static_cast<qsizetype>(text.size()));
        return true;
    });
    return bytes;
}

Result<OpenedProject> decodeProject(const QByteArray &bytes)
{
    const std::string_view text(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    try {
        if (isNestedDeeper(text, kMaxDepth))
            return notAProject("it is nested too deeply");
        const json file = json::parse(text);
        if (std::optional<Error> error = checkVersion(file))
            return *std::move(error);
        OpenedProject opened;
        std::vector<std::string> unknown;
        opened.project = readParts(file, unknown);
        for (const std::string &place : unknown)
            opened.warnings.append(ProjectFile::tr("“%1” is not known to this version and was left out.")
                                       .arg(QString::fromStdString(place)));
        return opened;
    } catch (const json::parse_error &error) {
        if (text.find(kFormatName) > 200)
            return notAProject(error.what());
        return damaged(placeOf(text, error.byte), error.what());
    } catch (const JsonError &error) {
        return damaged(error.where(), error.what());
    } catch (const json::exception &error) {
        return damaged("", error.what());
    }
}

Result<> writeProject(const QString &path, const Project &project)
{
    QSaveFile file(path);
    const auto write = [&file](std::string_view text) {
        const auto size = static_cast<qint64>(text.size());
        return file.write(text.data(), size) == size;
    };
    if (file.open(QIODevice::WriteOnly) && writeWhole(project, write) && file.commit())
        return {};
    return Error{ProjectFile::tr("The project could not be saved to “%1”.").arg(path), file.errorString()};
}

Result<OpenedProject> readProject(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ProjectFile::tr("“%1” could not be opened.").arg(path), file.errorString()};
    const QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return Error{ProjectFile::tr("“%1” could not be read.").arg(path), file.errorString()};
    return decodeProject(bytes);
}

} // namespace solferino
