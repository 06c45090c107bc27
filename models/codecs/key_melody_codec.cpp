// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/melody.h"
#include "models/codecs/melody_encoders.h"

#include <algorithm>
#include <utility>

namespace solferino::models {

namespace {

constexpr int kPitchClasses = 12;
constexpr int kStepsPerBar = 16;
constexpr std::size_t kRecentNotes = 3;

using KeyHistogram = std::array<int, kPitchClasses>;

void addToMajorKeys(KeyHistogram &keys, int pitch)
{
    for (const int degree : {0, 2, 4, 5, 7, 9, 11})
        ++keys[static_cast<std::size_t>((pitch % kPitchClasses + kPitchClasses - degree) % kPitchClasses)];
}

/// What the encoding knows of the notes so far.
struct MelodyContour
{
    std::optional<int> sounding;
    bool isAttack = false;
    int direction = 0; ///< of the last move: 1 up, -1 down, 0 unknown
    KeyHistogram keys{};
    std::array<int, kRecentNotes> recent{}; ///< distinct pitches, oldest first
    std::size_t recentCount = 0;

    void add(int event)
    {
        if (event == kMelodyNoEvent)
            isAttack = false;
        else if (event == kMelodyNoteOff)
            sounding.reset();
        else
            addNote(event);
    }

private:
    void addNote(int pitch)
    {
        isAttack = true;
        sounding = pitch;
        addToMajorKeys(keys, pitch);
        if (recentCount > 0 && pitch != recent[recentCount - 1])
            direction = pitch > recent[recentCount - 1] ? 1 : -1;
        const auto end = recent.begin() + static_cast<std::ptrdiff_t>(recentCount);
        auto out = std::find(recent.begin(), end, pitch);
        if (out == end && recentCount < kRecentNotes)
            ++recentCount;
        else
            std::rotate(out == end ? recent.begin() : out, (out == end ? recent.begin() : out) + 1, end);
        recent[recentCount - 1] = pitch;
    }
};

class KeyMelodyState final : public MelodyEncoderState
{
public:
    KeyMelodyState(MelodyOneHot oneHot, std::shared_ptr<const LookbackLayout> layout)
        : m_oneHot(oneHot)
        , m_layout(std::move(layout))
    {}

    [[nodiscard]] std::unique_ptr<MelodyEncoderState> clone() const override
    {
        return std::make_unique<KeyMelodyState>(*this);
    }

    void push(int event) override
    {
        static_cast<void>(m_oneHot.encode(event));
        m_history.push(event);
        m_contour.add(event);
        m_input.clear();
        writeKeys(writeTime(writeNote()));
    }

    [[nodiscard]] std::span<const std::pair<int, float>> input() const override { return m_input; }

    [[nodiscard]] int labelOf(int next) const override
    {
        static_cast<void>(m_oneHot.encode(next));
        const auto &distances = m_layout->distances;
        const int count = static_cast<int>(distances.size());
        if (next == kMelodyNoEvent && m_history.length() < static_cast<std::size_t>(distances.back()))
            return firstRepeatLabel() + count - 1;
        for (int i = count - 1; i >= 0; --i) {
            const auto distance = static_cast<std::size_t>(distances[static_cast<std::size_t>(i)]);
            if (m_history.length() >= distance && m_history.back(distance) == next)
                return firstRepeatLabel() + i;
        }
        if (next == kMelodyNoteOff)
            return noteRange() + 1;
        return next == kMelodyNoEvent ? noteRange() : next - m_oneHot.minPitch;
    }

    [[nodiscard]] int eventOf(int label) const override
    {
        if (label >= firstRepeatLabel()) {
            const auto distance = static_cast<std::size_t>(
                m_layout->distances[static_cast<std::size_t>(label - firstRepeatLabel())]);
            return m_history.length() < distance ? kMelodyNoEvent : m_history.back(distance);
        }
        if (label == noteRange() + 1)
            return kMelodyNoteOff;
        return label == noteRange() ? kMelodyNoEvent : m_oneHot.minPitch + label;
    }

    [[nodiscard]] std::size_t length() const override { return m_history.length(); }

private:
    [[nodiscard]] int noteRange() const { return m_oneHot.maxPitch - m_oneHot.minPitch; }
    [[nodiscard]] int firstRepeatLabel() const { return noteRange() + 2; }

    /// Sounding pitch, note or silence, attack, direction. Returns the next free index.
    int writeNote()
    {
        if (m_contour.sounding)
            m_input.emplace_back(*m_contour.sounding - m_oneHot.minPitch, 1.0F);
        int offset = noteRange();
        m_input.emplace_back(m_contour.sounding ? offset : offset + 1, 1.0F);
        offset += 2;
        if (m_contour.isAttack)
            m_input.emplace_back(offset, 1.0F);
        ++offset;
        if (m_contour.direction != 0)
            m_input.emplace_back(offset, static_cast<float>(m_contour.direction));
        return offset + 1;
    }

    /// Repeats, the counter of the next step, whether that step begins a bar. Returns the next free index.
    int writeTime(int offset)
    {
        for (const int distance : m_layout->distances) {
            if (m_history.lastRepeats(static_cast<std::size_t>(distance)))
                m_input.emplace_back(offset, 1.0F);
            ++offset;
        }
        for (int bit = 0; bit < m_layout->counterBits; ++bit)
            m_input.emplace_back(offset++, (m_history.length() >> bit & 1U) != 0 ? 1.0F : -1.0F);
        if (m_history.length() % kStepsPerBar == 0)
            m_input.emplace_back(offset, 1.0F);
        return offset + 1;
    }

    /// The major keys that hold most notes of the whole melody, then those of its last notes.
    void writeKeys(int offset)
    {
        KeyHistogram recentKeys{};
        for (std::size_t i = 0; i < m_contour.recentCount; ++i)
            addToMajorKeys(recentKeys, m_contour.recent[i]);
        for (const KeyHistogram &keys : {m_contour.keys, recentKeys}) {
            const int most = *std::max_element(keys.begin(), keys.end());
            for (const int count : keys) {
                if (count == most)
                    m_input.emplace_back(offset, 1.0F);
                ++offset;
            }
        }
    }

    MelodyOneHot m_oneHot;
    std::shared_ptr<const LookbackLayout> m_layout;
    MelodyHistory m_history;
    MelodyContour m_contour;
    std::vector<std::pair<int, float>> m_input;
};

class KeyMelodyCodec final : public MelodyCodec
{
public:
    KeyMelodyCodec(const MelodyRange &range, const LookbackLayout &layout)
        : m_range(range)
        , m_layout(std::make_shared<LookbackLayout>(layout))
    {
        assert(!layout.distances.empty());
    }

    [[nodiscard]] int inputSize() const override
    {
        constexpr int kNoteFlags = 4; // note, silence, attack, direction
        return noteRange() + kNoteFlags + distanceCount() + m_layout->counterBits + 1 + 2 * kPitchClasses;
    }
    [[nodiscard]] int classCount() const override { return noteRange() + 2 + distanceCount(); }
    [[nodiscard]] int fixedClassCount() const override { return noteRange() + 2; }
    [[nodiscard]] int noEventLabel() const override { return noteRange(); }
    [[nodiscard]] int minPitch() const override { return m_range.oneHot.minPitch; }
    [[nodiscard]] int maxPitch() const override { return m_range.oneHot.maxPitch; }
    [[nodiscard]] std::optional<int> targetKey() const override { return m_range.targetKey; }
    [[nodiscard]] std::unique_ptr<MelodyEncoderState> start() const override
    {
        return std::make_unique<KeyMelodyState>(m_range.oneHot, m_layout);
    }

private:
    [[nodiscard]] int noteRange() const { return m_range.oneHot.maxPitch - m_range.oneHot.minPitch; }
    [[nodiscard]] int distanceCount() const { return static_cast<int>(m_layout->distances.size()); }

    MelodyRange m_range;
    std::shared_ptr<const LookbackLayout> m_layout;
};

} // namespace

std::shared_ptr<const MelodyCodec> makeKeyMelodyCodec(const MelodyRange &range, const LookbackLayout &layout)
{
    return std::make_shared<KeyMelodyCodec>(range, layout);
}

} // namespace solferino::models
