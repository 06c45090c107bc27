// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/feature_map.h"

#include <cassert>
#include <new>

#if defined(__unix__) || defined(__APPLE__)
#include <sys/mman.h>
#define SOLFERINO_HAS_PAGES
#endif

namespace solferino::models::stylizing {

namespace {

/// Large pages of the common processors: memory is given back in such steps.
constexpr std::size_t kPage = 2U << 20U;

} // namespace

FeatureMap::FeatureMap(int width, int height, std::size_t channels)
    : m_channels(channels)
    , m_width(width)
    , m_height(height)
{
    m_bytes = bytesOf(width, height, channels);
#ifdef SOLFERINO_HAS_PAGES
    void *memory = mmap(nullptr, m_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
    if (m_bytes >= 2 * kPage)
        madvise(memory, m_bytes, MADV_HUGEPAGE);
#endif
#else
    void *memory = ::operator new (m_bytes, std::align_val_t{64});
#endif
    m_values = static_cast<float *>(memory);
}

FeatureMap::FeatureMap(int width, int height, std::size_t channels, FeatureMap used)
    : FeatureMap(std::move(used))
{
    assert(bytesOf(width, height, channels) <= m_bytes);
    m_released = 0;
    m_channels = channels;
    m_width = width;
    m_height = height;
}

std::size_t FeatureMap::bytesOf(int width, int height, std::size_t channels)
{
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * channels * sizeof(float);
}

FeatureMap::~FeatureMap()
{
    if (m_values == nullptr)
        return;
#ifdef SOLFERINO_HAS_PAGES
    munmap(m_values, m_bytes);
#else
    ::operator delete (m_values, std::align_val_t{64});
#endif
}

void FeatureMap::releaseRows([[maybe_unused]] int rows)
{
#ifdef SOLFERINO_HAS_PAGES
    if (rows <= 0)
        return;
    const std::size_t end = static_cast<std::size_t>(rows) * rowStride() * sizeof(float) / kPage * kPage;
    if (end <= m_released)
        return;
    madvise(reinterpret_cast<char *>(m_values) + m_released, end - m_released, MADV_DONTNEED);
    m_released = end;
#endif
}

void FeatureMap::swap(FeatureMap &other) noexcept
{
    std::swap(m_values, other.m_values);
    std::swap(m_bytes, other.m_bytes);
    std::swap(m_released, other.m_released);
    std::swap(m_channels, other.m_channels);
    std::swap(m_width, other.m_width);
    std::swap(m_height, other.m_height);
}

} // namespace solferino::models::stylizing
