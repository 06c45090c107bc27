// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/image_codec.h"

#include <array>
#include <cstdarg>
#include <memory>
#include <tiffio.h>

namespace solferino {

/// A TIFF file that lies in memory and is open for reading or for writing. It stays where it was made:
/// libtiff holds its address.
class TiffMemory final
{
public:
    /// Opens a file to read its first page. Throws FormatError.
    explicit TiffMemory(ImageBytes bytes);
    /// Begins a file.
    TiffMemory();
    TiffMemory(const TiffMemory &) = delete;
    TiffMemory &operator=(const TiffMemory &) = delete;

    [[nodiscard]] TIFF *tiff() const { return m_tiff.get(); }
    /// What libtiff first complained of.
    [[nodiscard]] const char *complaint() const { return m_complaint.data(); }
    /// Ends writing; the file, whole if there was no complaint.
    [[nodiscard]] std::vector<std::uint8_t> finish();

private:
    void open(const char *mode);
    tmsize_t read(void *target, tmsize_t count);
    tmsize_t write(const void *source, tmsize_t count) noexcept;
    toff_t seek(toff_t offset, int from);
    [[nodiscard]] std::size_t size() const { return m_isWritten ? m_file.size() : m_bytes.size(); }
    static int complain(TIFF *tiff, void *memory, const char *module, const char *format, va_list values);

    ImageBytes m_bytes;
    bool m_isWritten = false;
    bool m_isCutOff = false; ///< libtiff asked for more than there is
    std::vector<std::uint8_t> m_file;
    std::size_t m_position = 0;
    std::array<char, 240> m_complaint = {};
    std::unique_ptr<TIFF, decltype(&TIFFClose)> m_tiff{nullptr,
                                                       &TIFFClose}; ///< last: it writes when it closes
};

} // namespace solferino
