// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/sketch_data_file.h"
#include "core/domain/sketch/zip_archive.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace solferino {

namespace {

// As Python's own pickler, which keeps its stack small by it.
constexpr std::size_t kBatch = 1000;

void appendLittleEndian(std::string &text, std::uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        text += static_cast<char>(value >> 8 * i & 0xFFU);
}

std::string counted(std::string_view text)
{
    std::string result;
    appendLittleEndian(result, static_cast<std::uint32_t>(text.size()), 4);
    return result.append(text);
}

/// Rounds one coordinate of offset after offset; what rounding took goes to the next, so that lines stay in
/// their places.
class OffsetRounder final
{
public:
    std::int16_t operator()(float offset)
    {
        using Limits = std::numeric_limits<std::int16_t>;
        const double wanted = (std::isfinite(offset) ? static_cast<double>(offset) : 0.0) + m_carry;
        const double rounded = std::clamp(std::round(wanted), static_cast<double>(Limits::min()),
                                          static_cast<double>(Limits::max()));
        m_carry = std::abs(wanted - rounded) <= 1.0 ? wanted - rounded : 0.0;
        return static_cast<std::int16_t>(rounded);
    }

private:
    double m_carry = 0.0;
};

std::string rowBytes(const StrokeRows &rows)
{
    std::string bytes;
    OffsetRounder roundX;
    OffsetRounder roundY;
    for (const StrokeRow &row : rows) {
        appendLittleEndian(bytes, static_cast<std::uint16_t>(roundX(row.dx)), 2);
        appendLittleEndian(bytes, static_cast<std::uint16_t>(roundY(row.dy)), 2);
        appendLittleEndian(bytes, row.lifts ? 1 : 0, 2);
    }
    return bytes;
}

/// Writes the pickle of an array of objects, protocol 3, with the opcodes of Python's pickle module.
class ArrayPickler final
{
public:
    std::string write(const std::vector<StrokeRows> &drawings)
    {
        using namespace std::string_literals;
        m_text = "\x80\x03"s + "cnumpy.core.multiarray\n_reconstruct\nq\x00"s + "cnumpy\nndarray\nq\x01"s +
                 "K\x00\x85q\x02"s + "C\x01"s + "bq\x03"s + "\x87R"s;
        m_text += "(K\x01"s + integer(drawings.size()) + "\x85"s + "cnumpy\ndtype\nq\x04"s;
        type("O8", "|", kObjectFlags);
        m_text += "\x89]"s;
        for (std::size_t at = 0; at < drawings.size(); at += kBatch) {
            m_text += '(';
            for (std::size_t i = at; i < std::min(at + kBatch, drawings.size()); ++i)
                drawing(drawings[i]);
            m_text += 'e';
        }
        m_text += "tb.";
        return std::move(m_text);
    }

private:
    static constexpr char kObjectFlags = 0x3F;

    static std::string integer(std::size_t value)
    {
        std::string text = "J";
        appendLittleEndian(text, static_cast<std::uint32_t>(value), 4);
        return text;
    }

    /// numpy.dtype, which stands above this on the stack: called, its state set.
    void type(std::string_view name, std::string_view order, char flags)
    {
        using namespace std::string_literals;
        m_text += "X"s + counted(name) + "K\x00K\x01\x87R"s;
        if (flags == 0)
            m_text += "q\x05"s;
        m_text += "(K\x03X"s + counted(order) + "NNNJ\xFF\xFF\xFF\xFFJ\xFF\xFF\xFF\xFFK"s + flags + "tb";
    }

    void drawing(const StrokeRows &rows)
    {
        using namespace std::string_literals;
        m_text += "h\x00h\x01h\x02h\x03\x87R(K\x01"s + integer(rows.size()) + "K\x03\x86"s;
        if (m_hasNumberType) {
            m_text += "h\x05"s;
        } else {
            m_text += "h\x04"s;
            type("i2", "<", 0);
            m_hasNumberType = true;
        }
        m_text += "\x89"s + "B"s + counted(rowBytes(rows)) + "tb";
    }

    std::string m_text;
    bool m_hasNumberType = false;
};

std::string npyFile(const std::vector<StrokeRows> &drawings)
{
    using namespace std::string_literals;
    constexpr std::size_t kAlignment = 64;
    constexpr std::size_t kFixedSize = 10;
    std::string header =
        "{'descr': '|O', 'fortran_order': False, 'shape': ("s + std::to_string(drawings.size()) + ",), }";
    while ((kFixedSize + header.size() + 1) % kAlignment != 0)
        header += ' ';
    header += '\n';
    std::string file = "\x93NUMPY\x01\x00"s;
    appendLittleEndian(file, static_cast<std::uint32_t>(header.size()), 2);
    return file + header + ArrayPickler().write(drawings);
}

} // namespace

std::vector<std::uint8_t> writeSketchNpz(const SketchData &data)
{
    return writeZip({{"train.npy", npyFile(data.train)},
                     {"valid.npy", npyFile(data.valid)},
                     {"test.npy", npyFile(data.test)}});
}

} // namespace solferino
