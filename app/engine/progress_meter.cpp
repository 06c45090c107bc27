// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/progress_meter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

namespace solferino {

namespace {

constexpr double kWindowSeconds = 10.0;

std::string format(const char *pattern, double number)
{
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), pattern, number);
    return buffer.data();
}

/// "1:34" or "2:05:09".
std::string durationText(double seconds)
{
    const auto whole = std::llround(std::min(seconds, 1e9));
    const auto twoDigits = [](long long number) {
        return std::string(number < 10 ? "0" : "") + std::to_string(number);
    };
    const std::string tail = twoDigits(whole % 60);
    if (whole < 3600)
        return std::to_string(whole / 60) + ":" + tail;
    return std::to_string(whole / 3600) + ":" + twoDigits(whole / 60 % 60) + ":" + tail;
}

} // namespace

void ProgressMeter::add(const models::ProgressReport &report, double now)
{
    const bool isOtherWork = report.unit != m_last.unit || report.total != m_last.total ||
                             report.text != m_last.text || report.step < m_last.step;
    if (isOtherWork)
        m_samples.clear();
    m_last = report;
    // Reports may come many times in a millisecond; the rate needs only a few of them.
    if (m_samples.size() > 1 && now - m_samples[m_samples.size() - 2].first < kWindowSeconds / 100)
        m_samples.pop_back();
    m_samples.emplace_back(now, report.step);
    while (m_samples.size() > 2 && now - m_samples.front().first > kWindowSeconds)
        m_samples.pop_front();
}

std::optional<double> ProgressMeter::fraction() const
{
    if (m_last.total <= 0)
        return std::nullopt;
    return std::clamp(static_cast<double>(m_last.step) / static_cast<double>(m_last.total), 0.0, 1.0);
}

double ProgressMeter::rate() const
{
    if (m_samples.size() < 2)
        return 0.0;
    const double seconds = m_samples.back().first - m_samples.front().first;
    const auto steps = static_cast<double>(m_samples.back().second - m_samples.front().second);
    return seconds > 0.0 ? steps / seconds : 0.0;
}

std::optional<double> ProgressMeter::secondsLeft() const
{
    const double stepsPerSecond = rate();
    if (m_last.total <= 0 || stepsPerSecond <= 0.0)
        return std::nullopt;
    return static_cast<double>(std::max<std::int64_t>(0, m_last.total - m_last.step)) / stepsPerSecond;
}

nlohmann::json ProgressMeter::toJson() const
{
    nlohmann::json body = {{"step", m_last.step}, {"total", m_last.total}, {"unit", m_last.unit},
                           {"text", m_last.text}, {"rate", rate()},        {"metrics", m_last.metrics}};
    if (const auto share = fraction())
        body["fraction"] = *share;
    if (const auto seconds = secondsLeft())
        body["seconds_left"] = *seconds;
    return body;
}

std::string ProgressMeter::toText() const
{
    std::vector<std::string> parts;
    if (!m_last.text.empty())
        parts.push_back(m_last.text);
    const std::string unit = m_last.unit.empty() ? "" : " " + m_last.unit;
    if (m_last.total > 0)
        parts.push_back(std::to_string(m_last.step) + " of " + std::to_string(m_last.total) + unit);
    else if (m_last.step > 0)
        parts.push_back(std::to_string(m_last.step) + unit);
    if (const double stepsPerSecond = rate(); stepsPerSecond > 0.0)
        parts.push_back(format(stepsPerSecond < 10.0 ? "%.2f" : "%.0f", stepsPerSecond) + unit + "/s");
    if (const auto seconds = secondsLeft())
        parts.push_back(durationText(*seconds) + " left");
    for (const char *name : {"loss", "validation_loss"})
        if (const auto found = m_last.metrics.find(name); found != m_last.metrics.end() && found->is_number())
            parts.push_back((name[0] == 'l' ? "loss " : "validation ") + format("%.3f", *found));

    std::string text;
    for (const std::string &part : parts)
        text += (text.empty() ? "" : " · ") + part;
    return text;
}

} // namespace solferino
