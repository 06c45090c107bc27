// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/job_request.h"

#include <cstdint>
#include <exception>
#include <optional>
#include <string>

namespace solferino::models {

/// Thrown by Progress once the person asked to stop; not an error, and caught only by whoever started the
/// operation.
class Cancelled final : public std::exception
{
public:
    [[nodiscard]] const char *what() const noexcept override { return "cancelled"; }
};

struct ProgressReport
{
    std::int64_t step = 0;
    std::int64_t total = 0;                            ///< 0: unknown
    std::string unit;                                  ///< "steps", "files"
    std::string text;                                  ///< what is going on, one English phrase
    nlohmann::json metrics = nlohmann::json::object(); ///< numbers worth plotting: loss, validation_loss ...
};

/// How an operation speaks while it runs; called on the compute thread, every 100 ms or more often. Each call
/// may throw Cancelled.
class Progress
{
public:
    virtual ~Progress() = default;
    virtual void report(const ProgressReport &report) = 0;
    /// A piece of a result while it grows.
    virtual void partial(const nlohmann::json &piece) = 0;
    /// Something a person should know that does not stop the work.
    virtual void note(const std::string &text) = 0;
};

/// For callers that want neither news nor cancel.
class NoProgress final : public Progress
{
public:
    void report(const ProgressReport &) override {}
    void partial(const nlohmann::json &) override {}
    void note(const std::string &) override {}
};

} // namespace solferino::models
