// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/melody.h"
#include "models/codecs/melody_encoders.h"

#include <utility>

namespace solferino::models {

namespace {

/// Input blocks: the event, for each distance the event that would come next if the melody repeated itself,
/// the step counter, and for each distance whether the event is a repeat.
class LookbackState final : public MelodyEncoderState
{
public:
    LookbackState(MelodyOneHot oneHot, std::shared_ptr<const LookbackLayout> layout)
        : m_oneHot(oneHot)
        , m_layout(std::move(layout))
    {}

    [[nodiscard]] std::unique_ptr<MelodyEncoderState> clone() const override
    {
        return std::make_unique<LookbackState>(*this);
    }

    void push(int event) override
    {
        const int eventClass = m_oneHot.encode(event);
        m_history.push(event);
        m_input.clear();
        m_input.emplace_back(eventClass, 1.0F);
        int offset = m_oneHot.classCount();
        for (const int distance : m_layout->distances) {
            m_input.emplace_back(offset + m_oneHot.encode(repeated(distance)), 1.0F);
            offset += m_oneHot.classCount();
        }
        for (int bit = 0; bit < m_layout->counterBits; ++bit)
            m_input.emplace_back(offset++, (m_history.length() >> bit & 1U) != 0 ? 1.0F : -1.0F);
        for (const int distance : m_layout->distances) {
            if (m_history.lastRepeats(static_cast<std::size_t>(distance)))
                m_input.emplace_back(offset, 1.0F);
            ++offset;
        }
    }

    [[nodiscard]] std::span<const std::pair<int, float>> input() const override { return m_input; }

    [[nodiscard]] int labelOf(int next) const override
    {
        const int eventClass = m_oneHot.encode(next);
        const auto &distances = m_layout->distances;
        const int count = static_cast<int>(distances.size());
        if (count > 0 && next == kMelodyNoEvent &&
            m_history.length() < static_cast<std::size_t>(distances.back()))
            return m_oneHot.classCount() + count - 1;
        for (int i = count - 1; i >= 0; --i) {
            const auto distance = static_cast<std::size_t>(distances[static_cast<std::size_t>(i)]);
            if (m_history.length() >= distance && m_history.back(distance) == next)
                return m_oneHot.classCount() + i;
        }
        return eventClass;
    }

    [[nodiscard]] int eventOf(int label) const override
    {
        const int repeat = label - m_oneHot.classCount();
        return repeat < 0 ? m_oneHot.decode(label)
                          : repeated(m_layout->distances[static_cast<std::size_t>(repeat)]);
    }

    [[nodiscard]] std::size_t length() const override { return m_history.length(); }

private:
    /// The next event if the melody repeats what came `distance` steps before it.
    [[nodiscard]] int repeated(int distance) const
    {
        const auto steps = static_cast<std::size_t>(distance);
        return m_history.length() < steps ? kMelodyNoEvent : m_history.back(steps);
    }

    MelodyOneHot m_oneHot;
    std::shared_ptr<const LookbackLayout> m_layout;
    MelodyHistory m_history;
    std::vector<std::pair<int, float>> m_input;
};

class LookbackCodec final : public MelodyCodec
{
public:
    LookbackCodec(const MelodyRange &range, const LookbackLayout &layout)
        : m_range(range)
        , m_layout(std::make_shared<LookbackLayout>(layout))
    {}

    [[nodiscard]] int inputSize() const override
    {
        return m_range.oneHot.classCount() * (1 + distanceCount()) + m_layout->counterBits + distanceCount();
    }
    [[nodiscard]] int classCount() const override { return m_range.oneHot.classCount() + distanceCount(); }
    [[nodiscard]] int fixedClassCount() const override { return m_range.oneHot.classCount(); }
    [[nodiscard]] int noEventLabel() const override { return m_range.oneHot.encode(kMelodyNoEvent); }
    [[nodiscard]] int minPitch() const override { return m_range.oneHot.minPitch; }
    [[nodiscard]] int maxPitch() const override { return m_range.oneHot.maxPitch; }
    [[nodiscard]] std::optional<int> targetKey() const override { return m_range.targetKey; }
    [[nodiscard]] std::unique_ptr<MelodyEncoderState> start() const override
    {
        return std::make_unique<LookbackState>(m_range.oneHot, m_layout);
    }

private:
    [[nodiscard]] int distanceCount() const { return static_cast<int>(m_layout->distances.size()); }

    MelodyRange m_range;
    std::shared_ptr<const LookbackLayout> m_layout;
};

} // namespace

std::shared_ptr<const MelodyCodec> makeLookbackCodec(const MelodyRange &range, const LookbackLayout &layout)
{
    return std::make_shared<LookbackCodec>(range, layout);
}

} // namespace solferino::models
