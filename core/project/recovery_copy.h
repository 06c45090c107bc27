// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/blob_folder.h"
#include "core/project/project_file.h"

#include <functional>
#include <vector>

namespace solferino {

/// The copy of one document that autosave keeps: a small project file, and beside it a folder with the files
/// of its pictures, each written once (FORMAT.md). A crash at any moment leaves the copy before or the new
/// one, whole. One thread at a time.
class RecoveryCopy final
{
public:
    /// `path` of the project file: "FOLDER/ID.solferino"; the pictures lie in "FOLDER/ID.files".
    explicit RecoveryCopy(const QString &path);

    [[nodiscard]] const QString &path() const { return m_path; }
    /// The path of the copy whose pictures lie in this folder; empty if it is none of these.
    [[nodiscard]] static QString pathOfFiles(const QString &folder);

    /// What write() does, one after the other, until one fails. After each of them read() finds a whole copy.
    using Step = std::function<Result<>()>;
    [[nodiscard]] std::vector<Step> steps(const Project &project);
    /// Writes what is new, then the project file, and removes pictures that it does not refer to.
    [[nodiscard]] Result<> write(const Project &project);
    [[nodiscard]] Result<OpenedProject> read() const;
    /// Removes the project file; the pictures stay for the next copy.
    void removeDocument() const;
    void remove() const;

private:
    QString m_path;
    BlobFolder m_files;
};

} // namespace solferino
