// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/documents/document_controller.h"

#include "core/project/settings.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>

#include <algorithm>

namespace solferino {

namespace {

bool isDrawingPath(const QString &path)
{
    return QFileInfo(path).suffix().toLower() == QLatin1String("svg");
}

QStringList photoSuffixes()
{
    return {QStringLiteral("jpg"), QStringLiteral("jpeg"), QStringLiteral("png"),
            QStringLiteral("tif"), QStringLiteral("tiff"), QStringLiteral("webp")};
}

/// One track to write into.
Song emptySong()
{
    Song song;
    Track track;
    track.id = song.nextId++;
    track.name = DocumentController::tr("Lead").toStdString();
    song.tracks.push_back(std::move(track));
    return song;
}

} // namespace

DocumentController::DocumentController(const Contents &contents, Settings &settings,
                                       const QString &recoveryFolder, QObject *parent)
    : QObject(parent)
    , m_contents(contents)
    , m_settings(settings)
    , m_recoveryFolder(recoveryFolder)
    , m_recent(new RecentFiles(settings, this))
    , m_autosave(new Autosave(
          recoveryFolder, [this] { return snapshot(); }, this))
{
    m_writer.setMaxThreadCount(1);
    m_autosave->setEnabled(settings.isAutosaveEnabled());
    connect(m_autosave, &Autosave::saved, this, &DocumentController::stateChanged);
    connect(m_autosave, &Autosave::failed, this, &DocumentController::problemArose);
    for (const QUndoStack *stack : undoStacks()) {
        connect(stack, &QUndoStack::indexChanged, this, &DocumentController::markChanged);
        connect(stack, &QUndoStack::cleanChanged, this, &DocumentController::stateChanged);
    }
    for (const TakeList *takes : {&contents.takes, &contents.drawingTakes, &contents.imageTakes}) {
        connect(takes, &TakeList::savedTakesChanged, this, [this] {
            m_takesChanged = true;
            markChanged();
        });
    }
}

std::array<QUndoStack *, 3> DocumentController::undoStacks() const
{
    return {&m_contents.song.undoStack(), &m_contents.drawing.undoStack(), &m_contents.image.undoStack()};
}

QString DocumentController::name() const
{
    if (!m_path.isEmpty())
        return QFileInfo(m_path).completeBaseName();
    return m_untitledName.isEmpty() ? tr("Untitled") : m_untitledName;
}

bool DocumentController::isModified() const
{
    const auto stacks = undoStacks();
    return m_takesChanged || !std::ranges::all_of(stacks, &QUndoStack::isClean);
}

QString DocumentController::saveStatus() const
{
    if (!m_openingName.isEmpty())
        return tr("opening %1…").arg(m_openingName);
    if (m_saves > 0)
        return tr("saving…");
    if (isModified())
        return tr("unsaved changes");
    if (!m_savedAt.isValid())
        return m_path.isEmpty() ? tr("not saved yet") : tr("saved");
    const qint64 seconds = m_savedAt.secsTo(QDateTime::currentDateTime());
    if (seconds < 60)
        return tr("saved %1 s ago").arg(seconds);
    if (seconds < 3600)
        return tr("saved %n min ago", nullptr, static_cast<int>(seconds / 60));
    return tr("saved at %1").arg(QLocale().toString(m_savedAt.time(), QLocale::ShortFormat));
}

Project DocumentController::snapshot() const
{
    Project project;
    project.song = m_contents.song.song();
    project.takes = m_contents.takes.starred();
    project.drawing = m_contents.drawing.drawing();
    project.drawingTakes = m_contents.drawingTakes.starred();
    project.photo = m_contents.image.photo();
    project.styling = m_contents.image.styling();
    project.imageTakes = m_contents.imageTakes.starred();
    project.view = m_view;
    project.otherParts = m_otherParts;
    return project;
}

nlohmann::json DocumentController::view(const std::string &workspace) const
{
    const auto found = m_view.find(workspace);
    return found != m_view.end() && found->is_object() ? *found : nlohmann::json::object();
}

void DocumentController::setView(const std::string &workspace, const nlohmann::json &view)
{
    m_view[workspace] = view;
}

void DocumentController::newDocument()
{
    adopt(emptySong(), {});
}

void DocumentController::adopt(Song song, const QString &name)
{
    OpenedProject opened;
    opened.project.song = std::move(song);
    show(std::move(opened), {}, name);
}

void DocumentController::adopt(Drawing drawing, const QString &name)
{
    OpenedProject opened;
    opened.project.song = emptySong();
    opened.project.drawing = std::move(drawing);
    show(std::move(opened), {}, name);
}

void DocumentController::show(OpenedProject opened, const QString &path, const QString &name)
{
    ++m_document;
    ++m_opening;
    m_openingName.clear();
    m_path = path;
    m_untitledName = name;
    m_savedAt = {};
    m_otherParts = opened.project.otherParts;
    m_contents.song.reset(std::move(opened.project.song));
    m_contents.takes.reset(std::move(opened.project.takes));
    m_contents.drawing.reset(std::move(opened.project.drawing));
    m_contents.drawingTakes.reset(std::move(opened.project.drawingTakes));
    m_contents.image.reset(std::move(opened.project.photo), std::move(opened.project.styling));
    m_contents.imageTakes.reset(std::move(opened.project.imageTakes));
    // Last, for views change with what they show.
    m_view = opened.project.view.is_object() ? opened.project.view : nlohmann::json::object();
    m_takesChanged = false;
    m_autosave->discard(); // now that nothing is modified
    m_autosave->setDocument(this->name(), m_path);
    if (!opened.warnings.isEmpty())
        Q_EMIT warned(this->name(), opened.warnings);
    Q_EMIT documentShown();
    Q_EMIT stateChanged();
}

void DocumentController::open(const QString &path)
{
    if (isDrawingPath(path)) {
        Q_EMIT drawingImportRequested(path);
        return;
    }
    if (photoSuffixes().contains(QFileInfo(path).suffix().toLower())) {
        Q_EMIT photoOpenRequested(path);
        return;
    }
    askToLeave([this, path] { load(path); });
}

void DocumentController::openWithDialog()
{
    const QStringList suffixes = QStringList{projectFileExtension(), QStringLiteral("mid"),
                                             QStringLiteral("midi"), QStringLiteral("svg")} +
                                 photoSuffixes();
    const QString filter = tr("Projects, songs, drawings and photos (%1);;All files (*)")
                               .arg(QStringLiteral("*.") + suffixes.join(QStringLiteral(" *.")));
    const QString path = QFileDialog::getOpenFileName(m_window, tr("Open"),
                                                      m_settings.lastFolder(QStringLiteral("open")), filter);
    if (path.isEmpty())
        return;
    m_settings.setLastFolder(QStringLiteral("open"), QFileInfo(path).path());
    open(path);
}

void DocumentController::save(std::function<void()> then)
{
    if (m_path.isEmpty())
        saveAs(std::move(then));
    else
        writeTo(m_path, std::move(then));
}

void DocumentController::saveAs(std::function<void()> then)
{
    const QString suffix = QLatin1Char('.') + projectFileExtension();
    const QString proposed =
        m_settings.lastFolder(QStringLiteral("open")) + QLatin1Char('/') + name() + suffix;
    QString path = QFileDialog::getSaveFileName(m_window, tr("Save As"), proposed,
                                                tr("Solferino projects (*%1)").arg(suffix));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += suffix;
    m_settings.setLastFolder(QStringLiteral("open"), QFileInfo(path).path());
    writeTo(path, std::move(then));
}

void DocumentController::askToLeave(std::function<void()> proceed)
{
    if (!isModified()) {
        proceed();
        return;
    }
    QMessageBox box(QMessageBox::Warning, tr("Unsaved Changes"), tr("Save the changes to “%1”?").arg(name()),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, m_window);
    box.setDefaultButton(QMessageBox::Save);
    switch (box.exec()) {
    case QMessageBox::Save:
        save(std::move(proceed));
        break;
    case QMessageBox::Discard:
        proceed();
        break;
    default:
        break;
    }
}

void DocumentController::close()
{
    m_autosave->discard();
}

void DocumentController::markChanged()
{
    ++m_revision;
    if (isModified())
        m_autosave->markChanged();
    Q_EMIT stateChanged();
}

} // namespace solferino
