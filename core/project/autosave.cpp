// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/autosave.h"

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

/// Holds the lock of a copy if no living studio does.
bool lockAbandoned(QLockFile &lock)
{
    lock.setStaleLockTime(0); // only the end of its process frees it
    return lock.tryLock(0);
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
    if (const Result<OpenedProject> copy = readProject(recovery.path)) {
        const json part = copy.value().project.otherParts.value(kRecoveryPart, json::object());
        if (part.is_object()) {
            recovery.documentName = textOf(part, "name");
            recovery.documentPath = textOf(part, "path");
        }
    }
    return recovery;
}

} // namespace

Autosave::Autosave(const QString &recoveryFolder, std::function<Project()> snapshot, QObject *parent)
    : QObject(parent)
    , m_path(recoveryFolder + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces) + suffix())
    , m_lock(lockPath(m_path))
    , m_snapshot(std::move(snapshot))
    , m_quiet(this)
    , m_atMost(this)
{
    QDir().mkpath(recoveryFolder);
    m_lock.setStaleLockTime(0);
    m_lock.tryLock(0);
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
    m_pool.start([from = recovery.path, to = m_path] {
        if (!QFile::rename(from, to)) // there is a newer copy already
            QFile::remove(from);
        QFile::remove(lockPath(from));
    });
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

void Autosave::discard()
{
    m_quiet.stop();
    m_atMost.stop();
    m_pool.start([path = m_path] { QFile::remove(path); });
}

void Autosave::writeCopy()
{
    m_quiet.stop();
    m_atMost.stop();
    if (m_isWriting) {
        markChanged();
        return;
    }
    m_isWriting = true;
    m_pool.start([this, project = std::make_shared<const Project>(markedSnapshot())] {
        const Result<> result = writeProject(m_path, *project);
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
    const QString lockSuffix = suffix() + u".lock"_s;
    for (const QFileInfo &file : QDir(recoveryFolder).entryInfoList(QDir::Files)) {
        // "ID.solferino", "ID.solferino.lock", or "ID.solferino.XXXXXX" from a write that did not finish.
        const QString path = file.absoluteFilePath();
        const qsizetype end = path.lastIndexOf(suffix());
        if (end < 0 || path.endsWith(lockSuffix))
            continue;
        QLockFile lock(lockPath(path.left(end + suffix().size())));
        if (!lockAbandoned(lock))
            continue;
        if (path.endsWith(suffix()))
            recoveries.push_back(describe(file));
        else
            QFile::remove(path);
    }
    std::sort(recoveries.begin(), recoveries.end(),
              [](const Recovery &a, const Recovery &b) { return a.saved > b.saved; });
    return recoveries;
}

Result<OpenedProject> openRecovery(const Recovery &recovery)
{
    Result<OpenedProject> copy = readProject(recovery.path);
    if (!copy)
        return copy;
    OpenedProject opened = std::move(copy).value();
    opened.project.otherParts.erase(kRecoveryPart);
    return opened;
}

void discardRecovery(const Recovery &recovery)
{
    QFile::remove(recovery.path);
    QFile::remove(lockPath(recovery.path));
}

} // namespace solferino
