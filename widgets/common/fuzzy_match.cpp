// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/fuzzy_match.h"

#include <algorithm>

namespace solferino {

namespace {

constexpr int kNever = -1'000'000;
constexpr int kHit = 1;
constexpr int kRun = 10;      // the character before it was matched too
constexpr int kWordStart = 6; // it begins a word
constexpr int kTextStart = 4; // it begins the text

int worthAt(const QString &text, int position)
{
    if (position == 0)
        return kHit + kWordStart + kTextStart;
    return text[position - 1].isLetterOrNumber() ? kHit : kHit + kWordStart;
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString &typed, const QString &text)
{
    const QString wanted = typed.toCaseFolded().remove(u' ');
    const QString folded = text.toCaseFolded();
    const int rows = int(wanted.size());
    const int columns = int(folded.size());
    if (rows == 0)
        return FuzzyMatch{};
    if (rows > columns || columns != text.size())
        return {};

    // best[i][j]: the best score of the first i + 1 characters with the last of them at j.
    std::vector<std::vector<int>> best(std::size_t(rows), std::vector<int>(std::size_t(columns), kNever));
    std::vector<std::vector<int>> from(std::size_t(rows), std::vector<int>(std::size_t(columns), -1));
    for (int i = 0; i < rows; ++i) {
        int bestBefore = kNever; // over all places left of j in the row before
        int placeBefore = -1;
        for (int j = 0; j < columns; ++j) {
            const auto row = std::size_t(i);
            const auto column = std::size_t(j);
            if (folded[j] == wanted[i]) {
                if (i == 0) {
                    best[row][column] = worthAt(text, j);
                } else if (placeBefore >= 0) {
                    best[row][column] = bestBefore + worthAt(text, j);
                    from[row][column] = placeBefore;
                    if (j > 0 && best[row - 1][column - 1] > kNever &&
                        best[row - 1][column - 1] + kRun >= bestBefore) {
                        best[row][column] = best[row - 1][column - 1] + kRun + worthAt(text, j);
                        from[row][column] = j - 1;
                    }
                }
            }
            if (i > 0 && best[row - 1][column] > bestBefore) {
                bestBefore = best[row - 1][column];
                placeBefore = j;
            }
        }
    }
    const std::vector<int> &last = best.back();
    const auto end = std::max_element(last.begin(), last.end());
    if (*end <= kNever)
        return {};
    FuzzyMatch match;
    match.score = *end * 100 - columns; // of equal matches the shorter text
    int place = int(end - last.begin());
    for (int i = rows - 1; i >= 0; --i) {
        match.positions.push_back(place);
        place = from[std::size_t(i)][std::size_t(place)];
    }
    std::reverse(match.positions.begin(), match.positions.end());
    return match;
}

} // namespace solferino
