// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/sketch_data_file.h"
#include "core/library/sketch_data_set.h"

#include <QCoreApplication>
#include <QDir>
#include <QSaveFile>

#include <algorithm>
#include <cmath>
#include <exception>

namespace solferino {

namespace {

class DataSet
{
    Q_DECLARE_TR_FUNCTIONS(DataSet)
};

/// Whole numbers, the first point at the origin.
StrokeRows rowsOf(const SketchExample &example)
{
    Lines lines = example.lines;
    for (Polyline &line : lines) {
        for (Point &point : line)
            point = {std::round(point.x), std::round(point.y)};
    }
    const auto first = std::ranges::find_if(lines, [](const Polyline &line) { return !line.empty(); });
    return rowsFromLines(lines, first == lines.end() ? Point{} : first->front());
}

Result<> save(const QString &path, const char *bytes, std::size_t size)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) ||
        file.write(bytes, static_cast<qint64>(size)) != static_cast<qint64>(size) || !file.commit())
        return Error{DataSet::tr("The data set %1 could not be written.").arg(path), file.errorString()};
    return {};
}

template <class Wanted>
Result<WrittenDataSet> saveNpz(const SketchDataSet &data, const QString &path, Wanted isWanted)
{
    SketchData parts;
    std::size_t drawings = 0;
    for (const SketchExample &example : data.examples) {
        if (!isWanted(example))
            continue;
        std::vector<StrokeRows> &part = example.split == DataSplit::Train   ? parts.train
                                        : example.split == DataSplit::Valid ? parts.valid
                                                                            : parts.test;
        part.push_back(rowsOf(example));
        ++drawings;
    }
    try {
        const std::vector<std::uint8_t> bytes = writeSketchNpz(parts);
        if (const Result<> saved = save(path, reinterpret_cast<const char *>(bytes.data()), bytes.size());
            !saved)
            return saved.error();
    } catch (const std::exception &error) {
        return Error{DataSet::tr("The data set %1 could not be written.").arg(path),
                     QString::fromUtf8(error.what())};
    }
    return WrittenDataSet{{path}, drawings};
}

/// A file name that every system takes, and that no other class has.
QString fileNameOf(const std::string &label, QStringList &taken)
{
    QString name = QString::fromStdString(label).trimmed();
    for (QChar &letter : name) {
        if (letter < u' ' || QStringLiteral("/\\:*?\"<>|").contains(letter))
            letter = u'_';
    }
    if (name.isEmpty() || name.startsWith(u'.'))
        name.prepend(u'_');
    QString free = name;
    for (int i = 2; taken.contains(free, Qt::CaseInsensitive); ++i)
        free = QStringLiteral("%1 %2").arg(name).arg(i);
    taken.append(free);
    return free + QStringLiteral(".npz");
}

} // namespace

Result<WrittenDataSet> writeDataSetNpz(const SketchDataSet &data, const QString &path)
{
    return saveNpz(data, path, [](const SketchExample &) { return true; });
}

Result<WrittenDataSet> writeDataSetFolder(const SketchDataSet &data, const QString &folder)
{
    if (!QDir().mkpath(folder))
        return Error{DataSet::tr("The folder %1 could not be made.").arg(folder), {}};
    WrittenDataSet written;
    QStringList taken;
    for (const auto &entry : data.countByLabel()) {
        const std::string &label = entry.first;
        const QString path = QDir(folder).filePath(fileNameOf(label, taken));
        const Result<WrittenDataSet> one =
            saveNpz(data, path, [&](const SketchExample &example) { return example.label == label; });
        if (!one)
            return one.error();
        written.files += one.value().files;
        written.drawings += one.value().drawings;
    }
    return written;
}

Result<WrittenDataSet> writeDataSetNdjson(const SketchDataSet &data, const QString &path)
{
    std::vector<LabelledDrawing> drawings;
    drawings.reserve(data.examples.size());
    for (const SketchExample &example : data.examples)
        drawings.push_back(
            {.word = example.label, .key = std::to_string(example.id), .lines = example.lines});
    const std::string text = writeNdjson(drawings);
    if (const Result<> saved = save(path, text.data(), text.size()); !saved)
        return saved.error();
    return WrittenDataSet{{path}, drawings.size()};
}

} // namespace solferino
