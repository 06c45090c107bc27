// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace solferino {

/// How well a text answers what was typed, and which of its characters did.
struct FuzzyMatch
{
    int score = 0;              ///< higher is better
    std::vector<int> positions; ///< matched characters, ascending
};

/// Matches the characters of `typed` in order anywhere in `text`, without regard to case; blanks in `typed`
/// count for nothing. Runs and beginnings of words are worth more. Nothing if it does not match; an empty
/// `typed` matches everything with score 0.
[[nodiscard]] std::optional<FuzzyMatch> fuzzyMatch(const QString &typed, const QString &text);

} // namespace solferino
