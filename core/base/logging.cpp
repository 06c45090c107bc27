// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/logging.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QMutex>
#include <QMutexLocker>

#include <cstdio>
#include <cstdlib>
#include <memory>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMaxBytes = 1 << 20;
constexpr int kOldFiles = 3;

QString filePath(const QString &folder, int age)
{
    return folder + (age == 0 ? u"/solferino.log"_s : u"/solferino.%1.log"_s.arg(age));
}

/// The file that messages go to; one at most, for Qt has one message handler.
class LogFile final
{
public:
    explicit LogFile(const QString &folder)
        : m_folder(folder)
    {
        QDir().mkpath(folder);
        open();
    }

    ~LogFile() { qInstallMessageHandler(nullptr); }
    LogFile(const LogFile &) = delete;
    LogFile &operator=(const LogFile &) = delete;

    void write(const QByteArray &line)
    {
        const QMutexLocker lock(&m_mutex);
        if (m_file.size() + line.size() > kMaxBytes)
            rotate();
        m_file.write(line);
        m_file.flush();
    }

    [[nodiscard]] QString path() const { return filePath(m_folder, 0); }

private:
    void open()
    {
        m_file.setFileName(path());
        if (!m_file.open(QIODevice::Append))
            std::fprintf(stderr, "no log is kept: %s\n", qPrintable(m_file.errorString()));
    }

    void rotate()
    {
        m_file.close();
        QFile::remove(filePath(m_folder, kOldFiles));
        for (int age = kOldFiles; age > 0; --age)
            QFile::rename(filePath(m_folder, age - 1), filePath(m_folder, age));
        open();
    }

    QString m_folder;
    QMutex m_mutex;
    QFile m_file;
};

std::unique_ptr<LogFile> &logFile()
{
    static std::unique_ptr<LogFile> file;
    return file;
}

const char *levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "error";
    case QtFatalMsg:
        return "fatal";
    }
    return "";
}

void handleMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QString time = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    const QString category = QString::fromLatin1(context.category ? context.category : "default");
    const QByteArray line =
        u"%1 %2 %3: %4\n"_s.arg(time, QString::fromLatin1(levelName(type)), category, message).toUtf8();
    if (logFile())
        logFile()->write(line);
    if (type != QtDebugMsg && type != QtInfoMsg)
        std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
    if (type == QtFatalMsg)
        std::abort();
}

} // namespace

void installLogging(const QString &folder)
{
    logFile() = std::make_unique<LogFile>(folder);
    qInstallMessageHandler(handleMessage);
}

QString logFilePath()
{
    return logFile() ? logFile()->path() : QString();
}

} // namespace solferino
