// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/project_file.h"

#include "core/project/drawing_json.h"
#include "core/project/json_text.h"
#include "core/project/song_json.h"
#include "core/project/take_json.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

#include <algorithm>

namespace solferino {

using nlohmann::json;

namespace {

struct ProjectFile
{
    Q_DECLARE_TR_FUNCTIONS(ProjectFile)
};

constexpr const char *kFormatName = "solferino-project";
constexpr int kMaxDepth = 64;

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

json writeTakes(const std::vector<Take> &takes)
{
    json list = json::array();
    for (const Take &take : takes)
        list.push_back(writeTake(take));
    return list;
}

template <class Read>
std::vector<Take> readTakes(const JsonReader &reader, Read read, std::vector<std::string> &unknown)
{
    std::vector<Take> takes;
    for (std::size_t i = 0; i < reader.arraySize(); ++i)
        takes.push_back(read(reader.at(i), unknown));
    return takes;
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
    if (root.has("view"))
        project.view = root.at("view").json();
    for (const auto &[name, value] : file.items()) {
        if (name != "format" && name != "version" && name != "requires" && name != "song" &&
            name != "takes" && name != "sketch" && name != "view")
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
    json file = project.otherParts;
    file["song"] = writeSong(project.song);
    file["takes"] = writeTakes(project.takes);
    if (project.drawing != Drawing{} || !project.drawingTakes.empty()) {
        json sketch = writeDrawing(project.drawing);
        sketch["takes"] = writeTakes(project.drawingTakes);
        file["sketch"] = std::move(sketch);
    }
    file["view"] = project.view;
    std::string text = toReadableText(file);
    // What the file is stands first, for people and for tools that look at the first bytes.
    text.replace(0, 1,
                 "{\n \"format\": \"" + std::string(kFormatName) +
                     "\",\n \"version\": " + std::to_string(kProjectVersion) + ',');
    return QByteArray::fromStdString(text);
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
    const QByteArray bytes = encodeProject(project);
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
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
