// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/message.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace solferino::test {

/// The real engine as a child process, with pipes to its three streams. Ends the child when it goes.
class EngineProgram final
{
public:
    using Environment = std::map<std::string, std::string>;

    explicit EngineProgram(const std::vector<std::string> &arguments, const Environment &environment = {});
    ~EngineProgram();
    EngineProgram(const EngineProgram &) = delete;
    EngineProgram &operator=(const EngineProgram &) = delete;

    void write(const Bytes &bytes);
    void send(const Message &message) { write(encodeFrame(message)); }
    void closeInput();
    void signal(int number) const;

    /// Reads both outputs until `isEnough` holds or the program has closed them. False after `timeout`.
    bool readUntil(const std::function<bool()> &isEnough,
                   std::chrono::milliseconds timeout = std::chrono::seconds(60));
    /// The next message that it sends; type "" when its output ended or nothing came in time.
    Message nextMessage(std::chrono::milliseconds timeout = std::chrono::seconds(60));
    /// Skips to the next message of `type`, or to the end (type "").
    Message nextMessage(const std::string &type);
    /// Reads all it still says and returns its exit status, -1 if a signal ended it or it took too long.
    int finish();

    [[nodiscard]] const std::string &output() const { return m_output; }
    [[nodiscard]] const std::string &errors() const { return m_errors; }

private:
    bool readSome(std::chrono::milliseconds timeout);
    void takeMessages(const char *bytes, std::size_t count);

    pid_t m_process = -1;
    int m_input = -1;
    int m_outputPipe = -1;
    int m_errorPipe = -1;
    std::string m_output;
    std::string m_errors;
    FrameReader m_frames;
    bool m_isSpeakingFrames = false;
    std::vector<Message> m_messages;
};

/// What a finished run left.
struct EngineRun
{
    int status = -1;
    std::string output;
    std::string errors;
};
EngineRun runEngine(const std::vector<std::string> &arguments,
                    const EngineProgram::Environment &environment = {});

/// A folder of its own under the system's temporary one, removed at the end.
class TemporaryFolder final
{
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder &) = delete;
    TemporaryFolder &operator=(const TemporaryFolder &) = delete;
    [[nodiscard]] const std::filesystem::path &path() const { return m_path; }
    [[nodiscard]] std::string file(const std::string &name) const { return (m_path / name).string(); }

private:
    std::filesystem::path m_path;
};

/// Melodies that pass the filters of training: `count` MIDI files of eight bars in `folder`.
void writeTunes(const std::filesystem::path &folder, int count);

} // namespace solferino::test
