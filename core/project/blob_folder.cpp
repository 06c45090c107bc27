// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/blob_folder.h"

#include "core/project/saved_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace solferino {

namespace {

struct BlobText
{
    Q_DECLARE_TR_FUNCTIONS(BlobFolder)
};

} // namespace

BlobFolder::BlobFolder(const QString &path)
    : m_path(path)
{}

QString BlobFolder::nameOf(const StoredBytes &bytes)
{
    if (const QString name = bytes.name(); !name.isEmpty())
        return name;
    const Result<SharedBytes> loaded = bytes.load();
    if (!loaded)
        return bytes.name(); // it was spilled just now
    std::erase_if(m_names, [](const auto &entry) { return entry.first.expired(); });
    const auto known = m_names.find(loaded.value());
    return known != m_names.end()
               ? known->second
               : m_names.emplace(loaded.value(), contentName(*loaded.value())).first->second;
}

Result<> BlobFolder::write(const QString &name, const StoredBytes &bytes) const
{
    const QString path = pathOf(name);
    const QFileInfo present(path);
    if (present.exists() && present.size() == static_cast<qint64>(bytes.size()))
        return {};
    const Result<SharedBytes> loaded = bytes.load();
    if (!loaded)
        return loaded.error();
    QDir().mkpath(m_path);
    const std::string_view all(reinterpret_cast<const char *>(loaded.value()->data()), bytes.size());
    if (const auto reason = saveFile(path, [all](const WritePiece &write) { return write(all); }))
        return Error{BlobText::tr("“%1” could not be written: %2.").arg(path, *reason), {}};
    return {};
}

Result<SharedBytes> BlobFolder::read(const QString &name) const
{
    static const QRegularExpression isName(QStringLiteral("^[0-9a-f]{64}$"));
    if (!isName.match(name).hasMatch())
        return Error{BlobText::tr("“%1” is no name of a file.").arg(name), {}};
    QFile file(pathOf(name));
    if (!file.open(QIODevice::ReadOnly))
        return Error{BlobText::tr("“%1” could not be opened.").arg(file.fileName()), file.errorString()};
    Bytes bytes(static_cast<std::size_t>(file.size()));
    const auto size = static_cast<qint64>(bytes.size());
    if (file.read(reinterpret_cast<char *>(bytes.data()), size) != size)
        return Error{BlobText::tr("“%1” could not be read.").arg(file.fileName()), file.errorString()};
    if (contentName(bytes) != name)
        return Error{BlobText::tr("“%1” is damaged.").arg(file.fileName()), {}};
    return SharedBytes(std::make_shared<const Bytes>(std::move(bytes)));
}

void BlobFolder::keepOnly(const QSet<QString> &names) const
{
    const QDir folder(m_path);
    for (const QString &name : folder.entryList(QDir::Files | QDir::Hidden)) {
        if (!names.contains(name))
            QFile::remove(pathOf(name));
    }
}

void BlobFolder::remove() const
{
    QDir(m_path).removeRecursively();
}

} // namespace solferino
