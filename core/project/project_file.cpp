// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/project_file.h"

#include "core/project/drawing_json.h"
#include "core/project/image_json.h"
#include "core/project/json_text.h"
#include "core/project/song_json.h"
#include "core/project/take_json.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <new>
#include <span>
#include <utility>

namespace solferino {

using nlohmann::json;

namespace {

struct ProjectFile
{
    Q_DECLARE_TR_FUNCTIONS(ProjectFile)
};

/// Members that this version knows.
constexpr std::array<std::string_view, 9> kParts{"format", "version", "requires",    "song", "takes",
                                                 "sketch", "image",   "image_files", "view"};
constexpr int kMaxDepth = 64;
constexpr std::size_t kMostLists = 20'000'000;              ///< and objects: some gigabytes of memory
constexpr qint64 kLargestFile = qint64{4} << 30;            ///< bytes
constexpr std::size_t kLargestText = std::size_t{1} << 30U; ///< bytes without the files of pictures
constexpr qsizetype kMostWarnings = 20;

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

Error tooLarge(const std::string &why)
{
    return {ProjectFile::tr("The project is too large to be opened."), QString::fromStdString(why)};
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
    if (!file.is_object() || file.value("format", json()) != kProjectFormat)
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

/// All of a file.
Result<QByteArray> bytesOf(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly)) // a pipe or a device may never end
        return Error{ProjectFile::tr("“%1” could not be opened.").arg(path), file.errorString()};
    if (file.size() > kLargestFile)
        return tooLarge("more than " + std::to_string(kLargestFile) + " bytes");
    try {
        QByteArray bytes = file.readAll();
        if (file.error() != QFileDevice::NoError)
            return Error{ProjectFile::tr("“%1” could not be read.").arg(path), file.errorString()};
        return bytes;
    } catch (const std::bad_alloc &) {
        return tooLarge("there is not enough memory");
    }
}

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

template <class Read>
std::vector<Take> readTakes(const JsonReader &reader, Read read, std::vector<std::string> &unknown)
{
    std::vector<Take> takes;
    for (std::size_t i = 0; i < reader.arraySize(); ++i)
        takes.push_back(read(reader.at(i), unknown));
    return takes;
}

void readImage(const JsonReader &image, Project &project, const ImageFiles &files,
               std::vector<std::string> &unknown)
{
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

Project readParts(const json &file, std::span<const std::string_view> texts, const FileSource &beside,
                  std::vector<std::string> &unknown)
{
    const JsonReader root(file, "");
    const ImageFiles files = root.has(kProjectFiles) ? ImageFiles::read(root.at(kProjectFiles), texts, beside)
                                                     : ImageFiles(ImageFiles::Place::Inside);
    Project project;
    if (root.has("song"))
        project.song = readSong(root.at("song"), unknown);
    if (root.has("takes"))
        project.takes = readTakes(root.at("takes"), readTakeOfNotes, unknown);
    if (root.has("sketch")) {
        const JsonReader sketch = root.at("sketch");
        project.drawing = readDrawing(sketch, files, unknown);
        if (sketch.has("takes"))
            project.drawingTakes = readTakes(sketch.at("takes"), readTakeOfStrokes, unknown);
    }
    if (root.has("image"))
        readImage(root.at("image"), project, files, unknown);
    if (root.has("view"))
        project.view = root.at("view").json();
    for (const auto &[name, value] : file.items()) {
        if (!std::ranges::count(kParts, name))
            project.otherParts[name] = value;
    }
    return project;
}

QStringList warningsOf(const std::vector<std::string> &unknown)
{
    QStringList warnings;
    for (const std::string &place : unknown) {
        if (warnings.size() == kMostWarnings) {
            const auto more = static_cast<int>(unknown.size()) - static_cast<int>(kMostWarnings);
            warnings << ProjectFile::tr("%n more parts that are not known were left out.", nullptr, more);
            break;
        }
        warnings << ProjectFile::tr("“%1” is not known to this version and was left out.")
                        .arg(QString::fromStdString(place));
    }
    return warnings;
}

/// Throws what the parser and the readers of parts throw.
Result<OpenedProject> decode(std::string_view text, std::span<const std::string_view> files,
                             const FileSource &beside)
{
    const JsonExtent extent = extentOf(text);
    if (extent.depth > kMaxDepth)
        return notAProject("it is nested too deeply");
    if (text.size() > kLargestText || extent.lists > kMostLists)
        return tooLarge(std::to_string(text.size()) + " bytes beside pictures, " +
                        std::to_string(extent.lists) + " lists");
    const json file = json::parse(text);
    if (std::optional<Error> error = checkVersion(file))
        return *std::move(error);
    OpenedProject opened;
    std::vector<std::string> unknown;
    opened.project = readParts(file, files, beside, unknown);
    opened.warnings = warningsOf(unknown);
    return opened;
}

} // namespace

QString projectFileExtension()
{
    return QStringLiteral("solferino");
}

Result<OpenedProject> decodeProject(const QByteArray &bytes, const FileSource &beside)
{
    const std::optional<CutJson> cut = cutTexts(viewOf(bytes), kProjectFiles);
    const std::string_view text = cut ? std::string_view(cut->text) : viewOf(bytes);
    try {
        return decode(text, cut ? std::span(cut->elements) : std::span<const std::string_view>(), beside);
    } catch (const json::parse_error &error) {
        if (text.find(kProjectFormat) > 200)
            return notAProject(error.what());
        return damaged(placeOf(text, error.byte), error.what());
    } catch (const JsonError &error) {
        return damaged(error.where(), error.what());
    } catch (const json::exception &error) {
        return damaged("", error.what());
    } catch (const std::bad_alloc &) {
        return tooLarge("there is not enough memory");
    }
}

Result<OpenedProject> readProject(const QString &path, const FileSource &beside)
{
    const Result<QByteArray> bytes = bytesOf(path);
    return bytes ? decodeProject(bytes.value(), beside) : Result<OpenedProject>(bytes.error());
}

json readProjectPart(const QString &path, const char *name)
{
    const Result<QByteArray> bytes = bytesOf(path);
    if (!bytes)
        return {};
    const std::optional<CutJson> cut = cutTexts(viewOf(bytes.value()), kProjectFiles);
    const std::string_view text = cut ? std::string_view(cut->text) : viewOf(bytes.value());
    if (extentOf(text).depth > kMaxDepth)
        return {};
    const json file = json::parse(text, nullptr, false);
    return file.is_object() ? file.value(name, json()) : json();
}

} // namespace solferino
