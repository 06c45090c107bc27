// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/melody.h"
#include "models/codecs/melody_encoders.h"
#include "models/runtime/error.h"

#include <string>

namespace solferino::models {

namespace {

constexpr int kNoEventClass = 0;
constexpr int kNoteOffClass = 1;
constexpr int kFirstPitchClass = 2;

class OneHotState final : public MelodyEncoderState
{
public:
    explicit OneHotState(MelodyOneHot oneHot)
        : m_oneHot(oneHot)
    {}

    [[nodiscard]] std::unique_ptr<MelodyEncoderState> clone() const override
    {
        return std::make_unique<OneHotState>(*this);
    }
    void push(int event) override
    {
        m_input = {m_oneHot.encode(event), 1.0F};
        ++m_length;
    }
    [[nodiscard]] std::span<const std::pair<int, float>> input() const override
    {
        return {&m_input, m_length == 0 ? 0U : 1U};
    }
    [[nodiscard]] int labelOf(int next) const override { return m_oneHot.encode(next); }
    [[nodiscard]] int eventOf(int label) const override { return m_oneHot.decode(label); }
    [[nodiscard]] std::size_t length() const override { return m_length; }

private:
    MelodyOneHot m_oneHot;
    std::pair<int, float> m_input;
    std::size_t m_length = 0;
};

class OneHotCodec final : public MelodyCodec
{
public:
    explicit OneHotCodec(const MelodyRange &range)
        : m_range(range)
    {}

    [[nodiscard]] int inputSize() const override { return m_range.oneHot.classCount(); }
    [[nodiscard]] int classCount() const override { return m_range.oneHot.classCount(); }
    [[nodiscard]] int fixedClassCount() const override { return classCount(); }
    [[nodiscard]] int noEventLabel() const override { return kNoEventClass; }
    [[nodiscard]] int minPitch() const override { return m_range.oneHot.minPitch; }
    [[nodiscard]] int maxPitch() const override { return m_range.oneHot.maxPitch; }
    [[nodiscard]] std::optional<int> targetKey() const override { return m_range.targetKey; }
    [[nodiscard]] std::unique_ptr<MelodyEncoderState> start() const override
    {
        return std::make_unique<OneHotState>(m_range.oneHot);
    }

private:
    MelodyRange m_range;
};

} // namespace

int MelodyOneHot::encode(int event) const
{
    if (event == kMelodyNoEvent)
        return kNoEventClass;
    if (event == kMelodyNoteOff)
        return kNoteOffClass;
    if (event >= minPitch && event < maxPitch)
        return kFirstPitchClass + event - minPitch;
    throw Error(Error::Kind::BadInput, "The melody event " + std::to_string(event) +
                                           " is neither -2, -1 nor a pitch from " + std::to_string(minPitch) +
                                           " to " + std::to_string(maxPitch - 1) + ".");
}

int MelodyOneHot::decode(int eventClass) const
{
    assert(eventClass >= 0 && eventClass < classCount());
    if (eventClass == kNoEventClass)
        return kMelodyNoEvent;
    if (eventClass == kNoteOffClass)
        return kMelodyNoteOff;
    return minPitch + eventClass - kFirstPitchClass;
}

std::shared_ptr<const MelodyCodec> makeOneHotCodec(const MelodyRange &range)
{
    return std::make_shared<OneHotCodec>(range);
}

} // namespace solferino::models
