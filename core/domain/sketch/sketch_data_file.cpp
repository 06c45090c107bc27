// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/sketch_data_file.h"

#include "core/domain/sketch/numpy_numbers.h"
#include "core/domain/sketch/pickle_reader.h"
#include "core/domain/sketch/zip_archive.h"
#include "core/domain/text/format_error.h"

#include <string_view>

namespace solferino {

namespace {

constexpr std::uint64_t kMostUnpacked = std::uint64_t{512} << 20U;
constexpr std::uint64_t kColumns = 3;

/// Makes sure that drawings which stand in the file once and are named often cannot fill memory.
class RowBudget final
{
public:
    explicit RowBudget(std::size_t bytes)
        : m_rest(bytes)
    {}

    void spend(std::uint64_t rows)
    {
        if (rows > m_rest)
            throw FormatError("The drawings have more points than the file has bytes; it is damaged.");
        m_rest -= rows;
    }

private:
    std::uint64_t m_rest;
};

/// An array of numbers, (count, points, 3): what NumPy makes of drawings that are all of one length. Empty
/// ones may have any shape.
std::vector<StrokeRows> drawingsOfNumbers(const NpyHeader &header, std::string_view data)
{
    const std::uint64_t elements = numpyElementCount(header.shape);
    if (elements == 0)
        return {};
    if (header.shape.size() != 3 || header.shape[2] != kColumns)
        throw FormatError("The array is no list of drawings: rows of three numbers are needed.");
    if (data.size() / header.type.size < elements)
        throw FormatError("The array is shorter than its head says; the file is damaged.");
    const std::uint64_t points = header.shape[1];
    const std::size_t drawingSize = static_cast<std::size_t>(points * kColumns) * header.type.size;
    std::vector<StrokeRows> drawings;
    for (std::uint64_t i = 0; i < header.shape[0]; ++i)
        drawings.push_back(
            strokeRowsFrom(header.type, points, data.substr(i * drawingSize, drawingSize), false));
    return drawings;
}

StrokeRows drawingOf(const PickledArray &array, RowBudget &budget)
{
    const std::uint64_t elements = numpyElementCount(array.shape);
    if (array.items != nullptr || array.shape.size() != 2 || array.shape[1] != kColumns) {
        if (elements == 0 && array.items == nullptr)
            return {};
        throw FormatError("it is no array of rows of three numbers.");
    }
    budget.spend(array.shape[0]);
    return strokeRowsFrom(array.type, array.shape[0], array.bytes, array.isFortran);
}

double numberOf(const PickleValue &value)
{
    if (const auto *integer = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*integer);
    if (const auto *real = std::get_if<double>(&value))
        return *real;
    throw FormatError("The array holds something that is neither a drawing nor a number.");
}

/// Objects of shape (count, points, 3): numbers one by one, what NumPy makes of drawings of one length where
/// objects are asked for.
std::vector<StrokeRows> drawingsOfObjects(const PickledArray &array, RowBudget &budget)
{
    const std::vector<PickleValue> &items = array.items->values;
    if (array.isFortran || array.shape[2] != kColumns)
        throw FormatError("The array is no list of drawings: rows of three numbers are needed.");
    budget.spend(items.size() / kColumns);
    std::vector<StrokeRows> drawings;
    for (std::size_t at = 0; at < items.size();) {
        StrokeRows &rows = drawings.emplace_back();
        for (std::uint64_t point = 0; point < array.shape[1]; ++point, at += kColumns)
            rows.push_back(
                strokeRowFrom(numberOf(items[at]), numberOf(items[at + 1]), numberOf(items[at + 2])));
    }
    return drawings;
}

std::vector<StrokeRows> pickledDrawings(const NpyHeader &header, std::string_view data)
{
    PickleReader reader(data);
    const PickledArray &array = reader.read();
    if (array.items == nullptr || array.shape != header.shape ||
        numpyElementCount(array.shape) != array.items->values.size())
        throw FormatError("The array's head does not fit what is pickled behind it; the file is damaged.");
    RowBudget budget(data.size());
    if (array.shape.size() == 3)
        return drawingsOfObjects(array, budget);
    if (array.shape.size() > 1)
        throw FormatError("The array is no list of drawings, but a table.");

    std::vector<StrokeRows> drawings;
    drawings.reserve(array.items->values.size());
    for (const PickleValue &item : array.items->values) {
        const std::string which = "Drawing " + std::to_string(drawings.size() + 1) + " of the array: ";
        const auto *const drawing = std::get_if<PickledArray *>(&item);
        if (drawing == nullptr)
            throw FormatError(which + "it is no array of numbers.");
        try {
            drawings.push_back(drawingOf(**drawing, budget));
        } catch (const FormatError &error) {
            throw FormatError(which + error.what());
        }
    }
    return drawings;
}

std::vector<StrokeRows> readArray(std::string_view bytes)
{
    const NpyHeader header = readNpyHeader(bytes);
    const std::string_view data = bytes.substr(header.size);
    return header.type.kind == 'O' ? pickledDrawings(header, data) : drawingsOfNumbers(header, data);
}

} // namespace

SketchData readSketchNpz(std::span<const std::uint8_t> bytes)
{
    const ZipReader archive(bytes);
    SketchData data;
    bool hasArray = false;
    for (const auto &[name, drawings] :
         {std::pair("train.npy", &data.train), std::pair("valid.npy", &data.valid),
          std::pair("test.npy", &data.test)}) {
        const auto member = archive.member(name, kMostUnpacked);
        if (!member)
            continue;
        hasArray = true;
        *drawings = readArray(*member);
    }
    if (!hasArray)
        throw FormatError("The archive holds none of the arrays train, valid and test.");
    return data;
}

} // namespace solferino
