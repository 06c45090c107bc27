// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <optional>
#include <type_traits>

namespace solferino {

/// A queue of fixed size from one thread to one other. Neither side locks, allocates or waits.
template <class T, std::size_t Capacity>
class SpscRing final
{
    static_assert(std::is_trivially_copyable_v<T>, "copying must not allocate");
    static_assert(Capacity > 0 && (Capacity & (Capacity - 1)) == 0, "the capacity is a power of two");

public:
    /// Producer: false if the ring is full.
    [[nodiscard]] bool push(const T &value)
    {
        const std::size_t tail = m_tail.load(std::memory_order_relaxed);
        if (tail - m_head.load(std::memory_order_acquire) == Capacity)
            return false;
        m_values[tail % Capacity] = value;
        m_tail.store(tail + 1, std::memory_order_release);
        return true;
    }

    /// Consumer: the oldest value, if there is one.
    [[nodiscard]] std::optional<T> pop()
    {
        const std::size_t head = m_head.load(std::memory_order_relaxed);
        if (head == m_tail.load(std::memory_order_acquire))
            return std::nullopt;
        const T value = m_values[head % Capacity];
        m_head.store(head + 1, std::memory_order_release);
        return value;
    }

private:
    // Each counter has a cache line of its own: the two threads write one each.
    alignas(64) std::atomic<std::size_t> m_head{0};
    alignas(64) std::atomic<std::size_t> m_tail{0};
    alignas(64) std::array<T, Capacity> m_values{};
};

} // namespace solferino
