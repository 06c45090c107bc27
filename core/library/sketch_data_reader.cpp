// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/line_art_tracer.h"
#include "core/domain/sketch/sketch_data_file.h"
#include "core/domain/sketch/svg_file.h"
#include "core/library/sketch_data_set.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QImageReader>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <exception>
#include <optional>
#include <span>

namespace solferino {

namespace {

constexpr int kMostFiles = 200'000;
constexpr int kTraceSide = 1024;    ///< larger pictures are made smaller before tracing
constexpr double kFarthest = 1e7;   ///< units of the data
constexpr std::size_t kReport = 64; ///< drawings between two reports of progress

class DataSet
{
    Q_DECLARE_TR_FUNCTIONS(DataSet)
};

struct Source
{
    QString path;
    QString label;
};

bool isReadable(const QString &suffix)
{
    static const QStringList suffixes{QStringLiteral("npz"), QStringLiteral("ndjson"),
                                      QStringLiteral("svg"), QStringLiteral("png"),
                                      QStringLiteral("jpg"), QStringLiteral("jpeg")};
    return suffixes.contains(suffix);
}

QString labelOf(const QFileInfo &file)
{
    return file.suffix().toLower() == QStringLiteral("npz") ? file.baseName() : file.dir().dirName();
}

/// Files in the order of their names, so that the same folder gives the same data set everywhere.
std::vector<Source> sourcesOf(const QStringList &paths)
{
    std::vector<Source> sources;
    for (const QString &path : paths) {
        const QFileInfo info(path);
        if (!info.isDir()) {
            sources.push_back({path, labelOf(info)});
            continue;
        }
        QStringList files;
        QDirIterator walk(path, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext() && files.size() < kMostFiles) {
            const QString file = walk.next();
            if (isReadable(QFileInfo(file).suffix().toLower()))
                files.append(file);
        }
        files.sort();
        for (const QString &file : files)
            sources.push_back({file, labelOf(QFileInfo(file))});
    }
    return sources;
}

bool isSound(const Lines &lines)
{
    return std::ranges::all_of(lines, [](const Polyline &line) {
        return std::ranges::all_of(line, [](const Point &point) {
            return std::abs(point.x) <= kFarthest && std::abs(point.y) <= kFarthest; // NaN is not
        });
    });
}

/// Moved to the origin, the larger side `size`.
Lines fitted(const Lines &lines, double size)
{
    const std::optional<Bounds> bounds = boundsOf(lines);
    if (!bounds)
        return {};
    const double side = std::max(bounds->width(), bounds->height());
    const double scale = side > 0.0 ? size / side : 1.0;
    Lines moved = lines;
    for (Polyline &line : moved) {
        for (Point &point : line)
            point = {(point.x - bounds->left) * scale, (point.y - bounds->top) * scale};
    }
    return moved;
}

/// Without pixels where the file is no picture.
GrayImage grayOf(QImageReader &reader)
{
    const QSize size = reader.size();
    if (size.isValid() && std::max(size.width(), size.height()) > kTraceSide)
        reader.setScaledSize(size.scaled(kTraceSide, kTraceSide, Qt::KeepAspectRatio).expandedTo({1, 1}));
    QImage image = reader.read();
    if (image.isNull())
        return {};
    if (std::max(image.width(), image.height()) > kTraceSide)
        image = image.scaled(kTraceSide, kTraceSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    QImage sheet(image.size(), QImage::Format_RGB32);
    sheet.fill(Qt::white);
    QPainter(&sheet).drawImage(0, 0, image);
    const QImage gray = sheet.convertToFormat(QImage::Format_Grayscale8);
    GrayImage rows{gray.width(), gray.height(), {}};
    for (int y = 0; y < gray.height(); ++y)
        rows.pixels.insert(rows.pixels.end(), gray.constScanLine(y), gray.constScanLine(y) + gray.width());
    return rows;
}

/// Collects drawings and counts what it leaves out.
class Collector final
{
public:
    Collector(const DataSetOptions &options, const DataSetProgress &progress)
        : m_options(options)
        , m_progress(progress)
    {}

    SketchDataSet data;

    /// False once it was cancelled.
    [[nodiscard]] bool report(double fraction)
    {
        if (!m_isCancelled && m_progress && !m_progress(fraction))
            m_isCancelled = true;
        return !m_isCancelled;
    }

    void beginFile(const Source &source, double from, double to)
    {
        m_source = source;
        m_from = from;
        m_to = to;
    }

    void read()
    {
        QFile file(m_source.path);
        if (!file.open(QIODevice::ReadOnly)) {
            refuse(file.errorString());
            return;
        }
        if (static_cast<std::uint64_t>(file.size()) > m_options.maxFileBytes) {
            refuse(DataSet::tr("The file is larger than %1 MB.").arg(m_options.maxFileBytes >> 20U));
            return;
        }
        const QString suffix = QFileInfo(m_source.path).suffix().toLower();
        try {
            if (suffix == QStringLiteral("npz"))
                readNpz(file.readAll());
            else if (suffix == QStringLiteral("ndjson"))
                readNdjsonLines(file.readAll());
            else if (suffix == QStringLiteral("svg"))
                readSvgFile(file.readAll());
            else if (!readPicture(file))
                return;
            ++data.report.files;
        } catch (const std::exception &error) {
            refuse(QString::fromUtf8(error.what()));
        }
    }

private:
    static std::span<const std::uint8_t> spanOf(const QByteArray &bytes)
    {
        return {reinterpret_cast<const std::uint8_t *>(bytes.constData()),
                static_cast<std::size_t>(bytes.size())};
    }

    void refuse(const QString &sentence) { data.report.unreadable.emplace_back(m_source.path, sentence); }

    void readNpz(const QByteArray &bytes)
    {
        const SketchData parts = readSketchNpz(spanOf(bytes));
        const std::size_t total = parts.train.size() + parts.valid.size() + parts.test.size();
        std::size_t done = 0;
        const auto take = [&](const std::vector<StrokeRows> &part, DataSplit split) {
            for (const StrokeRows &rows : part) {
                if (!reportWithin(done++, total))
                    return;
                keep(linesFromRows(rows), m_source.label.toStdString(), split);
            }
        };
        take(parts.train, DataSplit::Train);
        take(parts.valid, DataSplit::Valid);
        take(parts.test, DataSplit::Test);
    }

    void readNdjsonLines(const QByteArray &bytes)
    {
        NdjsonFile file = readNdjson(spanOf(bytes));
        if (!file.warnings.empty())
            data.report.discarded[DataSet::tr("broken lines of .ndjson files")] += file.warnings.size();
        std::size_t done = 0;
        for (LabelledDrawing &drawing : file.drawings) {
            if (!reportWithin(done++, file.drawings.size()))
                return;
            const std::string label =
                drawing.word.empty() ? m_source.label.toStdString() : std::move(drawing.word);
            if (drawing.isRaw)
                simplifyAndKeep(drawing.lines, label);
            else
                keep(std::move(drawing.lines), label, DataSplit::Train);
        }
    }

    void readSvgFile(const QByteArray &bytes)
    {
        simplifyAndKeep(linesOf(readSvg(spanOf(bytes)).drawing), m_source.label.toStdString());
    }

    bool readPicture(QFile &file)
    {
        QImageReader reader(&file);
        const GrayImage image = grayOf(reader);
        if (image.pixels.empty()) {
            refuse(reader.errorString());
            return false;
        }
        simplifyAndKeep(traceLineArt(image), m_source.label.toStdString());
        return true;
    }

    bool reportWithin(std::size_t done, std::size_t total)
    {
        if (done % kReport != 0)
            return !m_isCancelled;
        const double share = static_cast<double>(done) / static_cast<double>(std::max<std::size_t>(total, 1));
        return report(m_from + share * (m_to - m_from));
    }

    void simplifyAndKeep(const Lines &lines, const std::string &label)
    {
        if (!isSound(lines)) {
            discard(DataSet::tr("points that are no numbers"));
            return;
        }
        SimplifiedDrawing simplified =
            simplifyForTraining(fitted(lines, m_options.drawingSize), m_options.recipe);
        if (simplified.refusal == SimplifyRefusal::TooFewPoints)
            discard(DataSet::tr("fewer than %n points", nullptr,
                                static_cast<int>(m_options.recipe.fewestPoints)));
        else if (simplified.refusal == SimplifyRefusal::TooManyPoints)
            discard(
                DataSet::tr("more than %n points", nullptr, static_cast<int>(m_options.recipe.mostPoints)));
        else
            keep(std::move(simplified.lines), label, DataSplit::Train);
    }

    void keep(Lines lines, const std::string &label, DataSplit split)
    {
        std::erase_if(lines, [](const Polyline &line) { return line.empty(); });
        std::size_t points = 0;
        for (const Polyline &line : lines)
            points += line.size();
        if (points < 2)
            discard(DataSet::tr("nothing drawn"));
        else if (!isSound(lines))
            discard(DataSet::tr("points that are no numbers"));
        else if (data.examples.size() >= m_options.mostDrawings || m_points + points > m_options.mostPoints)
            discard(DataSet::tr("more than fit into one data set"));
        else {
            m_points += points;
            data.examples.push_back({.id = data.examples.size() + 1,
                                     .lines = std::move(lines),
                                     .label = label,
                                     .split = split,
                                     .source = QFileInfo(m_source.path).fileName().toStdString()});
        }
    }

    void discard(const QString &reason) { ++data.report.discarded[reason]; }

    const DataSetOptions &m_options;
    const DataSetProgress &m_progress;
    Source m_source;
    double m_from = 0.0;
    double m_to = 1.0;
    std::size_t m_points = 0;
    bool m_isCancelled = false;
};

Error nothingFound(const DataSetReport &report)
{
    QString detail;
    for (const auto &[path, sentence] : report.unreadable)
        detail += QStringLiteral("%1: %2\n").arg(path, sentence);
    for (const auto &[reason, count] : report.discarded)
        detail += QStringLiteral("%1: %2\n").arg(reason).arg(count);
    return {DataSet::tr("There is no drawing here that a model could learn from."), detail};
}

} // namespace

Result<SketchDataSet> readSketchDataSet(const QStringList &paths, const DataSetOptions &options,
                                        const DataSetProgress &progress)
{
    const std::vector<Source> sources = sourcesOf(paths);
    Collector collector(options, progress);
    const auto total = static_cast<double>(std::max<std::size_t>(sources.size(), 1));
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (!collector.report(static_cast<double>(i) / total))
            return SketchDataSet{};
        collector.beginFile(sources[i], static_cast<double>(i) / total, static_cast<double>(i + 1) / total);
        collector.read();
    }
    if (!collector.report(1.0))
        return SketchDataSet{};
    SketchDataSet data = std::move(collector.data);
    data.report.kept = data.examples.size();
    if (data.examples.empty())
        return nothingFound(data.report);
    return data;
}

} // namespace solferino
