// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/workspaces/data_set_window.h"

#include "core/base/background.h"
#include "core/base/background_task.h"
#include "core/project/settings.h"
#include "widgets/common/button.h"
#include "widgets/common/message_strip.h"
#include "widgets/common/text_label.h"
#include "widgets/common/theme.h"
#include "widgets/sketch/drawing_browser.h"

#include <QCloseEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QProgressBar>
#include <QVBoxLayout>

namespace solferino {

namespace {

constexpr QSize kSize(960, 680);
constexpr int kProgressSteps = 1000;
constexpr double kValidShare = 0.1;
constexpr double kTestShare = 0.1;
constexpr std::uint64_t kSplitSeed = 1;

QString purpose()
{
    return QStringLiteral("train");
}

} // namespace

DataSetWindow::DataSetWindow(Theme &theme, Settings &settings, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_theme(theme)
    , m_settings(settings)
    , m_model(new DataSetModel(this))
    , m_strip(new MessageStrip(theme, this))
    , m_browser(new DrawingBrowser(theme, *m_model, this))
    , m_report(new TextLabel(theme, FontRole::Note, Role::TextSecondary, this))
    , m_progress(new QProgressBar(this))
    , m_cancel(new Button(theme, tr("Cancel"), Emphasis::Plain, this))
    , m_saveFile(new Button(theme, tr("Save as One File…"), Emphasis::Plain, this))
    , m_saveFolder(new Button(theme, tr("Save a File a Class…"), Emphasis::Person, this))
{
    setWindowTitle(tr("Drawings"));
    resize(kSize);
    buildLayout();
    connect(m_cancel, &Button::clicked, this, [this] {
        if (m_task)
            m_task->cancel();
    });
    connect(m_saveFile, &Button::clicked, this, &DataSetWindow::saveFile);
    connect(m_saveFolder, &Button::clicked, this, &DataSetWindow::saveFolder);
    connect(m_browser, &DrawingBrowser::drawingActivated, this, [this](ExampleId id) {
        if (const SketchExample *example = m_model->find(id))
            Q_EMIT drawingChosen(example->lines);
    });
    connect(m_model, &DataSetModel::countsChanged, this, &DataSetWindow::updateState);
    updateState();
}

void DataSetWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void DataSetWindow::buildLayout()
{
    auto *open = new Button(m_theme, tr("Open Files…"), Emphasis::Plain, this);
    auto *folder = new Button(m_theme, tr("Make From a Folder…"), Emphasis::Plain, this);
    open->setToolTip(tr("See what is in .npz and .ndjson files"));
    folder->setToolTip(tr("Make a data set of SVG files, line art and data files; folders name the classes"));
    m_saveFile->setToolTip(tr("All classes together, as .npz or .ndjson"));
    m_saveFolder->setToolTip(tr("A folder with an .npz for each class: what training reads"));
    connect(open, &Button::clicked, this, &DataSetWindow::chooseFiles);
    connect(folder, &Button::clicked, this, &DataSetWindow::chooseFolder);
    m_progress->setRange(0, kProgressSteps);
    m_progress->setTextVisible(false);
    m_report->setWordWrap(true);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metric::kInset, metric::kGap, metric::kInset, metric::kGap);
    head->setSpacing(metric::kGap);
    head->addWidget(open);
    head->addWidget(folder);
    head->addWidget(m_progress, 1);
    head->addWidget(m_cancel);
    head->addStretch(0);
    head->addWidget(m_saveFile);
    head->addWidget(m_saveFolder);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_strip);
    layout->addWidget(m_browser, 1);
    m_report->setContentsMargins(metric::kInset, metric::kGap, metric::kInset, metric::kGap);
    layout->addWidget(m_report);
}

void DataSetWindow::chooseFiles()
{
    const QStringList paths = QFileDialog::getOpenFileNames(
        this, tr("Open Drawings"), m_settings.lastFolder(purpose()), tr("Drawings (*.npz *.ndjson)"));
    if (paths.isEmpty())
        return;
    m_settings.setLastFolder(purpose(), QFileInfo(paths.first()).path());
    read(paths, false);
}

void DataSetWindow::chooseFolder()
{
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Make a Data Set From"), m_settings.lastFolder(purpose()));
    if (folder.isEmpty())
        return;
    m_settings.setLastFolder(purpose(), folder);
    read({folder}, true);
}

void DataSetWindow::read(const QStringList &paths, bool splits)
{
    delete m_task; // newest wins
    m_strip->dismiss();
    m_task = new BackgroundTask(
        [paths](const BackgroundTask::Progress &progress) { return readSketchDataSet(paths, {}, progress); },
        [this, splits](Result<SketchDataSet> data) {
            if (data)
                showData(std::move(data).value(), splits);
            else
                showProblem(data.error().message, data.error().detail);
        },
        this);
    connect(m_task, &BackgroundTask::progressChanged, m_progress,
            [this](double fraction) { m_progress->setValue(qRound(fraction * kProgressSteps)); });
    connect(m_task, &BackgroundTask::ended, this, [this, task = m_task.data()] {
        task->deleteLater();
        m_task = nullptr;
        updateState();
    });
    updateState();
}

void DataSetWindow::showData(SketchDataSet data, bool splits)
{
    m_model->reset(std::move(data));
    if (splits)
        m_model->split(kValidShare, kTestShare, kSplitSeed);
    showReport();
}

void DataSetWindow::showReport()
{
    const DataSetReport &report = m_model->dataSet().report;
    const QLocale locale;
    QStringList parts{tr("%n file(s) read", nullptr, report.files),
                      tr("%1 drawings kept").arg(locale.toString(qulonglong(report.kept)))};
    for (const auto &[reason, count] : report.discarded)
        parts << QStringLiteral("%1 %2").arg(locale.toString(qulonglong(count)), reason);
    m_report->setText(parts.join(QStringLiteral(" · ")));
    if (report.unreadable.empty())
        return;
    QStringList lines;
    for (const auto &[file, reason] : report.unreadable)
        lines << QStringLiteral("%1: %2").arg(file, reason);
    showProblem(tr("%n file(s) could not be read.", nullptr, int(lines.size())),
                lines.join(QLatin1Char('\n')));
}

void DataSetWindow::showProblem(const QString &sentence, const QString &detail)
{
    StripMessage message;
    message.sentence = sentence;
    message.detail = detail;
    m_strip->showMessage(message, MessageStrip::Focus::Stay);
}

void DataSetWindow::saveFile()
{
    QString path = QFileDialog::getSaveFileName(
        this, tr("Save Drawings"), m_settings.lastFolder(purpose()) + QStringLiteral("/drawings.npz"),
        tr("Data sets of sketch-rnn (*.npz);;Simplified drawings (*.ndjson)"));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".npz");
    m_settings.setLastFolder(purpose(), QFileInfo(path).path());
    const bool isLines = path.endsWith(QStringLiteral(".ndjson"), Qt::CaseInsensitive);
    write([path, isLines](const SketchDataSet &data) {
        return isLines ? writeDataSetNdjson(data, path) : writeDataSetNpz(data, path);
    });
}

void DataSetWindow::saveFolder()
{
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Save Drawings Into"), m_settings.lastFolder(purpose()));
    if (folder.isEmpty())
        return;
    m_settings.setLastFolder(purpose(), folder);
    write([folder](const SketchDataSet &data) { return writeDataSetFolder(data, folder); });
}

void DataSetWindow::write(std::function<Result<WrittenDataSet>(const SketchDataSet &)> writer)
{
    runInBackground(
        this, [data = m_model->dataSet(), writer = std::move(writer)] { return writer(data); },
        [this](const Result<WrittenDataSet> &written) {
            if (!written) {
                showProblem(written.error().message, written.error().detail);
                return;
            }
            m_model->undoStack().setClean();
            m_report->setText(
                tr("Wrote %1 drawings into %n file(s).", nullptr, int(written.value().files.size()))
                    .arg(QLocale().toString(qulonglong(written.value().drawings))));
        });
}

void DataSetWindow::updateState()
{
    const bool isReading = m_task != nullptr;
    m_progress->setVisible(isReading);
    m_cancel->setVisible(isReading);
    const bool hasDrawings = m_model->rowCount() > 0;
    m_saveFile->setEnabled(hasDrawings);
    m_saveFolder->setEnabled(hasDrawings);
}

void DataSetWindow::closeEvent(QCloseEvent *event)
{
    if (m_task)
        m_task->cancel();
    event->accept();
}

} // namespace solferino
