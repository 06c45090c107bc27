// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/job_request.h"

#include <filesystem>
#include <string>

namespace solferino {

/// Names the files of results: a path with an extension is a file, numbered where several results come
/// (`tune.mid`: `tune-001.mid`); any other path is a folder, whose files are numbered on after those that are
/// there. Results that were made from a file are called after it and themselves (`photo-starry_night.png`);
/// none replaces another.
class ResultFiles final
{
public:
    /// `name` and `extension` make the names in a folder.
    ResultFiles(const std::filesystem::path &output, const std::string &name, const std::string &extension);

    /// From here on results were made from the file `source`.
    void setSource(const std::filesystem::path &source);

    /// Writes the next result whole and returns where; `isOneOfMany` tells that others come. Throws
    /// models::Error(File).
    std::filesystem::path write(const Attachment &file, bool isOneOfMany);

private:
    [[nodiscard]] std::filesystem::path numbered(int number) const;
    [[nodiscard]] std::filesystem::path named(const std::filesystem::path &result) const;

    std::filesystem::path m_folder;
    std::string m_stem;
    std::string m_extension; ///< with its dot
    std::string m_source;    ///< name of the file that results were made from, without extension
    bool m_mayReplace;       ///< the person named the file
    int m_next = 1;
};

} // namespace solferino
