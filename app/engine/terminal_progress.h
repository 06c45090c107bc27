// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/progress_meter.h"

#include <chrono>

namespace solferino {

/// Progress of a command: a bar on standard error where that is a terminal, a line every ten seconds where
/// it is not. Stops the work once the program is interrupted.
class TerminalProgress final : public models::Progress
{
public:
    explicit TerminalProgress(bool isQuiet);
    ~TerminalProgress() override;

    void report(const models::ProgressReport &report) override;
    void partial(const nlohmann::json &piece) override;
    void note(const std::string &text) override;
    /// Takes the bar off the screen.
    void clear();

private:
    void drawBar();

    bool m_isQuiet;
    bool m_isTerminal;
    bool m_isDrawn = false;
    ProgressMeter m_meter;
    std::chrono::steady_clock::time_point m_shown;
};

} // namespace solferino
