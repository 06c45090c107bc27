// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/engine_program.h"

#include "core/domain/music/melody.h"
#include "core/domain/music/midi_file.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <random>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace solferino::test {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

namespace {

std::array<int, 2> makePipe()
{
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe");
    return ends;
}

void startChild(const std::vector<std::string> &arguments, const EngineProgram::Environment &environment)
{
    std::vector<char *> words = {const_cast<char *>(SOLFERINO_ENGINE_PROGRAM)};
    for (const std::string &argument : arguments)
        words.push_back(const_cast<char *>(argument.c_str()));
    words.push_back(nullptr);
    for (const auto &[name, value] : environment)
        setenv(name.c_str(), value.c_str(), 1);
    execv(SOLFERINO_ENGINE_PROGRAM, words.data());
    _exit(127);
}

} // namespace

EngineProgram::EngineProgram(const std::vector<std::string> &arguments, const Environment &environment)
    : m_isSpeakingFrames(!arguments.empty() && arguments.front() == "serve")
{
    std::signal(SIGPIPE, SIG_IGN);
    const auto input = makePipe();
    const auto output = makePipe();
    const auto errors = makePipe();
    m_process = fork();
    if (m_process == 0) {
        dup2(input[0], STDIN_FILENO);
        dup2(output[1], STDOUT_FILENO);
        dup2(errors[1], STDERR_FILENO);
        std::signal(SIGPIPE, SIG_DFL);
        startChild(arguments, environment);
    }
    for (const int end : {input[0], output[1], errors[1]})
        close(end);
    m_input = input[1];
    m_outputPipe = output[0];
    m_errorPipe = errors[0];
}

EngineProgram::~EngineProgram()
{
    if (m_process > 0) {
        kill(m_process, SIGKILL);
        waitpid(m_process, nullptr, 0);
    }
    for (const int end : {m_input, m_outputPipe, m_errorPipe})
        if (end >= 0)
            close(end);
}

void EngineProgram::write(const Bytes &bytes)
{
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::write(m_input, bytes.data() + done, bytes.size() - done);
        if (count <= 0)
            return;
        done += static_cast<std::size_t>(count);
    }
}

void EngineProgram::closeInput()
{
    close(m_input);
    m_input = -1;
}

void EngineProgram::signal(int number) const
{
    kill(m_process, number);
}

void EngineProgram::takeMessages(const char *bytes, std::size_t count)
{
    const auto *begin = reinterpret_cast<const std::uint8_t *>(bytes);
    for (Message &message : m_frames.feed({begin, count}))
        m_messages.push_back(std::move(message));
}

bool EngineProgram::readSome(milliseconds timeout)
{
    std::array<pollfd, 2> waiting = {{{m_outputPipe, POLLIN, 0}, {m_errorPipe, POLLIN, 0}}};
    if (poll(waiting.data(), waiting.size(), static_cast<int>(timeout.count())) <= 0)
        return true;
    std::array<char, 65536> buffer{};
    for (auto [pipe, text] : {std::pair{&m_outputPipe, &m_output}, {&m_errorPipe, &m_errors}}) {
        const bool isReady = waiting[pipe == &m_outputPipe ? 0 : 1].revents != 0;
        if (*pipe < 0 || !isReady)
            continue;
        const ssize_t count = read(*pipe, buffer.data(), buffer.size());
        if (count <= 0) {
            close(*pipe);
            *pipe = -1;
            continue;
        }
        text->append(buffer.data(), static_cast<std::size_t>(count));
        if (m_isSpeakingFrames && text == &m_output)
            takeMessages(buffer.data(), static_cast<std::size_t>(count));
    }
    return m_outputPipe >= 0 || m_errorPipe >= 0;
}

bool EngineProgram::readUntil(const std::function<bool()> &isEnough, milliseconds timeout)
{
    const auto end = Clock::now() + timeout;
    while (!isEnough()) {
        const auto left = std::chrono::duration_cast<milliseconds>(end - Clock::now());
        if (left.count() <= 0)
            return false;
        if (!readSome(left))
            return isEnough();
    }
    return true;
}

Message EngineProgram::nextMessage(milliseconds timeout)
{
    if (!readUntil([this] { return !m_messages.empty(); }, timeout))
        return {};
    Message message = std::move(m_messages.front());
    m_messages.erase(m_messages.begin());
    return message;
}

Message EngineProgram::nextMessage(const std::string &type)
{
    while (true) {
        Message message = nextMessage();
        if (message.type.empty() || message.type == type)
            return message;
    }
}

int EngineProgram::finish()
{
    if (!readUntil([this] { return m_outputPipe < 0 && m_errorPipe < 0; }))
        return -1;
    int status = 0;
    waitpid(m_process, &status, 0);
    m_process = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

EngineRun runEngine(const std::vector<std::string> &arguments, const EngineProgram::Environment &environment)
{
    EngineProgram engine(arguments, environment);
    engine.closeInput();
    const int status = engine.finish();
    return {status, engine.output(), engine.errors()};
}

TemporaryFolder::TemporaryFolder()
{
    std::string pattern = (fs::temp_directory_path() / "solferino-XXXXXX").string();
    if (!mkdtemp(pattern.data()))
        throw std::runtime_error("no temporary folder");
    m_path = pattern;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

void writeTunes(const fs::path &folder, int count)
{
    constexpr std::array kScale = {60, 62, 64, 65, 67, 69, 71, 72};
    constexpr std::size_t kSteps = 128;
    std::mt19937 random(7);
    fs::create_directories(folder);
    for (int tune = 0; tune < count; ++tune) {
        Melody melody;
        melody.events.assign(kSteps, kMelodyNoEvent);
        for (std::size_t step = 0; step < kSteps; step += 2)
            melody.events[step] = kScale[random() % kScale.size()];
        const auto bytes = writeMidi(midiFromSequence(melodyToSequence(melody, 120.0)));
        std::ofstream file(folder / ("tune-" + std::to_string(tune) + ".mid"), std::ios::binary);
        file.write(reinterpret_cast<const char *>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    }
}

} // namespace solferino::test
