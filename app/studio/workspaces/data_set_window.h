// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/library/data_set_model.h"

#include <QPointer>
#include <QWidget>

class QProgressBar;

namespace solferino {

class BackgroundTask;
class Button;
class DrawingBrowser;
class MessageStrip;
class Settings;
class TextLabel;
class Theme;

/// A window of its own for the drawings of a data set: reads files and folders, shows what is in them and
/// what is not, and why, lets the person take bad ones out, and writes what is left as .npz or .ndjson.
class DataSetWindow final : public QWidget
{
    Q_OBJECT
public:
    DataSetWindow(Theme &theme, Settings &settings, QWidget *parent);

    /// Asks for data files (.npz, .ndjson) and reads them.
    void chooseFiles();
    /// Asks for a folder of SVG files, line art or data files and makes one data set of them.
    void chooseFolder();
    void read(const QStringList &paths, bool splits);

Q_SIGNALS:
    /// The person wants a drawing on the canvas.
    void drawingChosen(const solferino::Lines &lines);

protected:
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void buildLayout();
    void showData(SketchDataSet data, bool splits);
    void showReport();
    void showProblem(const QString &sentence, const QString &detail);
    void saveFile();
    void saveFolder();
    void write(std::function<Result<WrittenDataSet>(const SketchDataSet &)> writer);
    void updateState();

    Theme &m_theme;
    Settings &m_settings;
    DataSetModel *m_model;
    MessageStrip *m_strip;
    DrawingBrowser *m_browser;
    TextLabel *m_report;
    QProgressBar *m_progress;
    Button *m_cancel;
    Button *m_saveFile;
    Button *m_saveFolder;
    QPointer<BackgroundTask> m_task;
};

} // namespace solferino
