// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/file_sink.h"

namespace solferino {

FileSink::FileSink(ResultFiles files, StandardOutput &output, TerminalProgress &progress, bool isJson)
    : m_files(std::move(files))
    , m_output(output)
    , m_progress(progress)
    , m_isJson(isJson)
{}

void FileSink::setSource(const std::filesystem::path &source)
{
    m_source = source;
    m_files.setSource(source);
}

void FileSink::result(OperationResult result)
{
    std::string text;
    if (!m_source.empty())
        result.body["source"] = m_source.string();
    for (const Attachment &file : result.files) {
        const std::string path = m_files.write(file, result.of > 1).string();
        result.body["file"] = path;
        text += path;
        text += result.text.empty() ? "" : "  ";
    }
    text += result.text;
    m_bodies.push_back(std::move(result.body));
    if (m_isJson || text.empty())
        return;
    m_progress.clear();
    m_output.write(text + "\n");
}

} // namespace solferino
