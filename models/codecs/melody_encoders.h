// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/codecs/melody_codec.h"

#include <array>
#include <cassert>
#include <cstddef>
#include <vector>

namespace solferino::models {

/// The last events of a melody, as far back as repeats reach. Copies in constant time.
class MelodyHistory final
{
public:
    static constexpr std::size_t kCapacity = 64;

    void push(int event) { m_ring[m_length++ % kCapacity] = event; }
    [[nodiscard]] std::size_t length() const { return m_length; }
    /// The event `distance` places before the next one: 1 is the last pushed.
    [[nodiscard]] int back(std::size_t distance) const
    {
        assert(distance >= 1 && distance <= m_length && distance <= kCapacity);
        return m_ring[(m_length - distance) % kCapacity];
    }
    /// Whether the last pushed event equals the one `distance` steps before it.
    [[nodiscard]] bool lastRepeats(std::size_t distance) const
    {
        return m_length > distance && back(1) == back(distance + 1);
    }

private:
    std::array<int, kCapacity> m_ring{};
    std::size_t m_length = 0;
};

/// Classes of single melody events: 0 no event, 1 note off, then the pitches of [minPitch, maxPitch).
struct MelodyOneHot
{
    int minPitch = 48;
    int maxPitch = 84;

    [[nodiscard]] int classCount() const { return maxPitch - minPitch + 2; }
    /// Throws Error(BadInput) for an event without a class.
    [[nodiscard]] int encode(int event) const;
    [[nodiscard]] int decode(int eventClass) const;
};

/// What all encodings share: the pitch range and the key that melodies are moved to.
struct MelodyRange
{
    MelodyOneHot oneHot;
    std::optional<int> targetKey;
};

/// Distances in steps at which an encoding looks for repeats, ascending, and the size of its step counter.
struct LookbackLayout
{
    std::vector<int> distances;
    int counterBits = 0;
};

[[nodiscard]] std::shared_ptr<const MelodyCodec> makeOneHotCodec(const MelodyRange &range);
[[nodiscard]] std::shared_ptr<const MelodyCodec> makeLookbackCodec(const MelodyRange &range,
                                                                   const LookbackLayout &layout);
[[nodiscard]] std::shared_ptr<const MelodyCodec> makeKeyMelodyCodec(const MelodyRange &range,
                                                                    const LookbackLayout &layout);

} // namespace solferino::models
