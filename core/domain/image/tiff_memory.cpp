// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/tiff_memory.h"

#include <algorithm>
#include <cstdio>
#include <new>
#include <utility>

namespace solferino {

namespace {

/// For one block of libtiff's own. A strip may be a whole picture, of four bytes a pixel.
constexpr tmsize_t kMostBytesAtOnce = 4 * static_cast<tmsize_t>(kMostPixels);

TiffMemory &memoryOf(thandle_t handle)
{
    return *static_cast<TiffMemory *>(handle);
}

int ignoreWarning(TIFF *, void *, const char *, const char *, va_list)
{
    return 1;
}

} // namespace

TiffMemory::TiffMemory(ImageBytes bytes)
    : m_bytes(bytes)
{
    open("r");
    if (!m_tiff || m_isCutOff)
        throwDamaged("TIFF", m_isCutOff ? "it ends too early" : complaint());
}

TiffMemory::TiffMemory()
    : m_isWritten(true)
{
    open("w");
    if (!m_tiff)
        throw std::bad_alloc();
}

void TiffMemory::open(const char *mode)
{
    const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                                   &TIFFOpenOptionsFree);
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), kMostBytesAtOnce);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), complain, this);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), ignoreWarning, nullptr);
    m_tiff.reset(TIFFClientOpenExt(
        "picture", mode, this,
        [](thandle_t handle, void *target, tmsize_t count) { return memoryOf(handle).read(target, count); },
        [](thandle_t handle, void *source, tmsize_t count) { return memoryOf(handle).write(source, count); },
        [](thandle_t handle, toff_t offset, int from) { return memoryOf(handle).seek(offset, from); },
        [](thandle_t) { return 0; }, [](thandle_t handle) -> toff_t { return memoryOf(handle).size(); },
        nullptr, nullptr, options.get()));
}

std::vector<std::uint8_t> TiffMemory::finish()
{
    m_tiff.reset();
    return std::move(m_file);
}

tmsize_t TiffMemory::read(void *target, tmsize_t count)
{
    const ImageBytes bytes = m_isWritten ? ImageBytes(m_file) : m_bytes;
    const std::size_t first = std::min(m_position, bytes.size());
    const ImageBytes found =
        bytes.subspan(first, std::min(static_cast<std::size_t>(count), bytes.size() - first));
    std::copy(found.begin(), found.end(), static_cast<std::uint8_t *>(target));
    m_position = first + found.size();
    m_isCutOff = m_isCutOff || found.size() < static_cast<std::size_t>(count);
    return static_cast<tmsize_t>(found.size());
}

tmsize_t TiffMemory::write(const void *source, tmsize_t count) noexcept
{
    const auto size = static_cast<std::size_t>(count);
    try {
        if (m_file.size() < m_position + size)
            m_file.resize(m_position + size);
    } catch (const std::exception &) {
        return 0;
    }
    std::copy_n(static_cast<const std::uint8_t *>(source), size,
                m_file.begin() + static_cast<std::ptrdiff_t>(m_position));
    m_position += size;
    return count;
}

toff_t TiffMemory::seek(toff_t offset, int from)
{
    if (from == SEEK_CUR)
        offset += m_position;
    else if (from == SEEK_END)
        offset += size();
    m_position = static_cast<std::size_t>(offset);
    return offset;
}

int TiffMemory::complain(TIFF *, void *memory, const char *, const char *format, va_list values)
{
    auto &complaint = static_cast<TiffMemory *>(memory)->m_complaint;
    if (complaint.front() == '\0')
        std::vsnprintf(complaint.data(), complaint.size(), format, values);
    return 1;
}

} // namespace solferino
