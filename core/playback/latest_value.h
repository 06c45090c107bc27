// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <type_traits>

namespace solferino {

/// The newest value that one thread wrote, for one other thread to read. Neither side locks or waits; values
/// that nobody read in time are lost.
template <class T>
class LatestValue final
{
    static_assert(std::is_trivially_copyable_v<T>, "copying must not allocate");

public:
    /// Writer.
    void write(const T &value)
    {
        m_slots[m_back] = value;
        m_back = m_middle.exchange(m_back | kIsNew, std::memory_order_acq_rel) & kSlotMask;
    }

    /// Reader.
    [[nodiscard]] const T &read()
    {
        if ((m_middle.load(std::memory_order_relaxed) & kIsNew) != 0)
            m_front = m_middle.exchange(m_front, std::memory_order_acq_rel) & kSlotMask;
        return m_slots[m_front];
    }

private:
    static constexpr unsigned kSlotMask = 3;
    static constexpr unsigned kIsNew = 4;

    std::array<T, 3> m_slots{};
    unsigned m_back = 0;  ///< the writer's
    unsigned m_front = 2; ///< the reader's
    std::atomic<unsigned> m_middle{1};
};

} // namespace solferino
