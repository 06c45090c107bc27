// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/stroke_rows.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace solferino {

/// Drawings as the sketch-rnn data format has them: stroke-3 in whole units.
struct SketchData
{
    std::vector<StrokeRows> train{};
    std::vector<StrokeRows> valid{};
    std::vector<StrokeRows> test{};

    bool operator==(const SketchData &) const = default;
};

/// Reads a .npz with the arrays train, valid and test: object arrays of (n, 3) integer or float arrays, also
/// where they are pickled (protocols 0 to 5, latin1 strings). Of pickles only what NumPy writes for such
/// arrays is understood; nothing is executed. Stored and deflated members. Throws FormatError: no zip,
/// foreign pickle, sizes that do not fit the bytes. An array that is missing is empty; one must be there.
/// Drawings of one length, which NumPy turns into one array of numbers, are understood too.
[[nodiscard]] SketchData readSketchNpz(std::span<const std::uint8_t> bytes);

/// Deflated, int16 (rounded so that lines stay in their places, and clamped), readable by NumPy with
/// allow_pickle.
[[nodiscard]] std::vector<std::uint8_t> writeSketchNpz(const SketchData &data);

/// A line of an .ndjson file of Quick, Draw!.
struct LabelledDrawing
{
    std::string word;
    std::string key;
    bool isRecognized = true;
    bool isRaw = false; ///< has times; coordinates as the browser gave them
    Lines lines;
};

struct NdjsonFile
{
    std::vector<LabelledDrawing> drawings;
    std::vector<std::string> warnings; ///< lines that were left out, and why
};

/// Raw and simplified .ndjson. Broken lines are left out with a warning. Throws FormatError where no line is
/// a drawing.
[[nodiscard]] NdjsonFile readNdjson(std::span<const std::uint8_t> bytes);

/// Simplified form: {word, key_id, recognized, drawing: [[xs, ys], ...]} a line.
[[nodiscard]] std::string writeNdjson(const std::vector<LabelledDrawing> &drawings);

} // namespace solferino
