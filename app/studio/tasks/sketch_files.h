// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/sketch/drawing.h"

#include <QAction>
#include <QObject>
#include <QPointer>

#include <functional>

namespace solferino {

class DataSetWindow;
class DocumentController;
class Settings;
class SketchActions;
class SketchCanvas;
class SketchState;
class Theme;

/// The files of the canvas: exports (SVG, PNG, animations, clipboard), imports (SVG, pictures to trace) and
/// the window of data sets. Files are read and written on the I/O pool.
class SketchFiles final : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        Theme &theme;
        Settings &settings;
        DocumentController &documents;
        SketchState &state;
        SketchActions &actions;
        SketchCanvas &canvas;
    };
    SketchFiles(const Parts &parts, QWidget *window);

    // In the order of a menu:
    [[nodiscard]] const QList<QAction *> &exportActions() const { return m_exports; }
    [[nodiscard]] const QList<QAction *> &importActions() const { return m_imports; }
    [[nodiscard]] const QList<QAction *> &dataActions() const { return m_data; }

public Q_SLOTS:
    /// Adds the strokes of an SVG file, puts a picture under them, or shows the drawings of a data file.
    void importFile(const QString &path);

Q_SIGNALS:
    void failed(const solferino::Error &error);
    /// Something that worked but not quite: one sentence, and the rest of it.
    void noticed(const QString &sentence, const QString &detail);

private:
    using Writer = std::function<Result<>(const Drawing &drawing, const QString &path)>;

    void createActions();
    [[nodiscard]] QString askForPath(const QString &title, const QString &suffix, const QString &filter);
    void write(const QString &path, Writer writer);
    /// Says so and returns true where there is nothing to export.
    [[nodiscard]] bool refuseEmpty();
    void exportSvg(bool isAnimated);
    void exportPng();
    void exportGif();
    void copyPicture();
    void importWithDialog();
    void placeBackground();
    void pastePicture();
    void setBackground(const QByteArray &bytes, const QString &name);
    void importSvg(const QByteArray &bytes, const QString &name);
    void addDrawing(const Drawing &drawing);
    DataSetWindow *showDataSets();

    Parts m_parts;
    QWidget *m_window;
    QList<QAction *> m_exports;
    QList<QAction *> m_imports;
    QList<QAction *> m_data;
    QPointer<DataSetWindow> m_dataWindow;
};

} // namespace solferino
