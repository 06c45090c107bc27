// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace solferino::models {

/// Paths of a list that is separated by semicolons; empty entries are left out.
[[nodiscard]] std::vector<std::filesystem::path> splitPathList(const std::string &list);

/// The same list with paths that mean the same from another working directory.
[[nodiscard]] std::string absolutePaths(const std::string &list);

/// Lower-case extension with its dot.
[[nodiscard]] std::string lowerExtension(const std::filesystem::path &path);

/// Files among `sources` and, in folders searched to the bottom, those with one of `extensions` (lower case,
/// with the dot); sorted, each once. Throws Error(File).
[[nodiscard]] std::vector<std::filesystem::path>
findDataFiles(const std::vector<std::filesystem::path> &sources, const std::vector<std::string> &extensions);

/// "nottingham/MIDI/melody" of ".../data/nottingham/MIDI/melody/": what a card should say, not where it lay.
[[nodiscard]] std::string sourceName(const std::filesystem::path &path);

/// The same of each path in a list that is separated by semicolons.
[[nodiscard]] std::vector<std::string> sourceNames(const std::string &list);

} // namespace solferino::models
