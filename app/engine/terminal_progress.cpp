// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/terminal_progress.h"

#include "app/engine/interrupt.h"

#include <cstdio>
#include <unistd.h>

namespace solferino {

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kBarInterval = std::chrono::milliseconds(100);
constexpr auto kLineInterval = std::chrono::seconds(10);
constexpr int kBarWidth = 24;

double secondsOf(Clock::time_point time)
{
    return std::chrono::duration<double>(time.time_since_epoch()).count();
}

void stopIfInterrupted()
{
    if (isInterrupted())
        throw models::Cancelled();
}

std::string discardedText(const nlohmann::json &data)
{
    std::string text;
    const nlohmann::json discarded = data.value("discarded", nlohmann::json::object());
    for (const auto &[reason, count] : discarded.items())
        text += "\n  discarded " + reason + " " + count.dump();
    return text;
}

/// What was found in a data set, as people read it.
std::string dataReport(const nlohmann::json &data)
{
    std::string text = "data:";
    for (const auto &[name, value] : data.items())
        if (value.is_number_integer())
            text += "\n  " + name + " " + value.dump();
        else if (name == "photos")
            text += "\n  photos " + value.value("used", nlohmann::json(0)).dump() + discardedText(value);
        else if (name == "styles")
            for (const nlohmann::json &style : value)
                text += "\n  style " + style.value("name", "");
    text += discardedText(data);
    for (const auto &entry : data.value("unreadable", nlohmann::json::array()))
        text += "\n  unreadable " + entry.at(0).get<std::string>() + ": " + entry.at(1).get<std::string>();
    return text;
}

} // namespace

TerminalProgress::TerminalProgress(bool isQuiet)
    : m_isQuiet(isQuiet)
    , m_isTerminal(isatty(STDERR_FILENO) == 1)
    , m_shown(Clock::now())
{}

TerminalProgress::~TerminalProgress()
{
    clear();
}

void TerminalProgress::report(const models::ProgressReport &report)
{
    stopIfInterrupted();
    if (m_isQuiet)
        return;
    const auto now = Clock::now();
    m_meter.add(report, secondsOf(now));
    if (now - m_shown < (m_isTerminal ? Clock::duration(kBarInterval) : Clock::duration(kLineInterval)))
        return;
    m_shown = now;
    if (m_isTerminal)
        drawBar();
    else
        std::fprintf(stderr, "%s\n", m_meter.toText().c_str());
}

void TerminalProgress::partial(const nlohmann::json &piece)
{
    stopIfInterrupted();
    if (piece.value("kind", "") == "data")
        note(dataReport(piece));
}

void TerminalProgress::note(const std::string &text)
{
    if (m_isQuiet)
        return;
    clear();
    std::fprintf(stderr, "%s\n", text.c_str());
}

void TerminalProgress::clear()
{
    if (m_isDrawn)
        std::fputs("\r\033[K", stderr);
    m_isDrawn = false;
}

void TerminalProgress::drawBar()
{
    std::string line = "\r\033[K";
    if (const auto fraction = m_meter.fraction()) {
        const auto filled = static_cast<std::size_t>(*fraction * kBarWidth);
        line.append("[").append(filled, '#').append(kBarWidth - filled, '.').append("] ");
    }
    std::fputs((line + m_meter.toText()).c_str(), stderr);
    std::fflush(stderr);
    m_isDrawn = true;
}

} // namespace solferino
