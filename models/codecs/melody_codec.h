// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace solferino::models {

/// What an event-sequence codec computes incrementally: feed events one at a time, read the input vector of
/// the last. Copyable through `clone()`, for beams. Amortised constant time per event.
class MelodyEncoderState
{
public:
    virtual ~MelodyEncoderState() = default;
    [[nodiscard]] virtual std::unique_ptr<MelodyEncoderState> clone() const = 0;
    /// Adds an event (-2, -1, pitch). Throws Error(BadInput) when the codec has no class for it.
    virtual void push(int event) = 0;
    /// The input vector at the last pushed event; non-zero entries as (index, value), ascending. Valid until
    /// the next push. One-hot configs give one entry.
    [[nodiscard]] virtual std::span<const std::pair<int, float>> input() const = 0;
    /// The training label of `next` if it were pushed now (position = number of pushed events).
    [[nodiscard]] virtual int labelOf(int next) const = 0;
    /// The event that class `label` stands for at the next position.
    [[nodiscard]] virtual int eventOf(int label) const = 0;
    [[nodiscard]] virtual std::size_t length() const = 0;
};

/// One of the four melody encodings with the constants of its config (sheet, sections 1 to 3). Immutable,
/// thread-safe.
class MelodyCodec
{
public:
    virtual ~MelodyCodec() = default;
    [[nodiscard]] virtual int inputSize() const = 0;
    [[nodiscard]] virtual int classCount() const = 0;
    /// Classes below it stand for the same event at every position, each for another; those from it on repeat
    /// an event that one of them stands for.
    [[nodiscard]] virtual int fixedClassCount() const = 0;
    [[nodiscard]] virtual int noEventLabel() const = 0;
    [[nodiscard]] virtual int minPitch() const = 0;                 ///< inclusive
    [[nodiscard]] virtual int maxPitch() const = 0;                 ///< exclusive
    [[nodiscard]] virtual std::optional<int> targetKey() const = 0; ///< nullopt: melodies keep their key
    [[nodiscard]] virtual std::unique_ptr<MelodyEncoderState> start() const = 0;
};

/// "basic_rnn", "mono_rnn", "lookback_rnn" or "attention_rnn". Throws Error(BadOption) for another name.
[[nodiscard]] std::shared_ptr<const MelodyCodec> makeMelodyCodec(std::string_view config);

/// A melody as the network is trained on it: inputs at 0..T-2, labels of events 1..T-1.
struct EncodedMelody
{
    std::vector<std::vector<std::pair<int, float>>> inputs;
    std::vector<int> labels;
};
[[nodiscard]] EncodedMelody encodeMelody(const MelodyCodec &codec, std::span<const int> events);

} // namespace solferino::models
