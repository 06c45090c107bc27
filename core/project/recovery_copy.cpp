// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/recovery_copy.h"

#include <QFile>

#include <utility>

namespace solferino {

namespace {

const QString kFiles = QStringLiteral("files"); ///< extension of the folder of pictures

} // namespace

RecoveryCopy::RecoveryCopy(const QString &path)
    : m_path(path)
    , m_files(path.chopped(projectFileExtension().size()) + kFiles)
{}

QString RecoveryCopy::pathOfFiles(const QString &folder)
{
    return folder.endsWith(u'.' + kFiles) ? folder.chopped(kFiles.size()) + projectFileExtension()
                                          : QString();
}

std::vector<RecoveryCopy::Step> RecoveryCopy::steps(const Project &project)
{
    std::vector<Step> steps;
    ProjectParts parts = partsOf(project);
    QStringList names;
    for (const StoredBytes &file : parts.files) {
        names << m_files.nameOf(file);
        steps.emplace_back([this, name = names.back(), file] { return m_files.write(name, file); });
    }
    steps.emplace_back(
        [this, text = std::move(parts.text), names] { return writeProjectParts(m_path, text, names); });
    steps.emplace_back([this, names] {
        m_files.keepOnly({names.begin(), names.end()});
        return Result<>();
    });
    return steps;
}

Result<> RecoveryCopy::write(const Project &project)
{
    for (const Step &step : steps(project)) {
        if (Result<> done = step(); !done)
            return done;
    }
    return {};
}

Result<OpenedProject> RecoveryCopy::read() const
{
    return readProject(m_path, [this](const QString &name) { return m_files.read(name); });
}

void RecoveryCopy::removeDocument() const
{
    QFile::remove(m_path);
}

void RecoveryCopy::remove() const
{
    removeDocument();
    m_files.remove();
}

} // namespace solferino
