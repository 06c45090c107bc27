// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/autosave.h"

#include "core/project/recovery_copy.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <algorithm>

namespace solferino {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

/// The part of a copy that tells which document it is of.
constexpr const char *kRecoveryPart = "recovery";

QString suffix()
{
    return u'.' + projectFileExtension();
}

QString lockPath(const QString &copyPath)
{
    return copyPath + u".lock"_s;
}

/// Only the end of its process frees it.
std::unique_ptr<QLockFile> lockOf(const QString &copyPath)
{
    auto lock = std::make_unique<QLockFile>(lockPath(copyPath));
    lock->setStaleLockTime(0);
    return lock;
}

QString textOf(const json &part, const char *name)
{
    const auto found = part.find(name);
    return found != part.end() && found->is_string() ? QString::fromStdString(found->get<std::string>())
                                                     : QString();
}

Recovery describe(const QFileInfo &file)
{
    Recovery recovery{.path = file.absoluteFilePath(),
                      .documentName = {},
                      .documentPath = {},
                      .saved = file.lastModified()};
    if (const json part = readProjectPart(recovery.path, kRecoveryPart); part.is_object()) {
        recovery.documentName = textOf(part, "name");
        recovery.documentPath = textOf(part, "path");
    }
    return recovery;
}

/// The path of the copy that an entry of the recovery folder belongs to: "ID.solferino" itself, its pictures
/// "ID.files", or "ID.solferino.XXXXXX" from a write that did not finish. Empty for anything else.
QString copyPathOf(const QFileInfo &entry)
{
    const QString path = entry.absoluteFilePath();
    if (entry.isDir())
        return RecoveryCopy::pathOfFiles(path);
    const qsizetype end = path.lastIndexOf(suffix());
    return end < 0 || path.endsWith(lockPath(suffix())) ? QString() : path.left(end + suffix().size());
}

} // namespace

Autosave::Autosave(const QString &recoveryFolder, std::function<Project()> snapshot, QObject *parent)
    : QObject(parent)
    , m_copy(std::make_shared<RecoveryCopy>(recoveryFolder + u'/' +
                                            QUuid::createUuid().toString(QUuid::WithoutBraces) + suffix()))
    , m_lock(lockOf(m_copy->path()))
    , m_snapshot(std::move(snapshot))
    , m_quiet(this)
    , m_atMost(this)
{
    QDir().mkpath(recoveryFolder);
    m_lock->tryLock(0);
    m_pool.setMaxThreadCount(1);
    for (QTimer *timer : {&m_quiet, &m_atMost}) {
        timer->setSingleShot(true);
        connect(timer, &QTimer::timeout, this, &Autosave::writeCopy);
    }
    setDelays(2s, 8s);
}

Autosave::~Autosave()
{
    m_pool.waitForDone();
}

void Autosave::adopt(const Recovery &recovery)
{
    std::unique_ptr<QLockFile> lock = lockOf(recovery.path);
    if (!lock->tryLock(0))
        return;
    m_pool.start([copy = m_copy, former = std::shared_ptr(std::move(m_lock))] { copy->remove(); });
    m_copy = std::make_shared<RecoveryCopy>(recovery.path);
    m_lock = std::move(lock);
}

void Autosave::setDocument(const QString &name, const QString &path)
{
    m_documentName = name;
    m_documentPath = path;
}

void Autosave::setEnabled(bool isEnabled)
{
    m_isEnabled = isEnabled;
    if (!isEnabled)
        discard();
}

void Autosave::setDelays(std::chrono::milliseconds quiet, std::chrono::milliseconds atMost)
{
    m_quiet.setInterval(quiet);
    m_atMost.setInterval(atMost);
}

void Autosave::markChanged()
{
    if (!m_isEnabled)
        return;
    m_quiet.start();
    if (!m_atMost.isActive())
        m_atMost.start();
}

void Autosave::markSaved()
{
    stopWaiting();
    m_pool.start([copy = m_copy] { copy->removeDocument(); });
}

void Autosave::discard()
{
    stopWaiting();
    m_pool.start([copy = m_copy] { copy->remove(); });
}

void Autosave::stopWaiting()
{
    m_quiet.stop();
    m_atMost.stop();
}

void Autosave::writeCopy()
{
    stopWaiting();
    if (m_isWriting) {
        markChanged();
        return;
    }
    m_isWriting = true;
    m_pool.start([this, copy = m_copy, project = std::make_shared<const Project>(markedSnapshot())] {
        const Result<> result = copy->write(*project);
        QMetaObject::invokeMethod(
            this, [this, result] { finishCopy(result); }, Qt::QueuedConnection);
    });
}

Project Autosave::markedSnapshot() const
{
    Project project = m_snapshot();
    project.otherParts[kRecoveryPart] = {{"name", m_documentName.toStdString()},
                                         {"path", m_documentPath.toStdString()}};
    return project;
}

void Autosave::finishCopy(const Result<> &result)
{
    m_isWriting = false;
    if (result)
        Q_EMIT saved();
    else if (!m_hasFailed)
        Q_EMIT failed(result.error());
    m_hasFailed = !result;
}

std::vector<Recovery> findRecoveries(const QString &recoveryFolder)
{
    std::vector<Recovery> recoveries;
    const QDir folder(recoveryFolder);
    for (const QFileInfo &entry : folder.entryInfoList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString path = copyPathOf(entry);
        const std::unique_ptr<QLockFile> lock = lockOf(path);
        if (path.isEmpty() || !lock->tryLock(0))
            continue;
        if (path == entry.absoluteFilePath())
            recoveries.push_back(describe(entry));
        else if (!entry.isDir())
            QFile::remove(entry.absoluteFilePath());
        else if (!QFileInfo::exists(path))
            RecoveryCopy(path).remove();
    }
    std::sort(recoveries.begin(), recoveries.end(),
              [](const Recovery &a, const Recovery &b) { return a.saved > b.saved; });
    return recoveries;
}

Result<OpenedProject> openRecovery(const Recovery &recovery)
{
    Result<OpenedProject> copy = RecoveryCopy(recovery.path).read();
    if (!copy)
        return copy;
    OpenedProject opened = std::move(copy).value();
    opened.project.otherParts.erase(kRecoveryPart);
    return opened;
}

void discardRecovery(const Recovery &recovery)
{
    RecoveryCopy(recovery.path).remove();
    QFile::remove(lockPath(recovery.path));
}

} // namespace solferino
